/* SPDX-License-Identifier: MIT */
#include "model/trial.h"

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "model/learnt.h"
#include "model/queue.h"
#include "model/rules.h"

#include <string.h>

static void
read_trial(struct arena *mem, const struct rows *r, struct trial *t)
{
	*t = (struct trial){ .id = row_int(r, 0, 0), .who = row_text(r, 0, 1),
		.based_on = row_int(r, 0, 2), .wanted = row_int(r, 0, 3),
		.judged = row_int(r, 0, 4), .ruled = row_int(r, 0, 5),
		.created_at = row_int(r, 0, 7), .done_at = row_int(r, 0, 8),
		.document = row_text(r, 0, 9), .before = row_text(r, 0, 10),
		.state = row_text(r, 0, 13) };
	t->over = row_texts(mem, r, 0, 6, &t->over_n);
}

static enum rc
find(struct db *db, struct arena *mem, int64_t id, bool lock, struct rows *rows,
    struct trial *t)
{
	enum rc rc = db_rows(db, mem, Q_trial_find, rows, ARGS(arg_int(id),
	    arg_bool(lock)));

	if (rc != RC_OK)
		return rc;
	if (rows->n == 0)
		return RC_NOT_FOUND;
	read_trial(mem, rows, t);
	return RC_OK;
}

enum rc
trial_find(struct db *db, struct arena *mem, int64_t id, struct trial *t)
{
	struct rows rows;

	return find(db, mem, id, false, &rows, t);
}

enum rc
trial_add(struct db *db, struct arena *mem, const char *who, int64_t based_on,
    const char *document, int64_t wanted, int64_t *id)
{
	int64_t job;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_trial_add, id, ARGS(arg_text(who),
		    arg_int(based_on), arg_text(document), arg_int(wanted)));
	if (rc == RC_OK)
		rc = queue_add(db, mem, RULES_PREVIEW, arena_fmt(mem,
		    "{\"trial\": %lld}", (long long)*id), who, &job);
	return db_end(db, rc);
}

enum rc
trial_recent(struct db *db, struct arena *mem, const char *who, int64_t most,
    struct trial **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_trial_recent, &rows,
	    ARGS(arg_text(who), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct trial){ .id = row_int(&rows, i, 0),
			.based_on = row_int(&rows, i, 1),
			.wanted = row_int(&rows, i, 2),
			.judged = row_int(&rows, i, 3),
			.created_at = row_int(&rows, i, 4),
			.done_at = row_int(&rows, i, 5), .who = who };
	return RC_OK;
}

enum rc
trial_rules(struct arena *mem, const struct trial *t, struct ruleset **before,
    struct ruleset **after, const char **why)
{
	const char *old = *t->before ? t->before : ruleset_default_json();

	if (ruleset_load(mem, old, strlen(old), before, why) != RC_OK)
		return RC_BAD_INPUT;
	return ruleset_load(mem, t->document, strlen(t->document), after, why);
}

/* --- a step ----------------------------------------------------------------- */

/* One column for each value of both verdicts. */
struct step {
	struct arena *mem;
	int64_t *id;
	const char **category[2], **intent[2], **severity[2];
	const char **over;
	size_t n, over_n, ruled;
};

static void
step_init(struct step *s, struct arena *mem, size_t n)
{
	*s = (struct step){ .mem = mem };
	s->id = arena_array(mem, n, sizeof(*s->id));
	s->over = arena_array(mem, n, sizeof(*s->over));
	for (int k = 0; k < 2; k++) {
		s->category[k] = arena_array(mem, n, sizeof(char *));
		s->intent[k] = arena_array(mem, n, sizeof(char *));
		s->severity[k] = arena_array(mem, n, sizeof(char *));
	}
}

static const char *
ruled(const struct rows *r, size_t i, int col, const char *verdict)
{
	return row_null(r, i, col) ? verdict : row_text(r, i, col);
}

static void
judge(struct step *s, const struct ruleset *const rules[2],
    const struct learnt *learnt, const struct rows *r, size_t i)
{
	struct report report = { row_text(r, i, 1), row_text(r, i, 2) };
	struct learnt_word word;
	struct verdict v;

	s->id[s->n] = row_int(r, i, 0);
	for (int k = 0; k < 2; k++) {
		analyse(rules[k], s->mem, &report, &v);
		learnt_judge(learnt, s->mem, rules[k], &report, &v, &word);
		s->category[k][s->n] = ruled(r, i, 4, v.main_category);
		s->intent[k][s->n] = ruled(r, i, 5, v.intent);
		s->severity[k][s->n] = ruled(r, i, 6,
		    severity_name(v.severity));
	}
	if (v.over_limit != NULL)
		s->over[s->over_n++] = v.over_limit;
	s->ruled += !row_null(r, i, 4) || !row_null(r, i, 5) ||
	    !row_null(r, i, 6);
	s->n++;
}

