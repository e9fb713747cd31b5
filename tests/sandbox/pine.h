/* SPDX-License-Identifier: MIT */
/*
 * sandbox/pine - a stand-in for Pinecone's Vectors API.
 *
 * Paths:   /pinecone/indexes, /pinecone/indexes/NAME           control plane
 *          /pinecone/data/HOST/...                             data plane
 *          /_sandbox/pinecone, /_sandbox/pinecone/clear        what was sent
 *          An index that is made anew has another HOST; the old one answers 404.
 * Strict:  Api-Key, X-Pinecone-Api-Version and camelCase are needed; a body with a
 *          field that is not known or of another type is a 400, and so are null or
 *          nested metadata, a filter with an operator that is not known, and all
 *          limits of bytes and counts (sandbox/pine_check).
 * Reads:   a record is seen after --pinecone-lag further reads; until then the lsn of
 *          reads is below that of its write.
 * Indexes: ready after --pinecone-looks looks. --pinecone-documents on: they are of
 *          the Documents API.
 */
#ifndef TIDEMARK_SANDBOX_PINE_H
#define TIDEMARK_SANDBOX_PINE_H

#include "tests/sandbox/sent.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct call;
struct json_object;
struct reply;
struct sandbox;

struct pine_record {
	char *space, *id, *metadata;	/* malloced; metadata "" none */
	float *values;
	int64_t lsn, seen_from;		/* of its write; the read that sees it */
};

struct pine_index {
	char name[64], host[80];
	size_t dimension;
	int64_t looks;			/* until it is ready */
	struct pine_record *v;
	size_t n, cap;
};

enum { PINE_INDEXES = 4 };

struct pine_world {
	struct sent sent;
	struct pine_index index[PINE_INDEXES];
	size_t n;
	int64_t made, reads, lsn;
};

void	pine_answer(struct sandbox *, struct call *, struct reply *);
void	pine_control(struct sandbox *, struct call *, struct reply *);
void	pine_data(struct sandbox *, struct call *, struct reply *,
	    struct pine_index *, const char *path);
void	pine_free(struct pine_world *);
/* In the form of the data plane. */
void	pine_refuse(struct reply *, int status, int code, const char *message);

/* NULL: nothing is wrong. */
const char *pine_create_wrong(struct arena *, struct json_object *);
const char *pine_upsert_wrong(struct arena *, struct json_object *,
	    size_t dimension);
const char *pine_query_wrong(struct arena *, struct json_object *,
	    size_t dimension);
const char *pine_delete_wrong(struct arena *, struct json_object *);
/* Does the record fit the filter? NULL fits all. */
bool	pine_fits(struct arena *, struct json_object *filter,
	    struct json_object *metadata);

#endif
