/* SPDX-License-Identifier: MIT */
#include "job/enrich.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/enrich_ask.h"
#include "job/rate.h"
#include "model/correction.h"
#include "text/json_read.h"

#include <string.h>

enum {
	WAIT_MS = 200,		/* for an answer */
	LOOK_MS = 500,		/* between two looks at what is due */
	TELL_MS = 2000,		/* between two words on how far a backlog is */
	EXAMPLES = 12,		/* corrections that are shown to the model */
	FLYING_MAX = 64 + 1	/* calls at most, and a test */
};

static bool enrich;		/* the switch that main() looked for */

/* Models that may be asked; NULL: it has no key, or no name. */
enum { SMALL, STRONG, OPENAI, LLMS };

struct work {
	struct arena *mem;	/* as long as the program */
	struct llm *llm[LLMS];
	struct enricher by;
	bool told;		/* words and examples were read */
	bool full;		/* the cap leaves no room */
	bool wanted;		/* more is due */
	struct enrich_ask *flying[FLYING_MAX];
	size_t n;
	int64_t look_ms;
	struct queue_job backlog;	/* id 0: none at hand */
	struct rate rate;
	int64_t tell_ms;
	bool looked;		/* for what was cancelled before */
};

static struct work state;

/* ---- models ---- */

static const char *
base_of(struct arena *mem, const char *url)
{
	size_t len = strlen(url);

	while (len > 0 && url[len - 1] == '/')
		len--;
	return arena_copy(mem, url, len);
}

static struct llm *
open_anthropic(const struct conf *c, struct arena *mem, const char *model)
{
	return llm_open(&(struct llm_options){ .anthropic = {
	    base_of(mem, c->anthropic_base_url), c->anthropic_api_key, model,
	    c->anthropic_timeout * 1000, (int)c->anthropic_calls } });
}

static struct llm *
open_openai(const struct conf *c, struct arena *mem)
{
	return llm_open(&(struct llm_options){ .openai = {
	    .base_url = base_of(mem, c->openai_base_url),
	    .key = c->openai_api_key, .org = c->openai_org,
	    .project = c->openai_project, .model = c->openai_model,
	    .api = strcmp(c->openai_api, "chat") == 0 ? OPENAI_CHAT :
	    OPENAI_RESPONSES, .timeout_ms = c->openai_timeout * 1000,
	    .calls = (int)c->openai_calls } });
}

static struct llm *
llm_of(const struct work *w, const struct enrich_ask *a)
{
	if (strcmp(a->engine, "anthropic") != 0)
		return w->llm[OPENAI];
	return a->mark.strong && w->llm[STRONG] != NULL ? w->llm[STRONG] :
	    w->llm[SMALL];
}

/* The engine that is set, as far as it has a key; a test takes what there is. */
static const char *
engine_of(const struct work *w, const char *set)
{
	bool there = strcmp(set, "openai") == 0 ? w->llm[OPENAI] != NULL :
	    w->llm[SMALL] != NULL;

	if (strcmp(set, "off") == 0)
		return there ? "anthropic" : w->llm[OPENAI] != NULL ? "openai" :
		    "";
	return !there ? "" : strcmp(set, "openai") == 0 ? "openai" :
	    "anthropic";
}

/* Once in a run, so that the beginning of all its questions is the same and comes
 * from the service's cache. */
static enum rc
tell(struct job *job, struct work *w)
{
	struct enrich_example *e;
	struct choices may;
	size_t n = 0;
	enum rc rc = correction_choices(job->db, w->mem, &may);

	if (rc == RC_OK)
		rc = enrich_corrected(job->db, w->mem, EXAMPLES, &e, &n);
	if (rc != RC_OK)
		return rc;
	w->by.words = (struct enrich_words){ may.category, may.intent,
		may.categories, may.intents };
	w->by.system = enrich_system(w->mem, &w->by.words);
	w->by.schema = enrich_schema(w->mem, &w->by.words);
	w->by.examples = enrich_examples(w->mem, e, n);
	w->told = true;
	return RC_OK;
}

/* ---- questions ---- */

