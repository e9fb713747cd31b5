/* SPDX-License-Identifier: MIT */
/*
 * db/db - the only door to Postgres (and the only user of libpq).
 *
 * Queries:   a file per query in sql/queries; its name is Q_<name> here and the
 *            prepared statement's name on the server. Values are always bound.
 * Ownership: results live in the arena that is passed in.
 * Units:     times are int64_t seconds; queries answer times as
 *            extract(epoch from t)::bigint. 0 is sent as NULL by arg_time().
 * Errors:    RC_DB_DOWN when there is no connection (the next call tries again),
 *            RC_DB_VALUE when what was to be written is refused (other values
 *            may pass), RC_DB_QUERY for all else. The log names the query and the
 *            SQLSTATE, never a value. Inside a transaction every error is final
 *            for it: after a lost connection all calls fail until db_commit()
 *            (which fails as well), db_rollback(), db_begin() or db_ping().
 */
#ifndef TIDEMARK_DB_DB_H
#define TIDEMARK_DB_DB_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum query {
#define QUERY(name, sql) Q_##name,
#include "db/queries.def"
#undef QUERY
	Q_COUNT
};

struct arg {
	enum {
		ARG_NULL, ARG_INT, ARG_BOOL, ARG_TIME, ARG_TEXT,
		ARG_INTS, ARG_TIMES, ARG_TEXTS
	} kind;
	union {
		int64_t i;
		const char *s;
		const int64_t *is;
		const char *const *ss;
	} v;
	size_t n;
};

static inline struct arg
arg_int(int64_t i)
{
	return (struct arg){ ARG_INT, { .i = i }, 0 };
}

static inline struct arg
arg_bool(bool yes)
{
	return (struct arg){ ARG_BOOL, { .i = yes }, 0 };
}

static inline struct arg
arg_time(int64_t at)
{
	return (struct arg){ ARG_TIME, { .i = at }, 0 };
}

static inline struct arg
arg_text(const char *s)	/* NULL is SQL NULL */
{
	return (struct arg){ ARG_TEXT, { .s = s }, 0 };
}

static inline struct arg
arg_ints(const int64_t *is, size_t n)
{
	return (struct arg){ ARG_INTS, { .is = is }, n };
}

static inline struct arg
arg_times(const int64_t *at, size_t n)
{
	return (struct arg){ ARG_TIMES, { .is = at }, n };
}

static inline struct arg	/* NULL is SQL NULL */
arg_texts(const char *const *ss, size_t n)
{
	return (struct arg){ ARG_TEXTS, { .ss = ss }, n };
}

/* In arg_ints(): SQL NULL. */
#define DB_NULL_INT INT64_MIN

#define ARGS(...)                                                              \
	(const struct arg[]){ __VA_ARGS__ },                                   \
	    sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg)
#define NO_ARGS NULL, 0

struct rows {
	size_t n;
	long long changed;	/* rows that an INSERT, UPDATE, DELETE touched */
	void *result;
};

/* Batch statements look rows up by key, a few hundred at a time, in tables that
 * grow from nothing while they run: a plan that was best for an empty table (read
 * all of it, join by hash) is kept and soon ruins the import. DB_BATCH takes such
 * plans away; DB_PAGES leaves the planner its choice. */
enum db_use { DB_PAGES, DB_BATCH };

/* application names this connection in pg_stat_activity. Connects at first use. */
struct db	*db_open(const char *conninfo, const char *application,
		    enum db_use, int64_t timeout_ms);
void		 db_close(struct db *);
enum rc		 db_ping(struct db *);

enum rc	db_rows(struct db *, struct arena *, enum query, struct rows *,
	    const struct arg *, size_t n);
/* The same when only success counts. */
enum rc	db_run(struct db *, struct arena *, enum query, const struct arg *,
	    size_t n);
/* The first number of the first row; *out stays as it is when there is no row. */
enum rc	db_int(struct db *, struct arena *, enum query, int64_t *out,
	    const struct arg *, size_t n);
/* For a statement that answers a row when it took effect; none: what is answered
 * when it did not. */
enum rc	db_took(struct db *, struct arena *, enum query, enum rc none,
	    const struct arg *, size_t n);
/* Calls fn once a row without holding the result; fn answers false to stop. In a
 * snapshot of its own, by a cursor: the time limit of a statement is one for each
 * few hundred rows, however long the whole takes. */
enum rc	db_stream(struct db *, struct arena *, enum query,
	    bool (*fn)(void *ctx, const struct rows *, size_t row), void *ctx,
	    const struct arg *, size_t n);

const char	*row_text(const struct rows *, size_t row, int col); /* "" if NULL */
int64_t		 row_int(const struct rows *, size_t row, int col);  /* 0 if NULL */
double		 row_num(const struct rows *, size_t row, int col);  /* 0 if NULL */
bool		 row_bool(const struct rows *, size_t row, int col);
bool		 row_null(const struct rows *, size_t row, int col);
/* A column of numbers as an array in the arena, one more than there are rows. */
int64_t		*row_ints(struct arena *, const struct rows *, int col);
/* A text[] value as an array in the arena; *n is its length. */
const char	**row_texts(struct arena *, const struct rows *, size_t row,
		    int col, size_t *n);

/* A text[] as one value: for arrays of arrays. */
const char	*db_texts(struct arena *, const char *const *, size_t n);

enum rc	db_begin(struct db *);
/* One snapshot for all queries of a page. */
enum rc	db_begin_snapshot(struct db *);
enum rc	db_commit(struct db *);
void	db_rollback(struct db *);	/* harmless outside a transaction */
/* The end of a transaction whose statements came to rc: commits when that is
 * RC_OK, else rolls back; what came of it. */
enum rc	db_end(struct db *, enum rc);

/* Session-level advisory locks: held until the connection ends. A connection
 * that is made anew holds none: db_connects() tells, it counts them. RC_CONFLICT:
 * another one holds the lock. */
unsigned db_connects(const struct db *);
enum rc	db_try_lock(struct db *, const char *name);
void	db_unlock(struct db *, const char *name);

enum rc	db_listen(struct db *, const char *channel);
/* True when a notice came within ms; returns early when a stop is asked for. */
bool	db_wait(struct db *, int64_t ms);

#endif
