/* SPDX-License-Identifier: MIT */
/*
 * tidemark-sandbox - a stand-in for Help Scout, as a FastCGI program.
 *
 * Put behind nginx, with the usual fastcgi_params and no prefix taken off:
 *
 *	location /v2/              the API (https://api.helpscout.net)
 *	location /authentication/  the consent page (https://secure.helpscout.net)
 *	location /_sandbox/        control; answers to 127.0.0.1 and ::1 only
 *
 * with fastcgi_read_timeout above the slowest fault. Links in answers are made of
 * the scheme, host and port of the request, or of --base-url.
 *
 * One process; each of its threads takes one request at a time. The socket
 * appears when all data is loaded. SIGTERM ends it.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/live.h"
#include "tests/sandbox/state.h"

#include <ctype.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BODY_MAX = 16 << 20 };

static struct sandbox sandbox;
static int listener;

static const char *
text_of(FCGX_Request *rq, const char *name, const char *otherwise)
{
	const char *text = FCGX_GetParam(name, rq->envp);

	return text != NULL && *text != '\0' ? text : otherwise;
}

static bool
is_local(const char *address)
{
	return strcmp(address, "127.0.0.1") == 0 ||
	       strcmp(address, "::1") == 0 || strcmp(address, "unix:") == 0;
}

/* False: the body is larger than what the sandbox takes, or was cut. */
static bool
read_body(FCGX_Request *rq, struct call *cl)
{
	int64_t len = 0;
	char *body;

	parse_int(text_of(rq, "CONTENT_LENGTH", "0"), 0, INT64_MAX, &len);
	if (len > BODY_MAX)
		return false;
	body = arena_alloc(cl->mem, (size_t)len + 1);
	if (FCGX_GetStr(body, (int)len, rq->in) != (int)len)
		return false;
	cl->body = body;
	cl->body_len = (size_t)len;
	return true;
}

/* Debian's fastcgi_params send HTTP_HOST without the port. */
static const char *
host_of(FCGX_Request *rq, struct arena *mem)
{
	const char *host = text_of(rq, "HTTP_HOST", "localhost");
	const char *port = text_of(rq, "SERVER_PORT", "80");

	if (strchr(host, ':') != NULL || strcmp(port, "80") == 0 ||
	    strcmp(port, "443") == 0)
		return host;
	return arena_fmt(mem, "%s:%s", host, port);
}

/* HTTP_X_API_KEY=value as x-api-key. */
static void
read_head(FCGX_Request *rq, struct call *cl)
{
	size_t n = 0;

	while (rq->envp[n] != NULL)
		n++;
	cl->head.v = arena_array(cl->mem, n, sizeof(*cl->head.v));
	for (size_t i = 0; i < n; i++) {
		const char *line = rq->envp[i];
		size_t len = strcspn(line, "=");
		char *name;

		if (strncmp(line, "HTTP_", 5) != 0 || line[len] == '\0')
			continue;
		name = arena_copy(cl->mem, line + 5, len - 5);
		for (char *p = name; *p != '\0'; p++)
			*p = *p == '_' ? '-' : (char)tolower((unsigned char)*p);
		cl->head.v[cl->head.n++] = (struct param){ name,
			line + len + 1, line };
	}
}

static void
read_call(FCGX_Request *rq, struct call *cl)
{
	const char *uri = text_of(rq, "REQUEST_URI", "/");
	size_t len = strcspn(uri, "?");

	cl->method = text_of(rq, "REQUEST_METHOD", "GET");
	cl->path = percent_decode(cl->mem, uri, len, false);
	cl->query = uri[len] == '?' ? uri + len + 1 : "";
	cl->host = host_of(rq, cl->mem);
	cl->scheme = text_of(rq, "REQUEST_SCHEME", "http");
	cl->content_type = text_of(rq, "CONTENT_TYPE", NULL);
	cl->authorization = text_of(rq, "HTTP_AUTHORIZATION", NULL);
	read_head(rq, cl);
	cl->local = is_local(text_of(rq, "REMOTE_ADDR", ""));
}

