/* SPDX-License-Identifier: MIT */
/*
 * model/search - which conversations hold what people search for.
 *
 * Order:     by relevance: those that hold all that was asked for stand before
 *            those that hold a part of the words; among either, a word weighs
 *            by how rare it is (the inverse document frequency of BM25), where
 *            it stands (subject, customer, agent, note) and, less each time,
 *            how often; long conversations count a little less. Or newest
 *            first: then only those that hold all, if there are any. A word
 *            that a third of all conversations hold is not asked for, it only
 *            ranks; an English one like "the" does not even that, outside of a
 *            phrase.
 * Meaning:   with vectors, what reads like the words is known as well (model/nearest.h):
 *            among those that hold all, and among those that hold a part, it adds
 *            a tenth to what words say (meaning/fuse.h; docs/accuracy.md). At
 *            most SEARCH_NEAR that hold none of the words stand last.
 * Bound:     looked at are the newest SEARCH_LOOK that hold all, and as many
 *            that hold a part; whole_cut and part_cut say when there may be
 *            more.
 * Typing:    a word that no conversation holds is compared with those that
 *            some do; when nothing is found at all, the likely one is searched
 *            in its place and corrected is set.
 * Source:    sql/queries/search_*.sql; docs/metrics.md "Search".
 * Ownership: everything lives in the arena. Call within a snapshot
 *            (db_begin_snapshot): settings of the transaction are changed.
 * Errors:    RC_BAD_INPUT when after is no cursor; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SEARCH_H
#define TIDEMARK_MODEL_SEARCH_H

#include "base/rc.h"
#include "model/conversation.h"
#include "text/query.h"

enum { SEARCH_LOOK = 2000, SEARCH_NEAR = 20 };

struct search {
	struct filter filter;	/* words is not read */
	struct parsed_query query;
	bool newest;
	bool exact;		/* never search another word than was typed */
	const char *vectors;	/* folder of their files; NULL: by words alone */
	const char *after;	/* cursor, or "" */
	int64_t most;
	/* A clock time of the reader's zone, read as if UTC, as a time. */
	int64_t (*local)(int64_t as_utc);
};

struct search_piece {
	const char *text;
	bool mark;		/* it was searched for */
};

struct search_pieces {
	struct search_piece *v;
	size_t n;
};

struct search_hit {
	struct conversation c;
	bool whole;		/* holds all that was asked for */
	bool words;		/* or a part; else it reads alike */
	double likeness;	/* 0 to 1; 0: not among those that read most alike */
	int64_t messages;	/* that hold a part of it */
	const char *kind, *author;	/* of the best message; "" when none */
	int64_t said_at;
	struct search_pieces subject, excerpt;
};

struct search_found {
	struct search_hit *hit;
	size_t n;
	const char *next;	/* cursor, or NULL at the end */
	int64_t whole, part;	/* how many were found, up to SEARCH_LOOK */
	int64_t near;		/* that hold none of the words but read alike */
	const char *without;	/* why vectors had no part in it, "" */
	bool whole_cut, part_cut;
	struct facet *facets;	/* of what was found */
	size_t n_facets;
	const char *suggestion;	/* a query with other words, or NULL */
	bool corrected;		/* it was searched */
	const char **common;	/* words that were not asked for */
	size_t n_common;
};

enum rc	search_run(struct db *, struct arena *, const struct search *,
	    struct search_found *);

/* Makes conversations findable as they are now; in a transaction. */
enum rc	search_save(struct db *, struct arena *, const int64_t *ids, size_t n);
/* Counts the words of the account anew when that is due. */
enum rc	search_count_words(struct db *, struct arena *);

#endif
