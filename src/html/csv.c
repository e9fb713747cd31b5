/* SPDX-License-Identifier: MIT */
#include "html/csv.h"

#include "base/sbuf.h"
#include "html/format.h"

#include <math.h>
#include <string.h>

static void
next(struct csv *c)
{
	if (c->inside)
		sbuf_char(c->out, ',');
	c->inside = true;
}

/* -12, +3.5, .5: what a spreadsheet reads as a number and nothing else. */
static bool
plain_number(const char *s)
{
	size_t whole, part = 0;

	if (*s == '-' || *s == '+')
		s++;
	s += whole = strspn(s, "0123456789");
	if (*s == '.')
		s += 1 + (part = strspn(s + 1, "0123456789"));
	return whole + part > 0 && *s == '\0';
}

static bool
is_formula(const char *s)
{
	return *s != '\0' && strchr("=+-@\t\r\n", *s) != NULL && !plain_number(s);
}

void
csv_text(struct csv *c, const char *text)
{
	const char *s = text ? text : "";
	bool formula = is_formula(s);

	next(c);
	if (s[strcspn(s, ",\"\r\n")] == '\0') {
		if (formula)
			sbuf_char(c->out, '\'');
		sbuf_text(c->out, s);
		return;
	}
	sbuf_text(c->out, formula ? "\"'" : "\"");
	while (*s != '\0') {
		size_t plain = strcspn(s, "\"");

		sbuf_add(c->out, s, plain);
		s += plain;
		if (*s == '"') {
			sbuf_text(c->out, "\"\"");
			s++;
		}
	}
	sbuf_char(c->out, '"');
}

void
csv_texts(struct csv *c, const char *const *pieces)
{
	struct sbuf all = SBUF_INIT;

	for (; *pieces != NULL; pieces++)
		sbuf_text(&all, *pieces);
	csv_text(c, sbuf_cstr(&all));
	sbuf_free(&all);
}

void
csv_list(struct csv *c, const char *const *items, size_t n)
{
	struct sbuf all = SBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		sbuf_text(&all, i > 0 ? ", " : "");
		sbuf_text(&all, items[i]);
	}
	csv_text(c, sbuf_cstr(&all));
	sbuf_free(&all);
}

void
csv_int_or_empty(struct csv *c, long long n, long long none)
{
	if (n == none)
		csv_text(c, "");
	else
		csv_int(c, n);
}

void
csv_int(struct csv *c, long long n)
{
	next(c);
	sbuf_int(c->out, n);
}

void
csv_num(struct csv *c, double x, int decimals)
{
	next(c);
	if (!isnan(x) && !isinf(x))
		sbuf_fmt(c->out, "%.*f", decimals, x);
}

void
csv_time(struct csv *c, int64_t at)
{
	char buf[FMT_SIZE];

	next(c);
	if (at != 0)
		sbuf_text(c->out, fmt_iso(at, buf));
}

void
csv_end(struct csv *c)
{
	sbuf_add(c->out, "\r\n", 2);
	c->inside = false;
}

void
csv_head(struct csv *c, const char *const *names)
{
	for (; *names != NULL; names++)
		csv_text(c, *names);
	csv_end(c);
}
