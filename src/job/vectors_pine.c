/* SPDX-License-Identifier: MIT */
#include "job/vectors_pine.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/job.h"
#include "model/pinned.h"
#include "upstream/pinecone.h"

#include <stdio.h>
#include <string.h>

enum {
	SOME = 500,
	READY_MS = 60 * 1000,
	CLOSED_S = 60,
	CLOSED_LONG_S = 15 * 60, /* of what waiting alone does not help */
	NUMBER_BYTES = 16,
	RECORD_BYTES = 1024
};

struct pine {
	struct arena *mem; /* of pc's options */
	struct pinecone *pc;
	char index[PINECONE_NAME_MOST + 1];
	char space[64];
	size_t dimension;
	bool ready;        /* the index is there */
	int64_t closed_ms; /* not asked until then */
};

struct pine *
pine_begin(const struct job *job)
{
	struct arena *mem = arena_begin();
	struct pine *p = arena_alloc(mem, sizeof(*p));

	(void)job;
	*p = (struct pine){ .mem = mem };
	return p;
}

void
pine_end(struct pine *p)
{
	if (p == NULL)
		return;
	if (p->pc != NULL)
		pinecone_close(p->pc);
	arena_end(p->mem);
}

/* Nothing of it stands in anybody's way: it is tried again. m: whose vectors, NULL
 * what is to be deleted. */
static enum rc
refused(struct job *job, struct pine *p, const struct embedding_model *m,
    enum service_result r)
{
	const char *why = pinecone_said(p->pc)->error;
	int64_t closed_s = r == SERVICE_QUOTA || r == SERVICE_CONFIG
			       ? CLOSED_LONG_S
			       : CLOSED_S;

	if (r == SERVICE_STOPPED)
		return RC_OK;
	p->closed_ms = clock_mono_ms() + closed_s * 1000;
	p->ready = false;
	LOG(WARN, "pinecone", L_STR("result", service_result_text(r)),
	    L_STR("why", why), L_INT("wait", closed_s));
	return m == NULL ? RC_OK
			 : pinned_problem(
			       job->db, job->mem, m->id, why, closed_s);
}

static void
turn_to(struct job *job, struct pine *p, const char *index, const char *space,
    size_t dimension)
{
	const struct conf *c = job->conf;
	struct pinecone_options opt;

	if (p->pc != NULL && strcmp(p->index, index) == 0 &&
	    strcmp(p->space, space) == 0 && p->dimension == dimension)
		return;
	if (p->pc != NULL)
		pinecone_close(p->pc);
	snprintf(p->index, sizeof(p->index), "%s", index);
	snprintf(p->space, sizeof(p->space), "%s", space);
	p->dimension = dimension;
	p->ready = false;
	opt = (struct pinecone_options){ .base_url = c->pinecone_base_url,
		.key = c->pinecone_api_key,
		.index = p->index,
		.host = strcmp(index, c->pinecone_index) == 0 ? c->pinecone_host
							      : "",
		.space = p->space,
		.cloud = c->pinecone_cloud,
		.region = c->pinecone_region,
		.dimension = dimension,
		.timeout_ms = c->pinecone_timeout * 1000 };
	p->pc = pinecone_open(&opt);
}

/* ---- the index of a model ---- */

/* *made: it was not there. */
static enum service_result
make_index(struct job *job, struct pine *p, bool *fits, bool *made)
{
	struct pinecone_index there;
	enum service_result r = pinecone_create(p->pc);

	*fits = true;
	*made = r == SERVICE_OK;
	if (r == SERVICE_EXISTS)
		r = SERVICE_OK;
	if (r == SERVICE_OK)
		r = pinecone_ready(p->pc, READY_MS);
	if (r == SERVICE_OK)
		r = pinecone_describe(p->pc, job->mem, &there);
	if (r == SERVICE_OK)
		*fits = there.dimension == p->dimension;
	return r;
}

/* Somebody deleted the index, or made it anew: what was there goes again. Counts
 * lag behind, so only far fewer than there should be are a sign. */
static enum rc
look_whether_there(struct job *job, struct pine *p,
    const struct embedding_model *m, bool made)
{
	struct pinecone_stats stats = { 0 };
	int64_t said = 0, there = 0;
	enum rc rc = pinned_count(job->db, job->mem, m->id, &said);

	if (rc != RC_OK || said == 0)
		return rc;
	if (!made &&
	    pinecone_stats(p->pc, job->mem, &stats) != SERVICE_OK)
		return RC_OK; /* what is wrong is said with the next records */
	for (size_t i = 0; i < stats.n; i++)
		if (strcmp(stats.v[i].name, p->space) == 0)
			there = stats.v[i].count;
	if (2 * there >= said)
		return RC_OK;
	LOG(WARN, "pinecone_anew", L_STR("index", p->index),
	    L_INT("vectors", said), L_INT("there", there));
	return pinned_anew(job->db, job->mem, m->id);
}

