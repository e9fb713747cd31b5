/* SPDX-License-Identifier: MIT */
/*
 * job/walk - where a walk through the list of conversations goes next.
 *
 * The crawl reads everything, newest first, so that the pages people look at are
 * useful after minutes. While it reads, the list changes:
 *
 *   - what arrives is put in front and pushes all else back: the next page
 *     repeats some conversations. They are upserts, nothing is lost.
 *   - what is deleted (or merged, or becomes spam) pulls all else forward: some
 *     conversations slip from the next page to the one just read, unseen. The
 *     total shrinks then; the sum of both is the shift at our place or less, so
 *     stepping back by as many pages as the total has shrunk misses none.
 *
 * What changed meanwhile is the business of the sweep, which asks for everything
 * modified since shortly before the walk began.
 *
 * Pure: cursors in, cursors out.
 */
#ifndef TIDEMARK_JOB_WALK_H
#define TIDEMARK_JOB_WALK_H

#include "model/cursor.h"

#include <stdbool.h>

struct hs_page;

/* Begins a crawl of what changed since (0: of all) at time now. */
void	walk_begin_crawl(struct cursor *, int64_t since, int64_t now);
/* Begins a sweep that goes back overlap_s behind the watermark. */
void	walk_begin_sweep(struct cursor *, int64_t overlap_s, int64_t now);
/* The cursor after this page. True when the walk goes on at cursor->page by
 * another way than the list's own next link: ask anew. */
bool	walk_advance(struct cursor *, const struct hs_page *);
/* The last page was read. */
void	walk_end_crawl(struct cursor *, int64_t now);
/* Ends a crawl before its end, deletions not looked for; and takes it up again
 * at that page. One that is complete stays so. */
void	walk_stop_crawl(struct cursor *, int64_t now);
void	walk_resume_crawl(struct cursor *);
void	walk_end_sweep(struct cursor *, int64_t now);
bool	walk_crawling(const struct cursor *);
bool	walk_sweeping(const struct cursor *);

#endif
