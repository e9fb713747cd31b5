/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/hal.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/state.h"

const char *
hal_base(const struct sandbox *sb, const struct call *cl)
{
	if (sb->opt.base_url[0] != '\0')
		return arena_fmt(cl->mem, "%s/v2", sb->opt.base_url);
	return arena_fmt(cl->mem, "%s://%s/v2", cl->scheme, cl->host);
}

bool
hal_page(struct sandbox *sb, struct call *cl, struct reply *rp, struct hal *hal)
{
	const char *text = params_get(&cl->params, "page");
	int64_t page = 1, max = sb->opt.max_page;

	if (text != NULL && (!parse_int(text, 1, INT32_MAX, &page) ||
				(max > 0 && page > max))) {
		error_param(&sb->opt, rp, "page", "must be a page number", text,
		    "InvalidNumber");
		return false;
	}
	hal->page = (size_t)page;
	hal->from = (hal->page - 1) * hal->size;
	if (hal->from > hal->total)
		hal->from = hal->total;
	hal->to = hal->from + hal->size;
	if (hal->to > hal->total)
		hal->to = hal->total;
	return true;
}

void
hal_begin(
    struct sandbox *sb, struct call *cl, struct reply *rp, struct hal *hal)
{
	(void)cl;
	rp->status = 200;
	rp->type = "application/hal+json";
	sbuf_char(&rp->body, '{');
	hal->open = hal->to > hal->from || sb->opt.empty_list != EMPTY_MISSING;
	if (hal->open)
		sbuf_fmt(&rp->body, "\"_embedded\":{\"%s\":[", hal->name);
}

void
hal_item(struct hal *hal, struct reply *rp, size_t i)
{
	if (i > hal->from)
		sbuf_char(&rp->body, ',');
}

static void
link_to(struct jw *w, const char *relation, const char *href)
{
	jw_object(jw_key(w, relation));
	jw_text(jw_key(w, "href"), href);
	jw_end(w);
}

static const char *
page_href(
    const struct call *cl, const char *list, const char *kept, size_t page)
{
	return arena_fmt(
	    cl->mem, "%s?%s%spage=%zu", list, kept, *kept ? "&" : "", page);
}

static const char *
next_href(const struct call *cl, const char *list, const char *kept,
    const struct hal *hal)
{
	if (cl->links == LINKS_LOOP)
		return page_href(cl, list, kept, hal->page);
	if (cl->links == LINKS_OTHER_HOST)
		list = arena_fmt(
		    cl->mem, "https://api.elsewhere.example/v2%s", hal->path);
	return page_href(cl, list, kept, hal->page + 1);
}

static void
links(struct sandbox *sb, struct call *cl, struct jw *w, const struct hal *hal,
    size_t pages)
{
	static const char *const page_only[] = { "page", NULL };
	const char *kept = query_without(cl, page_only);
	const char *list =
	    arena_fmt(cl->mem, "%s%s", hal_base(sb, cl), hal->path);

	jw_object(jw_key(w, "_links"));
	link_to(w, "self", page_href(cl, list, kept, hal->page));
	if (hal->page < pages || cl->links != LINKS_GOOD)
		link_to(w, "next", next_href(cl, list, kept, hal));
	if (hal->page > 1)
		link_to(
		    w, "previous", page_href(cl, list, kept, hal->page - 1));
	link_to(w, "first", page_href(cl, list, kept, 1));
	link_to(w, "last", page_href(cl, list, kept, pages > 0 ? pages : 1));
	jw_object(jw_key(w, "page"));
	jw_text(
	    jw_key(w, "href"), arena_fmt(cl->mem, "%s%s%s{%cpage}", list,
				   *kept ? "?" : "", kept, *kept ? '&' : '?'));
	jw_bool(jw_key(w, "templated"), true);
	jw_end(w);
	jw_end(w);
}

void
hal_end(struct sandbox *sb, struct call *cl, struct reply *rp, struct hal *hal)
{
	size_t pages = (hal->total + hal->size - 1) / hal->size;
	struct sbuf *tail = sbuf_arena(cl->mem);
	struct jw w = JW_INIT(tail);
	bool zero = hal->total == 0 && sb->opt.empty_list == EMPTY_ZERO;

	jw_object(&w);
	links(sb, cl, &w, hal, pages);
	jw_object(jw_key(&w, "page"));
	jw_int(jw_key(&w, "size"), (long long)hal->size);
	jw_int(jw_key(&w, "totalElements"), (long long)hal->total);
	jw_int(jw_key(&w, "totalPages"), (long long)pages);
	jw_int(jw_key(&w, "number"), zero ? 0 : (long long)hal->page);
	jw_end(&w);
	jw_end(&w);
	if (hal->open)
		sbuf_text(&rp->body, "]},");
	sbuf_add(&rp->body, tail->s + 1, tail->len - 1);
}
