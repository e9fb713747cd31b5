/* SPDX-License-Identifier: MIT */
#include "job/enrich.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/backlog.h"
#include "job/enrich_ask.h"
#include "job/enrich_batch.h"
#include "job/enrich_period.h"

#include <string.h>

enum {
	WAIT_MS = 200,		/* for an answer */
	PERIOD_MS = 60000,	/* between two looks whether an hour is over */
	LOOK_MS = 500,		/* between two looks at what is due */
	FLYING_MAX = 64 + 1	/* calls at most, and a test */
};

static bool enrich;		/* the switch that main() looked for */

/* Models that may be asked; NULL: it has no key, or no name. */
enum { SMALL, STRONG, OPENAI, LLMS };

struct work {
	struct arena *mem;	/* as long as the program */
	struct llm *llm[LLMS];
	struct enricher by;
	bool wanted;		/* more is due */
	struct enrich_ask *flying[FLYING_MAX];
	size_t n;
	int64_t look_ms, period_ms;
	struct backlog backlog, batched;
	struct batches *batches;	/* NULL: there is no key */
};

static struct work state;

/* ---- models ---- */

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

/* ---- questions ---- */

static void
ask(struct job *job, struct work *w, struct enrich_ask *a)
{
	struct anthropic_question q = enrich_ask_sent(job, &w->by, a);

	if (a->mark.id == 0 && a->period == NULL) {
		q.system = PAID_TEST_SYSTEM;
		q.schema = paid_test_schema;
	}
	w->flying[w->n++] = a;
	llm_ask(llm_of(w, a), &q, a);
}

/* Asks, when the day's cap has room for it at its longest. */
static enum rc
ask_if_paid(struct job *job, struct work *w, struct enrich_ask *a)
{
	enum rc rc = paid_take(job, &w->by.paid, a->most);

	if (w->by.paid.full)
		enrich_ask_end(a);
	else
		ask(job, w, a);
	return rc;
}

static enum rc
consider(struct job *job, struct work *w, const struct enrich_mark *mark)
{
	struct enrich_ask *a = enrich_ask_begin(job, &w->by, mark);
	bool needless = false;
	enum rc rc = enrich_ask_read(job, &w->by, a, &needless);

	if (rc == RC_OK && !needless)
		return ask_if_paid(job, w, a);
	if (rc == RC_OK)
		rc = enrich_done(job->db, job->mem, mark);
	enrich_ask_end(a);
	return rc;
}

static size_t
room(const struct job *job, const struct work *w)
{
	return paid_room(&w->by.paid, strcmp(w->by.engine, "openai") == 0 ?
	    job->conf->openai_calls : job->conf->anthropic_calls, w->n);
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
	enum rc rc = enrich_ask_tell(job, &w->by);

	for (size_t i = 0; i < w->n; i++)
		flying[i] = w->flying[i]->mark.conversation;
	w->by.paid.full = false;
	if (rc == RC_OK)
		rc = enrich_next(job->db, job->mem, (int64_t)room(job, w),
		    flying, w->n, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !w->by.paid.full && i < n; i++)
		if (!is_flying(w, marks[i].conversation))
			rc = consider(job, w, &marks[i]);
	w->wanted = n > 0 && !w->by.paid.full;
	return rc;
}

/* What the last hours were about, now and then. */
static enum rc
ask_period(struct job *job, struct work *w)
{
	int64_t now = clock_mono_ms();
	struct enrich_ask *a = NULL;
	enum rc rc;

	if (now < w->period_ms || is_flying(w, 0) || w->by.paid.full)
		return RC_OK;
	w->period_ms = now + PERIOD_MS;
	rc = enrich_period_take(job, &w->by, &a);
	return a != NULL ? ask_if_paid(job, w, a) : rc;
}

/* ---- answers ---- */

static enum rc
save_test(struct job *job, struct work *w, struct enrich_ask *a,
    const struct llm_answer *t)
{
	enum rc rc = enrich_ask_usage(job, &w->by, a, t, t->result ==
	    SERVICE_OK ? NULL : t->error);

	return rc == RC_OK ? paid_tested(job, &w->by.paid, &a->test, a->model,
	    t) : rc;
}

