/* SPDX-License-Identifier: MIT */
#include "model/verdict.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/grouping.h"
#include "net/crypto.h"

#include <string.h>

enum { FOLD_HOURS = 200, FOLD_CUSTOMERS = 20000 };

enum rc
due_claim(struct db *db, struct arena *mem, int64_t most, struct due **out,
    size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_due_claim, &rows, ARGS(arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct due){
			.id = row_int(&rows, i, 0),
			.gone = row_null(&rows, i, 1),
			.subject = row_text(&rows, i, 1),
			.text = row_text(&rows, i, 2),
			.input_hash = row_text(&rows, i, 3),
			.by = { row_int(&rows, i, 4), row_int(&rows, i, 5),
			    row_int(&rows, i, 7) },
			.again = row_bool(&rows, i, 6),
		};
	return RC_OK;
}

/* Every writing of verdicts and facts: marks before, people's word after. */
static enum rc
write_rows(struct db *db, struct arena *mem, enum query q, const int64_t *ids,
    size_t n, const struct arg *args, size_t n_args)
{
	enum rc rc = db_run(db, mem, Q_verdict_mark, ARGS(arg_ints(ids, n)));

	if (rc == RC_OK)
		rc = db_run(db, mem, q, args, n_args);
	return rc == RC_OK ? db_run(db, mem, Q_correction_apply,
	    ARGS(arg_ints(ids, n))) : rc;
}

enum rc
verdict_refresh(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return n == 0 ? RC_OK : write_rows(db, mem, Q_verdict_refresh, ids, n,
	    ARGS(arg_ints(ids, n)));
}

static const char *
reasons_json(struct arena *mem, const struct verdict *v)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i < v->reasons_n; i++) {
		jw_object(&w);
		jw_text(jw_key(&w, "rule"), v->reasons[i].rule);
		jw_text(jw_key(&w, "words"), v->reasons[i].words);
		jw_text(jw_key(&w, "effect"), v->reasons[i].effect);
		jw_int(jw_key(&w, "points"), v->reasons[i].points);
		jw_end(&w);
	}
	jw_end(&w);
	return sbuf_cstr(out);
}

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

/* The columns of verdict_save.sql, one array each. */
enum text_column { CATEGORIES, MAIN, INTENT, SEVERITY, REASONS, PLATFORM,
	APP_VERSION, OS_VERSION, DEVICE, GAME_USER, ONE_LINER, INPUT_HASH, GUESS,
	RULES_CATEGORY, TEXT_COLUMNS };
enum int_column { ID, SCORE, LEVEL, TEXT, FLAGS, SURE, INT_COLUMNS };

struct columns {
	const char **text[TEXT_COLUMNS];
	int64_t *number[INT_COLUMNS];
};

static void
fill_row(struct arena *mem, struct columns *c, size_t i,
    const struct verdict_row *row)
{
	const struct verdict *v = row->verdict;
	const struct entities *e = &v->entities;

	c->number[ID][i] = row->id;
	c->number[SCORE][i] = v->score;
	c->number[LEVEL][i] = e->level > 0 ? e->level : DB_NULL_INT;
	c->number[FLAGS][i] = v->empty | v->unreadable << 1 |
	    v->delete_request << 2;
	c->text[CATEGORIES][i] = db_texts(mem, v->categories, v->categories_n);
	c->text[MAIN][i] = v->main_category;
	c->text[INTENT][i] = v->intent;
	c->text[SEVERITY][i] = severity_name(v->severity);
	c->text[REASONS][i] = reasons_json(mem, v);
	c->text[PLATFORM][i] = or_empty(e->platform);
	c->text[APP_VERSION][i] = or_empty(e->app_version);
	c->text[OS_VERSION][i] = or_empty(e->os_version);
	c->text[DEVICE][i] = or_empty(e->device);
	c->text[GAME_USER][i] = or_empty(e->game_user_id);
	c->text[ONE_LINER][i] = or_empty(v->one_liner);
	c->text[INPUT_HASH][i] = row->input_hash;
	c->text[GUESS][i] = or_empty(row->word.guess);
	c->text[RULES_CATEGORY][i] = row->word.rules_category;
	c->number[SURE][i] = row->word.sure < 0 ? DB_NULL_INT : row->word.sure;
}

static enum rc
save_columns(struct db *db, struct arena *mem, struct judge by,
    const struct columns *c, size_t n)
{
	const char **const *t = c->text;
	int64_t *const *k = c->number;

	return write_rows(db, mem, Q_verdict_save, k[ID], n,
	    ARGS(arg_ints(k[ID], n),
	    arg_texts(t[CATEGORIES], n), arg_texts(t[MAIN], n),
	    arg_texts(t[INTENT], n), arg_texts(t[SEVERITY], n),
	    arg_ints(k[SCORE], n), arg_texts(t[REASONS], n),
	    arg_texts(t[PLATFORM], n), arg_texts(t[APP_VERSION], n),
	    arg_texts(t[OS_VERSION], n), arg_texts(t[DEVICE], n),
	    arg_ints(k[LEVEL], n), arg_texts(t[GAME_USER], n),
	    arg_ints(k[TEXT], n), arg_ints(k[FLAGS], n),
	    arg_texts(t[ONE_LINER], n), arg_texts(t[INPUT_HASH], n),
	    arg_int(by.rules), arg_int(by.engine), arg_int(by.learnt),
	    arg_texts(t[GUESS], n), arg_ints(k[SURE], n),
	    arg_texts(t[RULES_CATEGORY], n)));
}

