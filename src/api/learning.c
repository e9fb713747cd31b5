/* SPDX-License-Identifier: MIT */
/* What was learned from corrections, for programs: the ledger, and the labels that
 * would help most. */
#include "api/api.h"

#include "api/words.h"
#include "model/learning.h"

/* clang-format off */
const struct param api_learning_params[] = {
	{ "before", P_INT,   "0", 0, INT64_MAX, NULL },
	{ "limit",  P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
write_state(struct jw *w, const struct learning_state *s)
{
	jw_int_or_null(jw_key(w, "version"), s->version, 0);
	jw_time(jw_key(w, "since"), s->since);
	jw_int(jw_key(w, "examples"), s->examples);
	jw_int(jw_key(w, "labelled"), s->labelled);
	jw_int(jw_key(w, "missing"), s->missing);
	jw_time(jw_key(w, "looked_at"), s->looked_at);
	jw_text_or_null(jw_key(w, "said"), s->said);
}

static void
write_attempt(struct jw *w, const struct learning_attempt *a)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), a->id);
	jw_time(jw_key(w, "at"), a->at);
	jw_int_or_null(jw_key(w, "version"), a->version, 0);
	jw_bool(jw_key(w, "in_use"), a->in_use);
	jw_bool(jw_key(w, "kept"), a->kept);
	jw_int_or_null(jw_key(w, "against"), a->against, 0);
	jw_int(jw_key(w, "rules"), a->rules);
	jw_int(jw_key(w, "examples"), a->examples);
	jw_int(jw_key(w, "labels"), a->labels);
	jw_int(jw_key(w, "held_back"), a->held);
	jw_int(jw_key(w, "right_before"), a->right_before);
	jw_int(jw_key(w, "right_after"), a->right_after);
	jw_int(jw_key(w, "gained"), a->gained);
	jw_int(jw_key(w, "lost"), a->lost);
	jw_int(jw_key(w, "took_ms"), a->took_ms);
	jw_text_or_null(jw_key(w, "not_promoted"), a->why);
	jw_time(jw_key(w, "rolled_back_at"), a->rolled_back_at);
	jw_text_or_null(jw_key(w, "rolled_back_by"), a->rolled_back_by);
	jw_end(w);
}

static void
write_pick(struct jw *w, const struct learning_pick *p)
{
	jw_object(w);
	jw_int(jw_key(w, "conversation"), p->id);
	jw_int(jw_key(w, "number"), p->number);
	jw_text(jw_key(w, "subject"), p->subject);
	jw_text(jw_key(w, "category"), p->category);
	jw_text(jw_key(w, "learned_says"), p->guess);
	jw_num(jw_key(w, "sure"), (double)p->sure / 1000);
	jw_end(w);
}

enum rc
api_learning(struct req *rq)
{
	struct learning_state s;
	struct learning_attempt *a;
	struct learning_pick *p;
	size_t n = 0, picks = 0;
	struct jw w;
	enum rc rc = learning_state(rq->db, rq->mem, &s);

	if (rc == RC_OK)
		rc = learning_list(rq->db, rq->mem, req_int(rq, "before"),
		    req_int(rq, "limit"), &a, &n);
	if (rc == RC_OK)
		rc = learning_picks(rq->db, rq->mem, &p, &picks);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_state(&w, &s);
	jw_array(jw_key(&w, "attempts"));
	for (size_t i = 0; i < n; i++)
		write_attempt(&w, &a[i]);
	jw_end(&w);
	jw_array(jw_key(&w, "picks"));
	for (size_t i = 0; i < picks; i++)
		write_pick(&w, &p[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
