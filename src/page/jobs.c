/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "ask/job.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/data.h"
#include "model/job.h"
#include "page/fresh.h"
#include "page/webhooks.h"
#include "page/words.h"

#include <string.h>

enum { JOBS_SHOWN = 50 };

/* What the filter offers; an address may name any kind. */
static const char *const kinds[] = { "", "backfill", "conversation", "score",
	"rules_apply", "rules_preview", "regroup", "detector_rehearsal",
	"rescore", "purge" };
static const char *const states[] = { "", "queued", "running", "failed",
	"done", "cancelled" };

#define BACK                                        \
	{                                           \
		"back", P_TEXT, "/jobs", 1, 300, NULL \
	}
#define END                               \
	{                                 \
		NULL, 0, NULL, 0, 0, NULL \
	}

/* clang-format off */
const struct param jobs_page_params[] = {
	{ "state", P_WORD, "", 0, 0, JOB_STATES },
	{ "kind",  P_TEXT, "", 0, 64, NULL },
	{ "after", P_INT,  "0", 0, INT64_MAX, NULL }, END,
};
const struct param job_form_params[] = { BACK, END };
const struct param job_import_form_params[] = {
	{ "then",  P_WORD, "", 0, 0, "score" }, BACK, END,
};
/* clang-format on */

static const char *const sentences[] = {
	[FRESH_BROKEN] = "The connection to Help Scout is broken",
	[FRESH_NOT_CONNECTED] = "Help Scout is not connected",
	[FRESH_WAITING] = "The first import has not begun",
	[FRESH_FIRST_IMPORT] = "The first import is at work",
	[FRESH_STALE] = "The import has stopped",
	[FRESH_OK] = "The import is up to date",
};

static const char *const next_steps[] = {
	[FRESH_BROKEN] = "Nothing is imported until an administrator connects "
	    "again under Settings, Help Scout, which says why. What was imported "
	    "is kept; the import goes on from where it was.",
	[FRESH_NOT_CONNECTED] = "An administrator connects under Settings, Help "
	    "Scout; the import then starts by itself.",
	[FRESH_WAITING] = "It starts within a minute of cron running "
	    "tidemark-backfill.",
	[FRESH_FIRST_IMPORT] = "What is imported shows at once; an interrupted "
	    "import goes on from where it was.",
	[FRESH_STALE] = "Nothing is lost. See that cron runs tidemark-backfill "
	    "and what its log says; the import goes on from where it was.",
	[FRESH_OK] = "New and changed conversations are looked for all the time.",
};

static void
pair(struct view *v, const char *name, const char *value)
{
	struct view *p = view_row(v, "PAIR");

	view_text(p, "NAME", name);
	view_text(p, "VALUE", value);
}

/* A crawl that ended before its last page was stopped there. */
static const char *
import_text(struct arena *mem, const struct data_state *d, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (d->crawl_done_at != 0 && d->crawl_page > 1)
		return arena_fmt(mem, "stopped %s, after %s of %s "
		    "conversations", fmt_when(d->crawl_done_at, now, c),
		    fmt_count(d->crawl_seen, a), fmt_count(d->crawl_total, b));
	if (d->crawl_done_at != 0)
		return arena_fmt(mem, "done %s", fmt_when(d->crawl_done_at,
		    now, a));
	return arena_fmt(mem, "%s of %s conversations, page %lld of %lld",
	    fmt_count(d->crawl_seen, a), fmt_count(d->crawl_total, b),
	    (long long)d->crawl_page, (long long)d->crawl_pages);
}

static void
put_data(struct view *v, const struct data_state *d, int64_t now)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	pair(v, "Conversations", d->conversations == 0 ? "none yet" :
	    arena_fmt(mem, "%s, created %s to %s",
	    fmt_count(d->conversations, a), fmt_when(d->oldest_at, now, b),
	    fmt_when(d->newest_at, now, c)));
	if (d->messages > 0)
		pair(v, "Messages", arena_fmt(mem, "about %s",
		    fmt_count(d->messages, a)));
	if (d->crawl_started_at != 0)
		pair(v, "First import", import_text(mem, d, now));
	if (d->sweep_done_at != 0)
		pair(v, "Last look", arena_fmt(mem, "%s, for new and changed "
		    "conversations", fmt_ago(d->sweep_done_at, now, a)));
	pair(v, "Analysis", d->due == 0 ? "nothing waits" :
	    arena_fmt(mem, "%s wait, the oldest for %s", fmt_count(d->due, a),
	    fmt_duration(now - d->due_since, b)));
	pair(v, "Rules", d->ruleset_version == 0 ? "none stored yet" :
	    arena_fmt(mem, "version %lld", (long long)d->ruleset_version));
}

