/* SPDX-License-Identifier: MIT */
/* /api/v1/usage/calls: single calls of models. */
#include "api/api.h"

#include "api/words.h"
#include "ask/usage.h"

/* clang-format off */
const struct param calls_json_params[] = {
	CALL_PARAMS,
	{ "after", P_INT,   "0", 0, INT64_MAX, NULL },
	{ "limit", P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
jw_call(struct jw *w, const struct usage_call *c)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), c->id);
	jw_time(jw_key(w, "at"), c->at);
	jw_text(jw_key(w, "purpose"), c->purpose);
	jw_text(jw_key(w, "engine"), c->engine);
	jw_text(jw_key(w, "model"), c->model);
	jw_int_or_null(jw_key(w, "conversation"), c->conversation, 0);
	jw_int_or_null(jw_key(w, "number"), c->number, 0);
	jw_int_or_null(jw_key(w, "reply"), c->message, 0);
	jw_int(jw_key(w, "things"), c->things);
	jw_text(jw_key(w, "result"), c->error == NULL ? "answered" : "failed");
	jw_text_or_null(jw_key(w, "error"), c->error);
	jw_int(jw_key(w, "input_tokens"), c->input);
	jw_int(jw_key(w, "cached_tokens"), c->cached);
	jw_int(jw_key(w, "output_tokens"), c->output);
	jw_int(jw_key(w, "cost_microdollars"), c->cost);
	jw_int(jw_key(w, "took_ms"), c->took_ms);
	jw_end(w);
}

enum rc
api_usage_calls(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct usage_filter f;
	struct usage_call *calls;
	size_t n;
	struct jw w;
	enum rc rc = ask_calls(rq, &f);

	/* one more tells whether there is a next page */
	if (rc == RC_OK)
		rc = usage_calls(rq->db, rq->mem, &f, req_int(rq, "after"),
		    most + 1, &calls, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "calls"));
	for (size_t i = 0; i < n && i < (size_t)most; i++)
		jw_call(&w, &calls[i]);
	jw_end(&w);
	jw_int_or_null(jw_key(&w, "next"), n > (size_t)most ?
	    calls[most - 1].id : 0, 0);
	jw_end(&w);
	return RC_OK;
}
