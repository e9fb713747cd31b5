/* SPDX-License-Identifier: MIT */
#include "job/quality_model.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/quality_backlog.h"
#include "job/retests.h"
#include "model/asking.h"
#include "model/carry.h"
#include "model/queue.h"
#include "model/retest.h"
#include "model/rubric.h"
#include "model/score.h"
#include "net/crypto.h"
#include "text/json_read.h"
#include "upstream/openai.h"

#include <string.h>

enum {
	WAIT_MS = 200,		/* for an answer, when there is nothing else */
	LOOK_MS = 500,		/* between two looks at what is due */
	CLOSED_FIRST_S = 30,
	CLOSED_MOST_S = 900,
	TELL_MS = 2000,		/* between two words on how far a retest is */
	FLYING_MAX = 64 + 1	/* openai_calls at most, and a test */
};

/* What the model is asked, and all that it is about. */
struct question {
	struct arena *mem;
	struct asking_mark mark;		/* id 0: a test, or again */
	struct queue_job test;
	struct retest_mark again;		/* retest 0: none */
	struct variant variant;			/* as it is asked then */
	struct rubric rubric;
	struct exchange exchange;
	struct prompt prompt;
	const char *hash, *prompt_hash;
	int64_t most;			/* it may cost */
};

struct quality_model {
	struct arena *mem;		/* as long as the program */
	struct openai *ai;
	struct openai_options opt;
	struct backlog backlog;
	struct retests retests;
	bool full;			/* the cap leaves no room */
	struct asking_state state;	/* numbers and engine as last seen */
	bool wanted;			/* the model is the engine, or a test asks */
	int64_t flying_cost;		/* of all that is under way, at most */
	struct question *flying[FLYING_MAX];
	size_t n;
	int64_t look_ms;
	int64_t closed_ms;		/* what was under way fails alike */
};

/* What is done about a result: tries that are made for a reply (0: no end), and
 * whether nothing at all is asked for a while. */
static const struct {
	enum openai_result result;
	enum score_outcome outcome;
	int tries;
	bool closes;
} ways[] = {
	{ OPENAI_OK,        SCORE_FAILED,  3, false },	/* and cannot be used */
	{ OPENAI_TRUNCATED, SCORE_FAILED,  2, false },
	{ OPENAI_REFUSED,   SCORE_REFUSED, 1, false },
	{ OPENAI_FILTERED,  SCORE_REFUSED, 1, false },
	{ OPENAI_EMPTY,     SCORE_FAILED,  3, false },
	{ OPENAI_LONG,      SCORE_FAILED,  1, false },
	{ OPENAI_CONTENT,   SCORE_FAILED,  1, false },
	{ OPENAI_BUSY,      SCORE_FAILED,  0, false },
	{ OPENAI_UNCLEAR,   SCORE_FAILED,  0, false },
	{ OPENAI_AWAY,      SCORE_FAILED,  0, true },
	{ OPENAI_CONFIG,    SCORE_FAILED,  0, true },
	{ OPENAI_QUOTA,     SCORE_FAILED,  0, true },
};

static size_t
way_of(enum openai_result result)
{
	size_t i = 0;

	while (ways[i].result != result)
		i++;
	return i;
}

/* ---- a question ---- */

static int64_t
cost_of(const struct conf *c, int64_t input, int64_t cached, int64_t output)
{
	/* thousandths of a dollar for a million: millionths for a thousand */
	return ((input - cached) * c->openai_input_price +
	    cached * c->openai_cached_price +
	    output * c->openai_output_price + 999) / 1000;
}

static const char *
hash_of(struct arena *mem, const char *const *parts, size_t n)
{
	struct sbuf *all = sbuf_arena(mem);

	for (size_t i = 0; i < n; i++) {
		sbuf_text(all, parts[i]);
		sbuf_add(all, "", 1);
	}
	return crypto_sha256_hex(mem, all->s, all->len);
}

static void
question_end(struct question *q)
{
	arena_end(q->mem);
}

/* The reply of the mark in its conversation; NULL: it is none any more. */
static const struct reply *
reply_in(const struct reply_case *c, size_t n, int64_t message)
{
	for (size_t i = 0; n > 0 && i < c->replies; i++)
		if (c->reply[i].message == message)
			return &c->reply[i];
	return NULL;
}

