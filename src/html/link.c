/* SPDX-License-Identifier: MIT */
#include "html/link.h"

#include "base/arena.h"
#include "base/sbuf.h"

#include <string.h>

/* RFC 3986, 2.3: what never needs encoding; "," and ":" are safe in a query
 * and keep lists and times readable. */
static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~,:";

static void
encode(struct sbuf *out, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (strchr(plain, c) != NULL) {
			sbuf_char(out, *s);
			continue;
		}
		sbuf_char(out, '%');
		sbuf_char(out, hex[c >> 4]);
		sbuf_char(out, hex[c & 15]);
	}
}

struct link
link_to(struct arena *mem, const char *path)
{
	struct link l = { sbuf_arena(mem), strchr(path, '?') != NULL };

	sbuf_text(l.out, path);
	return l;
}

void
link_arg(struct link *l, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	sbuf_char(l->out, l->query ? '&' : '?');
	l->query = true;
	encode(l->out, name);
	sbuf_char(l->out, '=');
	encode(l->out, value);
}

void
link_int(struct link *l, const char *name, long long n)
{
	struct sbuf number = SBUF_INIT;

	sbuf_int(&number, n);
	link_arg(l, name, number.s);
	sbuf_free(&number);
}

const char *
link_url(const struct link *l)
{
	return sbuf_cstr(l->out);
}

const char *
link_help_scout(struct arena *mem, const char *site, int64_t id, int64_t number)
{
	return arena_fmt(mem, "%s/conversation/%lld/%lld", site, (long long)id,
	    (long long)number);
}
