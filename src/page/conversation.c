/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "conf/conf.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "model/group.h"
#include "page/annotate.h"
#include "page/enriched.h"
#include "page/filter.h"
#include "page/group.h"
#include "page/row.h"
#include "page/said.h"
#include "page/similar.h"
#include "page/words.h"
#include "text/json_read.h"

#include <math.h>
#include <string.h>

/* What is shown of one message; a page with more helps nobody. */
enum { BODY_SHOWN = 60 * 1000, ALIKE_SHOWN = 5, SAID_SHOWN = 50,
	SIMILAR_SHOWN = 5 };

struct whole {
	struct conversation c;
	struct conversation_more more;
	struct message *messages;
	size_t n_messages;
	struct alike *alike;
	size_t n_alike;
	struct similar_found similar;
	struct said said;
	struct correction_row *entries;
	size_t n_entries;
	struct choices may;
	struct enrichment *enrichment;	/* of the model, if n_enrichments */
	size_t n_enrichments;
	struct member *member;	/* or NULL: in no group, or not counted */
	int64_t now;
	const char *waiting, *replied;	/* how long, in words, or NULL */
};

static const struct {
	const char *kind, *what;
} kinds[] = {
	{ "customer", "customer" }, { "agent", "reply" },
	{ "note", "note for colleagues" }, { "chat", "chat" },
	{ "phone", "phone call" },
};

/* ---- messages ---- */

static const char *
what_is(struct arena *mem, const struct message *m)
{
	const char *what = "other";

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, m->kind) == 0)
			what = kinds[i].what;
	if (m->saved_reply)
		what = arena_fmt(mem, "%s, saved reply", what);
	if (*m->state != '\0' && strcmp(m->state, "published") != 0)
		what = arena_fmt(mem, "%s, %s", what, m->state);
	if (*m->rating != '\0')
		what = arena_fmt(mem, "%s, rated %s", what, m->rating);
	return what;
}

/* Blank lines at the ends of a message only push the others away. */
static const char *
trimmed(struct arena *mem, const char *s, bool *cut)
{
	size_t len;

	s += strspn(s, "\r\n");
	len = strlen(s);
	*cut = len > BODY_SHOWN;
	if (*cut)
		len = utf8_cut(s, len, BODY_SHOWN);
	while (len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL)
		len--;
	return arena_copy(mem, s, len);
}

static void
put_message(struct view *v, const struct message *m, int64_t now)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "MESSAGE");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	bool cut, cut_quote;
	const char *body = trimmed(mem, m->body, &cut);
	const char *quoted = trimmed(mem, m->quoted, &cut_quote);

	view_text(row, "KIND", strcmp(m->kind, "note") == 0 ? "note" :
	    m->by_user ? "agent" : "customer");
	view_int(row, "ID", m->id);
	view_text(row, "WHO", *m->author ? m->author :
	    m->by_user ? "Agent" : "Customer");
	view_text(row, "WHAT", what_is(mem, m));
	view_text(row, "ISO", clock_iso(m->created_at, iso));
	view_text(row, "WHEN", fmt_when(m->created_at, now, buf));
	if (*body != '\0')
		view_text(view_row(row, "TEXT"), "BODY", body);
	else
		view_show(row, "BLANK");
	if (cut)
		view_text(view_row(row, "CUT"), "LIMIT",
		    fmt_bytes(BODY_SHOWN, buf));
	if (*quoted != '\0')
		view_text(view_row(row, "QUOTED"), "BODY", quoted);
}

/* ---- analysis ---- */

static struct view *
pair(struct view *a, const char *name, const char *value, const char *url)
{
	struct view *p;

	if (value == NULL || *value == '\0')
		return NULL;
	p = view_row(a, "PAIR");
	view_text(p, "NAME", name);
	view_text(p, "VALUE", value);
	page_link_or_plain(p, url);
	return p;
}

/* The list of all conversations with the same value. */
static struct view *
same(struct view *a, const char *name, const char *dimension, const char *key)
{
	struct arena *mem = view_arena(a);
	const struct filter none = { 0 };
	struct filter f = filter_with(&none, dimension, key);

	return pair(a, name, *key == '\0' ? NULL :
	    word_for(mem, dimension, key),
	    filter_url(mem, "/conversations", &f));
}

/* A corrected field names the person in place of the engine. */
static void
by_whom(struct view *p, const struct whole *w, const char *field)
{
	const struct correction_now *c = said_of(&w->said, w->c.id, field);
	struct arena *mem;

	if (p == NULL || c == NULL)
		return;
	mem = view_arena(p);
	page_text_row(p, "BY", arena_fmt(mem, "by %s; %s %s", c->who,
	    strcmp(field, "category") == 0 && *w->more.rules_category ?
	    "the model says" : "the rules say", word_for(mem, field, c->ruled)));
}

