/* SPDX-License-Identifier: MIT */
#include "net/http.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "base/stop.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

enum {
	CONNECT_MS = 10 * 1000,
	TOTAL_MS = 60 * 1000,
	MAX_BODY = 64 * 1024 * 1024,
	MAX_SECONDS = 86400,
	/* A call that is used again keeps its buffer up to this size. */
	KEEP_BODY = 4 * 1024 * 1024
};

struct http {
	CURLM *multi;
	char *user_agent;
	struct http_call *spare;	/* ended, kept for their memory */
	int running;
};

struct http_call {
	struct http_call *next;
	CURL *easy;
	struct curl_slist *headers;
	struct sbuf body, location, content_type, request_id;
	struct http_reply reply;
	size_t max_body;
	int64_t told_ms;	/* Retry-After with its fraction */
	bool done, too_large, must_end;
};

static const char *const error_texts[] = {
#define HTTP_ERROR(name, text) text,
#include "net/http_error.def"
#undef HTTP_ERROR
};

/* What libcurl reports, as one of ours; what is missing is HTTP_OTHER. */
static const struct {
	CURLcode code;
	enum http_error error;
} codes[] = {
	{ CURLE_OK, HTTP_NONE },
	{ CURLE_UNSUPPORTED_PROTOCOL, HTTP_BAD_URL },
	{ CURLE_URL_MALFORMAT, HTTP_BAD_URL },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_DNS },
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_DNS },
	{ CURLE_COULDNT_CONNECT, HTTP_CONNECT },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS },
	{ CURLE_SSL_CERTPROBLEM, HTTP_TLS },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_TLS },
	{ CURLE_SSL_ISSUER_ERROR, HTTP_TLS },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT },
	{ CURLE_PARTIAL_FILE, HTTP_CUT },
	{ CURLE_GOT_NOTHING, HTTP_CUT },
	{ CURLE_SEND_ERROR, HTTP_CUT },
	{ CURLE_RECV_ERROR, HTTP_CUT },
	{ CURLE_HTTP2, HTTP_CUT },
	{ CURLE_HTTP2_STREAM, HTTP_CUT },
	{ CURLE_WEIRD_SERVER_REPLY, HTTP_CUT },
	{ CURLE_BAD_CONTENT_ENCODING, HTTP_CUT },
	{ CURLE_FILESIZE_EXCEEDED, HTTP_TOO_LARGE },
};

static enum http_error
error_of(CURLcode code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (codes[i].code == code)
			return codes[i].error;
	return HTTP_OTHER;
}

const char *
http_error_text(enum http_error error)
{
	return error_texts[error];
}

struct http *
http_open(const char *user_agent, int max_connections)
{
	struct http *h = must_alloc(sizeof(*h));

	curl_global_init(CURL_GLOBAL_DEFAULT);
	h->user_agent = strdup(user_agent);
	h->multi = curl_multi_init();
	if (h->multi == NULL || h->user_agent == NULL)
		abort();
	curl_multi_setopt(h->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
	    (long)max_connections);
	curl_multi_setopt(h->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
	    (long)max_connections);
	return h;
}

static void
call_free(struct http_call *call)
{
	curl_easy_cleanup(call->easy);
	curl_slist_free_all(call->headers);
	sbuf_free(&call->body);
	sbuf_free(&call->location);
	sbuf_free(&call->content_type);
	sbuf_free(&call->request_id);
	free(call);
}

void
http_close(struct http *h)
{
	if (h == NULL)
		return;
	while (h->spare != NULL) {
		struct http_call *call = h->spare;

		h->spare = call->next;
		call_free(call);
	}
	curl_multi_cleanup(h->multi);
	free(h->user_agent);
	free(h);
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct http_call *call = arg;
	size_t len = size * count;

	if (len > call->max_body - call->body.len) {
		call->too_large = true;
		return CURL_WRITEFUNC_ERROR;
	}
	sbuf_add(&call->body, bytes, len);
	return len;
}