static void
send_reply(FCGX_Request *rq, struct reply *rp)
{
	size_t len = rp->body.len;
	struct sbuf head = SBUF_INIT;

	clock_sleep_ms(rp->delay_ms);
	if (rp->sending == SEND_NOTHING)
		return;
	sbuf_fmt(&head, "Status: %d\r\n%s", rp->status, sbuf_cstr(&rp->head));
	if (rp->type != NULL)
		sbuf_fmt(&head, "Content-Type: %s\r\n", rp->type);
	if (rp->status != 204)
		sbuf_fmt(&head, "Content-Length: %zu\r\n", len);
	sbuf_text(&head, "\r\n");
	if (rp->sending == SEND_HALF)
		len /= 2;
	FCGX_PutStr(head.s, (int)head.len, rq->out);
	if (len > 0)
		FCGX_PutStr(rp->body.s, (int)len, rq->out);
	sbuf_free(&head);
}

static void
finish(FCGX_Request *rq, const struct reply *rp)
{
	/* nginx ends the client's connection when a request ends short of its
	 * Content-Length, but not when the upstream just goes away */
	if (rp->sending != SEND_NOTHING)
		FCGX_Finish_r(rq);
	else
		FCGX_Free(rq, 1);
}

static void
serve_one(FCGX_Request *rq)
{
	struct call cl = { .mem = arena_begin() };
	struct reply rp = REPLY_INIT;

	read_call(rq, &cl);
	if (read_body(rq, &cl))
		sandbox_answer(&sandbox, &cl, &rp);
	else
		rp.status = 413;
	send_reply(rq, &rp);
	if (sandbox.opt.log_requests == IS_ON)
		LOG(INFO, "request", L_STR("method", cl.method),
		    L_STR("path", cl.path), L_INT("status", rp.status),
		    L_INT("bytes", rp.body.len));
	finish(rq, &rp);
	reply_free(&rp);
	arena_end(cl.mem);
}

static void *
serve(void *unused)
{
	FCGX_Request rq;

	(void)unused;
	FCGX_InitRequest(&rq, listener, 0);
	while (FCGX_Accept_r(&rq) == 0)
		serve_one(&rq);
	LOG(ERROR, "accept failed", L_STR("socket", sandbox.opt.socket));
	return NULL;
}

static bool
open_socket(void)
{
	const char *path = sandbox.opt.socket;
	mode_t old;

	unlink(path);
	old = umask(0117);
	listener = FCGX_OpenSocket(path, 256);
	umask(old);
	return listener >= 0;
}

static void
run_threads(const sigset_t *stop)
{
	struct timespec second = { 1, 0 };
	struct arena *mem = arena_begin();
	pthread_t thread;

	for (int64_t i = 0; i < sandbox.opt.threads_served; i++)
		if (pthread_create(&thread, NULL, serve, NULL) != 0)
			LOG(ERROR, "no thread", L_INT("number", i));
	if (pthread_create(&thread, NULL, hook_thread, &sandbox) != 0)
		LOG(ERROR, "no thread", L_STR("for", "webhooks"));
	while (sigtimedwait(stop, NULL, &second) < 0) {
		pthread_mutex_lock(&sandbox.lock);
		live_run(&sandbox, mem, clock_now());
		pthread_mutex_unlock(&sandbox.lock);
		arena_reset(mem);
	}
	arena_end(mem);
}

static int
run(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t stop;

	FCGX_Init();
	sigaction(SIGPIPE, &ignore, NULL);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	if (!open_socket()) {
		LOG(ERROR, "cannot listen",
		    L_STR("socket", sandbox.opt.socket));
		return 1;
	}
	LOG(INFO, "ready", L_INT("conversations", sandbox.store.n),
	    L_STR("socket", sandbox.opt.socket));
	run_threads(&stop);
	unlink(sandbox.opt.socket);
	/* threads may be within a slow answer: nothing here needs their end */
	_exit(0);
}

static int
complain(const char *wrong)
{
	fprintf(stderr, "tidemark-sandbox: %s\n", wrong);
	return 2;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_begin();
	const char *wrong;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		options_help(stdout);
		return 0;
	}
	log_open("tidemark-sandbox", LOG_INFO);
	sandbox_init(&sandbox);
	wrong = options_read(&sandbox.opt, mem, argc, argv);
	if (wrong == NULL)
		wrong = sandbox_load(&sandbox, mem);
	if (wrong == NULL && sandbox.opt.dump[0] != '\0') {
		wrong = live_dump(&sandbox, mem);
		if (wrong == NULL)
			return 0;
	}
	if (wrong == NULL && sandbox.opt.socket[0] == '\0')
		wrong = "--socket is missing; see --help";
	if (wrong != NULL)
		return complain(wrong);
	arena_end(mem);
	return run();
}
