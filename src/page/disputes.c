/* SPDX-License-Identifier: MIT */
/* What agents see otherwise, and what came of it. */
#include "page/page.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "model/dispute.h"

/* clang-format off */
const struct param disputes_params[] = {
	{ "state", P_WORD, "", 0, 0, "|" DISPUTE_STATES },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const struct {
	const char *word, *name;
} states[] = {
	{ "", "All" }, { "open", "Open" }, { "upheld", "Upheld" },
	{ "changed", "Changed" }, { "withdrawn", "Withdrawn" },
};

static void
put_states(struct view *v, const char *here)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		struct view *s = view_row(v, "SORT");

		view_text(s, "URL", *states[i].word == '\0' ?
		    "/quality/disputes" : arena_fmt(view_arena(v),
		    "/quality/disputes?state=%s", states[i].word));
		view_text(s, "NAME", states[i].name);
		view_show_if(s, "HERE", strcmp(states[i].word, here) == 0);
	}
}

static void
put_dispute(struct view *v, const struct dispute *d, int64_t now)
{
	struct view *row = view_row(v, "DISPUTE");
	char buf[FMT_SIZE];

	view_text(row, "URL", arena_fmt(view_arena(v), "/quality/replies/%lld",
	    (long long)d->message));
	view_text(row, "SUBJECT", *d->subject ? d->subject : "(no subject)");
	view_text(row, "AGENT", d->agent_name);
	view_text(row, "TEXT", d->text);
	view_text(row, "STATE", d->state);
	view_text(row, "WHEN", fmt_when(d->at, now, buf));
	page_text_row(row, "ANSWER", *d->resolution == '\0' ? "" :
	    arena_fmt(view_arena(v), "%s: %s", d->resolved_by, d->resolution));
}

enum rc
page_disputes(struct req *rq)
{
	const struct dispute_query q = { .state = req_text(rq, "state"),
		.agent = rq->who.agent_id };
	struct view *v = page_open(rq, "disputes.tpl", "Disputes");
	struct dispute *d;
	size_t n;
	char buf[FMT_SIZE];
	enum rc rc = dispute_list(rq->db, rq->mem, &q, &d, &n);

	if (rc != RC_OK)
		return rc;
	view_show_if(v, "NONE", n == 0);
	view_text(v, "SENTENCE",
	    n == 0 ? "No disputes"
		   : fmt_plural((long long)n, "dispute", "disputes", buf));
	put_states(v, q.state);
	for (size_t i = 0; i < n; i++)
		put_dispute(v, &d[i], clock_now());
	return page_send(rq, v);
}
