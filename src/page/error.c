/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "html/view.h"

/* What failed is in rq->problem; this adds what is kept and what to do. */
static const struct {
	int status;
	const char *heading, *kept, *step, *url;	/* url NULL: this page */
} kinds[] = {
	{ 403, "This is not open to you", "Nothing was changed. An administrator "
	    "can give you another role.", "Go to the overview", "/" },
	{ 404, "There is nothing at this address", "It may have been deleted or "
	    "merged in Help Scout, or not be imported yet.",
	    "See all conversations", "/conversations" },
	{ 405, "This address cannot be used that way", "Nothing was changed.",
	    "Go to the overview", "/" },
	{ 413, "That was too much at once", "Nothing was stored.",
	    "Go to the overview", "/" },
	{ 422, "The address asks for something that does not exist",
	    "Nothing was changed.", "Go to the overview", "/" },
	{ 429, "Too many requests", "Nothing is lost. Wait a minute.",
	    "Try again", NULL },
	{ 500, "Something failed here", "Nothing was lost: what is stored stays "
	    "stored, and the log names the cause.", "Try again", NULL },
	{ 502, "Another system did not answer", "Nothing was lost; the work is "
	    "tried again by itself.", "Try again", NULL },
	{ 503, "Tidemark is not ready", "Nothing is lost: what is stored stays "
	    "stored, and the import goes on from where it was.", "Try again",
	    NULL },
};

void
page_error(struct req *rq, enum rc rc)
{
	const char *here = rq->head.path;
	int status = rc_status(rc);
	struct view *v;
	size_t k = sizeof(kinds) / sizeof(*kinds) - 3;	/* 500 */

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].status == (status == 400 ? 422 : status))
			k = i;
	rq->status = status;
	v = page_open(rq, "error.tpl", kinds[k].heading);
	view_int(v, "STATUS", status);
	view_text(v, "HEADING", kinds[k].heading);
	view_text(v, "MESSAGE", rq->problem);
	view_text(v, "KEPT", kinds[k].kept);
	view_text(v, "STEP", kinds[k].step);
	view_text(v, "STEP_URL", kinds[k].url ? kinds[k].url :
	    here[0] == '/' && here[1] == '/' ? "/" : here);
	if (page_send(rq, v) != RC_OK) {
		rq->content_type = "text/plain; charset=utf-8";
		sbuf_text(&rq->out, rq->problem);
	}
}
