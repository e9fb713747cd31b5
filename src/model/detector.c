/* SPDX-License-Identifier: MIT */
#include "model/detector.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/data.h"
#include "model/series.h"

#include <stdlib.h>
#include <string.h>

enum { KINDS_WINDOWS = DETECT_KINDS * DETECT_WINDOWS };

/* ---- numbers as text, exactly ---- */

static const char *
num(struct arena *mem, double x)
{
	return arena_fmt(mem, "%.17g", x);
}

static struct arg
arg_nums(struct arena *mem, const double *x, size_t n)
{
	const char **text = arena_array(mem, n, sizeof(*text));

	for (size_t i = 0; i < n; i++)
		text[i] = num(mem, x[i]);
	return arg_texts(text, n);
}

static void
row_nums(struct arena *mem, const struct rows *r, int col, double *out,
    size_t n)
{
	size_t found;
	const char **text = row_texts(mem, r, 0, col, &found);

	for (size_t i = 0; i < n && i < found; i++)
		out[i] = strtod(text[i], NULL);
}

/* ---- rules ---- */

enum rc
detector_rules(struct db *db, struct arena *mem, int64_t most,
    struct detector_rule **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_detector_rules, &r,
	    ARGS(arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct detector_rule){ row_int(&r, i, 0),
			{ row_num(&r, i, 1), row_int(&r, i, 2),
			    row_num(&r, i, 3) }, row_int(&r, i, 4),
			row_text(&r, i, 5), row_text(&r, i, 6),
			row_int(&r, i, 7) };
	return RC_OK;
}

enum rc
detector_rule_now(struct db *db, struct arena *mem, struct detector_rule *out)
{
	struct detector_rule *rules;
	size_t n;
	enum rc rc = detector_rules(db, mem, 1, &rules, &n);

	if (rc == RC_OK && n == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		*out = rules[0];
	return rc;
}

static const char *
rule_detail(struct arena *mem, const struct detector_rule *r)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_num(jw_key(&w, "budget"), r->rule.budget);
	jw_int(jw_key(&w, "least"), r->rule.least);
	jw_num(jw_key(&w, "ratio"), r->rule.ratio);
	jw_int(jw_key(&w, "quiet_hours"), r->quiet_hours);
	jw_text(jw_key(&w, "why"), r->note);
	jw_end(&w);
	return sbuf_cstr(out);
}

enum rc
detector_rule_save(struct db *db, struct arena *mem,
    const struct detector_rule *r, int64_t *version)
{
	enum rc rc = db_begin(db);

	*version = 0;
	if (rc == RC_OK)
		rc = db_int(db, mem, Q_detector_rule_add, version,
		    ARGS(arg_text(num(mem, r->rule.budget)),
		    arg_int(r->rule.least), arg_text(num(mem, r->rule.ratio)),
		    arg_int(r->quiet_hours), arg_text(r->note),
		    arg_text(r->who)));
	if (rc == RC_OK && *version != 0)
		rc = db_run(db, mem, Q_audit_add, ARGS(arg_text(r->who),
		    arg_text("detector_rule"), arg_text(rule_detail(mem, r))));
	if (rc == RC_OK && *version != 0)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

/* ---- what was learned ---- */

static void
read_memory(struct arena *mem, const struct rows *r, struct detector_memory *m)
{
	struct detect_learned *s = &m->state.sums;

	*m = (struct detector_memory){ .zone = row_text(r, 0, 0),
		.ruleset = row_int(r, 0, 1), .engine = row_int(r, 0, 2),
		.learnt = row_int(r, 0, 3), .begun_at = row_int(r, 0, 4),
		.learned_to = row_int(r, 0, 5), .judged_to = row_int(r, 0, 6),
		.rule_version = row_int(r, 0, 7) };
	s->days = row_num(r, 0, 8);
	s->threshold = row_num(r, 0, 9);
	row_nums(mem, r, 10, s->seen, DETECT_WEEK_HOURS);
	row_nums(mem, r, 11, s->weeks, DETECT_WEEK_HOURS);
	row_nums(mem, r, 12, &s->excess[0][0], KINDS_WINDOWS);
	row_nums(mem, r, 13, &s->square[0][0], KINDS_WINDOWS);
}

enum rc
detector_progress(struct db *db, struct arena *mem, struct detector_memory *m)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_detector_state, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	read_memory(mem, &rows, m);
	return RC_OK;
}

