/* SPDX-License-Identifier: MIT */
#include "model/rulebook.h"

#include "base/parse.h"

#include <string.h>

static enum rc
in_force(struct db *db, struct arena *mem, const char *dflt,
    struct rules_version *v)
{
	enum rc rc = rules_version(db, mem, 0, v);

	if (rc != RC_NOT_FOUND)
		return rc;
	*v = (struct rules_version){ .name = dflt, .who = "tidemark",
		.why = "comes with the program",
		.document = ruleset_builtin(dflt) };
	return RC_OK;
}

enum rc
rulebook_open(struct db *db, struct arena *mem, const char *who,
    const char *dflt, struct rulebook *b)
{
	const char *why;
	enum rc rc;

	memset(b, 0, sizeof(*b));
	rc = in_force(db, mem, dflt, &b->now);
	if (rc != RC_OK)
		return rc;
	rc = rules_draft(db, mem, who, &b->draft);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	b->drafted = rc == RC_OK;
	b->stale = b->drafted && b->draft.based_on != b->now.version;
	b->json = b->drafted ? b->draft.document : b->now.document;
	return document_read(mem, b->json, strlen(b->json), &b->doc, &why) ==
	    RC_OK ? RC_OK : RC_INTERNAL;
}

enum rc
rulebook_keep(struct db *db, struct arena *mem, const char *who,
    struct rulebook *b, const char *json, struct ruleset_fault *fault)
{
	struct ruleset *set;

	if (ruleset_check(mem, json, strlen(json), &set, fault) != RC_OK)
		return RC_BAD_INPUT;
	return rules_draft_save(db, mem, who, b->drafted ? b->draft.based_on :
	    b->now.version, json);
}

enum rc
rulebook_named(struct db *db, struct arena *mem, const char *name,
    const char **json)
{
	struct rules_version v;
	int64_t version;
	enum rc rc;

	*json = ruleset_builtin(name);
	if (*json != NULL)
		return RC_OK;
	if (!parse_int(name, 1, INT32_MAX, &version))
		return RC_NOT_FOUND;
	rc = rules_version(db, mem, version, &v);
	*json = rc == RC_OK ? v.document : NULL;
	return rc;
}