static void
put_pairs(struct view *a, const struct whole *w)
{
	struct arena *mem = view_arena(a);
	const struct conversation *c = &w->c;
	const struct filter customer = { .customer = c->customer_id };
	char buf[FMT_SIZE];

	by_whom(same(a, w->more.counted ? "Counted as" : "Category",
	    "category", c->main_category), w, "category");
	for (size_t i = 0; i < c->n_categories; i++)
		if (strcmp(c->categories[i], c->main_category) != 0)
			same(a, "Also", "mention", c->categories[i]);
	by_whom(same(a, "Intent", "intent", c->intent), w, "intent");
	if (said_of(&w->said, c->id, "severity") != NULL)
		by_whom(same(a, "Severity", "severity", c->severity), w,
		    "severity");
	same(a, "Platform", "platform", c->platform);
	same(a, "Version", "version", c->app_version);
	pair(a, "System", w->more.os_version, NULL);
	pair(a, "Device", c->device, NULL);
	if (c->level > 0)
		pair(a, "Level", fmt_count(c->level, buf), NULL);
	pair(a, "Player", w->more.game_user_id, NULL);
	if (c->customer_id != 0)
		pair(a, "Customer", *c->customer ? c->customer : "unnamed",
		    filter_url(mem, "/conversations", &customer));
	pair(a, "Assigned to", w->more.assignee, NULL);
	pair(a, "First reply", w->replied == NULL ? "none yet" :
	    arena_fmt(mem, "after %s", w->replied), NULL);
}

/* Effects name keys: "billing_issue +16". */
static const char *
readable(struct arena *mem, const char *effect)
{
	char *copy = arena_text(mem, effect);

	for (char *p = copy; p != NULL && *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return copy;
}

static void
put_reasons(struct view *a, const struct whole *w)
{
	struct arena *mem = view_arena(a);
	struct json_object *list = NULL;
	const char *why;
	char buf[FMT_SIZE];

	if (json_parse(mem, w->more.reasons, strlen(w->more.reasons), &list,
	    &why) != RC_OK)
		return;
	for (size_t i = 0; i < jr_len(list); i++) {
		struct json_object *r = jr_array_at(list, i);
		int64_t points = jr_int(r, "points", 0);
		const char *effect = jr_text(mem, r, "effect");
		struct view *row = view_row(a, "REASON");

		view_text(row, "TEXT", readable(mem, effect ? effect :
		    jr_text(mem, r, "rule")));
		page_text_row(row, "QUOTE", jr_text(mem, r, "words"));
		if (points != 0)
			view_text(row, "POINTS", arena_fmt(mem, "%s%s",
			    points > 0 ? "+" : "", fmt_count(points, buf)));
	}
	view_show(a, jr_len(list) > 0 ? "POINTS_KEY" : "NO_REASON");
}

/* ---- what people say ---- */

static const char *
kept(struct arena *mem, const char *dimension, const char *key)
{
	return arena_fmt(mem, "keep: %s", word_for(mem, dimension, key));
}

static void
put_mark(struct view *f, const struct whole *w, const char *field,
    const char *set, const char *lift)
{
	bool is = said_of(&w->said, w->c.id, field) != NULL;
	struct view *b = view_row(f, "MARK");

	view_text(b, "NAME", field);
	view_text(b, "VALUE", is ? "0" : "1");
	view_text(b, "TEXT", is ? lift : set);
}

static void
put_correct(struct view *a, const struct whole *w)
{
	const struct conversation *c = &w->c;
	struct arena *mem = view_arena(a);
	const struct said *s = &w->said;
	struct view *f;

	if (!s->may)
		return;
	f = view_row(a, "CORRECT");
	said_form(f, s);
	view_int(f, "ID", c->id);
	said_select(f, "category", kept(mem, "category", c->main_category),
	    w->may.category, w->may.categories,
	    said_of(s, c->id, "category") != NULL);
	said_select(f, "severity", kept(mem, "severity", c->severity),
	    w->may.severity, w->may.severities,
	    said_of(s, c->id, "severity") != NULL);
	said_select(f, "intent", kept(mem, "intent", c->intent), w->may.intent,
	    w->may.intents, said_of(s, c->id, "intent") != NULL);
	put_mark(f, w, "done", "Done", "Not done");
	put_mark(f, w, "dismissed", "Dismiss", "Not dismissed");
	put_mark(f, w, "seen", "Seen", "Not seen");
}

static void
put_entry(struct view *list, const struct whole *w,
    const struct correction_row *c)
{
	struct arena *mem = view_arena(list);
	struct view *e = view_row(list, "ENTRY"), *undo;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(e, "WHO", c->who);
	view_text(e, "TEXT", said_change(mem, c->field,
	    c->became));
	page_text_row(e, "NOTES", c->notes);
	if (c->undone_at != 0)
		page_text_row(e, "STATE", arena_fmt(mem, "undone by %s",
		    c->undone_by));
	else if (strcmp(c->state, "replaced") == 0)
		page_text_row(e, "STATE", "replaced");
	view_text(e, "ISO", clock_iso(c->at, iso));
	view_text(e, "WHEN", fmt_when(c->at, w->now, buf));
	view_text(e, "AGO", fmt_ago(c->at, w->now, buf));
	if (!w->said.may || c->undone_at != 0)
		return;
	undo = view_row(e, "UNDO");
	said_form(undo, &w->said);
	view_int(undo, "ID", c->id);
}

static void
put_entries(struct view *a, const struct whole *w)
{
	struct view *list;

	if (w->n_entries == 0)
		return;
	list = view_row(a, "SAID_BEFORE");
	for (size_t i = 0; i < w->n_entries; i++)
		put_entry(list, w, &w->entries[i]);
}

/* What the model that learned from corrections said, and who was believed. */
static const char *
learnt_sentence(struct arena *mem, const struct whole *w)
{
	const struct conversation_more *m = &w->more;
	const char *from, *said;
	char buf[FMT_SIZE];

	if (m->learnt == 0 || m->sure < 0)
		return NULL;
	from = arena_fmt(mem, "learned from %s, version %lld",
	    fmt_plural(m->learnt_from, "correction", "corrections", buf),
	    (long long)m->learnt);
	if (*m->guess == '\0')
		return arena_fmt(mem, "The category is the rules'; what was %s "
		    "knows nothing of this.", from);
	said = word_for(mem, "category", m->guess);
	if (*m->rules_category == '\0')
		return arena_fmt(mem, "The category is the rules'; what was %s "
		    "says %s, %lld %% sure.", from, said,
		    (long long)(m->sure + 5) / 10);
	return arena_fmt(mem, "The category %s is %s, %lld %% sure; the rules say "
	    "%s.", said, from, (long long)(m->sure + 5) / 10,
	    word_for(mem, "category", m->rules_category));
}

static void
put_analysis(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);
	struct view *a = view_row(v, "ANALYSIS");
	char buf[FMT_SIZE];

	page_text_row(a, "SAID", row_said(&w->c));
	put_pairs(a, w);
	put_correct(a, w);
	put_entries(a, w);
	put_reasons(a, w);
	page_text_row(a, "LEARNT", learnt_sentence(mem, w));
	if (w->n_enrichments > 0)
		enriched_put(a, w->enrichment, w->now);
	view_text(a, "ENGINE", arena_fmt(mem, "Severity score %lld of 100. By "
	    "the rules, version %lld, %s.", (long long)w->c.score,
	    (long long)w->more.ruleset_version,
	    fmt_when(w->more.analysed_at, w->now, buf)));
}

