/* SPDX-License-Identifier: MIT */
#include "model/conversation.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/table.h"
#include "db/db.h"

#include <string.h>

static const struct {
	const char *word;
	enum query query;
} sorts[] = {
	[SORT_NEWEST] = { "newest", Q_conversation_newest },
	[SORT_OLDEST] = { "oldest", Q_conversation_oldest },
	[SORT_MODIFIED] = { "modified", Q_conversation_modified },
	[SORT_WAITING] = { "waiting", Q_conversation_waiting },
	[SORT_SEVERITY] = { "severity", Q_conversation_severity },
};

enum sort
sort_of(const char *word)
{
	size_t i = TABLE_FIND(sorts, word, word);

	return i < TABLE_LEN(sorts) ? (enum sort)i : SORT_NEWEST;
}

static struct arg
word_arg(const char *s)
{
	return arg_text(s == NULL ? "" : s);
}

void
filter_args(const struct filter *f, struct arg *args)
{
	const struct arg made[FILTER_ARGS] = {
		arg_time(f->from), arg_time(f->to), arg_int(f->mailbox),
		word_arg(f->category), word_arg(f->mention),
		word_arg(f->severity), word_arg(f->platform),
		word_arg(f->version), word_arg(f->intent),
		arg_int(f->cluster), word_arg(f->status), word_arg(f->flag),
		arg_int(f->customer), word_arg(f->words),
	};

	memcpy(args, made, sizeof(made));
}

/* The columns that every conversation query begins with. */
static void
read_row(struct arena *mem, const struct rows *r, size_t i,
    struct conversation *c)
{
	*c = (struct conversation){
		.id = row_int(r, i, 0), .number = row_int(r, i, 1),
		.subject = row_text(r, i, 2), .one_liner = row_text(r, i, 3),
		.created_at = row_int(r, i, 4), .modified_at = row_int(r, i, 5),
		.mailbox_id = row_int(r, i, 6), .mailbox = row_text(r, i, 7),
		.customer_id = row_int(r, i, 8), .customer = row_text(r, i, 9),
		.status = row_text(r, i, 10), .severity = row_text(r, i, 11),
		.score = row_int(r, i, 12),
		.main_category = row_text(r, i, 13),
		.intent = row_text(r, i, 15), .platform = row_text(r, i, 16),
		.app_version = row_text(r, i, 17), .device = row_text(r, i, 18),
		.level = row_int(r, i, 19), .cluster_id = row_int(r, i, 20),
		.waiting_since = row_int(r, i, 21),
		.first_reply_seconds = row_int(r, i, 22),
		.is_empty = row_bool(r, i, 24),
		.is_unreadable = row_bool(r, i, 25),
		.is_delete_request = row_bool(r, i, 26),
		.engine = row_text(r, i, 27), .replies = row_int(r, i, 28),
		.customer_messages = row_int(r, i, 29),
		.said_by = row_text(r, i, 30),
	};
	c->categories = row_texts(mem, r, i, 14, &c->n_categories);
	c->tags = row_texts(mem, r, i, 23, &c->n_tags);
}

enum { COLUMNS = CONVERSATION_COLUMNS };

void
conversation_read(struct arena *mem, const struct rows *r, size_t i,
    struct conversation *c)
{
	read_row(mem, r, i, c);
}

static enum rc
read_list(struct arena *mem, const struct rows *rows,
    struct conversation **out, size_t *n)
{
	*out = arena_array(mem, rows->n, sizeof(**out));
	*n = rows->n;
	for (size_t i = 0; i < rows->n; i++)
		read_row(mem, rows, i, &(*out)[i]);
	return RC_OK;
}

static int64_t
sort_value(enum sort sort, const struct conversation *c)
{
	return sort == SORT_MODIFIED ? c->modified_at :
	    sort == SORT_WAITING ? c->waiting_since : c->created_at;
}

enum rc
conversation_list(struct db *db, struct arena *mem, const struct filter *f,
    enum sort sort, const struct conversation *after, int64_t most,
    struct conversation **out, size_t *n)
{
	struct arg args[FILTER_ARGS + 4];
	struct rows rows;
	enum rc rc;

	filter_args(f, args);
	args[FILTER_ARGS] = arg_time(after ? sort_value(sort, after) : 0);
	args[FILTER_ARGS + 1] = arg_int(after ? after->id : 0);
	args[FILTER_ARGS + 2] = arg_int(most);
	args[FILTER_ARGS + 3] = arg_text(after && after->severity ? after->severity : "low");
	rc = db_rows(db, mem, sorts[sort].query, &rows, args,
	    FILTER_ARGS + (sort == SORT_SEVERITY ? 4 : 3));
	return rc == RC_OK ? read_list(mem, &rows, out, n) : rc;
}

