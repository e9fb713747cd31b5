/* SPDX-License-Identifier: MIT */
#include "upstream/nchan.h"

#include "base/arena.h"
#include "net/http.h"
#include "text/json_read.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 2000, MAX_ANSWER = 4096 };

struct nchan {
	struct http *http;
	char *socket;
};

struct nchan *
nchan_open(const char *socket)
{
	struct nchan *n = must_alloc(sizeof(*n));

	n->http = http_open("tidemark", 1);
	n->socket = strdup(socket);
	if (n->socket == NULL)
		abort();
	return n;
}

void
nchan_close(struct nchan *n)
{
	if (n == NULL)
		return;
	http_close(n->http);
	free(n->socket);
	free(n);
}

static int64_t
viewers_of(struct arena *mem, const struct http_reply *reply)
{
	struct json_object *o;
	const char *why;

	if (json_parse(mem, reply->body, reply->len, &o, &why) != RC_OK)
		return 0;
	return jr_int(o, "subscribers", 0);
}

bool
nchan_publish(struct nchan *n, struct arena *mem, const char *json, size_t len,
    int64_t *viewers, const char **why)
{
	static const struct http_header headers[] = {
		{ "Content-Type", "application/json" },
		{ "Accept", "text/json" },	/* else it answers in words */
		{ NULL, NULL },
	};
	struct http_call *call = http_start(n->http, &(struct http_request){
	    .method = "POST", .url = "http://nginx/publish",
	    .unix_socket = n->socket, .headers = headers, .body = json,
	    .body_len = len, .connect_ms = PATIENCE_MS,
	    .total_ms = PATIENCE_MS, .max_body = MAX_ANSWER });
	const struct http_reply *reply = http_wait(n->http, call);
	/* 201: somebody listens; 202: nobody does */
	bool ok = reply->error == HTTP_NONE &&
	    (reply->status == 201 || reply->status == 202);

	if (ok)
		*viewers = viewers_of(mem, reply);
	else if (reply->error != HTTP_NONE)
		*why = http_error_text(reply->error);
	else
		*why = arena_fmt(mem, "nginx answered %d", reply->status);
	http_end(n->http, call);
	return ok;
}
