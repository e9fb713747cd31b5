/* SPDX-License-Identifier: MIT */
/*
 * ask/detector - a rule of the detector as a request gives it.
 *
 * Shape: page and JSON take the same parameters within the same limits; a handler's
 *        table holds DETECTOR_PARAMS.
 */
#ifndef TIDEMARK_ASK_DETECTOR_H
#define TIDEMARK_ASK_DETECTOR_H

#include "http/req.h"
#include "model/rehearsal.h"

#define DETECTOR_BUDGETS "0.25|0.5|1|2|5|10"
#define DETECTOR_RATIOS "1.5|2|3|5"
#define DETECTOR_WEEKS "2|4|8|13|26"

enum { DETECTOR_NOTE_MAX = 200 };

/* clang-format off */
#define DETECTOR_PARAMS \
	{ "budget",      P_WORD, "1", 0, 0, DETECTOR_BUDGETS }, \
	{ "least",       P_INT,  "5", 3, 100, NULL }, \
	{ "ratio",       P_WORD, "2", 0, 0, DETECTOR_RATIOS }, \
	{ "quiet_hours", P_INT,  "6", 1, 72, NULL }

#define DETECTOR_RULE_PARAMS \
	DETECTOR_PARAMS, \
	{ "note",        P_TEXT, "", 0, DETECTOR_NOTE_MAX, NULL }

#define DETECTOR_REHEARSE_PARAMS \
	DETECTOR_PARAMS, \
	{ "weeks",       P_WORD, "8", 0, 0, DETECTOR_WEEKS }
/* clang-format on */

/* By whoever asks; without a note. */
struct detector_rule ask_detector_rule(const struct req *);
/* Queues the rehearsal that is asked for. */
enum rc	ask_rehearse(struct req *, int64_t *id);

#endif
