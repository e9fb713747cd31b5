/* SPDX-License-Identifier: MIT */
#include "page/model_settings.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "model/job.h"
#include "page/page.h"

#include <string.h>

enum { DAYS_USUAL = 30 };

void
model_put_choices(struct view *v, const char *section,
    const struct model_choice *c, size_t n, const char *chosen)
{
	struct view *menu = view_row(v, section);

	for (size_t i = 0; i < n; i++)
		page_option(menu, c[i].key, c[i].name,
		    strcmp(c[i].key, chosen) == 0);
}

/* What became of a test, or that it runs. */
static const char *
test_sentence(struct arena *mem, const struct job_row *j)
{
	char when[FMT_SIZE];
	const char *said = *j->error ? j->error : j->note;

	if (strcmp(j->state, "queued") == 0 || strcmp(j->state, "running") == 0)
		return "It is being asked. Load this page again in a moment.";
	return arena_fmt(mem, "%s, %s: %s", strcmp(j->state, "done") == 0 ?
	    "It works" : "It does not work", fmt_when(j->finished_at,
	    clock_now(), when), said);
}

enum rc
model_put_test(struct req *rq, struct view *v, const char *kind, bool has_key)
{
	struct job_row last;
	enum rc rc = asking_last(rq->db, rq->mem, kind, &last);

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_OK)
		page_text_row(v, "TESTED", test_sentence(rq->mem, &last));
	if (has_key)
		view_text(view_row(v, "TEST"), "CSRF", rq->who.csrf);
	return RC_OK;
}

struct view *
model_put_backlog(struct req *rq, struct view *v)
{
	int64_t days = req_int(rq, "days");
	struct view *box = view_row(v, "BACKLOG");

	view_int(box, "DAYS", days > 0 ? days : DAYS_USUAL);
	return box;
}

struct view *
model_put_estimate(struct req *rq, struct view *backlog,
    const struct cost_backlog *b, const char *said)
{
	struct view *start;

	page_text_row(backlog, "ESTIMATE", said);
	if (b->replies == 0)
		return NULL;
	start = view_row(backlog, "START");
	view_text(start, "CSRF", rq->who.csrf);
	view_int(start, "DAYS", b->days);
	return start;
}

enum rc
model_read_cap(struct req *rq, int64_t *micro)
{
	return ask_dollars(req_text(rq, "daily_cap"), micro) ? RC_OK :
	    req_fail(rq, RC_BAD_INPUT, "The cap must be from 0 to %d dollars, "
	    "with at most two decimals", ASKING_CAP_MAX);
}
