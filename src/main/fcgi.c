/* SPDX-License-Identifier: MIT */
#include "main/fcgi.h"

#include "base/arena.h"
#include "base/parse.h"
#include "conf/conf.h"

#include <string.h>

static const char *
text_of(FCGX_Request *fcgi, struct arena *mem, const char *name)
{
	const char *value = FCGX_GetParam(name, fcgi->envp);

	return value ? arena_text(mem, value) : "";
}

/* The path as it came, without the query: nginx has decoded SCRIPT_NAME, and a
 * decoded "/" would no longer be told from a real one. */
static const char *
path_of(FCGX_Request *fcgi, struct arena *mem)
{
	const char *uri = FCGX_GetParam("REQUEST_URI", fcgi->envp);

	if (uri == NULL || *uri != '/')
		return text_of(fcgi, mem, "SCRIPT_NAME");
	return arena_copy(mem, uri, strcspn(uri, "?#"));
}

static void
read_body(FCGX_Request *fcgi, struct req *rq)
{
	struct req_head *h = &rq->head;
	int64_t length = 0;
	char *body;
	int got;

	if (!parse_int(text_of(fcgi, rq->mem, "CONTENT_LENGTH"), 0, INT64_MAX,
	    &length) || length == 0)
		return;
	if (length > rq->conf->body_max) {
		h->body_too_large = true;
		return;
	}
	body = arena_alloc(rq->mem, (size_t)length + 1);
	got = FCGX_GetStr(body, (int)length, fcgi->in);
	h->body = body;
	h->body_len = got > 0 ? (size_t)got : 0;
}

void
fcgi_read(FCGX_Request *fcgi, struct req *rq)
{
	struct req_head *h = &rq->head;
	const struct {
		const char **to;
		const char *name;
	} fields[] = {
		{ &h->method, "REQUEST_METHOD" },
		{ &h->query, "QUERY_STRING" },
		{ &h->cookie, "HTTP_COOKIE" },
		{ &h->authorization, "HTTP_AUTHORIZATION" },
		{ &h->if_none_match, "HTTP_IF_NONE_MATCH" },
		{ &h->content_type, "CONTENT_TYPE" },
		{ &h->accept, "HTTP_ACCEPT" },
		{ &h->csrf_header, "HTTP_X_CSRF_TOKEN" },
		/* nginx sets it itself, whatever the client sent. */
		{ &h->proxy_user, "HTTP_X_REMOTE_USER" },
		{ &h->zone, "TIDEMARK_ZONE" },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		*fields[i].to = text_of(fcgi, rq->mem, fields[i].name);
	h->path = path_of(fcgi, rq->mem);
	read_body(fcgi, rq);
}

void
fcgi_answer(FCGX_Request *fcgi, const struct req *rq)
{
	struct sbuf head = SBUF_INIT;

	sbuf_fmt(&head, "Status: %d\r\n", rq->status);
	if (rq->status != 304)
		sbuf_fmt(&head, "Content-Type: %s\r\nContent-Length: %zu\r\n",
		    rq->content_type, rq->out.len);
	sbuf_add(&head, sbuf_cstr(&rq->headers), rq->headers.len);
	sbuf_text(&head, "\r\n");
	FCGX_PutStr(head.s, (int)head.len, fcgi->out);
	if (rq->status != 304)
		FCGX_PutStr(sbuf_cstr(&rq->out), (int)rq->out.len, fcgi->out);
	sbuf_free(&head);
}