/* Of the input without the names and order of dimensions: other weights and names
 * ask nothing new, and the answer that was paid for stays (model/carry.h). */
static void
fill_hashes(struct question *q, const char *model)
{
	struct rubric marks = rubric_of_marks(q->mem, &q->rubric);
	const char *prompt[] = { q->prompt.system, q->prompt.schema };
	const char *input[] = { model, prompt_system(q->mem, &marks),
		prompt_schema(q->mem, &marks), q->prompt.user };

	q->prompt_hash = hash_of(q->mem, prompt, 2);
	q->hash = hash_of(q->mem, input, 4);
}

/* What is asked of a reply under the question's rubric; *reply NULL: it is none any
 * more. */
static enum rc
reply_read(struct job *job, struct quality_model *m, struct question *q,
    struct prompt_known **known, size_t *n_known, const struct reply **reply)
{
	struct reply_case *c;
	size_t n;
	enum rc rc = reply_cases(job->db, q->mem, &q->mark.conversation, 1,
	    "openai", q->rubric.version, &c, &n);

	if (rc == RC_OK)
		rc = asking_people(job->db, q->mem, q->mark.conversation,
		    known, n_known);
	if (rc != RC_OK)
		return rc;
	*reply = reply_in(c, n, q->mark.message);
	if (*reply == NULL)
		return RC_OK;
	q->exchange = reply_exchange(c, *reply);
	prompt_make(q->mem, &q->rubric, &q->exchange, *known, *n_known,
	    &q->prompt);
	fill_hashes(q, m->opt.model);
	return RC_OK;
}

/* *needless: it is judged already, or there is nothing to judge. */
static enum rc
question_read(struct job *job, struct quality_model *m, struct question *q,
    bool *needless)
{
	struct prompt_known *known;
	const struct reply *reply = NULL;
	size_t n_known;
	int64_t carried;
	enum rc rc = rubric_read(job->db, q->mem, 0, &q->rubric);

	if (rc == RC_OK)
		rc = score_carry(job->db, q->mem, &q->rubric, &q->mark.message,
		    1, &carried);
	if (rc == RC_OK)
		rc = reply_read(job, m, q, &known, &n_known, &reply);
	if (rc != RC_OK)
		return rc;
	*needless = reply == NULL;
	if (reply == NULL)
		return RC_OK;
	*needless = strcmp(reply->known, q->hash) == 0 &&
	    (!reply->known_failed || !q->mark.asked);
	return RC_OK;
}

/* One that was cut off gets more room. */
static int64_t
tokens_for(const struct conf *conf, const struct question *q)
{
	return conf->openai_max_tokens * (q->mark.attempts > 0 ? 2 : 1);
}

static void
ask(struct job *job, struct quality_model *m, struct question *q)
{
	const struct openai_question asked = { q->prompt.system,
		q->prompt.user, "judgement", q->prompt.schema,
		tokens_for(job->conf, q) };

	m->flying[m->n++] = q;
	m->flying_cost += q->most;
	openai_ask(m->ai, &asked, q);
}

static enum rc
capped(struct job *job, struct quality_model *m)
{
	bool news = false;
	enum rc rc = asking_capped(job->db, job->mem, &news);

	m->state.capped = true;
	if (news)
		LOG(WARN, "model_capped", L_INT("cap_microdollars",
		    m->state.set.daily_cap), L_INT("spent_microdollars",
		    m->state.cost));
	return rc;
}

/* Asks, when the day's cap has room for it at its longest. */
static enum rc
ask_if_paid(struct job *job, struct quality_model *m, struct question *q)
{
	q->most = cost_of(job->conf, prompt_tokens(&q->prompt), 0,
	    tokens_for(job->conf, q));
	m->full = m->state.cost + m->flying_cost + q->most >
	    m->state.set.daily_cap;
	if (!m->full) {
		ask(job, m, q);
		return RC_OK;
	}
	question_end(q);
	return capped(job, m);
}

