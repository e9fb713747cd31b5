/* SPDX-License-Identifier: MIT */
#include "quality/vary.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/sbuf.h"

static const char *const keys[CHANGES] = { "again", "order", "names", "length" };

static const char *const customers[] = { "Oluwaseun", "Xiuying", "Dmitri",
	"Fatima", "Siobhan", "Guadalupe" };
static const char *const agents[] = { "Ayesha", "Tomasz", "Nkechi", "Haruto",
	"Bronwen", "Rodrigo" };

enum { NAMES = sizeof(customers) / sizeof(*customers) };

static const char padding[] = "\n\nThis message belongs to the conversation that "
    "it stands in. It was written as a part of that conversation and can be read "
    "together with the other parts of it. Its text begins at the top and ends "
    "at the bottom, and each line stands below the one before.";

const char *
change_key(enum change c)
{
	return keys[c];
}

enum change
change_of(const char *key)
{
	enum change c = 0;

	while (c < CHANGES && strcmp(keys[c], key) != 0)
		c++;
	return c;
}

/* ---- order ---- */

static bool
reverse(struct arena *mem, const struct rubric *r, struct variant *v)
{
	struct dimension *d = arena_array(mem, r->n, sizeof(*d));

	for (size_t i = 0; i < r->n; i++)
		d[i] = r->dimension[r->n - 1 - i];
	v->rubric.dimension = d;
	v->reversed = true;
	return r->n > 1;
}

/* ---- names ---- */

static bool
in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80) != 0;
}

/* Whole words alone, in any case; *found: there was one. */
static const char *
renamed(struct arena *mem, const char *text, const char *from, const char *to,
    bool *found)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t len = strlen(from);

	for (const char *s = text; *s != '\0';) {
		bool here = (s == text || !in_word(s[-1])) &&
		    strncasecmp(s, from, len) == 0 && !in_word(s[len]);

		*found |= here;
		if (here)
			sbuf_text(out, to);
		else
			sbuf_add(out, s, 1);
		s += here ? len : 1;
	}
	return sbuf_cstr(out);
}

static bool
rename_one(struct arena *mem, struct variant *v, struct turn *turn,
    const char **name, const char *const to[static NAMES])
{
	struct exchange *x = &v->exchange;
	size_t pick = (size_t)x->turn[x->reply].id % NAMES;
	const char *from = *name;
	bool found = false;

	if (*from == '\0')
		return false;
	if (strcasecmp(from, to[pick]) == 0)
		pick = (pick + 1) % NAMES;
	for (size_t i = 0; i < x->n; i++)
		turn[i].text = renamed(mem, turn[i].text, from, to[pick],
		    &found);
	x->subject = renamed(mem, x->subject, from, to[pick], &found);
	if (found)
		*name = to[pick];
	return found;
}

static struct turn *
turns_of(struct arena *mem, struct exchange *x)
{
	struct turn *turn = arena_array(mem, x->n, sizeof(*turn));

	memcpy(turn, x->turn, x->n * sizeof(*turn));
	x->turn = turn;
	return turn;
}

static bool
rename_people(struct arena *mem, struct variant *v)
{
	struct turn *turn = turns_of(mem, &v->exchange);
	bool customer = rename_one(mem, v, turn, &v->exchange.customer,
	    customers);

	return rename_one(mem, v, turn, &v->exchange.agent, agents) || customer;
}

/* ---- length ---- */

static bool
pad(struct arena *mem, struct variant *v)
{
	struct exchange *x = &v->exchange;
	struct turn *turn = turns_of(mem, x);

	turn[x->reply].text = arena_fmt(mem, "%s%s", turn[x->reply].text,
	    padding);
	return true;
}

/* ---- all ---- */

bool
vary(struct arena *mem, enum change change, const struct rubric *r,
    const struct exchange *x, struct variant *v)
{
	*v = (struct variant){ *r, *x, false };
	switch (change) {
	case CHANGE_ORDER:
		return reverse(mem, r, v);
	case CHANGE_NAMES:
		return rename_people(mem, v);
	case CHANGE_LENGTH:
		return pad(mem, v);
	case CHANGE_AGAIN:
	case CHANGES:
		break;
	}
	return true;
}

void
vary_back(const struct rubric *r, const struct variant *v, struct judgement *j)
{
	for (size_t i = 0; v->reversed && i < r->n / 2; i++) {
		struct mark m = j->mark[i];

		j->mark[i] = j->mark[r->n - 1 - i];
		j->mark[r->n - 1 - i] = m;
	}
	j->has_total = rubric_total(r, j->mark, &j->total, &j->failed);
}
