/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "net/http.h"
#include "tests/sandbox/hook.h"
#include "tests/sandbox/state.h"

enum { PAUSE_MS = 10 };

static int
deliver(struct http *http, const struct parcel *p, const char *url,
    int64_t timeout_ms)
{
	const struct http_header headers[] = {
		{ "Content-Type", "application/json" },
		{ "X-HelpScout-Event", p->event },
		{ "X-HelpScout-Signature", p->signature },
		{ NULL, NULL },
	};
	struct http_call *call = http_start(http,
	    &(struct http_request){ .url = url,
		.method = "POST",
		.headers = headers,
		.body = p->body,
		.body_len = p->len,
		.total_ms = timeout_ms });
	const struct http_reply *r = http_wait(http, call);
	int status = r->error == HTTP_NONE ? r->status : 0;

	http_end(http, call);
	return status;
}

void *
hook_thread(void *sandbox)
{
	struct sandbox *sb = sandbox;
	struct http *http = http_open("Help Scout", 1);
	struct arena *mem = arena_begin();

	for (;;) {
		const char *url = NULL;
		struct parcel *p;
		int64_t timeout_ms;
		int status = 0;

		pthread_mutex_lock(&sb->lock);
		p = hook_next(sb, clock_mono_ms());
		if (p != NULL && hook_url(sb, p) != NULL)
			url = arena_text(mem, hook_url(sb, p));
		timeout_ms = sb->opt.hook_timeout;
		pthread_mutex_unlock(&sb->lock);
		if (p == NULL) {
			clock_sleep_ms(PAUSE_MS);
			continue;
		}
		if (url != NULL)
			status = deliver(http, p, url, timeout_ms);
		pthread_mutex_lock(&sb->lock);
		/* the webhook was taken away or switched off meanwhile */
		if (url == NULL)
			p->tries = sb->opt.hook_repeats;
		hook_outcome(sb, p, status, clock_mono_ms());
		pthread_mutex_unlock(&sb->lock);
		arena_reset(mem);
	}
	return NULL;
}
