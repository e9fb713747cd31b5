/* SPDX-License-Identifier: MIT */
#include "job/import.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/order.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "job/facts.h"
#include "model/cursor.h"
#include "model/data.h"
#include "model/intake.h"
#include "model/queue.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_AGENTS = 4096 };

/* One changed conversation of a page. */
struct item {
	struct intake_conversation row;
	struct intake_message *messages;
	size_t n_messages;
	int64_t old_created_at;		/* 0: it was not here */
	const struct hs_conversation *from;
};

struct batch {
	struct item *items;
	size_t n;
	int64_t *ids;			/* all of the page, changed or not */
	size_t n_ids;
};

void
import_open(struct import *im, struct db *db, struct hs *hs)
{
	*im = (struct import){ .db = db, .hs = hs };
	im->only = "";
	im->agents = must_alloc(MAX_AGENTS * sizeof(*im->agents));
}

void
import_close(struct import *im)
{
	free(im->agents);
}

static int
by_id(const void *a, const void *b)
{
	const struct hs_conversation *x = a, *y = b;

	return order_int(x->id, y->id);
}

static const struct intake_known *
find_known(const struct intake_known *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static bool
add_item(struct import *im, struct arena *mem, struct batch *b,
    const struct hs_conversation *c, const char *hash,
    const struct intake_known *known)
{
	struct item *item = &b->items[b->n];

	if (!facts_of(mem, c, hash, &item->row, &item->messages,
	    &item->n_messages)) {
		LOG(WARN, "conversation_without_time", L_INT("id", c->id));
		im->counts.refused++;
		return false;
	}
	item->old_created_at = known ? known->created_at : 0;
	item->from = c;
	b->n++;
	return true;
}

enum rc
import_prepare(struct import *im, struct arena *mem,
    struct hs_conversation *list, size_t n, struct batch **out)
{
	struct batch *b = arena_alloc(mem, sizeof(*b));
	struct hs_conversation **changed, **missing;
	const struct intake_known **before;
	struct intake_known *known;
	size_t n_known, n_changed = 0, n_missing = 0;
	const char **hash;
	enum rc rc;

	im->counts.read += (int64_t)n;
	/* by id, so that two writers cannot lock each other; each once: a list
	 * that changes while it is read can name one twice */
	n = order_distinct(list, n, sizeof(*list), by_id);
	b->ids = arena_array(mem, n, sizeof(*b->ids));
	b->n_ids = n;
	for (size_t i = 0; i < n; i++)
		b->ids[i] = list[i].id;
	rc = intake_known(im->db, mem, b->ids, n, &known, &n_known);
	if (rc != RC_OK)
		return rc;
	changed = arena_array(mem, n, sizeof(*changed));
	missing = arena_array(mem, n, sizeof(*missing));
	before = arena_array(mem, n, sizeof(*before));
	hash = arena_array(mem, n, sizeof(*hash));
	for (size_t i = 0; i < n; i++) {
		const struct intake_known *k = find_known(known, n_known,
		    list[i].id);
		const char *sum = facts_hash(mem, &list[i]);

		/* sum begins with \x. What an agent has begun to write and
		 * not sent is nobody's report yet. */
		if ((k != NULL && strcmp(k->hash, sum + 2) == 0) ||
		    strcmp(list[i].state, "draft") == 0)
			continue;
		before[n_changed] = k;
		hash[n_changed] = sum;
		changed[n_changed++] = &list[i];
		if (hs_threads_missing(&list[i]))
			missing[n_missing++] = &list[i];
	}
	im->result = hs_threads_fill(im->hs, mem, missing, n_missing);
	if (im->result != HS_OK)
		return im->result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
	b->items = arena_array(mem, n_changed, sizeof(*b->items));
	for (size_t i = 0; i < n_changed; i++)
		add_item(im, mem, b, changed[i], changed[i]->threads_failed ?
		    "\\x" : hash[i], before[i]);
	*out = b;
	return RC_OK;
}

/* --- people --------------------------------------------------------------- */

struct people {
	struct intake_person *list;
	size_t n;
};

static int
by_person(const void *a, const void *b)
{
	const struct intake_person *x = a, *y = b;

	return order_int(x->id, y->id);
}

static void
add_person(struct people *p, const struct hs_person *from)
{
	if (from->id == 0)
		return;
	p->list[p->n++] = (struct intake_person){ .id = from->id,
		.first = from->first, .last = from->last,
		.email = from->email, .role = "",
		.kind = *from->kind ? from->kind : "user" };
}

static bool
is_customer(const struct hs_person *p)
{
	return strcmp(p->kind, "customer") == 0;
}

/* Each once; what one mention does not say is taken from another. */
static void
merge_people(struct people *p)
{
	size_t kept = 0;

	qsort(p->list, p->n, sizeof(*p->list), by_person);
	for (size_t i = 0; i < p->n; i++) {
		struct intake_person *one = &p->list[i], *last;

		if (kept == 0 || one->id != p->list[kept - 1].id) {
			p->list[kept++] = *one;
			continue;
		}
		last = &p->list[kept - 1];
		if (*last->first == '\0' && *last->last == '\0') {
			last->first = one->first;
			last->last = one->last;
		}
		if (*last->email == '\0')
			last->email = one->email;
	}
	p->n = kept;
}

static void
collect_people(struct arena *mem, const struct batch *b, struct people *customers,
    struct people *agents)
{
	size_t most = 0;

	for (size_t i = 0; i < b->n; i++)
		most += b->items[i].from->n_threads + 2;
	customers->list = arena_array(mem, most, sizeof(*customers->list));
	agents->list = arena_array(mem, most, sizeof(*agents->list));
	for (size_t i = 0; i < b->n; i++) {
		const struct hs_conversation *c = b->items[i].from;

		add_person(customers, &c->customer);
		add_person(agents, &c->assignee);
		for (size_t k = 0; k < c->n_threads; k++) {
			const struct hs_person *p = &c->threads[k].author;

			if (is_customer(p))
				add_person(customers, p);
			else if (*p->kind != '\0')
				add_person(agents, p);
		}
	}
	merge_people(customers);
	merge_people(agents);
}

/* FNV-1a of all that is saved of an agent. */
static uint64_t
fingerprint(const struct intake_person *p)
{
	const char *const parts[] = { p->first, p->last, p->email, p->kind };
	uint64_t h = 14695981039346656037u ^ (uint64_t)p->id;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		for (const char *s = parts[i]; *s != '\0'; s++)
			h = (h ^ (unsigned char)*s) * 1099511628211u;
		h = (h ^ 0xff) * 1099511628211u;
	}
	return h;
}

