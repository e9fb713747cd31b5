/* SPDX-License-Identifier: MIT */
#include "config.h"
#include "page/page.h"

#include "base/arena.h"
#include "html/asset.h"
#include "html/format.h"
#include "html/view.h"
#include "http/route.h"

#include <string.h>

/* The pages of the main navigation; live: seconds between looks for newer
 * data, 0 for a page that does not change under its reader. */
static const struct {
	const char *url, *name;
	int live;
} nav[] = {
	{ "/", "Overview", 15 },
	{ "/insights", "Insights", 0 },
	{ "/conversations", "Conversations", 0 },
	{ "/jobs", "Jobs", 15 },
};

static bool
is_here(const char *path, const char *url)
{
	size_t len = strlen(url);

	if (len == 1)
		return strcmp(path, url) == 0;
	return strncmp(path, url, len) == 0 &&
	    (path[len] == '\0' || path[len] == '/');
}

static void
put_nav(struct view *header, const char *path)
{
	struct view *in = view_row(header, "SIGNED_IN");

	for (size_t i = 0; i < sizeof(nav) / sizeof(*nav); i++) {
		struct view *n = view_row(in, "NAV");

		view_text(n, "URL", nav[i].url);
		view_text(n, "NAME", nav[i].name);
		view_show_if(n, "HERE", is_here(path, nav[i].url));
	}
	view_show_if(in, "ON_ACCOUNT", is_here(path, "/account"));
}

struct view *
page_open(struct req *rq, const char *tpl, const char *title)
{
	struct view *v = view_open(rq->mem, tpl);
	struct view *header = view_include(v, "HEADER", "header.tpl");
	struct view *footer = view_include(v, "FOOTER", "footer.tpl");

	view_global(v, "TITLE", title);
	view_global(v, "ZONE", fmt_zone());
	view_global(v, "VERSION", PACKAGE_VERSION);
	asset_globals(v);
	if (rq->who.role >= VIEWER) {
		put_nav(header, rq->head.path);
		view_show(footer, "KEYS");
	}
	for (size_t i = 0; i < sizeof(nav) / sizeof(*nav); i++)
		if (nav[i].live > 0 && rq->status < 400 &&
		    strcmp(rq->head.path, nav[i].url) == 0)
			view_int(view_row(header, "LIVE"), "SECONDS",
			    nav[i].live);
	return v;
}

enum rc
page_send(struct req *rq, struct view *v)
{
	rq->content_type = "text/html; charset=utf-8";
	return view_render(v, &rq->out);
}

void
page_csv(struct req *rq, const char *name)
{
	req_csv(rq, name);
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
page_link_or_plain(struct view *v, const char *url)
{
	if (url == NULL)
		view_show(v, "PLAIN");
	else
		view_text(view_row(v, "LINK"), "URL", url);
}
