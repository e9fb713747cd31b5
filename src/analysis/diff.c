/* SPDX-License-Identifier: MIT */
#include "analysis/diff.h"

#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"

struct diff {
	struct arena *mem;
	const char *what, *name; /* of what is being compared */
	struct changes out;
	size_t cap;
};

const char *
change_kind_name(enum change_kind kind)
{
	static const char *const names[] = { "added", "removed", "changed" };

	return names[kind];
}

static void
add(struct diff *d, enum change_kind kind, const char *member,
    const char *before, const char *after)
{
	if (d->out.n == d->cap) {
		struct change *more;

		d->cap = d->cap ? d->cap * 2 : 32;
		more = arena_array(d->mem, d->cap, sizeof(*more));
		if (d->out.n > 0)
			memcpy(more, d->out.at, d->out.n * sizeof(*more));
		d->out.at = more;
	}
	d->out.at[d->out.n++] =
	    (struct change){ kind, d->what, d->name, member, before, after };
}

static void
texts(struct diff *d, const char *member, const char *a, const char *b)
{
	a = a ? a : "";
	b = b ? b : "";
	if (strcmp(a, b) != 0)
		add(d, CHANGE_CHANGED, member, a, b);
}

static void
numbers(struct diff *d, const char *member, int64_t a, int64_t b)
{
	if (a != b)
		add(d, CHANGE_CHANGED, member,
		    arena_fmt(d->mem, "%lld", (long long)a),
		    arena_fmt(d->mem, "%lld", (long long)b));
}

static void
yes_no(struct diff *d, const char *member, int a, int b)
{
	static const char *const words[] = { "not said", "no", "yes" };

	texts(d, member, words[a + 1], words[b + 1]);
}

/* What is in a and not in b, one a line. */
static const char *
without(struct arena *mem, const struct doc_list *a, const struct doc_list *b)
{
	struct doc_list out = { arena_array(mem, a->n, sizeof(*out.at)), 0 };

	for (size_t i = 0; i < a->n; i++)
		if (!doc_list_has(b, a->at[i]))
			out.at[out.n++] = a->at[i];
	return doc_text(mem, &out);
}

static void
lists(struct diff *d, const char *member, const struct doc_list *a,
    const struct doc_list *b)
{
	const char *gone = without(d->mem, a, b), *new = without(d->mem, b, a);

	if (*gone != '\0' || *new != '\0')
		add(d, CHANGE_CHANGED, member, gone, new);
}

static bool
same_words(const struct doc_list *a, const struct doc_list *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (!doc_list_has(b, a->at[i]))
			return false;
	return a->n == b->n;
}

static const char *
list_order(struct arena *mem, const struct doc_list *l)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < l->n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "", l->at[i]);
	return sbuf_cstr(out);
}

static const char *
points_text(struct arena *mem, const struct doc_points *p, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < n; i++)
		sbuf_fmt(out, "%s%s %+lld", i > 0 ? ", " : "", p[i].to,
		    (long long)p[i].n);
	return sbuf_cstr(out);
}

static bool
points_within(const struct doc_points *a, size_t na, const struct doc_points *b,
    size_t nb)
{
	for (size_t i = 0; i < na; i++)
		if (doc_points_of(b, nb, a[i].to) != a[i].n)
			return false;
	return true;
}

static void
points(struct diff *d, const char *member, const struct doc_points *a,
    size_t na, const struct doc_points *b, size_t nb)
{
	if (!points_within(a, na, b, nb) || !points_within(b, nb, a, na))
		add(d, CHANGE_CHANGED, member, points_text(d->mem, a, na),
		    points_text(d->mem, b, nb));
}

static void
rule(struct diff *d, const struct doc_rule *a, const struct doc_rule *b)
{
	lists(d, "words", &a->words, &b->words);
	lists(d, "patterns", &a->patterns, &b->patterns);
	lists(d, "unless", &a->unless, &b->unless);
	points(d, "points", a->points, a->points_n, b->points, b->points_n);
	points(
	    d, "intents", a->intents, a->intents_n, b->intents, b->intents_n);
	numbers(d, "severity", a->severity, b->severity);
	lists(d, "also", &a->also, &b->also);
	yes_no(d, "negatable", a->negatable, b->negatable);
	yes_no(d, "aggravates", a->aggravates, b->aggravates);
	texts(d, "flag", a->flag, b->flag);
	texts(d, "note", a->note, b->note);
}

