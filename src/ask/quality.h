/* SPDX-License-Identifier: MIT */
/*
 * ask/quality - the filters of the pages of quality, as a request gives them.
 *
 * Shape:     a table of struct param holds QUALITY_PARAMS, its handler calls
 *            ask_quality(). Pages, JSON and CSV take the same names.
 * Days:      start and end are days (UTC), both included, as in the system that
 *            was replaced; else range says how many days up to today.
 * Agents:    the role agent is kept to the own scores here, whatever it asks for.
 * Not asked: the rubric is the one in force, the engine the one that replies are
 *            scored by.
 * Errors:    RC_BAD_INPUT and RC_NOT_FOUND with a sentence; else the database's.
 */
#ifndef TIDEMARK_ASK_QUALITY_H
#define TIDEMARK_ASK_QUALITY_H

#include "http/req.h"
#include "model/quality.h"

#define QUALITY_RANGES "7d|30d|90d|365d"

enum { QUALITY_MAILBOXES = 50, QUALITY_DAYS_MOST = 1100 };

/* clang-format off */
#define QUALITY_PARAMS \
	{ "range",     P_WORD, "30d", 0, 0, QUALITY_RANGES }, \
	{ "start",     P_TIME, "", 0, 0, NULL }, \
	{ "end",       P_TIME, "", 0, 0, NULL }, \
	{ "mbox",      P_IDS,  "", 0, QUALITY_MAILBOXES, NULL }, \
	{ "agent",     P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "category",  P_TEXT, "", 0, 64, NULL }, \
	{ "rating",    P_WORD, "", 0, 0, "great|okay|not_good" }, \
	{ "engine",    P_WORD, "", 0, 0, "heuristic|openai" }, \
	{ "rubric",    P_INT,  "0", 0, INT32_MAX, NULL }, \
	{ "incidents", P_WORD, "all", 0, 0, QUALITY_INCIDENTS }
/* clang-format on */

struct quality_question {
	struct quality_window w;
	struct quality_state state;
	struct rubric rubric;
	const char *range;	/* "30d", or NULL for days of one's own */
	int64_t days;		/* in it, the present one included */
	int64_t now;
	bool engine_given, rubric_given;
};

enum rc		 ask_quality(struct req *, struct quality_question *);
/* Whether who asks may see what is made of an agent's replies; to a page that they
 * may not, there is no such reply. */
bool		 ask_quality_may(const struct req *, int64_t agent);
/* Agents with scored replies whom who asks may see, by name. */
enum rc		 ask_quality_agents(struct req *, struct quality_agent **,
		    size_t *n);
/* Days of one's own, both included: from the epoch of their start in UTC. */
void		 quality_set_days(struct quality_question *, int64_t first,
		    int64_t last);

#endif
