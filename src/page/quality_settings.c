/* SPDX-License-Identifier: MIT */
/* How replies are scored, what the model costs, and scoring what came before. */
#include "page/page.h"

#include "ask/cost.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"
#include "model/batch.h"
#include "model/rubric.h"
#include "page/estimate.h"
#include "page/model_settings.h"

#include <string.h>

#define HERE "/settings/quality"

/* clang-format off */
#define CSRF { "csrf", P_SECRET, "", 0, 200, NULL }
#define LAST { NULL, 0, NULL, 0, 0, NULL }

const struct param quality_settings_params[] = {
	{ "days", P_INT, "0", 0, ASKING_DAYS_MAX, NULL }, LAST,
};
const struct param quality_settings_form_params[] = {
	{ "engine",         P_WORD, NULL, 0, 0, ASKING_ENGINES },
	{ "sampling",       P_WORD, NULL, 0, 0, ASKING_SAMPLINGS },
	{ "per_agent_week", P_INT,  NULL, 1, ASKING_PER_AGENT_MAX, NULL },
	{ "daily_cap",      P_TEXT, NULL, 1, 12, NULL },
	{ "rank_least",     P_INT,  NULL, 1, ASKING_RANK_MAX, NULL }, CSRF, LAST,
};
const struct param quality_backlog_params[] = {
	{ "days", P_INT,  NULL, 1, ASKING_DAYS_MAX, NULL },
	{ "how",  P_WORD, "now", 0, 0, "now|batch" }, CSRF, LAST,
};
/* clang-format on */

static const struct model_choice engines[] = {
	{ "heuristic", "the heuristic alone" },
	{ "openai", "the heuristic and the model" },
}, samplings[] = {
	{ "all", "all replies" },
	{ "per_agent", "some of each agent and week" },
	{ "spotlight", "those that the heuristic finds poor or unsure, or that "
	    "customers rated badly" },
};

/* ---- the page ---- */

static const char *
state_sentence(struct req *rq, const struct asking_state *s)
{
	char when[FMT_SIZE];

	if (!ask_cost_key(rq))
		return "No model is set up: the option openai_api_key is empty. "
		    "Replies are scored by the heuristic, which needs none.";
	if (*s->problem != '\0')
		return arena_fmt(rq->mem, "Since %s nothing is asked of %s: %s. "
		    "It is tried again with growing waits.",
		    fmt_when(s->problem_at, clock_now(), when),
		    rq->conf->openai_model, s->problem);
	if (s->capped)
		return arena_fmt(rq->mem, "Today\xe2\x80\x99s cap of %s is "
		    "reached%s; it goes on at midnight UTC.", model_dollars(rq->mem,
		    s->set.daily_cap), s->kept == 0 ? "" : arena_fmt(rq->mem,
		    ", with %s that batches under way may still cost",
		    model_dollars(rq->mem, s->kept)));
	return arena_fmt(rq->mem, "%s at %s%s.", rq->conf->openai_model,
	    rq->conf->openai_base_url, strcmp(s->set.engine, "openai") == 0 ?
	    "" : ", which scores nothing now");
}

static void
put_usage(struct req *rq, struct view *v, const struct asking_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];

	view_text(v, "USAGE", s->calls == 0 ? "Nothing was asked today." :
	    arena_fmt(rq->mem, "%s, %s of them without a score; %s and %s "
	    "tokens, %s of %s. Days are those of UTC; prices are the options "
	    "openai_input_price and its like.", fmt_plural(s->calls, "question",
	    "questions", a), fmt_count(s->failures, b), fmt_count(s->input, c),
	    fmt_count(s->output, d), model_dollars(rq->mem, s->cost),
	    model_dollars(rq->mem, s->set.daily_cap)));
}

static void
put_form(struct req *rq, struct view *v, const struct asking_state *s)
{
	view_text(v, "CSRF", rq->who.csrf);
	model_put_choices(v, "ENGINE", engines, sizeof(engines) /
	    sizeof(*engines), s->set.engine);
	model_put_choices(v, "SAMPLING", samplings, sizeof(samplings) /
	    sizeof(*samplings), s->set.sampling);
	view_int(v, "PER_AGENT", s->set.per_agent_week);
	view_text(v, "CAP", ask_dollars_text(rq->mem, s->set.daily_cap));
	view_int(v, "RANK_LEAST", s->set.rank_least);
}

