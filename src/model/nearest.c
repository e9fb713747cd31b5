/* SPDX-License-Identifier: MIT */
#include "model/nearest.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/parse.h"
#include "meaning/embedder.h"
#include "meaning/vector_index.h"
#include "model/embedding.h"

#include <string.h>

#define MODEL "model "
#define GONE                                                   \
	"the model of the index of vectors cannot be used; "   \
	"tidemark-reindex makes it anew"

/* Another index comes into its place first, then its model is the one in use and the
 * one before is deleted: who had mapped the old file finds the new one by then. */
enum { LOOKS = 2 };

enum { LOCAL, OUTSIDE, ENGINES };

/* A file as this process has it mapped. */
struct mapped {
	const char *engine;
	struct vector_index *ix;
};

static struct mapped files[ENGINES] = {
	[LOCAL] = { EMBEDDING_LOCAL, NULL },
	[OUTSIDE] = { EMBEDDING_OPENAI, NULL },
};

/* The local model that makes vectors of what people type. */
static struct {
	struct arena *mem; /* as long as it is the one */
	struct embedder *e;
	int64_t id;
} model;

const char *
nearest_file(struct arena *mem, const char *folder, const char *engine)
{
	return arena_fmt(mem, "%s/%s.vectors", folder, engine);
}

const char *
nearest_model(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, MODEL "%lld", (long long)id);
}

static int64_t
model_of(const struct mapped *m)
{
	const char *name = vector_index_about(m->ix)->model;
	int64_t id;

	return strncmp(name, MODEL, sizeof(MODEL) - 1) == 0 &&
		       parse_int(name + sizeof(MODEL) - 1, 1, INT64_MAX, &id)
		   ? id
		   : 0;
}

/* False: there is no file that can be used. */
static bool
follow(struct arena *mem, const char *folder, struct mapped *m,
    struct nearest *out)
{
	const char *why = NULL;
	enum rc rc = vector_index_follow(
	    mem, nearest_file(mem, folder, m->engine), &m->ix, &why);

	if (rc == RC_NOT_FOUND)
		return false; /* nothing was made yet */
	if (why != NULL)
		LOG(WARN, "vectors", L_STR("why", why));
	/* one that is mapped goes on answering */
	if (rc != RC_OK)
		out->problem = "the index of vectors cannot be used; "
			       "tidemark-reindex makes it anew";
	return rc == RC_OK;
}

static void
search(struct arena *mem, struct mapped *m, const float *query, size_t most,
    struct nearest *out)
{
	struct vector_hits hits = { 0 };
	const char *why = NULL;
	int64_t *id;
	double *score;

	if (vector_index_search(m->ix, mem, query, most, NULL, &hits, &why) !=
	    RC_OK) {
		LOG(WARN, "vectors", L_STR("why", why));
		out->problem = "the index of vectors is damaged; "
			       "tidemark-reindex makes it anew";
		return;
	}
	id = arena_array(mem, hits.n + 1, sizeof(*id));
	score = arena_array(mem, hits.n + 1, sizeof(*score));
	for (size_t i = 0; i < hits.n; i++) {
		id[i] = hits.v[i].id;
		score[i] = hits.v[i].score;
	}
	out->id = id;
	out->score = score;
	out->n = hits.n;
	out->engine = m->engine;
}

/* RC_NOT_FOUND: the model of the file that is mapped is gone. */
static enum rc
load_model(struct db *db, int64_t id, const char **problem)
{
	struct arena *mem;
	const char *bytes, *why;
	size_t len;
	enum rc rc;

	if (model.id == id && model.e != NULL)
		return RC_OK;
	if (model.mem != NULL)
		arena_end(model.mem);
	model.mem = NULL;
	model.e = NULL;
	mem = arena_begin();
	rc = embedding_model_bytes(db, mem, id, &bytes, &len);
	if (rc == RC_OK) {
		model.mem = arena_begin();
		model.id = id;
		rc = embedder_open(model.mem, bytes, len, &model.e, &why);
	}
	arena_end(mem);
	if (rc == RC_OK || rc == RC_DB_DOWN)
		return rc;
	model.e = NULL;
	if (rc == RC_NOT_FOUND)
		return rc;
	*problem = GONE;
	return RC_OK;
}

enum rc
nearest_to_text(struct db *db, struct arena *mem, const char *folder,
    const char *text, size_t most, struct nearest *out)
{
	float query[EMBED_DIM];
	enum rc rc = RC_NOT_FOUND;

	*out = (struct nearest){ .problem = "", .engine = EMBEDDING_LOCAL };
	for (int i = 0; i < LOOKS && rc == RC_NOT_FOUND; i++) {
		if (!follow(mem, folder, &files[LOCAL], out))
			return RC_OK;
		rc = load_model(db, model_of(&files[LOCAL]), &out->problem);
	}
	if (rc == RC_NOT_FOUND) {
		out->problem = GONE;
		return RC_OK;
	}
	if (rc != RC_OK || model.e == NULL ||
	    vector_index_about(files[LOCAL].ix)->dim != EMBED_DIM)
		return rc;
	if (embedder_embed(model.e, text, strlen(text), query))
		search(mem, &files[LOCAL], query, most, out);
	return RC_OK;
}

static enum rc
nearest_by(struct db *db, struct arena *mem, const char *folder,
    struct mapped *m, int64_t id, size_t most, struct nearest *out)
{
	const float *query = NULL;
	int64_t of = 0;
	enum rc rc = RC_OK;

	for (int i = 0; i < LOOKS && rc == RC_OK && query == NULL; i++) {
		if (!follow(mem, folder, m, out) || of == model_of(m))
			break;
		of = model_of(m);
		rc = embedding_vector(
		    db, mem, of, id, vector_index_about(m->ix)->dim, &query);
	}
	if (rc == RC_OK && query != NULL)
		search(mem, m, query, most, out);
	return rc;
}

enum rc
nearest_to(struct db *db, struct arena *mem, const char *folder, int64_t id,
    size_t most, struct nearest *out)
{
	enum rc rc = RC_OK;

	*out = (struct nearest){ .problem = "", .engine = "" };
	for (int i = ENGINES - 1; rc == RC_OK && out->n == 0 && i >= 0; i--)
		rc = nearest_by(db, mem, folder, &files[i], id, most, out);
	if (out->n > 0)
		out->problem = ""; /* of the other one */
	return rc;
}
