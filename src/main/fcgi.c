/* SPDX-License-Identifier: MIT */
#include "main/fcgi.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "conf/conf.h"
#include "http/sink.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

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
	/* nginx went away: half a form must not be taken for all of it */
	h->body_cut = got != length;
	if (h->body_cut)
		return;
	h->body = body;
	h->body_len = (size_t)length;
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
		{ &h->host, "HTTP_HOST" },
		{ &h->origin, "HTTP_ORIGIN" },
		{ &h->fetch_site, "HTTP_SEC_FETCH_SITE" },
		{ &h->hook_event, "HTTP_X_HELPSCOUT_EVENT" },
		{ &h->hook_signature, "HTTP_X_HELPSCOUT_SIGNATURE" },
		{ &h->slack_signature, "HTTP_X_SLACK_SIGNATURE" },
		{ &h->slack_timestamp, "HTTP_X_SLACK_REQUEST_TIMESTAMP" },
		/* nginx sets it itself, whatever the client sent. */
		{ &h->proxy_user, "HTTP_X_REMOTE_USER" },
		{ &h->zone, "TIDEMARK_ZONE" },
		{ &h->clock, "TIDEMARK_CLOCK" },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		*fields[i].to = text_of(fcgi, rq->mem, fields[i].name);
	h->path = path_of(fcgi, rq->mem);
	read_body(fcgi, rq);
}

static void
send_head(FCGX_Request *fcgi, const struct req *rq, bool with_length)
{
	struct sbuf head = SBUF_INIT;

	sbuf_fmt(&head, "Status: %d\r\n", rq->status);
	if (rq->status != 304)
		sbuf_fmt(&head, "Content-Type: %s\r\n", rq->content_type);
	if (rq->status != 304 && with_length)
		sbuf_fmt(&head, "Content-Length: %zu\r\n", rq->out.len);
	sbuf_add(&head, sbuf_cstr(&rq->headers), rq->headers.len);
	sbuf_text(&head, "\r\n");
	FCGX_PutStr(head.s, (int)head.len, fcgi->out);
	sbuf_free(&head);
}

void
fcgi_answer(FCGX_Request *fcgi, const struct req *rq)
{
	send_head(fcgi, rq, true);
	if (rq->status != 304)
		FCGX_PutStr(sbuf_cstr(&rq->out), (int)rq->out.len, fcgi->out);
}

struct wire {
	FCGX_Request *fcgi;
	const struct req *rq;
	int64_t drain_ms, told_ms;	/* told: when a stop was first seen */
	bool begun;
};

/* The signals that stop a worker are blocked while it answers. */
static bool
must_end(struct wire *w)
{
	sigset_t waiting;

	if (w->told_ms == 0 && sigpending(&waiting) == 0 &&
	    (sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGINT)))
		w->told_ms = clock_mono_ms();
	return w->told_ms != 0 && clock_mono_ms() - w->told_ms >= w->drain_ms;
}

static bool
send_piece(struct sink *s)
{
	struct wire *w = s->to;

	if (!w->begun)
		send_head(w->fcgi, w->rq, false);
	w->begun = true;
	FCGX_PutStr(sbuf_cstr(s->out), (int)s->out->len, w->fcgi->out);
	FCGX_FFlush(w->fcgi->out);
	sbuf_clear(s->out);
	return FCGX_GetError(w->fcgi->out) == 0 && !must_end(w);
}

enum rc
fcgi_stream(FCGX_Request *fcgi, struct req *rq, int64_t drain, bool *begun)
{
	struct wire w = { fcgi, rq, drain * 1000, 0, false };
	struct sink s = { &rq->out, send_piece, &w, clock_mono_ms(), false };
	enum rc rc = rq->stream(rq, &s, rq->stream_what);

	*begun = w.begun;
	if (s.stopped)
		return RC_STOPPED;
	if (rc == RC_OK && w.begun && s.out->len > 0)
		(void)send_piece(&s);
	return rc;
}

/* nginx takes a connection that is closed for the end of the answer; a record
 * of no known version is an error to it, whatever came before. */
void
fcgi_cut(FCGX_Request *fcgi)
{
	static const unsigned char broken[8] = { 0 };

	(void)!write(fcgi->ipcFd, broken, sizeof(broken));
	FCGX_Free(fcgi, 1);
}
