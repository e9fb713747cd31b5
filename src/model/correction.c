/* SPDX-License-Identifier: MIT */
#include "model/correction.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "db/db.h"
#include "model/account.h"
#include "model/conversation.h"
#include "model/data.h"
#include "model/verdict.h"

#include <string.h>

/* Nobody waits for more hours to be counted than this, the newest: it is more
 * than corrections one by one can touch. */
enum { FIELDS = 7, HOURS_AT_ONCE = 500 };

/* What one order says: values to set, and fields to take back. */
struct order {
	const char *field[FIELDS], *value[FIELDS], *back[FIELDS];
	size_t n, n_back;
};

static bool
is_one_of(const char *word, const char *const *words, size_t n)
{
	return table_find(words, sizeof(*words), n, word) < n;
}

static enum rc
refuse(struct arena *mem, struct correction_result *result, const char *field,
    const char *const *words, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_text(out, "must be one of ");
	for (size_t i = 0; i < n; i++)
		sbuf_fmt(out, "%s, ", words[i]);
	sbuf_text(out, "or " CORRECTION_RULES);
	result->field = field;
	result->problem = n > 0 ? sbuf_cstr(out) :
	    "cannot be corrected before the first rules are stored";
	return RC_BAD_INPUT;
}

static void
say(struct order *o, const char *field, const char *value)
{
	o->field[o->n] = field;
	o->value[o->n++] = value;
}

static enum rc
say_word(struct arena *mem, struct order *o, const char *field,
    const char *value, const char *const *words, size_t n,
    struct correction_result *result)
{
	if (value == NULL || *value == '\0')
		return RC_OK;
	if (strcmp(value, CORRECTION_RULES) == 0) {
		o->back[o->n_back++] = field;
		return RC_OK;
	}
	if (!is_one_of(value, words, n))
		return refuse(mem, result, field, words, n);
	say(o, field, value);
	return RC_OK;
}

static void
say_mark(struct order *o, const char *field, enum mark_wish wish)
{
	if (wish == MARK_SET)
		say(o, field, "yes");
	else if (wish == MARK_LIFT)
		o->back[o->n_back++] = field;
}

static enum rc
read_order(struct db *db, struct arena *mem, const struct correction *c,
    struct order *o, struct correction_result *result)
{
	struct choices may;
	enum rc rc = correction_choices(db, mem, &may);

	if (rc == RC_OK)
		rc = say_word(mem, o, "category", c->category, may.category,
		    may.categories, result);
	if (rc == RC_OK)
		rc = say_word(mem, o, "severity", c->severity, may.severity,
		    may.severities, result);
	if (rc == RC_OK)
		rc = say_word(mem, o, "intent", c->intent, may.intent,
		    may.intents, result);
	if (rc != RC_OK)
		return rc;
	say_mark(o, "seen", c->seen);
	say_mark(o, "dismissed", c->dismissed);
	say_mark(o, "done", c->done);
	if (o->n + o->n_back == 0 && *c->notes != '\0')
		say(o, "note", "");
	if (o->n + o->n_back > 0)
		return RC_OK;
	result->field = "category";
	result->problem = "nothing is said: give a category, severity, intent, "
	    "mark or notes";
	return RC_BAD_INPUT;
}

static enum rc
find_missing(struct db *db, struct arena *mem, const struct correction *c,
    struct correction_result *result)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_correction_missing, &rows,
	    ARGS(arg_ints(c->ids, c->n)));

	if (rc == RC_OK && rows.n > 0) {
		result->missing = row_int(&rows, 0, 0);
		return RC_NOT_FOUND;
	}
	return rc;
}

static enum rc
write_order(struct db *db, struct arena *mem, const struct correction *c,
    const struct order *o, struct correction_result *result)
{
	struct rows rows;
	enum rc rc = RC_OK;

	if (o->n_back > 0)
		rc = db_run(db, mem, Q_correction_take_back,
		    ARGS(arg_ints(c->ids, c->n), arg_texts(o->back,
		    o->n_back), arg_text(c->who)));
	if (rc != RC_OK || o->n == 0)
		return rc;
	rc = db_rows(db, mem, Q_correction_add, &rows,
	    ARGS(arg_ints(c->ids, c->n), arg_texts(o->field, o->n),
	    arg_texts(o->value, o->n), arg_text(c->notes), arg_text(c->who)));
	if (rc == RC_OK)
		result->batch = row_int(&rows, 0, 0);
	return rc;
}

