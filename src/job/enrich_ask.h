/* SPDX-License-Identifier: MIT */
/*
 * job/enrich_ask - what a model is asked about a conversation, and what is made of
 * its answer.
 *
 * Shape:     a conversation is asked about once for what its customer reported
 *            (the hash of its verdict): what the team answers asks nothing anew.
 *            enrich_ask_store() adds answer, cost and what becomes of the mark, in
 *            the caller's transaction.
 * Not sent:  what the rules found empty or unreadable: there is nothing to say of
 *            it. It has a row all the same, which says so.
 * Unsure:    an answer that is less sure than the setting wants is kept, and the
 *            larger model asked, if one is named. Its answer, when one comes, takes
 *            the place of the other.
 * Money:     an answer's cost is added with it; the cap: job/paid.
 * Faults:    of one conversation: a failure in words, then growing waits and at
 *            last none. Of the service: job/paid.
 * Units:     money in millionths of a dollar.
 * Ownership: a question and all of it live until enrich_ask_end().
 */
#ifndef TIDEMARK_JOB_ENRICH_ASK_H
#define TIDEMARK_JOB_ENRICH_ASK_H

#include "job/job.h"
#include "job/paid.h"
#include "model/enrichment.h"
#include "model/period.h"
#include "model/queue.h"

/* What stays the same between questions of a run, and the service as known. */
struct enricher {
	struct arena *mem;		/* of these, as long as the program */
	bool told;			/* they were read */
	struct enrich_words words;
	const char *system, *schema;
	struct enrich_state state;	/* as last seen; its texts are the round's */
	const char *engine;		/* that is asked, "" none */
	bool on;
	struct paid paid;
	struct enrich_mark *marks;	/* of a batch that is made: the round's */
};

/* A question about counts, and about no conversation. */
struct enrich_period {
	struct period_facts facts;
	int64_t to;
	const char *hash;
};

struct enrich_ask {
	struct arena *mem;
	struct enrich_mark mark;	/* id 0: a test, or a period */
	struct enrich_period *period;	/* or NULL */
	struct queue_job test;
	struct enrich_case of;
	struct enrich_question q;
	const char *examples;		/* corrections that are near to it */
	bool by_batch;			/* at the price of a batch */
	const char *engine, *model;	/* that is asked */
	int64_t most;			/* it may cost */
};

/* Reads the state, and the purse of it. */
enum rc		 enricher_see(struct job *, struct enricher *);

struct enrich_ask *enrich_ask_begin(const struct job *, const struct enricher *,
		    const struct enrich_mark *);
void		 enrich_ask_end(struct enrich_ask *);
/* By Anthropic's model, whichever is the engine by now. */
void		 enrich_ask_by_batch(const struct job *, struct enrich_ask *);
/* What all questions of a run have in common, read once, so that it is the same and
 * comes from the service's cache. */
enum rc		 enrich_ask_tell(struct job *, struct enricher *);
/* *needless: nothing is to be asked, and what there is to keep is kept. */
enum rc		 enrich_ask_read(struct job *, const struct enricher *,
		    struct enrich_ask *, bool *needless);
/* What is sent of it. */
struct anthropic_question enrich_ask_sent(const struct job *,
		    const struct enricher *, const struct enrich_ask *);
enum rc		 enrich_ask_store(struct job *, struct enricher *,
		    struct enrich_ask *, const struct llm_answer *);
/* why: it was in vain; NULL: it was not. */
enum rc		 enrich_ask_usage(struct job *, struct enricher *,
		    const struct enrich_ask *, const struct llm_answer *,
		    const char *why);
/* What it may cost at most, from what is sent. */
void		 enrich_ask_price(const struct job *, const struct enricher *,
		    struct enrich_ask *);
/* It is the service's fault, or the settings', and not a question's. */
bool		 enrich_ask_closes(enum service_result);

#endif
