/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/store.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "tests/sandbox/unzip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

static const char *const statuses[] = { "active", "pending", "closed", "spam",
	"other" };

const char *
conv_status_text(enum conv_status st)
{
	return statuses[st];
}

void
store_free(struct store *st)
{
	for (size_t i = 0; i < st->n; i++)
		if (st->v[i].owned)
			free((void *)(uintptr_t)st->v[i].json);
	for (size_t i = 0; i < st->blocks_n; i++)
		if (st->blocks[i].mapped)
			munmap(st->blocks[i].s, st->blocks[i].len);
		else
			free(st->blocks[i].s);
	free(st->blocks);
	free(st->hash);
	free(st->v);
	memset(st, 0, sizeof(*st));
}

/* ---- finding ---- */

static size_t
slot_of(const struct store *st, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (i &= st->hash_cap - 1; st->hash[i] != 0;
	     i = (i + 1) & (st->hash_cap - 1))
		if (st->v[st->hash[i] - 1].id == id)
			break;
	return i;
}

struct conv *
store_find(struct store *st, int64_t id)
{
	size_t slot;

	if (st->hash_cap == 0)
		return NULL;
	slot = slot_of(st, id);
	return st->hash[slot] == 0 ? NULL : &st->v[st->hash[slot] - 1];
}

static void
grow(struct store *st)
{
	if (st->n == st->cap) {
		st->cap = st->cap ? st->cap * 2 : 1024;
		st->v = must_realloc(st->v, st->cap * sizeof(*st->v));
	}
	if ((st->n + 1) * 2 <= st->hash_cap)
		return;
	free(st->hash);
	st->hash_cap = st->hash_cap ? st->hash_cap * 2 : 4096;
	st->hash = must_alloc(st->hash_cap * sizeof(*st->hash));
	memset(st->hash, 0, st->hash_cap * sizeof(*st->hash));
	for (size_t i = 0; i < st->n; i++)
		st->hash[slot_of(st, st->v[i].id)] = (uint32_t)i + 1;
}

/* ---- reading one conversation ---- */

static void
place(const struct conv *cv, struct slice v, uint32_t *at, uint32_t *len)
{
	*at = (uint32_t)(v.s - cv->json);
	*len = (uint32_t)v.len;
}

static void
newest(struct conv *cv, int64_t at)
{
	if (at > cv->modified)
		cv->modified = at;
}

static void
read_threads(struct store *st, struct conv *cv, struct slice embedded)
{
	struct slice list, th, key, v;
	struct scan sc, members;

	if (!scan_get(embedded, "threads", &list) || !scan_open(&sc, list))
		return;
	place(cv, list, &cv->threads_at, &cv->threads_len);
	while (scan_element(&sc, &th)) {
		cv->threads_n++;
		if (!scan_open(&members, th))
			continue;
		while (scan_member(&members, &key, &v)) {
			if (slice_is(key, "createdAt"))
				newest(cv, scan_time(v));
			else if (slice_is(key, "type"))
				cv->chat |= scan_is(v, "chat") ||
					    scan_is(v, "beaconchat");
			else if (slice_is(key, "id") &&
				 scan_int(v, 0) > st->max_thread)
				st->max_thread = scan_int(v, 0);
		}
	}
}

static void
read_customer(struct conv *cv, struct slice person)
{
	struct slice v;

	cv->customer = scan_get_int(person, "id");
	if (scan_get(person, "email", &v))
		place(cv, v, &cv->email_at, &cv->email_len);
	if (scan_get(person, "first", &v))
		place(cv, v, &cv->name_at, &cv->name_len);
}

static enum conv_status
read_status(struct slice v)
{
	for (int i = 0; i < ST_OTHER; i++)
		if (scan_is(v, statuses[i]))
			return (enum conv_status)i;
	return ST_OTHER;
}

static const struct {
	const char *key;
	size_t at;
} numbers[] = {
	{ "id", offsetof(struct conv, id) },
	{ "number", offsetof(struct conv, number) },
	{ "mailboxId", offsetof(struct conv, mailbox) },
	{ "folderId", offsetof(struct conv, folder) },
};

static bool
read_number(struct conv *cv, struct slice key, struct slice v)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (slice_is(key, numbers[i].key)) {
			*(int64_t *)(void *)((char *)cv + numbers[i].at) =
			    scan_int(v, 0);
			return true;
		}
	return false;
}

static void
read_member(struct store *st, struct conv *cv, struct slice key, struct slice v)
{
	if (read_number(cv, key, v))
		return;
	if (slice_is(key, "createdAt"))
		newest(cv, cv->created = scan_time(v));
	else if (slice_is(key, "closedAt") || slice_is(key, "userUpdatedAt"))
		newest(cv, scan_time(v));
	else if (slice_is(key, "customerWaitingSince"))
		newest(cv, cv->waiting = scan_get_time(v, "time"));
	else if (slice_is(key, "status"))
		cv->status = read_status(v);
	else if (slice_is(key, "state"))
		cv->gone = scan_is(v, "deleted");
	else if (slice_is(key, "assignee"))
		cv->assignee = scan_get_int(v, "id");
	else if (slice_is(key, "primaryCustomer"))
		read_customer(cv, v);
	else if (slice_is(key, "subject"))
		place(cv, v, &cv->subject_at, &cv->subject_len);
	else if (slice_is(key, "tags"))
		place(cv, v, &cv->tags_at, &cv->tags_len);
	else if (slice_is(key, "_embedded"))
		read_threads(st, cv, v);
}

