/* SPDX-License-Identifier: MIT */
#include "model/batch.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/asking.h"

#include <string.h>

static const char *const states[] = { "making", "sending", "running",
	"fetching" };

static enum batch_state
state_of(const char *text)
{
	size_t i = 0;

	while (i + 1 < sizeof(states) / sizeof(*states) &&
	    strcmp(states[i], text) != 0)
		i++;
	return (enum batch_state)i;
}

enum rc
batch_begin(struct db *db, struct arena *mem, struct batch *b)
{
	return db_int(db, mem, Q_batch_begin, &b->id, ARGS(arg_int(b->job),
	    arg_text(b->mark), arg_text(b->api), arg_text(b->model),
	    arg_int(b->version), arg_bool(b->bare), arg_text(b->subject)));
}

enum rc
batch_marks(struct db *db, struct arena *mem, int64_t job, int64_t after,
    int64_t most, struct asking_mark **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_marks, &r, ARGS(arg_int(job),
	    arg_int(after), arg_int(most)));

	*n = 0;
	return rc == RC_OK ? asking_marks_of(mem, &r, out, n) : rc;
}

enum rc
batch_add(struct db *db, struct arena *mem, int64_t batch,
    const struct batch_line *line, size_t n)
{
	int64_t *v = arena_array(mem, n, 6 * sizeof(*v));
	const char **hash = arena_array(mem, n, sizeof(*hash));

	for (size_t i = 0; i < n; i++) {
		v[i] = line[i].item;
		v[n + i] = line[i].conversation;
		v[2 * n + i] = line[i].ask;
		v[3 * n + i] = line[i].attempts;
		v[4 * n + i] = line[i].most;
		v[5 * n + i] = line[i].strong;
		hash[i] = line[i].hash;
	}
	return db_run(db, mem, Q_batch_add, ARGS(arg_int(batch), arg_ints(v, n),
	    arg_ints(v + n, n), arg_ints(v + 2 * n, n), arg_ints(v + 3 * n, n),
	    arg_texts(hash, n), arg_ints(v + 4 * n, n), arg_ints(v + 5 * n, n)));
}

enum rc
batch_due(struct db *db, struct arena *mem, const char *subject,
    struct batch *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_due, &r,
	    ARGS(arg_text(subject)));

	if (rc != RC_OK || r.n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	*out = (struct batch){ .subject = subject, .id = row_int(&r, 0, 0),
		.job = row_int(&r, 0, 1),
		.mark = row_text(&r, 0, 2), .state = state_of(row_text(&r, 0, 3)),
		.api = row_text(&r, 0, 4), .model = row_text(&r, 0, 5),
		.version = row_int(&r, 0, 6), .bare = row_bool(&r, 0, 7),
		.batch = row_text(&r, 0, 8), .input_file = row_text(&r, 0, 9),
		.output_file = row_text(&r, 0, 10),
		.error_file = row_text(&r, 0, 11), .told = row_text(&r, 0, 12),
		.lines = row_int(&r, 0, 13), .answered = row_int(&r, 0, 14),
		.cancel = row_bool(&r, 0, 15), .tries = row_int(&r, 0, 16),
		.problem = row_text(&r, 0, 17), .failed = row_int(&r, 0, 18),
		.begun_at = row_int(&r, 0, 19) };
	return RC_OK;
}

enum rc
batch_save(struct db *db, struct arena *mem, const struct batch *b,
    int64_t wait_s)
{
	return db_run(db, mem, Q_batch_save, ARGS(arg_int(b->id),
	    arg_text(states[b->state]), arg_text(b->batch),
	    arg_text(b->input_file), arg_text(b->output_file),
	    arg_text(b->error_file), arg_text(b->told), arg_int(b->answered),
	    arg_int(b->tries), arg_text(b->problem),
	    arg_int(b->failed), arg_int(wait_s)));
}

enum rc
batch_drop(struct db *db, struct arena *mem, int64_t batch)
{
	return db_run(db, mem, Q_batch_drop, ARGS(arg_int(batch)));
}

enum rc
batch_known(struct db *db, struct arena *mem, const char *id, int64_t *n)
{
	return db_int(db, mem, Q_batch_known, n, ARGS(arg_text(id)));
}

/* ---- lines ---- */

static struct batch_line
line_of(const struct rows *r, size_t i)
{
	return (struct batch_line){ row_int(r, i, 0), row_int(r, i, 1),
		row_int(r, i, 2), row_int(r, i, 3), row_text(r, i, 4), 0,
		row_bool(r, i, 6), row_int(r, i, 5) };
}

enum rc
batch_line(struct db *db, struct arena *mem, int64_t batch, int64_t item,
    struct batch_line *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_line, &r, ARGS(arg_int(batch),
	    arg_int(item)));

	if (rc == RC_OK && r.n == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		*out = line_of(&r, 0);
	return rc;
}

enum rc
batch_rest(struct db *db, struct arena *mem, int64_t batch, int64_t most,
    struct batch_line **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_rest, &r, ARGS(arg_int(batch),
	    arg_int(most)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = line_of(&r, i);
	return RC_OK;
}

enum rc
batch_settle(struct db *db, struct arena *mem, int64_t batch, int64_t item)
{
	return db_took(db, mem, Q_batch_settle, RC_NOT_FOUND,
	    ARGS(arg_int(batch), arg_int(item)));
}

enum rc
batch_end(struct db *db, struct arena *mem, int64_t batch)
{
	return db_run(db, mem, Q_batch_end, ARGS(arg_int(batch)));
}

/* ---- of backlogs, and of the service ---- */

enum rc
batch_cancel(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_batch_cancel, NO_ARGS);
}

enum rc
batch_failures(struct db *db, struct arena *mem, int64_t job, int64_t *n,
    const char **why)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_failures, &r, ARGS(arg_int(job)));

	if (rc != RC_OK)
		return rc;
	*n = row_int(&r, 0, 0);
	*why = row_text(&r, 0, 1);
	return RC_OK;
}

enum rc
batch_bare(struct db *db, struct arena *mem, const char *model)
{
	return db_run(db, mem, Q_batch_bare, ARGS(arg_text(model)));
}

/* ---- as people read them ---- */

enum rc
batch_list(struct db *db, struct arena *mem, const char *subject, int64_t job,
    struct batch_seen **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_batch_list, &r, ARGS(arg_int(job),
	    arg_text(subject)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct batch_seen){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6),
			row_text(&r, i, 7), row_bool(&r, i, 8),
			row_int(&r, i, 9) };
	return RC_OK;
}

const char *
batch_says(struct arena *mem, const struct batch_seen *b)
{
	const char *how = strcmp(b->state, "making") == 0 ? "is being made" :
	    strcmp(b->state, "sending") == 0 ? "is on its way to the service" :
	    strcmp(b->state, "fetching") == 0 ? "has ended, answers are fetched" :
	    b->cancel ? "is being cancelled" :
	    strcmp(b->told, "validating") == 0 ? "is being checked" :
	    "is being answered";

	return arena_fmt(mem, "batch of %lld %s%s%s%s", (long long)b->lines, how,
	    b->answered > 0 ? arena_fmt(mem, ", %lld answered there",
	    (long long)b->answered) : "", *b->problem ? "; " : "", b->problem);
}
