/* SPDX-License-Identifier: MIT */
#include "page/row.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/enriched.h"
#include "page/page.h"
#include "page/said.h"
#include "page/words.h"

#include <string.h>
#include <strings.h>

enum { CATEGORIES_SHOWN = 3 };

const char *
row_upstream(struct arena *mem, const struct conf *conf,
    const struct conversation *c)
{
	return link_help_scout(mem, conf->hs_web_url, c->id, c->number);
}

const char *
row_subject(const struct conversation *c)
{
	return *c->subject ? c->subject : "(no subject)";
}

const char *
row_said(const struct conversation *c)
{
	size_t len = strlen(c->one_liner);

	/* the subject often is the first words of the message */
	if (len == 0 || strncasecmp(c->one_liner, c->subject, len) == 0)
		return NULL;
	return c->one_liner;
}

const char *
row_url(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, "/conversations/%lld", (long long)id);
}

static void
put_facts(struct view *r, const struct conversation *c)
{
	struct arena *mem = view_arena(r);

	for (size_t i = 0; i < c->n_categories && i < CATEGORIES_SHOWN; i++)
		page_text_row(r, "FACT",
		    word_for(mem, "category", c->categories[i]));
	if (c->n_categories == 0)
		page_text_row(r, "FACT",
		    word_for(mem, "category", c->main_category));
	if (*c->platform != '\0' || *c->app_version != '\0')
		page_text_row(r, "FACT", arena_fmt(mem, "%s%s%s",
		    *c->platform ? word_for(mem, "platform", c->platform) : "",
		    *c->platform && *c->app_version ? "\xc2\xa0" : "",
		    c->app_version));
	if (c->level > 0)
		page_text_row(r, "FACT", arena_fmt(mem, "level\xc2\xa0%lld",
		    (long long)c->level));
	if (c->is_delete_request)
		page_text_row(r, "FACT", "asks for deletion");
}

static void
put_times(struct view *r, const struct conversation *c, int64_t now)
{
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	if (c->waiting_since != 0)
		page_text_row(r, "WAIT", fmt_duration(now - c->waiting_since,
		    buf));
	/* all of it is no news */
	if (c->waiting_since != 0 && c->waiting_open_known &&
	    c->waiting_open < now - c->waiting_since - 60)
		page_text_row(r, "OPEN_WAIT", fmt_duration(c->waiting_open,
		    buf));
	view_text(r, "ISO", clock_iso(c->created_at, iso));
	view_text(r, "WHEN", fmt_when(c->created_at, now, buf));
	view_text(r, "AGO", fmt_ago(c->created_at, now, buf));
	page_text_row(r, "STATUS", c->status);
}

struct view *
row_add(struct view *list, const struct conf *conf,
    const struct conversation *c, int64_t now, struct row_group alike)
{
	return row_add_said(list, conf, c, now, alike, NULL);
}

struct view *
row_add_said(struct view *list, const struct conf *conf,
    const struct conversation *c, int64_t now, struct row_group alike,
    const struct said *said)
{
	struct arena *mem = view_arena(list);
	struct view *r = view_include(view_row(list, "ITEM"), "ROW", "row.tpl");

	view_text(r, "SEVERITY", c->severity);
	view_text(r, "URL", row_url(mem, c->id));
	view_int(r, "NUMBER", c->number);
	view_text(r, "SUBJECT", row_subject(c));
	page_text_row(r, "SAID", row_said(c));
	if (row_said(c) != NULL)
		page_text_row(r, "BY", enriched_by(mem, c->said_by));
	put_facts(r, c);
	put_times(r, c, now);
	if (alike.n > 1)
		page_link_row(r, "ALIKE", alike.url,
		    arena_fmt(mem, "%lld\xc2\xa0" "alike", (long long)alike.n));
	view_text(view_row(r, "OPEN"), "URL", row_upstream(mem, conf, c));
	said_row(r, said, c);
	return r;
}