enum rc
conversation_these(struct db *db, struct arena *mem, const int64_t *ids,
    size_t n_ids, struct conversation **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_conversation_these, &rows,
	    ARGS(arg_ints(ids, n_ids)));

	return rc == RC_OK ? read_list(mem, &rows, out, n) : rc;
}

const char *
conversation_cursor(struct arena *mem, enum sort sort,
    const struct conversation *c)
{
	return arena_fmt(mem, "%lld.%lld.%s", (long long)sort_value(sort, c),
	    (long long)c->id, sort == SORT_SEVERITY ? c->severity : "");
}

bool
conversation_cursor_read(struct arena *mem, enum sort sort, const char *text,
    struct conversation *after)
{
	static const char *const severities[] = { "low", "medium", "high",
		"critical" };
	const char *dot = strchr(text, '.');
	const char *last = dot ? strchr(dot + 1, '.') : NULL;
	int64_t at;

	*after = (struct conversation){ 0 };
	if (last == NULL || !parse_int(arena_copy(mem, text,
	    (size_t)(dot - text)), 0, INT64_C(1) << 40, &at) ||
	    !parse_int(arena_copy(mem, dot + 1, (size_t)(last - dot - 1)), 0,
	    INT64_MAX, &after->id))
		return false;
	after->created_at = after->modified_at = after->waiting_since = at;
	for (size_t i = 0; i < 4; i++)
		if (strcmp(last + 1, severities[i]) == 0)
			after->severity = severities[i];
	return (sort == SORT_SEVERITY) == (after->severity != NULL);
}

enum rc
conversation_count(struct db *db, struct arena *mem, const struct filter *f,
    int64_t *conversations, int64_t *customers)
{
	struct arg args[FILTER_ARGS];
	struct rows rows;
	enum rc rc;

	filter_args(f, args);
	rc = db_rows(db, mem, Q_conversation_count, &rows, args, FILTER_ARGS);
	if (rc != RC_OK)
		return rc;
	*conversations = row_int(&rows, 0, 0);
	*customers = row_int(&rows, 0, 1);
	return RC_OK;
}

static enum rc
read_facets(struct db *db, struct arena *mem, enum query query,
    const struct filter *f, struct facet **out, size_t *n)
{
	struct arg args[FILTER_ARGS];
	struct rows rows;
	enum rc rc;

	filter_args(f, args);
	rc = db_rows(db, mem, query, &rows, args, FILTER_ARGS);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct facet){ row_text(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

enum rc
conversation_facets(struct db *db, struct arena *mem, const struct filter *f,
    struct facet **out, size_t *n)
{
	return read_facets(db, mem, Q_conversation_facets, f, out, n);
}

enum rc
conversation_marks(struct db *db, struct arena *mem, const struct filter *f,
    struct facet **out, size_t *n)
{
	return read_facets(db, mem, Q_conversation_marks, f, out, n);
}

enum rc
conversation_urgent(struct db *db, struct arena *mem, const struct window *w,
    int64_t most, struct conversation **out, size_t *n, int64_t *all)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_conversation_urgent, &rows,
	    ARGS(arg_int(w->mailbox), arg_int(most), arg_time(w->from),
	    arg_time(w->to)));

	if (rc != RC_OK)
		return rc;
	*all = rows.n > 0 ? row_int(&rows, 0, COLUMNS) : 0;
	return read_list(mem, &rows, out, n);
}

