/* SPDX-License-Identifier: MIT */
/*
 * model/insight - the working list of a support lead: newest number first.
 *
 * Source:    docs/metrics.md "Insights"; sql/queries/insight_*.sql, keyword_*.sql,
 *            seen_*.sql.
 * Filters:   those of model/conversation and a keyword, and numbers between
 *            above and below, both excluded.
 * Cost:      one statement each, however many rows.
 * Ownership: rows live in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_INSIGHT_H
#define TIDEMARK_MODEL_INSIGHT_H

#include "model/conversation.h"

struct verdict_row;

struct insight_filter {
	struct filter f;
	const char *keyword;	/* NULL or "": all */
	int64_t above;		/* 0: all */
	int64_t below;		/* 0: all */
};

struct insight {
	struct conversation c;
	const char *first_name, *last_name, *game_user_id;
	const char *reasons;	/* JSON, as conversation_more has them */
	int64_t alike;	/* members of its group in the filter's time and mailbox,
			   itself included; 0: it has no group */
	const char **keywords;
	size_t n_keywords;
	bool settled;	/* a person said its severity */
};

enum rc	insight_list(struct db *, struct arena *,
	    const struct insight_filter *, int64_t skip, int64_t most,
	    struct insight **, size_t *n);
/* Calls fn for each, in constant memory; fn answers false to stop. */
enum rc	insight_each(struct db *, struct arena *,
	    const struct insight_filter *, bool (*fn)(void *,
	    const struct insight *), void *ctx);

struct insight_sum {
	int64_t conversations, replied;
	int64_t newest;		/* greatest number, 0: none */
};

enum rc	insight_count(struct db *, struct arena *,
	    const struct insight_filter *, struct insight_sum *);

struct keyword {
	const char *word;
	int64_t n;	/* conversations */
};

/* Of the window's newest KEYWORD_SAMPLE conversations. */
enum { KEYWORD_SAMPLE = 20000 };
enum rc	keyword_top(struct db *, struct arena *, const struct filter *,
	    int64_t most, struct keyword **, size_t *n);
/* The keywords of verdicts, in the transaction that saves them. */
enum rc	keyword_save(struct db *, struct arena *, const struct verdict_row *,
	    size_t n);

/* Up to which number a person has seen the list; 0 and 0 before the first time. */
enum rc	seen_find(struct db *, struct arena *, int64_t user, int64_t *number,
	    int64_t *at);
enum rc	seen_save(struct db *, struct arena *, int64_t user, int64_t number);

#endif