static enum rc
save(struct job *job, struct work *w, struct enrich_ask *a,
    const struct llm_answer *t)
{
	enum rc rc;

	if (a->mark.id == 0 && a->period == NULL)
		return save_test(job, w, a, t);
	rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = a->period != NULL ? enrich_period_store(job, &w->by, a,
		    t) : enrich_ask_store(job, &w->by, a, t);
	rc = db_end(job->db, rc);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	if (a->period != NULL)
		return period_failed(job->db, job->mem, a->period->to,
		    "what was said could not be stored");
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
	w->by.paid.flying -= a->most;
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
	a->q.user = PAID_TEST_USER;
	rc = enrich_ask_tell(job, &w->by);
	if (rc == RC_NOT_FOUND || rc == RC_OK)
		ask(job, w, a);
	else
		enrich_ask_end(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* ---- backlogs ---- */

static enum rc
mark_backlog(struct job *job, int64_t id, int64_t from, int64_t to,
    bool by_batch)
{
	return enrich_backlog(job->db, job->mem, id, from, to, by_batch);
}

#define UNREADABLE "what it is about could not be marked: its days cannot be read"

static const struct backlog_kind backlog_kind = { ENRICH_BACKLOG, NULL,
	"conversations", UNREADABLE, mark_backlog, enrich_backlog_left,
	enrich_backlog_drop };
static const struct backlog_kind batch_backlog_kind = { ENRICH_BATCH,
	BATCH_CONVERSATION, "conversations", UNREADABLE, mark_backlog,
	enrich_backlog_left, enrich_backlog_drop };

static bool
by_batch(const struct work *w)
{
	return w->by.on && w->batches != NULL &&
	    strcmp(w->by.engine, "anthropic") == 0;
}

/* Both kinds at once: a batch takes hours, and holds up no other. */
static enum rc
backlogs(struct job *job, struct work *w)
{
	const struct enrich_state *s = &w->by.state;
	struct backlog_state now = { w->by.on ? NULL : "no model is asked",
		w->by.paid.now.capped, s->no_batch_at > 0, s->problem };
	enum rc rc;

	if (w->n == 0)
		w->backlog.tell_ms = 0;		/* it may be done */
	if (w->batches == NULL || batches_rest(w->batches))
		w->batched.tell_ms = 0;
	rc = backlog_round(job, &w->backlog, &now);
	if (w->by.on && !by_batch(w))
		now.off = "only models of Anthropic are asked by batch, and "
		    "another is asked";
	return rc == RC_OK ? backlog_round(job, &w->batched, &now) : rc;
}

/* ---- rounds ---- */

static void
begin_anthropic(const struct conf *c, struct work *w)
{
	struct llm_options opt = paid_anthropic(w->mem, c,
	    c->anthropic_model);

	w->llm[SMALL] = llm_open(&opt);
	w->batches = batches_begin(w->mem, &enrich_batch, &w->by,
	    &w->by.paid, &opt);
	opt.anthropic.model = c->anthropic_strong_model;
	if (*c->anthropic_strong_model != '\0')
		w->llm[STRONG] = llm_open(&opt);
}

static enum job_end
enrich_begin(struct job *job)
{
	const struct conf *c = job->conf;
	struct work *w = &state;
	struct llm_options opt;

	w->mem = arena_begin();
	w->by.paid.of = &asking_conversations;
	w->by.engine = "";
	w->by.mem = w->mem;
	w->by.system = w->by.schema = "";
	w->backlog.kind = &backlog_kind;
	w->batched.kind = &batch_backlog_kind;
	if (*c->anthropic_api_key != '\0')
		begin_anthropic(c, w);
	if (*c->openai_api_key != '\0') {
		opt = paid_openai(w->mem, c);
		w->llm[OPENAI] = llm_open(&opt);
	}
	return JOB_MORE;
}

static enum rc
look(struct job *job, struct work *w)
{
	enum rc rc = enricher_see(job, &w->by);

	w->look_ms = clock_mono_ms() + LOOK_MS;
	w->wanted = false;
	if (rc != RC_OK)
		return rc;
	w->by.engine = engine_of(w, w->by.state.set.engine);
	w->by.on = *w->by.engine != '\0' && strcmp(w->by.state.set.engine,
	    "off") != 0;
	if (w->batches == NULL)
		w->by.paid.now.batch_s = INT64_MAX;	/* nobody can look */
	rc = take_test(job, w);
	if (rc == RC_OK)
		rc = backlogs(job, w);
	if (rc == RC_OK && w->by.on && w->by.state.closed_s == 0 &&
	    room(job, w) > 0)
		rc = ask_more(job, w);
	if (rc == RC_OK && w->by.on && w->by.state.closed_s == 0 &&
	    room(job, w) > 0)
		rc = ask_period(job, w);
	if (rc == RC_OK)
		paid_wake(job, &w->by.paid, w->look_ms, w->by.on);
	if (rc == RC_OK && w->by.on)
		job_again_by(job, w->look_ms + (HOUR - clock_now() % HOUR) *
		    1000);
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
	if (rc == RC_OK && w->batches != NULL)
		rc = batches_round(job, w->batches, by_batch(w) &&
		    w->by.state.closed_s == 0 ? w->batched.job.id : 0,
		    w->n == 0 ? WAIT_MS : 0);
	if (rc != RC_OK)
		return job_end_of(rc);
	return answered || w->n > 0 || w->wanted || (w->batches != NULL &&
	    batches_busy(w->batches)) ? JOB_MORE : JOB_IDLE;
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
	if (w->batches != NULL)
		batches_end(w->batches);
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
