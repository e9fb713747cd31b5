/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/serve.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/state.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { HEAD_MAX = 16384, LINES_MAX = 32 };

/* Until the empty line; false: the other side went away. */
static bool
read_head(int fd, struct sbuf *in, size_t *body)
{
	const char *end;

	while ((end = strstr(sbuf_cstr(in), "\r\n\r\n")) == NULL) {
		char bytes[4096];
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n <= 0 || in->len > HEAD_MAX)
			return false;
		sbuf_add(in, bytes, (size_t)n);
	}
	*body = (size_t)(end - in->s) + 4;
	return true;
}

static bool
read_body(int fd, struct sbuf *in, size_t until)
{
	while (in->len < until) {
		char bytes[65536];
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n <= 0)
			return false;
		sbuf_add(in, bytes, (size_t)n);
	}
	return true;
}

static char *
word(struct call *cl, const char **p)
{
	size_t len = strcspn(*p, " \r");
	char *text = arena_copy(cl->mem, *p, len);

	*p += len + ((*p)[len] == ' ');
	return text;
}

static void
parse_lines(struct call *cl, const char *p)
{
	cl->head.v = arena_array(cl->mem, LINES_MAX, sizeof(*cl->head.v));
	while ((p = strstr(p, "\r\n")) != NULL && p[2] != '\r' &&
	    cl->head.n < LINES_MAX) {
		size_t len = strcspn(p += 2, ":"), value = len + 1;
		char *name = arena_copy(cl->mem, p, len);

		for (char *c = name; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
		value += strspn(p + value, " ");
		cl->head.v[cl->head.n++] = (struct param){ name, arena_copy(
		    cl->mem, p + value, strcspn(p + value, "\r")), p };
	}
}

static void
parse_head(struct call *cl, const char *head)
{
	const char *p = head, *uri;
	size_t len;

	cl->method = word(cl, &p);
	uri = word(cl, &p);
	len = strcspn(uri, "?");
	cl->path = percent_decode(cl->mem, uri, len, false);
	cl->query = uri[len] == '?' ? uri + len + 1 : "";
	parse_lines(cl, p);
	cl->host = call_header(cl, "host");
	cl->scheme = "http";
	cl->content_type = params_get(&cl->head, "content-type");
	cl->authorization = params_get(&cl->head, "authorization");
	cl->local = true;
}

static void
put(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void
put_reply(int fd, const struct reply *rp)
{
	size_t len = rp->body.len;
	struct sbuf head = SBUF_INIT;

	clock_sleep_ms(rp->delay_ms);
	if (rp->sending == SEND_NOTHING)
		return;
	sbuf_fmt(&head, "HTTP/1.1 %d X\r\nConnection: close\r\n"
	    "Content-Length: %zu\r\n%s", rp->status, len,
	    sbuf_cstr(&rp->head));
	if (rp->type != NULL)
		sbuf_fmt(&head, "Content-Type: %s\r\n", rp->type);
	sbuf_text(&head, "\r\n");
	put(fd, head.s, head.len);
	put(fd, sbuf_cstr(&rp->body), rp->sending == SEND_HALF ? len / 2 : len);
	sbuf_free(&head);
}

static void
serve_one(struct serve *s, int fd)
{
	struct call cl = { .mem = arena_begin() };
	struct reply rp = REPLY_INIT;
	struct sbuf in = SBUF_INIT;
	size_t at;
	int64_t len = 0;

	if (read_head(fd, &in, &at)) {
		parse_head(&cl, in.s);
		parse_int(call_header(&cl, "content-length"), 0, INT32_MAX,
		    &len);
		if (read_body(fd, &in, at + (size_t)len)) {
			cl.body = in.s + at;
			cl.body_len = (size_t)len;
			sandbox_answer(s->sb, &cl, &rp);
			put_reply(fd, &rp);
		}
	}
	sbuf_free(&in);
	reply_free(&rp);
	arena_end(cl.mem);
	close(fd);
}

static void *
serve(void *arg)
{
	struct serve *s = arg;
	int fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0 || errno == EINTR)
		if (fd >= 0)
			serve_one(s, fd);
	return NULL;
}

void
serve_begin(struct serve *s, struct sandbox *sb)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	sb->opt.keep_requests = getenv("REQUESTS") != NULL;
	*s = (struct serve){ .sb = sb,
		.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
	if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&at, len) != 0 ||
	    listen(s->fd, 64) != 0 ||
	    getsockname(s->fd, (struct sockaddr *)&at, &len) != 0 ||
	    pthread_create(&s->thread, NULL, serve, s) != 0)
		abort();
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d",
	    ntohs(at.sin_port));
}

static void
write_requests(const struct sent *sent, const char *path)
{
	FILE *f = path != NULL ? fopen(path, "ae") : NULL;

	for (size_t i = 0; f != NULL && i < sent->n; i++)
		fprintf(f, "%s\n", sent->v[i]);
	if (f != NULL)
		fclose(f);
}

void
serve_end(struct serve *s)
{
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
	write_requests(&s->sb->requests, getenv("REQUESTS"));
}

void
serve_fault(struct serve *s, const char *kind, const char *path, int count,
    int ms)
{
	pthread_mutex_lock(&s->sb->lock);
	if (!faults_add(&s->sb->faults, kind, count, ms, 0, path))
		abort();
	pthread_mutex_unlock(&s->sb->lock);
}
