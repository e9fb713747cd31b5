/* SPDX-License-Identifier: MIT */
/*
 * /admin/insights: the working list in the shape of the replaced dashboard, with
 * the keys of both its generations. Newest number first; what is counted beside
 * the list holds for the whole window on every page.
 */
#include "api/api.h"

#include "analysis/escalate.h"
#include "api/priority.h"
#include "api/words.h"
#include "ask/filter.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/correction.h"
#include "model/enrichment.h"
#include "model/insight.h"
#include "model/period.h"
#include "model/sample.h"
#include "model/trend.h"
#include "model/window.h"

#include <string.h>

enum { ROWS_MOST = 1000, TEXT_CHARS = 20000, TOP_CATEGORIES = 10,
	TOP_KEYWORDS = 20, TOP_CLUSTERS = 5, ANALYSED_CLUSTERS = 10,
	TREND_LEAST = 3, PLATFORM_LEAST = 5 };

const struct param insights_params[] = {
	WINDOW_PARAMS("24"),
	{ "limit",      P_CLAMP, "100", 1, ROWS_MOST, NULL },
	{ "use_llm",    P_INT,   "1",   0, INT64_MAX, NULL },
	{ "all",        P_INT,   "0",   0, INT64_MAX, NULL },
	{ "page",       P_CLAMP, "1",   1, 1000000, NULL },
	{ "page_size",  P_CLAMP, "0",   0, ROWS_MOST, NULL },
	{ "min_number", P_INT,   "",    0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct insights {
	struct window w;
	struct insight_filter filter;
	int64_t page, length;
	struct insight *row;
	size_t n;
	const char **texts;
	struct correction_now *said;	/* by people, about the rows */
	size_t n_said;
	struct enrichment *enrichment;	/* by a model, of the rows */
	size_t n_enrichments;
	struct insight_sum sum;
	struct tallies tallies;
	struct keyword *keyword;
	size_t n_keywords;
	struct group *group;
	size_t n_groups;
	struct period_said said_of_all;	/* by a model, of the last hours */
	int64_t replied;	/* on this page */
};

/* all=1: from the beginning of time, whose first hour is taken for "before". */
static void
read_question(struct req *rq, struct insights *x)
{
	int64_t size = req_int(rq, "page_size");
	bool all = req_int(rq, "all") != 0;

	x->w = ask_window(rq);
	if (all)
		x->w.before = x->w.from = HOUR;
	x->filter.f = (struct filter){ .from = all ? 0 : x->w.from,
		.to = all ? 0 : x->w.to, .mailbox = x->w.mailbox };
	x->filter.above = req_int(rq, "min_number");
	x->page = req_int(rq, "page");
	x->length = size > 0 ? size : req_int(rq, "limit");
}

static enum rc
read_rows(struct req *rq, struct insights *x)
{
	int64_t *ids;
	enum rc rc = insight_list(rq->db, rq->mem, &x->filter,
	    (x->page - 1) * x->length, x->length, &x->row, &x->n);

	if (rc != RC_OK)
		return rc;
	ids = arena_array(rq->mem, x->n, sizeof(*ids));
	for (size_t i = 0; i < x->n; i++) {
		ids[i] = x->row[i].c.id;
		x->replied += x->row[i].c.first_reply_seconds >= 0;
	}
	rc = correction_of(rq->db, rq->mem, ids, x->n, &x->said, &x->n_said);
	if (rc == RC_OK)
		rc = enrichment_of(rq->db, rq->mem, ids, x->n, &x->enrichment,
		    &x->n_enrichments);
	return rc == RC_OK ? sample_texts(rq->db, rq->mem, ids, x->n,
	    TEXT_CHARS, &x->texts) : rc;
}

static enum rc
read_all(struct req *rq, struct insights *x)
{
	static const char *const dimensions[] = { "mention", "intent",
		"platform", "severity" };
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = read_rows(rq, x);
	if (rc == RC_OK)
		rc = insight_count(rq->db, rq->mem, &x->filter, &x->sum);
	if (rc == RC_OK)
		rc = trend_counts(rq->db, rq->mem, &x->w, dimensions, 4,
		    &x->tallies);
	if (rc == RC_OK)
		rc = keyword_top(rq->db, rq->mem, &x->filter.f, TOP_KEYWORDS,
		    &x->keyword, &x->n_keywords);
	if (rc == RC_OK)
		rc = trend_groups(rq->db, rq->mem, &x->w, PRIORITY_GROUPS, 1, 0,
		    &x->group, &x->n_groups);
	if (rc == RC_OK)
		rc = period_find(rq->db, rq->mem, &x->said_of_all);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* ---- the window ---- */

static void
write_pair(struct jw *w, const char *name_key, const char *name, int64_t n)
{
	jw_object(w);
	jw_text(jw_key(w, name_key), name);
	jw_int(jw_key(w, "count"), n);
	jw_end(w);
}

static void
write_tallies(struct jw *w, const struct insights *x, const char *key,
    const char *dimension, const char *but, size_t most)
{
	jw_array(jw_key(w, key));
	for (size_t i = 0, n = 0; i < x->tallies.n && n < most; i++) {
		const struct tally *t = &x->tallies.at[i];

		if (strcmp(t->dimension, dimension) != 0 || t->now == 0 ||
		    strcmp(t->key, but) == 0)
			continue;
		write_pair(w, "name", *t->key ? t->key : "unknown", t->now);
		n++;
	}
	jw_end(w);
}

static void
write_clusters(struct req *rq, struct jw *w, const struct insights *x,
    const char *key, const char *name_key, size_t most)
{
	jw_array(jw_key(w, key));
	for (size_t i = 0; i < x->n_groups && i < most; i++)
		write_pair(w, name_key, arena_fmt(rq->mem, "%lld",
		    (long long)x->group[i].id), x->group[i].size);
	jw_end(w);
}

static void
empty_array(struct jw *w, const char *key)
{
	jw_array(jw_key(w, key));
	jw_end(w);
}

static void
write_analysis(struct req *rq, struct jw *w, const struct insights *x)
{
	static const struct {
		const char *key, *name;
	} severities[] = { { "critical", "Critical" }, { "high", "High" },
		{ "medium", "Medium" }, { "low", "Low" } };

	jw_object(jw_key(w, "issue_analysis"));
	write_tallies(w, x, "categories", "mention", "other", SIZE_MAX);
	write_tallies(w, x, "intents", "intent", "none", SIZE_MAX);
	empty_array(w, "tags");
	write_tallies(w, x, "platforms", "platform", "none", SIZE_MAX);
	jw_array(jw_key(w, "severities"));
	for (size_t i = 0; i < 4; i++)
		write_pair(w, "bucket", severities[i].name,
		    trend_tally(&x->tallies, "severity",
		    severities[i].key).now);
	jw_end(w);
	write_clusters(rq, w, x, "clusters", "id", ANALYSED_CLUSTERS);
	jw_end(w);
}

/* What a model said is of the last hours, of all mailboxes. */
static bool
is_said(const struct req *rq, const struct insights *x)
{
	return req_int(rq, "all") == 0 && x->w.mailbox == 0 &&
	    window_hours(&x->w) == PERIOD_HOURS &&
	    period_holds(&x->said_of_all, x->w.now);
}

/* The model's sentences, in the form of the rules' parts; old clients show this
 * text alone, so that it says whose it is. */
static const char *
said_summary(struct req *rq, const struct period_said *s)
{
	struct sbuf *out = sbuf_arena(rq->mem);

	for (size_t i = 0; i < s->n; i++)
		sbuf_fmt(out, "%s | ", s->claim[i].text);
	sbuf_fmt(out, "by %s", s->engine);
	return sbuf_cstr(out);
}

/* A sentence for people, in parts. */
static const char *
rules_summary(struct req *rq, const struct insights *x)
{
	int64_t urgent = trend_tally(&x->tallies, "severity", "high").now +
	    trend_tally(&x->tallies, "severity", "critical").now;
	struct sbuf *out = sbuf_arena(rq->mem);

	if (urgent > 0)
		sbuf_fmt(out, "%lld critical issues | ", (long long)urgent);
	if (x->n_groups > 0 && x->group[0].size >= TREND_LEAST)
		sbuf_fmt(out, "Trending: %s (%lld reports) | ",
		    x->group[0].title, (long long)x->group[0].size);
	for (size_t i = 0; i < x->tallies.n; i++) {
		const struct tally *t = &x->tallies.at[i];

		if (strcmp(t->dimension, "platform") != 0 || *t->key == '\0' ||
		    t->now < PLATFORM_LEAST)
			continue;
		sbuf_fmt(out, "%s: %lld tickets | ", t->key,
		    (long long)t->now);
		break;
	}
	if (out->len == 0)
		return arena_fmt(rq->mem, "%lld tickets, no major patterns "
		    "detected", (long long)x->sum.conversations);
	sbuf_fmt(out, "%lld total", (long long)x->sum.conversations);
	return sbuf_cstr(out);
}

static void
write_summary(struct req *rq, struct jw *w, const struct insights *x)
{
	bool said = is_said(rq, x);

	jw_text(jw_key(w, "global_summary"), x->page > 1 ? "" : said ?
	    said_summary(rq, &x->said_of_all) : rules_summary(rq, x));
	jw_text(jw_key(w, "global_summary_by"), said ? x->said_of_all.engine :
	    "rules");
}

static void
write_window(struct req *rq, struct jw *w, const struct insights *x)
{
	write_summary(rq, w, x);
	write_tallies(w, x, "top_categories", "mention", "device",
	    TOP_CATEGORIES);
	jw_array(jw_key(w, "top_keywords"));
	for (size_t i = 0; i < x->n_keywords; i++)
		write_pair(w, "word", x->keyword[i].word, x->keyword[i].n);
	jw_end(w);
	write_clusters(rq, w, x, "top_clusters", "cluster_key", TOP_CLUSTERS);
	empty_array(w, "tag_stats");
}

/* ---- a row ---- */

static void
write_entities(struct jw *w, const struct conversation *c)
{
	jw_object(jw_key(w, "entities"));
	jw_int_or_null(jw_key(w, "level"), c->level, 0);
	jw_null(jw_key(w, "chapter"));
	jw_text_or_null(jw_key(w, "platform"), c->platform);
	jw_text_or_null(jw_key(w, "app_version"), c->app_version);
	jw_text_or_null(jw_key(w, "device"), c->device);
	jw_end(w);
}

static void
tag(struct jw *w, struct req *rq, const char *kind, const char *value)
{
	if (*value != '\0')
		jw_text(w, arena_fmt(rq->mem, "%s:%s", kind, value));
}

/* The severity of the verdict, before any escalation. */
static void
write_suggested(struct req *rq, struct jw *w, const struct conversation *c)
{
	jw_array(jw_key(w, "suggested_tags"));
	tag(w, rq, "sev", c->severity);
	tag(w, rq, "intent", c->intent);
	for (size_t i = 0; i < c->n_categories; i++)
		tag(w, rq, "cat", c->categories[i]);
	tag(w, rq, "platform", c->platform);
	tag(w, rq, "app", c->app_version);
	jw_end(w);
}

static void
write_existing(struct jw *w, const struct conversation *c)
{
	jw_array(jw_key(w, "existing_tags"));
	for (size_t i = 0; i < c->n_tags; i++)
		jw_text(w, c->tags[i]);
	if (c->first_reply_seconds >= 0)
		jw_text(w, "agent:replied");
	jw_end(w);
}

static const char *
one_liner(const struct conversation *c)
{
	return *c->one_liner ? c->one_liner : *c->subject ? c->subject :
	    "No description available";
}

static void
write_about(struct req *rq, struct jw *w, const struct conversation *c,
    const char *text, const char *bucket)
{
	static const char *const none[] = { "uncategorized" };

	jw_int(jw_key(w, "conv_id"), c->id);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_text(jw_key(w, "one_liner"), one_liner(c));
	jw_text(jw_key(w, "text"), text);
	jw_texts(jw_key(w, "categories"), c->n_categories > 0 ?
	    c->categories : none, c->n_categories > 0 ? c->n_categories : 1);
	write_entities(w, c);
	jw_int(jw_key(w, "severity_score"), c->score);
	jw_text(jw_key(w, "severity_bucket"), bucket);
	jw_text(jw_key(w, "cluster_key"), c->cluster_id == 0 ? "" :
	    arena_fmt(rq->mem, "%lld", (long long)c->cluster_id));
	write_suggested(rq, w, c);
	write_existing(w, c);
	jw_text(jw_key(w, "intent"), c->intent);
}

static bool
is_dismissed(const struct insights *x, int64_t id)
{
	static const char *const marks[] = { "seen", "dismissed", "done" };

	for (size_t i = 0; i < 3; i++)
		if (correction_pick(x->said, x->n_said, id, marks[i]) != NULL)
			return true;
	return false;
}

static void
write_row(struct req *rq, struct jw *w, const struct insights *all, size_t i)
{
	const struct insight *x = &all->row[i];
	const struct conversation *c = &x->c;
	const struct enrichment *says = enrichment_pick(all->enrichment,
	    all->n_enrichments, c->id);
	enum severity severity = SEVERITY_LOW;
	const char *why;

	(void)severity_parse(c->severity, &severity);
	why = escalate(rq->mem, c->intent, x->alike, x->settled, &severity);
	jw_object(w);
	write_about(rq, w, c, all->texts[i], severity_name(severity));
	jw_text_or_null(jw_key(w, "root_cause"), says == NULL ? "" :
	    says->cause);
	jw_text(jw_key(w, "customer_name"), c->customer);
	jw_text(jw_key(w, "first_name"), x->first_name);
	jw_text(jw_key(w, "last_name"), x->last_name);
	jw_text_or_null(jw_key(w, "game_user_id"), x->game_user_id);
	jw_time(jw_key(w, "updated_at"), c->modified_at);
	jw_text(jw_key(w, "hs_link"), api_help_scout(rq, c->id, c->number));
	jw_bool(jw_key(w, "is_dismissed"), is_dismissed(all, c->id));
	jw_bool(jw_key(w, "agent_replied_status"), c->first_reply_seconds >= 0);
	jw_int(jw_key(w, "similar_count"), x->alike > 0 ? x->alike : 1);
	jw_int(jw_key(w, "id"), c->id);
	jw_text(jw_key(w, "summary"), one_liner(c));
	jw_text(jw_key(w, "summary_by"), c->said_by);
	jw_text(jw_key(w, "api_link"), arena_fmt(rq->mem,
	    "%s/conversations/%lld", rq->conf->hs_base_url,
	    (long long)c->id));
	if (why != NULL)
		jw_text(jw_key(w, "escalation_reason"), why);
	jw_end(w);
}

/* ---- the answer ---- */

static void
write_page(struct jw *w, const struct insights *x)
{
	jw_int(jw_key(w, "count"), (int64_t)x->n);
	jw_int(jw_key(w, "total"), x->sum.conversations);
	jw_int(jw_key(w, "page"), x->page);
	jw_int(jw_key(w, "page_size"), x->length);
	jw_int(jw_key(w, "replied_count"), x->replied);
	jw_int(jw_key(w, "unreplied_count"), (int64_t)x->n - x->replied);
}

static void
write_rest(struct req *rq, struct jw *w, const struct insights *x)
{
	const struct group *top[PRIORITY_TOP];

	jw_key(w, "priorityIssue");
	if (priority_rank(x->group, x->n_groups, x->w.now, top) > 0)
		priority_write(rq, w, top[0], NULL);
	else
		jw_null(w);
	write_analysis(rq, w, x);
	jw_object(jw_key(w, "responseStatus"));
	jw_int(jw_key(w, "replied"), x->sum.replied);
	jw_int(jw_key(w, "total"), x->sum.conversations);
	jw_end(w);
	jw_array(jw_key(w, "ticketTimeline"));
	for (size_t i = 0; i < x->n; i++) {
		jw_object(w);
		jw_time(jw_key(w, "ts"), x->row[i].c.created_at);
		jw_int(jw_key(w, "number"), x->row[i].c.number);
		jw_int(jw_key(w, "id"), x->row[i].c.id);
		jw_end(w);
	}
	jw_end(w);
	empty_array(w, "radarData");
}

enum rc
api_insights(struct req *rq)
{
	struct insights x = { 0 };
	enum rc rc;
	struct jw w;

	read_question(rq, &x);
	rc = read_all(rq, &x);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_page(&w, &x);
	write_window(rq, &w, &x);
	jw_array(jw_key(&w, "recommendations"));
	for (size_t i = 0; i < x.n; i++)
		write_row(rq, &w, &x, i);
	jw_end(&w);
	write_rest(rq, &w, &x);
	jw_end(&w);
	return RC_OK;
}
