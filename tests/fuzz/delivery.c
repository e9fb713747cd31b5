/* SPDX-License-Identifier: MIT */
/*
 * Any headers and body of a webhook delivery: a line with the event, a line with the
 * signature, and the body. Only the right signature passes, and what is read can be
 * stored as it is: names of harmless characters, ids above 0, work that has a target.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/delivery.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char secret[] = "a secret";

/* The text up to the end of the line, which is skipped. */
static char *
line(struct arena *mem, const char **at, size_t *len)
{
	const char *end = memchr(*at, '\n', *len);
	size_t n = end ? (size_t)(end - *at) : *len;
	char *text = arena_copy(mem, *at, n);

	*at += n + (end != NULL);
	*len -= n + (end != NULL);
	return text;
}

static void
read_it(struct arena *mem, const char *event, const char *body, size_t len)
{
	struct delivery d;
	bool targeted;

	delivery_read(mem, event, body, len, &d);
	if (strlen(d.event) > 64 || strpbrk(d.event, " \t\"'<>&;\\") != NULL ||
	    d.resource < 0 || d.conversation < 0)
		abort();
	targeted = d.work == WORK_CUSTOMER ? d.resource > 0 :
	    d.work == WORK_CONVERSATION || d.work == WORK_DELETED ?
	    d.conversation > 0 : true;
	if (!targeted || (d.work == WORK_NOTHING) != (*d.note != '\0'))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *mem = arena_begin();
	const char *body = (const char *)bytes, *good;
	size_t len = size;
	char *event = line(mem, &body, &len);
	char *signature = line(mem, &body, &len);

	good = delivery_sign(mem, secret, body, len);
	if ((delivery_check(secret, signature, body, len) == DELIVERY_OK) !=
	    (strcmp(signature, good) == 0))
		abort();
	if (delivery_check(secret, good, body, len) != DELIVERY_OK ||
	    delivery_check("another", good, body, len) != DELIVERY_FORGED ||
	    delivery_check("", good, body, len) != DELIVERY_SECRET)
		abort();
	read_it(mem, event, body, len);
	arena_end(mem);
	return 0;
}
