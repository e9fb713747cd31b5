/* SPDX-License-Identifier: MIT */
/* Whether a model says what conversations are about, and what came before. */
#include "page/page.h"

#include "ask/cost.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"
#include "model/batch.h"
#include "page/estimate.h"
#include "page/model_settings.h"

#include <string.h>

#define HERE "/settings/enrichment"

/* clang-format off */
#define CSRF { "csrf", P_SECRET, "", 0, 200, NULL }
#define LAST { NULL, 0, NULL, 0, 0, NULL }

const struct param enrich_settings_params[] = {
	{ "days", P_INT, "0", 0, ENRICH_DAYS_MAX, NULL }, LAST,
};
const struct param enrich_settings_form_params[] = {
	{ "engine",     P_WORD, NULL, 0, 0, ENRICH_ENGINES },
	{ "daily_cap",  P_TEXT, NULL, 1, 12, NULL },
	{ "sure_least", P_INT,  NULL, 0, 100, NULL }, CSRF, LAST,
};
const struct param enrich_backlog_params[] = {
	{ "days", P_INT,  NULL, 1, ENRICH_DAYS_MAX, NULL },
	{ "how",  P_WORD, "now", 0, 0, "now|batch" }, CSRF, LAST,
};
/* clang-format on */

static const struct model_choice engines[] = {
	{ "off", "the rules alone" },
	{ "anthropic", "the rules, and a model of Anthropic" },
	{ "openai", "the rules, and a model that speaks OpenAI\xe2\x80\x99s "
	    "protocol" },
};

static bool
is_on(const struct enrich_state *s)
{
	return strcmp(s->set.engine, "off") != 0;
}

static bool
has_key(const struct req *rq)
{
	return ask_enrich_key(rq, "anthropic") || ask_enrich_key(rq, "openai");
}

/* ---- the page ---- */

static const char *
model_sentence(struct req *rq, const char *engine)
{
	const struct conf *c = rq->conf;

	if (strcmp(engine, "openai") == 0)
		return arena_fmt(rq->mem, "%s at %s.", c->openai_model,
		    c->openai_base_url);
	return *c->anthropic_strong_model == '\0' ? arena_fmt(rq->mem,
	    "%s at %s.", c->anthropic_model, c->anthropic_base_url) :
	    arena_fmt(rq->mem, "%s at %s; where it is not sure, %s as well.",
	    c->anthropic_model, c->anthropic_base_url,
	    c->anthropic_strong_model);
}

static const char *
state_sentence(struct req *rq, const struct enrich_state *s)
{
	char when[FMT_SIZE];

	if (!has_key(rq))
		return "No model is set up: the options anthropic_api_key and "
		    "openai_api_key are empty. What conversations are about is "
		    "said by the rules, which need none.";
	if (!is_on(s))
		return "A key is there, and nothing is asked: texts leave this "
		    "machine only when that is chosen here.";
	if (!ask_enrich_key(rq, s->set.engine))
		return arena_fmt(rq->mem, "Nothing is asked: the option "
		    "%s_api_key is empty.", s->set.engine);
	if (*s->problem != '\0')
		return arena_fmt(rq->mem, "Since %s nothing is asked: %s. It is "
		    "tried again with growing waits.", fmt_when(s->problem_at,
		    clock_now(), when), s->problem);
	if (s->capped)
		return arena_fmt(rq->mem, "Today\xe2\x80\x99s cap of %s is "
		    "reached; it goes on at midnight UTC.",
		    model_dollars(rq->mem, s->set.daily_cap));
	return model_sentence(rq, s->set.engine);
}

static const char *
usage_sentence(struct req *rq, const struct enrich_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE], e[FMT_SIZE];

	if (s->calls == 0)
		return "Nothing was asked today.";
	return arena_fmt(rq->mem, "%s, %s of them without an answer of use; %s "
	    "tokens sent, %s of them from the cache, %s answered; %s of %s. "
	    "Days are those of UTC.", fmt_plural(s->calls, "question",
	    "questions", a), fmt_count(s->failures, b), fmt_count(s->input, c),
	    fmt_count(s->cached, d), fmt_count(s->output, e),
	    model_dollars(rq->mem, s->cost), model_dollars(rq->mem,
	    s->set.daily_cap));
}

static void
put_form(struct req *rq, struct view *v, const struct enrich_state *s)
{
	view_text(v, "CSRF", rq->who.csrf);
	model_put_choices(v, "ENGINE", engines, sizeof(engines) /
	    sizeof(*engines), s->set.engine);
	view_text(v, "CAP", ask_dollars_text(rq->mem, s->set.daily_cap));
	view_int(v, "SURE", s->set.sure_least);
}