static void
write_ids(struct jw *w, const int64_t *ids, size_t n)
{
	jw_array(jw_key(w, "conversations"));
	for (size_t i = 0; i < n; i++)
		jw_int(w, ids[i]);
	jw_end(w);
}

static enum rc
audit_order(struct db *db, struct arena *mem, const struct correction *c,
    const struct order *o, int64_t batch)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "batch"), batch);
	write_ids(&w, c->ids, c->n);
	for (size_t i = 0; i < o->n; i++)
		jw_text(jw_key(&w, o->field[i]), o->value[i]);
	for (size_t i = 0; i < o->n_back; i++)
		jw_null(jw_key(&w, o->back[i]));
	jw_end(&w);
	return audit(db, mem, c->who, "correct", sbuf_cstr(out));
}

/* The conversations that c->matching lists, at most one more than are allowed. */
static enum rc
match(struct db *db, struct arena *mem, struct correction *c,
    struct correction_result *result)
{
	struct arg args[FILTER_ARGS + 1];
	struct rows rows;
	int64_t *ids;
	enum rc rc;

	filter_args(c->matching, args);
	args[FILTER_ARGS] = arg_int(CORRECTION_MOST_MATCHING + 1);
	rc = db_rows(db, mem, Q_correction_matching, &rows, args,
	    FILTER_ARGS + 1);
	if (rc != RC_OK)
		return rc;
	ids = arena_array(mem, rows.n + 1, sizeof(*ids));
	for (size_t i = 0; i < rows.n; i++)
		ids[i] = row_int(&rows, i, 0);
	c->ids = ids;
	c->n = rows.n;
	result->matching = rows.n == 0 ? 0 : row_int(&rows, 0, 1);
	return RC_OK;
}

static enum rc
refuse_so_many(struct arena *mem, struct correction_result *result)
{
	result->field = "matching";
	result->problem = arena_fmt(mem, "lists %lld conversations: at most %d "
	    "can be changed at once, narrow the filters",
	    (long long)result->matching, CORRECTION_MOST_MATCHING);
	return RC_BAD_INPUT;
}

/* Nobody else changes these conversations until the transaction ends; locks
 * come before what is read to decide, see correction_lock.sql. */
static enum rc
lock(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return db_run(db, mem, Q_correction_lock, ARGS(arg_ints(ids, n)));
}

/* What matched before the locks may not match behind them: it is looked at
 * again, and only what was seen and holds still is changed. */
static enum rc
lock_matching(struct db *db, struct arena *mem, struct correction *c,
    struct correction_result *result)
{
	const int64_t *ids;
	size_t n;
	enum rc rc = match(db, mem, c, result);

	if (rc != RC_OK)
		return rc;
	if (result->matching > CORRECTION_MOST_MATCHING)
		return refuse_so_many(mem, result);
	if (c->n == 0 || result->matching != c->expect)
		return RC_CONFLICT;
	ids = c->ids;
	n = c->n;
	rc = lock(db, mem, ids, n);
	if (rc == RC_OK)
		rc = match(db, mem, c, result);
	if (rc == RC_OK && (c->n != n ||
	    memcmp(c->ids, ids, n * sizeof(*ids)) != 0))
		return RC_CONFLICT;
	return rc;
}

static enum rc
lock_named(struct db *db, struct arena *mem, const struct correction *c,
    struct correction_result *result)
{
	enum rc rc = lock(db, mem, c->ids, c->n);

	return rc == RC_OK ? find_missing(db, mem, c, result) : rc;
}

static enum rc
apply(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    int64_t **hours, size_t *n_hours)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_correction_apply, &rows,
	    ARGS(arg_ints(ids, n)));

	if (rc != RC_OK)
		return rc;
	*n_hours = rows.n;
	*hours = row_ints(mem, &rows, 0);
	rc = db_run(db, mem, Q_correction_due, ARGS(arg_ints(ids, n)));
	return rc == RC_OK ? data_bump(db, mem) : rc;
}

/* What was said is kept, whether or not the counts follow at once: the hours
 * are marked, and tidemark-score recounts what is left. */
