/* SPDX-License-Identifier: MIT */
/*
 * model/delivery - one delivery of a Help Scout webhook, read. Pure: bytes in,
 * verdict out.
 *
 * Source:    the signature is the base64 of HMAC-SHA1 over the raw bytes of the
 *            body, with the webhook's secret as key. Deliveries carry no id, no time
 *            and no count: an old one that is sent again is as good as it was.
 * Order:     delivery_check() first; what it refuses is not read.
 * Ownership: texts live in the arena, or in what was passed.
 * Errors:    none: what cannot be read leads to nothing, and note says why. Such a
 *            delivery is acknowledged like any other, or Help Scout would send it
 *            ten times more and then switch the webhook off.
 */
#ifndef TIDEMARK_MODEL_DELIVERY_H
#define TIDEMARK_MODEL_DELIVERY_H

#include "model/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum delivery_verdict {
	DELIVERY_OK,
#define HS_REFUSAL(name, rc, cause, text) DELIVERY_##name,
#include "model/hs_refusal.def"
#undef HS_REFUSAL
};

/* What it leads to (hs_event.def). */
enum delivery_work {
	WORK_NOTHING, WORK_CONVERSATION, WORK_DELETED, WORK_CUSTOMER, WORK_LOOK
};

struct delivery {
	const char *event;	/* letters, digits, "." and "-"; "" none named */
	enum delivery_work work;
	int64_t resource;	/* its own id; 0: none, or none that is a number */
	int64_t conversation;	/* to be fetched; 0: none */
	const char *note;	/* why it leads to nothing, or "" */
};

enum delivery_verdict delivery_check(const char *secret,
	    const char *signature, const char *body, size_t len);
void	delivery_read(struct arena *, const char *event, const char *body,
	    size_t len, struct delivery *);
/* The base64 of the signature, as the sender makes it. */
const char	*delivery_sign(struct arena *, const char *secret,
		    const char *body, size_t len);

const struct refusal *delivery_refusal(enum delivery_verdict);

/* What a stored event leads to. */
enum delivery_work delivery_work(const char *event);
/* The events to ask Help Scout for, NULL behind the last. */
const char	*delivery_event(size_t i);

#endif
