/* SPDX-License-Identifier: MIT */
/*
 * page/webhooks - how Help Scout's webhooks do, in words.
 *
 * Ownership: texts live in the request's arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_PAGE_WEBHOOKS_H
#define TIDEMARK_PAGE_WEBHOOKS_H

#include "http/req.h"

struct webhooks_text {
	const char *registered;		/* whether they are sent, what to do */
	const char *received, *refused;	/* NULL: nothing to say */
};

enum rc	webhooks_text(struct req *, int64_t now, struct webhooks_text *);

/* What was refused of source "helpscout" or "slack", in words; NULL: nothing. */
enum rc	webhooks_refused(struct req *, const char *source, const char **text);

#endif
