/* SPDX-License-Identifier: MIT */
#include "model/embedding.h"

#include "base/arena.h"
#include "base/parse.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"

#include <string.h>

/* ---- models ---- */

enum rc
embedding_models(
    struct db *db, struct arena *mem, struct embedding_model **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_embedding_models, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct embedding_model){ .id = row_int(&r, i, 0),
			.engine = row_text(&r, i, 1),
			.name = row_text(&r, i, 2),
			.asked = row_int(&r, i, 3),
			.dimension = row_int(&r, i, 4),
			.texts = row_int(&r, i, 5),
			.making = strcmp(row_text(&r, i, 6), "making") == 0,
			.age_s = row_int(&r, i, 7),
			.in_file = row_int(&r, i, 8),
			.file_age_s =
			    row_null(&r, i, 9) ? -1 : row_int(&r, i, 9),
			.problem = row_text(&r, i, 10),
			.closed_s = row_int(&r, i, 11),
			.pine_index = row_text(&r, i, 12),
			.pine_space = row_text(&r, i, 13),
			.pine_problem = row_text(&r, i, 14),
			.capped = row_bool(&r, i, 15),
			.pine_closed_s = row_int(&r, i, 16) };
	return RC_OK;
}

/* As Postgres reads a bytea. */
static const char *
hex_of(struct arena *mem, const void *bytes, size_t len)
{
	char *out = arena_alloc(mem, 2 * len + 3);

	out[0] = '\\';
	out[1] = 'x';
	hex_encode(bytes, len, out + 2);
	return out;
}

enum rc
embedding_model_add(struct db *db, struct arena *mem,
    const struct embedding_model *m, const char *bytes, size_t len, int64_t *id)
{
	return db_int(db, mem, Q_embedding_model_add, id,
	    ARGS(arg_text(m->engine), arg_text(m->name), arg_int(m->asked),
		arg_int(m->dimension), arg_text(hex_of(mem, bytes, len)),
		arg_int(m->texts)));
}

enum rc
embedding_model_bytes(struct db *db, struct arena *mem, int64_t model,
    const char **bytes, size_t *len)
{
	struct rows r;
	enum rc rc =
	    db_rows(db, mem, Q_embedding_model_bytes, &r, ARGS(arg_int(model)));
	unsigned char *out;

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*len = strlen(row_text(&r, 0, 0)) / 2;
	out = arena_alloc(mem, *len + 1);
	*bytes = (const char *)out;
	return hex_decode(row_text(&r, 0, 0), out, *len) ? RC_OK : RC_INTERNAL;
}

enum rc
embedding_problem(struct db *db, struct arena *mem, int64_t model,
    const char *problem, int64_t closed_s)
{
	return db_run(db, mem, Q_embedding_problem,
	    ARGS(arg_int(model), arg_text(problem), arg_int(closed_s)));
}

enum rc
embedding_spent(struct db *db, struct arena *mem, int64_t *cost)
{
	return db_int(db, mem, Q_embedding_spent, cost, NO_ARGS);
}

enum rc
embedding_capped(struct db *db, struct arena *mem, int64_t model, bool *news)
{
	struct rows r;
	enum rc rc =
	    db_rows(db, mem, Q_embedding_capped, &r, ARGS(arg_int(model)));

	*news = rc == RC_OK && r.n > 0;
	return rc;
}

enum rc
embedding_count(struct db *db, struct arena *mem, int64_t *conversations)
{
	return db_int(db, mem, Q_embedding_count, conversations, NO_ARGS);
}

struct texts {
	void (*fn)(void *, const char *);
	void *ctx;
};

static bool
text_row(void *ctx, const struct rows *r, size_t i)
{
	const struct texts *t = ctx;

	t->fn(t->ctx, row_text(r, i, 0));
	return true;
}

enum rc
embedding_texts(struct db *db, struct arena *mem,
    void (*fn)(void *, const char *), void *ctx)
{
	struct texts t = { fn, ctx };

	return db_stream(db, mem, Q_embedding_texts, text_row, &t, NO_ARGS);
}

/* ---- vectors ---- */

/* Floats are sent as they lie in memory: all machines that this runs on have the
 * lowest byte first, and the file of vectors says so as well. */
bool
embedding_read(const char *hex, float *out, size_t dimension)
{
	return strlen(hex) == 2 * dimension * sizeof(*out) &&
	       hex_decode(hex, (unsigned char *)out, dimension * sizeof(*out));
}

static const float *
vector_of(struct arena *mem, const char *hex, int64_t dimension)
{
	float *v = arena_array(mem, (size_t)dimension + 1, sizeof(*v));

	return embedding_read(hex, v, (size_t)dimension) && dimension > 0
		   ? v
		   : NULL;
}

enum rc
embedding_due(struct db *db, struct arena *mem, int64_t model, int64_t before,
    int64_t since, int64_t most, const int64_t *but, size_t n_but, struct embedding **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_embedding_due, &r,
	    ARGS(arg_int(model), arg_int(before), arg_int(most),
		arg_ints(but, n_but), arg_int(since)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct embedding){ .id = row_int(&r, i, 0),
			.content = arena_fmt(mem, "\\x%s", row_text(&r, i, 1)),
			.text = row_text(&r, i, 2),
			.input = "" };
	return RC_OK;
}

