/* SPDX-License-Identifier: MIT */
/*
 * sandbox/store - the conversations that are served, as their JSON text.
 *
 * Each conversation is one line of JSON that is copied into answers; beside it
 * stand the few facts that lists filter and sort by, read once when it comes.
 *
 * Ownership: lines belong to the store. A struct conv * is good until the next
 *            store_put() or store_read().
 * Units:     times are seconds since the epoch, 0 = none; at/len are bytes
 *            within json.
 * Errors:    false, with a sentence in the caller's arena.
 */
#ifndef TIDEMARK_SANDBOX_STORE_H
#define TIDEMARK_SANDBOX_STORE_H

#include "tests/sandbox/scan.h"

struct arena;
struct sbuf;

enum conv_status { ST_ACTIVE, ST_PENDING, ST_CLOSED, ST_SPAM, ST_OTHER };

struct conv {
	int64_t id, number, mailbox, folder, assignee, customer;
	int64_t created, modified, waiting;
	int64_t changed;	/* when the sandbox changed it; 0: as loaded */
	int64_t merged_into;	/* 0: not merged */
	const char *json;
	uint32_t len;
	uint32_t threads_at, threads_len;	/* the array; len 0: none */
	uint32_t threads_n;			/* elements of it */
	uint32_t tags_at, tags_len;
	uint32_t subject_at, subject_len;	/* with its quotes */
	uint32_t email_at, email_len, name_at, name_len; /* of the customer */
	enum conv_status status;
	bool chat;		/* some thread is a chat message */
	bool gone;		/* merged or deleted */
	bool owned;		/* json was allocated for it alone */
};

struct block {
	char *s;
	size_t len;
	bool mapped;
};

struct store {
	struct conv *v;
	size_t n, cap;
	uint32_t *hash;		/* index + 1, by id */
	size_t hash_cap;
	struct block *blocks;
	size_t blocks_n;
	uint64_t version;	/* moves with every change */
	int64_t max_id, max_number, max_thread;
};

void		 store_free(struct store *);
struct conv	*store_find(struct store *, int64_t id);
/* Add or replace. own: json was malloced and the store takes it, also when the
 * answer is NULL (no conversation object). */
struct conv	*store_put(struct store *, char *json, size_t len, bool own);
bool		 store_read(struct store *, struct arena *, const char *path,
		    const char **wrong);

struct slice	 conv_json(const struct conv *);
struct slice	 conv_threads(const struct conv *);
/* Append the conversation: its threads cut out, whole, or with the text of
 * chat messages cut after so many characters (0: whole). */
void		 conv_write_bare(const struct conv *, struct sbuf *out);
void		 conv_write_full(const struct conv *, size_t chat_cut,
		    struct sbuf *out);
bool		 conv_tagged(const struct conv *, const char *tag);
const char	*conv_status_text(enum conv_status);

#endif
