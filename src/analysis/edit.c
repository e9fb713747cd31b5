/* SPDX-License-Identifier: MIT */
#include "analysis/edit.h"

#include <string.h>

#include "base/arena.h"

static size_t
family(const char *id)
{
	return strcspn(id, ".");
}

static bool
same_family(const char *a, const char *b)
{
	return family(a) == family(b) && strncmp(a, b, family(a)) == 0;
}

static size_t
place_for(const struct document *d, const char *id)
{
	for (size_t i = d->rules; i > 0; i--)
		if (same_family(d->rule[i - 1].id, id))
			return i;
	return d->rules;
}

/* Room for one more at place i, or one less. */
static void
rules_move(struct arena *mem, struct document *d, size_t i, bool more)
{
	struct doc_rule *rule = arena_array(mem, d->rules + 1, sizeof(*rule));

	if (i > 0)
		memcpy(rule, d->rule, i * sizeof(*rule));
	if (more && d->rules > i)
		memcpy(
		    rule + i + 1, d->rule + i, (d->rules - i) * sizeof(*rule));
	else if (!more && d->rules > i + 1)
		memcpy(rule + i, d->rule + i + 1,
		    (d->rules - i - 1) * sizeof(*rule));
	d->rule = rule;
	d->rules = more ? d->rules + 1 : d->rules - 1;
}

const char *
edit_rule_put(struct arena *mem, struct document *d, const char *was,
    const struct doc_rule *r)
{
	bool adds = was == NULL || *was == '\0';
	int old = adds ? -1 : document_rule(d, was);
	size_t place = adds ? place_for(d, r->id) : (size_t)old;

	if (!adds && old < 0)
		return arena_fmt(mem, "there is no rule %s any more", was);
	if (document_rule(d, r->id) >= 0 && document_rule(d, r->id) != old)
		return arena_fmt(mem, "there is a rule %s already", r->id);
	rules_move(mem, d, place, true);
	d->rule[place] = *r;
	if (!adds)
		rules_move(mem, d, place + 1, false);
	return NULL;
}

const char *
edit_rule_delete(struct arena *mem, struct document *d, const char *id)
{
	int place = document_rule(d, id);

	if (place < 0)
		return arena_fmt(mem, "there is no rule %s any more", id);
	rules_move(mem, d, (size_t)place, false);
	return NULL;
}

/* The list with a word replaced, or left out when to is NULL. */
static struct doc_list
list_rename(struct arena *mem, const struct doc_list *l, const char *from,
    const char *to)
{
	struct doc_list out = { arena_array(mem, l->n, sizeof(*out.at)), 0 };

	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->at[i], from) != 0)
			out.at[out.n++] = l->at[i];
		else if (to != NULL)
			out.at[out.n++] = to;
	}
	return out;
}

static void
rule_rename(
    struct arena *mem, struct doc_rule *r, const char *from, const char *to)
{
	struct doc_points *p = arena_array(mem, r->points_n, sizeof(*p));
	size_t n = 0;

	for (size_t i = 0; i < r->points_n; i++) {
		bool it = strcmp(r->points[i].to, from) == 0;

		if (it && to == NULL)
			continue;
		p[n] = r->points[i];
		if (it)
			p[n].to = to;
		n++;
	}
	r->points = p;
	r->points_n = n;
	r->also = list_rename(mem, &r->also, from, to);
}

/* Carries a name through what rules and the other categories say of it. */
static void
carry(struct arena *mem, struct document *d, const char *from, const char *to)
{
	struct doc_rule *rule = arena_array(mem, d->rules, sizeof(*rule));

	if (d->rules > 0)
		memcpy(rule, d->rule, d->rules * sizeof(*rule));
	for (size_t i = 0; i < d->rules; i++)
		rule_rename(mem, &rule[i], from, to);
	d->rule = rule;
	for (size_t i = 0; i < d->categories; i++)
		d->category[i].outranks =
		    list_rename(mem, &d->category[i].outranks, from, to);
}

