/* SPDX-License-Identifier: MIT */
/* Saved views: the person's own and the shared ones; of a token the shared ones. */
#include "api/api.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "model/saved_view.h"

enum rc
api_views(struct req *rq)
{
	struct saved_view *s;
	size_t n;
	enum rc rc = saved_view_list(rq->db, rq->mem, rq->who.user_id, &s, &n);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "views"));
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		jw_int(jw_key(&w, "id"), s[i].id);
		jw_text(jw_key(&w, "name"), s[i].name);
		jw_text(jw_key(&w, "path"), s[i].path);
		jw_text(jw_key(&w, "url"), arena_fmt(rq->mem, "%s%s",
		    rq->conf->public_url, s[i].path));
		jw_bool(jw_key(&w, "shared"), s[i].shared);
		jw_bool(jw_key(&w, "mine"), s[i].mine);
		jw_text(jw_key(&w, "owner"), s[i].owner);
		jw_time(jw_key(&w, "created_at"), s[i].created_at);
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
