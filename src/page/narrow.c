/* SPDX-License-Identifier: MIT */
#include "page/narrow.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/table.h"
#include "html/chart.h"
#include "html/view.h"
#include "page/filter.h"
#include "page/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BREAKDOWN_ROWS = 6 };

/* ---- pieces ---- */

struct view *
narrow_facet(struct view *v, const char *title)
{
	struct view *box = view_row(v, "FACET");

	view_text(box, "NAME", title);
	return box;
}

void
narrow_choice(
    struct view *facet, const char *name, const char *url, int64_t n, bool here)
{
	struct view *c = view_row(facet, "CHOICE");

	view_text(c, "NAME", name);
	view_text(c, "URL", url);
	if (n >= 0)
		view_count(c, "COUNT", n);
	view_show_if(c, "HERE", here);
}

void
narrow_chip(struct view *v, struct view **has, const char *what,
    const char *value, const char *url)
{
	struct view *c;

	if (*has == NULL)
		*has = view_row(v, "HAS_CHIPS");
	c = view_row(*has, "CHIP");
	view_text(c, "WHAT", what);
	view_text(c, "VALUE", value);
	view_text(c, "URL", url);
}

void
narrow_keep_text(struct view *form, const char *name, const char *value)
{
	struct view *keep;

	if (value == NULL || *value == '\0')
		return;
	keep = view_row(form, "KEEP");
	view_text(keep, "NAME", name);
	view_text(keep, "VALUE", value);
}

/* ---- chips ---- */

static const char *
mailbox_name(const struct narrow *n, int64_t id)
{
	for (size_t i = 0; i < n->n_mailboxes; i++)
		if (n->mailboxes[i].id == id)
			return n->mailboxes[i].name;
	return "unknown";
}

static const char *
number(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, "%lld", (long long)id);
}

static void
span_chip(struct view *v, struct view **has, const struct narrow *n)
{
	struct filter without = *n->f;

	if (n->f->from <= FILTER_LONG_AGO && n->f->to == 0)
		return;
	without.from = n->ever;
	without.to = 0;
	narrow_chip(v, has, "created", filter_span(view_arena(v), n->f, n->now),
	    n->url(n->list, &without));
}

/* The filter's ids, each with what takes it out. */
static void
id_chips(struct view *v, struct view **has, const struct narrow *n)
{
	struct filter without = *n->f;

	without.mailbox = 0;
	if (n->f->mailbox != 0)
		narrow_chip(v, has, "mailbox", mailbox_name(n, n->f->mailbox),
		    n->url(n->list, &without));
	without = *n->f;
	without.cluster = 0;
	if (n->f->cluster != 0)
		narrow_chip(v, has, "group",
		    number(view_arena(v), n->f->cluster),
		    n->url(n->list, &without));
	without = *n->f;
	without.customer = 0;
	if (n->f->customer != 0)
		narrow_chip(
		    v, has, "", "one customer", n->url(n->list, &without));
}

void
narrow_chips(struct view *v, const struct narrow *n, bool with_q)
{
	struct view *has = NULL;

	span_chip(v, &has, n);
	id_chips(v, &has, n);
	for (const struct filter_field *x = filter_fields; x->name; x++) {
		const char *value = filter_word(n->f, x);
		bool is_q = strcmp(x->name, "q") == 0;
		struct filter without = filter_with(n->f, x->name, "");

		if (*value == '\0' || (is_q && !with_q))
			continue;
		narrow_chip(v, &has, x->what,
		    is_q ? value : word_for(view_arena(v), x->name, value),
		    n->url(n->list, &without));
	}
}

/* ---- choices ---- */

