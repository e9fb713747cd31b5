/* SPDX-License-Identifier: MIT */
#include "model/intake.h"

#include "base/arena.h"
#include "db/db.h"

/* One column of a statement: where it stands in a row. */
struct column {
	enum { COL_INT, COL_TIME, COL_TEXT } kind;
	size_t offset;
};

#define CONVERSATION(kind, member)                                             \
	{ COL_##kind, offsetof(struct intake_conversation, member) }
#define MESSAGE(kind, member)                                                  \
	{ COL_##kind, offsetof(struct intake_message, member) }
#define PERSON(kind, member)                                                   \
	{ COL_##kind, offsetof(struct intake_person, member) }

/* In the order of the parameters of the query. */
static const struct column conversation_columns[] = {
	CONVERSATION(INT, id),
	CONVERSATION(INT, number),
	CONVERSATION(INT, mailbox_id),
	CONVERSATION(INT, customer_id),
	CONVERSATION(INT, assignee_id),
	CONVERSATION(TEXT, kind),
	CONVERSATION(TEXT, status),
	CONVERSATION(TEXT, subject),
	CONVERSATION(TEXT, tags),
	CONVERSATION(TEXT, source),
	CONVERSATION(TIME, created_at),
	CONVERSATION(TIME, closed_at),
	CONVERSATION(TIME, user_updated_at),
	CONVERSATION(TIME, modified_at),
	CONVERSATION(TIME, first_reply_at),
	CONVERSATION(TIME, waiting_since),
	CONVERSATION(INT, customer_count),
	CONVERSATION(INT, reply_count),
	CONVERSATION(INT, note_count),
	CONVERSATION(TEXT, hash),
	CONVERSATION(INT, deleted),
};

static const struct column message_columns[] = {
	MESSAGE(INT, id),
	MESSAGE(INT, conversation_id),
	MESSAGE(TEXT, kind),
	MESSAGE(TEXT, author_kind),
	MESSAGE(INT, author_id),
	MESSAGE(TEXT, state),
	MESSAGE(INT, saved_reply),
	MESSAGE(TIME, created_at),
	MESSAGE(TEXT, body),
	MESSAGE(TEXT, quoted),
	MESSAGE(TEXT, rating),
	MESSAGE(TEXT, rating_comment),
};

/* Customers have the first four, mailboxes id, first, email, demo. */
static const struct column person_columns[] = {
	PERSON(INT, id),
	PERSON(TEXT, first),
	PERSON(TEXT, last),
	PERSON(TEXT, email),
	PERSON(TEXT, role),
	PERSON(TEXT, kind),
};

static const struct column mailbox_columns[] = {
	PERSON(INT, id),
	PERSON(TEXT, first),
	PERSON(TEXT, email),
	PERSON(INT, demo),
};

enum { MAX_COLUMNS = 24 };

#define COLUMNS(table) (table), sizeof(table) / sizeof(*(table))

static struct arg
column_of(struct arena *mem, const struct column *col, const void *rows,
    size_t size, size_t n)
{
	const char *at = (const char *)rows + col->offset;
	const char **texts = NULL;
	int64_t *ints = NULL;

	if (col->kind == COL_TEXT)
		texts = arena_array(mem, n, sizeof(*texts));
	else
		ints = arena_array(mem, n, sizeof(*ints));
	for (size_t i = 0; i < n; i++, at += size) {
		if (col->kind == COL_TEXT)
			texts[i] = *(const char *const *)(const void *)at;
		else
			ints[i] = *(const int64_t *)(const void *)at;
	}
	if (col->kind == COL_TEXT)
		return arg_texts(texts, n);
	return col->kind == COL_TIME ? arg_times(ints, n) : arg_ints(ints, n);
}

static enum rc
save(struct db *db, struct arena *mem, enum query q,
    const struct column *columns, size_t n_columns, const void *rows,
    size_t size, size_t n, struct rows *out)
{
	struct arg args[MAX_COLUMNS];

	for (size_t i = 0; i < n_columns; i++)
		args[i] = column_of(mem, &columns[i], rows, size, n);
	return db_rows(db, mem, q, out, args, n_columns);
}

enum rc
intake_relaxed(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_intake_relaxed, NO_ARGS);
}

enum rc
intake_known(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    struct intake_known **out, size_t *n_out)
{
	struct intake_known *known;
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_intake_known, &rows,
	    ARGS(arg_ints(ids, n)));

	if (rc != RC_OK)
		return rc;
	known = arena_array(mem, rows.n, sizeof(*known));
	for (size_t i = 0; i < rows.n; i++) {
		known[i].id = row_int(&rows, i, 0);
		known[i].hash = row_text(&rows, i, 1);
		known[i].created_at = row_int(&rows, i, 2);
		known[i].mailbox_id = row_int(&rows, i, 3);
	}
	*out = known;
	*n_out = rows.n;
	return RC_OK;
}

enum rc
intake_conversations(struct db *db, struct arena *mem,
    const struct intake_conversation *list, size_t n)
{
	struct rows rows;

	return save(db, mem, Q_intake_conversations,
	    COLUMNS(conversation_columns), list, sizeof(*list), n, &rows);
}

enum rc
intake_messages(struct db *db, struct arena *mem,
    const struct intake_message *list, size_t n, int64_t **moved,
    size_t *n_moved)
{
	struct rows rows;
	enum rc rc = save(db, mem, Q_intake_messages, COLUMNS(message_columns),
	    list, sizeof(*list), n, &rows);

	if (rc != RC_OK)
		return rc;
	*moved = row_ints(mem, &rows, 0);
	*n_moved = rows.n;
	return RC_OK;
}

enum rc
intake_messages_gone(struct db *db, struct arena *mem,
    const int64_t *conversations, size_t n, const int64_t *messages,
    size_t n_messages)
{
	return db_run(db, mem, Q_intake_messages_gone,
	    ARGS(arg_ints(conversations, n), arg_ints(messages, n_messages)));
}

static enum rc
save_people(struct db *db, struct arena *mem, enum query q,
    const struct column *columns, size_t n_columns,
    const struct intake_person *list, size_t n)
{
	struct rows rows;

	return save(db, mem, q, columns, n_columns, list, sizeof(*list), n,
	    &rows);
}

enum rc
intake_customers(struct db *db, struct arena *mem,
    const struct intake_person *list, size_t n)
{
	return save_people(db, mem, Q_intake_customers, person_columns, 4, list,
	    n);
}

enum rc
intake_agents(struct db *db, struct arena *mem,
    const struct intake_person *list, size_t n)
{
	return save_people(db, mem, Q_intake_agents, COLUMNS(person_columns),
	    list, n);
}

enum rc
intake_mailboxes(struct db *db, struct arena *mem,
    const struct intake_person *list, size_t n)
{
	return save_people(db, mem, Q_intake_mailboxes,
	    COLUMNS(mailbox_columns), list, n);
}

enum rc
intake_marks(struct db *db, struct arena *mem, const int64_t *conversations,
    size_t n, const int64_t *times, size_t n_times)
{
	return db_run(db, mem, Q_intake_marks, ARGS(arg_ints(conversations, n),
	    arg_times(times, n_times)));
}

enum rc
intake_gone(struct db *db, struct arena *mem, int64_t id, int64_t merged_into,
    int64_t *created_at)
{
	*created_at = 0;
	return db_int(db, mem, Q_intake_gone, created_at, ARGS(arg_int(id),
	    arg_int(merged_into)));
}

enum rc
intake_seen(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return db_run(db, mem, Q_intake_seen, ARGS(arg_ints(ids, n)));
}

enum rc
intake_seen_clear(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_intake_seen_clear, NO_ARGS);
}

enum rc
intake_missed(struct db *db, struct arena *mem, int64_t started_at,
    int64_t since, const int64_t *mailboxes, size_t n_mailboxes,
    int64_t after, int64_t limit, int64_t **ids, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_intake_missed, &rows,
	    ARGS(arg_time(started_at), arg_time(since),
	    arg_ints(mailboxes, n_mailboxes), arg_int(after),
	    arg_int(limit)));

	if (rc != RC_OK)
		return rc;
	*ids = row_ints(mem, &rows, 0);
	*n = rows.n;
	return RC_OK;
}