/* Where a model's vectors go is kept before the first one goes. */
static enum rc
settle(struct job *job, struct pine *p, const struct embedding_model *m)
{
	const char *space =
	    arena_fmt(job->mem, "tidemark-%lld", (long long)m->id);
	const char *index =
	    *m->pine_index ? m->pine_index : job->conf->pinecone_index;
	bool fits = false, made = false;
	enum service_result r;
	enum rc rc = RC_OK;

	turn_to(job, p, index, space, (size_t)m->dimension);
	if (p->ready)
		return RC_OK;
	r = make_index(job, p, &fits, &made);
	if (r == SERVICE_OK && !fits) {
		index = arena_fmt(job->mem, "%.37s-%lld",
		    job->conf->pinecone_index, (long long)m->dimension);
		turn_to(job, p, index, space, (size_t)m->dimension);
		r = make_index(job, p, &fits, &made);
	}
	/* the next record would say which dimension it has */
	if (r != SERVICE_OK)
		return refused(job, p, m, r);
	if (strcmp(index, m->pine_index) != 0)
		rc = pinned_place(job->db, job->mem, m->id, index, space);
	if (rc == RC_OK)
		rc = look_whether_there(job, p, m, made);
	p->ready = rc == RC_OK;
	return rc;
}

/* ---- records ---- */

/* No more than go into one request: what is written is kept before the next one, so
 * that a program that is killed sends no other record twice. */
static int64_t
some_of(const struct embedding_model *m)
{
	int64_t n = PINECONE_BYTES_MOST /
		    (m->dimension * NUMBER_BYTES + RECORD_BYTES);

	return n < 1 ? 1 : n > SOME ? SOME : n;
}

static enum rc
upsert(struct job *job, struct pine *p, const struct embedding_model *m,
    bool *worked)
{
	struct pinned *list;
	struct pinecone_record *rec;
	size_t n, written = 0;
	enum service_result r;
	enum rc rc = pinned_due(job->db, job->mem, m->id, m->dimension,
	    some_of(m), &list, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	rec = arena_array(job->mem, n, sizeof(*rec));
	for (size_t i = 0; i < n; i++) {
		struct pinecone_field *f = arena_array(job->mem, 5, sizeof(*f));

		f[0] = (struct pinecone_field){ .name = "number",
			.kind = PINECONE_NUMBER,
			.number = (double)list[i].number };
		f[1] = (struct pinecone_field){ .name = "mailbox",
			.kind = PINECONE_NUMBER,
			.number = (double)list[i].mailbox };
		f[2] = (struct pinecone_field){ .name = "day",
			.kind = PINECONE_NUMBER,
			.number = (double)list[i].day };
		f[3] = (struct pinecone_field){ .name = "category",
			.kind = PINECONE_TEXT,
			.text = list[i].category };
		f[4] = (struct pinecone_field){ .name = "updated_at",
			.kind = PINECONE_TEXT,
			.text = list[i].updated };
		rec[i] = (struct pinecone_record){ arena_fmt(job->mem, "%lld",
						       (long long)list[i].id),
			list[i].vector, f, 5 };
	}
	r = pinecone_upsert(p->pc, rec, n, &written);
	rc = pinned_done(job->db, job->mem, m->id, list, written);
	*worked |= written > 0;
	if (rc == RC_OK && r != SERVICE_OK)
		return refused(job, p, m, r);
	return rc;
}

/* ---- what goes ---- */

/* One place at a time: rows of one index and namespace, the oldest first. */
static enum rc
erase(struct job *job, struct pine *p, bool *worked, bool *any)
{
	struct gone g;
	const char **ids;
	enum service_result r;
	enum rc rc = gone_next(job->db, job->mem, SOME, &g);

	*any = rc == RC_OK && g.n > 0;
	if (!*any)
		return rc;
	turn_to(job, p, g.index, g.space, (size_t)g.dimension);
	ids = arena_array(job->mem, g.n, sizeof(*ids));
	for (size_t i = 0; i < g.n; i++)
		ids[i] =
		    arena_fmt(job->mem, "%lld", (long long)g.conversation[i]);
	r = g.all ? pinecone_delete_all(p->pc)
		  : pinecone_delete(p->pc, ids, g.n);
	if (r != SERVICE_OK && r != SERVICE_ABSENT)
		return refused(job, p, NULL, r);
	*worked = true;
	return gone_done(job->db, job->mem, &g);
}

enum rc
pine_round(struct job *job, struct pine *p, const struct embedding_model *m,
    bool *worked)
{
	bool any = false;
	enum rc rc;

	if (clock_mono_ms() < p->closed_ms)
		return RC_OK;
	rc = erase(job, p, worked, &any);
	if (rc != RC_OK || any || m == NULL || m->dimension == 0)
		return rc;
	if (m->pine_closed_s > 0)
		return RC_OK;
	rc = settle(job, p, m);
	if (rc == RC_OK && p->ready)
		rc = upsert(job, p, m, worked);
	if (rc == RC_OK && p->ready && *m->pine_problem != '\0')
		rc = pinned_problem(job->db, job->mem, m->id, "", 0);
	return rc == RC_OK && p->ready && !m->making
		   ? pinned_old(job->db, job->mem, m->id)
		   : rc;
}
