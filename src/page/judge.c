/* SPDX-License-Identifier: MIT */
/* How far the engine can be trusted: its marks beside those of people. */
#include "page/page.h"

#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "page/agreement.h"
#include "page/quality.h"

/* clang-format off */
const struct param judge_params[] = {
	QUALITY_PARAMS,
	{ "reviews", P_WORD, "blind", 0, 0, "blind|all" },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const char PATH[] = "/quality/report";

struct report {
	struct quality_question q;
	struct quality_choices choices;
	struct judged_pair *engine, *people;
	size_t n_engine, n_people;
	bool blind;
};

static enum rc
read_report(struct req *rq, struct report *r)
{
	enum rc rc = db_begin_snapshot(rq->db);

	r->blind = strcmp(req_text(rq, "reviews"), "blind") == 0;
	if (rc == RC_OK)
		rc = ask_quality(rq, &r->q);
	if (rc == RC_OK)
		rc = quality_choices(rq, &r->choices);
	if (rc == RC_OK)
		rc = engine_pairs(rq->db, rq->mem, &r->q.w, r->blind,
		    &r->engine, &r->n_engine);
	if (rc == RC_OK)
		rc = people_pairs(rq->db, rq->mem, &r->q.w, &r->people,
		    &r->n_people);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
put_head(struct view *v, const struct report *r)
{
	struct arena *mem = view_arena(v);
	struct link other = quality_link(mem, PATH, &r->q);
	size_t n;
	char a[FMT_SIZE], b[FMT_SIZE];
	const struct score_pair *total = agreement_pairs(mem, r->engine,
	    r->n_engine, 0, &n);

	view_text(v, "SENTENCE", n == 0 ? "No reply was judged by the engine and "
	    "by people" : n < AGREEMENT_LEAST ? arena_fmt(mem, "%s, too few to "
	    "say how far the engine can be trusted", fmt_plural((long long)n,
	    "reply was judged by both", "replies were judged by both", a)) :
	    arena_fmt(mem, "The engine agrees with people to %s, where 1 is "
	    "always and 0 is chance", fmt_num(stats_kappa(total, n, 10,
	    KAPPA_QUADRATIC), 2, a)));
	view_text(v, "MORE", arena_fmt(mem, "%s in %s, judged by %s under "
	    "version %lld of the rubric, and by people %s",
	    fmt_plural((long long)n, "reply", "replies", b),
	    quality_span(mem, &r->q), quality_engine_name(r->q.w.engine),
	    (long long)r->q.w.rubric, r->blind ?
	    "without sight of its score" : "with its score in sight or not"));
	if (r->blind)
		link_arg(&other, "reviews", "all");
	page_link_row(v, "OTHER", link_url(&other), r->blind ?
	    "count reviews in sight of the score too" :
	    "count blind reviews alone");
}

enum rc
page_judge(struct req *rq)
{
	struct view *v = page_open(rq, "judge.tpl", "Engine and people");
	struct report *r = arena_alloc(rq->mem, sizeof(*r));
	enum rc rc = read_report(rq, r);

	if (rc != RC_OK)
		return rc;
	put_head(v, r);
	quality_controls(v, PATH, &r->q, &r->choices);
	agreement_put(v, "ENGINE", &r->q.rubric, r->engine, r->n_engine);
	agreement_put(v, "PEOPLE", &r->q.rubric, r->people, r->n_people);
	return page_send(rq, v);
}