static enum rc
consider(struct job *job, struct quality_model *m, const struct asking_mark *mark)
{
	struct arena *mem = arena_begin();
	struct question *q = arena_alloc(mem, sizeof(*q));
	bool needless = false;
	enum rc rc;

	*q = (struct question){ .mem = mem, .mark = *mark };
	rc = question_read(job, m, q, &needless);
	if (rc == RC_OK && needless)
		rc = asking_done(job->db, job->mem, mark);
	if (rc != RC_OK || needless) {
		question_end(q);
		return rc;
	}
	return ask_if_paid(job, m, q);
}

/* How many more may be under way: after a problem one alone tries it. */
static size_t
room(const struct job *job, const struct quality_model *m)
{
	size_t most = *m->state.problem != '\0' ? 1 :
	    (size_t)job->conf->openai_calls;

	return most > m->n ? most - m->n : 0;
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
	m->full = false;
	rc = asking_next(job->db, job->mem, (int64_t)room(job, m), flying,
	    n_flying, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !m->full && i < n; i++)
		if (!is_flying(m, marks[i].message))
			rc = consider(job, m, &marks[i]);
	m->wanted = n > 0 && !m->full;
	return rc;
}

/* ---- asked again ---- */

/* What names a person is no mark then: how the judge takes names is the question,
 * and these are made up. */
static void
vary_prompt(struct question *q, const struct prompt_known *known,
    size_t n_known)
{
	struct exchange *x = &q->variant.exchange;

	if (change_of(q->again.change) == CHANGE_NAMES)
		x->customer = x->agent = "";
	prompt_make(q->mem, &q->variant.rubric, x, known, n_known, &q->prompt);
}

/* *none: it is not what was judged any more, so there is nothing to compare with; or
 * there is nothing in it to be changed so. */
static enum rc
again_read(struct job *job, struct quality_model *m, struct question *q,
    bool *none)
{
	struct prompt_known *known;
	const struct reply *reply = NULL;
	size_t n_known;
	enum rc rc = rubric_read(job->db, q->mem, q->again.rubric, &q->rubric);

	if (rc == RC_OK)
		rc = reply_read(job, m, q, &known, &n_known, &reply);
	if (rc != RC_OK)
		return rc;
	*none = reply == NULL || strcmp(reply->known, q->hash) != 0 ||
	    !vary(q->mem, change_of(q->again.change), &q->rubric,
	    &q->exchange, &q->variant);
	if (!*none)
		vary_prompt(q, known, n_known);
	return RC_OK;
}

static enum rc
consider_again(struct job *job, struct quality_model *m,
    const struct retest_mark *mark)
{
	static const struct retest_result nothing = { .state = "none",
		.error = "", .engine_version = PROMPT_VERSION, .model = "" };
	struct arena *mem = arena_begin();
	struct question *q = arena_alloc(mem, sizeof(*q));
	bool none = false;
	enum rc rc;

	*q = (struct question){ .mem = mem, .again = *mark, .mark = {
	    .message = mark->message, .conversation = mark->conversation,
	    .attempts = mark->attempts } };
	q->again.change = arena_text(mem, mark->change);
	rc = again_read(job, m, q, &none);
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
	if (room(job, m) > 0 && !m->full && m->retests.job.id != 0)
		rc = retest_next(job->db, job->mem, "openai",
		    (int64_t)room(job, m), flying, n_flying, &marks, &n);
	for (size_t i = 0; rc == RC_OK && !m->full && i < n; i++)
		rc = consider_again(job, m, &marks[i]);
	m->wanted |= n > 0 && !m->full;
	return rc;
}

/* Its job, told now and then. */
static enum rc
keep_retest(struct job *job, struct quality_model *m, bool on)
{
	int64_t now = clock_mono_ms();
	enum rc rc = retests_take(job, &m->retests);

	if (rc != RC_OK || m->retests.job.id == 0 || (m->n > 0 &&
	    now < m->retests.tell_ms))
		return rc;
	m->retests.tell_ms = now + TELL_MS;
	return retests_tell(job, &m->retests, backlog_note(job->mem, on,
	    &m->state));
}

/* ---- an answer ---- */

/* A server that does not count tokens: by length, or the cap would hold nobody. */
static void
count_tokens(struct asking_call *c, const struct question *q,
    const struct openai_answer *a)
{
	if (a->result != OPENAI_OK || c->input + c->output > 0)
		return;
	c->input = prompt_tokens(&q->prompt);
	c->output = (int64_t)strlen(a->text) / PROMPT_CHARS_PER_TOKEN;
}