static const char *
estimate(struct req *rq, const char *engine, const struct cost_backlog *b)
{
	char a[FMT_SIZE], d[FMT_SIZE];

	fmt_plural(b->days, "day", "days", d);
	if (b->replies == 0)
		return arena_fmt(rq->mem, "The model was asked about all of the "
		    "last %s, or they wait for it.", d);
	fmt_plural(b->replies, "conversation", "conversations", a);
	return arena_fmt(rq->mem, "%s of the last %s that the model was not "
	    "asked about%s", a, d, ask_enrich_batches(engine) ?
	    arena_fmt(rq->mem, ".%s", model_ways(rq->mem, b)) :
	    arena_fmt(rq->mem, ": %s.", model_price(rq->mem, b->cost, b->cap)));
}

static enum rc
put_backlog(struct req *rq, struct view *v, const struct enrich_state *s)
{
	int64_t days = req_int(rq, "days");
	struct cost_backlog cost;
	struct view *box, *start;
	enum rc rc;

	if (!is_on(s) || !ask_enrich_key(rq, s->set.engine))
		return RC_OK;
	box = model_put_backlog(rq, v);
	rc = model_put_batches(rq, box, BATCH_CONVERSATION, s->no_batch_at);
	if (rc == RC_OK && days > 0)
		rc = ask_enrich_backlog(rq, &s->set, days, &cost);
	if (rc != RC_OK || days == 0)
		return rc;
	start = model_put_estimate(rq, box, &cost, estimate(rq, s->set.engine,
	    &cost));
	if (start != NULL && ask_enrich_batches(s->set.engine))
		view_row(start, "BY_BATCH");
	return RC_OK;
}

enum rc
page_enrich_settings(struct req *rq)
{
	struct enrich_state s;
	struct view *v;
	enum rc rc = enrich_state(rq->db, rq->mem, &s);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "enrich-settings.tpl", "What conversations are about");
	view_text(v, "MODEL", state_sentence(rq, &s));
	view_text(v, "USAGE", usage_sentence(rq, &s));
	put_form(rq, v, &s);
	rc = model_put_test(rq, v, ENRICH_TEST, has_key(rq));
	if (rc == RC_OK)
		rc = put_backlog(rq, v, &s);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

/* ---- the forms ---- */

enum rc
page_enrich_settings_submit(struct req *rq)
{
	struct enrich_setting s = { req_text(rq, "engine"), 0,
		req_int(rq, "sure_least") };
	enum rc rc = model_read_cap(rq, &s.daily_cap);

	if (rc != RC_OK)
		return rc;
	if (strcmp(s.engine, "off") != 0 && !ask_enrich_key(rq, s.engine))
		return req_fail(rq, RC_CONFLICT, "The model needs a key: set "
		    "the option %s_api_key first", s.engine);
	rc = enrich_setting_save(rq->db, rq->mem, &s, rq->who.name);
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}

enum rc
page_enrich_test(struct req *rq)
{
	int64_t job;
	enum rc rc;

	if (!has_key(rq))
		return req_fail(rq, RC_CONFLICT, "There is no key to try: set "
		    "the option anthropic_api_key or openai_api_key first");
	rc = asking_test_ask(rq->db, rq->mem, ENRICH_TEST, rq->who.name, &job);
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}

enum rc
page_enrich_backlog(struct req *rq)
{
	int64_t now = clock_now(), job;
	bool by_batch = strcmp(req_text(rq, "how"), "batch") == 0;
	struct enrich_state s;
	enum rc rc = enrich_state(rq->db, rq->mem, &s);

	if (rc != RC_OK)
		return rc;
	if (!is_on(&s) || !ask_enrich_key(rq, s.set.engine))
		return req_fail(rq, RC_CONFLICT, "No model is asked: nothing "
		    "would be done");
	if (by_batch && !ask_enrich_batches(s.set.engine))
		return req_fail(rq, RC_CONFLICT, "Only models of Anthropic are "
		    "asked by batch, and another is asked");
	rc = asking_backlog_ask(rq->db, rq->mem, by_batch ? ENRICH_BATCH :
	    ENRICH_BACKLOG, now - req_int(rq, "days") * DAY, now, rq->who.name,
	    &job);
	return rc == RC_OK ? req_redirect(rq, "/jobs") : rc;
}
