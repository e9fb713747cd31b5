/* SPDX-License-Identifier: MIT */
#include "quality/rubric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static const double WEIGHTS_ERROR = 1e-6;

/* clang-format off */
static const struct dimension dimensions[] = {
	{ "empathy", "Empathy",
	  "Does the reply see the person and what the matter means to them? "
	  "A greeting by name, the problem said back, an apology where something "
	  "went wrong. Not: phrases that would fit any message.",
	  0.25, 10, true, false },
	{ "accuracy", "Accuracy",
	  "Is every question answered, and is what is said about it right and to "
	  "the point? What cannot be known is said to be so, not guessed. Does not "
	  "apply when nothing was asked.",
	  0.35, 10, true, false },
	{ "tone", "Tone",
	  "Polite, calm, plain words, whole sentences. No blame, no shouting, no "
	  "unfilled gaps of a template.",
	  0.15, 10, false, false },
	{ "resolution", "Resolution",
	  "Is the matter settled, or is it clear what happens next, who does it and "
	  "by when? Does not apply when nothing was left to settle.",
	  0.25, 10, true, false },
};
/* clang-format on */

const struct rubric rubric_default = {
	.version = 0,
	.name = "Support replies",
	.dimension = dimensions,
	.n = sizeof(dimensions) / sizeof(*dimensions),
};

static bool
is_key(const char *key)
{
	size_t len = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return key[0] >= 'a' && key[0] <= 'z' && key[len] == '\0';
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == '\0';
}

/* Characters, or more than anything when it is no UTF-8. */
static size_t
length(const char *s)
{
	size_t len = strlen(s);

	return utf8_valid(s, len) ? utf8_count(s, len) : SIZE_MAX;
}

static const char *
key_fault(struct arena *mem, const struct rubric *r, size_t i)
{
	const char *key = r->dimension[i].key;

	if (!is_key(key))
		return arena_fmt(mem, "The key of dimension %zu must begin with a "
		    "letter and hold only a to z, 0 to 9 and _.", i + 1);
	if (strlen(key) > RUBRIC_KEY_MAX)
		return arena_fmt(mem, "The key of dimension %zu must be at most "
		    "%d characters long.", i + 1, RUBRIC_KEY_MAX);
	if (rubric_find(r, key) != i)
		return arena_fmt(mem, "Two dimensions have the key \"%s\".", key);
	return NULL;
}

static const char *
dimension_fault(struct arena *mem, const struct dimension *d)
{
	if (is_blank(d->name))
		return arena_fmt(mem, "Dimension \"%s\" needs a name.", d->key);
	if (length(d->name) > RUBRIC_NAME_MAX)
		return arena_fmt(mem, "The name of dimension \"%s\" must be at "
		    "most %d characters long.", d->key, RUBRIC_NAME_MAX);
	if (length(d->guidance) > RUBRIC_GUIDANCE_MAX)
		return arena_fmt(mem, "The guidance of dimension \"%s\" must be at "
		    "most %d characters long.", d->key, RUBRIC_GUIDANCE_MAX);
	/* so written, what is no number fails as well */
	if (!(d->weight >= 0 && d->weight <= 1))
		return arena_fmt(mem, "The weight of dimension \"%s\" must be 0 "
		    "to 1.", d->key);
	if (d->scale < 1 || d->scale > RUBRIC_SCALE_MAX)
		return arena_fmt(mem, "The scale of dimension \"%s\" must be 1 "
		    "to %d.", d->key, RUBRIC_SCALE_MAX);
	return NULL;
}

const char *
rubric_check(struct arena *mem, const struct rubric *r)
{
	double sum = 0;
	const char *fault = NULL;

	if (is_blank(r->name))
		return "The rubric needs a name.";
	if (length(r->name) > RUBRIC_NAME_MAX)
		return arena_fmt(mem, "The rubric's name must be at most %d "
		    "characters long.", RUBRIC_NAME_MAX);
	if (r->n < 1 || r->n > RUBRIC_DIMENSIONS)
		return arena_fmt(mem, "A rubric has 1 to %d dimensions, not %zu.",
		    RUBRIC_DIMENSIONS, r->n);
	for (size_t i = 0; fault == NULL && i < r->n; i++) {
		fault = key_fault(mem, r, i);
		if (fault == NULL)
			fault = dimension_fault(mem, &r->dimension[i]);
		sum += r->dimension[i].weight;
	}
	if (fault == NULL && fabs(sum - 1) > WEIGHTS_ERROR)
		fault = arena_fmt(mem, "The weights must sum to 1, not %.6g.", sum);
	return fault;
}

size_t
rubric_find(const struct rubric *r, const char *key)
{
	size_t i = 0;

	while (i < r->n && strcmp(r->dimension[i].key, key) != 0)
		i++;
	return i;
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct dimension *)a)->key,
	    ((const struct dimension *)b)->key);
}

struct rubric
rubric_of_marks(struct arena *mem, const struct rubric *r)
{
	struct dimension *d = arena_array(mem, r->n, sizeof(*d));

	for (size_t i = 0; i < r->n; i++) {
		d[i] = r->dimension[i];
		d[i].name = d[i].key;
		d[i].weight = 0;
	}
	qsort(d, r->n, sizeof(*d), by_key);
	return (struct rubric){ .name = "", .dimension = d, .n = r->n };
}

bool
rubric_total(const struct rubric *r, const struct mark *mark, double *total,
    bool *failed)
{
	double sum = 0, weights = 0;

	*total = 0;
	*failed = false;
	for (size_t i = 0; i < r->n; i++) {
		const struct dimension *d = &r->dimension[i];

		if (mark[i].state != MARK_SCORED)
			continue;
		sum += d->weight * mark[i].score / d->scale * 10;
		weights += d->weight;
		*failed |= d->critical && mark[i].score <= 0;
	}
	if (weights > 0 && !*failed)
		*total = round(sum / weights * 100) / 100;
	return weights > 0 || *failed;
}