static void
put_webhooks(struct view *v, const struct webhooks_text *t)
{
	pair(v, "Webhooks", t->registered);
	if (t->received != NULL)
		pair(v, "Webhooks received", t->received);
	if (t->refused != NULL)
		pair(v, "Webhooks refused", t->refused);
}

static const char *
took(const struct job_row *j, int64_t now, FMT_BUF)
{
	int64_t end = j->finished_at ? j->finished_at : now;

	return fmt_duration(j->started_at == 0 ? -1 : end - j->started_at, buf);
}

/* "12,400 of 50,000, 2,310/s, 16 s left" */
static const char *
how_far(struct arena *mem, const struct job_row *j)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];
	int64_t left = job_seconds_left(j);
	const char *n = arena_fmt(mem, "%s of %s", fmt_count(j->done, a),
	    fmt_count(j->total, b));

	if (left < 0)
		return n;
	return arena_fmt(mem, "%s, %s/s, %s left", n,
	    fmt_num(j->rate, j->rate < 10, c), fmt_duration(left, d));
}

/* What became of it, or how far it is. */
static const char *
note_of(struct arena *mem, const struct job_row *j, int64_t now)
{
	char a[FMT_SIZE];

	/* what a model's backlog waits for may take hours */
	if (strcmp(j->state, "running") == 0 && j->total > 0)
		return *j->note && strncmp(j->kind, "model_", 6) == 0 ?
		    arena_fmt(mem, "%s; %s", how_far(mem, j), j->note) :
		    how_far(mem, j);
	if (strcmp(j->state, "queued") == 0 && *j->error && j->run_at > now)
		return arena_fmt(mem, "%s; tried again in %s", j->error,
		    fmt_duration(j->run_at - now, a));
	return *j->error ? j->error : *j->note ? j->note :
	    j->total > 0 ? how_far(mem, j) : "";
}

/* And who ended it, and as which it was asked for again. */
static const char *
whole_note(struct arena *mem, const struct job_row *j, int64_t now)
{
	const char *parts[] = { note_of(mem, j, now), *j->cancelled_by ?
		arena_fmt(mem, "cancelled by %s", j->cancelled_by) : "",
		j->again_as != 0 ? arena_fmt(mem, "asked for again as job %lld",
		(long long)j->again_as) : "" };
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (*parts[i] != '\0')
			sbuf_fmt(out, "%s%s", out->len > 0 ? "; " : "",
			    parts[i]);
	return sbuf_cstr(out);
}

static void
put_progress(struct view *row, const struct job_row *j, int64_t now)
{
	struct view *bar;
	char a[FMT_SIZE];

	view_text(row, "NOTE", whole_note(view_arena(row), j, now));
	if (j->total <= 0 || strcmp(j->state, "running") != 0)
		return;
	bar = view_row(row, "BAR");
	view_int(bar, "W", j->done >= j->total ? 100 : 100 * j->done / j->total);
	view_text(bar, "TEXT", fmt_percent((double)j->done, (double)j->total, a));
}

/* The button that a job has for an administrator. */
static void
put_button(struct req *rq, struct view *row, const struct job_row *j)
{
	bool cancel = job_keep_why(j) == NULL;
	struct view *act;

	if (rq->who.role < ADMIN || (!cancel && job_leave_why(j) != NULL) ||
	    j->again_as != 0)
		return;
	act = view_row(row, "ACT");
	view_text(act, "ACTION", arena_fmt(rq->mem, "/jobs/%lld/%s",
	    (long long)j->id, cancel ? "cancel" : "rerun"));
	view_text(act, "NAME", cancel ? "Cancel" : "Run again");
	view_int(act, "ID", j->id);
	view_text(act, "CSRF", rq->who.csrf);
	view_text(act, "BACK", page_address(rq));
}