static enum rc
put_backlog(struct req *rq, struct view *v, const struct asking_state *s)
{
	int64_t days = req_int(rq, "days"), all;
	struct cost_backlog cost;
	struct rubric rubric;
	struct view *box;
	char a[FMT_SIZE];
	enum rc rc;

	if (!ask_cost_on(rq, &s->set))
		return RC_OK;
	box = model_put_backlog(rq, v);
	rc = asking_waiting(rq->db, rq->mem, &all);
	if (rc == RC_OK && all > 0)
		page_text_row(box, "WAITING", arena_fmt(rq->mem, "%s%s for the "
		    "model now.", all > ASKING_WAITING_MOST ? "More than " : "",
		    fmt_plural(all > ASKING_WAITING_MOST ? ASKING_WAITING_MOST :
		    all, "reply waits", "replies wait", a)));
	if (rc == RC_OK)
		rc = model_put_batches(rq, box, BATCH_REPLY, s->no_batch_at);
	if (rc != RC_OK || days == 0)
		return rc;
	rc = rubric_read(rq->db, rq->mem, 0, &rubric);
	if (rc == RC_OK)
		rc = ask_cost_backlog(rq, &rubric, days, &cost);
	if (rc == RC_OK)
		model_put_estimate(rq, box, &cost, model_estimate_ways(rq->mem,
		    &cost));
	return rc;
}

enum rc
page_quality_settings(struct req *rq)
{
	struct asking_state s;
	struct view *v;
	enum rc rc = asking_state(rq->db, rq->mem, &s);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "quality-settings.tpl", "Scoring of replies");
	view_text(v, "MODEL", state_sentence(rq, &s));
	put_usage(rq, v, &s);
	put_form(rq, v, &s);
	rc = model_put_test(rq, v, ASKING_TEST, ask_cost_key(rq));
	if (rc == RC_OK)
		rc = put_backlog(rq, v, &s);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

/* ---- the forms ---- */

enum rc
page_quality_settings_submit(struct req *rq)
{
	struct asking_setting s = { req_text(rq, "engine"),
		req_text(rq, "sampling"), req_int(rq, "per_agent_week"), 0,
		req_int(rq, "rank_least") };
	enum rc rc = model_read_cap(rq, &s.daily_cap);

	if (rc != RC_OK)
		return rc;
	if (strcmp(s.engine, "openai") == 0 && !ask_cost_key(rq))
		return req_fail(rq, RC_CONFLICT, "The model needs a key: set "
		    "the option openai_api_key first");
	rc = asking_setting_save(rq->db, rq->mem, &s, rq->who.name);
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}

enum rc
page_quality_test(struct req *rq)
{
	int64_t job;
	enum rc rc;

	if (!ask_cost_key(rq))
		return req_fail(rq, RC_CONFLICT, "There is no key to try: set "
		    "the option openai_api_key first");
	rc = asking_test_ask(rq->db, rq->mem, ASKING_TEST, rq->who.name, &job);
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}

enum rc
page_quality_backlog(struct req *rq)
{
	int64_t now = clock_now(), job;
	struct asking_state s;
	enum rc rc = asking_state(rq->db, rq->mem, &s);

	if (rc != RC_OK)
		return rc;
	if (!ask_cost_on(rq, &s.set))
		return req_fail(rq, RC_CONFLICT, "The model is not the engine: "
		    "nothing would be scored");
	rc = asking_backlog_ask(rq->db, rq->mem, strcmp(req_text(rq, "how"),
	    "batch") == 0 ? ASKING_BATCH : ASKING_BACKLOG, now - req_int(rq,
	    "days") * DAY, now, rq->who.name, &job);
	return rc == RC_OK ? req_redirect(rq, "/jobs") : rc;
}
