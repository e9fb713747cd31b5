/* SPDX-License-Identifier: MIT */
/*
 * Any text as a query: groups are numbered without a gap, no item is empty, and
 * what query_write() makes of it reads as the same items again. The words of it
 * are as far from each other in one direction as in the other.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/query.h"
#include "text/spell.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_item(const struct parsed_query *q, size_t i)
{
	const struct query_item *x = &q->item[i];

	if (*x->text == '\0' || x->group >= q->groups ||
	    x->field >= FIELD_COUNT)
		abort();
	if (x->prefix && query_field_kind(x->field) > QUERY_MARK)
		abort();
	if (i > 0 && spell_slips(q->item[i - 1].text, x->text) !=
	    spell_slips(x->text, q->item[i - 1].text))
		abort();
}

static void
check_again(struct arena *mem, const struct parsed_query *q)
{
	struct parsed_query again;

	query_parse(mem, query_write(mem, q), &again);
	if (again.error != NULL || again.n != q->n ||
	    again.groups != q->groups)
		abort();
	for (size_t i = 0; i < q->n; i++) {
		const struct query_item *x = &q->item[i], *y = &again.item[i];

		if (x->field != y->field || strcmp(x->text, y->text) != 0 ||
		    x->phrase != y->phrase || x->prefix != y->prefix ||
		    x->without != y->without || x->number != y->number ||
		    x->group != y->group)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct sbuf *text = sbuf_arena(mem);
	struct parsed_query q;

	/* as parameters are: UTF-8 */
	utf8_clean(text, (const char *)bytes, len);
	query_parse(mem, sbuf_cstr(text), &q);
	if (q.n > QUERY_ITEMS_MAX || q.notes_n > QUERY_NOTES_MAX)
		abort();
	for (size_t i = 0; q.error == NULL && i < q.n; i++)
		check_item(&q, i);
	if (q.error == NULL)
		check_again(mem, &q);
	arena_end(mem);
	return 0;
}