static void
put_job(struct req *rq, struct view *has, const struct job_row *j, int64_t now)
{
	struct view *row = view_row(has, "JOB");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "KIND", word_for(view_arena(has), "job", j->kind));
	view_int(row, "ID", j->id);
	view_text(row, "STATE", j->state);
	if (j->attempts > 1)
		view_int(view_row(row, "AGAIN"), "N", j->attempts);
	put_progress(row, j, now);
	view_text(row, "TOOK", took(j, now, buf));
	view_text(row, "ISO", clock_iso(j->created_at, iso));
	view_text(row, "WHEN", fmt_when(j->created_at, now, buf));
	view_text(row, "AGO", fmt_ago(j->created_at, now, buf));
	view_text(row, "WHO", j->created_by);
	put_button(rq, row, j);
}

static const char *
jobs_url(struct req *rq, const char *path, const char *state, int64_t after)
{
	struct link l = link_to(rq->mem, path);

	link_arg(&l, "state", state);
	link_arg(&l, "kind", req_text(rq, "kind"));
	if (after > 0)
		link_int(&l, "after", after);
	return link_url(&l);
}

static void
put_choice(struct view *v, const char *label, const char *field,
    const char *const *values, size_t n, const char *here)
{
	struct view *c = view_row(v, "CHOICE");
	bool listed = false;

	view_text(c, "LABEL", label);
	view_text(c, "FIELD", field);
	for (size_t i = 0; i < n; i++) {
		listed |= strcmp(values[i], here) == 0;
		page_option(c, values[i], *values[i] ? word_for(view_arena(v),
		    "job", values[i]) : "all", strcmp(values[i], here) == 0);
	}
	if (!listed)
		page_option(c, here, here, true);
}

static void
put_counts(struct req *rq, struct view *v, const struct job_counts *c)
{
	const struct {
		const char *state, *one, *many;
		int64_t n;
	} all[] = { { "running", "runs", "run", c->running },
		{ "queued", "waits", "wait", c->queued },
		{ "failed", "has failed", "have failed", c->failed } };
	char a[FMT_SIZE];

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i].n > 0)
			page_link_row(v, "COUNT", jobs_url(rq, "/jobs",
			    all[i].state, 0), fmt_plural(all[i].n, all[i].one,
			    all[i].many, a));
}

static void
put_controls(struct req *rq, struct view *v, const struct job_counts *c)
{
	static const struct {
		const char *then, *name, *about;
	} imports[] = {
		{ "", "Import now", "looks for new and changed conversations" },
		{ "score", "Queue import + score", "ends when all that came is "
		    "judged" },
	};

	put_counts(rq, v, c);
	put_choice(v, "State", "state", states, sizeof(states) /
	    sizeof(*states), req_text(rq, "state"));
	put_choice(v, "Kind", "kind", kinds, sizeof(kinds) / sizeof(*kinds),
	    req_text(rq, "kind"));
	view_text(v, "CSV_URL", jobs_url(rq, "/jobs.csv", req_text(rq, "state"),
	    req_int(rq, "after")));
	for (size_t i = 0; i < 2 && rq->who.role >= ADMIN; i++) {
		struct view *f = view_row(v, "IMPORT");

		view_text(f, "THEN", imports[i].then);
		view_text(f, "NAME", imports[i].name);
		view_text(f, "ABOUT", imports[i].about);
		view_text(f, "CSRF", rq->who.csrf);
	}
}

static void
put_lead(struct req *rq, struct view *v, const struct freshness *fresh,
    const struct data_state *data, int64_t now)
{
	enum fresh_state state = fresh_state(rq->conf, fresh, now);

	view_text(v, "SENTENCE", sentences[state]);
	view_text(v, "MORE", next_steps[state]);
	put_data(v, data, now);
}