static bool
read_conv(struct store *st, struct conv *cv, char *json, size_t len)
{
	struct slice whole, key, v;
	struct scan sc;

	memset(cv, 0, sizeof(*cv));
	if (len > UINT32_MAX || !scan_value(json, len, &whole) ||
	    *whole.s != '{' || !scan_open(&sc, whole))
		return false;
	cv->json = whole.s;
	cv->len = (uint32_t)whole.len;
	cv->status = ST_OTHER;
	while (scan_member(&sc, &key, &v))
		read_member(st, cv, key, v);
	return cv->id > 0;
}

struct conv *
store_put(struct store *st, char *json, size_t len, bool own)
{
	struct conv cv, *old;

	if (!read_conv(st, &cv, json, len)) {
		if (own)
			free(json);
		return NULL;
	}
	/* owned memory is freed by its first byte, so nothing before it */
	if (own && cv.json != json)
		abort();
	cv.owned = own;
	st->version++;
	if (cv.id > st->max_id)
		st->max_id = cv.id;
	if (cv.number > st->max_number)
		st->max_number = cv.number;
	old = store_find(st, cv.id);
	if (old != NULL) {
		if (old->owned)
			free((void *)(uintptr_t)old->json);
		*old = cv;
		return old;
	}
	grow(st);
	st->v[st->n] = cv;
	st->hash[slot_of(st, cv.id)] = (uint32_t)st->n + 1;
	return &st->v[st->n++];
}

/* ---- files ---- */

static bool
read_lines(struct store *st, struct arena *mem, const char *path,
    struct block bl, const char **wrong)
{
	char *p = bl.s, *end = bl.s + bl.len, *eol;

	for (int line = 1; p < end; p = eol + 1, line++) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		if (eol - p < 2)
			continue;
		if (store_put(st, p, (size_t)(eol - p), false) == NULL) {
			*wrong = arena_fmt(mem,
			    "%s:%d is no conversation "
			    "object with an id",
			    path, line);
			return false;
		}
	}
	return true;
}

bool
store_read(
    struct store *st, struct arena *mem, const char *path, const char **wrong)
{
	struct block bl;

	if (!unzip_file(mem, path, &bl, wrong))
		return false;
	st->blocks =
	    must_realloc(st->blocks, (st->blocks_n + 1) * sizeof(*st->blocks));
	st->blocks[st->blocks_n++] = bl;
	return read_lines(st, mem, path, bl, wrong);
}

/* ---- writing ---- */

struct slice
conv_json(const struct conv *cv)
{
	return (struct slice){ cv->json, cv->len };
}

struct slice
conv_threads(const struct conv *cv)
{
	return (struct slice){ cv->json + cv->threads_at, cv->threads_len };
}

void
conv_write_bare(const struct conv *cv, struct sbuf *out)
{
	size_t after = cv->threads_at + cv->threads_len;

	if (cv->threads_len == 0) {
		sbuf_add(out, cv->json, cv->len);
		return;
	}
	sbuf_add(out, cv->json, cv->threads_at);
	sbuf_add(out, "[]", 2);
	sbuf_add(out, cv->json + after, cv->len - after);
}

/* The first characters of a string value, as a string value. */
static void
write_cut(struct slice body, size_t characters, struct sbuf *out)
{
	struct sbuf text = SBUF_INIT;
	struct jw w = JW_INIT(out);
	size_t len = 0, step;

	scan_text(body, &text);
	while (characters-- > 0 && len < text.len) {
		step = utf8_step(text.s + len, text.len - len);
		len += step > 0 ? step : 1;
	}
	jw_text_len(&w, sbuf_cstr(&text), len);
	sbuf_free(&text);
}

void
conv_write_full(const struct conv *cv, size_t chat_cut, struct sbuf *out)
{
	struct slice th, type, body;
	const char *done = cv->json;
	struct scan sc;

	if (cv->chat && chat_cut > 0 && scan_open(&sc, conv_threads(cv)))
		while (scan_element(&sc, &th)) {
			if (!scan_get(th, "type", &type) ||
			    (!scan_is(type, "chat") &&
				!scan_is(type, "beaconchat")) ||
			    !scan_get(th, "body", &body) || *body.s != '"')
				continue;
			sbuf_add(out, done, (size_t)(body.s - done));
			write_cut(body, chat_cut, out);
			done = body.s + body.len;
		}
	sbuf_add(out, done, (size_t)(cv->json + cv->len - done));
}

bool
conv_tagged(const struct conv *cv, const char *tag)
{
	struct sbuf name = SBUF_INIT;
	struct slice item, text;
	struct scan sc;
	bool found = false;

	if (cv->tags_len < 3 ||
	    !scan_open(
		&sc, (struct slice){ cv->json + cv->tags_at, cv->tags_len }))
		return false;
	while (!found && scan_element(&sc, &item)) {
		if (*item.s != '{')
			text = item;
		else if (!scan_get(item, "tag", &text))
			continue;
		sbuf_clear(&name);
		found = scan_text(text, &name) &&
			strcasecmp(sbuf_cstr(&name), tag) == 0;
	}
	sbuf_free(&name);
	return found;
}