/* Agents are few and stand in every message: those saved by this run as they
 * are need not be sent again. The table is direct-mapped; a collision costs a
 * statement and nothing else. */
static void
forget_known_agents(const struct import *im, struct people *agents)
{
	size_t kept = 0;

	for (size_t i = 0; i < agents->n; i++) {
		uint64_t h = fingerprint(&agents->list[i]);

		if (im->agents[h % MAX_AGENTS] != h)
			agents->list[kept++] = agents->list[i];
	}
	agents->n = kept;
}

static void
remember_agents(struct import *im, const struct people *agents)
{
	for (size_t i = 0; i < agents->n; i++) {
		uint64_t h = fingerprint(&agents->list[i]);

		im->agents[h % MAX_AGENTS] = h;
	}
}

/* --- saving --------------------------------------------------------------- */

static int
by_message(const void *a, const void *b)
{
	const struct intake_message *x = a, *y = b;

	return order_int(x->id, y->id);
}

/* All messages of the batch in the order of their ids, each once. */
static struct intake_message *
all_messages(struct arena *mem, const struct batch *b, size_t *n)
{
	struct intake_message *all;
	size_t total = 0;

	for (size_t i = 0; i < b->n; i++)
		total += b->items[i].n_messages;
	all = arena_array(mem, total, sizeof(*all));
	total = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct item *item = &b->items[i];

		/* A deleted conversation keeps no words. */
		if (item->row.deleted || item->n_messages == 0)
			continue;
		memcpy(all + total, item->messages,
		    item->n_messages * sizeof(*all));
		total += item->n_messages;
	}
	*n = order_distinct(all, total, sizeof(*all), by_message);
	return all;
}

static enum rc
queue_fetch(struct import *im, struct arena *mem, int64_t id)
{
	int64_t job;

	return queue_add(im->db, mem, "conversation", arena_fmt(mem,
	    "{\"id\": %lld}", (long long)id), "import", &job);
}