static enum rc
add_usage(struct job *job, struct quality_model *m, const struct question *q,
    const struct openai_answer *a, bool failed)
{
	struct asking_call call = { .purpose = q->again.retest != 0 ? "retest" :
	    q->mark.id != 0 ? "score" : "test", .model = *a->model ? a->model : m->opt.model,
		.failed = failed, .input = a->input, .cached = a->cached,
		.output = a->output, .took_ms = a->took_ms };

	count_tokens(&call, q, a);
	call.cost = cost_of(job->conf, call.input, call.cached, call.output);
	m->state.cost += call.cost;
	return asking_usage(job->db, job->mem, &call);
}

static int64_t
closed_s(int64_t waits)
{
	int64_t s = CLOSED_FIRST_S;

	while (waits-- > 0 && s < CLOSED_MOST_S)
		s *= 2;
	return s < CLOSED_MOST_S ? s : CLOSED_MOST_S;
}

static enum rc
close_service(struct job *job, struct quality_model *m,
    const struct openai_answer *a, int64_t *wait)
{
	int64_t now = clock_mono_ms();

	*wait = closed_s(m->state.waits);
	if (now < m->closed_ms)
		return RC_OK;
	m->closed_ms = now + *wait * 1000;
	m->state.problem = "known";
	LOG(WARN, "model_closed", L_STR("why", a->error), L_INT("seconds",
	    *wait));
	return asking_problem(job->db, job->mem, a->error, *wait);
}

/* When what has no score is asked about again; *over: never. */
static enum rc
failure_wait(struct job *job, struct quality_model *m, const struct question *q,
    const struct openai_answer *a, int64_t *wait, bool *over)
{
	size_t way = way_of(a->result);
	enum rc rc = RC_OK;

	*wait = queue_wait_s(q->mark.attempts + 1);
	*over = !ways[way].closes && ways[way].tries > 0 &&
	    q->mark.attempts + 1 >= ways[way].tries;
	if (ways[way].closes)
		rc = close_service(job, m, a, wait);
	if (a->wait_ms / 1000 > *wait)
		*wait = a->wait_ms / 1000;
	return rc;
}

static enum rc
settle_failure(struct job *job, struct quality_model *m,
    const struct question *q, const struct openai_answer *a)
{
	int64_t wait;
	bool over;
	enum rc rc = failure_wait(job, m, q, a, &wait, &over);

	if (rc != RC_OK)
		return rc;
	return over ? asking_done(job->db, job->mem, &q->mark) :
	    asking_later(job->db, job->mem, &q->mark, wait,
	    !ways[way_of(a->result)].closes);
}

/* What is stored; true when it is a score. */
static bool
row_of(struct question *q, const struct openai_answer *a,
    struct score_row *row)
{
	struct judgement *j = arena_alloc(q->mem, sizeof(*j));
	const char *why = a->error;
	bool good = a->result == OPENAI_OK && prompt_read(q->mem, &q->rubric,
	    &q->exchange, &q->prompt, a->text, j, &why) == PROMPT_OK;

	*row = (struct score_row){ .message = q->mark.message,
		.input_hash = q->hash, .outcome = good ? SCORE_SCORED :
		ways[way_of(a->result)].outcome,
		.judgement = good ? j : NULL, .error = good ? "" :
		arena_copy(q->mem, why, strlen(why)) };
	return good;
}

static enum rc
save_reply(struct job *job, struct quality_model *m, struct question *q,
    const struct openai_answer *a)
{
	const struct scorer by = { "openai", PROMPT_VERSION, &q->rubric,
		*a->model ? a->model : m->opt.model, q->prompt_hash };
	struct score_row row;
	bool good = row_of(q, a, &row);
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = score_save(job->db, job->mem, &by, &row, 1);
	if (rc == RC_OK)
		rc = add_usage(job, m, q, a, !good);
	if (rc == RC_OK && good)
		rc = asking_done(job->db, job->mem, &q->mark);
	else if (rc == RC_OK)
		rc = settle_failure(job, m, q, a);
	if (rc == RC_OK && *m->state.problem != '\0' &&
	    !ways[way_of(a->result)].closes)
		rc = asking_problem(job->db, job->mem, "", 0);
	rc = db_end(job->db, rc);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	/* what cannot be stored must not be asked, and paid, again and again */
	LOG(ERROR, "model_score_lost", L_INT("message", q->mark.message));
	return asking_done(job->db, job->mem, &q->mark);
}