static void
read_series(struct arena *mem, const struct rows *r, struct lookout_state *s)
{
	s->series = arena_array(mem, r->n, sizeof(*s->series));
	s->n = r->n;
	for (size_t i = 0; i < r->n; i++)
		s->series[i] = (struct lookout_series){
			{ lookout_dimension_of(row_text(r, i, 0)),
			    row_text(r, i, 1), row_text(r, i, 2) },
			{ row_num(r, i, 3), row_num(r, i, 4),
			    row_int(r, i, 5), row_int(r, i, 6) } };
}

static enum rc
recall_here(struct db *db, struct arena *mem, const struct lookout_span *span,
    struct rows *r)
{
	const char **dimension = arena_array(mem, span->counts, sizeof(char *));
	const char **category = arena_array(mem, span->counts, sizeof(char *));
	const char **part = arena_array(mem, span->counts, sizeof(char *));

	for (size_t i = 0; i < span->counts; i++) {
		const struct lookout_key *k = &span->count[i].key;

		dimension[i] = lookout_dimension_name(k->dimension);
		category[i] = k->category;
		part[i] = k->part;
	}
	return db_rows(db, mem, Q_detector_series_here, r,
	    ARGS(arg_texts(dimension, span->counts),
	    arg_texts(category, span->counts), arg_texts(part, span->counts)));
}

enum rc
detector_recall(struct db *db, struct arena *mem,
    const struct lookout_span *here, struct lookout_state *s)
{
	struct rows r;
	enum rc rc = here != NULL ? recall_here(db, mem, here, &r) :
	    db_rows(db, mem, Q_detector_series, &r, NO_ARGS);

	if (rc == RC_OK)
		read_series(mem, &r, s);
	return rc;
}

static enum rc
remember_series(struct db *db, struct arena *mem, const struct lookout_state *s)
{
	const char **dimension = arena_array(mem, s->n, sizeof(char *));
	const char **category = arena_array(mem, s->n, sizeof(char *));
	const char **part = arena_array(mem, s->n, sizeof(char *));
	double *shape = arena_array(mem, s->n, sizeof(*shape));
	double *hours = arena_array(mem, s->n, sizeof(*hours));
	int64_t *since = arena_array(mem, s->n, sizeof(*since));
	int64_t *last = arena_array(mem, s->n, sizeof(*last));

	for (size_t i = 0; i < s->n; i++) {
		const struct lookout_series *of = &s->series[i];

		dimension[i] = lookout_dimension_name(of->key.dimension);
		category[i] = of->key.category;
		part[i] = of->key.part;
		shape[i] = of->known.shape;
		hours[i] = of->known.hours;
		since[i] = of->known.hot_since;
		last[i] = of->known.hot_last;
	}
	return db_run(db, mem, Q_detector_series_save,
	    ARGS(arg_texts(dimension, s->n), arg_texts(category, s->n),
	    arg_texts(part, s->n), arg_nums(mem, shape, s->n),
	    arg_nums(mem, hours, s->n), arg_ints(since, s->n),
	    arg_ints(last, s->n)));
}

