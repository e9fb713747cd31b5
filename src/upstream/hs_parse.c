/* SPDX-License-Identifier: MIT */
#include "upstream/hs_parse.h"

#include "base/arena.h"
#include "base/clock.h"
#include "text/json_read.h"

#include <string.h>

enum { MOST = 1000 * 1000 * 1000 };

/* The member, or what stands for one that is missing or empty. */
static const char *
text_or(struct arena *mem, struct json_object *o, const char *key,
    const char *dflt)
{
	const char *s = jr_text(mem, o, key);

	return s != NULL && *s != '\0' ? s : dflt;
}

static const char *
text(struct arena *mem, struct json_object *o, const char *key)
{
	return text_or(mem, o, key, "");
}

/* The first of two members that has words in it. */
static const char *
text_of_two(struct arena *mem, struct json_object *o, const char *key,
    const char *other)
{
	return text_or(mem, o, key, text(mem, o, other));
}

static int64_t
id_of(struct json_object *o, const char *key)
{
	int64_t id = jr_int(o, key, 0);

	return id > 0 ? id : 0;
}

struct json_object *
hs_parse_list(struct json_object *page, const char *name)
{
	return jr_array(jr_object(page, "_embedded"), name);
}

const char *
hs_parse_next(struct arena *mem, struct json_object *page)
{
	struct json_object *links = jr_object(page, "_links");

	return jr_text(mem, jr_object(links, "next"), "href");
}

/* Numbers that are reckoned with: one that no list can have counts as absent. */
static int64_t
count_of(struct json_object *page, const char *key)
{
	int64_t n = jr_int(page, key, 0);

	return n >= 0 && n <= MOST ? n : 0;
}

void
hs_parse_page(struct json_object *json, struct hs_page *out)
{
	struct json_object *page = jr_object(json, "page");

	out->number = count_of(page, "number");
	out->pages = count_of(page, "totalPages");
	out->total = count_of(page, "totalElements");
	out->size = count_of(page, "size");
}

/* People are first/last in conversations, firstName/lastName elsewhere; a team
 * may have a name only. Help Scout writes "unknown" for nobody. */
static struct hs_person
parse_person(struct arena *mem, struct json_object *o)
{
	struct hs_person p = { .id = id_of(o, "id"),
		.kind = text(mem, o, "type"),
		.first = text_of_two(mem, o, "first", "firstName"),
		.last = text_of_two(mem, o, "last", "lastName"),
		.email = text(mem, o, "email") };

	if (*p.first == '\0' && *p.last == '\0')
		p.first = text(mem, o, "name");
	if (strcmp(p.email, "unknown") == 0)
		p.first = p.last = p.email = "";
	return p;
}

static struct hs_thread
parse_thread(struct arena *mem, struct json_object *o)
{
	struct json_object *author = jr_object(o, "createdBy");
	struct json_object *source = jr_object(o, "source");
	struct json_object *rating = jr_object(o, "rating");
	struct hs_thread t = { .id = id_of(o, "id"),
		.type = text(mem, o, "type"),
		.state = text(mem, o, "state"),
		.body = text(mem, o, "body"),
		.source = text(mem, source, "type"),
		.via = text(mem, source, "via"),
		.rating = text(mem, rating, "rating"),
		.rating_comment = text(mem, rating, "comments"),
		.author = parse_person(mem, author),
		.customer = parse_person(mem, jr_object(o, "customer")),
		.created_at = jr_time(o, "createdAt"),
		.scheduled_for = jr_time(jr_object(o, "scheduled"),
		    "scheduledFor"),
		.saved_reply_id = id_of(o, "savedReplyId") };

	/* The vendor's own test data has it one level too deep. */
	if (t.created_at == 0)
		t.created_at = jr_time(author, "createdAt");
	return t;
}

static bool
has_thread(const struct hs_conversation *c, int64_t id)
{
	for (size_t i = 0; i < c->n_threads; i++)
		if (c->threads[i].id == id)
			return true;
	return false;
}

void
hs_parse_threads(struct arena *mem, struct json_object *list,
    struct hs_conversation *c)
{
	size_t more = jr_len(list);
	struct hs_thread *all = arena_array(mem, c->n_threads + more,
	    sizeof(*all));

	if (c->n_threads > 0)
		memcpy(all, c->threads, c->n_threads * sizeof(*all));
	c->threads = all;
	for (size_t i = 0; i < more; i++) {
		struct hs_thread t = parse_thread(mem, jr_array_at(list, i));

		if (t.id != 0 && !has_thread(c, t.id))
			all[c->n_threads++] = t;
	}
}

/* Objects with the text in "tag" (conversations) or "name" (the list of tags);
 * plain strings in old deliveries. */
static void
parse_tags(struct arena *mem, struct json_object *list,
    struct hs_conversation *c)
{
	size_t n = jr_len(list);

	c->tags = arena_array(mem, n, sizeof(*c->tags));
	for (size_t i = 0; i < n; i++) {
		struct json_object *item = jr_array_at(list, i);
		const char *tag = jr_string(mem, item);

		if (tag == NULL)
			tag = text_of_two(mem, item, "tag", "name");
		if (*tag != '\0')
			c->tags[c->n_tags++] = tag;
	}
}

