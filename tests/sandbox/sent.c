/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/sent.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"

#include <stdlib.h>
#include <string.h>

enum { SENT_MAX = 20000 };

void
sent_keep(struct sent *st, const char *body, size_t len)
{
	char *copy;

	if (st->n == SENT_MAX)
		return;
	if (st->n == st->cap) {
		st->cap = st->cap == 0 ? 64 : 2 * st->cap;
		st->v = must_realloc(st->v, st->cap * sizeof(*st->v));
	}
	copy = must_alloc(len + 1);
	if (len > 0)
		memcpy(copy, body, len);
	copy[len] = '\0';
	st->v[st->n++] = copy;
}

void
sent_free(struct sent *st)
{
	for (size_t i = 0; i < st->n; i++)
		free(st->v[i]);
	free(st->v);
	*st = (struct sent){ NULL, 0, 0 };
}

void
sent_answer(struct sent *st, const struct call *cl, struct reply *rp)
{
	const char *clear = strstr(cl->path, "/clear");

	if (!cl->local) {
		rp->status = 403;
		return;
	}
	if (clear != NULL)
		sent_free(st);
	rp->type = "application/x-ndjson";
	for (size_t i = 0; i < st->n; i++) {
		sbuf_text(&rp->body, st->v[i]);
		sbuf_char(&rp->body, '\n');
	}
}
