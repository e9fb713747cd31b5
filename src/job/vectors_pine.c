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

enum { SOME = 500, READY_MS = 60 * 1000, CLOSED_MS = 60 * 1000 };

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

/* Nothing of it stands in anybody's way: it is tried again. */
static enum rc
refused(struct pine *p, enum service_result r)
{
	p->closed_ms = clock_mono_ms() + CLOSED_MS;
	p->ready = false;
	LOG(WARN, "pinecone", L_STR("result", service_result_text(r)),
	    L_STR("why", pinecone_said(p->pc)->error));
	return RC_OK;
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

static enum service_result
make_index(struct job *job, struct pine *p, bool *fits)
{
	struct pinecone_index there;
	enum service_result r = pinecone_create(p->pc);

	*fits = true;
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

/* Where a model's vectors go is kept before the first one goes. */
static enum rc
settle(struct job *job, struct pine *p, const struct embedding_model *m)
{
	const char *space =
	    arena_fmt(job->mem, "tidemark-%lld", (long long)m->id);
	const char *index =
	    *m->pine_index ? m->pine_index : job->conf->pinecone_index;
	bool fits = false;
	enum service_result r;

	turn_to(job, p, index, space, (size_t)m->dimension);
	if (p->ready)
		return RC_OK;
	r = make_index(job, p, &fits);
	if (r == SERVICE_OK && !fits) {
		index = arena_fmt(job->mem, "%.37s-%lld",
		    job->conf->pinecone_index, (long long)m->dimension);
		turn_to(job, p, index, space, (size_t)m->dimension);
		r = make_index(job, p, &fits);
	}
	if (r != SERVICE_OK)
		return refused(p, r);
	p->ready = fits;
	return *m->pine_index
		   ? RC_OK
		   : pinned_place(job->db, job->mem, m->id, index, space);
}

/* ---- records ---- */

static enum rc
upsert(struct job *job, struct pine *p, const struct embedding_model *m,
    bool *worked)
{
	struct pinned *list;
	struct pinecone_record *rec;
	size_t n, written = 0;
	enum service_result r;
	enum rc rc =
	    pinned_due(job->db, job->mem, m->id, m->dimension, SOME, &list, &n);

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
		return refused(p, r);
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
		return refused(p, r);
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
	rc = settle(job, p, m);
	if (rc == RC_OK && p->ready)
		rc = upsert(job, p, m, worked);
	return rc == RC_OK && p->ready && !m->making
		   ? pinned_old(job->db, job->mem, m->id)
		   : rc;
}
