/* SPDX-License-Identifier: MIT */
#include "db/db.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "db/link.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

static const struct {
	const char *name, *sql;
} queries[] = {
#define QUERY(name, sql) { #name, sql },
#include "db/queries.def"
#undef QUERY
};

struct db {
	PGconn *conn;
	const char *application;
	char *conninfo;
	int64_t timeout_ms;
	enum db_use use;
	char listening[64];
	unsigned connects;
	bool inside;		/* a transaction, lost or not */
	bool prepared[Q_COUNT];
};

struct db *
db_open(const char *conninfo, const char *application, enum db_use use,
    int64_t timeout_ms)
{
	struct db *db = must_alloc(sizeof(*db));

	db->conninfo = must_alloc(strlen(conninfo) + 1);
	memcpy(db->conninfo, conninfo, strlen(conninfo));
	db->application = application;
	db->timeout_ms = timeout_ms;
	db->use = use;
	return db;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	PQfinish(db->conn);
	free(db->conninfo);
	free(db);
}

static void
log_failure(const char *what, const PGresult *res)
{
	const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) :
	    NULL;
	const char *text = res ?
	    PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) : NULL;

	/* 22xxx messages quote the value: only the state is safe to log. */
	if (state != NULL && strncmp(state, "22", 2) == 0)
		text = NULL;
	LOG(ERROR, "query_failed", L_STR("query", what), L_STR("state", state),
	    L_STR("message", text));
}

static void
ignore_notice(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

static const char *const settings[] = {
	/* Groups of a long window, sorted in memory. Starting other processes
	 * takes longer than what most pages ask for. Cursors are for exports: a
	 * plan that begins at once, not one that sorts a million rows first. */
	[DB_PAGES] = " -c work_mem=32MB -c parallel_setup_cost=20000"
	    " -c cursor_tuple_fraction=0.01",
	[DB_BATCH] = " -c enable_seqscan=off -c enable_hashjoin=off"
	    " -c enable_mergejoin=off",
};

static enum rc
connect_now(struct db *db)
{
	const char *keys[] = { "dbname", "fallback_application_name",
		"connect_timeout", "client_encoding", "options", NULL };
	struct sbuf options = SBUF_INIT;
	const char *values[] = { db->conninfo, db->application, "5", "UTF8",
		NULL, NULL };

	/* The statements are short: compiling them costs more than it saves. */
	sbuf_fmt(&options, "-c statement_timeout=%lld -c timezone=UTC"
	    " -c jit=off%s",
	    (long long)db->timeout_ms, settings[db->use]);
	values[4] = options.s;
	PQfinish(db->conn);
	db->conn = PQconnectdbParams(keys, values, 1);
	sbuf_free(&options);
	memset(db->prepared, 0, sizeof(db->prepared));
	db->inside = false;
	if (PQstatus(db->conn) != CONNECTION_OK) {
		LOG(ERROR, "database_down", L_STR("message",
		    PQerrorMessage(db->conn)));
		return RC_DB_DOWN;
	}
	db->connects++;
	PQsetNoticeReceiver(db->conn, ignore_notice, NULL);
	if (db->listening[0] != '\0')
		return db_listen(db, db->listening);
	return RC_OK;
}

static bool
is_connected(const struct db *db)
{
	return db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK;
}

/* A transaction that was lost with its connection is over: what is left of it
 * must not run on a new one, each statement for itself. */
static enum rc
connected(struct db *db)
{
	if (is_connected(db))
		return RC_OK;
	return db->inside ? RC_DB_DOWN : connect_now(db);
}

/* Is it about the values? By class of SQLSTATE. */
static bool
about_values(const PGresult *res)
{
	static const char *const classes[] = {
		"22",	/* data exception */
		"23",	/* integrity constraint */
		"54",	/* too long for an index, a tsvector */
		"P0",	/* raised by a trigger */
	};
	const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) :
	    NULL;

	for (size_t i = 0; state && i < sizeof(classes) / sizeof(*classes); i++)
		if (strncmp(state, classes[i], 2) == 0)
			return true;
	return false;
}

/* What Postgres refuses it says with a state. libpq calls a connection good
 * still when the query could not be sent, since the server has gone, and left a
 * last notice that had not been read. */
static bool
is_lost(const struct db *db, const PGresult *res)
{
	return !is_connected(db) || res == NULL ||
	    PQresultErrorField(res, PG_DIAG_SQLSTATE) == NULL;
}

/* What a failed call means: a lost connection is another thing than a query
 * that Postgres refuses. */
static enum rc
failure(struct db *db, const char *what, const PGresult *res)
{
	log_failure(what, res);
	if (is_lost(db, res)) {
		PQfinish(db->conn);
		db->conn = NULL;
		return RC_DB_DOWN;
	}
	return about_values(res) ? RC_DB_VALUE : RC_DB_QUERY;
}

