/* SPDX-License-Identifier: MIT */
#include "page/office.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/view.h"
#include "page/page.h"

#include <string.h>

static const char *const names[WEEKDAYS] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

/* clang-format off */
#define DAY_PARAMS(n)                                                          \
	{ "opens" n, P_TEXT, "", 0, 5, NULL },                                 \
	{ "closes" n, P_TEXT, "", 0, 5, NULL }

const struct param office_form_params[] = {
	DAY_PARAMS("1"), DAY_PARAMS("2"), DAY_PARAMS("3"), DAY_PARAMS("4"),
	DAY_PARAMS("5"), DAY_PARAMS("6"), DAY_PARAMS("7"),
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static bool
same_hours(const struct office_day *a, const struct office_day *b)
{
	return strcmp(a->opens, b->opens) == 0 &&
	    strcmp(a->closes, b->closes) == 0;
}

const char *
office_sentence(struct req *rq, const struct office_day day[static WEEKDAYS])
{
	struct sbuf *out = sbuf_arena(rq->mem);

	for (int i = 0, last; i < WEEKDAYS; i = last + 1) {
		for (last = i; last + 1 < WEEKDAYS &&
		    same_hours(&day[last + 1], &day[i]);)
			last++;
		if (*day[i].opens == '\0')
			continue;
		sbuf_fmt(out, "%s%.3s", out->len > 0 ? ", " : "", names[i]);
		if (last > i)
			sbuf_fmt(out, " to %.3s", names[last]);
		sbuf_fmt(out, " %s\xe2\x80\x93%s", day[i].opens, day[i].closes);
	}
	if (out->len == 0)
		return "Not set: waiting times are said in elapsed time alone.";
	sbuf_fmt(out, ", times of %s.", rq->conf->timezone);
	return sbuf_cstr(out);
}

enum rc
page_office(struct req *rq)
{
	struct office_day day[WEEKDAYS];
	struct view *v, *form = NULL;
	enum rc rc = office_days(rq->db, rq->mem, day);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "office.tpl", "Office hours");
	view_text(v, "SENTENCE", office_sentence(rq, day));
	view_text(v, "ACCOUNT_ZONE", rq->conf->timezone);
	if (rq->who.role < ADMIN)
		return page_send(rq, v);
	form = view_row(v, "FORM");
	view_text(form, "CSRF", rq->who.csrf);
	for (int i = 0; i < WEEKDAYS; i++) {
		struct view *d = view_row(form, "DAY");

		view_int(d, "N", i + 1);
		view_text(d, "NAME", names[i]);
		view_text(d, "OPENS", day[i].opens);
		view_text(d, "CLOSES", day[i].closes);
	}
	return page_send(rq, v);
}

enum rc
page_office_submit(struct req *rq)
{
	struct office_day day[WEEKDAYS];
	enum rc rc;

	for (int i = 0; i < WEEKDAYS; i++) {
		struct office_day *d = &day[i];

		d->opens = req_text(rq, arena_fmt(rq->mem, "opens%d", i + 1));
		d->closes = req_text(rq, arena_fmt(rq->mem, "closes%d", i + 1));
		if (*d->opens == '\0' && *d->closes == '\0')
			continue;
		if (!parse_is_clock(d->opens) || !parse_is_clock(d->closes))
			return req_fail(rq, RC_BAD_INPUT, "%s needs two times "
			    "from 00:00 to 23:59, or none", names[i]);
	}
	rc = office_save(rq->db, rq->mem, day, rq->conf->timezone,
	    rq->who.name);
	return rc == RC_OK ? req_redirect(rq, "/settings/office") : rc;
}
