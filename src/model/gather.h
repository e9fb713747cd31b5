/* SPDX-License-Identifier: MIT */
/*
 * model/gather - groups that mean the same, for grouping's second stage.
 *
 * Shape:     gather_groups() reads what may be compared, gather_join() makes one
 *            group of two as a person would (model/group.h), marked as the
 *            program's; so it is listed with what people changed, with its reason,
 *            and can be undone there. What a person merged, split or moved, or
 *            undid, is never compared again.
 * Usual:     the detector's usual of a group goes with it (model/detector.h).
 * Themes:    groups that read alike and stay apart.
 * Ownership: everything lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_GATHER_H
#define TIDEMARK_MODEL_GATHER_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* How far back, and conversations that stand for a group. */
enum { GATHER_DAYS = 90, GATHER_SAMPLE = 4 };

struct gather_group {
	int64_t id, root;	/* as its texts made it; that it is in */
	int64_t ids[GATHER_SAMPLE];	/* conversations */
	size_t n;
};

enum rc	gather_groups(struct db *, struct arena *, int64_t most,
	    struct gather_group **, size_t *n);

struct gather_pair {
	int64_t group, into;
	double alike;
};

/* In one transaction; pairs of which a group was changed meanwhile are left out. */
enum rc	gather_join(struct db *, struct arena *, const struct gather_pair *,
	    size_t n, int64_t *joined);
/* theme[i] 0: none. compared: groups; joined: those in another. */
enum rc	gather_themes(struct db *, struct arena *, const int64_t *group,
	    const int64_t *theme, size_t n, int64_t compared, int64_t joined);

struct gather_state {
	int64_t at, compared, joined;	/* at 0: never */
	int64_t age_s;
};

enum rc	gather_state(struct db *, struct arena *, struct gather_state *);

#endif
