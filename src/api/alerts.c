/* SPDX-License-Identifier: MIT */
/* Alerts for programs: what was told, and how far it got. */
#include "api/api.h"

#include "api/words.h"
#include "model/alert.h"
#include "model/alert_say.h"

/* clang-format off */
const struct param alerts_params[] = {
	{ "before", P_INT,   "0", 0, INT64_MAX, NULL },
	{ "limit",  P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
write_alert(struct req *rq, struct jw *w, const struct alert_line *l)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), l->id);
	jw_text(jw_key(w, "key"), l->key);
	jw_text(jw_key(w, "kind"), l->kind);
	jw_text(jw_key(w, "what"), alert_what(rq->mem, l));
	jw_text(jw_key(w, "about"), alert_about(rq->mem, l));
	jw_text(jw_key(w, "path"), alert_path(rq->mem, l));
	jw_text_or_null(jw_key(w, "severity"), l->severity);
	jw_text_or_null(jw_key(w, "incident_state"), l->standing);
	jw_text(jw_key(w, "slack"), l->state);
	jw_text_or_null(jw_key(w, "error"), l->error);
	jw_int(jw_key(w, "attempts"), l->attempts);
	jw_time(jw_key(w, "created_at"), l->created_at);
	jw_time(jw_key(w, "sent_at"), l->sent_at);
	jw_end(w);
}

enum rc
api_alerts(struct req *rq)
{
	int64_t limit = req_int(rq, "limit");
	struct alert_line *l;
	size_t n, shown;
	struct jw w;
	enum rc rc = alert_list(rq->db, rq->mem, req_int(rq, "before"),
	    limit + 1, &l, &n);

	if (rc != RC_OK)
		return rc;
	shown = n > (size_t)limit ? (size_t)limit : n;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "alerts"));
	for (size_t i = 0; i < shown; i++)
		write_alert(rq, &w, &l[i]);
	jw_end(&w);
	if (n > shown)
		jw_int(jw_key(&w, "next"), l[shown - 1].id);
	else
		jw_null(jw_key(&w, "next"));
	jw_end(&w);
	return RC_OK;
}