/* Whole seconds, or an HTTP date; a date that is past is 0. */
static int64_t
seconds_from_now(const char *value)
{
	int64_t n;

	if (!parse_int(value, 0, INT64_MAX, &n)) {
		time_t at = curl_getdate(value, NULL);

		if (at == (time_t)-1)
			return -1;
		n = (int64_t)at - clock_now();
	}
	return n < 0 ? 0 : n > MAX_SECONDS ? MAX_SECONDS : n;
}

/* Whole or with a fraction, in units of so many ms; -1: no such number. */
static int64_t
wait_of(const char *value, int64_t unit_ms)
{
	size_t digits = strspn(value, "0123456789");
	char whole[16];
	int64_t n, ms = 0;

	if (digits == 0 || digits >= sizeof(whole) ||
	    (value[digits] != '\0' && value[digits] != '.'))
		return -1;
	memcpy(whole, value, digits);
	whole[digits] = '\0';
	if (!parse_int(whole, 0, (int64_t)MAX_SECONDS * 1000, &n))
		return -1;
	if (value[digits] == '.' && isdigit((unsigned char)value[digits + 1]))
		ms = (value[digits + 1] - '0') * unit_ms / 10;
	n = n * unit_ms + ms;
	return n < (int64_t)MAX_SECONDS * 1000 ? n : (int64_t)MAX_SECONDS * 1000;
}

static int64_t
count_of(const char *value)
{
	int64_t n;

	return parse_int(value, 0, INT32_MAX, &n) ? n : -1;
}

static void
take_header(struct http_call *call, const char *name, const char *value)
{
	struct http_reply *r = &call->reply;

	if (strcasecmp(name, "Location") == 0) {
		sbuf_clear(&call->location);
		sbuf_text(&call->location, value);
	} else if (strcasecmp(name, "Content-Type") == 0) {
		sbuf_clear(&call->content_type);
		sbuf_text(&call->content_type, value);
	} else if (strcasecmp(name, "Retry-After") == 0) {
		r->retry_after = seconds_from_now(value);
		call->told_ms = wait_of(value, 1000);
	} else if (strcasecmp(name, "Retry-After-Ms") == 0) {
		r->retry_after_ms = wait_of(value, 1);
	} else if (strcasecmp(name, "X-Should-Retry") == 0) {
		r->should_retry = strcasecmp(value, "true") == 0;
	} else if (strcasecmp(name, "X-Request-Id") == 0 ||
	    strcasecmp(name, "Request-Id") == 0 ||
	    strcasecmp(name, "X-Pinecone-Request-Id") == 0) {
		sbuf_clear(&call->request_id);
		sbuf_text(&call->request_id, value);
	} else if (strcasecmp(name, "X-RateLimit-Retry-After") == 0) {
		r->rate_retry_after = seconds_from_now(value);
	} else if (strcasecmp(name, "X-RateLimit-Limit-Minute") == 0) {
		r->rate_limit = count_of(value);
	} else if (strcasecmp(name, "X-RateLimit-Remaining-Minute") == 0) {
		r->rate_remaining = count_of(value);
	} else if (strcasecmp(name, "X-Tidemark-Demo") == 0) {
		r->made_up = true;
	} else if (strcasecmp(name, "X-Pinecone-Request-Lsn") == 0 ||
	    strcasecmp(name, "X-Pinecone-Max-Indexed-Lsn") == 0) {
		if (!parse_int(value, 0, INT64_MAX, &r->lsn))
			r->lsn = -1;
	} else if (strcasecmp(name, "Date") == 0) {
		time_t at = curl_getdate(value, NULL);

		r->date = at == (time_t)-1 ? 0 : (int64_t)at;
	}
}

