/* SPDX-License-Identifier: MIT */
/*
 * upstream/pinecone - vectors in an index at Pinecone: made, filled, asked, emptied.
 *
 *	pc = pinecone_open(&options);
 *	r = pinecone_create(pc);		SERVICE_EXISTS is fine as well
 *	r = pinecone_ready(pc, 60 * 1000);
 *	r = pinecone_upsert(pc, records, n, &written);
 *	r = pinecone_query(pc, mem, &query, &matches);
 *	if (r != SERVICE_OK)
 *		say(pinecone_said(pc)->error);
 *
 * Source:    Pinecone's own descriptions of API version 2025-10 (the Vectors API),
 *            which every call names: without it the oldest one would answer. An index
 *            of the newer Documents API is refused with words.
 * Shape:     each function asks and waits. The index's host is asked for once and
 *            kept; when nobody answers there, or it knows no such index, it is asked
 *            for again, since an index that was made anew has another. A host that
 *            is given is never asked for.
 * Checked:   that the index has the dimension of the vectors; ids, numbers and
 *            metadata before they are sent, since one bad record fails its whole
 *            request and the answer does not say which.
 * Limits:    of a request PINECONE_RECORDS_MOST records and 2 MB, of which it takes
 *            PINECONE_BYTES_MOST: bytes bind first. All parts that are larger are sent
 *            in several requests; what was written stays when a later one fails, and
 *            may be written again.
 * Freshness: reads lag behind writes: a read shows a write when its lsn has reached
 *            that of the write (pinecone_said()->lsn, per namespace).
 * Retries:   upstream/service; a 429 for the rest of the month is SERVICE_QUOTA.
 * Units:     scores are similarities, -1 to 1, best first; milliseconds.
 * Ownership: what is read lives in the arena passed in.
 * Errors:    enum service_result; pinecone_said() has the words of the last call.
 */
#ifndef TIDEMARK_UPSTREAM_PINECONE_H
#define TIDEMARK_UPSTREAM_PINECONE_H

#include "upstream/service.h"

struct pinecone;
struct sbuf;

enum {
	PINECONE_RECORDS_MOST = 1000,	/* also ids of a fetch or a deletion */
	PINECONE_BYTES_MOST = 1800 * 1000,
	PINECONE_METADATA_MOST = 40 * 1024,
	PINECONE_ID_MOST = 512,
	PINECONE_NAME_MOST = 45,
	PINECONE_TOP_MOST = 10000
};

struct pinecone_options {
	const char *base_url;		/* https://api.pinecone.io */
	const char *key;
	const char *index;		/* its name: a-z 0-9 - */
	const char *host;		/* "": asked for */
	const char *space;		/* namespace, "" the default one */
	const char *cloud, *region;	/* of an index that is made */
	size_t dimension;		/* of all vectors */
	int64_t timeout_ms;
};

struct pinecone_index {
	const char *name, *host, *metric, *state;
	size_t dimension;
	bool ready;
};

enum pinecone_kind { PINECONE_TEXT, PINECONE_NUMBER, PINECONE_FLAG,
	PINECONE_LIST };

/* One value of metadata, or one that a filter compares with. */
struct pinecone_field {
	const char *name;		/* does not begin with $ */
	enum pinecone_kind kind;
	const char *text;
	double number;
	bool flag;
	const char *const *list;	/* of texts */
	size_t n;
};

struct pinecone_record {
	const char *id;			/* 1 to 512 of ASCII */
	const float *values;		/* options.dimension of them, not all 0 */
	const struct pinecone_field *fields;
	size_t n_fields;
};

enum pinecone_op { PINECONE_EQ, PINECONE_NE, PINECONE_GT, PINECONE_GTE,
	PINECONE_LT, PINECONE_LTE, PINECONE_IN, PINECONE_NIN, PINECONE_EXISTS };

/* A filter is terms that all hold; of a list field one element is enough. */
struct pinecone_term {
	enum pinecone_op op;
	struct pinecone_field value;
};

struct pinecone_query {
	const float *vector;		/* or NULL: */
	const char *id;			/* near a record that is there */
	size_t top;
	const struct pinecone_term *terms;
	size_t n_terms;
	bool metadata, values;
};

struct pinecone_match {
	const char *id;
	double score;			/* 0 of pinecone_fetch() */
	const char *metadata;		/* JSON, "" none */
	const float *values;		/* NULL unless asked for */
};

struct pinecone_matches {
	struct pinecone_match *v;
	size_t n;
	int64_t read_units;
};

struct pinecone_space {
	const char *name;
	int64_t count;
};

struct pinecone_stats {
	size_t dimension;
	int64_t total;
	struct pinecone_space *v;
	size_t n;
};

struct pinecone	*pinecone_open(const struct pinecone_options *);
void		 pinecone_close(struct pinecone *);
const struct service_said *pinecone_said(const struct pinecone *);

/* ---- the index ---- */

/* SERVICE_EXISTS: it is there, of whatever dimension. */
enum service_result pinecone_create(struct pinecone *);
enum service_result pinecone_describe(struct pinecone *, struct arena *,
		    struct pinecone_index *);
/* Waits until it can be asked; SERVICE_BUSY: not within that time. */
enum service_result pinecone_ready(struct pinecone *, int64_t most_ms);
enum service_result pinecone_drop(struct pinecone *);

/* ---- records ---- */

/* *written: of the first ones, so many are there; on errors too. */
enum service_result pinecone_upsert(struct pinecone *,
		    const struct pinecone_record *, size_t n, size_t *written);
enum service_result pinecone_query(struct pinecone *, struct arena *,
		    const struct pinecone_query *, struct pinecone_matches *);
/* Those that are not there are left out. */
enum service_result pinecone_fetch(struct pinecone *, struct arena *,
		    const char *const *ids, size_t n, struct pinecone_matches *);
/* What is not there is no error, nor is a namespace that is not. */
enum service_result pinecone_delete(struct pinecone *, const char *const *ids,
		    size_t n);
enum service_result pinecone_delete_where(struct pinecone *,
		    const struct pinecone_term *, size_t n);
enum service_result pinecone_delete_all(struct pinecone *);
enum service_result pinecone_stats(struct pinecone *, struct arena *,
		    struct pinecone_stats *);

/* ---- the protocol alone ---- */

/* NULL: it can be sent. */
const char	*pinecone_unfit(struct arena *, const struct pinecone_record *,
		    size_t dimension);
void		 pinecone_write(struct sbuf *, const struct pinecone_record *,
		    size_t dimension);
/* The filter as JSON; n is at least 1. */
void		 pinecone_filter(struct sbuf *, const struct pinecone_term *,
		    size_t n);

#endif
