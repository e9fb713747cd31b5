/* SPDX-License-Identifier: MIT */
#include "page/range.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/req.h"
#include "page/filter.h"
#include "page/narrow.h"

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

static const struct {
	const char *word, *name;
} compares[] = {
	[COMPARE_BEFORE] = { "before", "Period before" },
	[COMPARE_WEEK] = { "week", "Week earlier" },
	[COMPARE_NONE] = { "none", "Nothing" },
};

enum { N_COMPARES = sizeof(compares) / sizeof(*compares) };

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
	/* the day that is not over keeps its place, the rest of it is to come */
	if (r->at[0] < r->w.from)
		r->at[0] = r->w.from;
	if (at > r->w.to && r->w.to <= r->w.now)
		r->at[r->n] = r->w.to;
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
	for (int i = 0; i < N_COMPARES; i++)
		if (strcmp(compares[i].word, req_text(rq, "compare")) == 0)
			r->compare = (enum compare)i;
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

/* Hours are counted in UTC, so that none is counted twice or left out when clocks
 * change; a clock time that is no whole hour of UTC begins the hour it is in. */
static int64_t
hour_earlier(const struct range *r, enum compare c, int64_t at)
{
	if (c == COMPARE_BEFORE)
		return at - (r->at[r->n] - r->at[0]);
	return fmt_same_clock(at, -7) / HOUR * HOUR;
}

struct range_part
range_earlier(const struct range *r, enum compare c, size_t bucket)
{
	int days = c == COMPARE_WEEK ? 7 : (int)r->n;
	int64_t at = r->at[bucket];

	if (r->hourly)
		return (struct range_part){ hour_earlier(r, c, at),
			hour_earlier(r, c, at) + HOUR };
	return (struct range_part){ fmt_same_clock(at, -days),
		fmt_same_clock(r->at[bucket + 1], -days) };
}

bool
range_reaches(const struct range *r, enum compare c, int64_t oldest)
{
	return oldest <= range_earlier(r, c, 0).from + DAY;
}

const char *
range_compared(const struct range *r)
{
	return r->compare == COMPARE_WEEK ? "a week earlier" : r->before;
}

struct filter
range_filter(const struct range *r)
{
	return (struct filter){ .from = r->w.from, .to = r->w.to,
		.mailbox = r->w.mailbox };
}

static const char *
url_of(struct arena *mem, const char *path, const struct range *r,
    const char *word, int64_t mailbox, enum compare compare)
{
	struct link l = link_to(mem, path);
	char buf[CLOCK_ISO_SIZE];

	if (word != NULL) {
		link_arg(&l, "range", word);
	} else {
		link_arg(&l, "from", clock_iso(r->w.from, buf));
		link_arg(&l, "to", clock_iso(r->w.to, buf));
	}
	if (mailbox != 0)
		link_int(&l, "mailbox", mailbox);
	if (compare != COMPARE_BEFORE)
		link_arg(&l, "compare", compares[compare].word);
	for (size_t i = 0; i < r->n_keep; i++)
		link_arg(&l, r->keep[i].name, r->keep[i].value);
	return link_url(&l);
}

const char *
range_url(struct arena *mem, const char *path, const struct range *r,
    int64_t mailbox)
{
	return url_of(mem, path, r, r->word,
	    mailbox < 0 ? r->w.mailbox : mailbox, r->compare);
}

static void
put_mailbox(struct view *v, const struct range *r,
    const struct mailbox *m)
{
	struct view *c = view_row(v, "MAILBOX_CHOICE");
	bool here = m->id == r->w.mailbox;

	view_text(c, "NAME", m->name);
	view_text(c, "URL", range_url(view_arena(v), r->path ? r->path :
	    "/", r, m->id));
	view_show_if(c, "HERE", here);
	if (here)
		view_text(v, "MAILBOX", m->name);
}

static void
put_compares(struct view *v, const struct range *r)
{
	struct view *menu = view_row(v, "COMPARES");
	const char *path = r->path ? r->path : "/";

	for (int i = 0; i < N_COMPARES; i++) {
		struct view *c = view_row(menu, "COMPARE");
		bool here = r->compare == (enum compare)i;

		view_text(c, "NAME", compares[i].name);
		view_text(c, "URL", url_of(view_arena(v), path, r, r->word,
		    r->w.mailbox, (enum compare)i));
		view_show_if(c, "HERE", here);
		if (here)
			view_text(menu, "COMPARED", compares[i].name);
	}
}

void
range_controls(struct view *page, const struct range *r,
    const struct mailbox *mailboxes, size_t n)
{
	struct view *v = view_include(page, "CONTROLS", "controls.tpl");
	struct arena *mem = view_arena(v);
	const struct mailbox all = { 0, "All mailboxes" };
	const char *path = r->path ? r->path : "/";
	char buf[FMT_SIZE];

	for (int i = 0; i < N_CHOICES; i++) {
		struct view *c = view_row(v, "RANGE");

		view_text(c, "NAME", choices[i].name);
		view_text(c, "URL", url_of(mem, path, r, choices[i].word,
		    r->w.mailbox, r->compare));
		view_show_if(c, "HERE", r->word != NULL &&
		    strcmp(r->word, choices[i].word) == 0);
	}
	view_text(v, "PATH", path);
	view_text(v, "CUSTOM_NAME", r->word ? "Custom" : r->span);
	view_text(v, "FROM", fmt_input(r->w.from, buf));
	view_text(v, "TO", fmt_input(r->w.to, buf));
	if (r->w.mailbox != 0)
		narrow_keep_text(v, "mailbox", arena_fmt(mem, "%lld",
		    (long long)r->w.mailbox));
	for (size_t i = 0; i < r->n_keep; i++)
		narrow_keep_text(v, r->keep[i].name, r->keep[i].value);
	if (r->compare != COMPARE_BEFORE)
		narrow_keep_text(v, "compare", compares[r->compare].word);
	if (r->charted)
		put_compares(v, r);
	view_text(v, "MAILBOX", "Unknown mailbox");
	put_mailbox(v, r, &all);
	for (size_t i = 0; i < n; i++)
		put_mailbox(v, r, &mailboxes[i]);
}
