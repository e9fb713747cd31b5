/* SPDX-License-Identifier: MIT */
/* Single calls of models: when, about what, what came of it, what it cost. */
#include "page/page.h"

#include <string.h>

#include "ask/usage.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/csv_stream.h"
#include "page/estimate.h"
#include "page/usage.h"

enum { PAGE_ROWS = 100, ISO_DAY = 10 };

/* clang-format off */
const struct param calls_params[] = {
	CALL_PARAMS,
	{ "after", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param calls_csv_params[] = {
	CALL_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

struct list {
	struct usage_filter f;
	struct usage_choices choices;
	struct usage_total total;
	struct usage_call *calls;
	size_t n;
	bool more;
	int64_t now;
};

/* A day, or a time within one. */
static const char *
time_arg(struct arena *mem, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	if (at == 0)
		return "";
	return arena_copy(mem, clock_iso(at, iso), at % DAY == 0 ? ISO_DAY :
	    strlen(iso));
}

const char *
usage_calls_url(struct arena *mem, const char *path,
    const struct usage_filter *f, int64_t after)
{
	struct link l = link_to(mem, path);

	link_arg(&l, "purpose", f->purpose);
	link_arg(&l, "engine", f->engine);
	link_arg(&l, "model", f->model);
	link_arg(&l, "result", f->result);
	link_arg(&l, "from", time_arg(mem, f->from));
	link_arg(&l, "to", time_arg(mem, f->to));
	if (after != 0)
		link_int(&l, "after", after);
	return link_url(&l);
}

/* ---- the filters ---- */

static const char *
value_word(struct arena *mem, const char *field, const char *value)
{
	if (strcmp(field, "purpose") == 0)
		return usage_purpose_name(mem, value);
	return strcmp(value, "failed") == 0 ? "in vain" : value;
}

static void
put_filters(struct view *v, const struct list *l)
{
	static const char *const results[] = { "answered", "failed" };
	const struct usage_choices *c = &l->choices;
	struct arena *mem = view_arena(v);

	page_choice_put(v, (struct page_choice){ "purpose", "For", l->f.purpose,
	    c->purpose, c->n_purpose, value_word });
	page_choice_put(v, (struct page_choice){ "engine", "Engine", l->f.engine,
	    c->engine, c->n_engine, NULL });
	page_choice_put(v, (struct page_choice){ "model", "Model", l->f.model,
	    c->model, c->n_model, NULL });
	page_choice_put(v, (struct page_choice){ "result", "Result", l->f.result,
	    results, 2, value_word });
	view_text(v, "FROM", time_arg(mem, l->f.from - l->f.from % DAY));
	view_text(v, "TO", time_arg(mem, l->f.to - l->f.to % DAY));
	view_text(v, "CSV_URL", usage_calls_url(mem, USAGE_CALLS ".csv", &l->f,
	    0));
}

static const char *
sentence(struct arena *mem, const struct usage_total *t)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	return t->calls == 0 ? "No call of a model" : arena_fmt(mem,
	    "%s of models, %s in vain, %s", fmt_plural(t->calls, "call",
	    "calls", a), fmt_count(t->failures, b), model_dollars(mem,
	    t->cost));
}

/* ---- a row ---- */

/* What it was about: a reply, a conversation, some of them; else its purpose says. */
static void
put_about(struct view *row, const struct usage_call *c)
{
	struct arena *mem = view_arena(row);
	char buf[FMT_SIZE];

	if (c->conversation != 0)
		page_link_row(row, "ABOUT", arena_fmt(mem,
		    "/conversations/%lld", (long long)c->conversation),
		    arena_fmt(mem, "#%lld", (long long)c->number));
	if (c->message != 0)
		page_link_row(row, "ABOUT", arena_fmt(mem,
		    "/quality/replies/%lld", (long long)c->message), "its reply");
	if (c->conversation != 0 || c->message != 0)
		return;
	page_text_row(row, "NOTHING", c->things == 0 ? "nothing stored" :
	    c->things == 1 ? "what is gone" : fmt_plural(c->things,
	    "conversation", "conversations", buf));
}

static void
put_row(struct view *full, const struct list *l, const struct usage_call *c)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "ROW");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "ISO", clock_iso(c->at, iso));
	view_text(row, "WHEN", fmt_when(c->at, l->now, buf));
	view_text(row, "PURPOSE", usage_purpose_name(mem, c->purpose));
	view_text(row, "ENGINE", c->engine);
	view_text(row, "MODEL", c->model);
	put_about(row, c);
	view_text(row, "RESULT", c->error == NULL ? "answered" : arena_fmt(mem,
	    "in vain: %s", *c->error != '\0' ? c->error : "nobody said why"));
	view_text(row, "INPUT", fmt_count(c->input, buf));
	view_text(row, "CACHED", fmt_count(c->cached, buf));
	view_text(row, "OUTPUT", fmt_count(c->output, buf));
	view_text(row, "COST", arena_fmt(mem, "$%s", fmt_num((double)c->cost /
	    COST_MICRO, 5, buf)));
	view_text(row, "TOOK", arena_fmt(mem, "%s s", fmt_num(
	    (double)c->took_ms / 1000, 1, buf)));
}