static enum rc
finish(struct db *db, struct arena *mem, enum rc rc, const int64_t *hours,
    size_t n)
{
	enum rc counted;

	rc = db_end(db, rc);
	if (rc != RC_OK)
		return rc;
	counted = rollup_hours(db, mem, hours, n < HOURS_AT_ONCE ? n :
	    HOURS_AT_ONCE);
	if (counted != RC_OK)
		LOG(WARN, "recount_later", L_INT("hours", n), L_RC(counted));
	return RC_OK;
}

enum rc
correction_save(struct db *db, struct arena *mem,
    const struct correction *said, struct correction_result *result)
{
	struct correction c = *said;
	struct order o = { 0 };
	int64_t *hours = NULL;
	size_t n_hours = 0;
	enum rc rc;

	*result = (struct correction_result){ 0 };
	rc = read_order(db, mem, &c, &o, result);
	if (rc == RC_OK)
		rc = db_begin(db);
	if (rc != RC_OK)
		return rc;
	rc = c.matching != NULL ? lock_matching(db, mem, &c, result) :
	    lock_named(db, mem, &c, result);
	result->n = (int64_t)c.n;
	if (rc == RC_OK)
		rc = write_order(db, mem, &c, &o, result);
	if (rc == RC_OK)
		rc = apply(db, mem, c.ids, c.n, &hours, &n_hours);
	if (rc == RC_OK)
		rc = audit_order(db, mem, &c, &o, result->batch);
	return finish(db, mem, rc, hours, n_hours);
}

/* The conversations of a row or a batch. */
static enum rc
concerned(struct db *db, struct arena *mem, int64_t id, int64_t batch,
    int64_t **ids, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_correction_concerned, &rows,
	    ARGS(arg_int(id), arg_int(batch)));

	if (rc != RC_OK)
		return rc;
	*n = rows.n;
	*ids = row_ints(mem, &rows, 0);
	return rows.n == 0 ? RC_NOT_FOUND : RC_OK;
}

/* Under the lock: of two people who undo the same, one comes too late. */
static enum rc
take_back(struct db *db, struct arena *mem, int64_t id, int64_t batch,
    const char *who)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_correction_undo, &rows,
	    ARGS(arg_int(id), arg_int(batch), arg_text(who)));

	return rc == RC_OK && rows.changed == 0 ? RC_CONFLICT : rc;
}

static enum rc
audit_undo(struct db *db, struct arena *mem, int64_t id, int64_t batch,
    const int64_t *ids, size_t n, const char *who)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, id != 0 ? "correction" : "batch"),
	    id != 0 ? id : batch);
	write_ids(&w, ids, n);
	jw_end(&w);
	return audit(db, mem, who, "correct_undo", sbuf_cstr(out));
}

enum rc
correction_undo(struct db *db, struct arena *mem, int64_t id, int64_t batch,
    const char *who)
{
	int64_t *ids, *hours = NULL;
	size_t n, n_hours = 0;
	enum rc rc = concerned(db, mem, id, batch, &ids, &n);

	if (rc == RC_OK)
		rc = db_begin(db);
	if (rc != RC_OK)
		return rc;
	rc = lock(db, mem, ids, n);
	if (rc == RC_OK)
		rc = take_back(db, mem, id, batch, who);
	if (rc == RC_OK)
		rc = apply(db, mem, ids, n, &hours, &n_hours);
	if (rc == RC_OK)
		rc = audit_undo(db, mem, id, batch, ids, n, who);
	return finish(db, mem, rc, hours, n_hours);
}

/* ---- reading ---- */

enum rc
correction_choices(struct db *db, struct arena *mem, struct choices *c)
{
	static const char *severities[] = { "critical", "high", "medium",
		"low" };
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_choices, &r, NO_ARGS);

	*c = (struct choices){ .severity = severities, .severities = 4 };
	if (rc != RC_OK)
		return rc;
	c->category = arena_array(mem, r.n + 1, sizeof(*c->category));
	c->intent = arena_array(mem, r.n + 1, sizeof(*c->intent));
	for (size_t i = 0; i < r.n; i++) {
		if (strcmp(row_text(&r, i, 0), "intent") == 0)
			c->intent[c->intents++] = row_text(&r, i, 1);
		else
			c->category[c->categories++] = row_text(&r, i, 1);
	}
	return RC_OK;
}

