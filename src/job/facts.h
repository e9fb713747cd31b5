/* SPDX-License-Identifier: MIT */
/*
 * job/facts - what Tidemark keeps of a Help Scout conversation.
 *
 * Source:    docs/helpscout.md "What counts as what"; pure functions of what the
 *            API answered, so that importing twice gives the same rows.
 * Reply:     an agent's published message, or an agent's line of a chat. Notes,
 *            drafts, phone records, forwards and line items are none.
 * First:     the first reply after the customer wrote; what an agent begins
 *            has none until then.
 * Waiting:   in an active conversation, the customer's first message that no
 *            reply has followed.
 * Ownership: rows live in the arena and point into the conversation.
 */
#ifndef TIDEMARK_JOB_FACTS_H
#define TIDEMARK_JOB_FACTS_H

#include "model/intake.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_conversation;

/* "\x" and the SHA-256 of everything that an answer said and that is kept. */
const char	*facts_hash(struct arena *, const struct hs_conversation *);
/* False when the conversation has no time at all: it cannot be placed. */
bool		 facts_of(struct arena *, const struct hs_conversation *,
		    const char *hash, struct intake_conversation *,
		    struct intake_message **messages, size_t *n);

#endif