enum rc
embedding_alike(struct db *db, struct arena *mem, int64_t model,
    int64_t dimension, struct embedding *list, size_t n, bool *known)
{
	const char **hash = arena_array(mem, n + 1, sizeof(*hash));
	struct rows r;
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		hash[i] = list[i].input;
		known[i] = false;
	}
	rc = db_rows(db, mem, Q_embedding_alike, &r,
	    ARGS(arg_int(model), arg_texts(hash, n)));
	for (size_t i = 0; rc == RC_OK && i < r.n; i++) {
		size_t place = (size_t)row_int(&r, i, 0);

		list[place].vector =
		    vector_of(mem, row_text(&r, i, 1), dimension);
		known[place] = true;
	}
	return rc;
}

enum rc
embedding_save(struct db *db, struct arena *mem, int64_t model,
    int64_t dimension, const struct embedding *list, size_t n)
{
	int64_t *id = arena_array(mem, n + 1, sizeof(*id));
	const char **content = arena_array(mem, n + 1, sizeof(*content));
	const char **input = arena_array(mem, n + 1, sizeof(*input));
	const char **vector = arena_array(mem, n + 1, sizeof(*vector));
	enum rc rc;

	if (n == 0)
		return RC_OK;
	for (size_t i = 0; i < n; i++) {
		id[i] = list[i].id;
		content[i] = list[i].content;
		input[i] = list[i].input;
		vector[i] = list[i].vector == NULL
				? ""
				: hex_of(mem, list[i].vector,
				      (size_t)dimension * sizeof(float));
	}
	rc = db_run(db, mem, Q_embedding_save,
	    ARGS(arg_int(model), arg_ints(id, n), arg_texts(content, n),
		arg_texts(input, n), arg_texts(vector, n)));
	return rc != RC_OK || dimension == 0
		   ? rc
		   : db_run(db, mem, Q_embedding_dimension,
			 ARGS(arg_int(model), arg_int(dimension)));
}

enum rc
embedding_tally(struct db *db, struct arena *mem, int64_t model,
    struct embedding_tally *out)
{
	struct rows r;
	enum rc rc =
	    db_rows(db, mem, Q_embedding_tally, &r, ARGS(arg_int(model)));

	if (rc == RC_OK)
		*out = (struct embedding_tally){ row_int(&r, 0, 0),
			row_int(&r, 0, 1), row_int(&r, 0, 2) };
	return rc;
}

enum rc
embedding_ask(struct db *db, struct arena *mem, const char *payload,
    const char *who, int64_t *job)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = queue_add(db, mem, EMBEDDING_JOB, payload, who, job);
	if (rc == RC_OK)
		rc = audit(db, mem, who, EMBEDDING_JOB, payload);
	return db_end(db, rc);
}

enum rc
embedding_drop(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_embedding_drop, NO_ARGS);
}

/* ---- the index file ---- */

enum rc
embedding_file(
    struct db *db, struct arena *mem, int64_t model, int64_t *count, bool *news)
{
	struct rows r;
	enum rc rc =
	    db_rows(db, mem, Q_embedding_file, &r, ARGS(arg_int(model)));

	if (rc == RC_OK && r.n > 0) {
		*count = row_int(&r, 0, 0);
		*news = row_bool(&r, 0, 1);
	}
	return rc;
}

enum rc
embedding_names(struct db *db, struct arena *mem, int64_t most,
    const char ***out, size_t *n)
{
	struct rows r;
	enum rc rc =
	    db_rows(db, mem, Q_embedding_names, &r, ARGS(arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = row_text(&r, i, 0);
	return RC_OK;
}

struct all {
	bool (*fn)(void *, const struct embedding_row *);
	void *ctx;
};

static bool
all_row(void *ctx, const struct rows *r, size_t i)
{
	const struct all *a = ctx;
	struct embedding_row row = { row_int(r, i, 0), row_int(r, i, 1),
		row_int(r, i, 3), row_text(r, i, 2), row_text(r, i, 4) };

	return a->fn(a->ctx, &row);
}

enum rc
embedding_all(struct db *db, struct arena *mem, int64_t model,
    bool (*fn)(void *, const struct embedding_row *), void *ctx)
{
	struct all a = { fn, ctx };

	return db_stream(
	    db, mem, Q_embedding_all, all_row, &a, ARGS(arg_int(model)));
}

enum rc
embedding_now(struct db *db, struct arena *mem, const char **out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_embedding_now, &r, NO_ARGS);

	if (rc == RC_OK)
		*out = row_text(&r, 0, 0);
	return rc;
}

enum rc
embedding_filed(struct db *db, struct arena *mem, int64_t model, int64_t count,
    const char *then)
{
	enum rc rc = db_run(db, mem, Q_embedding_filed,
	    ARGS(arg_int(model), arg_int(count), arg_text(then)));

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_embedding_current, ARGS(arg_int(model)));
	return rc == RC_OK ? db_run(db, mem, Q_embedding_forget, NO_ARGS) : rc;
}

enum rc
embedding_vector(struct db *db, struct arena *mem, int64_t model,
    int64_t conversation, int64_t dimension, const float **out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_embedding_vector, &r,
	    ARGS(arg_int(model), arg_int(conversation)));

	*out = NULL;
	if (rc == RC_OK && r.n > 0)
		*out = vector_of(mem, row_text(&r, 0, 0), dimension);
	return rc;
}