static void
put_alike(struct view *g, const struct alike *a, int64_t now)
{
	struct view *l = view_row(g, "ALIKE");
	char buf[FMT_SIZE];

	view_text(l, "URL", row_url(view_arena(g), a->id));
	view_text(l, "SUBJECT", *a->subject ? a->subject : "(no subject)");
	view_text(l, "AGO", fmt_ago(a->created_at, now, buf));
}

static void
put_group(struct view *v, const struct whole *w, bool may)
{
	struct arena *mem = view_arena(v);
	struct view *g = view_row(v, "GROUP");
	char buf[FMT_SIZE];

	if (may)
		view_text(view_row(g, "MAY_MOVE"), "MOVE_URL", arena_fmt(mem,
		    "/conversations/%lld/group", (long long)w->c.id));
	if (w->c.cluster_id == 0) {
		page_text_row(g, "WHY", "In none: it has no words to compare.");
		return;
	}
	page_link_row(g, "PLACE", group_url(mem, w->c.cluster_id, NULL),
	    group_title(w->more.group_title));
	view_text(g, "COUNT", fmt_plural(w->more.group_size, "conversation",
	    "conversations", buf));
	if (w->member != NULL)
		page_text_row(g, "WHY", member_why(mem, w->member));
	for (size_t i = 0; i < w->n_alike; i++)
		put_alike(g, &w->alike[i], w->now);
}

static void
put_similar(struct view *v, const struct whole *w)
{
	struct view *g;

	if (w->similar.n == 0 && (w->similar.off || *w->similar.problem ==
	    '\0'))
		return;
	g = view_row(v, "SIMILAR");
	if (*w->similar.problem != '\0')
		page_text_row(g, "WHY", arena_fmt(view_arena(v), "Cannot be "
		    "told: %s.", w->similar.problem));
	if (w->similar.n > 0) {
		similar_put(g, &w->similar, w->now);
		view_text(view_row(g, "MORE"), "URL", similar_url(view_arena(v),
		    w->c.id));
	}
}

