/* SPDX-License-Identifier: MIT */
#include "ask/filter.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"

#include <string.h>

const struct filter_field filter_fields[] = {
	{ "category", "category", offsetof(struct filter, category) },
	{ "mention", "mentions", offsetof(struct filter, mention) },
	{ "severity", "severity", offsetof(struct filter, severity) },
	{ "platform", "platform", offsetof(struct filter, platform) },
	{ "version", "version", offsetof(struct filter, version) },
	{ "intent", "intent", offsetof(struct filter, intent) },
	{ "status", "status", offsetof(struct filter, status) },
	{ "flag", "", offsetof(struct filter, flag) },
	{ "q", "subject has", offsetof(struct filter, words) },
	{ NULL, NULL, 0 },
};

const char **
filter_at(struct filter *f, const struct filter_field *field)
{
	return (const char **)((char *)f + field->offset);
}

const char *
filter_word(const struct filter *f, const struct filter_field *field)
{
	const char *word;

	memcpy(&word, (const char *)f + field->offset, sizeof(word));
	return word == NULL ? "" : word;
}

void
ask_filter_words(const struct req *rq, struct filter *f)
{
	for (const struct filter_field *x = filter_fields; x->name; x++)
		*filter_at(f, x) = req_text(rq, x->name);
}

bool
ask_filter(const struct req *rq,
    int64_t (*time)(const struct req *, const char *name), struct filter *f)
{
	*f = (struct filter){
		.from = time(rq, "from"),
		.to = time(rq, "to"),
		.mailbox = req_int(rq, "mailbox"),
		.cluster = req_int(rq, "group"),
		.customer = req_int(rq, "customer"),
	};
	ask_filter_words(rq, f);
	return f->from == 0 || f->to == 0 || f->from < f->to;
}

const char *
ask_matching(const struct req *rq, const char *text, struct filter *f)
{
	static const struct param table[] = {
		FILTER_PARAMS,
		{ NULL, 0, NULL, 0, 0, NULL },
	};
	struct req inner = *rq;
	struct param_problem bad;
	const char *other;
	bool any = false;

	if (param_parse(rq->mem, table, text, "", NULL, 0, &inner.params,
		&bad) != RC_OK)
		return arena_fmt(rq->mem, "%s %s", bad.name, bad.message);
	other = param_unknown(&inner.params);
	if (other != NULL)
		return arena_fmt(rq->mem, "%s is no filter", other);
	for (size_t i = 0; i < inner.params.n; i++)
		any |= inner.params.value[i].given;
	if (!any)
		return "must hold a filter, such as from=2000-01-01 for all";
	return ask_filter(&inner, req_int, f) ? NULL : "from must be before to";
}

bool
ask_search(const struct req *rq,
    int64_t (*time)(const struct req *, const char *name), struct search *s)
{
	*s = (struct search){ .after = "",
		.vectors = strcmp(rq->conf->embedder, "off") == 0 ? NULL :
		rq->conf->vector_folder,
		.exact = req_int(rq, "exact"),
		.newest = strcmp(req_text(rq, "sort"), "newest") == 0 };
	query_parse(rq->mem, req_text(rq, "q"), &s->query);
	return ask_filter(rq, time, &s->filter);
}

struct window
ask_window(const struct req *rq)
{
	return window_last(
	    clock_now(), req_int(rq, "hours"), req_int(rq, "mailbox"));
}
