/* SPDX-License-Identifier: MIT */
#include "job/facts.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "text/html_text.h"
#include "upstream/helpscout.h"

#include <stdlib.h>
#include <string.h>

/* Raise it when this file keeps more or otherwise: all are then written anew
 * by the next --all. */
enum { FORMAT = 1 };

/* What each type of thread is kept as; NULL: no message. A type not listed is
 * "other", never a customer's message. */
static const struct {
	const char *type, *kind;
} kinds[] = {
	{ "customer", "customer" },
	{ "message", "agent" },
	{ "note", "note" },
	{ "chat", "chat" },
	{ "beaconchat", "chat" },
	{ "phone", "phone" },
	{ "lineitem", NULL },
};

static const char *
kind_of(const struct hs_thread *t)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(t->type, kinds[i].type) == 0)
			return kinds[i].kind;
	return "other";
}

static void
add_text(struct sbuf *out, const char *s)
{
	size_t len = strlen(s);

	/* With its length, so that "a","bc" is not "ab","c". */
	sbuf_fmt(out, "%zu:", len);
	sbuf_add(out, s, len);
}

static void
add_person(struct sbuf *out, const struct hs_person *p)
{
	sbuf_fmt(out, "%lld ", (long long)p->id);
	add_text(out, p->kind);
	add_text(out, p->first);
	add_text(out, p->last);
	add_text(out, p->email);
}

static void
add_thread(struct sbuf *out, const struct hs_thread *t)
{
	sbuf_fmt(out, "\n%lld %lld %lld %lld ", (long long)t->id,
	    (long long)t->created_at, (long long)t->scheduled_for,
	    (long long)t->saved_reply_id);
	add_text(out, t->type);
	add_text(out, t->state);
	add_text(out, t->body);
	add_text(out, t->rating);
	add_text(out, t->rating_comment);
	add_person(out, &t->author);
}

const char *
facts_hash(struct arena *mem, const struct hs_conversation *c)
{
	struct sbuf all = SBUF_INIT;
	const char *text;

	sbuf_fmt(&all, "%d %lld %lld %lld %lld %lld %lld %lld %lld ", FORMAT,
	    (long long)c->id, (long long)c->number, (long long)c->mailbox_id,
	    (long long)c->created_at, (long long)c->closed_at,
	    (long long)c->user_updated_at, (long long)c->waiting_since,
	    (long long)c->thread_count);
	add_text(&all, c->type);
	add_text(&all, c->status);
	add_text(&all, c->state);
	add_text(&all, c->subject);
	add_text(&all, c->preview);
	add_text(&all, c->source);
	add_person(&all, &c->customer);
	add_person(&all, &c->assignee);
	for (size_t i = 0; i < c->n_tags; i++)
		add_text(&all, c->tags[i]);
	for (size_t i = 0; i < c->n_threads; i++)
		add_thread(&all, &c->threads[i]);
	text = arena_fmt(mem, "\\x%s", crypto_sha256_hex(mem, all.s, all.len));
	sbuf_free(&all);
	return text;
}

/* The author is another fact than the direction: an agent can enter a
 * customer's message. Without a creator the type and the way in decide. */
static const char *
author_kind(const struct hs_thread *t, const char *kind)
{
	if (strcmp(t->author.kind, "customer") == 0)
		return "customer";
	if (*t->author.kind != '\0')
		return "user";
	if (strcmp(kind, "customer") == 0)
		return "customer";
	return strcmp(kind, "chat") == 0 && strcmp(t->via, "customer") == 0 ?
	    "customer" : "user";
}

static const char *
state_of(const struct hs_thread *t)
{
	if (t->scheduled_for > clock_now())
		return "scheduled";
	return *t->state != '\0' ? t->state : "published";
}

static void
set_text(struct arena *mem, const char *html, struct intake_message *m)
{
	struct message_text text;

	html_text(mem, html, strlen(html), &text);
	m->body = text.own;
	m->quoted = text.quoted;
	if (*text.signature != '\0')
		m->quoted = *text.quoted == '\0' ? text.signature :
		    arena_fmt(mem, "%s\n\n%s", text.signature, text.quoted);
}