/* Why this conversation is in no count, when it is in none. */
static const char *
not_counted(struct arena *mem, const struct whole *w)
{
	char buf[FMT_SIZE];

	if (w->more.counted)
		return NULL;
	if (w->more.deleted_at != 0)
		return arena_fmt(mem, "Deleted in Help Scout, seen %s. It counts "
		    "nowhere.", fmt_when(w->more.deleted_at, w->now, buf));
	if (w->more.merged_into != 0)
		return "Merged into another conversation in Help Scout. It "
		    "counts there.";
	return "Spam in Help Scout. It counts nowhere.";
}

static void
put_head(struct view *v, const struct req *rq, const struct whole *w)
{
	const struct conversation *c = &w->c;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(v, "SUBJECT", row_subject(c));
	view_text(v, "SEVERITY", c->severity);
	view_int(v, "NUMBER", c->number);
	view_text(v, "STATUS", c->status);
	view_text(v, "MAILBOX", c->mailbox);
	view_text(v, "ISO", clock_iso(c->created_at, iso));
	view_text(v, "CREATED", fmt_when(c->created_at, w->now, buf));
	page_text_row(v, "WAITING", w->waiting);
	view_text(view_row(v, "OPEN"), "URL",
	    row_upstream(rq->mem, rq->conf, c));
	page_text_row(v, "NOTICE", not_counted(rq->mem, w));
}

static enum rc
read_said(struct req *rq, struct whole *w)
{
	const struct correction_filter f = { .conversation = w->c.id };
	enum rc rc = said_read(rq, &w->c, 1, &w->said);

	if (rc == RC_OK)
		rc = correction_list(rq->db, rq->mem, &f, 0, SAID_SHOWN,
		    &w->entries, &w->n_entries);
	if (rc == RC_OK && w->said.may)
		rc = correction_choices(rq->db, rq->mem, &w->may);
	return rc;
}

static enum rc
read_spans(struct req *rq, struct whole *w)
{
	const struct conversation *c = &w->c;
	enum rc rc = RC_OK;

	if (c->waiting_since != 0)
		rc = annotate_span(rq, c->waiting_since, w->now, &w->waiting);
	if (rc == RC_OK && c->first_reply_seconds >= 0)
		rc = annotate_span(rq, c->created_at, c->created_at +
		    c->first_reply_seconds, &w->replied);
	return rc;
}

static enum rc
read_member(struct req *rq, int64_t id, struct whole *w)
{
	const struct member_query only = { .only = id, .most = 1 };
	size_t n = 0;
	enum rc rc = group_members(rq->db, rq->mem, w->c.cluster_id, &only,
	    &w->member, &n);

	if (n == 0)
		w->member = NULL;
	return rc;
}

static enum rc
read_whole(struct req *rq, int64_t id, struct whole *w)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = conversation_one(rq->db, rq->mem, id, &w->c, &w->more);
	if (rc == RC_OK)
		rc = conversation_messages(rq->db, rq->mem, id, &w->messages,
		    &w->n_messages);
	if (rc == RC_OK && w->c.cluster_id != 0)
		rc = conversation_alike(rq->db, rq->mem, w->c.cluster_id, id,
		    ALIKE_SHOWN, &w->alike, &w->n_alike);
	if (rc == RC_OK)
		rc = similar_to(rq->db, rq->mem, rq->conf, id, SIMILAR_SHOWN,
		    &w->similar);
	if (rc == RC_OK)
		rc = read_said(rq, w);
	if (rc == RC_OK)
		rc = enrichment_of(rq->db, rq->mem, &id, 1, &w->enrichment,
		    &w->n_enrichments);
	if (rc == RC_OK)
		rc = read_spans(rq, w);
	if (rc == RC_OK && w->c.cluster_id != 0)
		rc = read_member(rq, id, w);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

enum rc
page_conversation(struct req *rq)
{
	struct whole w = { .now = clock_now() };
	struct view *v, *tags;
	int64_t id;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = read_whole(rq, id, &w);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "Conversation %lld is not here.",
		    (long long)id);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "conversation.tpl", row_subject(&w.c));
	rc = said_changed(rq, v, &w.said);
	if (rc != RC_OK)
		return rc;
	put_head(v, rq, &w);
	if (w.n_messages == 0)
		view_show(v, "NO_MESSAGES");
	for (size_t i = 0; i < w.n_messages; i++)
		put_message(v, &w.messages[i], w.now);
	put_analysis(v, &w);
	put_group(v, &w, rq->who.role >= REVIEWER);
	put_similar(v, &w);
	if (w.c.n_tags > 0) {
		tags = view_row(v, "TAGS");
		for (size_t i = 0; i < w.c.n_tags; i++)
			page_text_row(tags, "TAG", w.c.tags[i]);
	}
	return page_send(rq, v);
}
