/* SPDX-License-Identifier: MIT */
#include "job/vectors_file.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/job.h"
#include "meaning/vector_index.h"
#include "model/data.h"
#include "model/nearest.h"

#include <stdio.h>
#include <string.h>

/* Is what readers open there and whole? Its sums of rows and floats are looked at
 * by who reads them; here its head, and whose it is. */
static bool
stands(struct job *job, const struct embedding_model *m)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix = NULL;
	const char *why = NULL;
	enum rc rc = vector_index_open(mem,
	    nearest_file(mem, job->conf->vector_folder, m->engine), &ix, &why);
	bool good = rc == RC_OK && strcmp(vector_index_about(ix)->model,
				       nearest_model(mem, m->id)) == 0;

	if (good && vector_index_check(ix, mem, &why) != RC_OK)
		good = false;
	if (rc == RC_NOT_READY || (rc == RC_OK && why != NULL))
		LOG(WARN, "vectors", L_STR("why", why));
	if (rc == RC_OK)
		vector_index_close(ix);
	arena_end(mem);
	return good;
}

/* Seldom: it reads all of the file. */
static bool
missing(struct job *job, const struct embedding_model *m)
{
	enum { LOOK_MS = 10 * 60 * 1000 };
	static int64_t next_ms, model;
	int64_t now = clock_mono_ms();
	bool local = strcmp(m->engine, EMBEDDING_LOCAL) == 0;

	if (local && now < next_ms && model == m->id)
		return false;
	if (local) {
		next_ms = now + LOOK_MS;
		model = m->id;
	}
	return !stands(job, m);
}

enum rc
vectors_file_due(struct job *job, const struct embedding_model *m, bool whole,
    bool asked, bool *due)
{
	int64_t count = 0;
	bool news = false;
	enum rc rc = embedding_file(job->db, job->mem, m->id, &count, &news);

	*due = false;
	if (rc != RC_OK)
		return rc;
	if (m->making)
		*due = whole && count > 0;
	else if (count < m->in_file)
		*due = true;
	else if (news && (asked || job->conf->vector_index))
		*due = whole && (asked || m->file_age_s >=
					      job->conf->vector_interval * 60);
	if (!*due && !m->making && count > 0)
		*due = missing(job, m);
	return RC_OK;
}

/* ---- building ---- */

struct build {
	struct job *job;
	struct arena *mem;
	struct vector_writer *w;
	const struct vector_about *about;
	float *vector;
	const char *why;
	int64_t n;
	enum rc rc;
};

static uint64_t
category_bit(const struct vector_about *about, const char *name)
{
	for (size_t i = 0; i < about->names_n; i++)
		if (strcmp(about->names[i], name) == 0)
			return (uint64_t)1 << i;
	return 0;
}

static bool
add(void *ctx, const struct embedding_row *row)
{
	struct build *b = ctx;
	struct vector_facts f = { .id = row->id,
		.mailbox = row->mailbox,
		.categories = category_bit(b->about, row->category),
		.day = (int32_t)row->day };

	/* one of another length was made by a service that changed; its
	 * conversation is found when the new model's index is whole */
	if (!embedding_read(row->vector, b->vector, b->about->dim))
		return true;
	b->rc = vector_writer_add(b->w, &f, b->vector, &b->why);
	if (b->rc == RC_OK)
		b->n++;
	if (b->rc == RC_BAD_INPUT)
		b->rc = RC_OK; /* left out; the writer goes on */
	return b->rc == RC_OK;
}

static enum rc
write_file(struct build *b, const char *path, const struct embedding_model *m)
{
	enum rc rc =
	    vector_writer_begin(b->mem, path, b->about, &b->w, &b->why);

	if (rc == RC_OK)
		rc = embedding_all(b->job->db, b->job->mem, m->id, add, b);
	if (rc == RC_OK)
		rc = b->rc;
	return rc == RC_OK ? vector_writer_finish(b->w, &b->why) : rc;
}

static enum rc
say_so(struct job *job, const struct embedding_model *m, int64_t n,
    const char *then)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = embedding_filed(job->db, job->mem, m->id, n, then);
	if (rc == RC_OK)
		rc = data_bump(job->db, job->mem); /* pages find otherwise */
	return db_end(job->db, rc);
}

static enum rc
build(struct build *b, const struct embedding_model *m)
{
	struct job *job = b->job;
	struct vector_about about = { .model = nearest_model(job->mem, m->id),
		.dim = (uint32_t)m->dimension };
	const char *path = nearest_file(
		       job->mem, job->conf->vector_folder, m->engine),
		   *then = NULL;
	int64_t count = 0, began = clock_mono_ms();
	const char **names = NULL;
	bool news;
	enum rc rc = embedding_now(job->db, job->mem, &then);

	if (rc == RC_OK)
		rc = embedding_names(job->db, job->mem, VECTOR_NAMES_MAX,
		    &names, &about.names_n);
	if (rc == RC_OK)
		rc = embedding_file(job->db, job->mem, m->id, &count, &news);
	if (rc != RC_OK)
		return rc;
	about.names = names;
	about.count = (uint64_t)count;
	b->about = &about;
	b->vector = arena_array(b->mem, about.dim + 1, sizeof(float));
	if (count == 0)
		remove(path);
	else
		rc = write_file(b, path, m);
	if (rc == RC_OK)
		rc = say_so(job, m, count, then);
	if (rc == RC_OK)
		LOG(INFO, "vectors_filed", L_STR("engine", m->engine),
		    L_INT("model", m->id), L_INT("vectors", b->n),
		    L_INT("ms", clock_mono_ms() - began));
	return rc;
}

enum rc
vectors_file_build(struct job *job, const struct embedding_model *m)
{
	struct build b = { .job = job, .mem = arena_begin() };
	enum rc rc = build(&b, m);

	if (rc != RC_OK && rc != RC_DB_DOWN)
		LOG(ERROR, "vectors", L_STR("engine", m->engine),
		    L_STR("why", b.why), L_RC(rc));
	arena_end(b.mem);
	return rc;
}

void
vectors_file_remove(struct job *job, const char *engine)
{
	if (remove(nearest_file(job->mem, job->conf->vector_folder, engine)) ==
	    0)
		LOG(INFO, "vectors_removed", L_STR("engine", engine));
}