enum rc
detector_remember(struct db *db, struct arena *mem,
    const struct detector_memory *m)
{
	const struct detect_learned *s = &m->state.sums;
	enum rc rc = db_run(db, mem, Q_detector_series_clear, NO_ARGS);

	if (rc == RC_OK)
		rc = remember_series(db, mem, &m->state);
	if (rc != RC_OK)
		return rc;
	return db_run(db, mem, Q_detector_state_save,
	    ARGS(arg_text(m->zone), arg_int(m->ruleset), arg_int(m->engine),
	    arg_int(m->learnt), arg_time(m->begun_at), arg_time(m->learned_to),
	    arg_time(m->judged_to), arg_int(m->rule_version),
	    arg_text(num(mem, s->days)), arg_text(num(mem, s->threshold)),
	    arg_nums(mem, s->seen, DETECT_WEEK_HOURS),
	    arg_nums(mem, s->weeks, DETECT_WEEK_HOURS),
	    arg_nums(mem, &s->excess[0][0], KINDS_WINDOWS),
	    arg_nums(mem, &s->square[0][0], KINDS_WINDOWS)));
}

enum rc
detector_judged(struct db *db, struct arena *mem,
    const struct detector_memory *m)
{
	return db_run(db, mem, Q_detector_judged, ARGS(arg_time(m->judged_to),
	    arg_text(num(mem, m->state.sums.threshold)),
	    arg_int(m->rule_version)));
}

enum rc
detector_look(struct db *db, struct arena *mem, struct detector_look *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_detector_look, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = (struct detector_look){ .version = row_int(&r, 0, 0),
		.complete = row_bool(&r, 0, 1), .looked_at = row_int(&r, 0, 2),
		.rule_version = row_int(&r, 0, 3),
		.waiting = row_int(&r, 0, 4) };
	return RC_OK;
}

/* ---- what is usual ---- */

enum { USUAL_DAYS, USUAL_SEEN, USUAL_WEEKS, USUAL_SHAPE, USUAL_HOURS,
	USUAL_WEEK_HOURS };

static void
add_usual(struct detector *d, size_t series, const double *hour, size_t n,
    double *usual)
{
	for (size_t i = 0; i < n; i++)
		usual[i] += detector_usual(d, series, (unsigned)hour[i]);
}

enum rc
detector_usual_at(struct db *db, struct arena *mem,
    const struct lookout_key *key, size_t n_keys, const int64_t *at, size_t n,
    double **usual)
{
	static const struct detect_rule rule = { 1, 1, 1 };
	const char **name = arena_array(mem, n_keys * 3, sizeof(*name));
	double *shape = arena_array(mem, n_keys * 2, sizeof(*shape));
	double *hours = shape + n_keys;
	double *hour = arena_array(mem, n, sizeof(*hour));
	/* nothing is judged: no threshold need be worked out */
	struct detect_learned sums = { .threshold = 1 };
	struct detector *d;
	struct rows r;
	enum rc rc;

	*usual = NULL;
	for (size_t i = 0; i < n_keys; i++) {
		name[i] = lookout_dimension_name(key[i].dimension);
		name[n_keys + i] = key[i].category;
		name[2 * n_keys + i] = key[i].part;
	}
	rc = db_rows(db, mem, Q_detector_usual, &r, ARGS(arg_times(at, n),
	    arg_texts(name, n_keys), arg_texts(name + n_keys, n_keys),
	    arg_texts(name + 2 * n_keys, n_keys)));
	if (rc != RC_OK || r.n == 0)
		return rc;
	sums.days = row_num(&r, 0, USUAL_DAYS);
	row_nums(mem, &r, USUAL_SEEN, sums.seen, DETECT_WEEK_HOURS);
	row_nums(mem, &r, USUAL_WEEKS, sums.weeks, DETECT_WEEK_HOURS);
	row_nums(mem, &r, USUAL_SHAPE, shape, n_keys);
	row_nums(mem, &r, USUAL_HOURS, hours, n_keys);
	row_nums(mem, &r, USUAL_WEEK_HOURS, hour, n);
	*usual = arena_array(mem, n, sizeof(**usual));
	d = detector_new(mem, &rule, 0, NULL);
	detector_load(d, &sums);
	for (size_t i = 0; i < n_keys; i++)
		add_usual(d, detector_add(d, DETECT_TOTAL,
		    &(struct detect_level){ .shape = shape[i],
		    .hours = hours[i] }), hour, n, *usual);
	return RC_OK;
}
