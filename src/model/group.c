/* SPDX-License-Identifier: MIT */
#include "model/group.h"

#include "base/arena.h"
#include "db/db.h"

#include <string.h>

static struct group
group_row(const struct rows *r, size_t i)
{
	return (struct group){
		.id = row_int(r, i, 0), .title = row_text(r, i, 1),
		.size = row_int(r, i, 2), .full = row_int(r, i, 3),
		.before = row_int(r, i, 4), .customers = row_int(r, i, 5),
		.severity = row_text(r, i, 6), .first_at = row_int(r, i, 7),
		.last_at = row_int(r, i, 8), .category = row_text(r, i, 9),
	};
}

enum rc
group_list(struct db *db, struct arena *mem, const struct window *w,
    const struct group_query *q, size_t n_buckets, struct group **out,
    size_t *n, int64_t *all)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_list, &rows,
	    ARGS(arg_time(w->before), arg_time(w->from), arg_time(w->full),
	    arg_time(w->to), arg_int(w->mailbox), arg_text(q->category),
	    arg_text(q->words), arg_int(q->least), arg_text(q->sort),
	    arg_int(q->skip), arg_int(q->most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	*all = rows.n > 0 ? row_int(&rows, 0, 10) : 0;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = group_row(&rows, i);
	return n_buckets == 0 || rows.n == 0 ? RC_OK :
	    trend_group_series(db, mem, w, n_buckets, *out, *n);
}

enum rc
group_one(struct db *db, struct arena *mem, int64_t id, struct group_head *g)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_one, &rows, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	*g = (struct group_head){
		.id = row_int(&rows, 0, 0), .title = row_text(&rows, 0, 1),
		.asked = row_int(&rows, 0, 2) ? id : 0,
		.size = row_int(&rows, 0, 3), .customers = row_int(&rows, 0, 4),
		.first_at = row_int(&rows, 0, 5),
		.last_at = row_int(&rows, 0, 6), .texts = row_int(&rows, 0, 7),
	};
	return RC_OK;
}

enum rc
group_related(struct db *db, struct arena *mem, int64_t id, int64_t most,
    struct group_head **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_group_related, &r, ARGS(arg_int(id),
	    arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct group_head){ .id = row_int(&r, i, 0),
			.title = row_text(&r, i, 1), .size = row_int(&r, i, 2) };
	return RC_OK;
}

enum rc
group_hours(struct db *db, struct arena *mem, int64_t id,
    const struct window *w, struct hour_count **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_series, &rows,
	    ARGS(arg_ints(&id, 1), arg_time(w->from), arg_time(w->to),
	    arg_int(w->mailbox)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct hour_count){ row_int(&rows, i, 1), "",
			row_int(&rows, i, 2) };
	return RC_OK;
}

enum rc
group_members(struct db *db, struct arena *mem, int64_t id,
    const struct member_query *q, struct member **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_group_members, &r, ARGS(arg_int(id),
	    arg_time(q->from), arg_time(q->to), arg_int(q->mailbox),
	    arg_time(q->after_at), arg_int(q->after_id), arg_int(q->most),
	    arg_int(q->only)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct member){
			.id = row_int(&r, i, 0), .number = row_int(&r, i, 1),
			.subject = row_text(&r, i, 2),
			.one_liner = row_text(&r, i, 3),
			.created_at = row_int(&r, i, 4),
			.severity = row_text(&r, i, 5),
			.text = row_int(&r, i, 6), .same = row_int(&r, i, 7),
			.founder = row_bool(&r, i, 8),
			.like = row_text(&r, i, 9), .alike = row_num(&r, i, 10),
			.shared = row_text(&r, i, 11),
			.edit = row_text(&r, i, 12), .who = row_text(&r, i, 13),
			.edited_at = row_int(&r, i, 14),
			.reason = row_text(&r, i, 15),
		};
	return RC_OK;
}

static const char *
by_person(struct arena *mem, const struct member *m)
{
	static const struct {
		const char *kind, *words;
	} done[] = {
		{ "merge", "kept together" }, { "split", "split" },
		{ "move", "moved" },
	};

	for (size_t i = 0; i < sizeof(done) / sizeof(*done); i++)
		if (strcmp(done[i].kind, m->edit) == 0)
			return arena_fmt(mem, "%s by %s: %s", done[i].words,
			    m->who, m->reason);
	return NULL;
}

const char *
member_why(struct arena *mem, const struct member *m)
{
	const char *person = by_person(mem, m);
	const char *same = m->text == 0 || m->same < 2 ? "" : arena_fmt(mem,
	    "; %lld%s have this very text", (long long)m->same,
	    m->same == 1000 ? " or more" : "");

	if (person != NULL)
		return person;
	if (m->text == 0)
		return "no text to compare";
	if (m->founder)
		return arena_fmt(mem, "the group began with this text%s", same);
	return arena_fmt(mem, "similarity %.2f with \xe2\x80\x9c%s\xe2\x80\x9d, "
	    "shares: %s%s", m->alike, m->like, m->shared, same);
}

enum rc
group_edits(struct db *db, struct arena *mem, int64_t id, int64_t most,
    struct edit **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_group_edits, &r, ARGS(arg_int(id),
	    arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct edit){
			.id = row_int(&r, i, 0), .kind = row_text(&r, i, 1),
			.group = row_int(&r, i, 2),
			.group_title = row_text(&r, i, 3),
			.other = row_int(&r, i, 4),
			.other_title = row_text(&r, i, 5),
			.conversation = row_int(&r, i, 6),
			.number = row_int(&r, i, 7),
			.conversations = row_int(&r, i, 8),
			.title = row_text(&r, i, 9),
			.title_before = row_text(&r, i, 10),
			.reason = row_text(&r, i, 11),
			.who = row_text(&r, i, 12), .at = row_int(&r, i, 13),
			.undone_at = row_int(&r, i, 14),
			.undone_by = row_text(&r, i, 15),
			.by_program = row_bool(&r, i, 16),
		};
	return RC_OK;
}