static enum rc
prepare(struct db *db, enum query q)
{
	PGresult *res;
	enum rc rc = connected(db);

	if (rc != RC_OK || db->prepared[q])
		return rc;
	res = PQprepare(db->conn, queries[q].name, queries[q].sql, 0, NULL);
	if (PQresultStatus(res) == PGRES_COMMAND_OK)
		db->prepared[q] = true;
	else
		rc = failure(db, queries[q].name, res);
	PQclear(res);
	return rc;
}

static void
add_array_text(struct sbuf *out, const char *s)
{
	if (s == NULL) {
		sbuf_text(out, "NULL");
		return;
	}
	sbuf_char(out, '"');
	while (*s != '\0') {
		size_t plain = strcspn(s, "\"\\");

		sbuf_add(out, s, plain);
		s += plain;
		if (*s != '\0') {
			sbuf_char(out, '\\');
			sbuf_char(out, *s++);
		}
	}
	sbuf_char(out, '"');
}

static const char *
array_literal(struct arena *mem, const struct arg *a)
{
	struct sbuf *out = sbuf_arena(mem);
	char iso[CLOCK_ISO_SIZE];

	sbuf_char(out, '{');
	for (size_t i = 0; i < a->n; i++) {
		if (i > 0)
			sbuf_char(out, ',');
		if (a->kind == ARG_TEXTS)
			add_array_text(out, a->v.ss[i]);
		else if (a->kind == ARG_INTS && a->v.is[i] == DB_NULL_INT)
			sbuf_text(out, "NULL");
		else if (a->kind == ARG_INTS)
			sbuf_int(out, a->v.is[i]);
		else
			sbuf_text(out, a->v.is[i] == 0 ? "NULL" :
			    clock_iso(a->v.is[i], iso));
	}
	sbuf_char(out, '}');
	return sbuf_cstr(out);
}

const char *
db_texts(struct arena *mem, const char *const *ss, size_t n)
{
	struct arg a = arg_texts(ss, n);

	return array_literal(mem, &a);
}

static const char *
arg_value(struct arena *mem, const struct arg *a)
{
	char iso[CLOCK_ISO_SIZE];

	switch (a->kind) {
	case ARG_NULL:
		return NULL;
	case ARG_INT:
		return arena_fmt(mem, "%lld", (long long)a->v.i);
	case ARG_BOOL:
		return a->v.i ? "t" : "f";
	case ARG_TIME:
		return a->v.i == 0 ? NULL :
		    arena_text(mem, clock_iso(a->v.i, iso));
	case ARG_TEXT:
		return a->v.s;
	case ARG_INTS:
	case ARG_TIMES:
	case ARG_TEXTS:
		return array_literal(mem, a);
	}
	return NULL;
}

static const char **
arg_values(struct arena *mem, const struct arg *args, size_t n)
{
	const char **values = arena_array(mem, n + 1, sizeof(*values));

	for (size_t i = 0; i < n; i++)
		values[i] = arg_value(mem, &args[i]);
	return values;
}

static void
clear_result(void *res)
{
	PQclear(res);
}

static bool
succeeded(const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);

	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

enum rc
db_rows(struct db *db, struct arena *mem, enum query q, struct rows *rows,
    const struct arg *args, size_t n)
{
	bool outside = db->conn == NULL ||
	    PQtransactionStatus(db->conn) == PQTRANS_IDLE;
	const char **values = arg_values(mem, args, n);
	PGresult *res = NULL;
	enum rc rc = RC_DB_DOWN;

	/* A connection that died while idle is noticed only by using it: outside
	 * a transaction one second try hides a restart of Postgres. */
	for (int try = 0; try < 2; try++) {
		rc = prepare(db, q);
		if (rc == RC_OK) {
			res = PQexecPrepared(db->conn, queries[q].name, (int)n,
			    values, NULL, NULL, 0);
			if (succeeded(res))
				break;
			rc = failure(db, queries[q].name, res);
			PQclear(res);
			res = NULL;
		}
		if (rc != RC_DB_DOWN || !outside)
			break;
	}
	if (res == NULL)
		return rc;
	arena_defer(mem, clear_result, res);
	rows->result = res;
	rows->n = (size_t)PQntuples(res);
	rows->changed = strtoll(PQcmdTuples(res), NULL, 10);
	return RC_OK;
}

enum rc
db_run(struct db *db, struct arena *mem, enum query q, const struct arg *args,
    size_t n)
{
	struct rows rows;

	return db_rows(db, mem, q, &rows, args, n);
}

