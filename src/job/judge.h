/* SPDX-License-Identifier: MIT */
/*
 * job/judge - replies judged by the local heuristic, and their scores added.
 *
 * Shape:     judge_by() reads a rubric, judge_replies() judges by it what was not
 *            judged by it as it is. In the caller's transaction.
 * Errors:    RC_NOT_FOUND: no such version; else as db/db.h.
 */
#ifndef TIDEMARK_JOB_JUDGE_H
#define TIDEMARK_JOB_JUDGE_H

#include "base/rc.h"
#include "job/job.h"
#include "quality/rubric.h"

struct heuristic;

struct judge {
	struct heuristic *heuristic;
	bool tells_model;	/* it is asked as well, as the sampling says */
	struct rubric rubric;
	const char *rubric_hash;	/* of what marks depend on */
};

/* version 0: the rubric in force. heuristic and tells_model stay; the rest lives in
 * the arena. */
enum rc	judge_by(struct job *, struct arena *, int64_t version,
	    struct judge *);
/* Replies of the conversations; only those messages, or all when it is NULL.
 * *judged: how many scores were added. */
enum rc	judge_replies(struct job *, const struct judge *,
	    const int64_t *conversations, size_t n, const int64_t *only,
	    size_t n_only, int64_t *judged);

#endif
