/* SPDX-License-Identifier: MIT */
#include "page/insights.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/link.h"
#include "http/req.h"
#include "model/trend.h"

#include <string.h>

enum { CATEGORIES = 10, KEYWORDS = 15, GROUPS = 10, GROUP_LEAST = 2 };

const struct about_name about_names[ABOUT_KINDS] = {
	[ABOUT_CATEGORY] = { "category", "Categories" },
	[ABOUT_KEYWORD] = { "keyword", "Keywords" },
	[ABOUT_GROUP] = { "group", "Groups" },
};

enum rc
insights_read(struct req *rq, struct insights_question *q)
{
	enum rc rc = range_read(rq, &q->range);

	if (rc != RC_OK)
		return rc;
	q->f = (struct insight_filter){ .f = range_filter(&q->range),
		.keyword = req_text(rq, "keyword") };
	q->f.f.cluster = req_int(rq, "group");
	ask_filter_words(rq, &q->f.f);
	return RC_OK;
}

const char *
insights_url(struct arena *mem, const char *path,
    const struct insights_question *q, const struct insight_filter *f,
    int64_t below)
{
	struct link l = link_to(mem, path == NULL ? "/insights" :
	    range_url(mem, path, &q->range, -1));

	if (f->f.cluster != 0)
		link_int(&l, "group", f->f.cluster);
	link_arg(&l, "keyword", f->keyword);
	for (const struct filter_field *x = filter_fields; x->name; x++)
		link_arg(&l, x->name, filter_word(&f->f, x));
	if (below != 0)
		link_int(&l, "below", below);
	return link_url(&l);
}

static void
add(struct insights_about *out, struct about a)
{
	out->at[out->n++] = a;
}

static enum rc
add_categories(struct req *rq, const struct window *w,
    struct insights_about *out)
{
	const char *const dimension = "mention";
	struct tallies t;
	enum rc rc = trend_counts(rq->db, rq->mem, w, &dimension, 1, &t);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < t.n && i < CATEGORIES; i++)
		if (t.at[i].now > 0)
			add(out, (struct about){ ABOUT_CATEGORY, t.at[i].key,
			    t.at[i].key, 0, t.at[i].now });
	return RC_OK;
}

static enum rc
add_keywords(struct req *rq, const struct filter *f,
    struct insights_about *out)
{
	struct keyword *words;
	size_t n;
	enum rc rc = keyword_top(rq->db, rq->mem, f, KEYWORDS, &words, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		add(out, (struct about){ ABOUT_KEYWORD, words[i].word,
		    words[i].word, 0, words[i].n });
	return rc;
}

static enum rc
add_groups(struct req *rq, const struct window *w, struct insights_about *out)
{
	struct group *g;
	size_t n;
	enum rc rc = trend_groups(rq->db, rq->mem, w, GROUPS, GROUP_LEAST, 0,
	    &g, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		add(out, (struct about){ ABOUT_GROUP, arena_fmt(rq->mem,
		    "%lld", (long long)g[i].id), *g[i].title ? g[i].title :
		    "(no subject)", g[i].id, g[i].size });
	return rc;
}

enum rc
insights_about_read(struct req *rq, const struct insights_question *q,
    struct insights_about *out)
{
	const struct filter whole = range_filter(&q->range);
	enum rc rc;

	out->n = 0;
	out->at = arena_array(rq->mem, CATEGORIES + KEYWORDS + GROUPS,
	    sizeof(*out->at));
	rc = add_categories(rq, &q->range.w, out);
	if (rc == RC_OK)
		rc = add_keywords(rq, &whole, out);
	if (rc == RC_OK)
		rc = add_groups(rq, &q->range.w, out);
	return rc;
}

void
insights_narrow(struct insight_filter *f, const struct about *a)
{
	if (a->kind == ABOUT_CATEGORY)
		f->f.mention = a->key;
	else if (a->kind == ABOUT_KEYWORD)
		f->keyword = a->key;
	else
		f->f.cluster = a->id;
}

bool
insights_is(const struct insight_filter *f, const struct about *a)
{
	if (a->kind == ABOUT_CATEGORY)
		return strcmp(f->f.mention, a->key) == 0;
	if (a->kind == ABOUT_KEYWORD)
		return strcmp(f->keyword, a->key) == 0;
	return f->f.cluster == a->id;
}
