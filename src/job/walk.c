/* SPDX-License-Identifier: MIT */
#include "job/walk.h"

#include "upstream/helpscout.h"

enum { PAGE_SIZE = 25 };	/* documented for this list */

void
walk_begin_crawl(struct cursor *c, int64_t since, int64_t now)
{
	*c = (struct cursor){ .name = c->name, .page = 1, .since = since,
		.started_at = now };
}

void
walk_begin_sweep(struct cursor *c, int64_t overlap_s, int64_t now)
{
	int64_t since = c->watermark - overlap_s;

	*c = (struct cursor){ .name = c->name, .page = 1,
		.since = since > 1 ? since : 1, .watermark = c->watermark,
		.started_at = now, .done_at = c->done_at };
}

bool
walk_advance(struct cursor *c, const struct hs_page *page)
{
	int64_t size = page->size > 0 ? page->size : PAGE_SIZE;
	int64_t at = page->number > 0 ? page->number : c->page;
	int64_t shrunk = c->page > 1 ? c->total - page->total : 0;
	int64_t back = 0;

	if (shrunk > 0)
		back = (shrunk + size - 1) / size;
	c->seen += (int64_t)page->n;
	c->pages = page->pages;
	c->total = page->total;
	/* This page was read after the shift: what slipped is before it. */
	c->page = at + (back > 0 ? -back : 1);
	if (c->page < 1)
		c->page = 1;
	return back > 0;
}

void
walk_end_crawl(struct cursor *c, int64_t now)
{
	c->page = 1;
	c->done_at = now;
}

/* The page stays: that is what tells it from one that came to its end. */
void
walk_stop_crawl(struct cursor *c, int64_t now)
{
	c->watermark = c->started_at;
	c->done_at = now;
}

void
walk_resume_crawl(struct cursor *c)
{
	if (c->page > 1)
		c->watermark = c->done_at = 0;
}

void
walk_end_sweep(struct cursor *c, int64_t now)
{
	/* What changed after the start may have been missed: from there the
	 * next one looks again. */
	c->watermark = c->started_at;
	c->page = 1;
	c->started_at = 0;
	c->done_at = now;
}

bool
walk_crawling(const struct cursor *c)
{
	return c->started_at != 0 && c->done_at == 0;
}

bool
walk_sweeping(const struct cursor *c)
{
	return c->started_at != 0;
}
