/* SPDX-License-Identifier: MIT */
/* /api/v1/corrections: what people said about conversations, said and undone. */
#include "api/api.h"

#include "api/words.h"
#include "ask/correction.h"
#include "base/arena.h"
#include "base/clock.h"
#include "html/csv.h"

enum { CSV_MOST = 20000, BATCH_MOST = CORRECTION_MOST * 8 };

/* clang-format off */
#define FILTER_PARAMS \
	{ "conversation", P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "field",        P_WORD, "", 0, 0, CORRECTION_FIELDS }, \
	{ "who",          P_TEXT, "", 0, 200, NULL }, \
	{ "batch",        P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "state",        P_WORD, "", 0, 0, CORRECTION_STATES }, \
	{ "from",         P_TIME, "", 0, 0, NULL }, \
	{ "to",           P_TIME, "", 0, 0, NULL }

const struct param corrections_params[] = {
	FILTER_PARAMS,
	{ "after", P_INT,   "0", 0, INT64_MAX, NULL },
	{ "limit", P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param corrections_csv_params[] = {
	FILTER_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param correct_params[] = {
	{ "conversations", P_IDS, "", 1, CORRECTION_MOST, NULL },
	MATCHING_PARAMS,
	CORRECTION_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param undo_batch_params[] = {
	{ "batch", P_INT, NULL, 1, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum rc
api_correction_error(struct req *rq, enum rc rc,
    const struct correction_result *r)
{
	return rc == RC_BAD_INPUT ?
	    api_bad_param(rq, r->field, r->problem) : rc;
}

static void
write_row(struct jw *w, const struct correction_row *c)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), c->id);
	jw_int(jw_key(w, "batch"), c->batch);
	jw_int(jw_key(w, "conversation"), c->conversation);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_text(jw_key(w, "field"), c->field);
	jw_text_or_null(jw_key(w, "from"), c->was);
	jw_text_or_null(jw_key(w, "to"), c->became);
	jw_text_or_null(jw_key(w, "notes"), c->notes);
	jw_text(jw_key(w, "who"), c->who);
	jw_time(jw_key(w, "at"), c->at);
	jw_text(jw_key(w, "state"), c->state);
	jw_time(jw_key(w, "undone_at"), c->undone_at);
	jw_text_or_null(jw_key(w, "undone_by"), c->undone_by);
	jw_end(w);
}

static void
write_rows(struct jw *w, const struct correction_row *rows, size_t n)
{
	jw_array(jw_key(w, "corrections"));
	for (size_t i = 0; i < n; i++)
		write_row(w, &rows[i]);
	jw_end(w);
}

static enum rc
read_filter(struct req *rq, struct correction_filter *f)
{
	*f = (struct correction_filter){
		.conversation = req_int(rq, "conversation"),
		.field = req_text(rq, "field"), .who = req_text(rq, "who"),
		.state = req_text(rq, "state"), .from = req_int(rq, "from"),
		.to = req_int(rq, "to"), .batch = req_int(rq, "batch"),
	};
	if (f->from != 0 && f->to != 0 && f->to <= f->from)
		return api_bad_param(rq, "to", "must be later than from");
	return RC_OK;
}

enum rc
api_corrections(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct correction_filter f;
	struct correction_row *rows;
	size_t n;
	struct jw w;
	enum rc rc = read_filter(rq, &f);

	if (rc == RC_OK)
		rc = correction_list(rq->db, rq->mem, &f, req_int(rq, "after"),
		    most, &rows, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_rows(&w, rows, n);
	jw_int_or_null(jw_key(&w, "next"), n == (size_t)most ? rows[n - 1].id :
	    0, 0);
	jw_end(&w);
	return RC_OK;
}

static void
csv_row(struct csv *csv, const struct correction_row *c)
{
	csv_int(csv, c->id);
	csv_time(csv, c->at);
	csv_text(csv, c->who);
	csv_int(csv, c->conversation);
	csv_int(csv, c->number);
	csv_text(csv, c->subject);
	csv_text(csv, c->field);
	csv_text(csv, c->was);
	csv_text(csv, c->became);
	csv_text(csv, c->notes);
	csv_text(csv, c->state);
	csv_time(csv, c->undone_at);
	csv_text(csv, c->undone_by);
	csv_end(csv);
}

enum rc
api_corrections_csv(struct req *rq)
{
	static const char *const names[] = { "id", "at", "who", "conversation",
		"number", "subject", "field", "from", "to", "notes", "state",
		"undone_at", "undone_by", NULL };
	struct csv csv = CSV_INIT(&rq->out);
	struct correction_filter f;
	struct correction_row *rows;
	size_t n;
	bool cut;
	enum rc rc = read_filter(rq, &f);

	if (rc == RC_OK)
		rc = correction_list(rq->db, rq->mem, &f, 0, CSV_MOST + 1,
		    &rows, &n);
	if (rc != RC_OK)
		return rc;
	cut = n > CSV_MOST;
	if (cut)
		n = CSV_MOST;
	req_csv_part(rq, "corrections", CSV_MOST, n, cut);
	csv_head(&csv, names);
	for (size_t i = 0; i < n; i++)
		csv_row(&csv, &rows[i]);
	return RC_OK;
}

static enum rc
answer_saved(struct req *rq, const struct correction_result *r)
{
	const struct correction_filter f = { .batch = r->batch };
	struct correction_row *rows = NULL;
	size_t n = 0;
	struct jw w;
	enum rc rc = r->batch == 0 ? RC_OK : correction_list(rq->db, rq->mem,
	    &f, 0, BATCH_MOST, &rows, &n);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_int_or_null(jw_key(&w, "batch"), r->batch, 0);
	jw_int(jw_key(&w, "conversations"), r->n);
	write_rows(&w, rows, n);
	jw_end(&w);
	return RC_OK;
}

/* Named one by one or all that match, not both: which would it be? */
static enum rc
read_which(struct req *rq, struct correction *c,
    struct correction_result *result)
{
	if (req_given(rq, "matching")) {
		result->field = "conversations";
		result->problem = "cannot stand beside matching";
		return c->n > 0 ? RC_BAD_INPUT :
		    ask_correction_matching(rq, c, result);
	}
	result->field = "conversations";
	result->problem = "is required, or else matching";
	return c->n > 0 ? RC_OK : RC_BAD_INPUT;
}

enum rc
api_correct(struct req *rq)
{
	struct correction c = ask_correction(rq, "conversations");
	struct correction_result result;
	enum rc rc = read_which(rq, &c, &result);

	if (rc == RC_OK)
		rc = ask_correct(rq, &c, &result);
	if (rc != RC_OK)
		return api_correction_error(rq, rc, &result);
	return answer_saved(rq, &result);
}

static enum rc
undo(struct req *rq, int64_t id, int64_t batch)
{
	enum rc rc = correction_undo(rq->db, rq->mem, id, batch, rq->who.name);

	if (rc == RC_CONFLICT)
		return req_fail(rq, rc, "This was taken back before");
	if (rc != RC_OK)
		return rc;
	req_changed(rq, 0);
	return api_ok(rq);
}

enum rc
api_correction_undo(struct req *rq)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return undo(rq, id, 0);
}

enum rc
api_batch_undo(struct req *rq)
{
	return undo(rq, 0, req_int(rq, "batch"));
}
