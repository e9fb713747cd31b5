/* SPDX-License-Identifier: MIT */
/*
 * model/carry - marks that stay when the rubric gets other weights.
 *
 * Shape:     a version that differs in names, weights and the order of its
 *            dimensions alone asks nothing new: what engines made of a reply under
 *            the other version is what they would make of it again. score_carry()
 *            adds it under the new one with the total that its weights make, so
 *            nothing is judged, asked or paid for twice. The old scores stay.
 * Which:     the newest of each engine under any such version (rubric_alike() in
 *            SQL), for replies without a score under this one.
 * Changed:   whether the reply is still what was judged is for the caller to see,
 *            by the hash, which is the same under both (rubric_of_marks()).
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CARRY_H
#define TIDEMARK_MODEL_CARRY_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct rubric;

/* *carried: how many scores were added. */
enum rc	score_carry(struct db *, struct arena *, const struct rubric *,
	    const int64_t *messages, size_t n, int64_t *carried);

#endif
