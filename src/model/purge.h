/* SPDX-License-Identifier: MIT */
/*
 * model/purge - what Tidemark holds about conversations goes: of a demo, or all.
 *
 * Shape:     people ask (purge_ask) and tidemark-backfill, which alone imports,
 *            carries it out as a job, so that nothing comes in meanwhile.
 * Kept:      table purge_rule says of each table of the schema what becomes of
 *            it; a table that it does not name is an error before anything goes.
 * Demo:      conversations of mailboxes whose server says that it makes them up.
 *            Where there are no others, all goes, which is the same and sooner.
 * Killed:    purge_all() is one transaction; of a demo each step is one, and the
 *            job goes on with what is left. The last transaction writes the audit:
 *            who, what, how many rows of each table: of all, as they were counted
 *            just before, while programs other than the import went on.
 * Readers:   of a demo nobody waits; for all, new requests are held up for less
 *            than a second, and while the tables are emptied.
 * Errors:    RC_CONFLICT when others hold tables that must be locked: try again;
 *            else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_PURGE_H
#define TIDEMARK_MODEL_PURGE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define PURGE "purge"	/* kind of job; payload {"what": "demo"} */

enum purge_what { PURGE_DEMO, PURGE_ALL, PURGE_WHATS };

/* demo, all: in addresses, payloads and the audit. */
const char	*purge_name(enum purge_what);
bool		 purge_parse(const char *name, enum purge_what *);
/* What a person types to confirm it. */
const char	*purge_word(enum purge_what);

struct purge_state {
	int64_t conversations, demo;
	const char *mailboxes;	/* of the demo, by name; "" */
	bool others;		/* there are conversations beside the demo's */
};

enum rc	purge_state(struct db *, struct arena *, struct purge_state *);
/* What stays, in words. */
enum rc	purge_kept(struct db *, struct arena *, const char ***list, size_t *n);
enum rc	purge_ask(struct db *, struct arena *, enum purge_what,
	    const char *who, int64_t *job);

struct purge_job {
	int64_t id;
	enum purge_what what;
	const char *who;
};

/* All of it, with the audit, in a transaction of the caller's. */
enum rc	purge_all(struct db *, struct arena *, const struct purge_job *);
/* Some conversations of a demo after that id; *last: the last of them, 0 when none
 * was left. In a transaction of the caller's. */
enum rc	purge_demo_step(struct db *, struct arena *, const struct purge_job *,
	    int64_t after, int64_t most, int64_t *last);
/* What is left of it then, with the audit. */
enum rc	purge_demo_end(struct db *, struct arena *, const struct purge_job *);

#endif
