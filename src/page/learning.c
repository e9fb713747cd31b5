/* SPDX-License-Identifier: MIT */
/* What was learned from corrections: the model in use, each attempt with what it
 * was judged by, going back, and which labels would help most. */
#include "page/learning.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "model/learning.h"
#include "model/queue.h"
#include "page/page.h"
#include "page/row.h"
#include "page/words.h"

#include <string.h>

#define HERE "/settings/learning"

enum { SHOWN = 50, CSV_ROWS = 10000 };

/* clang-format off */
const struct param learning_params[] = {
	{ "before", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param learning_form_params[] = {
	{ "version", P_INT,    NULL, 0, INT32_MAX, NULL },
	{ "csrf",    P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

struct ledger {
	struct learning_state state;
	struct learning_attempt *v;
	size_t n;
	struct learning_pick *pick;
	size_t n_picks;
	struct queue_job job;
	int64_t now;
};

const char *
learning_sentence(struct arena *mem, const struct learning_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (s->version == 0)
		return "The rules alone say what a conversation is about.";
	return arena_fmt(mem, "Version %lld judges beside the rules, learned from "
	    "%s, since %s.", (long long)s->version, fmt_plural(s->examples,
	    "correction", "corrections", a), fmt_when(s->since, clock_now(),
	    b));
}

/* What is missing now; the run alone knows how many would be held back. */
static const char *
missing_sentence(struct arena *mem, const struct learning_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (s->labelled < LEARNING_LEAST)
		return arena_fmt(mem, "%s of categories so far; learning takes "
		    "%s, so %s more.", fmt_plural(s->labelled, "correction",
		    "corrections", a), fmt_count(LEARNING_LEAST, b),
		    fmt_count(LEARNING_LEAST - s->labelled, (char[FMT_SIZE]){ 0 }));
	return arena_fmt(mem, "%s of categories so far.", fmt_plural(s->labelled,
	    "correction", "corrections", a));
}

static enum rc
read_ledger(struct req *rq, struct ledger *l)
{
	enum rc rc = learning_state(rq->db, rq->mem, &l->state);

	if (rc == RC_OK)
		rc = learning_list(rq->db, rq->mem, req_int(rq, "before"),
		    SHOWN + 1, &l->v, &l->n);
	if (rc == RC_OK)
		rc = learning_picks(rq->db, rq->mem, &l->pick, &l->n_picks);
	return rc == RC_OK ? learning_job(rq->db, rq->mem, &l->job) : rc;
}

static const char *
share(struct arena *mem, int64_t right, int64_t n)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	return n == 0 ? "" : arena_fmt(mem, "%s of %s (%lld\u00a0%%)", fmt_count(right,
	    a), fmt_count(n, b), (long long)(100 * right + n / 2) / n);
}

static const char *
outcome(struct arena *mem, const struct learning_attempt *a, int64_t now)
{
	char when[FMT_SIZE];

	if (a->version == 0)
		return arena_fmt(mem, "Not promoted: %s.", a->why);
	if (a->rolled_back_at != 0 && !a->in_use)
		return arena_fmt(mem, "Promoted; taken out of use by %s, %s.",
		    a->rolled_back_by, fmt_when(a->rolled_back_at, now, when));
	return arena_fmt(mem, "Promoted: %lld gained, %lld lost.",
	    (long long)a->gained, (long long)a->lost);
}

static void
put_form(struct req *rq, struct view *row, int64_t version)
{
	struct view *f = view_row(row, "USE");

	view_text(f, "CSRF", rq->who.csrf);
	view_int(f, "VERSION", version);
}

static void
put_attempt(struct req *rq, struct view *v, const struct learning_attempt *a,
    int64_t now)
{
	struct view *row = view_row(v, "ATTEMPT");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "ISO", clock_iso(a->at, iso));
	view_text(row, "WHEN", fmt_when(a->at, now, buf));
	view_text(row, "MODEL", a->version == 0 ? "none" : arena_fmt(rq->mem,
	    "%lld", (long long)a->version));
	if (a->in_use)
		view_show(row, "IN_USE");
	view_text(row, "AGAINST", a->against == 0 ? "the rules alone" :
	    arena_fmt(rq->mem, "version %lld", (long long)a->against));
	view_text(row, "EXAMPLES", fmt_count(a->examples, buf));
	view_text(row, "BEFORE", share(rq->mem, a->right_before, a->held));
	view_text(row, "AFTER", share(rq->mem, a->right_after, a->held));
	view_text(row, "OUTCOME", outcome(rq->mem, a, now));
	if (rq->who.role >= ADMIN && a->kept && !a->in_use)
		put_form(rq, row, a->version);
}

static void
put_pick(struct view *v, const struct learning_pick *p)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "PICK");

	view_text(row, "URL", arena_fmt(mem, "%s#correct", row_url(mem,
	    p->id)));
	view_text(row, "SUBJECT", *p->one_liner ? p->one_liner : *p->subject ?
	    p->subject : "(no subject)");
	view_text(row, "WHY", arena_fmt(mem, "counts as %s; the model says %s and "
	    "is %lld %% sure", word_for(mem, "category", p->category),
	    word_for(mem, "category", p->guess), (long long)(p->sure + 5) / 10));
}

