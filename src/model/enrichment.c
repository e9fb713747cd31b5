/* SPDX-License-Identifier: MIT */
#include "model/enrichment.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/asking.h"

#include <string.h>

enum rc
enrich_state(struct db *db, struct arena *mem, struct enrich_state *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_state, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = (struct enrich_state){ { row_text(&r, 0, 0), row_int(&r, 0, 1),
		row_int(&r, 0, 2) }, row_int(&r, 0, 3), row_int(&r, 0, 4),
		row_int(&r, 0, 5), row_int(&r, 0, 6), row_int(&r, 0, 7),
		row_int(&r, 0, 8), row_text(&r, 0, 9), row_int(&r, 0, 10),
		row_int(&r, 0, 11), row_int(&r, 0, 12), row_bool(&r, 0, 13),
		row_null(&r, 0, 14) ? INT64_MAX : row_int(&r, 0, 14),
		row_int(&r, 0, 15), row_null(&r, 0, 16) ? INT64_MAX :
		row_int(&r, 0, 16), row_int(&r, 0, 17) };
	return RC_OK;
}

enum rc
enrich_setting_save(struct db *db, struct arena *mem,
    const struct enrich_setting *s, const char *who)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);
	enum rc rc = db_begin(db);

	jw_object(&w);
	jw_text(jw_key(&w, "engine"), s->engine);
	jw_int(jw_key(&w, "daily_cap"), s->daily_cap);
	jw_int(jw_key(&w, "sure_least"), s->sure_least);
	jw_end(&w);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_enrich_setting_save,
		    ARGS(arg_text(s->engine), arg_int(s->daily_cap),
		    arg_int(s->sure_least)));
	if (rc == RC_OK)
		rc = audit(db, mem, who, "enrich_settings", sbuf_cstr(out));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	return db_end(db, rc);
}

/* ---- marks ---- */

static enum rc
read_marks(struct db *db, struct arena *mem, enum query query,
    const struct arg *args, size_t n_args, struct enrich_mark **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, query, &r, args, n_args);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct enrich_mark){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2),
			row_bool(&r, i, 3) };
	return RC_OK;
}

enum rc
enrich_next(struct db *db, struct arena *mem, int64_t most,
    const int64_t *flying, size_t n_flying, struct enrich_mark **out, size_t *n)
{
	return read_marks(db, mem, Q_enrich_next, ARGS(arg_int(most),
	    arg_ints(flying, n_flying)), out, n);
}

enum rc
enrich_batch_marks(struct db *db, struct arena *mem, int64_t job, int64_t after,
    int64_t most, struct enrich_mark **out, size_t *n)
{
	return read_marks(db, mem, Q_enrich_batch_marks, ARGS(arg_int(job),
	    arg_int(after), arg_int(most)), out, n);
}

enum rc
enrich_alone(struct db *db, struct arena *mem, const struct enrich_mark *m)
{
	return db_run(db, mem, Q_enrich_alone, ARGS(arg_int(m->id)));
}

enum rc
enrich_done(struct db *db, struct arena *mem, const struct enrich_mark *m)
{
	return db_run(db, mem, Q_enrich_done, ARGS(arg_int(m->conversation),
	    arg_int(m->id)));
}

enum rc
enrich_later(struct db *db, struct arena *mem, const struct enrich_mark *m,
    int64_t wait_s, bool counts, bool strong)
{
	return db_run(db, mem, Q_enrich_later, ARGS(arg_int(m->conversation),
	    arg_int(m->id), arg_int(wait_s), arg_int(counts),
	    arg_bool(strong)));
}

/* ---- what is asked ---- */

static enum rc
read_messages(struct db *db, struct arena *mem, int64_t conversation,
    struct enrich_ticket *t)
{
	struct enrich_message *m;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_messages, &r,
	    ARGS(arg_int(conversation)));

	if (rc != RC_OK)
		return rc;
	m = arena_array(mem, r.n, sizeof(*m));
	for (size_t i = 0; i < r.n; i++)
		m[i] = (struct enrich_message){ row_bool(&r, i, 0),
			row_text(&r, i, 1) };
	t->message = m;
	t->n = r.n;
	return RC_OK;
}

enum rc
enrich_case(struct db *db, struct arena *mem, int64_t conversation,
    struct enrich_case *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_ticket, &r,
	    ARGS(arg_int(conversation)));

	if (rc == RC_OK && r.n == 0)
		return RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	*out = (struct enrich_case){ { .subject = row_text(&r, 0, 0) },
		row_text(&r, 0, 1), row_bool(&r, 0, 2), row_bool(&r, 0, 3),
		row_text(&r, 0, 4), row_int(&r, 0, 5), row_text(&r, 0, 6) };
	return read_messages(db, mem, conversation, &out->ticket);
}

enum rc
enrich_people(struct db *db, struct arena *mem, int64_t conversation,
    struct enrich_known **out, size_t *n)
{
	struct prompt_known *known;
	enum rc rc = asking_people(db, mem, conversation, &known, n);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct enrich_known){ known[i].label,
			known[i].words };
	return RC_OK;
}