static enum rc
settle_again(struct job *job, struct quality_model *m, struct question *q,
    const struct openai_answer *a, const struct retest_result *res)
{
	int64_t wait;
	bool over;
	enum rc rc = failure_wait(job, m, q, a, &wait, &over);

	if (rc != RC_OK)
		return rc;
	return over ? retest_save(job->db, job->mem, &q->rubric, &q->again,
	    res) : retest_later(job->db, job->mem, &q->again, wait,
	    !ways[way_of(a->result)].closes, res->error);
}

/* What was judged again is no score of the reply. */
static enum rc
save_again(struct job *job, struct quality_model *m, struct question *q,
    const struct openai_answer *a)
{
	struct judgement j;
	struct retest_result res = { .state = "failed", .error = a->error,
		.engine_version = PROMPT_VERSION, .model = *a->model ?
		a->model : m->opt.model, .prompt_hash = q->prompt_hash };
	bool good = a->result == OPENAI_OK && prompt_read(q->mem,
	    &q->variant.rubric, &q->variant.exchange, &q->prompt, a->text, &j,
	    &res.error) == PROMPT_OK;
	enum rc rc = db_begin(job->db);

	if (good) {
		vary_back(&q->rubric, &q->variant, &j);
		res.state = "scored";
		res.judgement = &j;
		res.error = "";
	}
	if (rc == RC_OK)
		rc = add_usage(job, m, q, a, !good);
	if (rc == RC_OK && good)
		rc = retest_save(job->db, job->mem, &q->rubric, &q->again,
		    &res);
	else if (rc == RC_OK)
		rc = settle_again(job, m, q, a, &res);
	return db_end(job->db, rc);
}