static void
ask(struct job *job, struct work *w, struct enrich_ask *a)
{
	struct anthropic_question q = enrich_ask_sent(job, &w->by, a);

	if (a->mark.id == 0) {
		q.system = "Answer true in \"works\".";
		q.examples = "";
		q.schema = "{\"type\":\"object\",\"properties\":{\"works\":"
		    "{\"type\":\"boolean\"}},\"required\":[\"works\"],"
		    "\"additionalProperties\":false}";
	}
	w->flying[w->n++] = a;
	w->by.flying_cost += a->most;
	llm_ask(llm_of(w, a), &q, a);
}

static enum rc
capped(struct job *job, struct work *w)
{
	bool news = false;
	enum rc rc = enrich_capped(job->db, job->mem, &news);

	if (news)
		LOG(WARN, "enrich_capped", L_INT("cap_microdollars",
		    w->by.state.set.daily_cap), L_INT("spent_microdollars",
		    w->by.state.cost));
	return rc;
}

/* Asks, when the day's cap has room for it at its longest. */
static enum rc
consider(struct job *job, struct work *w, const struct enrich_mark *mark)
{
	struct enrich_ask *a = enrich_ask_begin(job, &w->by, mark);
	bool needless = false;
	enum rc rc = enrich_ask_read(job, &w->by, a, &needless);

	if (rc == RC_OK && needless)
		rc = enrich_done(job->db, job->mem, mark);
	else if (rc == RC_OK)
		w->full = w->by.state.cost + w->by.flying_cost + a->most >
		    w->by.state.set.daily_cap;
	if (rc == RC_OK && !needless && !w->full) {
		ask(job, w, a);
		return RC_OK;
	}
	enrich_ask_end(a);
	return rc == RC_OK && !needless ? capped(job, w) : rc;
}

/* How many more may be under way: after a problem one alone tries it. */
static size_t
room(const struct job *job, const struct work *w)
{
	size_t most = w->by.closed ? 1 : strcmp(w->by.engine, "openai") == 0 ?
	    (size_t)job->conf->openai_calls :
	    (size_t)job->conf->anthropic_calls;

	return most > w->n ? most - w->n : 0;
}

static bool
is_flying(const struct work *w, int64_t conversation)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->flying[i]->mark.conversation == conversation)
			return true;
	return false;
}

static enum rc
ask_more(struct job *job, struct work *w)
{
	int64_t flying[FLYING_MAX];
	struct enrich_mark *marks;
	size_t n = 0;
	enum rc rc = w->told ? RC_OK : tell(job, w);

	for (size_t i = 0; i < w->n; i++)
		flying[i] = w->flying[i]->mark.conversation;
	w->full = false;
	if (rc == RC_OK)
		rc = enrich_next(job->db, job->mem, (int64_t)room(job, w),
		    flying, w->n, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !w->full && i < n; i++)
		if (!is_flying(w, marks[i].conversation))
			rc = consider(job, w, &marks[i]);
	w->wanted = n > 0 && !w->full;
	return rc;
}

/* ---- answers ---- */

/* A test's answer, in words for whoever asked. */
static enum rc
save_test(struct job *job, struct work *w, struct enrich_ask *a,
    const struct llm_answer *t)
{
	struct json_object *o = NULL;
	const char *why = t->error;
	bool good = t->result == SERVICE_OK && json_parse(a->mem, t->text,
	    strlen(t->text), &o, &why) == RC_OK && jr_has(o, "works");
	enum rc rc = enrich_ask_usage(job, &w->by, a, t,
	    t->result != SERVICE_OK);

	if (rc == RC_OK && t->result == SERVICE_OK) {
		rc = enrich_problem(job->db, job->mem, "", 0);
		why = "it answers, but not in the form that was asked for: the "
		    "model or server does not know structured outputs";
	}
	if (rc == RC_OK && good)
		rc = queue_done(job->db, job->mem, &a->test, job->worker,
		    arena_fmt(job->mem, "%s answered in %.1f s, in the form "
		    "that was asked for", *t->model ? t->model : a->model,
		    (double)t->took_ms / 1000));
	else if (rc == RC_OK)
		rc = queue_failed(job->db, job->mem, &a->test, job->worker, why,
		    true);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

static enum rc
save(struct job *job, struct work *w, struct enrich_ask *a,
    const struct llm_answer *t)
{
	enum rc rc;

	if (a->mark.id == 0)
		return save_test(job, w, a, t);
	rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = enrich_ask_store(job, &w->by, a, t);
	rc = db_end(job->db, rc);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	/* what cannot be stored must not be asked, and paid, again and again */
	LOG(ERROR, "enrichment_lost", L_INT("conversation",
	    a->mark.conversation));
	return enrich_done(job->db, job->mem, &a->mark);
}

static void
forget(struct work *w, struct llm *llm, struct llm_reply *r)
{
	struct enrich_ask *a = r->whose;
	size_t i = 0;

	while (w->flying[i] != a)
		i++;
	w->flying[i] = w->flying[--w->n];
	w->by.flying_cost -= a->most;
	llm_end(llm, r);
	enrich_ask_end(a);
}

/* Saves answers as they are there; an answer that cannot be saved stays, and is
 * saved when the database is back. */
static enum rc
save_answers(struct job *job, struct work *w, int64_t wait_ms)
{
	struct llm_reply r;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < LLMS; i++)
		while (rc == RC_OK && w->llm[i] != NULL && w->n > 0 &&
		    llm_next(w->llm[i], wait_ms, &r)) {
			wait_ms = 0;
			if (r.answer.result != SERVICE_STOPPED)
				rc = save(job, w, r.whose, &r.answer);
			if (rc != RC_DB_DOWN)
				forget(w, w->llm[i], &r);
		}
	return rc;
}

