/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "html/view.h"

#include <string.h>

/* What failed is in rq->problem, or else in plain; this adds what is kept and
 * what to do. The first one stands for all that are not here. */
static const struct {
	int status;
	const char *heading, *plain, *kept, *step, *url; /* NULL: this page */
} kinds[] = {
	{ 500, "Something failed here", "", "Nothing was lost: what is stored "
	    "stays stored, and the log names the cause.", "Try again", NULL },
	{ 403, "This is not open to you", "Your role does not allow it; an "
	    "administrator can give you another.", "Nothing was changed.",
	    "Go to the overview", "/" },
	{ 404, "There is nothing at this address", "", "It may have been "
	    "deleted or merged in Help Scout, or not be imported yet.",
	    "See conversations", "/conversations" },
	{ 405, "This address cannot be used that way", "",
	    "Nothing was changed.", "Go to the overview", "/" },
	{ 413, "That was too much at once", "", "Nothing was stored.",
	    "Go to the overview", "/" },
	{ 422, "This cannot be answered as it was asked", "",
	    "Nothing was changed.", "Go to the overview", "/" },
	{ 429, "Too many requests", "", "Nothing is lost. Wait a minute.",
	    "Try again", NULL },
	{ 502, "Another system did not answer", "", "Nothing was lost; the work "
	    "is tried again by itself.", "Try again", NULL },
	{ 503, "Tidemark is not ready", "The database cannot be reached.",
	    "Nothing is lost: what is stored stays stored, and the import goes "
	    "on from where it was.", "Try again", NULL },
};

static size_t
kind_of(int status)
{
	if (status == 400)
		status = 422;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].status == status)
			return i;
	return 0;
}

static const char *
this_page(const struct req *rq)
{
	const struct req_head *h = &rq->head;

	/* "//host" leaves this site */
	if (h->path[0] != '/' || h->path[1] == '/')
		return "/";
	return arena_fmt(rq->mem, "%s%s%s", h->path, *h->query ? "?" : "",
	    h->query);
}

/* Sentences of req_fail() serve JSON too, where no full stop ends them. */
static const char *
sentence(struct arena *mem, const char *text)
{
	size_t len = strlen(text);

	return len > 0 && text[len - 1] == '.' ? text :
	    arena_fmt(mem, "%s.", text);
}

void
page_error(struct req *rq, enum rc rc)
{
	size_t k = kind_of(rc_status(rc));
	const char *url = kinds[k].url ? kinds[k].url : this_page(rq);
	struct view *v;

	rq->status = rc_status(rc);
	v = page_open(rq, "error.tpl", kinds[k].heading);
	view_int(v, "STATUS", rq->status);
	view_text(v, "HEADING", kinds[k].heading);
	page_text_row(v, "MESSAGE", rq->problem == NULL ? kinds[k].plain :
	    sentence(rq->mem, rq->problem));
	view_text(v, "KEPT", kinds[k].kept);
	view_text(v, "STEP", kinds[k].step);
	view_text(v, "STEP_URL", url);
	if (page_send(rq, v) != RC_OK) {
		rq->content_type = "text/plain; charset=utf-8";
		sbuf_text(&rq->out, kinds[k].heading);
	}
}
