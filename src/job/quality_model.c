/* SPDX-License-Identifier: MIT */
#include "job/quality_model.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/backlog.h"
#include "job/quality_batch.h"
#include "job/question.h"
#include "job/retests.h"
#include "model/rubric.h"

#include <string.h>

enum {
	WAIT_MS = 200,		/* for an answer, when there is nothing else */
	LOOK_MS = 500,		/* between two looks at what is due */
	TELL_MS = 2000,		/* between two words on how far a retest is */
	FLYING_MAX = 64 + 1	/* openai_calls at most, and a test */
};

struct quality_model {
	struct arena *mem;		/* as long as the program */
	struct llm *llm;
	struct asker by;
	struct backlog backlog, batched;
	struct batches *batches;
	struct retests retests;
	bool wanted;			/* the model is the engine, or a test asks */
	struct question *flying[FLYING_MAX];
	size_t n;
	int64_t look_ms;
};

/* ---- a question ---- */

static void
ask(struct job *job, struct quality_model *m, struct question *q)
{
	const struct anthropic_question asked = question_asked(job, q);

	m->flying[m->n++] = q;
	llm_ask(m->llm, &asked, q);
}

/* Asks, when the day's cap has room for it at its longest. */
static enum rc
ask_if_paid(struct job *job, struct quality_model *m, struct question *q)
{
	enum rc rc = paid_take(job, &m->by.paid, q->most);

	if (m->by.paid.full)
		question_end(q);
	else
		ask(job, m, q);
	return rc;
}

static enum rc
consider(struct job *job, struct quality_model *m, const struct asking_mark *mark)
{
	struct question *q = question_begin(mark, m->by.opt.model, false);
	bool needless = false;
	enum rc rc = question_find(job, q, 0, &needless);

	if (rc == RC_OK && needless)
		rc = asking_done(job->db, job->mem, mark);
	if (rc == RC_OK && !needless)
		return ask_if_paid(job, m, q);
	question_end(q);
	return rc;
}

static size_t
room(const struct job *job, const struct quality_model *m)
{
	return paid_room(&m->by.paid, job->conf->openai_calls, m->n);
}

/* A reply may have several marks, and is asked about once. */
static bool
is_flying(const struct quality_model *m, int64_t message)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->flying[i]->mark.message == message &&
		    m->flying[i]->again.retest == 0)
			return true;
	return false;
}

static enum rc
ask_more(struct job *job, struct quality_model *m)
{
	int64_t flying[FLYING_MAX];
	struct asking_mark *marks;
	size_t n, n_flying = 0;
	enum rc rc;

	for (size_t i = 0; i < m->n; i++)
		if (m->flying[i]->again.retest == 0)
			flying[n_flying++] = m->flying[i]->mark.message;
	m->by.paid.full = false;
	rc = asking_next(job->db, job->mem, (int64_t)room(job, m), flying,
	    n_flying, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !m->by.paid.full && i < n; i++)
		if (!is_flying(m, marks[i].message))
			rc = consider(job, m, &marks[i]);
	m->wanted = n > 0 && !m->by.paid.full;
	return rc;
}

/* ---- asked again ---- */

static enum rc
consider_again(struct job *job, struct quality_model *m,
    const struct retest_mark *mark)
{
	static const struct retest_result nothing = { .state = "none",
		.error = "", .engine_version = PROMPT_VERSION, .model = "" };
	struct question *q = question_again(mark, m->by.opt.model);
	bool none = false;
	enum rc rc = question_again_read(job, q, &none);

	if (rc == RC_OK && none)
		rc = retest_save(job->db, job->mem, &q->rubric, mark, &nothing);
	if (rc == RC_OK && !none)
		return ask_if_paid(job, m, q);
	question_end(q);
	return rc;
}

/* After all else that is due. */
static enum rc
ask_again(struct job *job, struct quality_model *m)
{
	const char *flying[FLYING_MAX];
	struct retest_mark *marks;
	size_t n = 0, n_flying = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->n; i++)
		if (m->flying[i]->again.retest != 0)
			flying[n_flying++] = retest_name(job->mem,
			    &m->flying[i]->again);
	if (room(job, m) > 0 && !m->by.paid.full && m->retests.job.id != 0)
		rc = retest_next(job->db, job->mem, "openai",
		    (int64_t)room(job, m), flying, n_flying, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !m->by.paid.full && i < n; i++)
		rc = consider_again(job, m, &marks[i]);
	m->wanted |= n > 0 && !m->by.paid.full;
	return rc;
}

