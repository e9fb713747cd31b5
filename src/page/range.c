/* SPDX-License-Identifier: MIT */
#include "page/range.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/req.h"
#include "page/filter.h"

#include <string.h>

static const struct choice {
	const char *word, *name, *span, *before;
	int hours, days;
} choices[] = {
	{ "24h", "24 h", "24 hours", "the 24 h before", 24, 0 },
	{ "48h", "48 h", "48 hours", "the 48 h before", 48, 0 },
	{ "7d", "7 d", "7 days", "the 7 d before", 168, 0 },
	{ "30d", "30 d", "30 days", "the 30 d before", 0, 30 },
	{ "90d", "90 d", "90 days", "the 90 d before", 0, 90 },
};

enum { N_CHOICES = sizeof(choices) / sizeof(*choices) };

static enum rc
read_custom(struct req *rq, struct range *r, int64_t now)
{
	int64_t from = filter_time(rq, "from"), to = filter_time(rq, "to");
	char a[FMT_SIZE], b[FMT_SIZE];

	if (to == 0)
		to = now;
	if (from == 0)
		return req_fail(rq, RC_BAD_INPUT, "from is missing: a range of "
		    "your own needs from, and may have to");
	if (from >= to || !window_between(now, from, to,
	    req_int(rq, "mailbox"), &r->w))
		return req_fail(rq, RC_BAD_INPUT, "from must be before to, and "
		    "the range at most %d days", WINDOW_MAX_HOURS / 24);
	r->span = arena_fmt(rq->mem, "%s to %s",
	    fmt_when(r->w.from, now, a), fmt_when(to, now, b));
	r->before = "the span before";
	return RC_OK;
}

static void
read_choice(struct range *r, const struct choice *c, int64_t now,
    int64_t mailbox)
{
	if (c->hours > 0)
		r->w = window_last(now, c->hours, mailbox);
	else
		(void)window_between(now, fmt_day_shift(now, 1 - c->days),
		    now + 1, mailbox, &r->w);
	r->word = c->word;
	r->span = c->span;
	r->before = c->before;
}

static void
make_buckets(struct arena *mem, struct range *r)
{
	int64_t at = r->hourly ? r->w.from : fmt_day_start(r->w.from);
	size_t most = (size_t)window_hours(&r->w) + 2;

	r->at = arena_array(mem, most + 1, sizeof(*r->at));
	for (r->n = 0; at < r->w.to && r->n < most; r->n++) {
		r->at[r->n] = at;
		at = r->hourly ? at + HOUR : fmt_day_shift(at, 1);
	}
	r->at[r->n] = at;
}

enum rc
range_read(struct req *rq, struct range *r)
{
	int64_t now = clock_now();
	enum rc rc = RC_OK;

	*r = (struct range){ 0 };
	if (req_given(rq, "from") || req_given(rq, "to"))
		rc = read_custom(rq, r, now);
	else
		for (int i = 0; i < N_CHOICES; i++)
			if (strcmp(choices[i].word, req_text(rq, "range")) == 0)
				read_choice(r, &choices[i], now,
				    req_int(rq, "mailbox"));
	if (rc != RC_OK)
		return rc;
	r->hourly = window_is_hourly(&r->w);
	make_buckets(rq->mem, r);
	return RC_OK;
}

size_t
range_bucket(const struct range *r, int64_t at)
{
	size_t low = 0, high = r->n;

	if (at < r->at[0] || at >= r->at[r->n])
		return r->n;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (at >= r->at[mid])
			low = mid;
		else
			high = mid;
	}
	return low;
}

struct filter
range_filter(const struct range *r)
{
	return (struct filter){ .from = r->w.from, .to = r->w.to,
		.mailbox = r->w.mailbox };
}

static const char *
url_of(struct arena *mem, const char *path, const char *word, int64_t from,
    int64_t to, int64_t mailbox)
{
	struct link l = link_to(mem, path);
	char buf[CLOCK_ISO_SIZE];

	if (word != NULL) {
		link_arg(&l, "range", word);
	} else {
		link_arg(&l, "from", clock_iso(from, buf));
		link_arg(&l, "to", clock_iso(to, buf));
	}
	if (mailbox != 0)
		link_int(&l, "mailbox", mailbox);
	return link_url(&l);
}

const char *
range_url(struct arena *mem, const char *path, const struct range *r,
    int64_t mailbox)
{
	return url_of(mem, path, r->word, r->w.from, r->w.to,
	    mailbox < 0 ? r->w.mailbox : mailbox);
}

static void
put_mailbox(struct view *v, const char *path, const struct range *r,
    const struct mailbox *m)
{
	struct view *c = view_row(v, "MAILBOX_CHOICE");
	bool here = m->id == r->w.mailbox;

	view_text(c, "NAME", m->name);
	view_text(c, "URL", range_url(view_arena(v), path, r, m->id));
	view_show_if(c, "HERE", here);
	if (here)
		view_text(v, "MAILBOX", m->name);
}

void
range_controls(struct view *v, const char *path, const struct range *r,
    const struct mailbox *mailboxes, size_t n)
{
	struct arena *mem = view_arena(v);
	const struct mailbox all = { 0, "All mailboxes" };
	char buf[FMT_SIZE];

	for (int i = 0; i < N_CHOICES; i++) {
		struct view *c = view_row(v, "RANGE");

		view_text(c, "NAME", choices[i].name);
		view_text(c, "URL", url_of(mem, path, choices[i].word, 0, 0,
		    r->w.mailbox));
		view_show_if(c, "HERE", r->word != NULL &&
		    strcmp(r->word, choices[i].word) == 0);
	}
	view_text(v, "CUSTOM_NAME", r->word ? "Custom" : r->span);
	view_text(v, "FROM", fmt_input(r->w.from, buf));
	view_text(v, "TO", fmt_input(r->w.to, buf));
	if (r->w.mailbox != 0)
		view_int(view_row(v, "KEEP_MAILBOX"), "ID", r->w.mailbox);
	view_text(v, "MAILBOX", "Unknown mailbox");
	put_mailbox(v, path, r, &all);
	for (size_t i = 0; i < n; i++)
		put_mailbox(v, path, r, &mailboxes[i]);
}
