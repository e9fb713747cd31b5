/* SPDX-License-Identifier: MIT */
/*
 * ask/audit - which changes page, file and JSON ask for.
 *
 * Errors:    RC_BAD_INPUT with a sentence.
 */
#ifndef TIDEMARK_ASK_AUDIT_H
#define TIDEMARK_ASK_AUDIT_H

#include "http/req.h"
#include "model/audit.h"

/* clang-format off */
#define AUDIT_PARAMS \
	{ "who",    P_TEXT, "", 0, 200, NULL }, \
	{ "action", P_TEXT, "", 0, 60, NULL }, \
	{ "from",   P_TIME, "", 0, 0, NULL }, \
	{ "to",     P_TIME, "", 0, 0, NULL }
/* clang-format on */

enum rc	ask_audit(struct req *, struct audit_filter *);

#endif
