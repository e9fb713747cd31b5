/* SPDX-License-Identifier: MIT */
/*
 * model/intake - writes what an upstream has: conversations, messages, people.
 *
 * Shape:     arrays of rows in, one statement each; every write is an upsert
 *            that leaves unchanged rows alone. The caller holds the transaction
 *            (job/import.c shows the order).
 * Rules:     ids in one call are distinct and not 0. Text is never NULL, is valid
 *            UTF-8 and has no NUL.
 * Units:     seconds since the epoch, 0 for none.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_INTAKE_H
#define TIDEMARK_MODEL_INTAKE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum {
	INTAKE_TAG_SEPARATOR = '\x1f',	/* in intake_conversation.tags */
	/* 0 stands for all of them in rollup_hour, so it cannot be "none". */
	INTAKE_NO_MAILBOX = -1
};

struct intake_conversation {
	int64_t id, number, mailbox_id;
	int64_t customer_id, assignee_id;	/* 0: none */
	const char *kind, *status, *subject, *tags, *source;
	int64_t created_at, closed_at, user_updated_at, modified_at;
	int64_t first_reply_at, waiting_since;
	int64_t customer_count, reply_count, note_count;
	const char *hash;		/* \x and 64 hex digits */
	int64_t deleted;		/* 1: yes */
};

struct intake_message {
	int64_t id, conversation_id;
	const char *kind, *author_kind;
	int64_t author_id;		/* 0: unknown */
	const char *state;
	int64_t saved_reply;		/* 1: yes */
	int64_t created_at;
	const char *body, *quoted, *rating, *rating_comment;
};

struct intake_person {
	int64_t id;
	const char *first, *last, *email, *role, *kind;
	int64_t demo;			/* 1: made up; of a mailbox */
};

struct intake_known {
	int64_t id, created_at, mailbox_id;
	const char *hash;		/* 64 hex digits; "" when it was gone */
};

/* The commit does not wait for the disk: allowed where the cursor that says
 * "done" is in the same transaction. */
enum rc	intake_relaxed(struct db *, struct arena *);
enum rc	intake_known(struct db *, struct arena *, const int64_t *ids, size_t n,
	    struct intake_known **out, size_t *n_out);
enum rc	intake_conversations(struct db *, struct arena *,
	    const struct intake_conversation *, size_t n);
/* *moved: conversations that messages were taken from. */
enum rc	intake_messages(struct db *, struct arena *,
	    const struct intake_message *, size_t n, int64_t **moved,
	    size_t *n_moved);
enum rc	intake_messages_gone(struct db *, struct arena *,
	    const int64_t *conversations, size_t n, const int64_t *messages,
	    size_t n_messages);
enum rc	intake_customers(struct db *, struct arena *,
	    const struct intake_person *, size_t n);
enum rc	intake_agents(struct db *, struct arena *,
	    const struct intake_person *, size_t n);
enum rc	intake_mailboxes(struct db *, struct arena *,
	    const struct intake_person *, size_t n);	/* name is first */
/* What changed is due for analysis, its hours for counting. */
enum rc	intake_marks(struct db *, struct arena *, const int64_t *conversations,
	    size_t n, const int64_t *times, size_t n_times);
/* merged_into 0: deleted. *created_at: 0 when nothing changed. */
enum rc	intake_gone(struct db *, struct arena *, int64_t id,
	    int64_t merged_into, int64_t *created_at);

/* Which conversations the crawl has met, and which it should have, those after an
 * id in the order of their ids. */
enum rc	intake_seen(struct db *, struct arena *, const int64_t *ids, size_t n);
enum rc	intake_seen_clear(struct db *, struct arena *);
enum rc	intake_missed(struct db *, struct arena *, int64_t started_at,
	    int64_t since, const int64_t *mailboxes, size_t n_mailboxes,
	    int64_t after, int64_t limit, int64_t **ids, size_t *n);

#endif
