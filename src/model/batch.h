/* SPDX-License-Identifier: MIT */
/*
 * model/batch - batches of questions to the model, from the first line to the last
 * answer (sql/migrations/018-batch.sql).
 *
 * Shape:     MAKING lines are added; SENDING the file is there, and the batch may
 *            have been created; RUNNING its id is known; FETCHING it has ended
 *            there; then it ends here. Every step may be done again after a kill,
 *            but for the creation, which is looked for first.
 * Lines:     one a reply. The mark (model/asking) stays until the line is settled,
 *            in one transaction with score, cost and mark.
 * Kept back: what lines without an answer may cost counts towards the day's cap
 *            (asking_state.kept).
 * Units:     money in millionths of a dollar, seconds.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND: there is none, or it is settled; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_BATCH_H
#define TIDEMARK_MODEL_BATCH_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct asking_mark;
struct db;

enum batch_state {
	BATCH_MAKING,
	BATCH_SENDING,
	BATCH_RUNNING,
	BATCH_FETCHING
};

/* What lines are about: qa_ask.message_id, or enrich_due.conversation_id. */
#define BATCH_REPLY "reply"
#define BATCH_CONVERSATION "conversation"

struct batch {
	const char *subject;
	int64_t id, job;
	const char *mark;	/* by which the service finds it */
	enum batch_state state;
	const char *api, *model;
	int64_t version;	/* of the rubric, or of the question */
	bool bare;		/* without a temperature */
	const char *batch, *input_file, *output_file, *error_file;	/* ids */
	const char *told;	/* its state there, "" */
	int64_t lines, answered, failed;	/* failed: of those answered */
	bool cancel;
	int64_t tries;		/* of the step at hand, in vain */
	const char *problem;
	int64_t begun_at;	/* only when it is read */
};

struct batch_line {
	int64_t item, conversation, ask, attempts;
	const char *hash;	/* hex, of what was asked */
	int64_t most;		/* it may cost; only when it is added */
	bool strong;		/* the larger model is asked */
	int64_t asked;		/* in vain; only when it is read */
};

/* Only subject, job, mark, and what it is asked by. */
enum rc	batch_begin(struct db *, struct arena *, struct batch *);
/* Replies that wait, after the mark with that id. */
enum rc	batch_marks(struct db *, struct arena *, int64_t job, int64_t after,
	    int64_t most, struct asking_mark **, size_t *n);
enum rc	batch_add(struct db *, struct arena *, int64_t batch,
	    const struct batch_line *, size_t n);
enum rc	batch_due(struct db *, struct arena *, const char *subject,
	    struct batch *);
/* wait_s: until something is to be done about it. */
enum rc	batch_save(struct db *, struct arena *, const struct batch *,
	    int64_t wait_s);
enum rc	batch_drop(struct db *, struct arena *, int64_t batch);
/* How many of ours have that id at the service. */
enum rc	batch_known(struct db *, struct arena *, const char *id, int64_t *n);

enum rc	batch_line(struct db *, struct arena *, int64_t batch, int64_t item,
	    struct batch_line *);
enum rc	batch_rest(struct db *, struct arena *, int64_t batch, int64_t most,
	    struct batch_line **, size_t *n);
enum rc	batch_settle(struct db *, struct arena *, int64_t batch,
	    int64_t item);
enum rc	batch_end(struct db *, struct arena *, int64_t batch);

/* Those of cancelled backlogs are to be cancelled. */
enum rc	batch_cancel(struct db *, struct arena *);
/* Refused as a whole, in a row, and why the newest was. */
enum rc	batch_failures(struct db *, struct arena *, int64_t job, int64_t *n,
	    const char **why);
/* The model takes no temperature. */
enum rc	batch_bare(struct db *, struct arena *, const char *model);

/* ---- as people read them ---- */

struct batch_seen {
	int64_t id, job;
	const char *state, *told;
	int64_t lines, answered, created_at;
	const char *problem;
	bool cancel;
	int64_t most;
};

/* That have not ended, oldest first; job 0: of all. */
enum rc	batch_list(struct db *, struct arena *, const char *subject, int64_t job,
	    struct batch_seen **, size_t *n);
/* In words: how far it is. */
const char *batch_says(struct arena *, const struct batch_seen *);

#endif
