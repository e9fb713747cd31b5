/* SPDX-License-Identifier: MIT */
/* A trial: how many of the newest conversations a draft would judge otherwise, and
 * which. */
#include "page/rules.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/job.h"
#include "model/trial.h"
#include "page/row.h"
#include "page/words.h"

#include <string.h>

enum { ROWS = 100, LIVE_SECONDS = 5 };

const struct param rules_trial_params[] = {
	{ "by", P_WORD, "", 0, 0, "category|intent|severity|any" },
	{ "from", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "to", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "after", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct page {
	struct req *rq;
	struct trial trial;
	struct trial_cell *cells;
	size_t n;
};

static const char *
url_of(const struct page *p, const char *by, const char *from, const char *to,
    int64_t after)
{
	struct link l = link_to(p->rq->mem, arena_fmt(p->rq->mem,
	    "/settings/rules/trial/%lld", (long long)p->trial.id));

	link_arg(&l, "by", by);
	link_arg(&l, "from", from);
	link_arg(&l, "to", to);
	if (after != 0)
		link_int(&l, "after", after);
	return *by ? arena_fmt(p->rq->mem, "%s#list", link_url(&l)) :
	    link_url(&l);
}

static void
put_cells(struct view *d, const struct page *p, const char *key)
{
	struct arena *mem = p->rq->mem;
	struct view *table = view_row(d, "TABLE");

	for (size_t i = 0; i < p->n; i++) {
		const struct trial_cell *c = &p->cells[i];
		struct view *row;

		if (strcmp(c->dimension, key) != 0 ||
		    strcmp(c->from, c->to) == 0)
			continue;
		row = view_row(table, "CELL");
		view_text(row, "FROM", word_for(mem, key, c->from));
		view_text(row, "TO", word_for(mem, key, c->to));
		view_count(row, "N", c->n);
		view_text(row, "URL", url_of(p, key, c->from, c->to, 0));
	}
}

static void
put_dimension(struct view *v, const struct page *p, const char *key,
    const char *name)
{
	int64_t changed = trial_changed(p->cells, p->n, key);
	struct view *d = view_row(v, "DIMENSION");
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(d, "KEY", key);
	view_text(d, "NAME", name);
	view_text(d, "CHANGED", arena_fmt(p->rq->mem, "%s of %s change",
	    fmt_count(changed, a), fmt_count(p->trial.judged, b)));
	if (changed == 0) {
		view_show(d, "NONE");
		return;
	}
	page_link_row(d, "ALL", url_of(p, key, "", "", 0),
	    fmt_count(changed, a));
	put_cells(d, p, key);
}

/* --- the list --------------------------------------------------------------- */

static const char *
verdict_text(struct arena *mem, const struct trial_row *r, int k)
{
	return arena_fmt(mem, "%s · %s · %s",
	    word_for(mem, "category", r->category[k]),
	    word_for(mem, "intent", r->intent[k]), r->severity[k]);
}

static const char *
list_name(const struct page *p, const struct trial_cell *c)
{
	struct arena *mem = p->rq->mem;

	if (strcmp(c->dimension, "any") == 0)
		return "Everything that changes";
	if (*c->from == '\0')
		return arena_fmt(mem, "Where the %s changes", c->dimension);
	return arena_fmt(mem, "From %s to %s",
	    word_for(mem, c->dimension, c->from),
	    word_for(mem, c->dimension, c->to));
}

static void
put_row(struct view *list, struct arena *mem, const struct trial_row *r)
{
	struct view *row = view_row(list, "ROW");

	view_text(row, "URL", row_url(mem, r->id));
	view_text(row, "SUBJECT", *r->subject ? r->subject : "(no subject)");
	view_int(row, "NUMBER", r->number);
	view_text(row, "SAID", r->said);
	view_text(row, "BEFORE", verdict_text(mem, r, 0));
	view_text(row, "AFTER", verdict_text(mem, r, 1));
}

static enum rc
put_list(struct view *v, const struct page *p)
{
	struct req *rq = p->rq;
	const struct trial_cell which = { req_text(rq, "by"),
		req_text(rq, "from"), req_text(rq, "to"), 0 };
	struct trial_row *rows;
	struct view *list;
	size_t n;
	enum rc rc = trial_list(rq->db, rq->mem, p->trial.id, &which,
	    req_int(rq, "after"), ROWS, &rows, &n);

	if (rc != RC_OK)
		return rc;
	list = view_row(v, "LIST");
	view_text(list, "NAME", list_name(p, &which));
	view_text(list, "URL", url_of(p, "", "", "", 0));
	view_show_if(list, "NOBODY", n == 0);
	for (size_t i = 0; i < n; i++)
		put_row(list, rq->mem, &rows[i]);
	if (n == ROWS)
		view_text(view_row(list, "NEXT"), "URL",
		    url_of(p, which.dimension, which.from, which.to,
		    rows[n - 1].id));
	return RC_OK;
}

/* --- the page --------------------------------------------------------------- */

static const char *
names(struct arena *mem, const char **at, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "", at[i]);
	return sbuf_cstr(out);
}

static bool
is_running(const struct trial *t)
{
	return t->done_at == 0 && !job_has_ended(t->state);
}

static void
put_lead(struct view *v, const struct page *p)
{
	const struct trial *t = &p->trial;
	struct arena *mem = p->rq->mem;
	int64_t any = trial_changed(p->cells, p->n, "any");
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(v, "SENTENCE", arena_fmt(mem, "The draft would judge %s of "
	    "%s otherwise", fmt_count(any, a), fmt_plural(t->judged,
	    "conversation", "conversations", b)));
	view_text(v, "MORE", arena_fmt(mem, "The newest ones, judged by version "
	    "%lld and by the draft as %s had it%s. %s", (long long)t->based_on,
	    t->who, is_running(t) ? ", so far" : "", t->judged > 0 &&
	    any == 0 ? "Nothing changes among them." : ""));
	if (t->over_n > 0)
		page_text_row(v, "OVER", names(mem, t->over, t->over_n));
	if (t->ruled > 0)
		page_text_row(v, "RULED", arena_fmt(mem, "Of these %s stand by "
		    "a person's word, which no rule changes.",
		    fmt_count(t->ruled, a)));
}

/* Of one that ended early nothing moves any more. */
static void
put_progress(struct view *v, const struct page *p)
{
	const struct trial *t = &p->trial;
	char a[FMT_SIZE], b[FMT_SIZE];
	const char *n = arena_fmt(p->rq->mem, "%s of %s conversations judged",
	    fmt_count(t->judged, a), fmt_count(t->wanted, b));

	if (is_running(t)) {
		struct view *runs = view_row(v, "RUNS");

		view_int(runs, "W", 100 * t->judged / t->wanted);
		view_text(runs, "TEXT", n);
		view_text(runs, "URL", url_of(p, "", "", "", 0));
	} else if (t->done_at == 0) {
		page_text_row(v, "ENDED", arena_fmt(p->rq->mem, "%s, then it "
		    "%s.", n, strcmp(t->state, "cancelled") == 0 ?
		    "was cancelled" : "ended"));
	}
}

static enum rc
read_page(struct req *rq, struct page *p)
{
	int64_t id;
	enum rc rc;

	*p = (struct page){ .rq = rq };
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = trial_find(rq->db, rq->mem, id, &p->trial);
	return rc == RC_OK ? trial_cells(rq->db, rq->mem, id, &p->cells,
	    &p->n) : rc;
}

enum rc
page_rules_trial(struct req *rq)
{
	struct rulebook b;
	struct page p;
	struct view *v;
	enum rc rc = read_page(rq, &p);

	if (rc == RC_OK)
		rc = ask_rules(rq, &b);
	if (rc != RC_OK)
		return rc;
	v = rules_page(rq, &b, "rules-trial.tpl", "Trial of a draft",
	    is_running(&p.trial) ? LIVE_SECONDS : 0);
	put_lead(v, &p);
	put_progress(v, &p);
	put_dimension(v, &p, "category", "Category");
	put_dimension(v, &p, "intent", "Intent");
	put_dimension(v, &p, "severity", "Severity");
	if (*req_text(rq, "by") != '\0')
		rc = put_list(v, &p);
	return rc == RC_OK ? page_send(rq, v) : rc;
}