enum rc
db_int(struct db *db, struct arena *mem, enum query q, int64_t *out,
    const struct arg *args, size_t n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, q, &rows, args, n);

	if (rc == RC_OK && rows.n > 0)
		*out = row_int(&rows, 0, 0);
	return rc;
}

enum rc
db_took(struct db *db, struct arena *mem, enum query q, enum rc none,
    const struct arg *args, size_t n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, q, &rows, args, n);

	return rc == RC_OK && rows.n == 0 ? none : rc;
}

const char *
row_text(const struct rows *r, size_t row, int col)
{
	return PQgetvalue(r->result, (int)row, col);
}

int64_t
row_int(const struct rows *r, size_t row, int col)
{
	return strtoll(row_text(r, row, col), NULL, 10);
}

double
row_num(const struct rows *r, size_t row, int col)
{
	return strtod(row_text(r, row, col), NULL);
}

bool
row_bool(const struct rows *r, size_t row, int col)
{
	return row_text(r, row, col)[0] == 't';
}

bool
row_null(const struct rows *r, size_t row, int col)
{
	return PQgetisnull(r->result, (int)row, col);
}

int64_t *
row_ints(struct arena *mem, const struct rows *r, int col)
{
	int64_t *all = arena_array(mem, r->n + 1, sizeof(*all));

	for (size_t i = 0; i < r->n; i++)
		all[i] = row_int(r, i, col);
	return all;
}

static const char *
array_item(struct arena *mem, const char **p)
{
	struct sbuf *out = sbuf_arena(mem);
	const char *s = *p;
	bool quoted = *s == '"';

	for (s += quoted; *s != '\0'; s++) {
		if (quoted ? *s == '"' : (*s == ',' || *s == '}'))
			break;
		if (*s == '\\' && s[1] != '\0')
			s++;
		sbuf_char(out, *s);
	}
	*p = s + (quoted && *s == '"');
	return !quoted && strcmp(sbuf_cstr(out), "NULL") == 0 ? NULL :
	    sbuf_cstr(out);
}

const char **
row_texts(struct arena *mem, const struct rows *r, size_t row, int col,
    size_t *n)
{
	const char *p = row_text(r, row, col), **items;
	size_t most = 1;

	for (const char *c = p; *c != '\0'; c++)
		most += *c == ',';
	items = arena_array(mem, most, sizeof(*items));
	*n = 0;
	if (*p == '\0' || strcmp(p, "{}") == 0)
		return items;
	do {
		p++;
		items[(*n)++] = array_item(mem, &p);
	} while (*p == ',');
	return items;
}

static enum rc
simple(struct db *db, const char *sql)
{
	PGresult *res;
	enum rc rc = RC_OK;

	if (db->conn == NULL)
		return RC_DB_DOWN;
	res = PQexec(db->conn, sql);
	if (!succeeded(res))
		rc = failure(db, sql, res);
	PQclear(res);
	return rc;
}

static enum rc
begin(struct db *db, const char *sql)
{
	enum rc rc = connected(db);

	if (rc == RC_OK)
		rc = simple(db, sql);
	if (rc == RC_DB_DOWN && connect_now(db) == RC_OK)
		rc = simple(db, sql);
	db->inside = rc == RC_OK;
	return rc;
}

enum rc
db_begin(struct db *db)
{
	return begin(db, "begin");
}

enum rc
db_begin_snapshot(struct db *db)
{
	return begin(db,
	    "begin transaction isolation level repeatable read, read only");
}

enum rc
db_commit(struct db *db)
{
	db->inside = false;
	/* COMMIT of a failed transaction "succeeds" as ROLLBACK. */
	if (db->conn != NULL &&
	    PQtransactionStatus(db->conn) == PQTRANS_INERROR) {
		db_rollback(db);
		return RC_DB_QUERY;
	}
	return simple(db, "commit");
}

void
db_rollback(struct db *db)
{
	PGTransactionStatusType status = db->conn == NULL ? PQTRANS_IDLE :
	    PQtransactionStatus(db->conn);

	db->inside = false;
	if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
		(void)simple(db, "rollback");
}

enum rc
db_end(struct db *db, enum rc rc)
{
	if (rc == RC_OK)
		rc = db_commit(db);
	if (rc != RC_OK)
		db_rollback(db);
	return rc;
}

static enum rc
stream_open(struct db *db, struct arena *mem, enum query q,
    const struct arg *args, size_t n)
{
	PGresult *res = PQexecParams(db->conn, arena_fmt(mem,
	    "declare stream no scroll cursor for %s", queries[q].sql), (int)n,
	    NULL, arg_values(mem, args, n), NULL, NULL, 0);
	enum rc rc = succeeded(res) ? RC_OK : failure(db, queries[q].name, res);

	PQclear(res);
	return rc;
}

