/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/errors.h"

#include "base/json.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/options.h"

#include <stdlib.h>

#define ABOUT "http://developer.helpscout.net/mailbox-api/overview/errors"

static const struct {
	int status;
	const char *message;
} messages[] = {
	{ 301, "Moved Permanently" },
	{ 400, "Bad request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 409, "Conflict" },
	{ 412, "Precondition Failed" },
	{ 413, "Payload Too Large" },
	{ 415, "Unsupported Media Type" },
	{ 423, "Locked" },
	{ 500, "Internal Server Error" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

static const char *
message_of(int status)
{
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
		if (messages[i].status == status)
			return messages[i].message;
	return "Error";
}

/* Looks like a uuid; differs from error to error. */
static void
log_ref(struct jw *w)
{
	static unsigned count;
	unsigned n = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
	char text[48];

	snprintf(text, sizeof(text), "%08x-1d3a-4c5e-8f70-5a6d62c0%04x#%u",
	    n * 2654435761u, n & 0xffff, n % 100);
	jw_text(jw_key(w, "logRef"), text);
}

static void
about(const struct options *o, struct jw *w, const char *code)
{
	char href[160];

	snprintf(href, sizeof(href), ABOUT "%s%s", *code ? "#" : "", code);
	if (o->error_links == LINKS_OLD) {
		jw_array(jw_key(w, "links"));
		jw_object(w);
		jw_text(jw_key(w, "rel"), "about");
		jw_text(jw_key(w, "href"), href);
		jw_end(w);
		jw_end(w);
		return;
	}
	jw_object(jw_key(w, "_links"));
	jw_object(jw_key(w, "about"));
	jw_text(jw_key(w, "href"), href);
	jw_end(w);
	jw_end(w);
}

static void
vnd_error(const struct options *o, struct reply *rp, const char *message)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/vnd.error+json";
	jw_object(&w);
	log_ref(&w);
	jw_text(jw_key(&w, "message"), message);
	about(o, &w, "");
	jw_end(&w);
}

void
error_plain(const struct options *o, struct reply *rp, int status)
{
	const char *message = message_of(status);
	int64_t form = BODY_JSON;

	rp->status = status;
	sbuf_clear(&rp->body);
	if (status == 401 || status == 403 || status >= 500)
		form = o->error_body;
	switch (form) {
	case BODY_TEXT:
		rp->type = "text/plain";
		sbuf_text(&rp->body, message);
		break;
	case BODY_HTML:
		rp->type = "text/html";
		sbuf_fmt(&rp->body,
		    "<html><head><title>%d %s</title></head>"
		    "<body><center><h1>%d %s</h1></center></body></html>\n",
		    status, message, status, message);
		break;
	case BODY_NONE:
		rp->type = NULL;
		break;
	default:
		vnd_error(o, rp, message);
	}
}

void
error_param(const struct options *o, struct reply *rp, const char *path,
    const char *message, const char *rejected, const char *code)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = 400;
	rp->type = "application/vnd.error+json";
	sbuf_clear(&rp->body);
	jw_object(&w);
	log_ref(&w);
	jw_text(jw_key(&w, "message"), "Bad request");
	jw_object(jw_key(&w, "_embedded"));
	jw_array(jw_key(&w, "errors"));
	jw_object(&w);
	jw_text(jw_key(&w, "path"), path);
	jw_text(jw_key(&w, "message"), message);
	jw_text(jw_key(&w, "rejectedValue"), rejected);
	jw_text(jw_key(&w, "source"), "QUERY");
	about(o, &w, code);
	jw_end(&w);
	jw_end(&w);
	jw_end(&w);
	about(o, &w, "");
	jw_end(&w);
}

void
error_oauth(
    struct reply *rp, int status, const char *error, const char *description)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	sbuf_clear(&rp->body);
	jw_object(&w);
	jw_text(jw_key(&w, "error_description"), description);
	jw_text(jw_key(&w, "error"), error);
	jw_end(&w);
}
