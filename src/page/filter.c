/* SPDX-License-Identifier: MIT */
#include "page/filter.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/link.h"
#include "http/req.h"

#include <string.h>

struct filter
filter_with(const struct filter *f, const char *name, const char *value)
{
	struct filter copy = *f;

	for (const struct filter_field *x = filter_fields; x->name; x++)
		if (strcmp(x->name, name) == 0)
			*filter_at(&copy, x) = value;
	return copy;
}

static bool
names_a_zone(const char *text)
{
	const char *t = strchr(text, 'T');

	return t != NULL && strpbrk(t, "Zz+- ") != NULL;
}

int64_t
filter_time(const struct req *rq, const char *name)
{
	if (!req_given(rq, name))
		return 0;
	if (names_a_zone(req_text(rq, name)))
		return req_int(rq, name);
	return fmt_from_local(req_int(rq, name));
}

enum rc
filter_refuse(struct req *rq)
{
	return req_fail(rq, RC_BAD_INPUT, "from must be before to");
}

enum rc
filter_read(struct req *rq, struct filter *f)
{
	return ask_filter(rq, filter_time, f) ? RC_OK : filter_refuse(rq);
}

enum { DEFAULT_SPAN = 7 * DAY };

void
filter_narrow(struct filter *f, int64_t now)
{
	if (f->from == 0 && f->to == 0 && f->cluster == 0 && f->customer == 0 &&
	    *f->words == '\0' && *f->flag == '\0')
		f->from = (now - DEFAULT_SPAN) / HOUR * HOUR;
}

const char *
filter_span(struct arena *mem, const struct filter *f, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (f->from <= FILTER_LONG_AGO)
		return f->to == 0 ? "all time"
				  : arena_fmt(mem, "until %s",
					fmt_when(f->to, now, b));
	if (f->to == 0 || f->to > now)
		return arena_fmt(mem, "since %s", fmt_when(f->from, now, a));
	return arena_fmt(mem, "%s to %s", fmt_when(f->from, now, a),
	    fmt_when(f->to, now, b));
}

static void
time_arg(struct link *l, const char *name, int64_t at)
{
	char buf[CLOCK_ISO_SIZE];

	if (at != 0)
		link_arg(l, name, clock_iso(at, buf));
}

static void
id_arg(struct link *l, const char *name, int64_t id)
{
	if (id != 0)
		link_int(l, name, id);
}

void
filter_args_to(struct link *l, const struct filter *f)
{
	time_arg(l, "from", f->from);
	time_arg(l, "to", f->to);
	id_arg(l, "mailbox", f->mailbox);
	id_arg(l, "group", f->cluster);
	id_arg(l, "customer", f->customer);
	for (const struct filter_field *x = filter_fields; x->name; x++)
		link_arg(l, x->name, filter_word(f, x));
}

const char *
filter_url(struct arena *mem, const char *path, const struct filter *f)
{
	struct link l = link_to(mem, path);

	filter_args_to(&l, f);
	return link_url(&l);
}

const char *
filter_query(struct arena *mem, const struct filter *f)
{
	const char *url = filter_url(mem, "", f);

	return *url == '?' ? url + 1 : url;
}
