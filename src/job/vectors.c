/* SPDX-License-Identifier: MIT */
#include "job/vectors.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/gathers.h"
#include "job/vectors_file.h"
#include "job/vectors_paid.h"
#include "job/vectors_pine.h"
#include "meaning/embedder.h"
#include "model/embedding.h"
#include "model/queue.h"
#include "net/crypto.h"
#include "text/json_read.h"

#include <string.h>

enum { CLAIM = 200, LOOK_MS = 5000, GROWN = 2, ENGINES = 2 };

struct vectors {
	struct paid *paid; /* NULL: no service */
	struct pine *pine; /* NULL: vectors stay here */
	struct arena *mem; /* of the embedder */
	struct embedder *embedder;
	int64_t model;         /* that it is of */
	int64_t before;        /* where the pass over what is due is */
	int64_t unlearnt;      /* too few texts there were, then */
	struct queue_job wish; /* id 0: none at hand */
	struct vectors_scope asked[ENGINES]; /* by it */
	int64_t look_ms;
};

static struct vectors state;

/* What a round knows. */
struct round {
	struct job *job;
	struct vectors *v;
	struct embedding_model *models;
	size_t n;
	bool asked; /* somebody did */
	struct vectors_scope *scope;
	bool worked;
};

/* ---- the models ---- */

/* The one that gets vectors: that which takes the place of another, else the one in
 * use. */
static const struct embedding_model *
target(const struct round *r, const char *engine)
{
	const struct embedding_model *found = NULL;

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->models[i].engine, engine) == 0 &&
		    (found == NULL || r->models[i].making))
			found = &r->models[i];
	return found;
}

static void
learn_from(void *ctx, const char *text)
{
	embedder_trainer_add(ctx, text, strlen(text));
}

static enum rc
learn(struct round *r, int64_t count)
{
	struct job *job = r->job;
	struct arena *mem = arena_begin();
	struct embedder_trainer *t = embedder_trainer_new(mem);
	struct sbuf *bytes = sbuf_arena(mem);
	const struct embedding_model m = { .engine = EMBEDDING_LOCAL,
		.name = "lsa",
		.dimension = EMBED_DIM,
		.texts = count };
	int64_t began = clock_mono_ms(), id = 0;
	const char *why = NULL;
	enum rc rc = embedding_texts(job->db, job->mem, learn_from, t);

	if (rc == RC_OK)
		rc = embedder_train(t, mem, bytes, &why);
	if (rc == RC_OK)
		rc = embedding_model_add(
		    job->db, mem, &m, bytes->s, bytes->len, &id);
	if (rc == RC_OK)
		LOG(INFO, "vectors_learnt", L_INT("texts", count),
		    L_INT("bytes", (int64_t)bytes->len),
		    L_INT("ms", clock_mono_ms() - began));
	r->v->unlearnt = rc == RC_BAD_INPUT ? count : 0;
	r->worked |= rc == RC_OK;
	arena_end(mem);
	return rc == RC_BAD_INPUT ? RC_OK : rc;
}

static enum rc
settle_local(struct round *r)
{
	const struct embedding_model *m = target(r, EMBEDDING_LOCAL);
	int64_t count = 0;
	enum rc rc = embedding_count(r->job->db, r->job->mem, &count);

	if (rc != RC_OK || count < EMBED_LEAST || count == r->v->unlearnt ||
	    (m != NULL && (m->making || count < GROWN * m->texts)))
		return rc;
	return learn(r, count);
}

static enum rc
settle_paid(struct round *r)
{
	const struct conf *c = r->job->conf;
	const struct embedding_model *m = target(r, EMBEDDING_OPENAI);
	const struct embedding_model other = { .engine = EMBEDDING_OPENAI,
		.name = c->openai_embed_model,
		.asked = c->openai_embed_dimension,
		.dimension = c->openai_embed_dimension };
	int64_t id = 0;

	if (r->v->paid == NULL ||
	    (m != NULL && strcmp(m->name, other.name) == 0 &&
		m->asked == other.asked))
		return RC_OK;
	r->worked = true;
	return embedding_model_add(r->job->db, r->job->mem, &other, "", 0, &id);
}

