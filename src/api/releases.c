/* SPDX-License-Identifier: MIT */
/* Release marks for programs: a pipeline can add its own. */
#include "api/api.h"

#include "api/words.h"
#include "model/release.h"

/* clang-format off */
const struct param releases_params[] = {
	{ "from",    P_TIME, "", 0, 0, NULL },
	{ "to",      P_TIME, "", 0, 0, NULL },
	{ "mailbox", P_INT,  "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param release_add_params[] = {
	{ "label",    P_TEXT, NULL, 1, RELEASE_LABEL_MAX, NULL },
	{ "at",       P_TIME, NULL, 0, 0, NULL },
	{ "platform", P_TEXT, "", 0, 32, NULL },
	{ "mailbox",  P_INT,  "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
write_release(struct jw *w, const struct release *r)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), r->id);
	jw_text(jw_key(w, "label"), r->label);
	jw_time(jw_key(w, "at"), r->at);
	jw_text(jw_key(w, "platform"), r->platform);
	jw_int(jw_key(w, "mailbox"), r->mailbox);
	jw_text(jw_key(w, "created_by"), r->created_by);
	jw_time(jw_key(w, "created_at"), r->created_at);
	jw_end(w);
}

enum rc
api_releases(struct req *rq)
{
	struct release *rows;
	size_t n;
	enum rc rc = release_list(rq->db, rq->mem, req_int(rq, "from"),
	    req_int(rq, "to"), req_int(rq, "mailbox"), &rows, &n);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "releases"));
	for (size_t i = 0; i < n; i++)
		write_release(&w, &rows[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_release_add(struct req *rq)
{
	struct release r = { .label = req_text(rq, "label"),
		.at = req_int(rq, "at"), .platform = req_text(rq, "platform"),
		.mailbox = req_int(rq, "mailbox") };
	enum rc rc = release_save(rq->db, rq->mem, &r, rq->who.name, &r.id);
	struct jw w;

	if (rc == RC_BAD_INPUT)
		return api_bad_param(rq, "mailbox", "must be the id of a "
		    "mailbox, or 0 for all");
	if (rc == RC_OK)
		rc = release_one(rq->db, rq->mem, r.id, &r);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_release(&w, &r);
	return RC_OK;
}

enum rc
api_release_remove(struct req *rq)
{
	int64_t id;
	enum rc rc = RC_NOT_FOUND;

	if (req_path_id(rq, &id))
		rc = release_remove(rq->db, rq->mem, id, rq->who.name);
	return rc == RC_OK ? api_ok(rq) : rc;
}