static void
put_job(struct req *rq, struct view *v, const struct queue_job *j)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (strcmp(j->state, "queued") == 0)
		page_text_row(v, "JOB", "All conversations are to be judged anew.");
	else if (strcmp(j->state, "running") == 0)
		page_text_row(v, "JOB", arena_fmt(rq->mem, "%s of %s conversations "
		    "are judged anew.", fmt_count(j->done, a),
		    fmt_count(j->total, b)));
}

static void
put_state(struct req *rq, struct view *v, const struct ledger *l)
{
	const struct learning_state *s = &l->state;
	char buf[FMT_SIZE];

	view_text(v, "SENTENCE", learning_sentence(rq->mem, s));
	view_text(v, "MISSING", missing_sentence(rq->mem, s));
	if (s->looked_at != 0)
		page_text_row(v, "SAID", arena_fmt(rq->mem, "The last run, %s: %s",
		    fmt_when(s->looked_at, l->now, buf), s->said));
	if (l->job.id != 0)
		put_job(rq, v, &l->job);
	if (s->version != 0 && rq->who.role >= ADMIN)
		put_form(rq, view_row(v, "BACK"), 0);
}

enum rc
page_learning(struct req *rq)
{
	struct ledger l = { .now = clock_now() };
	struct view *v, *table;
	enum rc rc = read_ledger(rq, &l);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "learning.tpl", "Learning");
	put_state(rq, v, &l);
	table = view_row(v, l.n == 0 ? "NONE" : "LEDGER");
	for (size_t i = 0; i < l.n && i < SHOWN; i++)
		put_attempt(rq, table, &l.v[i], l.now);
	if (l.n > SHOWN)
		view_text(view_row(table, "NEXT"), "URL", arena_fmt(rq->mem,
		    HERE "?before=%lld", (long long)l.v[SHOWN - 1].id));
	table = view_row(v, l.n_picks == 0 ? "NO_PICKS" : "PICKS");
	for (size_t i = 0; i < l.n_picks; i++)
		put_pick(table, &l.pick[i]);
	return page_send(rq, v);
}

static void
csv_attempt(struct csv *c, const struct learning_attempt *a)
{
	csv_time(c, a->at);
	csv_int_or_empty(c, a->version, 0);
	csv_text(c, a->in_use ? "yes" : "no");
	csv_int_or_empty(c, a->against, 0);
	csv_int(c, a->examples);
	csv_int(c, a->labels);
	csv_int(c, a->held);
	csv_int(c, a->right_before);
	csv_int(c, a->right_after);
	csv_int(c, a->gained);
	csv_int(c, a->lost);
	csv_text(c, a->why);
	csv_time(c, a->rolled_back_at);
	csv_text(c, a->rolled_back_by);
	csv_end(c);
}

enum rc
page_learning_csv(struct req *rq)
{
	static const char *const head[] = { "at", "version", "in_use",
		"compared_with", "corrections", "labels", "held_back",
		"right_before", "right_after", "gained", "lost", "not_promoted",
		"rolled_back_at", "rolled_back_by", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct learning_attempt *a;
	size_t n = 0;
	enum rc rc = learning_list(rq->db, rq->mem, 0, CSV_ROWS + 1, &a, &n);

	if (rc != RC_OK)
		return rc;
	req_csv_part(rq, "tidemark-learning", CSV_ROWS, n < CSV_ROWS ? n :
	    CSV_ROWS, n > CSV_ROWS);
	csv_head(&c, head);
	for (size_t i = 0; i < n && i < CSV_ROWS; i++)
		csv_attempt(&c, &a[i]);
	return RC_OK;
}

enum rc
page_learning_use(struct req *rq)
{
	int64_t version = req_int(rq, "version");
	enum rc rc = learning_use(rq->db, rq->mem, version, rq->who.name);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "There is no model of version %lld (any "
		    "more).", (long long)version);
	if (rc == RC_CONFLICT)
		return req_fail(rq, rc, "That is in use already.");
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}
