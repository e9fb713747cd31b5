/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a page of Help Scout's list: what is kept of it has ids, text
 * that Postgres takes, messages in order, and counts that fit them; twice gives
 * the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "job/facts.h"
#include "text/json_read.h"
#include "upstream/helpscout.h"
#include "upstream/hs_parse.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_text(const char *s)
{
	must(s != NULL && utf8_valid(s, strlen(s)));
}

static void
check_message(const struct intake_message *m, const struct intake_message *last)
{
	must(m->id > 0 && m->conversation_id > 0);
	check_text(m->body);
	check_text(m->quoted);
	check_text(m->state);
	check_text(m->rating);
	check_text(m->rating_comment);
	must(last == NULL || last->created_at <= m->created_at);
}

static void
check_conversation(struct arena *mem, const struct hs_conversation *c)
{
	const char *hash = facts_hash(mem, c);
	struct intake_conversation row;
	struct intake_message *m;
	size_t n;

	must(strcmp(hash, facts_hash(mem, c)) == 0);
	if (!facts_of(mem, c, hash, &row, &m, &n))
		return;
	must(row.id > 0 && row.created_at != 0 && n <= c->n_threads);
	must((size_t)(row.customer_count + row.reply_count + row.note_count) <=
	    n);
	check_text(row.subject);
	check_text(row.tags);
	check_text(row.kind);
	check_text(row.status);
	check_text(row.source);
	for (size_t i = 0; i < n; i++)
		check_message(&m[i], i > 0 ? &m[i - 1] : NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct json_object *json, *list;
	struct hs_conversation c;
	struct hs_mailbox box;
	struct hs_user user;
	struct hs_page page;
	const char *why;

	clock_set(1700000000);
	if (json_parse(mem, (const char *)bytes, len, &json, &why) == RC_OK) {
		hs_parse_page(json, &page);
		must(page.size >= 0 && page.total >= 0 && page.number >= 0);
		(void)hs_parse_next(mem, json);
		(void)hs_parse_user(mem, json, &user);
		(void)hs_parse_mailbox(mem, json, &box);
		if (hs_parse_conversation(mem, json, &c))
			check_conversation(mem, &c);
		list = hs_parse_list(json, "conversations");
		for (size_t i = 0; i < jr_len(list); i++)
			if (hs_parse_conversation(mem, jr_array_at(list, i),
			    &c))
				check_conversation(mem, &c);
	}
	arena_end(mem);
	return 0;
}
