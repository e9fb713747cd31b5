/* SPDX-License-Identifier: MIT */
/* /admin/preview: what the rules in use make of a text. Changes nothing. */
#include "api/api.h"

#include "api/words.h"
#include "analysis/analyse.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/grouping.h"
#include "model/verdict.h"

#include <string.h>

const struct param preview_params[] = {
	{ "text", P_TEXT, "", 0, 20000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* Loading a ruleset costs milliseconds, so the worker keeps the one in use. */
static struct {
	struct arena *mem;
	struct ruleset *rules;
	int64_t version;
} kept = { NULL, NULL, -1 };

static enum rc
keep_rules(struct req *rq, int64_t version, const char *document)
{
	struct arena *mem = arena_begin();
	struct ruleset *rules;
	const char *why;

	if (document == NULL)
		document = ruleset_builtin(rq->conf->ruleset);
	if (ruleset_load(mem, document, strlen(document), &rules, &why) !=
	    RC_OK) {
		arena_end(mem);
		return RC_INTERNAL;
	}
	if (kept.mem != NULL)
		arena_end(kept.mem);
	kept.mem = mem;
	kept.rules = rules;
	kept.version = version;
	return RC_OK;
}

static enum rc
rules_in_use(struct req *rq)
{
	const char *document = NULL;
	int64_t version = 0;
	enum rc rc = ruleset_current(rq->db, rq->mem, &version, &document);

	/* Nothing was ever scored: the rules that would be used. */
	if (rc == RC_NOT_FOUND)
		rc = RC_OK;
	if (rc != RC_OK || version == kept.version)
		return rc;
	return keep_rules(rq, version, document);
}

static void
write_entities(struct jw *w, const struct entities *e)
{
	jw_object(jw_key(w, "entities"));
	jw_int_or_null(jw_key(w, "level"), e->level, 0);
	jw_int_or_null(jw_key(w, "chapter"), e->chapter, 0);
	jw_text_or_null(jw_key(w, "platform"), e->platform);
	jw_text_or_null(jw_key(w, "app_version"), e->app_version);
	jw_text_or_null(jw_key(w, "device"), e->device);
	jw_end(w);
}

static int
rule_score(const struct verdict *v)
{
	int sum = 0;

	for (size_t i = 0; i < v->reasons_n; i++)
		sum += v->reasons[i].points;
	return sum < 0 ? 0 : sum > 100 ? 100 : sum;
}

enum rc
api_preview(struct req *rq)
{
	static const char *const uncategorized[] = { "uncategorized" };
	struct report report = { "", req_text(rq, "text") };
	const char *key;
	int64_t group;
	struct verdict v;
	enum rc rc = rules_in_use(rq);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	analyse(kept.rules, rq->mem, &report, &v);
	rc = grouping_find(rq->db, rq->mem, v.normal, &key, &group);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_entities(&w, &v.entities);
	jw_texts(jw_key(&w, "categories"), v.categories_n > 0 ? v.categories :
	    uncategorized, v.categories_n > 0 ? v.categories_n : 1);
	jw_int(jw_key(&w, "rule_score"), rule_score(&v));
	jw_int(jw_key(&w, "severity_score"), v.score);
	jw_text(jw_key(&w, "bucket"), severity_name(v.severity));
	jw_num(jw_key(&w, "z"), 0);
	jw_num(jw_key(&w, "cusum"), 0);
	/* a text that is new would be a group by itself */
	jw_text(jw_key(&w, "cluster_key"), group == 0 ? key :
	    arena_fmt(rq->mem, "%lld", (long long)group));
	jw_object(jw_key(&w, "llm"));
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