static void
rules(struct diff *d, const struct document *a, const struct document *b)
{
	d->what = "rule";
	for (size_t i = 0; i < a->rules; i++) {
		int k = document_rule(b, a->rule[i].id);

		d->name = a->rule[i].id;
		if (k < 0)
			add(d, CHANGE_REMOVED, "",
			    points_text(
				d->mem, a->rule[i].points, a->rule[i].points_n),
			    "");
		else
			rule(d, &a->rule[i], &b->rule[k]);
	}
	for (size_t i = 0; i < b->rules; i++) {
		d->name = b->rule[i].id;
		if (document_rule(a, d->name) < 0)
			add(d, CHANGE_ADDED, "", "",
			    points_text(d->mem, b->rule[i].points,
				b->rule[i].points_n));
	}
}

static void
category(
    struct diff *d, const struct doc_category *a, const struct doc_category *b)
{
	d->name = a->name;
	texts(d, "intent", a->intent, b->intent);
	texts(d, "at_least", a->at_least, b->at_least);
	texts(d, "at_most_by_score", a->at_most, b->at_most);
	yes_no(d, "critical_when_aggravated", a->aggravated, b->aggravated);
	lists(d, "outranks", &a->outranks, &b->outranks);
}

/* Of things whose order counts and which are the same ones. */
static void
order(struct diff *d, const char *what, const char *before, const char *after)
{
	d->what = what;
	d->name = "";
	texts(d, "order", before, after);
}

static const char *
category_order(struct arena *mem, const struct document *d)
{
	struct doc_list names = { arena_array(mem, d->categories,
	    sizeof(*names.at)), d->categories };

	for (size_t i = 0; i < d->categories; i++)
		names.at[i] = d->category[i].name;
	return list_order(mem, &names);
}

static void
categories(struct diff *d, const struct document *a, const struct document *b)
{
	bool same_ones = a->categories == b->categories;

	d->what = "category";
	for (size_t i = 0; i < a->categories; i++) {
		int k = document_category(b, a->category[i].name);

		d->name = a->category[i].name;
		same_ones &= k >= 0;
		if (k < 0)
			add(d, CHANGE_REMOVED, "", d->name, "");
		else
			category(d, &a->category[i], &b->category[k]);
	}
	category(d, &a->category[a->categories], &b->category[b->categories]);
	for (size_t i = 0; i < b->categories; i++) {
		d->name = b->category[i].name;
		if (document_category(a, d->name) < 0)
			add(d, CHANGE_ADDED, "", "", d->name);
	}
	if (same_ones)
		order(d, "categories", category_order(d->mem, a),
		    category_order(d->mem, b));
}

static void
named_lists(struct diff *d, const struct document *a, const struct document *b)
{
	const struct doc_list none = { NULL, 0 };

	d->what = "list";
	for (size_t i = 0; i < a->lists; i++) {
		int k = document_list(b, a->list[i].name);

		d->name = a->list[i].name;
		if (k < 0)
			add(d, CHANGE_REMOVED, "",
			    without(d->mem, &a->list[i].words, &none), "");
		else
			lists(d, "words", &a->list[i].words, &b->list[k].words);
	}
	for (size_t i = 0; i < b->lists; i++) {
		d->name = b->list[i].name;
		if (document_list(a, d->name) < 0)
			add(d, CHANGE_ADDED, "", "",
			    without(d->mem, &b->list[i].words, &none));
	}
}

static struct doc_list
spelling_lines(struct arena *mem, const struct document *d)
{
	struct doc_list out = { arena_array(mem, d->spellings, sizeof(*out.at)),
		0 };

	for (size_t i = 0; i < d->spellings; i++)
		if (d->spelling[i].words.n > 0)
			out.at[out.n++] = arena_fmt(mem, "%s = %s",
			    d->spelling[i].name, d->spelling[i].words.at[0]);
	return out;
}

static void
whole(struct diff *d, const struct document *a, const struct document *b)
{
	struct doc_list before = spelling_lines(d->mem, a);
	struct doc_list after = spelling_lines(d->mem, b);

	d->what = "ruleset";
	d->name = "";
	texts(d, "name", a->name, b->name);
	numbers(d, "threshold", a->threshold, b->threshold);
	numbers(d, "severity.medium", a->medium, b->medium);
	numbers(d, "severity.high", a->high, b->high);
	numbers(d, "severity.critical", a->critical, b->critical);
	lists(d, "intents", &a->intents, &b->intents);
	lists(d, "boilerplate", &a->boilerplate, &b->boilerplate);
	lists(d, "spelling", &before, &after);
	if (same_words(&a->intents, &b->intents))
		order(d, "intents", list_order(d->mem, &a->intents),
		    list_order(d->mem, &b->intents));
}

struct changes
document_diff(struct arena *mem, const struct document *before,
    const struct document *after)
{
	struct diff d = { .mem = mem };

	whole(&d, before, after);
	categories(&d, before, after);
	named_lists(&d, before, after);
	rules(&d, before, after);
	return d.out;
}
