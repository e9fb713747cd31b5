/* SPDX-License-Identifier: MIT */
/*
 * ask/group - an edit of groups that a request asks for, read and carried out.
 *
 * Shape:     a route has one of the tables below, and in its path the group,
 *            the conversation or the edit. *e is filled: e->edit, e->group.
 * After:     the answer tells nginx that this person changed something.
 * Errors:    as model/group.h, with the sentence that says why; RC_NOT_FOUND for
 *            a path that names nothing.
 */
#ifndef TIDEMARK_ASK_GROUP_H
#define TIDEMARK_ASK_GROUP_H

#include "http/req.h"
#include "model/group.h"

extern const struct param group_merge_params[], group_split_params[],
    group_rename_params[], group_move_params[];

enum rc ask_group_merge(struct req *, struct editor *e);
enum rc ask_group_split(struct req *, struct editor *e);
enum rc ask_group_rename(struct req *, struct editor *e);
/* The path names a conversation. */
enum rc ask_group_move(struct req *, struct editor *e);
/* The path names an edit; no parameters. */
enum rc ask_group_undo(struct req *, struct editor *e);

#endif