/* A test's answer, in words for whoever asked. */
static enum rc
save_test(struct job *job, struct quality_model *m, struct question *q,
    const struct openai_answer *a)
{
	enum rc rc = add_usage(job, m, q, a, a->result != OPENAI_OK);
	struct json_object *o = NULL;
	const char *why = a->error;
	bool good = a->result == OPENAI_OK && json_parse(q->mem, a->text,
	    strlen(a->text), &o, &why) == RC_OK && jr_has(o, "works");

	if (rc == RC_OK && a->result == OPENAI_OK) {
		rc = asking_problem(job->db, job->mem, "", 0);
		why = "it answers, but not in the form that was asked for: the "
		    "model or server does not know structured outputs";
	}
	if (rc == RC_OK && good)
		rc = queue_done(job->db, job->mem, &q->test, job->worker,
		    arena_fmt(job->mem, "%s answered in %.1f s, in the form "
		    "that was asked for; %lld and %lld tokens", *a->model ?
		    a->model : m->opt.model, (double)a->took_ms / 1000,
		    (long long)a->input, (long long)a->output));
	else if (rc == RC_OK)
		rc = queue_failed(job->db, job->mem, &q->test, job->worker,
		    why, true);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

static void
forget(struct quality_model *m, struct openai_call *call, struct question *q)
{
	size_t i = 0;

	while (m->flying[i] != q)
		i++;
	m->flying[i] = m->flying[--m->n];
	m->flying_cost -= q->most;
	openai_end(m->ai, call);
	question_end(q);
}

/* Saves answers as they are there; an answer that cannot be saved stays, and is
 * saved when the database is back. */
static enum rc
save_answers(struct job *job, struct quality_model *m, int64_t wait_ms)
{
	struct openai_call *call;
	enum rc rc = RC_OK;

	while (rc == RC_OK && (call = openai_next(m->ai, wait_ms)) != NULL) {
		const struct openai_answer *a = openai_answer(call);
		struct question *q = openai_whose(call);

		wait_ms = 0;
		if (a->result != OPENAI_STOPPED)
			rc = q->again.retest != 0 ? save_again(job, m, q, a) :
			    q->mark.id == 0 ? save_test(job, m, q, a) :
			    save_reply(job, m, q, a);
		if (rc != RC_DB_DOWN)
			forget(m, call, q);
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
	struct arena *mem;
	enum rc rc;

	for (size_t i = 0; i < m->n; i++)
		if (m->flying[i]->mark.id == 0 &&
		    m->flying[i]->again.retest == 0)
			return RC_OK;
	rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &test);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	mem = arena_begin();
	q = arena_alloc(mem, sizeof(*q));
	*q = (struct question){ .mem = mem, .test = test, .prompt = {
	    .system = "Answer true in \"works\".", .user = "Do you work?",
	    .schema = "{\"type\":\"object\",\"properties\":{\"works\":"
	    "{\"type\":\"boolean\"}},\"required\":[\"works\"],"
	    "\"additionalProperties\":false}" } };
	ask(job, m, q);
	return RC_OK;
}

/* ---- rounds ---- */

struct quality_model *
model_begin(const struct job *job)
{
	const struct conf *c = job->conf;
	struct quality_model *m;
	struct arena *mem;
	size_t len = strlen(c->openai_base_url);

	if (*c->openai_api_key == '\0')
		return NULL;
	mem = arena_begin();
	m = arena_alloc(mem, sizeof(*m));
	*m = (struct quality_model){ .mem = mem, .opt = { .key = c->openai_api_key,
	    .org = c->openai_org, .project = c->openai_project,
	    .model = c->openai_model, .timeout_ms = c->openai_timeout * 1000,
	    .api = strcmp(c->openai_api, "chat") == 0 ? OPENAI_CHAT :
	    OPENAI_RESPONSES, .calls = (int)c->openai_calls } };
	while (len > 0 && c->openai_base_url[len - 1] == '/')
		len--;
	m->opt.base_url = arena_copy(mem, c->openai_base_url, len);
	m->state.set.engine = m->state.problem = "";
	m->retests.kind = RETEST_MODEL;
	m->ai = openai_open(&m->opt);
	return m;
}

/* Its texts are the round's: what is kept of them is whether there are any. */
static enum rc
look(struct job *job, struct quality_model *m)
{
	enum rc rc = asking_state(job->db, job->mem, &m->state);
	bool on = rc == RC_OK && strcmp(m->state.set.engine, "openai") == 0;

	m->look_ms = clock_mono_ms() + LOOK_MS;
	if (rc == RC_OK)
		rc = take_test(job, m);
	if (m->n == 0)
		m->backlog.tell_ms = 0;	/* it may be done */
	if (rc == RC_OK)
		rc = backlog_round(job, &m->backlog, on, &m->state);
	if (rc == RC_OK)
		rc = keep_retest(job, m, on);
	m->wanted = false;
	if (rc == RC_OK && on && m->state.closed_s == 0 && room(job, m) > 0)
		rc = ask_more(job, m);
	if (rc == RC_OK && on && m->state.closed_s == 0)
		rc = ask_again(job, m);
	if (rc == RC_OK && on && m->state.closed_s > 0)
		job_again_by(job, m->look_ms + m->state.closed_s * 1000);
	else if (rc == RC_OK && on && m->state.next_s > 0 &&
	    m->state.next_s < DAY)
		job_again_by(job, m->look_ms + m->state.next_s * 1000);
	m->state.set.engine = on ? "openai" : "";
	m->state.problem = *m->state.problem != '\0' ? "known" : "";
	return rc;
}

enum rc
model_round(struct job *job, struct quality_model *m, bool idle, bool *working)
{
	enum rc rc;
	size_t before = m == NULL ? 0 : m->n;

	*working = false;
	if (m == NULL)
		return RC_OK;
	rc = save_answers(job, m, idle && m->n > 0 ? WAIT_MS : 0);
	/* room, so that the next question need not wait for the next look */
	if (rc == RC_OK && (m->n < before || m->wanted ||
	    clock_mono_ms() >= m->look_ms || m->n == 0))
		rc = look(job, m);
	*working = m->n > 0 || m->wanted;
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
	openai_close(m->ai);
	arena_end(m->mem);
}
