/* SPDX-License-Identifier: MIT */
/*
 * model/rules - versions of the rules, drafts of them, and how far the
 * conversations are judged by the version in force.
 *
 * Versions:  never change and never go; one is in force. Saving makes a new one,
 *            so going back to an old one is saving its document again.
 * Renewal:   what other rules or an older engine judged is judged anew, as one
 *            job with progress.
 * Drafts:    one a person, based on the version in force when it was begun.
 * Units:     times in seconds, 0 for none; rate in conversations a second.
 * Ownership: everything lives in the arena.
 * Errors:    RC_NOT_FOUND when there is no such version or draft, RC_CONFLICT
 *            when another version came into force; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RULES_H
#define TIDEMARK_MODEL_RULES_H

#include "base/rc.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define RULES_APPLY   "rules_apply"	/* kinds of job */
#define RULES_PREVIEW "rules_preview"

struct rules_version {
	int64_t version;
	const char *name, *why, *who;
	int64_t at;
	bool active;
	const char *document;	/* of rules_version() alone */
};

/* Newest first, older than before (0: from the newest). */
enum rc	rules_versions(struct db *, struct arena *, int64_t before,
	    int64_t most, struct rules_version **, size_t *n);
/* 0: the one in force. */
enum rc	rules_version(struct db *, struct arena *, int64_t version,
	    struct rules_version *);

struct rules_draft {
	int64_t based_on, at;
	const char *document;
};

enum rc	rules_draft(struct db *, struct arena *, const char *who,
	    struct rules_draft *);
enum rc	rules_draft_save(struct db *, struct arena *, const char *who,
	    int64_t based_on, const char *document);
enum rc	rules_draft_drop(struct db *, struct arena *, const char *who);

struct rules_change {
	const char *who, *why, *document;
	int64_t based_on;	/* what must be in force; -1: whatever is */
	const char *action;	/* of the audit row */
	bool drop_draft;
};

/* Checks the document, puts it in force, queues the re-analysis and writes who,
 * all in one transaction. RC_BAD_INPUT with *fault when it is wrong, RC_CONFLICT
 * when another version is in force; *version is the one that is. */
enum rc	rules_save(struct db *, struct arena *, const struct rules_change *,
	    int64_t *version, const char **fault);

struct rules_progress {
	int64_t job, done, total, started_at, finished_at;
	double rate;
	const char *state;	/* queued running done …; "" when never needed */
	bool silent;		/* the worker has given no sign for its lease */
};

enum rc	rules_progress(struct db *, struct arena *, struct rules_progress *);
/* Seconds that are left at the rate of late; -1 when nothing is known. */
int64_t	rules_seconds_left(const struct rules_progress *);

/* For the program that judges. *job 0: nothing is to do. */
enum rc	rules_apply_begin(struct db *, struct arena *, struct judge,
	    const char *worker, int64_t lease_s, struct rules_progress *);
enum rc	rules_apply_step(struct db *, struct arena *, int64_t job, int64_t n,
	    double rate, int64_t lease_s);
enum rc	rules_apply_end(struct db *, struct arena *, int64_t job,
	    struct judge, int64_t *left);

#endif
