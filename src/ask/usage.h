/* SPDX-License-Identifier: MIT */
/*
 * ask/usage - which calls of models page, file and JSON ask for.
 *
 * Errors:    RC_BAD_INPUT with a sentence.
 */
#ifndef TIDEMARK_ASK_USAGE_H
#define TIDEMARK_ASK_USAGE_H

#include "http/req.h"
#include "model/usage.h"

/* clang-format off */
#define CALL_PARAMS \
	{ "purpose", P_TEXT, "", 0, 60, NULL }, \
	{ "engine",  P_TEXT, "", 0, 60, NULL }, \
	{ "model",   P_TEXT, "", 0, 200, NULL }, \
	{ "result",  P_WORD, "", 0, 0, USAGE_RESULTS }, \
	{ "from",    P_TIME, "", 0, 0, NULL }, \
	{ "to",      P_TIME, "", 0, 0, NULL }
/* clang-format on */

enum rc	ask_calls(struct req *, struct usage_filter *);

#endif
