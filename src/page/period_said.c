/* SPDX-License-Identifier: MIT */
#include "page/period_said.h"

#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"
#include "http/req.h"
#include "model/period.h"
#include "page/filter.h"

static void
put_claim(struct req *rq, struct view *box, const struct period_said *s,
    const struct period_claim *claim)
{
	const struct period_fact *f = claim->fact;
	const struct filter of = { .from = s->from, .to = s->to, .category = "",
		.mention = "", .severity = "", .platform = "", .version = "",
		.intent = "", .status = "", .flag = "", .words = "" };
	const struct filter these = filter_with(&of, f->dimension, f->key);
	struct view *c = view_row(box, "CLAIM");
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(c, "TEXT", claim->text);
	view_text(c, "URL", filter_url(rq->mem, "/conversations", &these));
	view_text(c, "COUNT", arena_fmt(rq->mem, "%s, %s before",
	    fmt_plural(f->now, "conversation", "conversations", a),
	    fmt_count(f->before, b)));
}

enum rc
period_said_put(struct req *rq, struct view *v, int64_t now)
{
	struct period_said s;
	struct view *box;
	char from[FMT_SIZE], to[FMT_SIZE];
	enum rc rc = period_find(rq->db, rq->mem, &s);

	if (rc != RC_OK || !period_holds(&s, now))
		return rc;
	box = view_row(v, "SAID");
	view_text(box, "BY", arena_fmt(rq->mem, "by %s, %s, of %s to %s; the "
	    "numbers are Tidemark\xe2\x80\x99s", s.engine, s.model,
	    fmt_when(s.from, now, from), fmt_when(s.to, now, to)));
	for (size_t i = 0; i < s.n; i++)
		put_claim(rq, box, &s, &s.claim[i]);
	return RC_OK;
}