static int64_t
newer(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void
parse_times(struct json_object *o, struct hs_conversation *c)
{
	static const char waiting[] = "customerWaitingSince";

	c->created_at = jr_time(o, "createdAt");
	c->closed_at = jr_time(o, "closedAt");
	c->user_updated_at = jr_time(o, "userUpdatedAt");
	c->waiting_since = jr_time(jr_object(o, waiting), "time");
	if (c->waiting_since == 0)
		c->waiting_since = jr_time(o, waiting);
	c->modified_at = newer(newer(c->created_at, c->closed_at),
	    newer(c->user_updated_at, c->waiting_since));
}

/* "threads" is a count; a few inputs call it otherwise or give the array. */
static void
parse_thread_count(struct arena *mem, struct json_object *o,
    struct hs_conversation *c)
{
	static const char *const names[] = { "threads", "threadCount",
		"threadsCount" };

	c->thread_count = -1;
	for (size_t i = 0; i < 3 && c->thread_count < 0; i++)
		c->thread_count = jr_int(o, names[i], -1);
	hs_parse_threads(mem, hs_parse_list(o, "threads"), c);
	if (c->n_threads == 0)
		hs_parse_threads(mem, jr_array(o, "threads"), c);
}

/* Who wrote: the primary customer, else whom the threads or the creator name.
 * The fuller of two entries with the same id wins. */
static void
parse_customer(struct arena *mem, struct json_object *o,
    struct hs_conversation *c)
{
	c->customer = parse_person(mem, jr_object(o, "primaryCustomer"));
	if (c->customer.id == 0)
		c->customer = parse_person(mem, jr_object(o, "customer"));
	for (size_t i = 0; i < c->n_threads && c->customer.id == 0; i++)
		c->customer = c->threads[i].customer;
	if (c->customer.id == 0 &&
	    strcmp(c->created_by.kind, "customer") == 0)
		c->customer = c->created_by;
	for (size_t i = 0; i < c->n_threads; i++) {
		const struct hs_person *p = &c->threads[i].customer;

		if (p->id != c->customer.id)
			continue;
		if (*c->customer.first == '\0' && *c->customer.last == '\0') {
			c->customer.first = p->first;
			c->customer.last = p->last;
		}
		if (*c->customer.email == '\0')
			c->customer.email = p->email;
	}
}

bool
hs_parse_conversation(struct arena *mem, struct json_object *o,
    struct hs_conversation *c)
{
	struct json_object *source = jr_object(o, "source");

	*c = (struct hs_conversation){ .id = id_of(o, "id"),
		.number = jr_int(o, "number", 0),
		.mailbox_id = id_of(o, "mailboxId"),
		.type = text_or(mem, o, "type", "email"),
		.status = text_or(mem, o, "status", "active"),
		.state = text_or(mem, o, "state", "published"),
		.subject = text(mem, o, "subject"),
		.preview = text(mem, o, "preview"),
		.source = text(mem, source, "type"),
		.via = text(mem, source, "via"),
		.assignee = parse_person(mem, jr_object(o, "assignee")),
		.created_by = parse_person(mem, jr_object(o, "createdBy")) };
	if (c->id == 0)
		return false;
	if (c->mailbox_id == 0)
		c->mailbox_id = id_of(jr_object(o, "mailbox"), "id");
	parse_times(o, c);
	parse_tags(mem, jr_array(o, "tags"), c);
	parse_thread_count(mem, o, c);
	parse_customer(mem, o, c);
	return true;
}

bool
hs_parse_user(struct arena *mem, struct json_object *o, struct hs_user *u)
{
	struct hs_person p = parse_person(mem, o);

	*u = (struct hs_user){ .id = p.id, .first = p.first, .last = p.last,
		.email = p.email, .role = text(mem, o, "role"),
		.kind = *p.kind ? p.kind : "user" };
	return u->id != 0;
}

bool
hs_parse_mailbox(struct arena *mem, struct json_object *o,
    struct hs_mailbox *m)
{
	*m = (struct hs_mailbox){ .id = id_of(o, "id"),
		.name = text(mem, o, "name"), .email = text(mem, o, "email") };
	return m->id != 0;
}

bool
hs_parse_customer(struct arena *mem, struct json_object *o,
    struct hs_person *p)
{
	struct json_object *emails = hs_parse_list(o, "emails");

	*p = parse_person(mem, o);
	p->kind = "customer";
	if (*p->email == '\0')
		p->email = text(mem, jr_array_at(emails, 0), "value");
	return p->id != 0;
}

bool
hs_parse_webhook(struct arena *mem, struct json_object *o,
    struct hs_webhook *w)
{
	*w = (struct hs_webhook){ .id = id_of(o, "id"),
		.url = text(mem, o, "url"), .state = text(mem, o, "state"),
		.label = text(mem, o, "label"),
		.n_events = jr_len(jr_array(o, "events")) };
	return w->id != 0;
}
