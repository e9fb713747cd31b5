/* SPDX-License-Identifier: MIT */
/*
 * ask/correction - a correction that a request asks for, read and carried out.
 *
 * Shape:     a table of struct param holds CORRECTION_PARAMS beside one of ids,
 *            and MATCHING_PARAMS where all that a filter lists may be changed.
 * After:     the answer tells nginx that this person changed something, so that
 *            the next page is made anew and offers to undo it.
 * Errors:    as model/correction.h. RC_NOT_FOUND has its sentence; RC_BAD_INPUT
 *            has result.field and result.problem, which page and JSON tell each
 *            in its own way. RC_CONFLICT, by filters only, has its sentence
 *            too: result.matching conversations match now.
 */
#ifndef TIDEMARK_ASK_CORRECTION_H
#define TIDEMARK_ASK_CORRECTION_H

#include "http/req.h"
#include "model/correction.h"

enum { CORRECTION_NOTES_MAX = 2000 }; /* characters */

/* clang-format off */
#define CORRECTION_PARAMS \
	{ "category",  P_TEXT, "", 0, 64, NULL }, \
	{ "severity",  P_TEXT, "", 0, 64, NULL }, \
	{ "intent",    P_TEXT, "", 0, 64, NULL }, \
	{ "seen",      P_BOOL, "", 0, 0, NULL }, \
	{ "dismissed", P_BOOL, "", 0, 0, NULL }, \
	{ "done",      P_BOOL, "", 0, 0, NULL }, \
	{ "notes",     P_TEXT, "", 0, CORRECTION_NOTES_MAX, NULL }

#define MATCHING_PARAMS \
	{ "matching",  P_TEXT, "", 0, 4000, NULL }, \
	{ "expect",    P_INT,  "", 1, INT64_MAX, NULL }
/* clang-format on */

/* What is said about the conversations of the parameter ids. */
struct correction ask_correction(const struct req *, const char *ids);
/* All that the parameter matching lists, in place of ids. */
enum rc ask_correction_matching(
    struct req *, struct correction *, struct correction_result *);
/* In the name of who asks, whatever c->who is. */
enum rc ask_correct(
    struct req *, struct correction *c, struct correction_result *result);

#endif
