/* SPDX-License-Identifier: MIT */
#include "job/vectors_paid.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/job.h"
#include "model/asking.h"
#include "net/crypto.h"
#include "text/redact.h"
#include "upstream/embeddings.h"

#include <string.h>

enum {
	FLYING_MAX = 64,
	WAIT_MS = 200,
	CLOSED_FIRST_S = 30,
	CLOSED_MOST_S = 900,
	CENT = 10000 /* millionths of a dollar */
};

#define PURPOSE "embedding"

/* One call under way. */
struct batch {
	struct arena *mem;
	int64_t model, dimension;
	struct embedding *v;
	size_t *place; /* of a conversation's text in the call */
	size_t n, texts;
	int64_t most; /* it may cost */
};

struct paid {
	struct arena *mem;
	struct embeddings_options opt;
	struct embeddings *em;
	struct batch *flying[FLYING_MAX];
	size_t n;
	int64_t cost;   /* of all that is under way, at most */
	int64_t wait_s; /* of the last closing */
	bool single;    /* a call was too long: one text each */
	size_t other;   /* another length was seen, 0 */
	size_t moved;   /* twice: it is that of another model */
};

struct paid *
paid_begin(const struct job *job)
{
	const struct conf *c = job->conf;
	struct arena *mem = arena_begin();
	struct paid *p = arena_alloc(mem, sizeof(*p));

	*p = (struct paid){ .mem = mem,
		.opt = { .url = c->openai_embed_url,
		    .key = c->openai_api_key,
		    .org = c->openai_org,
		    .project = c->openai_project,
		    .model = c->openai_embed_model,
		    .dimension = c->openai_embed_dimension,
		    .texts = c->openai_embed_texts,
		    .timeout_ms = c->openai_embed_timeout * 1000,
		    .calls = (int)c->openai_embed_calls } };
	p->em = embeddings_open(&p->opt);
	return p;
}

void
paid_end(struct paid *p)
{
	if (p == NULL)
		return;
	embeddings_close(p->em);
	for (size_t i = 0; i < p->n; i++)
		arena_end(p->flying[i]->mem);
	arena_end(p->mem);
}

static int64_t
cost_of(const struct job *job, int64_t tokens)
{
	return (tokens * job->conf->openai_embed_price + 999) / 1000;
}

/* ---- what is sent ---- */

static enum rc
disguise(struct job *job, struct arena *mem, struct embedding *e)
{
	struct redaction *r = redact_new(mem);
	struct prompt_known *known;
	const char *text;
	size_t n;
	enum rc rc = asking_people(job->db, mem, e->id, &known, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		redact_know(r, known[i].label, known[i].words);
	if (rc != RC_OK)
		return rc;
	text = redact(r, e->text);
	e->text = arena_copy(mem, text, embeddings_cut(text));
	e->input = arena_fmt(
	    mem, "\\x%s", crypto_sha256_hex(mem, e->text, strlen(e->text)));
	return RC_OK;
}

static bool
blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* Sets apart what is to be asked: the others are stored at once. */
static enum rc
sift(struct job *job, struct batch *b, const struct embedding_model *m,
    const char **text)
{
	struct embedding *ready = arena_array(b->mem, b->n + 1, sizeof(*ready));
	bool *known = arena_array(b->mem, b->n + 1, sizeof(*known));
	size_t n = 0, left = 0;
	enum rc rc = embedding_alike(
	    job->db, b->mem, m->id, m->dimension, b->v, b->n, known);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < b->n; i++) {
		struct embedding e = b->v[i];
		size_t at = 0;

		if (known[i] || blank(e.text)) {
			ready[n++] = e;
			continue;
		}
		while (at < b->texts && strcmp(text[at], e.text) != 0)
			at++;
		if (at == b->texts)
			text[b->texts++] = e.text;
		b->place[left] = at;
		b->v[left++] = e;
	}
	b->n = left;
	return embedding_save(job->db, b->mem, m->id, m->dimension, ready, n);
}

