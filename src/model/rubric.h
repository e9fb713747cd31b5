/* SPDX-License-Identifier: MIT */
/*
 * model/rubric - the stored rubrics; each edit is a version of its own.
 *
 * Versions:  never change and never go; one is in force. A new one is not: it is
 *            tried on stored replies (model/rescore.h) and then made current.
 * In force:  what new replies are judged by and what pages show unless they are
 *            asked for another; scores keep the version that they were given
 *            under.
 * Units:     times in seconds.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RUBRIC_H
#define TIDEMARK_MODEL_RUBRIC_H

#include "base/rc.h"
#include "quality/rubric.h"

struct db;

enum { RUBRIC_NOTE_MAX = 400 };

/* version 0: the one in force. */
enum rc	rubric_read(struct db *, struct arena *, int64_t version,
	    struct rubric *);
/* Of all that it says but its name: a change of weights alone is another. */
const char	*rubric_hash(struct arena *, const struct rubric *);

struct rubric_about {
	int64_t version;
	const char *name, *note, *who;
	int64_t at;
	bool active;
};

/* Newest first, older than before (0: from the newest). */
enum rc	rubric_versions(struct db *, struct arena *, int64_t before,
	    int64_t most, struct rubric_about **, size_t *n);
/* version 0: the one in force. */
enum rc	rubric_about(struct db *, struct arena *, int64_t version,
	    struct rubric_about *);

/* Adds a version, with the audit. RC_BAD_INPUT with *fault, a sentence, when it is
 * not sound; what says the same as the newest version is that version. */
enum rc	rubric_save(struct db *, struct arena *, const struct rubric *,
	    const char *who, const char *note, int64_t *version,
	    const char **fault);
/* Makes a version current, with the audit, and queues the judging of what is not
 * yet judged under it. over: the version that it takes the place of, -1 whichever
 * it is; RC_CONFLICT when another is in force. *now is the one that is. */
enum rc	rubric_activate(struct db *, struct arena *, int64_t version,
	    int64_t over, const char *who, int64_t *now);

#endif
