/* SPDX-License-Identifier: MIT */
/* How far vectors and their index are, what they cost, and what stands in their way. */
#include "page/page.h"

#include "ask/cost.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"
#include "model/embedding.h"
#include "page/estimate.h"

#include <string.h>

#define HERE "/settings/vectors"

enum { CENT = 10000 /* millionths of a dollar */ };

static bool
is_off(const struct req *rq)
{
	return strcmp(rq->conf->embedder, "off") == 0;
}

static bool
is_local(const struct embedding_model *m)
{
	return strcmp(m->engine, EMBEDDING_LOCAL) == 0;
}

/* Is it still asked, or are its vectors what is left of it? */
static bool
is_in_use(const struct req *rq, const struct embedding_model *m)
{
	return is_local(m) || strcmp(rq->conf->embedder, "openai") == 0;
}

static void
put_model_fact(struct view *v, const char *name, const char *text)
{
	struct view *f = view_row(v, "FACT");

	view_text(f, "NAME", name);
	view_text(f, "TEXT", text);
}

static const char *
file_fact(struct arena *mem, const struct embedding_model *m)
{
	char n[FMT_SIZE], age[FMT_SIZE];

	if (m->file_age_s < 0)
		return "not there yet";
	return arena_fmt(mem, "%s, made %s ago",
	    fmt_plural(m->in_file, "vector", "vectors", n),
	    fmt_duration(m->file_age_s, age));
}

/* ---- what stands in the way ---- */

static void
put_problems(struct req *rq, struct view *s, const struct embedding_model *m,
    const struct embedding_tally *t)
{
	char buf[FMT_SIZE];

	if (m->capped && t->waiting > 0)
		page_text_row(s, "PROBLEM",
		    arena_fmt(rq->mem,
			"Today\xe2\x80\x99s cap of %s is reached: %s until "
			"tomorrow (UTC).",
			model_dollars(rq->mem,
			    rq->conf->openai_embed_cap * CENT),
			fmt_plural(t->waiting, "conversation waits",
			    "conversations wait", buf)));
	if (*m->problem != '\0')
		page_text_row(s, "PROBLEM",
		    m->closed_s > 0
			? arena_fmt(rq->mem, "%s; asked again in %s",
			      m->problem, fmt_duration(m->closed_s, buf))
			: m->problem);
	if (*m->pine_problem != '\0')
		page_text_row(s, "PROBLEM",
		    arena_fmt(rq->mem, "Pinecone: %s", m->pine_problem));
}

static void
put_model(struct req *rq, struct view *v, const struct embedding_model *m,
    const struct embedding_tally *t, int64_t spent)
{
	struct view *s = view_row(v, "MODEL");
	struct arena *mem = rq->mem;
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(s, "NAME",
	    arena_fmt(mem, "%s%s%s",
		is_local(m) ? "The local model" : m->name,
		m->making ? ", which takes the other\xe2\x80\x99s place when it "
			    "is whole"
			  : "",
		is_in_use(rq, m) ? "" : ", not asked any more"));
	put_problems(rq, s, m, t);
	put_model_fact(s, "Vectors", fmt_count(t->vectors, a));
	put_model_fact(s, "Conversations that wait", fmt_count(t->waiting, a));
	put_model_fact(s, "Index", file_fact(mem, m));
	if (!is_local(m))
		put_model_fact(s, "Cost today",
		    arena_fmt(mem, "%s of %s at most",
			model_dollars(mem, spent),
			model_dollars(
			    mem, rq->conf->openai_embed_cap * CENT)));
	if (*m->pine_index != '\0')
		put_model_fact(s, "At Pinecone",
		    arena_fmt(mem, "%s of %s, in %s, namespace %s",
			fmt_count(t->pinned, a), fmt_count(t->vectors, b),
			m->pine_index, m->pine_space));
}

static const char *
sentence(struct req *rq, const struct embedding_model *m, size_t n)
{
	int64_t most = 0;
	char buf[FMT_SIZE];

	if (is_off(rq))
		return "Vectors are switched off: everything is found by its "
		       "words alone";
	if (n == 0)
		return "Nothing is found by meaning yet: too few conversations "
		       "to learn from";
	for (size_t i = 0; i < n; i++)
		if (m[i].in_file > most)
			most = m[i].in_file;
	return arena_fmt(rq->mem, "%s can be found by meaning",
	    fmt_plural(most, "conversation", "conversations", buf));
}

enum rc
page_vectors(struct req *rq)
{
	struct embedding_model *m = NULL;
	struct embedding_tally t;
	int64_t spent = 0;
	struct view *v;
	size_t n = 0;
	enum rc rc = embedding_spent(rq->db, rq->mem, &spent);

	if (rc == RC_OK && !is_off(rq))
		rc = embedding_models(rq->db, rq->mem, &m, &n);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "vectors.tpl", "Found by meaning");
	view_text(v, "SENTENCE", sentence(rq, m, n));
	for (size_t i = 0; i < n; i++) {
		rc = embedding_tally(rq->db, rq->mem, m[i].id, &t);
		if (rc != RC_OK)
			return rc;
		put_model(rq, v, &m[i], &t, spent);
	}
	if (!is_off(rq))
		view_text(view_row(v, "RENEW"), "CSRF", rq->who.csrf);
	return page_send(rq, v);
}

enum rc
page_vectors_renew(struct req *rq)
{
	int64_t job;
	enum rc rc;

	if (is_off(rq))
		return req_fail(rq, RC_CONFLICT,
		    "Vectors are switched off by the option embedder");
	rc = embedding_ask(rq->db, rq->mem, "{}", rq->who.name, &job);
	return rc == RC_OK ? req_redirect(rq, HERE) : rc;
}