static enum rc
ask(struct job *job, struct paid *p, struct batch *b, const char **text,
    int64_t spent, bool *full)
{
	int64_t bytes = 0, cap = job->conf->openai_embed_cap * CENT;
	bool news = false;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < b->texts; i++)
		bytes += (int64_t)strlen(text[i]) + EMBEDDINGS_TOKEN_BYTES;
	b->most = cost_of(job, bytes / EMBEDDINGS_TOKEN_BYTES);
	*full = spent + p->cost + b->most > cap;
	if (*full) {
		rc = embedding_capped(job->db, job->mem, b->model, &news);
		arena_end(b->mem);
		if (news)
			LOG(WARN, "vectors_capped",
			    L_INT("cap_microdollars", cap),
			    L_INT("spent_microdollars", spent));
		return rc;
	}
	p->flying[p->n++] = b;
	p->cost += b->most;
	embeddings_ask(p->em, text, b->texts, b);
	return rc;
}

static size_t
flying_ids(struct arena *mem, const struct paid *p, int64_t **out)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->flying[i]->n;
	*out = arena_array(mem, n + 1, sizeof(**out));
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->flying[i]->n; k++)
			(*out)[at++] = p->flying[i]->v[k].id;
	return n;
}

/* *none: nothing was left; *full: the cap leaves no room. */
static enum rc
ask_some(struct job *job, struct paid *p, const struct embedding_model *m,
    int64_t spent, struct vectors_scope *scope, bool *none, bool *full)
{
	struct arena *mem = arena_begin();
	struct batch *b = arena_alloc(mem, sizeof(*b));
	const char **text;
	int64_t *but;
	size_t n_but = flying_ids(mem, p, &but);
	enum rc rc;

	*b = (struct batch){
		.mem = mem, .model = m->id, .dimension = m->dimension
	};
	rc = embedding_due(job->db, mem, m->id, INT64_MAX, scope->since,
	    p->single			    ? 1
	    : scope->left < p->opt.texts ? scope->left
					    : p->opt.texts,
	    but, n_but, &b->v, &b->n);
	*none = b->n == 0;
	for (size_t i = 0; rc == RC_OK && i < b->n; i++)
		rc = disguise(job, mem, &b->v[i]);
	text = arena_array(mem, b->n + 1, sizeof(*text));
	b->place = arena_array(mem, b->n + 1, sizeof(*b->place));
	if (rc == RC_OK && b->n > 0)
		rc = sift(job, b, m, text);
	if (rc == RC_OK && b->texts > 0) {
		/* those that do not fit wait for the next call */
		size_t fit = embeddings_fit(&p->opt, text, b->texts), left = 0;

		for (size_t i = 0; i < b->n; i++)
			if (b->place[i] < fit) {
				b->place[left] = b->place[i];
				b->v[left++] = b->v[i];
			}
		b->n = left;
		b->texts = fit;
		scope->left -= (int64_t)left;
		return ask(job, p, b, text, spent, full);
	}
	arena_end(mem);
	return rc;
}

/* ---- what comes back ---- */

/* Vectors of another length than before are another model's: all are made again,
 * and the index in use stays until they are. One answer alone is a fault of the
 * service, so that it takes a second one that says the same. */
static enum rc
changed(struct job *job, struct paid *p, const struct embedding_model *m,
    size_t dimension)
{
	struct embedding_model other = *m;
	int64_t id = 0;

	if (p->moved == dimension)
		return RC_OK; /* a call that was under way then */
	if (p->other != dimension) {
		p->other = dimension;
		embeddings_forget(p->em);
		return RC_OK;
	}
	p->moved = dimension;
	LOG(WARN, "vectors_changed", L_STR("model", m->name),
	    L_INT("dimension", m->dimension), L_INT("now", (int64_t)dimension));
	other.dimension = (int64_t)dimension;
	return embedding_model_add(job->db, job->mem, &other, "", 0, &id);
}

static enum rc
keep(struct job *job, struct paid *p, const struct embedding_model *m,
    struct batch *b, const struct embeddings_answer *a)
{
	if (b->dimension != 0 && a->dimension != (size_t)b->dimension)
		return changed(job, p, m, a->dimension);
	p->other = 0;
	for (size_t i = 0; i < b->n; i++)
		b->v[i].vector = a->vector + b->place[i] * a->dimension;
	return embedding_save(
	    job->db, b->mem, b->model, (int64_t)a->dimension, b->v, b->n);
}