static int
by_facet(const void *a, const void *b)
{
	static const char order[] = "critical high medium low";
	const struct facet *x = a, *y = b;
	int d = strcmp(x->dimension, y->dimension);

	if (d == 0 && strcmp(x->dimension, "severity") == 0)
		return (int)(strstr(order, x->key) - strstr(order, y->key));
	if (d == 0 && x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return d != 0 ? d : strcmp(x->key, y->key);
}

void
narrow_sort(struct facet *facets, size_t n)
{
	if (n > 0)
		qsort(facets, n, sizeof(*facets), by_facet);
}

void
narrow_spans(struct view *v, const struct narrow *n,
    const struct narrow_span *spans, size_t n_spans)
{
	struct view *box = narrow_facet(v, "Created");
	bool all = n->f->from <= FILTER_LONG_AGO;

	for (size_t i = 0; i < n_spans; i++) {
		bool ever = spans[i].seconds == 0;
		struct filter f = *n->f;

		f.from =
		    ever ? n->ever : (n->now - spans[i].seconds) / HOUR * HOUR;
		f.to = 0;
		narrow_choice(box, spans[i].name, n->url(n->list, &f), -1,
		    n->f->to == 0 && (all ? ever : n->f->from == f.from));
	}
}

static const char *
word_of(const struct filter *f, const char *name)
{
	for (const struct filter_field *x = filter_fields; x->name; x++)
		if (strcmp(x->name, name) == 0)
			return filter_word(f, x);
	return "";
}

/* Intents and statuses have no word for "not said". */
static bool
can_be_unknown(const char *dimension)
{
	return strcmp(dimension, "platform") == 0 ||
	       strcmp(dimension, "version") == 0;
}

static void
put_box(struct view *v, const struct narrow *n, const struct narrow_box *b)
{
	struct view *box = NULL;
	size_t shown = 0;

	for (size_t i = 0; i < n->n_facets && shown < b->most; i++) {
		const struct facet *x = &n->facets[i];
		const char *key = *x->key ? x->key : "unknown";
		bool here = strcmp(word_of(n->f, b->dimension), key) == 0;
		struct filter f =
		    filter_with(n->f, b->dimension, here ? "" : key);

		if (strcmp(x->dimension, b->dimension) != 0 ||
		    (*x->key == '\0' && !can_be_unknown(b->dimension)))
			continue;
		if (shown++ == 0)
			box = narrow_facet(v, b->title);
		narrow_choice(box, word_for(view_arena(v), b->dimension, key),
		    n->url(n->list, &f), x->n, here);
	}
}

void
narrow_boxes(struct view *v, const struct narrow *n,
    const struct narrow_box *boxes, size_t n_boxes)
{
	for (size_t i = 0; i < n_boxes; i++)
		put_box(v, n, &boxes[i]);
}

void
narrow_mailboxes(struct view *v, const struct narrow *n)
{
	struct view *box = NULL;

	if (n->n_mailboxes < 2)
		return;
	for (size_t i = 0; i < n->n_facets; i++) {
		struct filter f = *n->f;
		int64_t id;

		if (strcmp(n->facets[i].dimension, "mailbox") != 0 ||
		    !parse_int(n->facets[i].key, 1, INT64_MAX, &id))
			continue;
		if (box == NULL)
			box = narrow_facet(v, "Mailbox");
		f.mailbox = f.mailbox == id ? 0 : id;
		narrow_choice(box, mailbox_name(n, id), n->url(n->list, &f),
		    n->facets[i].n, n->f->mailbox == id);
	}
}

/* ---- bars ---- */

static struct breakdown_row
share(struct arena *mem, const struct narrow *n, const struct facet *x)
{
	const char *key = *x->key ? x->key : "unknown";
	bool severity = strcmp(x->dimension, "severity") == 0;
	struct filter f = filter_with(n->f, x->dimension, key);
	const char *name;
	int64_t id;

	if (strcmp(x->dimension, "mailbox") == 0 &&
	    parse_int(x->key, 1, INT64_MAX, &id)) {
		f.mailbox = id;
		name = mailbox_name(n, id);
	} else {
		name = word_for(mem, x->dimension, key);
	}
	return (struct breakdown_row){ severity ? x->key : NULL, name,
		filter_url(mem, "/conversations", &f), (double)x->n, NAN };
}

static void
put_breakdown(struct view *v, const char *slot, const struct narrow *n,
    const struct narrow_box *box, int64_t whole)
{
	struct arena *mem = view_arena(v);
	struct breakdown_row *rows = arena_array(mem, box->most, sizeof(*rows));
	struct breakdown b = { .id = arena_fmt(mem, "by-%s", box->dimension),
		.title = box->title,
		.empty = "No conversation is counted here.",
		.row = rows,
		.whole = (double)whole };

	for (size_t i = 0; i < n->n_facets && b.n < box->most; i++)
		if (strcmp(n->facets[i].dimension, box->dimension) == 0)
			rows[b.n++] = share(mem, n, &n->facets[i]);
	chart_breakdown(v, slot, &b);
}

void
narrow_breakdowns(struct view *v, const struct narrow *n, int64_t whole)
{
	static const struct {
		const char *slot;
		struct narrow_box box;
	} parts[] = {
		{ "SEVERITIES", { "severity", "Severity", BREAKDOWN_ROWS } },
		{ "PLATFORMS", { "platform", "Platform", BREAKDOWN_ROWS } },
		{ "VERSIONS", { "version", "Version", BREAKDOWN_ROWS } },
		{ "MAILBOXES", { "mailbox", "Mailbox", BREAKDOWN_ROWS } },
	};
	size_t shown = TABLE_LEN(parts) - (n->n_mailboxes == 0);

	for (size_t i = 0; i < shown; i++)
		put_breakdown(v, parts[i].slot, n, &parts[i].box, whole);
}

/* ---- the form ---- */

void
narrow_keep(struct view *form, const struct filter *f)
{
	const struct {
		const char *name;
		int64_t n;
	} times[] = { { "from", f->from }, { "to", f->to } },
	  ids[] = { { "mailbox", f->mailbox }, { "group", f->cluster },
		  { "customer", f->customer } };
	char iso[CLOCK_ISO_SIZE];

	for (size_t i = 0; i < 2; i++)
		if (times[i].n != 0)
			narrow_keep_text(
			    form, times[i].name, clock_iso(times[i].n, iso));
	for (size_t i = 0; i < 3; i++)
		if (ids[i].n != 0)
			narrow_keep_text(form, ids[i].name,
			    number(view_arena(form), ids[i].n));
	for (const struct filter_field *x = filter_fields; x->name; x++)
		if (strcmp(x->name, "q") != 0)
			narrow_keep_text(form, x->name, filter_word(f, x));
}