/* ---- backlogs ---- */

static enum rc
mark(struct job *job, int64_t id, int64_t from, int64_t to, bool by_batch)
{
	struct rubric rubric;
	enum rc rc = rubric_read(job->db, job->mem, 0, &rubric);

	return rc == RC_OK ? asking_backlog(job->db, job->mem, id, from, to,
	    rubric.version, by_batch) : rc;
}

#define UNREADABLE                                                             \
	"what it is about could not be marked: its days, or the rubric, "      \
	"cannot be read"

static const struct backlog_kind backlog_kind = { ASKING_BACKLOG, NULL,
	"replies", UNREADABLE, mark, asking_backlog_left, asking_backlog_drop };
static const struct backlog_kind batch_backlog_kind = { ASKING_BATCH,
	BATCH_REPLY, "replies", UNREADABLE, mark, asking_backlog_left,
	asking_backlog_drop };

static struct backlog_state
backlog_state(const struct quality_model *m, bool on)
{
	const struct asking_state *s = &m->by.state;

	return (struct backlog_state){ on ? NULL : "the model is not the "
		"engine", m->by.paid.now.capped, s->no_batch_at > 0,
		s->problem };
}

/* Its job, told now and then. */
static enum rc
keep_retest(struct job *job, struct quality_model *m, bool on)
{
	int64_t now = clock_mono_ms();
	const struct backlog_state s = backlog_state(m, on);
	enum rc rc = retests_take(job, &m->retests);

	if (rc != RC_OK || m->retests.job.id == 0 || (m->n > 0 &&
	    now < m->retests.tell_ms))
		return rc;
	m->retests.tell_ms = now + TELL_MS;
	return retests_tell(job, &m->retests, backlog_note(job->mem, &s));
}

/* ---- an answer ---- */

static enum rc
save_reply(struct job *job, struct quality_model *m, struct question *q,
    const struct llm_answer *a)
{
	bool good;
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = question_store(job, &m->by, q, a, &good);
	rc = db_end(job->db, rc);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	LOG(ERROR, "model_score_lost", L_INT("message", q->mark.message));
	rc = db_begin(job->db);
	return rc == RC_OK ? db_end(job->db, question_lost(job, &m->by, q, a)) :
	    rc;
}

static enum rc
save_again(struct job *job, struct quality_model *m, struct question *q,
    const struct llm_answer *a)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = question_again_store(job, &m->by, q, a);
	rc = db_end(job->db, rc);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	LOG(ERROR, "model_retest_lost", L_INT("message", q->again.message));
	rc = db_begin(job->db);
	return rc == RC_OK ? db_end(job->db, question_again_lost(job, &m->by, q,
	    a)) : rc;
}

static enum rc
save_test(struct job *job, struct quality_model *m, struct question *q,
    const struct llm_answer *a)
{
	enum rc rc = question_usage(job, &m->by, q, a, a->result ==
	    SERVICE_OK ? NULL : a->error);

	return rc == RC_OK ? paid_tested(job, &m->by.paid, &q->test, q->model,
	    a) : rc;
}

static void
forget(struct quality_model *m, struct llm_reply *r)
{
	struct question *q = r->whose;
	size_t i = 0;

	while (m->flying[i] != q)
		i++;
	m->flying[i] = m->flying[--m->n];
	m->by.paid.flying -= q->most;
	llm_end(m->llm, r);
	question_end(q);
}

/* Saves answers as they are there; an answer that cannot be saved stays, and is
 * saved when the database is back. */
static enum rc
save_answers(struct job *job, struct quality_model *m, int64_t wait_ms)
{
	struct llm_reply r;
	enum rc rc = RC_OK;

	while (rc == RC_OK && llm_next(m->llm, wait_ms, &r)) {
		const struct llm_answer *a = &r.answer;
		struct question *q = r.whose;

		wait_ms = 0;
		if (a->result != SERVICE_STOPPED)
			rc = q->again.retest != 0 ? save_again(job, m, q, a) :
			    q->mark.id == 0 ? save_test(job, m, q, a) :
			    save_reply(job, m, q, a);
		if (rc != RC_DB_DOWN)
			forget(m, &r);
	}
	return rc;
}

/* ---- a test of the connection ---- */