enum rc
conversation_alike(struct db *db, struct arena *mem, int64_t cluster,
    int64_t but, int64_t most, struct alike **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_conversation_alike, &rows,
	    ARGS(arg_int(cluster), arg_int(but), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct alike){ row_int(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

struct each {
	struct arena *mem;
	bool (*fn)(void *, const struct conversation *);
	void *ctx;
};

static bool
each_row(void *ctx, const struct rows *rows, size_t i)
{
	struct each *e = ctx;
	struct conversation c;
	bool more;

	read_row(e->mem, rows, i, &c);
	more = e->fn(e->ctx, &c);
	arena_reset(e->mem);
	return more;
}

enum rc
conversation_each(struct db *db, struct arena *mem, const struct filter *f,
    bool (*fn)(void *, const struct conversation *), void *ctx)
{
	struct each e = { arena_begin(), fn, ctx };
	struct arg args[FILTER_ARGS + 3];
	enum rc rc;

	filter_args(f, args);
	args[FILTER_ARGS] = arg_time(0);
	args[FILTER_ARGS + 1] = arg_int(0);
	args[FILTER_ARGS + 2] = arg_int(INT64_MAX);
	rc = db_stream(db, mem, Q_conversation_newest, each_row, &e, args,
	    FILTER_ARGS + 3);
	arena_end(e.mem);
	return rc;
}

enum rc
conversation_one(struct db *db, struct arena *mem, int64_t id,
    struct conversation *c, struct conversation_more *more)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_conversation_one, &r,
	    ARGS(arg_int(id)));
	int k = COLUMNS;

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	read_row(mem, &r, 0, c);
	*more = (struct conversation_more){
		.reasons = row_text(&r, 0, k), .os_version = row_text(&r, 0,
		    k + 1), .game_user_id = row_text(&r, 0, k + 2),
		.ruleset_version = row_int(&r, 0, k + 3),
		.analysed_at = row_int(&r, 0, k + 4),
		.assignee = row_text(&r, 0, k + 5),
		.source = row_text(&r, 0, k + 6),
		.kind = row_text(&r, 0, k + 7),
		.group_title = row_text(&r, 0, k + 8),
		.group_size = row_int(&r, 0, k + 9),
		.counted = row_bool(&r, 0, k + 10),
		.closed_at = row_int(&r, 0, k + 11),
		.merged_into = row_int(&r, 0, k + 12),
		.deleted_at = row_int(&r, 0, k + 13),
		.learnt = row_int(&r, 0, k + 14),
		.learnt_from = row_int(&r, 0, k + 15),
		.guess = row_text(&r, 0, k + 16),
		.sure = row_int(&r, 0, k + 17),
		.rules_category = row_text(&r, 0, k + 18),
	};
	return RC_OK;
}

enum rc
conversation_messages(struct db *db, struct arena *mem, int64_t id,
    struct message **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_message_list, &r, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct message){
			.id = row_int(&r, i, 0), .kind = row_text(&r, i, 1),
			.by_user = strcmp(row_text(&r, i, 2), "user") == 0,
			.author = row_text(&r, i, 3),
			.state = row_text(&r, i, 4),
			.created_at = row_int(&r, i, 5),
			.body = row_text(&r, i, 6),
			.quoted = row_text(&r, i, 7),
			.rating = row_text(&r, i, 8),
			.rating_comment = row_text(&r, i, 9),
			.saved_reply = row_bool(&r, i, 10),
		};
	return RC_OK;
}

enum rc
conversation_find(struct db *db, struct arena *mem, int64_t number,
    int64_t *id)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_conversation_find, &r,
	    ARGS(arg_int(number)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*id = row_int(&r, 0, 0);
	return RC_OK;
}

enum rc
conversation_stored(struct db *db, struct arena *mem, int64_t id)
{
	return db_took(db, mem, Q_conversation_stored, RC_NOT_FOUND,
	    ARGS(arg_int(id)));
}

static struct customer_row
read_customer(const struct rows *r, size_t i)
{
	return (struct customer_row){ row_int(r, i, 0), row_text(r, i, 1),
		row_int(r, i, 2), row_int(r, i, 3), row_text(r, i, 4) };
}

enum rc
customer_list(struct db *db, struct arena *mem, const struct filter *f,
    const struct customer_row *after, int64_t most, struct customer_row **out,
    size_t *n)
{
	struct arg args[FILTER_ARGS + 3];
	struct rows r;
	enum rc rc;

	filter_args(f, args);
	args[FILTER_ARGS] = arg_int(after ? after->n : 0);
	args[FILTER_ARGS + 1] = arg_int(after ? after->id : 0);
	args[FILTER_ARGS + 2] = arg_int(most);
	rc = db_rows(db, mem, Q_customer_list, &r, args, FILTER_ARGS + 3);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = read_customer(&r, i);
	return RC_OK;
}

struct each_customer {
	bool (*fn)(void *, const struct customer_row *);
	void *ctx;
};

static bool
each_customer_row(void *ctx, const struct rows *rows, size_t i)
{
	const struct each_customer *e = ctx;
	struct customer_row c = read_customer(rows, i);

	return e->fn(e->ctx, &c);
}

enum rc
customer_each(struct db *db, struct arena *mem, const struct filter *f,
    bool (*fn)(void *, const struct customer_row *), void *ctx)
{
	struct each_customer e = { fn, ctx };
	struct arg args[FILTER_ARGS + 3];

	filter_args(f, args);
	args[FILTER_ARGS] = arg_int(0);
	args[FILTER_ARGS + 1] = arg_int(0);
	args[FILTER_ARGS + 2] = arg_int(INT64_MAX);
	return db_stream(db, mem, Q_customer_list, each_customer_row, &e, args,
	    FILTER_ARGS + 3);
}

enum rc
mailbox_list(struct db *db, struct arena *mem, struct mailbox **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_mailbox_list, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct mailbox){ row_int(&r, i, 0),
			row_text(&r, i, 1) };
	return RC_OK;
}