static enum rc
save(struct db *db, const struct step *s, const struct rows *r, bool last,
    struct trial *t)
{
	size_t end = s->n - 1;

	t->judged += (int64_t)s->n;
	if (last)
		t->done_at = clock_now();
	return db_run(db, s->mem, Q_trial_save, ARGS(arg_int(t->id),
	    arg_ints(s->id, s->n), arg_texts(s->category[0], s->n),
	    arg_texts(s->category[1], s->n), arg_texts(s->intent[0], s->n),
	    arg_texts(s->intent[1], s->n), arg_texts(s->severity[0], s->n),
	    arg_texts(s->severity[1], s->n),
	    arg_text(s->n > 0 ? row_text(r, end, 3) : ""),
	    arg_int(s->n > 0 ? s->id[end] : 0), arg_int((int64_t)s->ruled),
	    arg_texts(s->over, s->over_n), arg_bool(last)));
}

/* Between the lock on the trial and the end of the transaction. */
static enum rc
step(struct db *db, struct arena *mem, const struct ruleset *const rules[2],
    const struct learnt *learnt, int64_t budget_ms, const struct rows *at, struct trial *t)
{
	int64_t most = t->wanted - t->judged, end = clock_mono_ms() + budget_ms;
	struct rows rows;
	struct step s;
	enum rc rc;

	if (most > TRIAL_STEP)
		most = TRIAL_STEP;
	rc = db_rows(db, mem, Q_trial_sample, &rows,
	    ARGS(arg_text(row_text(at, 0, 11)), arg_int(row_int(at, 0, 12)),
	    arg_int(most)));
	if (rc != RC_OK)
		return rc;
	step_init(&s, mem, rows.n);
	for (size_t i = 0; i < rows.n && (i == 0 || clock_mono_ms() < end); i++)
		judge(&s, rules, learnt, &rows, i);
	return save(db, &s, &rows, (int64_t)rows.n < most ? s.n == rows.n :
	    t->judged + (int64_t)s.n >= t->wanted, t);
}

enum rc
trial_step(struct db *db, struct arena *mem, int64_t id,
    const struct ruleset *before, const struct ruleset *after,
    const struct learnt *learnt, int64_t budget_ms, struct trial *t)
{
	const struct ruleset *const rules[2] = { before, after };
	struct rows rows;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = find(db, mem, id, true, &rows, t);
	if (rc == RC_OK && t->done_at == 0)
		rc = step(db, mem, rules, learnt, budget_ms, &rows, t);
	return db_end(db, rc);
}

/* --- results ---------------------------------------------------------------- */

enum rc
trial_cells(struct db *db, struct arena *mem, int64_t id,
    struct trial_cell **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_trial_cells, &rows, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct trial_cell){ row_text(&rows, i, 0),
			row_text(&rows, i, 1), row_text(&rows, i, 2),
			row_int(&rows, i, 3) };
	return RC_OK;
}

int64_t
trial_changed(const struct trial_cell *cells, size_t n, const char *dimension)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(cells[i].dimension, dimension) == 0 &&
		    (strcmp(dimension, "any") == 0 ||
		    strcmp(cells[i].from, cells[i].to) != 0))
			sum += cells[i].n;
	return sum;
}

enum rc
trial_list(struct db *db, struct arena *mem, int64_t trial,
    const struct trial_cell *which, int64_t after, int64_t most,
    struct trial_row **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_trial_list, &r, ARGS(arg_int(trial),
	    arg_text(which->dimension), arg_text(which->from),
	    arg_text(which->to), arg_int(after), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct trial_row){ .id = row_int(&r, i, 0),
			.number = row_int(&r, i, 1),
			.subject = row_text(&r, i, 2),
			.said = row_text(&r, i, 3),
			.created_at = row_int(&r, i, 4),
			.category = { row_text(&r, i, 5), row_text(&r, i, 6) },
			.intent = { row_text(&r, i, 7), row_text(&r, i, 8) },
			.severity = { row_text(&r, i, 9),
			    row_text(&r, i, 10) } };
	return RC_OK;
}
