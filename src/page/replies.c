/* SPDX-License-Identifier: MIT */
/* The replies behind a figure of quality, as a list and as CSV. */
#include "page/page.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/csv.h"
#include "html/view.h"
#include "page/narrow.h"
#include "page/quality.h"
#include "page/words.h"

/* clang-format off */
const struct param replies_params[] = {
	QUALITY_PARAMS,
	{ "bin",       P_INT,  "-1", -1, QUALITY_BINS - 1, NULL },
	{ "state",     P_WORD, "", 0, 0, QUALITY_STATES },
	{ "dimension", P_TEXT, "", 0, RUBRIC_KEY_MAX, NULL },
	{ "sort",      P_WORD, "newest", 0, 0, QUALITY_SORTS },
	{ "skip",      P_INT,  "0", 0, QUALITY_COUNTED_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { PAGE_ROWS = 50, CSV_ROWS = 10000 };

static const struct {
	const char *word, *name;
} sorts[] = {
	{ "newest", "Newest" }, { "lowest", "Lowest" },
	{ "highest", "Highest" }, { "unsure", "Least sure" },
	{ "oldest", "Oldest" },
}, states[] = {
	{ "", "scored" }, { "judged", "judged" },
	{ "critical", "failed as a whole" },
	{ "void", "with a mark that has no evidence" },
	{ "none", "without a score" }, { "failed", "that could not be judged" },
	{ "rated", "rated" }, { "reviewed", "reviewed by people" },
	{ "blind", "judged by both, people without sight of the score" },
	{ "compared", "judged by both" },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

struct list {
	struct req *rq;
	struct quality_question q;
	struct quality_choices choices;
	struct quality_list l;
	struct quality_reply *reply;
	size_t n;
	int64_t all;
};

static enum rc
read_list(struct list *l, int64_t most)
{
	struct req *rq = l->rq;
	const char *key = req_text(rq, "dimension");
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = ask_quality(rq, &l->q);
	if (rc != RC_OK)
		return rc;
	l->l = (struct quality_list){ req_int(rq, "bin"),
		req_text(rq, "state"), req_text(rq, "sort"), 0,
		req_int(rq, "skip"), most, true };
	if (*key != '\0')
		l->l.dimension = rubric_find(&l->q.rubric, key) + 1;
	if (l->l.dimension > l->q.rubric.n)
		return req_fail(rq, RC_BAD_INPUT, "version %lld of the rubric "
		    "has no dimension %s", (long long)l->q.w.rubric, key);
	rc = quality_choices(rq, &l->choices);
	if (rc == RC_OK)
		rc = quality_replies(rq->db, rq->mem, &l->q.w, &l->l,
		    &l->reply, &l->n, &l->all);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* This list in another order, at another place. */
static const char *
list_url(const struct list *l, const char *path, const char *sort, int64_t skip)
{
	struct link k = quality_link(l->rq->mem, path, &l->q);

	if (l->l.bin >= 0)
		link_int(&k, "bin", l->l.bin);
	link_arg(&k, "state", l->l.state);
	link_arg(&k, "dimension", req_text(l->rq, "dimension"));
	if (strcmp(sort, "newest") != 0)
		link_arg(&k, "sort", sort);
	if (skip > 0)
		link_int(&k, "skip", skip);
	return link_url(&k);
}

static const char *
state_name(const char *word)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (strcmp(states[i].word, word) == 0)
			return states[i].name;
	return word;
}

static void
put_head(struct view *v, const struct list *l)
{
	struct arena *mem = l->rq->mem;
	const struct quality_question *q = &l->q;
	char n[FMT_SIZE];
	const char *bin = l->l.bin < 0 ? "" : l->l.bin == QUALITY_BINS - 1 ?
	    ", with 10 of 10" : arena_fmt(mem, ", from %lld to under %lld",
	    (long long)l->l.bin, (long long)l->l.bin + 1);

	view_text(v, "SENTENCE", arena_fmt(mem, "%s%s %s%s",
	    l->all > QUALITY_COUNTED_MOST ? "more than " : "",
	    fmt_plural(l->all > QUALITY_COUNTED_MOST ? QUALITY_COUNTED_MOST :
	    l->all, "reply", "replies", n), state_name(l->l.state), bin));
	view_text(v, "MORE", arena_fmt(mem, "in %s, judged by %s%s%s",
	    quality_span(mem, q), quality_engine_name(q->w.engine),
	    l->l.dimension > 0 ? ", by " : "", l->l.dimension > 0 ?
	    q->rubric.dimension[l->l.dimension - 1].name : ""));
	view_text(v, "CSV_URL", list_url(l, "/quality/qa_messages.csv",
	    l->l.sort, 0));
	if (l->all > CSV_ROWS)
		view_count(view_row(v, "CSV_CUT"), "MOST", CSV_ROWS);
	view_text(v, "BACK_URL", quality_url(mem, "/quality", q));
	for (size_t i = 0; i < COUNT(sorts); i++) {
		struct view *s = view_row(v, "SORT");

		view_text(s, "URL", list_url(l, "/quality/replies",
		    sorts[i].word, 0));
		view_text(s, "NAME", sorts[i].name);
		view_show_if(s, "HERE", strcmp(sorts[i].word, l->l.sort) == 0);
	}
}

static const char *
score_of(struct arena *mem, const struct list *l,
    const struct quality_reply *r)
{
	char buf[FMT_SIZE];
	double x = l->l.dimension == 0 ? r->has_total ? r->total : NAN :
	    l->l.dimension <= r->n_scores ? r->score[l->l.dimension - 1] : NAN;

	return arena_text(mem, fmt_num(x, 1, buf));
}

static void
put_row(struct view *v, const struct list *l, const struct quality_reply *r)
{
	struct arena *mem = l->rq->mem;
	struct view *row = view_row(v, "REPLY");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "URL", quality_reply_url(mem, &l->q, r->message));
	view_text(row, "SUBJECT", *r->subject ? r->subject : "(no subject)");
	view_text(row, "SCORE", score_of(mem, l, r));
	view_text(row, "TEXT", *r->error ? r->error : r->text);
	view_text(row, "AGENT", r->agent_name);
	view_text(row, "ISO", clock_iso(r->at, iso));
	view_text(row, "WHEN", fmt_ago(r->at, l->q.now, buf));
	if (strcmp(r->outcome, "scored") != 0)
		page_text_row(row, "FACT", strcmp(r->outcome, "refused") == 0 ?
		    "not judged: the model declined" : "not judged: it failed");
	if (*r->void_names != '\0')
		page_text_row(row, "FACT", arena_fmt(mem, "%s: evidence not "
		    "found, waits for a person", r->void_names));
	page_text_row(row, "FACT", word_for(mem, "category", r->category));
	if (*r->rating != '\0')
		page_text_row(row, "FACT", arena_fmt(mem, "rated %s",
		    strcmp(r->rating, "not_good") == 0 ? "not good" :
		    r->rating));
	if (r->in_incident)
		page_text_row(row, "FACT", "in an incident");
	view_show_if(row, "FAILED", r->failed);
}

enum rc
page_replies(struct req *rq)
{
	struct view *v = page_open(rq, "replies.tpl", "Replies");
	struct list l = { .rq = rq };
	enum rc rc = read_list(&l, PAGE_ROWS);

	if (rc != RC_OK)
		return rc;
	quality_controls(v, "/quality/replies", &l.q, &l.choices);
	put_head(v, &l);
	view_show_if(v, "EMPTY", l.n == 0);
	for (size_t i = 0; i < l.n; i++)
		put_row(v, &l, &l.reply[i]);
	if (l.l.skip > 0)
		view_text(view_row(v, "FIRST"), "URL", list_url(&l,
		    "/quality/replies", l.l.sort, 0));
	if (l.l.skip + (int64_t)l.n < l.all && l.n > 0)
		view_text(view_row(v, "NEXT"), "URL", list_url(&l,
		    "/quality/replies", l.l.sort, l.l.skip + PAGE_ROWS));
	return page_send(rq, v);
}

/* ---- CSV, with the columns of the system that was replaced ---- */

enum rc
page_replies_csv(struct req *rq)
{
	static const char *const before[] = { "hs_created_at", "agent", "total",
		NULL };
	static const char *const after[] = { "mailbox_id", "subject",
		"customer_email", "author", "body_plain", "engine", "rubric",
		"rating", "category", "message", "conversation", "outcome",
		"error", "evidence_not_found", NULL };
	struct list l = { .rq = rq };
	enum rc rc = read_list(&l, CSV_ROWS);
	struct csv c = CSV_INIT(&rq->out);

	if (rc != RC_OK)
		return rc;
	req_csv_part(rq, "qa_messages", CSV_ROWS, l.n, l.all > CSV_ROWS);
	for (const char *const *name = before; *name != NULL; name++)
		csv_text(&c, *name);
	for (size_t i = 0; i < l.q.rubric.n; i++)
		csv_text(&c, l.q.rubric.dimension[i].key);
	csv_head(&c, after);
	for (size_t i = 0; i < l.n; i++) {
		const struct quality_reply *r = &l.reply[i];

		csv_time(&c, r->at);
		csv_text(&c, r->agent_name);
		csv_num(&c, r->has_total ? r->total : NAN, 2);
		for (size_t d = 0; d < l.q.rubric.n; d++)
			csv_num(&c, d < r->n_scores ? r->score[d] : NAN, 2);
		csv_int(&c, r->mailbox);
		csv_text(&c, r->subject);
		csv_text(&c, r->customer_email);
		csv_text(&c, "user");
		csv_text(&c, r->text);
		csv_text(&c, l.q.w.engine);
		csv_int(&c, l.q.w.rubric);
		csv_text(&c, r->rating);
		csv_text(&c, r->category);
		csv_int(&c, r->message);
		csv_int(&c, r->conversation);
		csv_text(&c, r->outcome);
		csv_text(&c, r->error);
		csv_text(&c, r->void_keys);
		csv_end(&c);
	}
	return RC_OK;
}
