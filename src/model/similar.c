/* SPDX-License-Identifier: MIT */
#include "model/similar.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/embedding.h"
#include "model/nearest.h"

#include <math.h>
#include <string.h>

/* Beyond itself and those that were deleted since the index was made. */
enum { SPARE = 20 };

double
similar_least(const char *engine)
{
	return strcmp(engine, EMBEDDING_OPENAI) == 0 ? 0.4 : 0.7;
}

static enum rc
read_these(struct db *db, struct arena *mem, const struct nearest *near,
    size_t alike, int64_t but, int64_t most, struct similar_found *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_similar_these, &r,
	    ARGS(arg_ints(near->id, alike), arg_int(but), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	out->v = arena_array(mem, r.n + 1, sizeof(*out->v));
	out->n = r.n;
	for (size_t i = 0; i < r.n; i++)
		out->v[i] = (struct similar){ .id = row_int(&r, i, 1),
			.number = row_int(&r, i, 2),
			.likeness = near->score[row_int(&r, i, 0)],
			.subject = row_text(&r, i, 3),
			.created_at = row_int(&r, i, 4),
			.status = row_text(&r, i, 5),
			.reply = row_text(&r, i, 6),
			.agent = row_text(&r, i, 7),
			.score = row_null(&r, i, 8) ? NAN : row_num(&r, i, 8),
			.closed_s = row_null(&r, i, 9) ? -1
						       : row_int(&r, i, 9) };
	return RC_OK;
}

enum rc
similar_to(struct db *db, struct arena *mem, const struct conf *conf,
    int64_t conversation, int64_t most, struct similar_found *out)
{
	struct nearest near;
	size_t alike = 0;
	enum rc rc;

	*out = (struct similar_found){
		.engine = "", .problem = "", .least = similar_least("")
	};
	if (strcmp(conf->embedder, "off") == 0) {
		out->problem = "vectors are switched off";
		out->off = true;
		return RC_OK;
	}
	rc = nearest_to(db, mem, conf->vector_folder, conversation,
	    (size_t)most + SPARE, &near);
	if (rc != RC_OK)
		return rc;
	out->problem = near.problem;
	out->engine = near.engine;
	out->least = similar_least(near.engine);
	while (alike < near.n && near.score[alike] >= out->least)
		alike++;
	return read_these(db, mem, &near, alike, conversation, most, out);
}
