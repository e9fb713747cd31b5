/* SPDX-License-Identifier: MIT */
/* tidemark-admin ruleset: versions of the rules as files. */
#include "main/admin.h"

#include "analysis/ruleset.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "model/rulebook.h"

#include <stdio.h>
#include <string.h>

enum { LISTED = 1000, FILE_MOST = 16 * 1024 * 1024 };

int
cmd_ruleset_list(struct admin *a)
{
	struct rules_version *v;
	size_t n;
	enum rc rc = rules_versions(a->db, a->mem, 0, LISTED, &v, &n);

	if (rc != RC_OK)
		return admin_failed("ruleset list", rc);
	for (size_t i = 0; i < n; i++) {
		char iso[CLOCK_ISO_SIZE];

		printf("%lld\t%s\t%s\t%s\t%s%s\n", (long long)v[i].version,
		    v[i].name, clock_iso(v[i].at, iso), v[i].who, v[i].why,
		    v[i].active ? "\tin force" : "");
	}
	for (size_t i = 0; ruleset_builtin_name(i) != NULL; i++)
		printf("%s\tcomes with the program\n", ruleset_builtin_name(i));
	return 0;
}

/* The document that the operand names: a version, a built-in one, "current". */
static enum rc
named(struct admin *a, const char **json)
{
	struct rules_version v;
	enum rc rc;

	if (strcmp(a->argv[0], "current") != 0) {
		rc = rulebook_named(a->db, a->mem, a->argv[0], json);
	} else {
		rc = rules_version(a->db, a->mem, 0, &v);
		*json = rc == RC_OK ? v.document : NULL;
	}
	if (rc == RC_NOT_FOUND)
		fprintf(stderr, "there are no rules \"%s\"; see ruleset list\n",
		    a->argv[0]);
	else if (rc != RC_OK)
		admin_failed(a->argv[0], rc);
	return rc;
}

int
cmd_ruleset_export(struct admin *a)
{
	const char *json;

	if (named(a, &json) != RC_OK)
		return 1;
	return fputs(json, stdout) < 0 || fflush(stdout) != 0;
}

static int
put_in_force(struct admin *a, const char *json, const char *action,
    const char *why)
{
	const struct rules_change change = { .who = "operator",
		.why = *a->why ? a->why : why, .document = json,
		.based_on = -1, .action = action };
	const char *fault;
	int64_t version;
	enum rc rc = rules_save(a->db, a->mem, &change, &version, &fault);

	if (rc == RC_BAD_INPUT) {
		fprintf(stderr, "%s: %s\n", a->argv[0], fault);
		return 1;
	}
	if (rc != RC_OK)
		return admin_failed(a->argv[0], rc);
	printf("version %lld is in force; tidemark-score judges anew\n",
	    (long long)version);
	return 0;
}

static const char *
read_file(struct admin *a, const char *path)
{
	struct sbuf *text = sbuf_arena(a->mem);
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char buf[8192];
	bool failed;
	size_t n;

	if (f == NULL) {
		fprintf(stderr, "%s: cannot be read\n", path);
		return NULL;
	}
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0 &&
	    text->len < FILE_MOST)
		sbuf_add(text, buf, n);
	failed = ferror(f) != 0;	/* a folder can be opened */
	if (f != stdin)
		fclose(f);
	if (failed) {
		fprintf(stderr, "%s: cannot be read\n", path);
		return NULL;
	}
	if (text->len < FILE_MOST && strlen(sbuf_cstr(text)) == text->len)
		return sbuf_cstr(text);
	fprintf(stderr, "%s: more than 16 MB, or no text\n", path);
	return NULL;
}

int
cmd_ruleset_import(struct admin *a)
{
	const char *json = read_file(a, a->argv[0]);

	return json == NULL ? 1 : put_in_force(a, json, "rules_import",
	    "imported by the operator");
}

int
cmd_ruleset_activate(struct admin *a)
{
	const char *json;

	if (named(a, &json) != RC_OK)
		return 1;
	return put_in_force(a, json, "rules_activate", arena_fmt(a->mem,
	    "back to %s", a->argv[0]));
}
