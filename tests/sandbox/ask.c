/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/ask.h"

#include "base/arena.h"
#include "tests/sandbox/state.h"

#include <stdio.h>
#include <string.h>

void
ask_begin(struct ask *a, struct sandbox *sb)
{
	memset(a, 0, sizeof(*a));
	a->sb = sb;
	a->mem = arena_begin();
}

void
ask_done(struct ask *a)
{
	reply_free(&a->reply);
	arena_end(a->mem);
}

int
ask_body(struct ask *a, const char *method, const char *target,
    const char *type, const char *body)
{
	size_t len = strcspn(target, "?");
	struct call cl;

	reply_free(&a->reply);
	arena_reset(a->mem);
	cl = (struct call){ .mem = a->mem,
		.method = method,
		.path = percent_decode(a->mem, target, len, false),
		.query = target[len] == '?' ? target + len + 1 : "",
		.host = "127.0.0.1:8080",
		.scheme = "http",
		.content_type = type,
		.body = body,
		.body_len = strlen(body),
		.authorization = a->bearer[0] != '\0' ? a->bearer : NULL,
		.head = { a->head, a->n_head },
		.local = true };
	a->reply = (struct reply)REPLY_INIT;
	sandbox_answer(a->sb, &cl, &a->reply);
	if (!scan_value(sbuf_cstr(&a->reply.body), a->reply.body.len, &a->json))
		a->json = (struct slice){ "", 0 };
	return a->reply.status;
}

int
ask(struct ask *a, const char *method, const char *target)
{
	return ask_body(a, method, target, NULL, "");
}

void
ask_token(struct ask *a)
{
	ask_body(a, "POST", "/v2/oauth2/token",
	    "application/x-www-form-urlencoded",
	    "grant_type=client_credentials&client_id=a&client_secret=b");
	snprintf(a->bearer, sizeof(a->bearer), "Bearer %s",
	    ask_text(a, "access_token"));
}

bool
ask_value(const struct ask *a, const char *path, struct slice *v)
{
	char key[64];
	size_t len;

	*v = a->json;
	for (; *path != '\0'; path += len + (path[len] == '.')) {
		len = strcspn(path, ".");
		snprintf(key, sizeof(key), "%.*s", (int)len, path);
		if (!scan_get(*v, key, v))
			return false;
	}
	return v->len > 0;
}

int64_t
ask_int(const struct ask *a, const char *path)
{
	struct slice v;

	return ask_value(a, path, &v) ? scan_int(v, -1) : -1;
}

const char *
ask_text(const struct ask *a, const char *path)
{
	struct sbuf *out = sbuf_arena(a->mem);
	struct slice v;

	if (ask_value(a, path, &v))
		scan_text(v, out);
	return sbuf_cstr(out);
}

bool
ask_item(const struct ask *a, const char *name, size_t n, struct slice *v)
{
	char path[64];
	struct scan sc;
	struct slice list;

	snprintf(path, sizeof(path), "_embedded.%s", name);
	if (!ask_value(a, path, &list) || !scan_open(&sc, list))
		return false;
	do {
		if (!scan_element(&sc, v))
			return false;
	} while (n-- > 0);
	return true;
}

const char *
ask_header(const struct ask *a, const char *name)
{
	const char *p = sbuf_cstr(&a->reply.head);
	size_t len = strlen(name), eol;

	for (; *p != '\0'; p += eol + 2) {
		eol = strcspn(p, "\r");
		if (strncmp(p, name, len) == 0 && p[len] == ':')
			return arena_copy(a->mem, p + len + 2, eol - len - 2);
	}
	return "";
}