/* *more: there are older ones than these. */
static enum rc
list(struct req *rq, struct job_row **jobs, size_t *n, bool *more)
{
	enum rc rc = job_list(rq->db, rq->mem, req_text(rq, "state"),
	    req_text(rq, "kind"), req_int(rq, "after"), JOBS_SHOWN + 1, jobs,
	    n);

	*more = rc == RC_OK && *n > JOBS_SHOWN;
	if (*more)
		*n = JOBS_SHOWN;
	return rc;
}

static enum rc
put_jobs(struct req *rq, struct view *v, int64_t now)
{
	const char *state = req_text(rq, "state");
	bool all = *state == '\0' && *req_text(rq, "kind") == '\0';
	struct job_row *jobs;
	struct view *has;
	bool more;
	size_t n;
	enum rc rc = list(rq, &jobs, &n, &more);

	if (rc != RC_OK)
		return rc;
	if (n == 0) {
		view_show(v, all && req_int(rq, "after") == 0 ? "EMPTY" :
		    "NOTHING");
		return RC_OK;
	}
	has = view_row(v, "HAS_JOBS");
	for (size_t i = 0; i < n; i++)
		put_job(rq, has, &jobs[i], now);
	if (req_int(rq, "after") > 0)
		view_text(view_row(has, "FIRST"), "URL", jobs_url(rq, "/jobs",
		    state, 0));
	if (more)
		view_text(view_row(has, "NEXT"), "URL", jobs_url(rq, "/jobs",
		    state, jobs[n - 1].id));
	return RC_OK;
}

enum rc
page_jobs(struct req *rq)
{
	struct view *v = page_open(rq, "jobs.tpl", "Jobs");
	int64_t now = clock_now();
	struct freshness fresh;
	struct data_state data;
	struct webhooks_text hooks;
	struct job_counts counts;
	enum rc rc = trend_freshness(rq->db, rq->mem, &fresh);

	if (rc == RC_OK)
		rc = data_state(rq->db, rq->mem, &data);
	if (rc == RC_OK)
		rc = webhooks_text(rq, now, &hooks);
	if (rc == RC_OK)
		rc = job_counts(rq->db, rq->mem, req_text(rq, "kind"), &counts);
	if (rc != RC_OK)
		return rc;
	put_lead(rq, v, &fresh, &data, now);
	put_webhooks(v, &hooks);
	put_controls(rq, v, &counts);
	rc = put_jobs(rq, v, now);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

/* --- what people want of jobs ------------------------------------------------ */

static enum rc
carry_out(struct req *rq, enum rc (*ask)(struct req *, int64_t *))
{
	int64_t id;
	enum rc rc = ask(rq, &id);

	return rc == RC_OK ? req_redirect(rq, page_own_path(req_text(rq,
	    "back"))) : rc;
}

enum rc
page_job_cancel(struct req *rq)
{
	return carry_out(rq, ask_job_cancel);
}

enum rc
page_job_again(struct req *rq)
{
	return carry_out(rq, ask_job_again);
}

enum rc
page_job_import(struct req *rq)
{
	return carry_out(rq, ask_job_import);
}

enum rc
page_jobs_csv(struct req *rq)
{
	static const char *const head[] = { "job", "kind", "state", "attempts",
		"done", "total", "note", "error", "created_at", "started_at",
		"finished_at", "created_by", "cancelled_by", "again_as", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct job_row *jobs;
	bool more;
	size_t n;
	enum rc rc = list(rq, &jobs, &n, &more);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "tidemark-jobs");
	csv_head(&c, head);
	for (size_t i = 0; i < n; i++) {
		csv_int(&c, jobs[i].id);
		csv_text(&c, jobs[i].kind);
		csv_text(&c, jobs[i].state);
		csv_int(&c, jobs[i].attempts);
		csv_int(&c, jobs[i].done);
		csv_int(&c, jobs[i].total);
		csv_text(&c, jobs[i].note);
		csv_text(&c, jobs[i].error);
		csv_time(&c, jobs[i].created_at);
		csv_time(&c, jobs[i].started_at);
		csv_time(&c, jobs[i].finished_at);
		csv_text(&c, jobs[i].created_by);
		csv_text(&c, jobs[i].cancelled_by);
		csv_int(&c, jobs[i].again_as);
		csv_end(&c);
	}
	return RC_OK;
}