static enum rc
usage(struct job *job, const struct batch *b, const struct paid *p,
    const struct embeddings_answer *a)
{
	bool good = a->said.result == SERVICE_OK;
	struct asking_call call = { .engine = EMBEDDING_OPENAI,
		.purpose = PURPOSE,
		.model = p->opt.model,
		.why = good ? NULL : a->said.error,
		.conversation = b->n == 1 ? b->v[0].id : 0,
		.things = (int64_t)b->n,
		.input = a->tokens,
		.cost =
		    good && a->tokens == 0 ? b->most : cost_of(job, a->tokens),
		.took_ms = a->said.took_ms };

	return asking_usage(job->db, job->mem, &call);
}

static enum rc
refuse(struct job *job, struct paid *p, struct batch *b,
    const struct embeddings_answer *a)
{
	enum service_result r = a->said.result;

	/* billed and useless, or never to be taken: not asked for again, once it is
	 * known which text it is */
	bool its = (r == SERVICE_EMPTY && !a->odd) || r == SERVICE_LONG ||
		   r == SERVICE_CONTENT;

	if (its && b->texts == 1)
		return embedding_save(job->db, b->mem, b->model, 0, b->v, b->n);
	if (its) {
		p->single = true;
		return RC_OK;
	}
	p->wait_s = p->wait_s == 0 ? CLOSED_FIRST_S : p->wait_s * 2;
	if (p->wait_s > CLOSED_MOST_S)
		p->wait_s = CLOSED_MOST_S;
	LOG(WARN, "vectors_refused", L_STR("why", a->said.error),
	    L_INT("wait", p->wait_s));
	return embedding_problem(
	    job->db, job->mem, b->model, a->said.error, p->wait_s);
}

static enum rc
settle(struct job *job, struct paid *p, const struct embedding_model *m,
    struct batch *b, const struct embeddings_answer *a)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = usage(job, b, p, a);
	if (rc == RC_OK && a->said.result == SERVICE_OK) {
		p->wait_s = 0;
		rc = keep(job, p, m, b, a);
		if (rc == RC_OK)
			rc = embedding_problem(
			    job->db, job->mem, b->model, "", 0);
	} else if (rc == RC_OK) {
		rc = refuse(job, p, b, a);
	}
	return db_end(job->db, rc);
}

static void
forget(struct paid *p, struct service_call *call, struct batch *b)
{
	size_t i = 0;

	while (p->flying[i] != b)
		i++;
	p->flying[i] = p->flying[--p->n];
	p->cost -= b->most;
	embeddings_end(p->em, call);
	arena_end(b->mem);
}

static enum rc
take(struct job *job, struct paid *p, const struct embedding_model *m,
    int64_t wait_ms)
{
	struct service_call *call;
	enum rc rc = RC_OK;

	while (
	    rc == RC_OK && (call = embeddings_next(p->em, wait_ms)) != NULL) {
		const struct embeddings_answer *a = embeddings_answer(call);
		struct batch *b = call->whose;

		wait_ms = 0;
		if (a->said.result != SERVICE_STOPPED)
			rc = settle(job, p, m, b, a);
		if (rc != RC_DB_DOWN)
			forget(p, call, b);
	}
	return rc;
}

enum rc
paid_round(struct job *job, struct paid *p, const struct embedding_model *m,
    struct vectors_scope *scope, bool *worked, bool *whole)
{
	int64_t spent = 0;
	bool none = false, full = false;
	int64_t wait = p->wait_s;
	size_t before = p->n;
	enum rc rc = RC_OK;

	*whole = false;
	if (p->n > 0)
		rc = take(job, p, m, WAIT_MS);
	if (rc == RC_OK && scope->left > 0 && m->closed_s == 0 && p->wait_s <= wait)
		rc = embedding_spent(job->db, job->mem, &spent);
	else
		full = true;
	while (rc == RC_OK && !none && !full && !stop_requested() &&
	       p->n < (size_t)(*m->problem != '\0' ? 1 : p->opt.calls))
		rc = ask_some(job, p, m, spent, scope, &none, &full);
	/* what came in this round may have told how long vectors are, and what is
	 * under way is still to come */
	*whole = none && before == 0 && p->n == 0;
	*worked = p->n > 0 || before > 0;
	return rc;
}