static enum rc
take_test(struct job *job, struct quality_model *m)
{
	static const char *const kinds[] = { ASKING_TEST };
	struct question *q;
	struct queue_job test;
	enum rc rc;

	for (size_t i = 0; i < m->n; i++)
		if (m->flying[i]->mark.id == 0 &&
		    m->flying[i]->again.retest == 0)
			return RC_OK;
	rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &test);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	q = question_begin(&(struct asking_mark){ 0 }, m->by.opt.model, false);
	q->test = test;
	q->prompt.system = PAID_TEST_SYSTEM;
	q->prompt.user = PAID_TEST_USER;
	q->prompt.schema = paid_test_schema;
	ask(job, m, q);
	return RC_OK;
}

/* ---- rounds ---- */

struct quality_model *
model_begin(const struct job *job)
{
	struct quality_model *m;
	struct llm_options opt;
	struct arena *mem;

	if (*job->conf->openai_api_key == '\0')
		return NULL;
	mem = arena_begin();
	m = arena_alloc(mem, sizeof(*m));
	opt = paid_openai(mem, job->conf);
	*m = (struct quality_model){ .mem = mem, .by = { .opt = opt.openai,
	    .paid.of = &asking_replies } };
	m->by.state.set.engine = m->by.state.problem = m->by.state.bare = "";
	m->llm = llm_open(&opt);
	m->batches = batches_begin(mem, &quality_batch, &m->by, &m->by.paid,
	    &opt);
	m->retests.kind = RETEST_MODEL;
	m->backlog.kind = &backlog_kind;
	m->batched.kind = &batch_backlog_kind;
	return m;
}

/* Both kinds at once: a batch takes hours, and holds up no other. */
static enum rc
backlogs(struct job *job, struct quality_model *m, bool on)
{
	const struct backlog_state s = backlog_state(m, on);
	enum rc rc;

	if (m->n == 0)
		m->backlog.tell_ms = 0;	/* it may be done */
	if (batches_rest(m->batches))
		m->batched.tell_ms = 0;
	rc = backlog_round(job, &m->backlog, &s);
	return rc == RC_OK ? backlog_round(job, &m->batched, &s) : rc;
}

static enum rc
look(struct job *job, struct quality_model *m)
{
	enum rc rc = asker_see(job, &m->by);
	bool on = rc == RC_OK && strcmp(m->by.state.set.engine, "openai") == 0;

	m->look_ms = clock_mono_ms() + LOOK_MS;
	if (rc == RC_OK)
		rc = take_test(job, m);
	if (rc == RC_OK)
		rc = backlogs(job, m, on);
	if (rc == RC_OK)
		rc = keep_retest(job, m, on);
	m->wanted = false;
	if (rc == RC_OK && on && m->by.state.closed_s == 0 && room(job, m) > 0)
		rc = ask_more(job, m);
	if (rc == RC_OK && on && m->by.state.closed_s == 0)
		rc = ask_again(job, m);
	if (rc == RC_OK)
		paid_wake(job, &m->by.paid, m->look_ms, on);
	asker_keep(&m->by);
	return rc;
}

enum rc
model_round(struct job *job, struct quality_model *m, bool idle, bool *working)
{
	enum rc rc;
	size_t before = m == NULL ? 0 : m->n;
	bool answered;

	*working = false;
	if (m == NULL)
		return RC_OK;
	rc = save_answers(job, m, idle && m->n > 0 ? WAIT_MS : 0);
	answered = m->n < before;	/* its day is counted in a next round */
	/* room, so that the next question need not wait for the next look */
	if (rc == RC_OK && (answered || m->wanted ||
	    clock_mono_ms() >= m->look_ms || m->n == 0))
		rc = look(job, m);
	if (rc == RC_OK)
		rc = batches_round(job, m->batches, *m->by.state.set.engine !=
		    '\0' && m->by.state.closed_s == 0 ? m->batched.job.id : 0, idle && m->n == 0 ? WAIT_MS : 0);
	*working = answered || m->n > 0 || m->wanted || batches_busy(m->batches);
	return rc;
}

void
model_end(struct job *job, struct quality_model *m)
{
	enum rc rc = RC_OK;

	if (m == NULL)
		return;
	while (rc == RC_OK && m->n > 0)
		rc = save_answers(job, m, 1000);
	while (m->n > 0)
		question_end(m->flying[--m->n]);
	batches_end(m->batches);
	llm_close(m->llm);
	arena_end(m->mem);
}
