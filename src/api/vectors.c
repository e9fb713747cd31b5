/* SPDX-License-Identifier: MIT */
/* Vectors under the paths of the replaced system: what it made during a request is
 * queued for tidemark-reindex, and a search asks the local index alone. */
#include "api/api.h"

#include "api/words.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/embedding.h"
#include "model/nearest.h"

#include <math.h>
#include <string.h>

enum { TOP_MOST = 1000 };

const struct param reindex_recent_params[] = {
	{ "hours", P_CLAMP, "24", 1, 8760, NULL },
	{ "limit", P_CLAMP, "5000", 1, 20000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param reindex_vectors_params[] = {
	{ "limit", P_CLAMP, "2000", 1, 10000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param vector_search_params[] = {
	{ "q", P_TEXT, NULL, 1, 6000, NULL },
	{ "top_k", P_CLAMP, "10", 1, TOP_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static bool
is_off(const struct req *rq)
{
	return strcmp(rq->conf->embedder, "off") == 0;
}

static struct jw
begin(struct req *rq)
{
	if (rq->method == GET)
		req_header(rq, "Deprecation", "true");
	return req_json(rq);
}

static void
write_queued(struct jw *w, int64_t id)
{
	jw_bool(jw_key(w, "ok"), true);
	jw_int(jw_key(w, "upserted"), 0);
	jw_int(jw_key(w, "job"), id);
	jw_text(jw_key(w, "state"), "queued");
}

enum rc
api_reindex_recent(struct req *rq)
{
	int64_t id = 0, hours = req_given(rq, "hours") ? req_int(rq, "hours") :
	    rq->conf->vector_hours;
	struct jw w;
	enum rc rc = RC_OK;

	if (!is_off(rq))
		rc = embedding_ask(rq->db, rq->mem, arena_fmt(rq->mem, "{\"hours\": %lld, "
		    "\"limit\": %lld}", (long long)hours,
		    (long long)req_int(rq, "limit")), rq->who.name, &id);
	if (rc != RC_OK)
		return rc;
	w = begin(rq);
	jw_object(&w);
	if (is_off(rq)) {
		jw_bool(jw_key(&w, "ok"), true);
		jw_int(jw_key(&w, "upserted"), 0);
		jw_text(jw_key(&w, "note"), "vector indexing disabled");
	} else {
		write_queued(&w, id);
	}
	jw_end(&w);
	return RC_OK;
}

enum rc
api_reindex_vectors(struct req *rq)
{
	int64_t id = 0;
	struct jw w;
	enum rc rc = RC_OK;

	if (!is_off(rq))
		rc = embedding_ask(rq->db, rq->mem, arena_fmt(rq->mem, "{\"limit\": %lld}",
		    (long long)req_int(rq, "limit")), rq->who.name, &id);
	if (rc != RC_OK)
		return rc;
	w = begin(rq);
	jw_object(&w);
	if (is_off(rq)) {
		jw_bool(jw_key(&w, "ok"), false);
		jw_text(jw_key(&w, "error"), "Embeddings model not configured");
	} else {
		write_queued(&w, id);
		jw_object(jw_key(&w, "pinecone"));
		jw_bool(jw_key(&w, "ok"), true);
		jw_end(&w);
	}
	jw_end(&w);
	return RC_OK;
}

/* ---- search ---- */

static void
write_match(struct arena *mem, struct jw *w, const struct conversation *c, double score)
{
	jw_object(w);
	jw_text(jw_key(w, "id"), arena_fmt(mem, "%lld", (long long)c->id));
	jw_num(jw_key(w, "score"), round(score * 1e6) / 1e6);
	jw_object(jw_key(w, "metadata"));
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_time(jw_key(w, "updated_at"), c->modified_at);
	jw_end(w);
	jw_end(w);
}

static double
score_of(const struct nearest *n, int64_t id)
{
	size_t i = 0;

	while (i < n->n && n->id[i] != id)
		i++;
	return i < n->n ? n->score[i] : 0;
}

static enum rc
find(struct req *rq, struct nearest *near, struct conversation **list, size_t *n)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = nearest_to_text(rq->db, rq->mem, rq->conf->vector_folder,
		    req_text(rq, "q"), (size_t)req_int(rq, "top_k"), near);
	if (rc == RC_OK)
		rc = conversation_these(rq->db, rq->mem, near->id, near->n, list,
		    n);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

enum rc
api_vector_search(struct req *rq)
{
	struct nearest near = { .problem = "" };
	struct conversation *list = NULL;
	size_t n = 0;
	struct jw w;
	enum rc rc = is_off(rq) ? RC_OK : find(rq, &near, &list, &n);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	if (!is_off(rq) && *near.problem == '\0')
		jw_bool(jw_key(&w, "ok"), true);
	jw_array(jw_key(&w, "matches"));
	for (size_t i = 0; i < n; i++)
		write_match(rq->mem, &w, &list[i], score_of(&near, list[i].id));
	jw_end(&w);
	if (is_off(rq) || *near.problem != '\0')
		jw_text(jw_key(&w, "note"), is_off(rq) ?
		    "vector search disabled" : near.problem);
	jw_end(&w);
	return RC_OK;
}
