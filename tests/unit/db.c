/* SPDX-License-Identifier: MIT */
/* db/db when the server does what is hard to arrange with a real one: libpq's
 * calls are replaced by a server of a few lines (--wrap). */
#include "unit.h"

#include "base/arena.h"
#include "base/log.h"
#include "db/db.h"

#include <stdlib.h>

#include <libpq-fe.h>

static struct {
	unsigned connects, statements;
	ConnStatusType status;
	PGTransactionStatusType in;
	unsigned rows;		/* that a stream still has to send */
	unsigned fetches, fails;	/* fails: the fetch that does */
	unsigned lives;		/* statements until the connection is lost */
} server;

PGconn *__wrap_PQconnectdbParams(const char *const *, const char *const *, int);
void	__wrap_PQfinish(PGconn *);
ConnStatusType __wrap_PQstatus(const PGconn *);
PGTransactionStatusType __wrap_PQtransactionStatus(const PGconn *);
char	*__wrap_PQerrorMessage(const PGconn *);
PQnoticeReceiver __wrap_PQsetNoticeReceiver(PGconn *, PQnoticeReceiver, void *);
PGresult *__wrap_PQexec(PGconn *, const char *);
PGresult *__wrap_PQprepare(PGconn *, const char *, const char *, int,
	    const Oid *);
PGresult *__wrap_PQexecPrepared(PGconn *, const char *, int,
	    const char *const *, const int *, const int *, int);
PGresult *__wrap_PQexecParams(PGconn *, const char *, int, const Oid *,
	    const char *const *, const int *, const int *, int);

PGconn *
__wrap_PQconnectdbParams(const char *const *keys, const char *const *values,
    int expand)
{
	(void)keys;
	(void)values;
	(void)expand;
	server.connects++;
	server.status = CONNECTION_OK;
	server.in = PQTRANS_IDLE;
	return (PGconn *)&server;
}

void
__wrap_PQfinish(PGconn *conn)
{
	(void)conn;
	server.in = PQTRANS_IDLE;	/* its transaction ends with it */
}

ConnStatusType
__wrap_PQstatus(const PGconn *conn)
{
	(void)conn;
	return server.status;
}

PGTransactionStatusType
__wrap_PQtransactionStatus(const PGconn *conn)
{
	(void)conn;
	return server.status == CONNECTION_OK ? server.in : PQTRANS_UNKNOWN;
}

char *
__wrap_PQerrorMessage(const PGconn *conn)
{
	static char gone[] = "gone";

	(void)conn;
	return gone;
}

PQnoticeReceiver
__wrap_PQsetNoticeReceiver(PGconn *conn, PQnoticeReceiver receiver, void *arg)
{
	(void)conn;
	(void)arg;
	return receiver;
}

static PGresult *
answer(const char *sql)
{
	if (server.status == CONNECTION_OK && server.lives-- == 0)
		server.status = CONNECTION_BAD;
	if (server.status != CONNECTION_OK)
		return PQmakeEmptyPGresult(NULL, PGRES_FATAL_ERROR);
	server.statements++;
	if (strncmp(sql, "begin", 5) == 0)
		server.in = PQTRANS_INTRANS;
	if (strcmp(sql, "commit") == 0 || strcmp(sql, "rollback") == 0)
		server.in = PQTRANS_IDLE;
	return PQmakeEmptyPGresult(NULL, PGRES_COMMAND_OK);
}

/* As many of the rows that are left as the statement asks for. */
static PGresult *
fetched(const char *sql)
{
	PGresult *res = PQmakeEmptyPGresult(NULL, ++server.fetches ==
	    server.fails ? PGRES_FATAL_ERROR : PGRES_TUPLES_OK);
	PGresAttDesc column = { .name = (char[]){ "x" } };
	long most = strtol(sql + 6, NULL, 10);
	int n = 0;

	assert_true(most > 1);
	PQsetResultAttrs(res, 1, &column);
	while (n < most && server.rows > 0) {
		PQsetvalue(res, n++, 0, (char[]){ "y" }, 1);
		server.rows--;
	}
	return res;
}

PGresult *
__wrap_PQexec(PGconn *conn, const char *sql)
{
	(void)conn;
	return strncmp(sql, "fetch ", 6) == 0 ? fetched(sql) : answer(sql);
}

PGresult *
__wrap_PQprepare(PGconn *conn, const char *name, const char *sql, int n,
    const Oid *types)
{
	(void)conn;
	(void)name;
	(void)sql;
	(void)n;
	(void)types;
	return PQmakeEmptyPGresult(NULL, PGRES_COMMAND_OK);
}