/* ---- a test of the connection, and what came before ---- */

static enum rc
take_test(struct job *job, struct work *w)
{
	static const char *const kinds[] = { ENRICH_TEST };
	struct queue_job test;
	struct enrich_ask *a;
	enum rc rc;

	if (is_flying(w, 0))
		return RC_OK;
	rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &test);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	if (*w->by.engine == '\0') {
		rc = queue_failed(job->db, job->mem, &test, job->worker,
		    "there is no key: set the option anthropic_api_key or "
		    "openai_api_key", true);
		return rc == RC_CONFLICT ? RC_OK : rc;
	}
	a = enrich_ask_begin(job, &w->by, &(struct enrich_mark){ 0 });
	a->test = test;
	a->q.user = "Do you work?";
	if (!w->told)
		rc = tell(job, w);
	if (rc == RC_NOT_FOUND || rc == RC_OK)
		ask(job, w, a);
	else
		enrich_ask_end(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
mark_backlog(struct job *job, struct queue_job *q)
{
	struct json_object *o = NULL;
	const char *why;
	enum rc rc = json_parse(job->mem, q->payload, strlen(q->payload), &o,
	    &why);

	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = enrich_backlog(job->db, job->mem, q->id,
		    jr_int(o, "from", 0), jr_int(o, "to", 0));
	if (rc == RC_OK)
		rc = enrich_backlog_left(job->db, job->mem, q->id, &q->total);
	if (rc == RC_OK)
		rc = queue_beat(job->db, job->mem, q, job->worker,
		    job->conf->lease_seconds, "");
	return db_end(job->db, rc);
}

static enum rc
take_backlog(struct job *job, struct work *w)
{
	static const char *const kinds[] = { ENRICH_BACKLOG };
	enum rc rc = RC_OK;

	/* one that was cancelled while no program ran tells nobody */
	if (!w->looked)
		rc = enrich_backlog_drop(job->db, job->mem);
	w->looked = rc == RC_OK;
	if (rc == RC_OK)
		rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
		    job->conf->lease_seconds, true, 0, &w->backlog);
	if (rc == RC_OK) {
		w->backlog.done = 0;
		rate_begin(&w->rate, clock_mono_ms());
		if (w->backlog.total == 0)
			rc = mark_backlog(job, &w->backlog);
	}
	if (rc != RC_OK)
		w->backlog.id = 0;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static const char *
backlog_words(struct job *job, const struct work *w)
{
	const struct enrich_state *s = &w->by.state;

	if (!w->by.on)
		return "waits: no model is asked";
	if (s->capped)
		return "waits: the cap of today is reached; it goes on at "
		    "midnight UTC";
	return *s->problem ? arena_fmt(job->mem, "waits: %s", s->problem) : "";
}

static enum rc
backlog(struct job *job, struct work *w)
{
	struct queue_job *q = &w->backlog;
	int64_t now = clock_mono_ms(), left = 0, was = q->done;
	enum rc rc = q->id == 0 ? take_backlog(job, w) : RC_OK;

	if (rc != RC_OK || q->id == 0 || (now < w->tell_ms && w->n > 0))
		return rc;
	w->tell_ms = now + TELL_MS;
	rc = enrich_backlog_left(job->db, job->mem, q->id, &left);
	if (rc != RC_OK)
		return rc;
	q->done = q->total > left ? q->total - left : 0;
	q->rate = rate_step(&w->rate, q->done - was, now);
	rc = left > 0 ? queue_beat(job->db, job->mem, q, job->worker,
	    job->conf->lease_seconds, backlog_words(job, w)) :
	    queue_done(job->db, job->mem, q, job->worker, arena_fmt(job->mem,
	    "%lld conversations asked about", (long long)q->total));
	if (rc == RC_CONFLICT || left == 0)
		q->id = 0;
	return rc == RC_CONFLICT ? enrich_backlog_drop(job->db, job->mem) : rc;
}

/* ---- rounds ---- */

static enum job_end
enrich_begin(struct job *job)
{
	const struct conf *c = job->conf;
	struct work *w = &state;

	w->mem = arena_begin();
	w->by.engine = "";
	w->by.system = w->by.schema = w->by.examples = "";
	if (*c->anthropic_api_key != '\0') {
		w->llm[SMALL] = open_anthropic(c, w->mem, c->anthropic_model);
		if (*c->anthropic_strong_model != '\0')
			w->llm[STRONG] = open_anthropic(c, w->mem,
			    c->anthropic_strong_model);
	}
	if (*c->openai_api_key != '\0')
		w->llm[OPENAI] = open_openai(c, w->mem);
	return JOB_MORE;
}

static void
wake_by(struct job *job, const struct work *w)
{
	const struct enrich_state *s = &w->by.state;

	if (w->by.on && s->closed_s > 0)
		job_again_by(job, w->look_ms + s->closed_s * 1000);
	else if (w->by.on && s->next_s > 0 && s->next_s < DAY)
		job_again_by(job, w->look_ms + s->next_s * 1000);
}

static enum rc
look(struct job *job, struct work *w)
{
	enum rc rc = enrich_state(job->db, job->mem, &w->by.state);

	w->look_ms = clock_mono_ms() + LOOK_MS;
	w->wanted = false;
	if (rc != RC_OK)
		return rc;
	w->by.engine = engine_of(w, w->by.state.set.engine);
	w->by.on = *w->by.engine != '\0' && strcmp(w->by.state.set.engine,
	    "off") != 0;
	w->by.closed = *w->by.state.problem != '\0';
	rc = take_test(job, w);
	if (rc == RC_OK)
		rc = backlog(job, w);
	if (rc == RC_OK && w->by.on && w->by.state.closed_s == 0 &&
	    room(job, w) > 0)
		rc = ask_more(job, w);
	if (rc == RC_OK)
		wake_by(job, w);
	return rc;
}

static enum job_end
enrich_round(struct job *job)
{
	struct work *w = &state;
	size_t before = w->n;
	enum rc rc = save_answers(job, w, w->n > 0 ? WAIT_MS : 0);
	bool answered = w->n < before;

	if (rc == RC_OK && (answered || w->wanted || w->n == 0 ||
	    clock_mono_ms() >= w->look_ms))
		rc = look(job, w);
	if (rc != RC_OK)
		return job_end_of(rc);
	return answered || w->n > 0 || w->wanted ? JOB_MORE : JOB_IDLE;
}

static void
enrich_end(struct job *job)
{
	struct work *w = &state;
	enum rc rc = RC_OK;

	while (rc == RC_OK && w->n > 0)
		rc = save_answers(job, w, 1000);
	while (w->n > 0)
		enrich_ask_end(w->flying[--w->n]);
	for (size_t i = 0; i < LLMS; i++)
		if (w->llm[i] != NULL)
			llm_close(w->llm[i]);
	arena_end(w->mem);
}

static const struct conf_flag flags[] = {
	{ .name = "enrich", .kind = FLAG_SWITCH, .to = &enrich,
	    .help = "ask a model what conversations are about; without it they "
	    "are analysed" },
	{ 0 },
};

const struct job_program enrich_program = {
	.name = "tidemark-score",
	.lock = "tidemark-score --enrich",
	.purpose = "asks a model what conversations are about",
	.channel = "tidemark_enrich",
	.flags = flags,
	.begin = enrich_begin,
	.round = enrich_round,
	.end = enrich_end,
};
