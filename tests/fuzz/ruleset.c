/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a ruleset: refused with a reason, or used; a verdict of it
 * names only categories of the document, a score of 0 to 100, and is the same
 * when asked twice. Read as a document and written again it can be loaded, says
 * the same, and writing it once more changes no byte. The bytes as a word: what
 * words_fault() lets pass is found in a text that is that word.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analyse.h"
#include "analysis/diff.h"
#include "base/arena.h"
#include "text/words.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char text[] = "Hi,\nthe app crashed 3 times since the update, "
    "please refund $4.99!\nWhy does it never work? aaaaaaaaaaaaaaaaaaaaaaaaa";

static void
check(const struct ruleset *set, struct arena *mem)
{
	struct report r = { "no crash", text };
	struct verdict v, again;
	size_t next = 0;

	analyse(set, mem, &r, &v);
	analyse(set, mem, &r, &again);
	if (v.score < 0 || v.score > 100 || v.score != again.score ||
	    strcmp(v.main_category, again.main_category) != 0 ||
	    v.reasons_n != again.reasons_n)
		abort();
	for (size_t i = 0; i < v.categories_n; i++) {
		while (next < ruleset_categories(set) &&
		    ruleset_category(set, next) != v.categories[i])
			next++;
		if (next++ >= ruleset_categories(set))
			abort();
	}
}

static void
check_document(struct arena *mem, const char *json, size_t len)
{
	struct document *d, *e;
	struct ruleset *set;
	const char *written, *why;

	if (document_read(mem, json, len, &d, &why) != RC_OK)
		abort();
	written = document_write(mem, d);
	if (ruleset_load(mem, written, strlen(written), &set, &why) != RC_OK ||
	    document_read(mem, written, strlen(written), &e, &why) != RC_OK ||
	    document_diff(mem, d, e).n != 0 ||
	    strcmp(document_write(mem, e), written) != 0)
		abort();
}

static void
check_word(struct arena *mem, const char *word)
{
	struct words *w;
	struct tokens t;

	if (words_fault(word) != NULL)
		return;
	w = words_new(mem);
	words_add(w, word, WORD_EXACT, 1);
	words_split(w, mem, word, strlen(word), &t);
	if (t.n != 1 || !word_has(t.v[0].word, 1))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct ruleset *set;
	const char *why;

	check_word(mem, arena_copy(mem, (const char *)bytes, len));
	if (ruleset_load(mem, (const char *)bytes, len, &set, &why) == RC_OK) {
		check(set, mem);
		check_document(mem, (const char *)bytes, len);
	} else if (set != NULL || *why == '\0')
		abort();
	arena_end(mem);
	return 0;
}