/* ---- vectors that are made here ---- */

static enum rc
load(struct round *r, int64_t model)
{
	struct vectors *v = r->v;
	const char *bytes, *why = "it is gone";
	size_t len;
	enum rc rc;

	if (v->embedder != NULL && v->model == model)
		return RC_OK;
	if (v->mem != NULL)
		arena_end(v->mem);
	v->mem = arena_begin();
	v->embedder = NULL;
	v->model = model;
	v->before = INT64_MAX;
	rc =
	    embedding_model_bytes(r->job->db, r->job->mem, model, &bytes, &len);
	if (rc == RC_OK)
		rc = embedder_open(v->mem, bytes, len, &v->embedder, &why);
	if (rc != RC_OK && rc != RC_DB_DOWN)
		LOG(ERROR, "vectors", L_INT("model", model), L_STR("why", why));
	return rc;
}

static void
embed(struct round *r, struct embedding *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(list[i].text);
		float *out = arena_array(r->job->mem, EMBED_DIM, sizeof(*out));

		list[i].input = arena_fmt(r->job->mem, "\\x%s",
		    crypto_sha256_hex(r->job->mem, list[i].text, len));
		list[i].vector =
		    embedder_embed(r->v->embedder, list[i].text, len, out)
			? out
			: NULL;
	}
}

/* The next of a pass from the newest on; *whole: it came to the end. */
static enum rc
embed_some(struct round *r, const struct embedding_model *m, bool *whole)
{
	struct vectors_scope *scope = r->scope;
	struct embedding *list = NULL;
	size_t n = 0;
	enum rc rc = load(r, m->id);

	*whole = false;
	if (rc == RC_OK)
		rc = embedding_due(r->job->db, r->job->mem, m->id, r->v->before,
		    scope->since, scope->left < CLAIM ? scope->left : CLAIM,
		    NULL, 0, &list, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0) {
		/* what changed during the pass is found by the next one */
		*whole = r->v->before == INT64_MAX;
		r->worked |= !*whole;
		r->v->before = INT64_MAX;
		return RC_OK;
	}
	embed(r, list, n);
	r->v->before = list[n - 1].id;
	scope->left -= (int64_t)n;
	r->worked = true;
	return embedding_save(
	    r->job->db, r->job->mem, m->id, m->dimension, list, n);
}

/* ---- an engine ---- */

static enum rc
keep_file(struct round *r, const struct embedding_model *m, bool whole)
{
	bool due = false;
	enum rc rc = vectors_file_due(r->job, m, whole, r->asked, &due);

	if (rc != RC_OK || !due)
		return rc;
	r->worked = true;
	rc = vectors_file_build(r->job, m);
	return rc == RC_OK ? gathers(r->job, m, r->asked) : rc;
}

static enum rc
one(struct round *r, const char *engine)
{
	const struct embedding_model *m = target(r, engine);
	bool more = r->scope->left > 0, whole = false, worked = false;
	enum rc rc = RC_OK;

	if (m == NULL) {
		vectors_file_remove(r->job, engine);
		return RC_OK;
	}
	if (strcmp(engine, EMBEDDING_OPENAI) == 0 && r->v->paid != NULL)
		rc = paid_round(
		    r->job, r->v->paid, m, r->scope, &worked, &whole);
	else if (strcmp(engine, EMBEDDING_LOCAL) == 0 && more)
		rc = embed_some(r, m, &whole);
	r->worked |= worked;
	return rc == RC_OK ? keep_file(r, m, whole || !more) : rc;
}

/* ---- what people ask for ---- */

static void
read_wish(struct round *r)
{
	struct json_object *o = NULL;
	const char *text = r->v->wish.payload, *why;
	int64_t hours;

	if (json_parse(r->job->mem, text, strlen(text), &o, &why) != RC_OK)
		o = NULL;
	hours = jr_int(o, "hours", 0);
	for (int i = 0; i < ENGINES; i++)
		r->v->asked[i] = (struct vectors_scope){
			hours > 0 ? clock_now() - hours * 3600 : 0,
			jr_int(o, "limit", INT64_MAX)
		};
}

