/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the HTML of a mail: what comes out is valid UTF-8 without
 * control characters, empty lines at the ends or two in a row, and reading the
 * author's own text once more as plain text loses nothing of it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/html_text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(const char *s)
{
	size_t len = strlen(s);

	if (!utf8_valid(s, len) || strstr(s, "\n\n\n") != NULL)
		abort();
	if (len > 0 && (s[0] == '\n' || s[len - 1] == '\n'))
		abort();
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < 0x20 && s[i] != '\n')
			abort();
}

static size_t
printing(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s != ' ' && *s != '\n';
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct message_text m, again;

	html_text(mem, (const char *)bytes, len, &m);
	check(m.own);
	check(m.quoted);
	check(m.signature);
	plain_text(mem, m.own, strlen(m.own), &again);
	check(again.own);
	if (printing(again.own) + printing(again.quoted) +
	    printing(again.signature) != printing(m.own))
		abort();
	plain_text(mem, (const char *)bytes, len, &again);
	check(again.own);
	arena_end(mem);
	return 0;
}
