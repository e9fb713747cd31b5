/* SPDX-License-Identifier: MIT */
#include "page/fresh.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"
#include "page/page.h"

static int64_t
last_look(const struct freshness *f)
{
	int64_t at = f->sweep_done_at;

	if (f->crawl_done_at > at)
		at = f->crawl_done_at;
	return f->import_alive_at > at ? f->import_alive_at : at;
}

enum fresh_state
fresh_state(const struct conf *conf, const struct freshness *f, int64_t now)
{
	if (f->broken)
		return FRESH_BROKEN;
	if (f->crawl_started_at == 0 && !f->any)
		return f->connected || conf_connects(conf) ? FRESH_WAITING :
		    FRESH_NOT_CONNECTED;
	if (now - last_look(f) > STALE_SECONDS)
		return FRESH_STALE;
	if (f->crawl_started_at != 0 && f->crawl_done_at == 0)
		return FRESH_FIRST_IMPORT;
	return FRESH_OK;
}

const char *
fresh_text(struct arena *mem, enum fresh_state state, const struct freshness *f,
    int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	switch (state) {
	case FRESH_BROKEN:
		return arena_fmt(mem, "the connection to Help Scout is broken, "
		    "last import %s", fmt_ago(last_look(f), now, a));
	case FRESH_NOT_CONNECTED:
		return "not connected to Help Scout";
	case FRESH_WAITING:
		return "waiting for the first import";
	case FRESH_FIRST_IMPORT:
		if (f->crawl_total <= 0)
			return "the first import has begun";
		return arena_fmt(mem, "first import: %s of %s",
		    fmt_count(f->crawl_seen, a), fmt_count(f->crawl_total, b));
	case FRESH_STALE:
		return arena_fmt(mem, "last import %s",
		    fmt_ago(last_look(f), now, a));
	case FRESH_OK:
		break;
	}
	return arena_fmt(mem, "fresh %s", fmt_ago(last_look(f), now, a));
}

void
fresh_line(struct view *v, const struct conf *conf, const struct freshness *f,
    const struct range *r)
{
	struct arena *mem = view_arena(v);
	int64_t now = r->w.now;
	enum fresh_state state = fresh_state(conf, f, now);
	char buf[FMT_SIZE];
	size_t open;

	view_text(v, "FRESH", fresh_text(mem, state, f, now));
	if (f->due > 0)
		page_text_row(v, "NOTE", arena_fmt(mem, "%s%s to analyse",
		    fmt_count(f->due, buf), f->due >= 10000 ? " or more" : ""));
	open = range_bucket(r, now);
	if (open == r->n)
		return;
	if (r->hourly)
		page_text_row(v, "NOTE", arena_fmt(mem,
		    "the hour since %s is not over",
		    fmt_clock(r->at[open], buf)));
	else
		page_text_row(v, "NOTE", "today is not over");
}

void
fresh_empty(struct view *v, const struct conf *conf, const struct freshness *f,
    const struct range *r)
{
	/* clang-format off */
	static const struct {
		const char *sentence, *heading, *text, *step, *url;
	} says[] = {
		[FRESH_BROKEN] = { "Nothing arrived, because nothing is imported",
		    "The connection to Help Scout is broken", "What was imported "
		    "is kept. An administrator connects again under Settings, "
		    "Help Scout; the import then goes on from where it was.",
		    "See the state of the import", "/jobs" },
		[FRESH_NOT_CONNECTED] = { "There is nothing to show yet",
		    "Help Scout is not connected", "Here will stand what "
		    "customers write about, hour by hour. An administrator "
		    "connects under Settings, Help Scout; the import then starts "
		    "by itself.",
		    "See the state of the import", "/jobs" },
		[FRESH_WAITING] = { "There is nothing to show yet",
		    "The first import has not begun", "Help Scout's key is set. "
		    "The import starts within a minute of cron running "
		    "tidemark-backfill.", "See the state of the import", "/jobs" },
		[FRESH_FIRST_IMPORT] = { "The first import is at work",
		    "Conversations are coming in", "They show here as they are "
		    "read and analysed. What is imported is kept, also when the "
		    "import is interrupted.",
		    "Watch the import", "/jobs" },
		[FRESH_STALE] = { "Nothing arrived, because nothing is imported",
		    "The import has stopped", "What was imported is kept. The "
		    "import goes on from where it was as soon as "
		    "tidemark-backfill runs again.", "See what stopped it",
		    "/jobs" },
		[FRESH_OK] = { "No conversation was created in this range",
		    "It is quiet", "The import works; customers wrote nothing "
		    "that counts. Spam is not counted.", "Show 30 days",
		    "/?range=30d" },
	};
	/* clang-format on */
	enum fresh_state s = fresh_state(conf, f, r->w.now);
	struct view *e = view_row(v, "EMPTY");

	view_text(v, "SENTENCE", says[s].sentence);
	view_text(v, "MORE", r->span);
	view_text(e, "HEADING", says[s].heading);
	view_text(e, "TEXT", says[s].text);
	view_text(e, "STEP", says[s].step);
	view_text(e, "URL", says[s].url);
}
