/* SPDX-License-Identifier: MIT */
#include "quality/rubric_form.h"

#include "base/arena.h"
#include "base/parse.h"

#include <stdlib.h>
#include <string.h>

/* ---- to and from a rubric ---- */

static const char *
weight_text(struct arena *mem, double weight)
{
	/* so many digits that thirds still sum to 1 when they are read again */
	return arena_fmt(mem, "%.9g", weight);
}

void
rubric_form_of(struct arena *mem, const struct rubric *r,
    struct rubric_form *out)
{
	*out = (struct rubric_form){ .name = r->name, .note = "" };
	for (size_t i = 0; i < r->n && i < RUBRIC_ROWS; i++) {
		const struct dimension *d = &r->dimension[i];

		out->row[out->n++] = (struct rubric_row){ d->key, d->name,
			weight_text(mem, d->weight),
			arena_fmt(mem, "%d", d->scale), d->guidance,
			d->may_na, d->critical };
	}
}

/* Digits with a point or a comma; nothing else that strtod() takes. */
static bool
read_weight(struct arena *mem, const char *text, double *out)
{
	char *plain = arena_text(mem, text), *comma = strchr(plain, ','), *end;

	if (plain[strspn(plain, "0123456789.,")] != '\0' ||
	    strpbrk(plain, "0123456789") == NULL)
		return false;
	if (comma != NULL)
		*comma = '.';
	*out = strtod(plain, &end);
	return *end == '\0';
}

double
rubric_form_sum(struct arena *mem, const struct rubric_form *form)
{
	double sum = 0, weight;

	for (size_t i = 0; i < form->n; i++)
		if (read_weight(mem, form->row[i].weight, &weight))
			sum += weight;
	return sum;
}

static const char *
who(struct arena *mem, const struct rubric_row *row, size_t i)
{
	return *row->key != '\0' ? arena_fmt(mem, "\"%s\"", row->key) :
	    arena_fmt(mem, "%zu", i + 1);
}

static const char *
read_row(struct arena *mem, const struct rubric_row *row, size_t i,
    struct dimension *d)
{
	int64_t scale;

	*d = (struct dimension){ .key = row->key, .name = row->name,
		.guidance = row->guidance, .may_na = row->may_na,
		.critical = row->critical };
	if (!read_weight(mem, row->weight, &d->weight))
		return arena_fmt(mem, "The weight of dimension %s must be a "
		    "number from 0 to 1.", who(mem, row, i));
	if (!parse_int(row->scale, 1, RUBRIC_SCALE_MAX, &scale))
		return arena_fmt(mem, "The scale of dimension %s must be a "
		    "whole number from 1 to %d.", who(mem, row, i),
		    RUBRIC_SCALE_MAX);
	d->scale = (int)scale;
	return NULL;
}

const char *
rubric_form_read(struct arena *mem, const struct rubric_form *form,
    struct rubric *out)
{
	struct dimension *d = arena_array(mem, RUBRIC_ROWS, sizeof(*d));
	const char *fault = NULL;

	*out = (struct rubric){ 0, form->name, d, form->n };
	for (size_t i = 0; i < form->n && fault == NULL; i++)
		fault = read_row(mem, &form->row[i], i, &d[i]);
	return fault != NULL ? fault : rubric_check(mem, out);
}

/* ---- rows ---- */

static bool
swap(struct rubric_row *a, struct rubric_row *b)
{
	struct rubric_row was = *a;

	*a = *b;
	*b = was;
	return true;
}

static bool
add(struct rubric_form *f)
{
	if (f->n >= RUBRIC_DIMENSIONS)
		return false;
	f->row[f->n++] = (struct rubric_row){ "", "", "0", "10", "", true,
		false };
	return true;
}

static bool
take_out(struct rubric_form *f, size_t i)
{
	for (f->n--; i < f->n; i++)
		f->row[i] = f->row[i + 1];
	return true;
}

bool
rubric_form_act(struct rubric_form *f, const char *act)
{
	const char *dot = strchr(act, '.');
	int64_t n;

	if (strcmp(act, "add") == 0)
		return add(f);
	if (dot == NULL || !parse_int(dot + 1, 1, (int64_t)f->n, &n))
		return false;
	if (strncmp(act, "remove.", 7) == 0)
		return take_out(f, (size_t)n - 1);
	if (strncmp(act, "up.", 3) == 0)
		return n > 1 && swap(&f->row[n - 1], &f->row[n - 2]);
	if (strncmp(act, "down.", 5) == 0)
		return n < (int64_t)f->n && swap(&f->row[n - 1], &f->row[n]);
	return false;
}

/* ---- changes ---- */

enum { PARTS = 7 };

struct changes {
	struct arena *mem;
	struct rubric_change *at;
	size_t n;
};

static void
change(struct changes *c, const char *key, const char *what, const char *before,
    const char *after)
{
	if (strcmp(before, after) != 0)
		c->at[c->n++] = (struct rubric_change){ key, what, before,
			after };
}

static const char *
yes_no(bool yes)
{
	return yes ? "yes" : "no";
}

static void
compare(struct changes *c, const struct dimension *a, size_t place_a,
    const struct dimension *b, size_t place_b)
{
	struct arena *mem = c->mem;

	change(c, b->key, "name", a->name, b->name);
	change(c, b->key, "weight", weight_text(mem, a->weight),
	    weight_text(mem, b->weight));
	change(c, b->key, "scale", arena_fmt(mem, "0 to %d", a->scale),
	    arena_fmt(mem, "0 to %d", b->scale));
	change(c, b->key, "may not apply", yes_no(a->may_na),
	    yes_no(b->may_na));
	change(c, b->key, "critical", yes_no(a->critical),
	    yes_no(b->critical));
	change(c, b->key, "guidance", a->guidance, b->guidance);
	change(c, b->key, "place", arena_fmt(mem, "%zu", place_a + 1),
	    arena_fmt(mem, "%zu", place_b + 1));
}

static const char *
in_short(struct arena *mem, const struct dimension *d)
{
	return arena_fmt(mem, "%s, weight %s, 0 to %d%s", d->name,
	    weight_text(mem, d->weight), d->scale, d->critical ? ", critical" :
	    "");
}

void
rubric_changes(struct arena *mem, const struct rubric *a,
    const struct rubric *b, struct rubric_change **out, size_t *n)
{
	struct changes c = { .mem = mem, .at = arena_array(mem, 1 + PARTS *
	    (a->n + b->n), sizeof(*c.at)) };

	change(&c, "", "name", a->name, b->name);
	for (size_t i = 0; i < b->n; i++) {
		const struct dimension *d = &b->dimension[i];
		size_t was = rubric_find(a, d->key);

		if (was < a->n)
			compare(&c, &a->dimension[was], was, d, i);
		else
			change(&c, d->key, "added", "", in_short(mem, d));
	}
	for (size_t i = 0; i < a->n; i++)
		if (rubric_find(b, a->dimension[i].key) == b->n)
			change(&c, a->dimension[i].key, "removed",
			    in_short(mem, &a->dimension[i]), "");
	*out = c.at;
	*n = c.n;
}
