/* SPDX-License-Identifier: MIT */
/*
 * job/vectors_paid - vectors that a service makes, and what they cost.
 *
 * Sent:      subject and the customer's words before the first reply, without personal
 *            data (text/redact) and without the names of who takes part.
 * Paid once: before a text is sent it is looked for among those that were embedded;
 *            the same text twice in a batch goes once. An answer is stored, with
 *            what it cost, in one transaction.
 * Cap:       of a day, the option openai_embed_cap; what is under way counts as if it
 *            were as long as its bytes allow.
 * Closed:    what the service cannot help now ends asking for a while, and is said
 *            with the model (embedding_model.problem).
 */
#ifndef TIDEMARK_JOB_VECTORS_PAID_H
#define TIDEMARK_JOB_VECTORS_PAID_H

#include "base/rc.h"
#include "model/embedding.h"

struct job;
struct paid;

/* Which conversations get vectors. */
struct vectors_scope {
	int64_t since; /* changed from then on; 0 whenever */
	int64_t left;  /* so many at most */
};

struct paid *paid_begin(const struct job *);
void paid_end(struct paid *); /* NULL is fine */
/* Takes answers and asks for more, as far as the scope has some left. *worked: call again at once; *whole: all
 * conversations have their vectors. */
enum rc paid_round(struct job *, struct paid *, const struct embedding_model *,
    struct vectors_scope *, bool *worked, bool *whole);

#endif
