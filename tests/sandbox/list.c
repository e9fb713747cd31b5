/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/list.h"

#include "base/arena.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/filter.h"
#include "tests/sandbox/hal.h"
#include "tests/sandbox/state.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	int64_t number; /* sorted by this, or by text */
	const char *text;
	size_t len;
	int64_t id; /* breaks ties, so that pages do not overlap */
	uint32_t at;
};

void
results_free(struct results *rs)
{
	for (int i = 0; i < RESULTS_KEPT; i++) {
		free(rs->v[i].key);
		free(rs->v[i].at);
	}
	memset(rs, 0, sizeof(*rs));
}

static void
text_key(struct entry *e, const struct conv *cv, uint32_t at, uint32_t len)
{
	e->text = cv->json + at;
	e->len = len;
}

static void
sort_key(struct entry *e, const struct conv *cv, enum sort_field field)
{
	switch (field) {
	case SORT_EMAIL:
		text_key(e, cv, cv->email_at, cv->email_len);
		break;
	case SORT_NAME:
		text_key(e, cv, cv->name_at, cv->name_len);
		break;
	case SORT_SUBJECT:
		text_key(e, cv, cv->subject_at, cv->subject_len);
		break;
	case SORT_MAILBOX:
		e->number = cv->mailbox;
		break;
	case SORT_MODIFIED:
		e->number = cv->modified;
		break;
	case SORT_NUMBER:
		e->number = cv->number;
		break;
	case SORT_STATUS:
		e->number = cv->status;
		break;
	case SORT_WAITING:
		e->number = cv->waiting;
		break;
	default:
		e->number = cv->created;
	}
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t len = x->len < y->len ? x->len : y->len;
	int order = len > 0 ? memcmp(x->text, y->text, len) : 0;

	if (order == 0)
		order = (x->len > y->len) - (x->len < y->len);
	if (order == 0)
		order = (x->number > y->number) - (x->number < y->number);
	if (order == 0)
		order = (x->id > y->id) - (x->id < y->id);
	return order;
}

static void
find(const struct store *st, const struct filter *f, struct result *res)
{
	struct entry *e = must_alloc((st->n + 1) * sizeof(*e));
	size_t n = 0;

	for (size_t i = 0; i < st->n; i++)
		if (filter_fits(f, &st->v[i])) {
			e[n] = (struct entry){ 0, NULL, 0, st->v[i].id,
				(uint32_t)i };
			sort_key(&e[n++], &st->v[i], f->sort);
		}
	qsort(e, n, sizeof(*e), by_key);
	res->at = must_realloc(res->at, (n + 1) * sizeof(*res->at));
	for (size_t i = 0; i < n; i++)
		res->at[i] = e[f->ascending ? i : n - 1 - i].at;
	res->n = n;
	free(e);
}

static const struct result *
result_for(struct sandbox *sb, struct call *cl, const struct filter *f)
{
	static const char *const dropped[] = { "page", "embed", NULL };
	const char *key = query_without(cl, dropped);
	struct results *rs = &sb->results;
	struct result *res;
	size_t len = strlen(key) + 1;

	for (int i = 0; i < RESULTS_KEPT; i++)
		if (rs->v[i].key != NULL &&
		    rs->v[i].version == sb->store.version &&
		    sb->opt.search_delay == 0 && strstr(key, "NOW") == NULL &&
		    strcmp(rs->v[i].key, key) == 0)
			return &rs->v[i];
	res = &rs->v[rs->next++ % RESULTS_KEPT];
	free(res->key);
	res->key = memcpy(must_alloc(len), key, len);
	res->version = sb->store.version;
	find(&sb->store, f, res);
	return res;
}

void
list_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "conversations",
		.path = "/conversations",
		.size = (size_t)sb->opt.page_size };
	const char *embed = params_get(&cl->params, "embed");
	const struct result *res;
	const struct conv *cv;
	struct filter f;

	if (!filter_read(&sb->opt, cl, rp, &f))
		return;
	res = result_for(sb, cl, &f);
	hal.total = res->n;
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		cv = &sb->store.v[res->at[i]];
		if (embed != NULL && *embed != '\0')
			conv_write_full(
			    cv, (size_t)sb->opt.chat_cut, &rp->body);
		else
			conv_write_bare(cv, &rp->body);
	}
	hal_end(sb, cl, rp, &hal);
}