static enum rc
save_messages(struct import *im, struct arena *mem, const struct batch *b)
{
	struct intake_message *all;
	int64_t *old = arena_array(mem, b->n, sizeof(*old)), *ids, *moved;
	size_t n, n_old = 0, n_moved;
	enum rc rc;

	all = all_messages(mem, b, &n);
	ids = arena_array(mem, n, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = all[i].id;
	for (size_t i = 0; i < b->n; i++)
		if (b->items[i].old_created_at != 0)
			old[n_old++] = b->items[i].row.id;
	rc = intake_messages(im->db, mem, all, n, &moved, &n_moved);
	if (rc == RC_OK && n_old > 0)
		rc = intake_messages_gone(im->db, mem, old, n_old, ids, n);
	/* Whom messages were taken from was merged away: nothing else says so
	 * but asking for it. */
	for (size_t i = 0; i < n_moved && rc == RC_OK; i++)
		rc = queue_fetch(im, mem, moved[i]);
	im->counts.messages += (int64_t)n;
	return rc;
}

/* Fetched again later, each by its own job. */
static enum rc
queue_incomplete(struct import *im, struct arena *mem, const struct batch *b)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < b->n && rc == RC_OK; i++)
		if (b->items[i].from->threads_failed)
			rc = queue_fetch(im, mem, b->items[i].row.id);
	return rc;
}

static enum rc
save_marks(struct import *im, struct arena *mem, const struct batch *b)
{
	int64_t *ids = arena_array(mem, b->n, sizeof(*ids));
	int64_t *times = arena_array(mem, 2 * b->n, sizeof(*times));
	size_t n_times = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct item *item = &b->items[i];

		ids[i] = item->row.id;
		times[n_times++] = item->row.created_at;
		if (item->old_created_at != 0 &&
		    item->old_created_at != item->row.created_at)
			times[n_times++] = item->old_created_at;
	}
	return intake_marks(im->db, mem, ids, b->n, times, n_times);
}

static enum rc
save_people(struct import *im, struct arena *mem, const struct batch *b,
    struct people *agents)
{
	struct people customers = { NULL, 0 };
	enum rc rc = RC_OK;

	collect_people(mem, b, &customers, agents);
	forget_known_agents(im, agents);
	if (customers.n > 0)
		rc = intake_customers(im->db, mem, customers.list, customers.n);
	if (rc == RC_OK && agents->n > 0)
		rc = intake_agents(im->db, mem, agents->list, agents->n);
	return rc;
}

static enum rc
save_rows(struct import *im, struct arena *mem, const struct batch *b,
    struct people *agents)
{
	struct intake_conversation *rows = arena_array(mem, b->n,
	    sizeof(*rows));
	enum rc rc;

	for (size_t i = 0; i < b->n; i++) {
		rows[i] = b->items[i].row;
		if (rows[i].deleted)
			rows[i].subject = "";
	}
	rc = save_people(im, mem, b, agents);
	if (rc == RC_OK)
		rc = intake_conversations(im->db, mem, rows, b->n);
	if (rc == RC_OK)
		rc = save_messages(im, mem, b);
	if (rc == RC_OK)
		rc = save_marks(im, mem, b);
	return rc;
}

/* The whole transaction; the last statement is the one that others wait for. */
static enum rc
save_once(struct import *im, struct arena *mem, const struct batch *b,
    struct cursor *cursor, bool seen)
{
	struct import_counts before = im->counts;
	int64_t changed = cursor != NULL ? cursor->changed : 0;
	struct people agents = { NULL, 0 };
	enum rc rc = db_begin(im->db);

	if (cursor != NULL)
		cursor->changed += (int64_t)b->n;
	if (rc == RC_OK && cursor != NULL)
		rc = intake_relaxed(im->db, mem);
	if (rc == RC_OK && b->n > 0)
		rc = save_rows(im, mem, b, &agents);
	if (rc == RC_OK && cursor != NULL)
		rc = queue_incomplete(im, mem, b);
	if (rc == RC_OK && seen && b->n_ids > 0)
		rc = intake_seen(im->db, mem, b->ids, b->n_ids);
	if (rc == RC_OK && cursor != NULL)
		rc = cursor_save(im->db, mem, cursor);
	if (rc == RC_OK && b->n > 0)
		rc = data_bump(im->db, mem);
	rc = db_end(im->db, rc);
	if (rc != RC_OK) {
		im->counts = before;
		if (cursor != NULL)
			cursor->changed = changed;
		return rc;
	}
	remember_agents(im, &agents);
	im->counts.changed += (int64_t)b->n;
	return RC_OK;
}