static void
reply_clear(struct http_call *call)
{
	sbuf_clear(&call->body);
	sbuf_clear(&call->location);
	sbuf_clear(&call->content_type);
	sbuf_clear(&call->request_id);
	call->told_ms = -1;
	call->reply = (struct http_reply){ .body = "", .retry_after = -1,
		.retry_after_ms = -1, .should_retry = -1, .lsn = -1,
		.rate_retry_after = -1, .rate_limit = -1, .rate_remaining = -1,
		.took_ms = call->reply.took_ms };
}

static size_t
on_header(char *bytes, size_t size, size_t count, void *arg)
{
	enum { MAX_LINE = 4096 };
	char line[MAX_LINE], *colon, *value, *end;
	struct http_call *call = arg;
	size_t len = size * count;

	if (len >= sizeof(line))
		return len;	/* none of ours is that long */
	memcpy(line, bytes, len);
	line[len] = '\0';
	/* A status line begins an answer: one of "100 Continue" came before. */
	if (strncmp(line, "HTTP/", 5) == 0)
		reply_clear(call);
	colon = strchr(line, ':');
	if (colon == NULL)
		return len;
	*colon = '\0';
	value = colon + 1 + strspn(colon + 1, " \t");
	end = value + strlen(value);
	while (end > value && isspace((unsigned char)end[-1]))
		*--end = '\0';
	take_header(call, line, value);
	return len;
}

static struct http_call *
call_new(struct http *h)
{
	struct http_call *call = h->spare;

	if (call == NULL) {
		call = must_alloc(sizeof(*call));
		call->easy = curl_easy_init();
		if (call->easy == NULL)
			abort();
		return call;
	}
	h->spare = call->next;
	curl_easy_reset(call->easy);
	return call;
}

static void
add_headers(struct http_call *call, const struct http_header *header)
{
	struct sbuf line = SBUF_INIT;
	struct curl_slist *list;

	/* libcurl would wait a second for a "100 Continue" that some servers
	 * never send. */
	list = curl_slist_append(NULL, "Expect:");
	for (; list != NULL && header != NULL && header->name != NULL;
	    header++) {
		sbuf_clear(&line);
		sbuf_fmt(&line, "%s: %s", header->name, header->value);
		list = curl_slist_append(list, line.s);
	}
	if (list == NULL)
		abort(); /* out of memory */
	call->headers = list;
	sbuf_free(&line);
	curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers);
}

static void
set_limits(CURL *easy, const struct http_request *rq)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(rq->connect_ms ? rq->connect_ms : CONNECT_MS));
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	    (long)(rq->total_ms ? rq->total_ms : TOTAL_MS));
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, rq->once ? 1L : 0L);
	/* Whatever this libcurl can decode; the body cap counts afterwards. */
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

static void
set_body(CURL *easy, const struct http_request *rq)
{
	if (rq->body != NULL) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)rq->body_len);
		curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, rq->body);
	}
	if (rq->method != NULL)
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, rq->method);
}

struct http_call *
http_start(struct http *h, const struct http_request *rq)
{
	struct http_call *call = call_new(h);
	CURL *easy = call->easy;

	call->next = NULL;
	call->done = call->too_large = false;
	call->must_end = rq->must_end;
	call->max_body = rq->max_body ? rq->max_body : MAX_BODY;
	call->reply.took_ms = -clock_mono_ms();
	reply_clear(call);
	curl_easy_setopt(easy, CURLOPT_URL, rq->url);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, h->user_agent);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, call);
	if (rq->unix_socket != NULL) {
		curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH,
		    rq->unix_socket);
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	}
	set_limits(easy, rq);
	set_body(easy, rq);
	add_headers(call, rq->headers);
	if (curl_multi_add_handle(h->multi, easy) != CURLM_OK)
		abort();
	http_pump(h);
	return call;
}

