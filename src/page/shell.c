/* SPDX-License-Identifier: MIT */
#include "config.h"
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/asset.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/route.h"
#include "model/incident.h"
#include "model/saved_view.h"

#include <string.h>

/* The pages of the main navigation, each with those below it; live: seconds
 * between looks for newer data while no live events come, 0 for a page that does
 * not change under its reader; topic: of the events that concern it (job/live.h).
 * narrow: only where there is no room for the field of the header that leads
 * there too. */
static const struct {
	const char *url, *name;
	int live;
	bool narrow;
	const char *topic;
} nav[] = {
	{ "/", "Overview", 15, false, "overview" },
	{ "/incidents", "Incidents", 15, false, "incidents" },
	{ "/insights", "Insights", 20, false, "insights" },
	{ "/quality", "Quality", 0, false, NULL },
	{ "/conversations", "Conversations", 0, false, NULL },
	{ "/groups", "Groups", 0, false, NULL },
	{ "/search", "Search", 0, true, NULL },
	{ "/alerts", "Alerts", 15, false, "incidents" },
	{ "/corrections", "Corrections", 0, false, NULL },
	{ "/jobs", "Jobs", 15, false, "jobs" },
	{ "/settings", "Settings", 0, false, NULL },
};

enum { NAV = sizeof(nav) / sizeof(*nav) };

/* Pages of settings that stand elsewhere. */
static const char *const of_settings[] = { "/connect", "/detector" };

enum { VIEWS_SHOWN = 12 };

static bool
is_here(const char *path, const char *url)
{
	size_t len = strlen(url);

	if (len == 1)
		return strcmp(path, url) == 0;
	return strncmp(path, url, len) == 0 &&
	    (path[len] == '\0' || path[len] == '/');
}

/* The entry that leads to a page; NAV when there is none. */
static size_t
entry_of(const char *path)
{
	size_t i = 0;

	for (size_t k = 0; k < sizeof(of_settings) / sizeof(*of_settings); k++)
		if (is_here(path, of_settings[k]))
			path = "/settings";
	while (i < NAV && !is_here(path, nav[i].url))
		i++;
	return i;
}

struct page_place
page_place(const struct req *rq)
{
	size_t i = entry_of(rq->head.path);

	return i == 0 || i == NAV || !route_opens(rq, nav[i].url) ?
	    page_home(rq) : (struct page_place){ nav[i].url, nav[i].name };
}

struct page_place
page_home(const struct req *rq)
{
	for (size_t i = 1; i < NAV && !route_opens(rq, nav[0].url); i++)
		if (route_opens(rq, nav[i].url))
			return (struct page_place){ nav[i].url, nav[i].name };
	return (struct page_place){ nav[0].url, "the overview" };
}

const char *
page_address(const struct req *rq)
{
	if (*rq->head.query == '\0')
		return rq->head.path;
	return arena_fmt(rq->mem, "%s?%s", rq->head.path, rq->head.query);
}

/* What is shown may be kept under a name: lists and charts, not settings. */
static bool
may_be_saved(const struct req *rq)
{
	return rq->route != NULL && rq->method == GET && rq->status < 400 &&
	    (rq->route->flags & (ROUTE_SHARED | ROUTE_FORMS));
}

/* The header is the same for everybody, so the menu has the shared views;
 * static/views.js adds the person's own. It may be missing: a page is worth more
 * than its menu. */
static void
put_views(struct req *rq, struct view *in)
{
	struct saved_view *s = NULL;
	size_t n = 0;

	if (rq->status >= 400 ||
	    saved_view_list(rq->db, rq->mem, 0, &s, &n) != RC_OK)
		n = 0;
	for (size_t i = 0; i < n && i < VIEWS_SHOWN; i++)
		page_link_row(in, "VIEW", s[i].path, s[i].name);
	if (may_be_saved(rq)) {
		struct link l = link_to(rq->mem, "/views/new");

		link_arg(&l, "path", page_address(rq));
		view_text(view_row(in, "SAVE_VIEW"), "URL", link_url(&l));
	}
}

