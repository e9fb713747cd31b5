/* SPDX-License-Identifier: MIT */
/*
 * A rubric as a form. Rows are added, moved and removed by buttons that send the
 * form, so that it needs no script; static/rubric.js does the same in place, and
 * says the sum of the weights while it is typed.
 */
#include "page/rubric.h"

#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"

#include <math.h>
#include <string.h>

/* clang-format off */
const struct param rubric_new_params[] = {
	{ "from", P_INT, "0", 0, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rubric_form_params[] = {
	{ "from",   P_INT,  "0", 0, INT32_MAX, NULL },
	{ "action", P_TEXT, "save", 1, 20, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
put_row(struct view *v, const struct rubric_form *f, size_t i)
{
	const struct rubric_row *r = &f->row[i];
	struct view *row = view_row(v, "ROW");

	view_int(row, "N", (long long)i + 1);
	view_text(row, "KEY", r->key);
	view_text(row, "NAME", r->name);
	view_text(row, "WEIGHT", r->weight);
	view_text(row, "SCALE", r->scale);
	view_text(row, "GUIDANCE", r->guidance);
	view_show_if(row, "MAY_NA", r->may_na);
	view_show_if(row, "CRITICAL", r->critical);
	view_int(row, "KEY_MAX", RUBRIC_KEY_MAX);
	view_int(row, "NAME_MAX", RUBRIC_NAME_MAX);
	view_int(row, "GUIDANCE_MAX", RUBRIC_GUIDANCE_MAX);
	view_int(row, "SCALE_MAX", RUBRIC_SCALE_MAX);
}

/* What the weights come to, as far as they are numbers. */
static const char *
sum_words(struct arena *mem, const struct rubric_form *f)
{
	double sum = rubric_form_sum(mem, f);

	if (fabs(sum - 1) < 1e-6)
		return "The weights sum to 1.";
	return arena_fmt(mem, "The weights sum to %.6g; they must sum to 1.",
	    sum);
}

static enum rc
show(struct req *rq, const struct rubric_form *f, int64_t from,
    const char *fault)
{
	struct view *v = page_open(rq, "rubric-edit.tpl", "Edit the rubric");

	if (fault != NULL)
		rq->status = 422;
	page_text_row(v, "FAULT", fault);
	view_text(v, "CSRF", rq->who.csrf);
	view_int(v, "FROM", from);
	view_text(v, "NAME", f->name);
	view_text(v, "NOTE", f->note);
	view_int(v, "NAME_MAX", RUBRIC_NAME_MAX);
	view_int(v, "NOTE_MAX", RUBRIC_NOTE_MAX);
	view_int(v, "MOST", RUBRIC_DIMENSIONS);
	view_text(v, "SUM", sum_words(rq->mem, f));
	for (size_t i = 0; i < f->n; i++)
		put_row(v, f, i);
	return page_send(rq, v);
}

enum rc
page_rubric_new(struct req *rq)
{
	struct rubric_about about;
	struct rubric_form f;
	struct rubric r;
	enum rc rc = ask_rubric(rq, req_int(rq, "from"), &about, &r);

	if (rc != RC_OK)
		return rc;
	rubric_form_of(rq->mem, &r, &f);
	return show(rq, &f, about.version, NULL);
}

static enum rc
save(struct req *rq, const struct rubric_form *f)
{
	struct rubric r;
	int64_t version;
	const char *fault = rubric_form_read(rq->mem, f, &r);
	enum rc rc = fault != NULL ? RC_BAD_INPUT : rubric_save(rq->db,
	    rq->mem, &r, rq->who.name, f->note, &version, &fault);

	if (rc == RC_BAD_INPUT)
		return show(rq, f, req_int(rq, "from"), fault);
	return rc == RC_OK ? req_redirect(rq, rubric_url(rq->mem, version)) :
	    rc;
}

enum rc
page_rubric_submit(struct req *rq)
{
	const char *action = req_text(rq, "action");
	struct rubric_form f;

	ask_rubric_form(rq, &f);
	if (strcmp(action, "save") == 0)
		return save(rq, &f);
	rubric_form_act(&f, action);
	return show(rq, &f, req_int(rq, "from"), NULL);
}
