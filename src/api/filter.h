/* SPDX-License-Identifier: MIT */
/*
 * api/filter - the filters of the list of conversations as parameters.
 *
 * Source:    model/conversation.h says what each filter means.
 * Errors:    RC_BAD_INPUT; the problem names the parameter.
 */
#ifndef TIDEMARK_API_FILTER_H
#define TIDEMARK_API_FILTER_H

#include "http/req.h"
#include "model/conversation.h"
#include "model/window.h"

/* clang-format off */
#define FILTER_PARAMS \
	{ "hours",    P_INT,  "", 1, WINDOW_MAX_HOURS, NULL }, \
	{ "from",     P_TIME, "", 0, 0, NULL }, \
	{ "to",       P_TIME, "", 0, 0, NULL }, \
	{ "mailbox",  P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "group",    P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "customer", P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "category", P_TEXT, "", 0, 400, NULL }, \
	{ "mention",  P_TEXT, "", 0, 64, NULL }, \
	{ "severity", P_WORD, "", 0, 0, "urgent|critical|high|medium|low" }, \
	{ "platform", P_TEXT, "", 0, 64, NULL }, \
	{ "version",  P_TEXT, "", 0, 64, NULL }, \
	{ "intent",   P_TEXT, "", 0, 64, NULL }, \
	{ "status",   P_TEXT, "", 0, 32, NULL }, \
	{ "flag", P_WORD, "", 0, 0, FLAG_WORDS }, \
	{ "q",        P_TEXT, "", 0, 200, NULL }
/* clang-format on */

/* hours means the window that the overview shows for it. */
enum rc	api_filter(struct req *, struct filter *);

#endif
