/* SPDX-License-Identifier: MIT */
/*
 * ask/judge - how far an engine can be trusted, as page, file and JSON ask for it,
 * and the wish to have it judge again.
 *
 * Shape:     ask_judge() reads all of the report in one snapshot; judge_agreement()
 *            is one row of it.
 * Source:    docs/metrics.md "Engine and people", "Judged again".
 * Errors:    as ask/quality.h; RC_CONFLICT, with a sentence, when what is asked for
 *            is under way or cannot be paid.
 */
#ifndef TIDEMARK_ASK_JUDGE_H
#define TIDEMARK_ASK_JUDGE_H

#include "ask/quality.h"
#include "model/calibration.h"
#include "model/retest.h"

/* clang-format off */
#define JUDGE_PARAMS \
	QUALITY_PARAMS, \
	{ "reviews", P_WORD, "blind", 0, 0, "blind|all" }
#define RETEST_PARAMS \
	{ "engine",  P_WORD, NULL, 0, 0, "heuristic|openai" }, \
	{ "rubric",  P_INT,  "0", 0, INT32_MAX, NULL }, \
	{ "replies", P_INT,  NULL, 1, RETEST_MOST, NULL }
/* clang-format on */

struct judge_report {
	struct quality_question q;
	struct judged_pairs engine, people;
	bool blind;		/* of reviews without sight of the score alone */
	struct retest retest;	/* the newest; id 0: none */
	struct flip *flip;
	size_t n_flips;
};

enum rc	ask_judge(struct req *, struct judge_report *);
/* Of a position, 0 the total; people: with each other, else with the engine. */
struct agreement ask_judge_agreement(struct arena *, const struct judge_report *,
	    bool people, size_t position);
bool	retest_under_way(const struct retest *);

/* Questions that so many replies come to, and what the engine is thought to cost, in
 * millionths of a dollar. */
int64_t	ask_retest_questions(const char *engine, int64_t replies);
enum rc	ask_retest_cost(struct req *, const char *engine,
	    const struct rubric *, int64_t replies, int64_t *cost);
/* Queues what RETEST_PARAMS ask for. */
enum rc	ask_retest(struct req *, struct retest *);

#endif