static void
finish(struct http *h, struct http_call *call, enum http_error error)
{
	struct http_reply *r = &call->reply;
	long status = 0;

	r->error = call->too_large ? HTTP_TOO_LARGE : error;
	if (r->error == HTTP_NONE)
		curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
	r->status = (int)status;
	r->body = sbuf_cstr(&call->body);
	r->len = call->body.len;
	r->location = call->location.len ? call->location.s : NULL;
	r->content_type = call->content_type.len ? call->content_type.s : NULL;
	r->request_id = call->request_id.len ? call->request_id.s : NULL;
	if (r->retry_after_ms < 0)
		r->retry_after_ms = call->told_ms >= 0 ? call->told_ms :
		    r->retry_after >= 0 ? r->retry_after * 1000 : -1;
	r->took_ms += clock_mono_ms();
	curl_multi_remove_handle(h->multi, call->easy);
	call->done = true;
}

void
http_pump(struct http *h)
{
	struct http_call *call;
	CURLMsg *msg;
	int left;

	curl_multi_perform(h->multi, &h->running);
	while ((msg = curl_multi_info_read(h->multi, &left)) != NULL) {
		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &call);
		finish(h, call, error_of(msg->data.result));
	}
}

void
http_wait_any(struct http *h, int64_t ms)
{
	struct curl_waitfd stop = { .fd = (curl_socket_t)stop_fd(),
		.events = CURL_WAIT_POLLIN };

	/* After a stop that descriptor would wake at once, always. */
	curl_multi_poll(h->multi, &stop, stop.fd >= 0 && !stop_requested(),
	    ms > INT_MAX ? INT_MAX : (int)ms, NULL);
	http_pump(h);
}

const struct http_reply *
http_reply_of(const struct http_call *call)
{
	return call->done ? &call->reply : NULL;
}

const struct http_reply *
http_wait(struct http *h, struct http_call *call)
{
	http_pump(h);
	while (!call->done) {
		struct curl_waitfd stop = { .fd = (curl_socket_t)stop_fd(),
			.events = CURL_WAIT_POLLIN };

		if (stop_requested() && !call->must_end) {
			finish(h, call, HTTP_STOPPED);
			break;
		}
		/* After a stop that descriptor would wake at once, always. */
		curl_multi_poll(h->multi, &stop, stop.fd >= 0 &&
		    !call->must_end, 1000, NULL);
		http_pump(h);
	}
	return &call->reply;
}

void
http_end(struct http *h, struct http_call *call)
{
	if (call == NULL)
		return;
	if (!call->done)
		finish(h, call, HTTP_STOPPED);
	curl_slist_free_all(call->headers);
	call->headers = NULL;
	if (call->body.cap > KEEP_BODY)
		sbuf_free(&call->body);
	call->next = h->spare;
	h->spare = call;
}

/* The default port is written out, so that ":443" equals nothing. */
static bool
url_part(CURLU *u, CURLUPart part, char **out)
{
	return curl_url_get(u, part, out, CURLU_DEFAULT_PORT) == CURLUE_OK;
}

static bool
part_equal(CURLU *a, CURLU *b, CURLUPart part)
{
	char *x = NULL, *y = NULL;
	bool equal = url_part(a, part, &x) && url_part(b, part, &y) &&
	    strcasecmp(x, y) == 0;

	curl_free(x);
	curl_free(y);
	return equal;
}

bool
http_same_host(const char *url, const char *other)
{
	CURLU *a = curl_url(), *b = curl_url();
	bool same = a != NULL && b != NULL &&
	    curl_url_set(a, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_set(b, CURLUPART_URL, other, 0) == CURLUE_OK &&
	    part_equal(a, b, CURLUPART_SCHEME) &&
	    part_equal(a, b, CURLUPART_HOST) &&
	    part_equal(a, b, CURLUPART_PORT);

	curl_url_cleanup(a);
	curl_url_cleanup(b);
	return same;
}

void
http_escape(struct sbuf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (isalnum(c) || strchr("-._~", c) != NULL)
			sbuf_char(out, (char)c);
		else
			sbuf_fmt(out, "%%%02X", c);
	}
}
