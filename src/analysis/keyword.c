/* SPDX-License-Identifier: MIT */
#include "analysis/keyword.h"

#include "analysis/rules.h"
#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

enum { LOOKED_AT = 400, LEAST_LETTERS = 3 };

/* Words that stand in reports about anything, between blanks. What the ruleset
 * drops for comparing texts need not be repeated. */
static const char common[] =
	" about above account after all already always android another "
	"any anymore anyone anything app application are back because "
	"before being beta between both but cant come concern contact "
	"customer day days device didnt does doesnt doing dont down "
	"each even ever every everything first form from game get gets "
	"getting give gives goes going gone gonna got great havent "
	"hello help her here him his how however id into ios ipad "
	"iphone isnt issue issues ive keep keeps know last later let "
	"like little long look looks lot made make makes many may maybe "
	"message might more most much must need needs never new nice "
	"not nothing off once one only other others over phone play "
	"player playing please problem problems put really reply "
	"request right said same say says see seems send sent she "
	"should show shows since someone something sometimes such sure "
	"take takes tell than thats the their them then these they "
	"thing things think those though through time times too tried "
	"try trying two under until upon use used user using version "
	"want wanted wants wasnt way went were what when where which "
	"while who whom why without wont work works wouldnt year years "
	"yes yet you your youre ";

static bool
is_common(const char *word)
{
	size_t len = strlen(word);
	const char *at = common;

	while ((at = strstr(at, word)) != NULL) {
		if (at[-1] == ' ' && at[len] == ' ')
			return true;
		at++;
	}
	return false;
}

static bool
is_telling(const struct ruleset *set, const struct word *w)
{
	unsigned char first = (unsigned char)w->text[0];

	if (w->number || strlen(w->text) < LEAST_LETTERS ||
	    !((first >= 'a' && first <= 'z') || first >= 0x80))
		return false;
	return !word_has(w, set->dropped) && !word_has(w, set->greetings) &&
	    !is_common(w->text);
}

struct count {
	const struct word *word;
	size_t n;
};

/* Counts each word once per place; answers how many there are. */
static size_t
count_words(const struct ruleset *set, const struct tokens *t,
    struct count *counts, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n && i < LOOKED_AT; i++) {
		const struct word *w = t->v[i].word;
		size_t k = 0;

		if (!is_telling(set, w))
			continue;
		while (k < n && counts[k].word != w)
			k++;
		if (k == most)
			continue;
		if (k == n)
			counts[n++] = (struct count){ w, 0 };
		counts[k].n++;
	}
	return n;
}

const char *const *
keyword_find(const struct ruleset *set, struct arena *mem,
    const struct tokens *t, size_t *n)
{
	struct count counts[64];
	size_t all = count_words(set, t, counts, 64);
	const char **words = arena_array(mem, KEYWORDS_MAX, sizeof(*words));

	for (*n = 0; *n < KEYWORDS_MAX && *n < all; (*n)++) {
		size_t best = 0;

		for (size_t k = 1; k < all; k++)
			if (counts[k].n > counts[best].n)
				best = k;
		if (counts[best].n == 0)
			break;
		words[*n] = arena_text(mem, counts[best].word->text);
		counts[best].n = 0;
	}
	return words;
}