/* Beside its name how many are open; a page is worth more than that number. */
static void
put_open(struct req *rq, struct view *entry)
{
	struct incident_tally *t;
	int64_t open = 0;
	size_t n;

	if (rq->status >= 400 ||
	    incident_tallies(rq->db, rq->mem, &t, &n) != RC_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (incident_is_open(incident_state_of(t[i].state)))
			open += t[i].n;
	if (open > 0)
		view_count(view_row(entry, "OPEN"), "N", open);
}

static void
put_nav(struct req *rq, struct view *header)
{
	size_t here = entry_of(rq->head.path);
	struct view *in = view_row(header, "SIGNED_IN");

	for (size_t i = 0; i < NAV; i++) {
		struct view *n;

		if (!route_opens(rq, nav[i].url))
			continue;
		n = view_row(in, "NAV");
		view_text(n, "URL", nav[i].url);
		view_text(n, "NAME", nav[i].name);
		view_show_if(n, "HERE", i == here);
		view_show_if(n, "NARROW", nav[i].narrow);
		if (strcmp(nav[i].url, "/incidents") == 0)
			put_open(rq, n);
	}
	view_show_if(in, "ON_ACCOUNT", is_here(rq->head.path, "/account"));
	if (route_opens(rq, "/views"))
		put_views(rq, view_row(in, "FINDS"));
}

static int
live_seconds(const struct req *rq)
{
	size_t i = entry_of(rq->head.path);

	return i < NAV ? nav[i].live : 0;
}

/* Other pages that look for newer data follow a job. */
static const char *
topic(const struct req *rq)
{
	size_t i = entry_of(rq->head.path);

	return i < NAV && nav[i].topic != NULL ? nav[i].topic : "jobs";
}

static void
put_live(struct req *rq, struct view *header, int seconds)
{
	struct view *live = view_row(header, "LIVE");

	view_int(live, "SECONDS", seconds);
	if (*rq->conf->live_socket != '\0')
		view_text(view_row(live, "EVENTS"), "TOPIC", topic(rq));
}

struct view *
page_open(struct req *rq, const char *tpl, const char *title)
{
	return page_open_live(rq, tpl, title, live_seconds(rq));
}

struct view *
page_open_live(struct req *rq, const char *tpl, const char *title, int seconds)
{
	struct view *v = view_open(rq->mem, tpl);
	struct view *header = view_include(v, "HEADER", "header.tpl");
	struct view *footer = view_include(v, "FOOTER", "footer.tpl");
	char when[FMT_SIZE];

	view_global(v, "TITLE", title);
	view_global(v, "ZONE", fmt_zone());
	view_global(v, "VERSION", PACKAGE_VERSION);
	view_text(footer, "ADDRESS", arena_fmt(rq->mem, "%s%s",
	    rq->conf->public_url, page_address(rq)));
	view_text(footer, "NOW", fmt_when(clock_now(), 0, when));
	asset_globals(v);
	view_text(header, "HOME", page_home(rq).url);
	if (rq->who.role >= AGENT) {
		put_nav(rq, header);
		view_show(footer, "KEYS");
	}
	if (seconds > 0 && rq->status < 400)
		put_live(rq, header, seconds);
	return v;
}

enum rc
page_send(struct req *rq, struct view *v)
{
	rq->content_type = "text/html; charset=utf-8";
	return view_render(v, &rq->out);
}

/* "/\\host" leaves the site as "//host" does, and so does either with a tab or a
 * line break inside, which browsers take out first. */
const char *
page_own_path(const char *address)
{
	if (address[0] != '/' || address[1] == '/' || address[1] == '\\' ||
	    strpbrk(address, "\r\n\t") != NULL)
		return "/";
	return address;
}

void
page_link_row(struct view *v, const char *section, const char *url,
    const char *text)
{
	struct view *row = view_row(v, section);

	view_text(row, "URL", url);
	view_text(row, "TEXT", text);
}

void
page_text_row(struct view *v, const char *section, const char *text)
{
	if (text != NULL && *text != '\0')
		view_text(view_row(v, section), "TEXT", text);
}

void
page_option(struct view *menu, const char *value, const char *name, bool chosen)
{
	struct view *o = view_row(menu, "OPTION");

	view_text(o, "VALUE", value);
	view_text(o, "NAME", name);
	view_show_if(o, "HERE", chosen);
}

void
page_choice_put(struct view *v, struct page_choice c)
{
	struct view *menu = view_row(v, "CHOICE");
	bool known = *c.chosen == '\0';

	view_text(menu, "FIELD", c.field);
	view_text(menu, "LABEL", c.label);
	page_option(menu, "", "all", known);
	for (size_t i = 0; i < c.n; i++) {
		const char *value = c.value[i];
		bool here = strcmp(value, c.chosen) == 0;

		page_option(menu, value, c.say == NULL ? value :
		    c.say(view_arena(v), c.field, value), here);
		known = known || here;
	}
	if (!known)
		page_option(menu, c.chosen, c.chosen, true);
}

void
page_turns(struct view *v, const char *first, const char *next)
{
	if (first != NULL)
		view_text(view_row(v, "FIRST"), "URL", first);
	if (next != NULL)
		view_text(view_row(v, "NEXT"), "URL", next);
}

void
page_number(struct view *row, const char *section, int64_t n, const char *url)
{
	struct view *v = view_row(row, section);

	view_count(v, "N", n);
	page_link_or_plain(v, n > 0 ? url : NULL);
}

void
page_link_or_plain(struct view *v, const char *url)
{
	if (url == NULL)
		view_show(v, "PLAIN");
	else
		view_text(view_row(v, "LINK"), "URL", url);
}

enum rc
page_go_to(struct req *rq, enum rc rc, const char *prefix, int64_t id)
{
	return rc == RC_OK ? req_redirect(rq, arena_fmt(rq->mem, "%s%lld",
	    prefix, (long long)id)) : rc;
}