enum rc
correction_of(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    struct correction_now **out, size_t *n_now)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_of, &r,
	    ARGS(arg_ints(ids, n)));

	if (rc != RC_OK)
		return rc;
	*n_now = r.n;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct correction_now){
			.conversation = row_int(&r, i, 0),
			.field = row_text(&r, i, 1), .value = row_text(&r, i, 2),
			.who = row_text(&r, i, 3), .at = row_int(&r, i, 4),
			.id = row_int(&r, i, 5), .ruled = row_text(&r, i, 6),
			.holds = row_bool(&r, i, 7),
		};
	return RC_OK;
}

const struct correction_now *
correction_pick(const struct correction_now *now, size_t n,
    int64_t conversation, const char *field)
{
	for (size_t i = 0; i < n; i++)
		if (now[i].conversation == conversation && now[i].holds &&
		    strcmp(now[i].field, field) == 0)
			return &now[i];
	return NULL;
}

enum rc
correction_dismissed(struct db *db, struct arena *mem, int64_t **ids,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_dismissed, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*ids = row_ints(mem, &r, 0);
	return RC_OK;
}

static struct arg
word_arg(const char *s)
{
	return arg_text(s == NULL ? "" : s);
}

enum rc
correction_list(struct db *db, struct arena *mem,
    const struct correction_filter *f, int64_t before, int64_t most,
    struct correction_row **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_list, &r,
	    ARGS(arg_int(f->conversation), word_arg(f->field),
	    word_arg(f->who), word_arg(f->state), arg_time(f->from),
	    arg_time(f->to), arg_int(f->batch), arg_int(before),
	    arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct correction_row){
			.id = row_int(&r, i, 0), .batch = row_int(&r, i, 1),
			.conversation = row_int(&r, i, 2),
			.number = row_int(&r, i, 3),
			.subject = row_text(&r, i, 4),
			.field = row_text(&r, i, 5), .was = row_text(&r, i, 6),
			.became = row_text(&r, i, 7),
			.notes = row_text(&r, i, 8), .who = row_text(&r, i, 9),
			.at = row_int(&r, i, 10), .undone_at = row_int(&r, i, 11),
			.undone_by = row_text(&r, i, 12),
			.state = row_text(&r, i, 13),
		};
	return RC_OK;
}

enum rc
correction_batch(struct db *db, struct arena *mem, int64_t batch,
    struct correction_batch *b)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_batch, &r,
	    ARGS(arg_int(batch)));

	*b = (struct correction_batch){ 0 };
	if (rc != RC_OK || r.n == 0)
		return rc;
	*b = (struct correction_batch){ row_text(&r, 0, 0),
		row_bool(&r, 0, 1), row_int(&r, 0, 2), row_int(&r, 0, 3),
		arena_array(mem, r.n, sizeof(*b->change)), r.n };
	for (size_t i = 0; i < r.n; i++)
		b->change[i] = (struct correction_change){ row_text(&r, i, 4),
			row_text(&r, i, 5) };
	return RC_OK;
}

static enum rc
tally(struct db *db, struct arena *mem, enum query q,
    struct correction_tally **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, q, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct correction_tally){ row_text(&r, i, 0),
			row_text(&r, i, 1), row_int(&r, i, 2) };
	return RC_OK;
}

enum rc
correction_tally(struct db *db, struct arena *mem,
    struct correction_tally **out, size_t *n)
{
	return tally(db, mem, Q_correction_tally, out, n);
}

enum rc
correction_people(struct db *db, struct arena *mem,
    struct correction_tally **out, size_t *n)
{
	return tally(db, mem, Q_correction_people, out, n);
}

enum rc
correction_stats(struct db *db, struct arena *mem, struct correction_stats *s)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_stats, &r, NO_ARGS);

	if (rc == RC_OK)
		*s = (struct correction_stats){ row_int(&r, 0, 0),
			row_int(&r, 0, 1), row_int(&r, 0, 2),
			row_int(&r, 0, 3), row_int(&r, 0, 4),
			row_int(&r, 0, 5), row_int(&r, 0, 6) };
	return rc;
}

enum rc
correction_entries(struct db *db, struct arena *mem, int64_t most,
    int64_t chars, struct correction_entry **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_correction_summary, &r,
	    ARGS(arg_int(most), arg_int(chars)));

	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct correction_entry){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_int(&r, i, 6) };
	return RC_OK;
}
