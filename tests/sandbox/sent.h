/* SPDX-License-Identifier: MIT */
/* sandbox/sent - bodies that were sent to a stand-in, oldest first. */
#ifndef TIDEMARK_SANDBOX_SENT_H
#define TIDEMARK_SANDBOX_SENT_H

#include <stddef.h>

struct call;
struct reply;

struct sent {
	char **v;	/* malloced */
	size_t n, cap;
};

void	sent_keep(struct sent *, const char *body, size_t len);
void	sent_free(struct sent *);
/* One a line, to this machine only; a path that ends in /clear empties it. */
void	sent_answer(struct sent *, const struct call *, struct reply *);

#endif
