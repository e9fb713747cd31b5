/* SPDX-License-Identifier: MIT */
#include "model/similar.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/nearest.h"

#include <math.h>

/* Beyond itself and those that were deleted since the index was made. */
enum { SPARE = 20 };

enum rc
similar_to(struct db *db, struct arena *mem, const char *folder,
    int64_t conversation, int64_t most, struct similar **out, size_t *n,
    const char **problem)
{
	struct nearest near;
	struct rows r;
	size_t alike = 0;
	enum rc rc = nearest_to(db, mem, folder, conversation,
	    (size_t)most + SPARE, &near);

	*n = 0;
	*problem = "";
	if (rc != RC_OK)
		return rc;
	*problem = near.problem;
	while (alike < near.n && near.score[alike] >= SIMILAR_LEAST)
		alike++;
	rc = db_rows(db, mem, Q_similar_these, &r, ARGS(arg_ints(near.id,
	    alike), arg_int(conversation), arg_int(most)));
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct similar){ row_int(&r, i, 1),
			near.score[row_int(&r, i, 0)], row_text(&r, i, 2),
			row_int(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_text(&r, i, 6),
			row_null(&r, i, 7) ? NAN : row_num(&r, i, 7),
			row_null(&r, i, 8) ? -1 : row_int(&r, i, 8) };
	return RC_OK;
}
