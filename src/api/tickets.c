/* SPDX-License-Identifier: MIT */
/* Lists of conversations in the shapes of the replaced dashboard. "Recent" is
 * by the time of the last change there; the event time of charts is another. */
#include "api/api.h"

#include "api/words.h"
#include "ask/filter.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/sample.h"
#include "model/window.h"

#include <stdlib.h>

enum { TEXT_CHARS = 20000, PREVIEW_CHARS = 200, LIST_MOST = 2000,
	POLL_MOST = 10 };

const struct param tickets_params[] = {
	WINDOW_PARAMS("24"),
	{ "limit", P_CLAMP, "200", 1, LIST_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param cluster_params[] = {
	{ "cluster_key", P_TEXT, NULL, 1, 200, NULL },
	{ "hours", P_CLAMP, "48", 1, WINDOW_MAX_HOURS, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param poll_params[] = {
	{ "since", P_INT, "0", 0, INT64_C(1) << 40, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static enum rc
read_texts(struct req *rq, const struct conversation *c, size_t n,
    int64_t chars, const char ***texts)
{
	int64_t *ids = arena_array(rq->mem, n, sizeof(*ids));

	for (size_t i = 0; i < n; i++)
		ids[i] = c[i].id;
	return sample_texts(rq->db, rq->mem, ids, n, chars, texts);
}

/* Conversations changed at or after since, latest change first. */
static enum rc
read_changed(struct req *rq, int64_t since, int64_t mailbox, int64_t most,
    struct conversation **c, size_t *n)
{
	struct filter f = { .mailbox = mailbox };
	enum rc rc = conversation_list(rq->db, rq->mem, &f, SORT_MODIFIED,
	    NULL, most, c, n);

	while (rc == RC_OK && *n > 0 && (*c)[*n - 1].modified_at < since)
		(*n)--;
	return rc;
}

enum rc
api_tickets(struct req *rq)
{
	int64_t since = clock_now() - req_int(rq, "hours") * HOUR;
	struct conversation *c = NULL;
	const char **texts = NULL;
	size_t n = 0;
	enum rc rc = db_begin_snapshot(rq->db);
	struct jw w;

	if (rc == RC_OK)
		rc = read_changed(rq, since, req_int(rq, "mailbox"),
		    req_int(rq, "limit"), &c, &n);
	if (rc == RC_OK)
		rc = read_texts(rq, c, n, TEXT_CHARS, &texts);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "conversations"));
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		jw_int(jw_key(&w, "id"), c[i].id);
		jw_int(jw_key(&w, "number"), c[i].number);
		jw_text(jw_key(&w, "subject"), c[i].subject);
		jw_text(jw_key(&w, "last_text"), texts[i]);
		jw_texts(jw_key(&w, "tags"), c[i].tags, c[i].n_tags);
		jw_time(jw_key(&w, "updated_at"), c[i].modified_at);
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

static int
by_number(const void *a, const void *b)
{
	const struct conversation *x = a, *y = b;

	return (x->number < y->number) - (x->number > y->number);
}

static void
write_member(struct req *rq, struct jw *w, const struct conversation *c,
    const char *text)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), c->id);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_text(jw_key(w, "customer_name"), c->customer);
	jw_time(jw_key(w, "updated_at"), c->modified_at);
	jw_text(jw_key(w, "hs_link"), api_help_scout(rq, c->id, c->number));
	jw_text(jw_key(w, "text_preview"), text);
	jw_end(w);
}

/* A key that is no group's is a group without members, as it was there. */
enum rc
api_cluster(struct req *rq)
{
	struct window span = window_last(clock_now(), req_int(rq, "hours"), 0);
	struct filter f = { .from = span.from, .to = span.to };
	int64_t count = 0, customers;
	struct conversation *c = NULL;
	const char **texts = NULL;
	size_t n = 0;
	enum rc rc = db_begin_snapshot(rq->db);
	struct jw w;

	if (rc == RC_OK && parse_int(req_text(rq, "cluster_key"), 1, INT64_MAX,
	    &f.cluster)) {
		rc = conversation_count(rq->db, rq->mem, &f, &count,
		    &customers);
		if (rc == RC_OK)
			rc = conversation_list(rq->db, rq->mem, &f,
			    SORT_NEWEST, NULL, LIST_MOST, &c, &n);
	}
	if (rc == RC_OK)
		rc = read_texts(rq, c, n, PREVIEW_CHARS, &texts);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	if (n > 0)
		qsort(c, n, sizeof(*c), by_number);
	w = req_json(rq);
	jw_object(&w);
	jw_text(jw_key(&w, "cluster_key"), req_text(rq, "cluster_key"));
	jw_int(jw_key(&w, "count"), count);
	jw_array(jw_key(&w, "conversations"));
	for (size_t i = 0; i < n; i++)
		write_member(rq, &w, &c[i], texts[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

static void
write_update(struct jw *w, const struct conversation *c)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "ticket_update");
	jw_int(jw_key(w, "conv_id"), c->id);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_num(jw_key(w, "updated_at"), (double)c->modified_at);
	jw_end(w);
}

enum rc
api_poll(struct req *rq)
{
	int64_t now = clock_now(), since = req_int(rq, "since");
	struct conversation *c;
	size_t n;
	enum rc rc;
	struct jw w;

	if (since == 0)
		since = now - now % DAY;
	rc = read_changed(rq, since + 1, 0, POLL_MOST, &c, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_array(jw_key(&w, "updates"));
	for (size_t i = 0; i < n; i++)
		write_update(&w, &c[i]);
	jw_end(&w);
	jw_num(jw_key(&w, "timestamp"), (double)now);
	jw_end(&w);
	return RC_OK;
}
