/* SPDX-License-Identifier: MIT */
#include "ask/group.h"

#define REASON                                                    \
	{                                                         \
		"reason", P_TEXT, NULL, 1, GROUP_REASON_MAX, NULL \
	}
#define END                               \
	{                                 \
		NULL, 0, NULL, 0, 0, NULL \
	}

/* clang-format off */
const struct param group_merge_params[] = {
	{ "into", P_INT, NULL, 1, INT64_MAX, NULL }, REASON, END,
};
const struct param group_split_params[] = {
	{ "conversations", P_IDS, NULL, 1, GROUP_SPLIT_MAX, NULL },
	{ "title", P_TEXT, "", 0, GROUP_TITLE_MAX, NULL }, REASON, END,
};
const struct param group_rename_params[] = {
	{ "title", P_TEXT, NULL, 1, GROUP_TITLE_MAX, NULL }, REASON, END,
};
const struct param group_move_params[] = {
	{ "to", P_INT, "0", 0, INT64_MAX, NULL }, REASON, END,
};
/* clang-format on */

static struct editor
editor_of(struct req *rq, const char *reason)
{
	return (struct editor){ .db = rq->db,
		.mem = rq->mem,
		.who = rq->who.name,
		.reason = reason };
}

static enum rc
done(struct req *rq, const struct editor *e, enum rc rc)
{
	if (e->why != NULL)
		return req_fail(rq, rc, "%s", e->why);
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc;
}

enum rc
ask_group_merge(struct req *rq, struct editor *e)
{
	int64_t id;

	*e = editor_of(rq, req_text(rq, "reason"));
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, e, group_merge(e, id, req_int(rq, "into")));
}

enum rc
ask_group_split(struct req *rq, struct editor *e)
{
	const int64_t *ids;
	int64_t id;
	size_t n;

	*e = editor_of(rq, req_text(rq, "reason"));
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	ids = req_ids(rq, "conversations", &n);
	return done(rq, e, group_split(e, id, ids, n, req_text(rq, "title")));
}

enum rc
ask_group_rename(struct req *rq, struct editor *e)
{
	int64_t id;

	*e = editor_of(rq, req_text(rq, "reason"));
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, e, group_rename(e, id, req_text(rq, "title")));
}

enum rc
ask_group_move(struct req *rq, struct editor *e)
{
	int64_t id;

	*e = editor_of(rq, req_text(rq, "reason"));
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, e, group_move(e, id, req_int(rq, "to")));
}

enum rc
ask_group_undo(struct req *rq, struct editor *e)
{
	int64_t id;

	*e = editor_of(rq, "");
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, e, group_undo(e, id));
}
