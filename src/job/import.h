/* SPDX-License-Identifier: MIT */
/*
 * job/import - conversations from Help Scout into the database.
 *
 * Shape:     import_prepare() finds out which of a page changed and completes
 *            their threads; import_save() writes them, in one transaction with
 *            the cursor. When the database goes away in between,
 *            import_save() may be called again with the same batch.
 * Rules:     what did not change writes nothing; one conversation that Postgres
 *            refuses is logged and left out, the others are saved. One whose
 *            threads cannot be had is saved as it was listed and gets a job.
 * Ownership: a batch lives in the arena of its page.
 * Errors:    enum rc as db/db.h; RC_UPSTREAM when threads could not be had
 *            (import->result then says why), RC_STOPPED when asked to stop.
 */
#ifndef TIDEMARK_JOB_IMPORT_H
#define TIDEMARK_JOB_IMPORT_H

#include "base/rc.h"
#include "upstream/helpscout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct batch;
struct cursor;
struct db;
struct intake_person;

struct import_counts {
	int64_t read, changed, messages, refused, gone;
};

struct import {
	struct db *db;
	struct hs *hs;
	const char *only;		/* ids of mailboxes; "": all */
	struct import_counts counts;
	enum hs_result result;		/* when RC_UPSTREAM was answered */
	uint64_t *agents;		/* fingerprints of those saved */
};

void	import_open(struct import *, struct db *, struct hs *);
void	import_close(struct import *);
/* Whether conversations of this mailbox are imported. */
bool	import_wants(const struct import *, int64_t mailbox);

enum rc	import_prepare(struct import *, struct arena *,
	    struct hs_conversation *, size_t n, struct batch **);
/* cursor, if any, is saved with the rows; seen: the crawl met these. */
enum rc	import_save(struct import *, struct arena *, struct batch *,
	    struct cursor *, bool seen);
/* One conversation by its id: saved, or recorded as deleted or merged. A 404
 * counts as deleted only in a mailbox that is visible now: a token that lost
 * its rights must not empty the database. told: Help Scout itself said that it
 * is gone. RC_DB_VALUE: it cannot be stored. */
enum rc	import_one(struct import *, struct arena *, int64_t id, bool told,
	    const int64_t *mailboxes, size_t n_mailboxes);
enum rc	import_directory(struct import *, struct arena *, struct cursor *,
	    int64_t **mailboxes, size_t *n_mailboxes);

#endif