/* *more: false after the last rows, or when fn has enough. */
static enum rc
stream_some(struct db *db, enum query q,
    bool (*fn)(void *, const struct rows *, size_t), void *ctx, bool *more)
{
	PGresult *res = PQexec(db->conn, "fetch 128 from stream");
	struct rows some = { 0, 0, res };
	enum rc rc = succeeded(res) ? RC_OK : failure(db, queries[q].name, res);

	if (rc == RC_OK)
		some.n = (size_t)PQntuples(res);
	*more = some.n > 0;
	for (size_t i = 0; *more && i < some.n; i++)
		*more = fn(ctx, &some, i);
	PQclear(res);
	return rc;
}

enum rc
db_stream(struct db *db, struct arena *mem, enum query q,
    bool (*fn)(void *, const struct rows *, size_t), void *ctx,
    const struct arg *args, size_t n)
{
	bool more = true;
	enum rc rc = db_begin_snapshot(db);

	if (rc == RC_OK)
		rc = stream_open(db, mem, q, args, n);
	while (rc == RC_OK && more)
		rc = stream_some(db, q, fn, ctx, &more);
	return db_end(db, rc);
}

enum rc
db_ping(struct db *db)
{
	if (is_connected(db) && simple(db, "select 1") == RC_OK)
		return RC_OK;
	return connect_now(db);
}

unsigned
db_connects(const struct db *db)
{
	return db->connects;
}

enum rc
db_try_lock(struct db *db, const char *name)
{
	PGresult *res;
	enum rc rc = connected(db);

	if (rc != RC_OK)
		return rc;
	res = PQexecParams(db->conn,
	    "select pg_try_advisory_lock(hashtextextended($1, 0))", 1, NULL,
	    &name, NULL, NULL, 0);
	if (!succeeded(res))
		rc = failure(db, "advisory_lock", res);
	else if (PQgetvalue(res, 0, 0)[0] != 't')
		rc = RC_CONFLICT;
	PQclear(res);
	return rc;
}

void
db_unlock(struct db *db, const char *name)
{
	if (db->conn != NULL)
		PQclear(PQexecParams(db->conn, "select pg_advisory_unlock("
		    "hashtextextended($1, 0))", 1, NULL, &name, NULL, NULL, 0));
}

enum rc
db_listen(struct db *db, const char *channel)
{
	struct sbuf sql = SBUF_INIT;
	enum rc rc;

	if (db->listening != channel) {
		memset(db->listening, 0, sizeof(db->listening));
		memcpy(db->listening, channel, strnlen(channel,
		    sizeof(db->listening) - 1));
		if (db->conn == NULL)
			return connect_now(db);
	}
	sbuf_fmt(&sql, "listen %s", channel);
	rc = simple(db, sql.s);
	sbuf_free(&sql);
	return rc;
}

static bool
take_notices(struct db *db)
{
	bool any = false;
	PGnotify *n;

	PQconsumeInput(db->conn);
	while ((n = PQnotifies(db->conn)) != NULL) {
		any = true;
		PQfreemem(n);
	}
	return any;
}

bool
db_wait(struct db *db, int64_t ms)
{
	struct pollfd p[] = { { .events = POLLIN },
		{ .fd = stop_fd(), .events = POLLIN } };

	if (connected(db) != RC_OK) {
		stop_sleep_ms(ms < 1000 ? ms : 1000);
		return false;
	}
	if (take_notices(db))
		return true;
	p[0].fd = PQsocket(db->conn);
	if (poll(p, 2, (int)ms) <= 0)
		return false;
	return take_notices(db);
}

/* db/link.h: for db/migrate.c alone. */
enum rc
db_exec_text(struct db *db, const char *what, const char *sql)
{
	PGresult *res;
	enum rc rc = connected(db);

	if (rc != RC_OK)
		return rc;
	res = PQexec(db->conn, sql);
	if (!succeeded(res)) {
		LOG(ERROR, "migration_statement", L_STR("message",
		    PQerrorMessage(db->conn)));
		rc = failure(db, what, res);
	}
	PQclear(res);
	return rc;
}

enum rc
db_exec_params(struct db *db, const char *what, const char *sql,
    const char *const *values, int n, int64_t *first)
{
	PGresult *res;
	enum rc rc = connected(db);

	if (rc != RC_OK)
		return rc;
	res = PQexecParams(db->conn, sql, n, NULL, values, NULL, NULL, 0);
	if (!succeeded(res))
		rc = failure(db, what, res);
	else if (first != NULL)
		*first = PQntuples(res) == 1 ?
		    strtoll(PQgetvalue(res, 0, 0), NULL, 10) : 0;
	PQclear(res);
	return rc;
}
