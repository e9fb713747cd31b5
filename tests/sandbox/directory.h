/* SPDX-License-Identifier: MIT */
/*
 * sandbox/directory - users, mailboxes, customers and tags.
 *
 * Learnt from the conversations that are served; the made-up history says more
 * about its own people (names of mailboxes, roles) before.
 *
 * Ownership: texts live in the directory's arena. Texts marked "raw" are JSON
 *            string values with their quotes, copied as they came.
 */
#ifndef TIDEMARK_SANDBOX_DIRECTORY_H
#define TIDEMARK_SANDBOX_DIRECTORY_H

#include "tests/sandbox/scan.h"

struct arena;
struct conv;

struct person {
	int64_t id;
	const char *first, *last, *email, *photo;	/* raw, or NULL */
	const char *role, *type, *title, *zone;	/* plain, users only */
	int64_t first_seen, last_seen;
	bool gone;	/* deleted; a customer */
};

struct people {
	struct person *v;
	size_t n, cap;
	uint32_t *hash;
	size_t hash_cap;
};

struct mailbox {
	int64_t id;
	const char *name, *email;	/* plain */
};

struct tag {
	int64_t id;
	const char *name, *color;	/* raw */
};

struct directory {
	struct arena *mem;
	struct people users, customers;
	struct mailbox *mailboxes;
	size_t mailboxes_n;
	struct tag *tags;
	size_t tags_n;
};

void		 directory_init(struct directory *);
void		 directory_free(struct directory *);
void		 directory_learn(struct directory *, const struct conv *);
void		 directory_mailbox(struct directory *, int64_t id,
		    const char *name, const char *email);
/* Add a user whose texts are plain. */
struct person	*directory_user(struct directory *, int64_t id,
		    const char *first, const char *last, const char *email);
struct person	*people_find(const struct people *, int64_t id);

#endif