PGresult *
__wrap_PQexecPrepared(PGconn *conn, const char *name, int n,
    const char *const *values, const int *lengths, const int *formats, int format)
{
	(void)conn;
	(void)n;
	(void)values;
	(void)lengths;
	(void)formats;
	(void)format;
	return answer(name);
}

/* Only a cursor is declared so. */
PGresult *
__wrap_PQexecParams(PGconn *conn, const char *sql, int n, const Oid *types,
    const char *const *values, const int *lengths, const int *formats, int format)
{
	(void)conn;
	(void)n;
	(void)types;
	(void)values;
	(void)lengths;
	(void)formats;
	(void)format;
	assert_int_equal(strncmp(sql, "declare ", 8), 0);
	assert_int_equal(server.in, PQTRANS_INTRANS);
	return answer(sql);
}

static struct db *
opened(unsigned lives)
{
	memset(&server, 0, sizeof(server));
	server.lives = lives;
	return db_open("", "test", DB_PAGES, 1000);
}

static bool
take(void *ctx, const struct rows *rows, size_t row)
{
	unsigned *left = ctx;

	assert_true(row < rows->n);
	return --*left > 0;
}

static void
test_stream(void **state)
{
	static const struct {
		const char *why;
		unsigned rows, wanted, left, fetches;
		unsigned fails;	/* this fetch, counted from 1 */
		enum rc rc;
	} cases[] = {
		{ "no rows", 0, 9, 9, 1, 0, RC_OK },
		{ "all rows are wanted", 300, 999, 699, 4, 0, RC_OK },
		{ "what nobody wants is not fetched", 300, 3, 0, 1, 0, RC_OK },
		{ "stopped by the last row", 3, 3, 0, 1, 0, RC_OK },
		{ "an error in the middle that is not the server's: it names no "
		  "state", 300, 999, 871, 2, 2, RC_DB_DOWN },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct db *db = opened(9);
		unsigned left = cases[i].wanted;

		print_message("%s\n", cases[i].why);
		server.rows = cases[i].rows;
		server.fails = cases[i].fails;
		assert_int_equal(db_stream(db, mem, Q_mailbox_list, take, &left,
		    NO_ARGS), cases[i].rc);
		assert_int_equal(left, cases[i].left);
		assert_int_equal(server.fetches, cases[i].fetches);
		assert_int_equal(server.in, PQTRANS_IDLE);
		db_close(db);
		arena_end(mem);
	}
}

/* begin, one statement, and then the connection is lost. */
static void
test_lost_in_transaction(void **state)
{
	struct arena *mem = arena_begin();
	struct db *db = opened(2);

	(void)state;
	assert_int_equal(db_begin(db), RC_OK);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_OK);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_DB_DOWN);
	server.lives = 9;
	print_message("the rest of it must not run on its own\n");
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_DB_DOWN);
	assert_int_equal(db_commit(db), RC_DB_DOWN);
	assert_int_equal(server.connects, 1);
	assert_int_equal(server.statements, 2);
	print_message("after it a new connection is made\n");
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_OK);
	assert_int_equal(server.connects, 2);
	db_close(db);
	arena_end(mem);
}

static void
test_lost_then(void **state)
{
	struct arena *mem = arena_begin();
	struct db *db;

	(void)state;
	print_message("a rollback ends what was lost\n");
	db = opened(1);
	assert_int_equal(db_begin(db), RC_OK);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_DB_DOWN);
	server.lives = 9;
	db_rollback(db);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_OK);
	db_close(db);
	print_message("so do a ping and a new begin, if it was forgotten\n");
	for (int ping = 0; ping < 2; ping++) {
		db = opened(1);
		assert_int_equal(db_begin(db), RC_OK);
		assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS),
		    RC_DB_DOWN);
		server.lives = 9;
		assert_int_equal(ping ? db_ping(db) : db_begin(db), RC_OK);
		assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS),
		    RC_OK);
		db_close(db);
	}
	print_message("outside of one, a second try hides it\n");
	db = opened(1);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_OK);
	assert_int_equal(db_run(db, mem, Q_mailbox_list, NO_ARGS), RC_OK);
	assert_int_equal(server.connects, 2);
	db_close(db);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_lost_in_transaction),
		cmocka_unit_test(test_lost_then),
	};

	log_open("test", LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