/* The texts of the verdicts, placed in groups. */
static enum rc
place(struct db *db, struct arena *mem, const struct verdict_row *rows,
    size_t n, int64_t *fingerprint)
{
	struct grouping_text *t = arena_array(mem, n, sizeof(*t));
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		t[i].normal = rows[i].verdict->normal;
		t[i].title = or_empty(rows[i].verdict->one_liner);
	}
	rc = grouping_place(db, mem, t, n);
	for (size_t i = 0; i < n; i++)
		fingerprint[i] = t[i].fingerprint ? t[i].fingerprint :
		    DB_NULL_INT;
	return rc;
}

enum rc
verdict_save(struct db *db, struct arena *mem, struct judge by,
    const struct verdict_row *rows, size_t n)
{
	struct columns c;
	enum rc rc;

	if (n == 0)
		return RC_OK;
	for (int i = 0; i < TEXT_COLUMNS; i++)
		c.text[i] = arena_array(mem, n, sizeof(*c.text[i]));
	for (int i = 0; i < INT_COLUMNS; i++)
		c.number[i] = arena_array(mem, n, sizeof(*c.number[i]));
	for (size_t i = 0; i < n; i++)
		fill_row(mem, &c, i, &rows[i]);
	rc = place(db, mem, rows, n, c.number[TEXT]);
	return rc == RC_OK ? save_columns(db, mem, by, &c, n) : rc;
}

enum rc
due_outdated(struct db *db, struct arena *mem, struct judge by, int64_t most,
    int64_t *queued)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_due_outdated, &rows,
	    ARGS(arg_int(by.rules), arg_int(by.engine), arg_int(most),
	    arg_int(by.learnt)));

	if (rc == RC_OK)
		*queued = rows.changed;
	return rc;
}

enum rc
due_refused(struct db *db, struct arena *mem, struct judge by,
    int64_t conversation)
{
	return db_run(db, mem, Q_due_refused, ARGS(arg_int(conversation),
	    arg_int(by.rules), arg_int(by.engine), arg_int(by.learnt)));
}

enum rc
due_everything(struct db *db, struct arena *mem, int64_t *queued)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_due_everything, &rows, NO_ARGS);

	if (rc == RC_OK)
		*queued = rows.changed;
	return rc;
}

static enum rc
replace_hours(struct db *db, struct arena *mem, const int64_t *at, size_t n)
{
	enum rc rc = db_run(db, mem, Q_rollup_clear, ARGS(arg_times(at, n)));

	return rc == RC_OK ? db_run(db, mem, Q_rollup_count,
	    ARGS(arg_times(at, n))) : rc;
}

static enum rc
recount_hours(struct db *db, struct arena *mem, int64_t *done)
{
	struct rows taken;
	int64_t *at;
	enum rc rc = db_rows(db, mem, Q_rollup_take, &taken,
	    ARGS(arg_int(FOLD_HOURS)));

	if (rc != RC_OK || taken.n == 0)
		return rc;
	at = row_ints(mem, &taken, 0);
	*done += (int64_t)taken.n;
	return replace_hours(db, mem, at, taken.n);
}

static enum rc
recount_customers(struct db *db, struct arena *mem, int64_t *done)
{
	struct rows taken;
	enum rc rc = db_rows(db, mem, Q_customer_recount, &taken,
	    ARGS(arg_int(FOLD_CUSTOMERS)));

	if (rc == RC_OK)
		*done += row_int(&taken, 0, 0);
	return rc;
}

static enum rc
recount(struct db *db, struct arena *mem, int64_t *done)
{
	enum rc rc = recount_hours(db, mem, done);

	if (rc == RC_OK)
		rc = recount_customers(db, mem, done);
	if (rc == RC_OK && *done > 0)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	return rc;
}

enum rc
rollup_fold(struct db *db, struct arena *mem, int64_t *done)
{
	struct rows lock;
	enum rc rc = db_begin(db);

	*done = 0;
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_rollup_lock, &lock, NO_ARGS);
	if (rc == RC_OK && row_bool(&lock, 0, 0))
		rc = recount(db, mem, done);
	if (rc == RC_OK)
		return db_commit(db);
	db_rollback(db);
	*done = 0;
	return rc;
}

/* The marks go before the count: what is marked later is counted later. */
enum rc
rollup_hours(struct db *db, struct arena *mem, const int64_t *hours, size_t n)
{
	enum rc rc;

	if (n == 0)
		return RC_OK;
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rollup_wait, NO_ARGS);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rollup_unmark,
		    ARGS(arg_times(hours, n)));
	if (rc == RC_OK)
		rc = replace_hours(db, mem, hours, n);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	return db_end(db, rc);
}

enum rc
ruleset_current(struct db *db, struct arena *mem, int64_t *version,
    const char **document)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_ruleset_current, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	*version = row_int(&rows, 0, 0);
	*document = row_text(&rows, 0, 1);
	return RC_OK;
}

bool
ruleset_by_program(struct db *db, struct arena *mem)
{
	struct rows rows;

	return db_rows(db, mem, Q_ruleset_author, &rows, NO_ARGS) == RC_OK &&
	    rows.n == 1 &&
	    strcmp(row_text(&rows, 0, 0), RULESET_BY_PROGRAM) == 0;
}

enum rc
ruleset_store(struct db *db, struct arena *mem, const char *name,
    const char *document, const char *who, const char *note,
    int64_t *version)
{
	return db_int(db, mem, Q_ruleset_store, version,
	    ARGS(arg_text(name), arg_text(document),
	    arg_text(crypto_sha256_hex(mem, document, strlen(document))),
	    arg_text(who), arg_text(note)));
}