/* Postgres refused something in the batch: each conversation alone, so that one
 * does not keep out the others, nor stop the crawl for ever. */
static enum rc
save_each(struct import *im, struct arena *mem, const struct batch *b,
    struct cursor *cursor, bool seen)
{
	struct batch rest = { .ids = b->ids, .n_ids = b->n_ids };
	struct cursor next = cursor != NULL ? *cursor : (struct cursor){ 0 };
	size_t refused = 0;
	enum rc rc;

	for (size_t i = 0; i < b->n; i++) {
		struct batch one = { .items = &b->items[i], .n = 1 };

		rc = save_once(im, mem, &one, NULL, false);
		if (rc == RC_OK)
			continue;
		if (rc != RC_DB_VALUE)
			return rc;
		LOG(ERROR, "conversation_refused",
		    L_INT("id", b->items[i].row.id));
		refused++;
	}
	im->counts.refused += (int64_t)refused;
	if (cursor != NULL)
		next.changed += (int64_t)(b->n - refused);
	rc = save_once(im, mem, &rest, cursor != NULL ? &next : NULL, seen);
	if (rc == RC_OK && cursor != NULL)
		*cursor = next;
	return rc;
}

enum rc
import_save(struct import *im, struct arena *mem, struct batch *b,
    struct cursor *cursor, bool seen)
{
	enum rc rc = save_once(im, mem, b, cursor, seen);

	if (rc == RC_DB_VALUE)
		rc = save_each(im, mem, b, cursor, seen);
	return rc;
}

/* Is the id in "12, 34"? */
static bool
is_listed(const char *list, int64_t id)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRId64, id);

	for (size_t n; *list != '\0'; list += n) {
		list += strspn(list, ", ");
		n = strcspn(list, ", ");
		if (n == len && memcmp(list, digits, n) == 0)
			return true;
	}
	return false;
}

bool
import_wants(const struct import *im, int64_t mailbox)
{
	return *im->only == '\0' || is_listed(im->only, mailbox);
}

/* --- by id ---------------------------------------------------------------- */

static enum rc
save_gone(struct import *im, struct arena *mem, int64_t id, int64_t merged_into)
{
	int64_t created_at;
	enum rc rc = db_begin(im->db);

	if (rc == RC_OK)
		rc = intake_gone(im->db, mem, id, merged_into, &created_at);
	if (rc == RC_OK && created_at != 0) {
		im->counts.gone++;
		rc = intake_marks(im->db, mem, &id, 1, &created_at, 1);
		if (rc == RC_OK)
			rc = data_bump(im->db, mem);
	}
	return db_end(im->db, rc);
}

static enum rc
save_found(struct import *im, struct arena *mem, struct hs_conversation *c)
{
	struct batch *b;
	int64_t refused = im->counts.refused;
	enum rc rc = import_prepare(im, mem, c, 1, &b);

	/* Webhooks tell of all mailboxes. One that was moved out of ours is
	 * kept, and known to be elsewhere. */
	if (rc == RC_OK && b->n > 0 && b->items[0].old_created_at == 0 &&
	    !import_wants(im, c->mailbox_id))
		return RC_OK;
	if (rc == RC_OK && b->n > 0)
		rc = import_save(im, mem, b, NULL, false);
	if (rc == RC_OK && im->counts.refused > refused)
		return RC_DB_VALUE;
	if (rc == RC_OK && c->threads_failed) {
		im->result = HS_SERVER;
		return RC_UPSTREAM;
	}
	return rc;
}

