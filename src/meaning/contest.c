/* SPDX-License-Identifier: MIT */
#include "meaning/contest.h"

#include <string.h>

#include "meaning/classifier.h"
#include "meaning/settle.h"

/* SplitMix64 (Steele, Lea and Flood 2014): ids that follow each other, or come in
 * steps, are dealt out evenly. */
bool
contest_held_back(uint64_t id)
{
	id += 0x9e3779b97f4a7c15u;
	id = (id ^ id >> 30) * 0xbf58476d1ce4e5b9u;
	id = (id ^ id >> 27) * 0x94d049bb133111ebu;
	return (id ^ id >> 31) % CONTEST_SHARE == 0;
}

static bool
is_right(const struct classifier *c, const struct contestant_text *t)
{
	struct guess g;
	const struct opinions o = { NULL, t->rules, c, &g };
	const char *label;

	if (c != NULL)
		classifier_predict(c, t->bag, &g);
	settle(&o, &label);
	if (label == NULL || t->label == NULL)
		return label == t->label;
	return strcmp(label, t->label) == 0;
}

void
contest(const struct classifier *now, const struct classifier *new_one,
    const struct contestant_text *text, size_t n, struct contest *out)
{
	*out = (struct contest){ .n = n };
	for (size_t i = 0; i < n; i++) {
		bool before = is_right(now, &text[i]);
		bool after = is_right(new_one, &text[i]);

		out->right_now += before;
		out->right_new += after;
		out->gained += after && !before;
		out->lost += before && !after;
	}
}

bool
contest_won(const struct contest *c)
{
	return c->n >= CONTEST_LEAST && c->right_new >= c->right_now;
}
