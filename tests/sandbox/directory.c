/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/directory.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/store.h"

#include <stdlib.h>
#include <string.h>

void
directory_init(struct directory *dir)
{
	memset(dir, 0, sizeof(*dir));
	dir->mem = arena_begin();
}

void
directory_free(struct directory *dir)
{
	free(dir->users.v);
	free(dir->users.hash);
	free(dir->customers.v);
	free(dir->customers.hash);
	free(dir->mailboxes);
	free(dir->tags);
	arena_end(dir->mem);
}

/* ---- people by id ---- */

static size_t
slot_of(const struct people *pp, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (i &= pp->hash_cap - 1; pp->hash[i] != 0;
	     i = (i + 1) & (pp->hash_cap - 1))
		if (pp->v[pp->hash[i] - 1].id == id)
			break;
	return i;
}

struct person *
people_find(const struct people *pp, int64_t id)
{
	size_t slot;

	if (pp->hash_cap == 0)
		return NULL;
	slot = slot_of(pp, id);
	return pp->hash[slot] == 0 ? NULL : &pp->v[pp->hash[slot] - 1];
}

static void
grow(struct people *pp)
{
	if (pp->n == pp->cap) {
		pp->cap = pp->cap ? pp->cap * 2 : 64;
		pp->v = must_realloc(pp->v, pp->cap * sizeof(*pp->v));
	}
	if ((pp->n + 1) * 2 <= pp->hash_cap)
		return;
	free(pp->hash);
	pp->hash_cap = pp->hash_cap ? pp->hash_cap * 2 : 256;
	pp->hash = must_alloc(pp->hash_cap * sizeof(*pp->hash));
	memset(pp->hash, 0, pp->hash_cap * sizeof(*pp->hash));
	for (size_t i = 0; i < pp->n; i++)
		pp->hash[slot_of(pp, pp->v[i].id)] = (uint32_t)i + 1;
}

static struct person *
people_get(struct people *pp, int64_t id)
{
	struct person *p = people_find(pp, id);

	if (p != NULL)
		return p;
	grow(pp);
	p = &pp->v[pp->n];
	memset(p, 0, sizeof(*p));
	p->id = id;
	pp->hash[slot_of(pp, id)] = (uint32_t)++pp->n;
	return p;
}

/* ---- learning ---- */

static const char *
raw_text(struct directory *dir, struct slice object, const char *key)
{
	struct slice v;

	if (!scan_get(object, key, &v) || *v.s != '"')
		return NULL;
	return arena_copy(dir->mem, v.s, v.len);
}

static void
learn_person(struct directory *dir, struct people *pp, struct slice object,
    const struct conv *cv)
{
	int64_t id = scan_get_int(object, "id");
	struct person *p;

	if (id <= 0)
		return;
	p = people_get(pp, id);
	if (p->first_seen == 0 || cv->created < p->first_seen)
		p->first_seen = cv->created;
	if (cv->modified > p->last_seen)
		p->last_seen = cv->modified;
	if (p->first == NULL)
		p->first = raw_text(dir, object, "first");
	if (p->last == NULL)
		p->last = raw_text(dir, object, "last");
	if (p->email == NULL)
		p->email = raw_text(dir, object, "email");
	if (p->photo == NULL)
		p->photo = raw_text(dir, object, "photoUrl");
}

static void
learn_either(struct directory *dir, struct slice object, const struct conv *cv)
{
	struct slice type;

	if (!scan_get(object, "type", &type))
		return;
	if (scan_is(type, "user"))
		learn_person(dir, &dir->users, object, cv);
	else if (scan_is(type, "customer"))
		learn_person(dir, &dir->customers, object, cv);
}

static void
learn_tag(struct directory *dir, struct slice item)
{
	struct slice name, color;
	int64_t id = scan_get_int(item, "id");
	struct tag *t;

	if (id <= 0 || !scan_get(item, "tag", &name))
		return;
	for (size_t i = 0; i < dir->tags_n; i++)
		if (dir->tags[i].id == id)
			return;
	dir->tags =
	    must_realloc(dir->tags, (dir->tags_n + 1) * sizeof(*dir->tags));
	t = &dir->tags[dir->tags_n++];
	t->id = id;
	t->name = arena_copy(dir->mem, name.s, name.len);
	t->color = scan_get(item, "color", &color)
		       ? arena_copy(dir->mem, color.s, color.len)
		       : "\"#929499\"";
}

static void
learn_tags(struct directory *dir, struct slice list)
{
	struct slice item;
	struct scan sc;

	if (scan_open(&sc, list))
		while (scan_element(&sc, &item))
			learn_tag(dir, item);
}

static void
learn_threads(struct directory *dir, const struct conv *cv)
{
	struct slice th, key, v;
	struct scan sc, members;

	if (cv->threads_len == 0 || !scan_open(&sc, conv_threads(cv)))
		return;
	while (scan_element(&sc, &th)) {
		if (!scan_open(&members, th))
			continue;
		while (scan_member(&members, &key, &v))
			if (slice_is(key, "createdBy") ||
			    slice_is(key, "assignedTo"))
				learn_either(dir, v, cv);
			else if (slice_is(key, "customer"))
				learn_person(dir, &dir->customers, v, cv);
	}
}

void
directory_learn(struct directory *dir, const struct conv *cv)
{
	struct slice key, v;
	struct scan sc;

	if (cv->mailbox > 0)
		directory_mailbox(dir, cv->mailbox, NULL, NULL);
	if (!scan_open(&sc, conv_json(cv)))
		return;
	while (scan_member(&sc, &key, &v)) {
		if (slice_is(key, "primaryCustomer"))
			learn_person(dir, &dir->customers, v, cv);
		else if (slice_is(key, "assignee") ||
			 slice_is(key, "createdBy") ||
			 slice_is(key, "closedByUser"))
			learn_either(dir, v, cv);
		else if (slice_is(key, "tags"))
			learn_tags(dir, v);
	}
	learn_threads(dir, cv);
}

void
directory_mailbox(
    struct directory *dir, int64_t id, const char *name, const char *email)
{
	static const char *const names[] = { "Support", "Billing", "Community",
		"Feedback" };
	struct mailbox *mb;

	for (size_t i = 0; i < dir->mailboxes_n; i++)
		if (dir->mailboxes[i].id == id)
			return;
	dir->mailboxes = must_realloc(
	    dir->mailboxes, (dir->mailboxes_n + 1) * sizeof(*dir->mailboxes));
	mb = &dir->mailboxes[dir->mailboxes_n];
	mb->id = id;
	if (name == NULL)
		name = dir->mailboxes_n < 4
			   ? names[dir->mailboxes_n]
			   : arena_fmt(dir->mem, "Inbox %lld", (long long)id);
	mb->name = arena_text(dir->mem, name);
	mb->email =
	    email != NULL
		? arena_text(dir->mem, email)
		: arena_fmt(dir->mem, "inbox-%lld@example.com", (long long)id);
	dir->mailboxes_n++;
}

static const char *
quoted(struct directory *dir, const char *plain)
{
	struct sbuf *out = sbuf_arena(dir->mem);
	struct jw w = JW_INIT(out);

	jw_text(&w, plain);
	return sbuf_cstr(out);
}

struct person *
directory_user(struct directory *dir, int64_t id, const char *first,
    const char *last, const char *email)
{
	struct person *p = people_get(&dir->users, id);

	p->first = quoted(dir, first);
	p->last = quoted(dir, last);
	p->email = quoted(dir, email);
	return p;
}
