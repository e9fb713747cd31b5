/* SPDX-License-Identifier: MIT */
/* /api/v1/conversations/{id}/similar: what reads like a conversation, and how it was
 * answered, as JSON and CSV. */
#include "api/api.h"

#include "api/words.h"
#include "db/db.h"
#include "html/csv.h"
#include "model/conversation.h"
#include "model/similar.h"

#include <math.h>

const struct param similar_params[] = {
	{ "limit", P_CLAMP, "10", 1, SIMILAR_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static enum rc
find(struct req *rq, int64_t *id, struct similar_found *f)
{
	struct conversation_more more;
	struct conversation c;
	enum rc rc;

	if (!req_path_id(rq, id))
		return RC_NOT_FOUND;
	rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = conversation_one(rq->db, rq->mem, *id, &c, &more);
	if (rc == RC_OK)
		rc = similar_to(
		    rq->db, rq->mem, rq->conf, *id, req_int(rq, "limit"), f);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
write_reply(struct jw *w, const struct similar *s)
{
	if (*s->reply == '\0') {
		jw_null(w);
		return;
	}
	jw_object(w);
	jw_text(jw_key(w, "agent"), s->agent);
	jw_text(jw_key(w, "text"), s->reply);
	jw_num(jw_key(w, "score"), round(s->score * 100) / 100); /* or null */
	jw_end(w);
}

static double
rounded(double likeness)
{
	return round(likeness * 1e3) / 1e3;
}

static void
write_one(struct req *rq, struct jw *w, const struct similar *s)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), s->id);
	jw_int(jw_key(w, "number"), s->number);
	jw_text(jw_key(w, "subject"), s->subject);
	jw_num(jw_key(w, "likeness"), rounded(s->likeness));
	jw_text(jw_key(w, "status"), s->status);
	jw_time(jw_key(w, "created_at"), s->created_at);
	if (s->closed_s < 0)
		jw_null(jw_key(w, "closed_after_seconds"));
	else
		jw_int(jw_key(w, "closed_after_seconds"), s->closed_s);
	write_reply(jw_key(w, "reply"), s);
	jw_text(jw_key(w, "hs_link"), api_help_scout(rq, s->id, s->number));
	jw_end(w);
}

enum rc
api_similar(struct req *rq)
{
	struct similar_found f;
	int64_t id;
	enum rc rc = find(rq, &id, &f);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "conversation"), id);
	jw_num(jw_key(&w, "least_likeness"), f.least);
	jw_text_or_null(jw_key(&w, "engine"), f.engine);
	jw_text_or_null(jw_key(&w, "problem"), f.problem);
	jw_array(jw_key(&w, "similar"));
	for (size_t i = 0; i < f.n; i++)
		write_one(rq, &w, &f.v[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_similar_csv(struct req *rq)
{
	static const char *const head[] = { "id", "number", "created_at",
		"status", "likeness", "closed_after_seconds", "reply_by",
		"reply_score", "reply", "subject", "hs_link", NULL };
	struct csv csv = CSV_INIT(&rq->out);
	struct similar_found f;
	int64_t id;
	enum rc rc = find(rq, &id, &f);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "similar");
	csv_head(&csv, head);
	for (size_t i = 0; i < f.n; i++) {
		const struct similar *s = &f.v[i];

		csv_int(&csv, s->id);
		csv_int(&csv, s->number);
		csv_time(&csv, s->created_at);
		csv_text(&csv, s->status);
		csv_num(&csv, s->likeness, 3);
		csv_int_or_empty(&csv, s->closed_s, -1);
		csv_text(&csv, s->agent);
		csv_num(&csv, s->score, 2);
		csv_text(&csv, s->reply);
		csv_text(&csv, s->subject);
		csv_text(&csv, api_help_scout(rq, s->id, s->number));
		csv_end(&csv);
	}
	return RC_OK;
}