static enum rc
take_wish(struct round *r)
{
	static const char *const kinds[] = { EMBEDDING_JOB };
	struct job *job = r->job;
	enum rc rc;

	if (r->v->wish.id != 0)
		return RC_OK;
	rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &r->v->wish);
	if (rc == RC_OK)
		read_wish(r);
	else
		r->v->wish.id = 0;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
answer_wish(struct round *r)
{
	struct job *job = r->job;
	const struct embedding_model *m =
	    target(r, r->v->paid != NULL ? EMBEDDING_OPENAI : EMBEDDING_LOCAL);
	const char *note =
	    m == NULL ? "there are too few conversations"
		      : arena_fmt(job->mem, "%lld vectors in the index%s%s%s%s%s",
			    (long long)m->in_file, *m->problem ? "; " : "",
			    m->problem,
			    m->capped ? "; today's cap is reached" : "",
			    *m->pine_problem ? "; Pinecone: " : "",
			    m->pine_problem);
	enum rc rc = RC_OK;

	if (r->v->wish.id == 0)
		return RC_OK;
	if (r->worked)
		rc = queue_beat(job->db, job->mem, &r->v->wish, job->worker,
		    job->conf->lease_seconds, "");
	else
		rc = queue_done(
		    job->db, job->mem, &r->v->wish, job->worker, note);
	if (!r->worked || rc == RC_CONFLICT)
		r->v->wish.id = 0;
	r->worked = true; /* another may wait */
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* ---- rounds ---- */

static enum job_end
begin(struct job *job)
{
	state.before = INT64_MAX;
	if (strcmp(job->conf->embedder, "openai") == 0)
		state.paid = paid_begin(job);
	if (*job->conf->pinecone_api_key != '\0')
		state.pine = pine_begin(job);
	return JOB_MORE;
}

static enum rc
work(struct round *r)
{
	static const char *const engines[ENGINES] = { EMBEDDING_LOCAL,
		EMBEDDING_OPENAI };
	struct job *job = r->job;
	struct vectors_scope all = { 0, INT64_MAX }, none = { 0, 0 };
	enum rc rc = take_wish(r);

	r->asked = r->v->wish.id != 0;
	if (rc == RC_OK)
		rc = embedding_drop(job->db, job->mem);
	if (rc == RC_OK)
		rc = embedding_models(job->db, job->mem, &r->models, &r->n);
	if (rc == RC_OK)
		rc = settle_local(r);
	if (rc == RC_OK)
		rc = settle_paid(r);
	for (int i = 0; rc == RC_OK && i < ENGINES; i++) {
		r->scope = job->conf->vector_auto ? &all
			   : r->asked		  ? &r->v->asked[i]
						  : &none;
		rc = one(r, engines[i]);
	}
	if (rc == RC_OK && r->v->pine != NULL)
		rc = pine_round(job, r->v->pine,
		    target(r, r->v->paid != NULL ? EMBEDDING_OPENAI
						 : EMBEDDING_LOCAL),
		    &r->worked);
	return rc == RC_OK ? answer_wish(r) : rc;
}

static enum job_end
round_of(struct job *job)
{
	struct round r = { .job = job, .v = &state };
	enum rc rc;

	if (strcmp(job->conf->embedder, "off") == 0)
		return JOB_IDLE;
	rc = work(&r);
	if (rc != RC_OK || r.worked)
		return job_end_of(rc);
	job_again_by(job, clock_mono_ms() + LOOK_MS);
	return JOB_IDLE;
}

static void
end(struct job *job)
{
	(void)job;
	paid_end(state.paid);
	pine_end(state.pine);
	if (state.mem != NULL)
		arena_end(state.mem);
}

const struct job_program vectors_program = {
	.name = "tidemark-reindex",
	.purpose =
	    "makes vectors of conversations, and the index of what reads alike",
	.channel = "tidemark_job",
	.begin = begin,
	.round = round_of,
	.end = end,
};