static bool
is_visible(struct import *im, struct arena *mem, int64_t id,
    const int64_t *mailboxes, size_t n, enum rc *rc)
{
	struct intake_known *known;
	size_t n_known;

	*rc = intake_known(im->db, mem, &id, 1, &known, &n_known);
	if (*rc != RC_OK || n_known == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (mailboxes[i] == known->mailbox_id)
			return true;
	return false;
}

/* The survivor first: it takes over the messages of the one merged into it. */
static enum rc
save_merged(struct import *im, struct arena *mem, int64_t id, int64_t into,
    struct hs_conversation *c)
{
	int64_t again;
	enum rc rc = RC_OK;

	im->result = hs_conversation(im->hs, mem, into, c, &again);
	/* Merged on once more, or deleted: the chain is short, the next look
	 * follows it. */
	if (im->result == HS_OK)
		rc = save_found(im, mem, c);
	else if (im->result != HS_MOVED && im->result != HS_GONE)
		return im->result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
	return rc == RC_OK ? save_gone(im, mem, id, into) : rc;
}

enum rc
import_one(struct import *im, struct arena *mem, int64_t id, bool told,
    const int64_t *mailboxes, size_t n_mailboxes)
{
	struct hs_conversation c;
	int64_t into;
	enum rc rc;

	im->result = hs_conversation(im->hs, mem, id, &c, &into);
	switch (im->result) {
	case HS_OK:
		return save_found(im, mem, &c);
	case HS_MOVED:
		return save_merged(im, mem, id, into, &c);
	case HS_GONE:
		if (!told && !is_visible(im, mem, id, mailboxes, n_mailboxes, &rc))
			return rc;
		return save_gone(im, mem, id, 0);
	case HS_STOPPED:
		return RC_STOPPED;
	default:
		return RC_UPSTREAM;
	}
}

/* --- users and mailboxes -------------------------------------------------- */

static enum rc
save_users(struct import *im, struct arena *mem, const struct hs_user *users,
    size_t n)
{
	struct people p = { arena_array(mem, n, sizeof(*p.list)), n };

	for (size_t i = 0; i < n; i++)
		p.list[i] = (struct intake_person){ .id = users[i].id,
			.first = users[i].first, .last = users[i].last,
			.email = users[i].email, .role = users[i].role,
			.kind = users[i].kind };
	merge_people(&p);
	return p.n ? intake_agents(im->db, mem, p.list, p.n) : RC_OK;
}

static enum rc
save_mailboxes(struct import *im, struct arena *mem,
    const struct hs_mailbox *list, size_t n)
{
	struct people p = { arena_array(mem, n, sizeof(*p.list)), n };

	for (size_t i = 0; i < n; i++)
		p.list[i] = (struct intake_person){ .id = list[i].id,
			.first = list[i].name, .last = "",
			.email = list[i].email, .role = "", .kind = "",
			.demo = hs_made_up(im->hs) };
	merge_people(&p);
	return p.n ? intake_mailboxes(im->db, mem, p.list, p.n) : RC_OK;
}

/* Who may not list users still meets them in what they wrote. */
static enum hs_result
list_users(struct import *im, struct arena *mem, struct hs_user **users,
    size_t *n)
{
	enum hs_result result = hs_users(im->hs, mem, users, n);

	if (result != HS_FORBIDDEN)
		return result;
	LOG(WARN, "users_forbidden");
	*n = 0;
	return HS_OK;
}

enum rc
import_directory(struct import *im, struct arena *mem, struct cursor *cursor,
    int64_t **mailboxes, size_t *n_mailboxes)
{
	struct hs_mailbox *boxes;
	struct hs_user *users;
	size_t n_boxes, n_users;
	enum rc rc;

	im->result = hs_mailboxes(im->hs, mem, &boxes, &n_boxes);
	if (im->result == HS_OK)
		im->result = list_users(im, mem, &users, &n_users);
	if (im->result != HS_OK)
		return im->result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
	rc = db_begin(im->db);
	if (rc == RC_OK)
		rc = save_mailboxes(im, mem, boxes, n_boxes);
	if (rc == RC_OK)
		rc = save_users(im, mem, users, n_users);
	cursor->done_at = clock_now();
	if (rc == RC_OK)
		rc = cursor_save(im->db, mem, cursor);
	rc = db_end(im->db, rc);
	if (rc != RC_OK)
		return rc;
	free(*mailboxes);
	*mailboxes = must_alloc(n_boxes * sizeof(**mailboxes));
	*n_mailboxes = n_boxes;
	for (size_t i = 0; i < n_boxes; i++)
		(*mailboxes)[i] = boxes[i].id;
	return RC_OK;
}
