/* SPDX-License-Identifier: MIT */
/*
 * model/embedding - vectors of conversations, and the models that make them.
 *
 * Shape:     of each engine one model is in use (current); while another takes its
 *            place, that one (making) gets vectors of all conversations first.
 *            EMBEDDING_LOCAL is learnt from the account's own text and always there;
 *            a service's vectors stand beside.
 * Once:      a vector is kept with the hash of what was embedded; the same input is
 *            found by embedding_alike() and not embedded again.
 * Hashes:    as Postgres reads a bytea, \x and hex digits.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_EMBEDDING_H
#define TIDEMARK_MODEL_EMBEDDING_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define EMBEDDING_LOCAL "local"
#define EMBEDDING_OPENAI "openai"
#define EMBEDDING_JOB "reindex" /* kind of job */

struct embedding_model {
	int64_t id;
	const char *engine, *name;
	int64_t asked, dimension;
	int64_t texts; /* conversations there were when it was learnt */
	bool making;   /* its index is not whole yet */
	int64_t age_s;
	int64_t in_file;    /* vectors */
	int64_t file_age_s; /* -1: there is no file */
	const char *problem;
	int64_t closed_s; /* it is not asked for so long */
	const char *pine_index, *pine_space;
	const char *pine_problem; /* what Pinecone said last, "" */
	int64_t pine_closed_s;    /* it is not asked for so long */
	bool capped;              /* today's cap was reached */
};

enum rc embedding_models(
    struct db *, struct arena *, struct embedding_model **, size_t *n);
/* bytes: of a local model, else "". */
enum rc embedding_model_add(struct db *, struct arena *,
    const struct embedding_model *, const char *bytes, size_t len, int64_t *id);
/* RC_NOT_FOUND: there is no such model. */
enum rc embedding_model_bytes(struct db *, struct arena *, int64_t model,
    const char **bytes, size_t *len);
enum rc embedding_problem(struct db *, struct arena *, int64_t model,
    const char *problem, int64_t closed_s);
/* What a service's vectors cost today (UTC), in millionths of a dollar. */
enum rc embedding_spent(struct db *, struct arena *, int64_t *cost);
/* Today's cap is reached; *news: it was not known yet. */
enum rc embedding_capped(
    struct db *, struct arena *, int64_t model, bool *news);
enum rc embedding_count(struct db *, struct arena *, int64_t *conversations);
/* Calls fn with all texts, of at most 6,000 characters. */
enum rc embedding_texts(struct db *, struct arena *,
    void (*fn)(void *ctx, const char *text), void *ctx);

/* A conversation to be embedded; vector NULL: it has none. */
struct embedding {
	int64_t id;
	const char *content; /* hash of it as it was read */
	const char *text;
	const char *input; /* hash of what was embedded */
	const float *vector;
};

/* Those before an id, the newest first, but some; since: changed from then on, 0
 * whenever. */
enum rc embedding_due(struct db *, struct arena *, int64_t model,
    int64_t before, int64_t since, int64_t most, const int64_t *but, size_t n_but,
    struct embedding **, size_t *n);
/* Sets the vectors of inputs that were embedded before, and known. */
enum rc embedding_alike(struct db *, struct arena *, int64_t model,
    int64_t dimension, struct embedding *, size_t n, bool *known);
enum rc embedding_save(struct db *, struct arena *, int64_t model,
    int64_t dimension, const struct embedding *, size_t n);
struct embedding_tally {
	int64_t vectors, waiting, pinned; /* of a model */
};

enum rc embedding_tally(
    struct db *, struct arena *, int64_t model, struct embedding_tally *);
/* Queues what makes vectors and index, with the audit. payload: hours, limit. */
enum rc embedding_ask(struct db *, struct arena *, const char *payload,
    const char *who, int64_t *job);
/* Of conversations that count no more. */
enum rc embedding_drop(struct db *, struct arena *);

/* ---- the index file ---- */

/* *count: vectors that it should hold; *news: some are newer than it. */
enum rc embedding_file(
    struct db *, struct arena *, int64_t model, int64_t *count, bool *news);
enum rc embedding_names(
    struct db *, struct arena *, int64_t most, const char ***, size_t *n);

struct embedding_row {
	int64_t id, mailbox, day;
	const char *category;
	const char *vector; /* hex */
};

enum rc embedding_all(struct db *, struct arena *, int64_t model,
    bool (*fn)(void *ctx, const struct embedding_row *), void *ctx);
/* The database's clock, for embedding_filed(). */
enum rc embedding_now(struct db *, struct arena *, const char **);
/* The model's index is whole and in its place, with what was there then; in a
 * transaction, with data_bump(). */
enum rc embedding_filed(struct db *, struct arena *, int64_t model,
    int64_t count, const char *then);

/* NULL: there is none. */
enum rc embedding_vector(struct db *, struct arena *, int64_t model,
    int64_t conversation, int64_t dimension, const float **);
/* False: the hex is not that of so many floats. */
bool embedding_read(const char *hex, float *out, size_t dimension);

#endif