static struct intake_message
message_of(struct arena *mem, const struct hs_conversation *c,
    const struct hs_thread *t, const char *kind)
{
	struct intake_message m = { .id = t->id, .conversation_id = c->id,
		.kind = kind, .author_kind = author_kind(t, kind),
		.author_id = t->author.id, .state = state_of(t),
		.saved_reply = t->saved_reply_id != 0,
		.created_at = t->created_at ? t->created_at : c->created_at,
		.rating = t->rating, .rating_comment = t->rating_comment };

	set_text(mem, t->body, &m);
	return m;
}

static int
by_time(const void *a, const void *b)
{
	const struct intake_message *x = a, *y = b;

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Counts and times that follow from the messages in their order. */
static void
count_messages(struct intake_conversation *row,
    const struct intake_message *list, size_t n)
{
	int64_t waiting = 0;
	bool asked = false;

	for (size_t i = 0; i < n; i++) {
		const struct intake_message *m = &list[i];
		bool chat = strcmp(m->kind, "chat") == 0;
		bool user = strcmp(m->author_kind, "user") == 0;

		if (strcmp(m->state, "published") != 0)
			continue;
		if (strcmp(m->kind, "note") == 0) {
			row->note_count++;
		} else if (strcmp(m->kind, "agent") == 0 || (chat && user)) {
			row->reply_count++;
			if (asked && row->first_reply_at == 0)
				row->first_reply_at = m->created_at;
			waiting = 0;
		} else if (strcmp(m->kind, "customer") == 0 || chat) {
			row->customer_count++;
			asked = true;
			if (waiting == 0)
				waiting = m->created_at;
		}
	}
	row->waiting_since = waiting;
}

static const char *
joined_tags(struct arena *mem, const struct hs_conversation *c)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < c->n_tags; i++) {
		if (i > 0)
			sbuf_char(out, INTAKE_TAG_SEPARATOR);
		for (const char *p = c->tags[i]; *p != '\0'; p++)
			sbuf_char(out, *p == INTAKE_TAG_SEPARATOR ? ' ' : *p);
	}
	return sbuf_cstr(out);
}

/* When it began: as said, else when its first thread came, else its oldest
 * other time. */
static int64_t
created_at(const struct hs_conversation *c)
{
	int64_t oldest = c->created_at;

	if (oldest != 0)
		return oldest;
	for (size_t i = 0; i < c->n_threads; i++) {
		int64_t at = c->threads[i].created_at;

		if (at != 0 && (oldest == 0 || at < oldest))
			oldest = at;
	}
	if (oldest == 0)
		oldest = c->waiting_since ? c->waiting_since :
		    c->user_updated_at ? c->user_updated_at : c->closed_at;
	return oldest;
}

bool
facts_of(struct arena *mem, const struct hs_conversation *conversation,
    const char *hash, struct intake_conversation *row,
    struct intake_message **messages, size_t *n)
{
	struct hs_conversation c = *conversation;
	bool active = strcmp(c.status, "active") == 0;

	c.created_at = created_at(&c);
	if (c.created_at == 0)
		return false;
	if (c.modified_at == 0)
		c.modified_at = c.created_at;
	*row = (struct intake_conversation){ .id = c.id, .number = c.number,
		.mailbox_id = c.mailbox_id ? c.mailbox_id : INTAKE_NO_MAILBOX,
		.customer_id = c.customer.id, .assignee_id = c.assignee.id,
		.kind = c.type, .status = c.status, .subject = c.subject,
		.tags = joined_tags(mem, &c), .source = c.source,
		.created_at = c.created_at, .closed_at = c.closed_at,
		.user_updated_at = c.user_updated_at,
		.modified_at = c.modified_at, .hash = hash,
		.deleted = strcmp(c.state, "deleted") == 0 };
	*messages = arena_array(mem, c.n_threads, sizeof(**messages));
	*n = 0;
	for (size_t i = 0; i < c.n_threads; i++) {
		const char *kind = kind_of(&c.threads[i]);

		if (kind != NULL)
			(*messages)[(*n)++] = message_of(mem, &c,
			    &c.threads[i], kind);
	}
	qsort(*messages, *n, sizeof(**messages), by_time);
	count_messages(row, *messages, *n);
	if (*n == 0)
		row->waiting_since = c.waiting_since;
	if (!active || row->deleted)
		row->waiting_since = 0;
	return true;
}
