/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/call.h"

#include "base/arena.h"
#include "base/parse.h"

#include <string.h>

char *
percent_decode(struct arena *mem, const char *s, size_t len, bool plus)
{
	char *out = arena_alloc(mem, len + 1), *to = out, hex[3] = { 0 };
	unsigned char c;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && len - i > 2) {
			memcpy(hex, s + i + 1, 2);
			if (hex_decode(hex, &c, 1)) {
				*to++ = (char)c;
				i += 2;
				continue;
			}
		}
		*to++ = plus && s[i] == '+' ? ' ' : s[i];
	}
	*to = '\0';
	return out;
}

static void
read_one(struct arena *mem, const char *s, size_t len, struct param *p)
{
	const char *eq = memchr(s, '=', len);
	size_t n = eq == NULL ? len : (size_t)(eq - s);

	p->raw = arena_copy(mem, s, len);
	p->name = percent_decode(mem, s, n, true);
	p->value =
	    eq == NULL ? "" : percent_decode(mem, eq + 1, len - n - 1, true);
}

void
params_read(struct arena *mem, const char *text, size_t len, struct params *out)
{
	size_t max = 1, n;

	for (size_t i = 0; i < len; i++)
		max += text[i] == '&';
	out->v = arena_array(mem, max, sizeof(*out->v));
	out->n = 0;
	for (size_t at = 0; at < len; at += n + 1) {
		const char *amp = memchr(text + at, '&', len - at);

		n = amp == NULL ? len - at : (size_t)(amp - text) - at;
		if (n > 0)
			read_one(mem, text + at, n, &out->v[out->n++]);
	}
}

const char *
params_get(const struct params *ps, const char *name)
{
	for (size_t i = 0; i < ps->n; i++)
		if (strcmp(ps->v[i].name, name) == 0)
			return ps->v[i].value;
	return NULL;
}

static bool
listed(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

const char *
query_without(const struct call *cl, const char *const *names)
{
	struct sbuf *out = sbuf_arena(cl->mem);

	for (size_t i = 0; i < cl->params.n; i++) {
		if (listed(cl->params.v[i].name, names))
			continue;
		if (out->len > 0)
			sbuf_char(out, '&');
		sbuf_text(out, cl->params.v[i].raw);
	}
	return sbuf_cstr(out);
}

const char *
call_header(const struct call *cl, const char *name)
{
	const char *value = params_get(&cl->head, name);

	return value != NULL ? value : "";
}

void
reply_header(struct reply *rp, const char *name, const char *value)
{
	sbuf_fmt(&rp->head, "%s: %s\r\n", name, value);
}

void
reply_free(struct reply *rp)
{
	sbuf_free(&rp->head);
	sbuf_free(&rp->body);
}