static void
categories_copy(struct arena *mem, struct document *d)
{
	struct doc_category *c =
	    arena_array(mem, d->categories + 2, sizeof(*c));

	memcpy(c, d->category, (d->categories + 1) * sizeof(*c));
	d->category = c;
}

static void
category_take(struct document *d, size_t i)
{
	memmove(d->category + i, d->category + i + 1,
	    (d->categories - i) * sizeof(*d->category));
	d->categories--;
}

static void
category_insert(struct document *d, size_t i, const struct doc_category *c)
{
	if (i > d->categories)
		i = d->categories;
	memmove(d->category + i + 1, d->category + i,
	    (d->categories + 1 - i) * sizeof(*d->category));
	d->category[i] = *c;
	d->categories++;
}

static const char *
other_put(struct arena *mem, struct document *d, const struct doc_category *c)
{
	categories_copy(mem, d);
	d->category[d->categories] = *c;
	d->category[d->categories].name = "other";
	d->category[d->categories].outranks.n = 0;
	return NULL;
}

const char *
edit_category_put(struct arena *mem, struct document *d, const char *was,
    const struct doc_category *c, size_t place)
{
	bool adds = was == NULL || *was == '\0';
	int old = adds ? -1 : document_category(d, was), same;

	if (!adds && strcmp(was, "other") == 0)
		return other_put(mem, d, c);
	same = document_category(d, c->name);
	if (!adds && old < 0)
		return arena_fmt(mem, "there is no category %s any more", was);
	if (strcmp(c->name, "other") == 0 || (same >= 0 && same != old))
		return arena_fmt(
		    mem, "there is a category %s already", c->name);
	categories_copy(mem, d);
	if (!adds)
		category_take(d, (size_t)old);
	category_insert(d, place, c);
	if (!adds && strcmp(was, c->name) != 0)
		carry(mem, d, was, c->name);
	return NULL;
}

const char *
edit_category_delete(struct arena *mem, struct document *d, const char *name)
{
	int place = document_category(d, name);

	if (place < 0)
		return arena_fmt(mem, "there is no category %s any more", name);
	if (d->categories == 1)
		return "one category must stay";
	categories_copy(mem, d);
	category_take(d, (size_t)place);
	carry(mem, d, name, NULL);
	return NULL;
}

const char *
edit_list_put(struct arena *mem, struct document *d, const char *name,
    struct doc_list words)
{
	int place = document_list(d, name);
	struct doc_words *list = arena_array(mem, d->lists + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < d->lists; i++) {
		if ((int)i != place)
			list[n++] = d->list[i];
		else if (words.n > 0)
			list[n++] = (struct doc_words){ name, words };
	}
	if (place < 0 && words.n == 0)
		return "a list needs at least one word";
	if (place < 0)
		list[n++] = (struct doc_words){ name, words };
	d->list = list;
	d->lists = n;
	return NULL;
}

static const char *
part(struct arena *mem, const char *from, const char *to)
{
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	return arena_copy(mem, from, (size_t)(to - from));
}

const char *
edit_spelling(
    struct arena *mem, struct document *d, const struct doc_list *lines)
{
	struct doc_words *s = arena_array(mem, lines->n, sizeof(*s));

	for (size_t i = 0; i < lines->n; i++) {
		const char *line = lines->at[i], *eq = strchr(line, '=');

		if (eq == NULL)
			return arena_fmt(
			    mem, "line %zu is not \"form = word\"", i + 1);
		s[i].name = part(mem, line, eq);
		s[i].words.at = arena_array(mem, 1, sizeof(*s[i].words.at));
		s[i].words.at[0] = part(mem, eq + 1, eq + strlen(eq));
		s[i].words.n = 1;
		for (size_t k = 0; k < i; k++)
			if (strcmp(s[k].name, s[i].name) == 0)
				return arena_fmt(mem,
				    "lines %zu and %zu are "
				    "both for \"%s\"",
				    k + 1, i + 1, s[i].name);
	}
	d->spelling = s;
	d->spellings = lines->n;
	return NULL;
}
