/* SPDX-License-Identifier: MIT */
/*
 * ask/rubric - rubrics as requests give them, and what people want done with
 * them; pages and JSON share these.
 *
 * Fields:    a form has name, note and, for each dimension N from 1, key.N,
 *            name.N, weight.N, scale.N, guidance.N, may_na.N and critical.N.
 *            They are read as typed, without the checks of http/param.h: what
 *            is wrong is said with all of it shown again.
 * Errors:    RC_BAD_INPUT, RC_NOT_FOUND or RC_CONFLICT with a sentence; else the
 *            database's.
 */
#ifndef TIDEMARK_ASK_RUBRIC_H
#define TIDEMARK_ASK_RUBRIC_H

#include "http/req.h"
#include "model/rescore.h"
#include "model/rubric.h"
#include "quality/rubric_form.h"

/* clang-format off */
#define RESCORE_PARAMS \
	{ "most",  P_INT,  "0", 0, RESCORE_MOST, NULL }, \
	{ "span",  P_WORD, "all", 0, 0, "7d|30d|90d|365d|all" }, \
	{ "since", P_TIME, "", 0, 0, NULL }
#define ACTIVATE_PARAMS \
	{ "over", P_INT, "-1", -1, INT32_MAX, NULL }
/* clang-format on */

void	ask_rubric_form(struct req *, struct rubric_form *);
/* The dimensions of a JSON array; *fault, a sentence, when they are none. */
enum rc	ask_rubric_json(struct req *, const char *dimensions,
	    struct rubric *, const char **fault);
/* A version by the number that a request gives; path: the one in its path. */
enum rc	ask_rubric(struct req *, int64_t version, struct rubric_about *,
	    struct rubric *);
enum rc	ask_rubric_path(struct req *, struct rubric_about *, struct rubric *);
/* What the path's version is compared with: as asked, else the one in force, else
 * (it is in force itself) the one before. RC_NOT_FOUND without a sentence: it has
 * nothing to be compared with. */
enum rc	ask_rubric_other(struct req *, const struct rubric_about *,
	    int64_t asked, struct rubric_about *, struct rubric *);

/* Queues what RESCORE_PARAMS ask for. */
enum rc	ask_rescore(struct req *, struct rescore *);
enum rc	ask_rubric_activate(struct req *, int64_t *now);

#endif
