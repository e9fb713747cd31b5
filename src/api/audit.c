/* SPDX-License-Identifier: MIT */
/* /api/v1/audit: what people changed. */
#include "api/api.h"

#include "api/words.h"
#include "ask/audit.h"

/* clang-format off */
const struct param audit_json_params[] = {
	AUDIT_PARAMS,
	{ "after", P_INT,   "0", 0, INT64_MAX, NULL },
	{ "limit", P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum rc
api_audit(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct audit_filter f;
	struct audit_row *rows;
	size_t n;
	struct jw w;
	enum rc rc = ask_audit(rq, &f);

	/* one more tells whether there is a next page */
	if (rc == RC_OK)
		rc = audit_list(rq->db, rq->mem, &f, req_int(rq, "after"),
		    most + 1, &rows, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "audit"));
	for (size_t i = 0; i < n && i < (size_t)most; i++) {
		jw_object(&w);
		jw_int(jw_key(&w, "id"), rows[i].id);
		jw_time(jw_key(&w, "at"), rows[i].at);
		jw_text(jw_key(&w, "who"), rows[i].who);
		jw_text(jw_key(&w, "action"), rows[i].action);
		jw_json(jw_key(&w, "detail"), rq->mem, rows[i].detail);
		jw_end(&w);
	}
	jw_end(&w);
	jw_int_or_null(jw_key(&w, "next"), n > (size_t)most ?
	    rows[most - 1].id : 0, 0);
	jw_end(&w);
	return RC_OK;
}