/* ---- the page ---- */

static enum rc
read_list(struct req *rq, struct list *l)
{
	enum rc rc = ask_calls(rq, &l->f);

	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = usage_choices(rq->db, rq->mem, &l->choices);
	if (rc == RC_OK)
		rc = usage_calls_total(rq->db, rq->mem, &l->f, &l->total);
	if (rc == RC_OK)
		rc = usage_calls(rq->db, rq->mem, &l->f, req_int(rq, "after"),
		    PAGE_ROWS + 1, &l->calls, &l->n);
	l->more = rc == RC_OK && l->n > PAGE_ROWS;
	if (l->more)
		l->n = PAGE_ROWS;
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

enum rc
page_usage_calls(struct req *rq)
{
	struct list l = { .now = clock_now() };
	struct view *v, *full;
	enum rc rc = read_list(rq, &l);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "usage-calls.tpl", "Calls of models");
	view_text(v, "SENTENCE", sentence(rq->mem, &l.total));
	put_filters(v, &l);
	page_turns(v, !req_given(rq, "after") ? NULL : usage_calls_url(rq->mem,
	    USAGE_CALLS, &l.f, 0), !l.more ? NULL : usage_calls_url(rq->mem,
	    USAGE_CALLS, &l.f, l.calls[l.n - 1].id));
	if (l.n == 0) {
		view_show(v, "EMPTY");
		return page_send(rq, v);
	}
	full = view_row(v, "FULL");
	for (size_t i = 0; i < l.n; i++)
		put_row(full, &l, &l.calls[i]);
	return page_send(rq, v);
}

/* ---- as a table ---- */

struct file {
	struct usage_filter f;
	struct csv_stream *out;
};

static bool
csv_row(void *ctx, const struct usage_call *c)
{
	struct file *file = ctx;
	struct csv *csv = &file->out->csv;

	csv_int(csv, c->id);
	csv_time(csv, c->at);
	csv_text(csv, c->purpose);
	csv_text(csv, c->engine);
	csv_text(csv, c->model);
	csv_int_or_empty(csv, c->conversation, 0);
	csv_int_or_empty(csv, c->number, 0);
	csv_int_or_empty(csv, c->message, 0);
	csv_int(csv, c->things);
	csv_text(csv, c->error == NULL ? "answered" : "failed");
	csv_text(csv, c->error);
	csv_int(csv, c->input);
	csv_int(csv, c->cached);
	csv_int(csv, c->output);
	csv_int(csv, c->cost);
	csv_int(csv, c->took_ms);
	return csv_stream_row(file->out);
}

static enum rc
write_file(struct req *rq, struct csv_stream *out, void *what)
{
	struct file *file = what;

	file->out = out;
	return usage_calls_each(rq->db, rq->mem, &file->f, csv_row, file);
}

enum rc
page_usage_calls_csv(struct req *rq)
{
	static const char *const head[] = { "id", "at", "purpose", "engine",
		"model", "conversation_id", "number", "reply_id", "things",
		"result", "error", "input_tokens", "cached_tokens",
		"output_tokens", "cost_microdollars", "took_ms", NULL };
	struct file *file = arena_alloc(rq->mem, sizeof(*file));
	enum rc rc = ask_calls(rq, &file->f);

	if (rc == RC_OK)
		req_csv_stream(rq, "model_calls", head, write_file, file);
	return rc;
}