enum rc
enrich_corrected(struct db *db, struct arena *mem, int64_t conversation,
    int64_t most, struct enrich_example **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_examples, &r,
	    ARGS(arg_int(conversation), arg_int(most)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	for (size_t i = 0; rc == RC_OK && i < r.n; i++) {
		struct enrich_example *e = &(*out)[i];
		struct enrich_known *known;
		const char **category = arena_array(mem, 1, sizeof(*category));

		*category = row_text(&r, i, 2);
		*e = (struct enrich_example){ .text = row_text(&r, i, 1),
			.category = category, .n_categories = **category != '\0',
			.intent = row_text(&r, i, 3), .note = row_text(&r, i, 4) };
		rc = enrich_people(db, mem, row_int(&r, i, 0), &known,
		    &e->n_known);
		e->known = known;
		(*n)++;
	}
	return rc;
}

/* ---- answers ---- */

static const char *
entities_json(struct arena *mem, const struct enriched *e)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i < e->n_entities; i++) {
		jw_object(&w);
		jw_text(jw_key(&w, "kind"), e->entity[i].kind);
		jw_text(jw_key(&w, "text"), e->entity[i].text);
		jw_end(&w);
	}
	jw_end(&w);
	return sbuf_cstr(out);
}

enum rc
enrich_save(struct db *db, struct arena *mem, const struct enrich_result_row *row)
{
	static const struct enriched nothing = { .summary = "", .language = "",
		.translation = "", .intent = "", .cause = "" };
	const struct enriched *e = row->said != NULL ? row->said : &nothing;
	enum rc rc = db_run(db, mem, Q_enrich_save,
	    ARGS(arg_int(row->conversation), arg_text(row->report),
	    arg_int(ENRICH_VERSION), arg_text(row->outcome),
	    arg_text(row->engine), arg_text(row->model), arg_bool(row->strong),
	    arg_text(e->summary), arg_text(e->language),
	    arg_text(e->translation), arg_texts(e->category, e->n_categories),
	    arg_text(e->intent), arg_text(e->cause),
	    arg_text(entities_json(mem, e)), arg_text(row->said == NULL ? "" :
	    arena_fmt(mem, "%.3f", e->sure)), arg_text(row->error)));

	return rc == RC_OK ? db_run(db, mem, Q_data_version_bump, NO_ARGS) : rc;
}

enum rc
enrichment_of(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    struct enrichment **out, size_t *n_out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_of, &r, ARGS(arg_ints(ids, n)));

	*n_out = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n_out = r.n;
	for (size_t i = 0; i < r.n; i++) {
		struct enrichment *e = &(*out)[i];

		*e = (struct enrichment){ .conversation = row_int(&r, i, 0),
			.outcome = row_text(&r, i, 1),
			.engine = row_text(&r, i, 2),
			.model = row_text(&r, i, 3), .strong = row_bool(&r, i, 4),
			.summary = row_text(&r, i, 5),
			.language = row_text(&r, i, 6),
			.translation = row_text(&r, i, 7),
			.intent = row_text(&r, i, 9), .cause = row_text(&r, i, 10),
			.entities = row_text(&r, i, 11),
			.sure = row_num(&r, i, 12), .error = row_text(&r, i, 13),
			.asked_at = row_int(&r, i, 14) };
		e->category = row_texts(mem, &r, i, 8, &e->n_categories);
	}
	return RC_OK;
}

const struct enrichment *
enrichment_pick(const struct enrichment *e, size_t n, int64_t conversation)
{
	for (size_t i = 0; i < n; i++)
		if (e[i].conversation == conversation &&
		    strcmp(e[i].outcome, "done") == 0)
			return &e[i];
	return NULL;
}

enum rc
enrich_newest(struct db *db, struct arena *mem, int64_t most, const char *who,
    int64_t *missing, int64_t *queued)
{
	struct rows r;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_enrich_newest, &r, ARGS(arg_int(most)));
	*missing = rc == RC_OK ? row_int(&r, 0, 0) : 0;
	*queued = rc == RC_OK ? row_int(&r, 0, 1) : 0;
	if (rc == RC_OK && *queued > 0)
		rc = audit(db, mem, who, "enrich_newest", arena_fmt(mem,
		    "{\"queued\":%lld}", (long long)*queued));
	return db_end(db, rc);
}

enum rc
enrich_forget(struct db *db, struct arena *mem, int64_t conversation,
    const char *who, bool *was)
{
	struct rows r;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_enrich_forget, &r,
		    ARGS(arg_int(conversation)));
	*was = rc == RC_OK && r.n > 0;
	if (*was)
		rc = audit(db, mem, who, "enrich_forget", arena_fmt(mem,
		    "{\"conversation\":%lld}", (long long)conversation));
	if (rc == RC_OK && *was)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	return db_end(db, rc);
}

/* ---- backlogs ---- */

enum rc
enrich_estimate(struct db *db, struct arena *mem, int64_t from, int64_t to,
    const char *engine, struct enrich_estimate *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_enrich_estimate, &r,
	    ARGS(arg_time(from), arg_time(to), arg_text(engine)));

	if (rc == RC_OK)
		*out = (struct enrich_estimate){ row_int(&r, 0, 0),
			row_int(&r, 0, 1), row_int(&r, 0, 2),
			row_int(&r, 0, 3) };
	return rc;
}

enum rc
enrich_backlog(struct db *db, struct arena *mem, int64_t job, int64_t from,
    int64_t to, bool by_batch)
{
	return db_run(db, mem, Q_enrich_backlog, ARGS(arg_int(job),
	    arg_time(from), arg_time(to), arg_bool(by_batch)));
}

enum rc
enrich_backlog_left(struct db *db, struct arena *mem, int64_t job,
    int64_t *left)
{
	return db_int(db, mem, Q_enrich_backlog_left, left, ARGS(arg_int(job)));
}

enum rc
enrich_backlog_drop(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_enrich_backlog_drop, NO_ARGS);
}
