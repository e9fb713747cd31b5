/* SPDX-License-Identifier: MIT */
#include "net/retry.h"

#include "net/http.h"

#include <stddef.h>

enum { FIRST_MS = 1000, MOST_MS = 60 * 1000, DEFAULT_429_S = 60 };

enum how { NEVER, GROWING, TOLD };

static const struct {
	int status;
	enum how how;
} by_status[] = {
	{ 408, GROWING },
	{ 429, TOLD },
	{ 500, GROWING },
	{ 502, GROWING },
	{ 503, GROWING },
	{ 504, GROWING },
};

static const enum how by_error[] = {
	[HTTP_BAD_URL] = NEVER,
	[HTTP_DNS] = GROWING,
	[HTTP_CONNECT] = GROWING,
	[HTTP_TLS] = GROWING,	/* also a handshake that was cut */
	[HTTP_TIMEOUT] = GROWING,
	[HTTP_CUT] = GROWING,
	[HTTP_TOO_LARGE] = NEVER,
	[HTTP_STOPPED] = NEVER,
	[HTTP_OTHER] = GROWING,
};

static enum how
how_of(const struct http_reply *r)
{
	if (r->error != HTTP_NONE)
		return by_error[r->error];
	for (size_t i = 0; i < sizeof(by_status) / sizeof(*by_status); i++)
		if (by_status[i].status == r->status)
			return by_status[i].how;
	return NEVER;
}

int64_t
retry_backoff_ms(unsigned attempt, uint32_t random)
{
	int64_t ms = MOST_MS;

	if (attempt >= 1 && attempt <= 6)
		ms = (int64_t)FIRST_MS << (attempt - 1);
	if (ms > MOST_MS)
		ms = MOST_MS;
	/* Three quarters to five quarters: many clients spread out. */
	return ms * 3 / 4 + (int64_t)(random % (uint32_t)(ms / 2));
}

static int64_t
told_ms(const struct http_reply *r, uint32_t random)
{
	int64_t s = r->rate_retry_after >= 0 ? r->rate_retry_after :
	    r->retry_after >= 0 ? r->retry_after : DEFAULT_429_S;

	return s * 1000 + 1000 + (int64_t)(random % 500);
}

int64_t
retry_wait_ms(const struct http_reply *r, unsigned attempt, uint32_t random)
{
	switch (how_of(r)) {
	case TOLD:
		return told_ms(r, random);
	case GROWING:
		/* A server that says when it is back is believed. */
		if (r->error == HTTP_NONE && r->retry_after >= 0)
			return told_ms(r, random);
		return retry_backoff_ms(attempt, random);
	case NEVER:
		break;
	}
	return -1;
}

int64_t
retry_service_ms(const struct http_reply *r, bool may, int tries,
    uint32_t random)
{
	enum { LEAST_MS = 500, LARGE_MS = 8000 };
	int64_t ms = LEAST_MS;

	if (r->should_retry >= 0)
		may = r->should_retry != 0;
	if (!may || tries >= RETRY_SERVICE_TRIES ||
	    r->retry_after_ms > RETRY_SERVICE_MOST_MS)
		return -1;
	if (r->retry_after_ms >= 0)
		return r->retry_after_ms;
	while (--tries > 0 && ms < LARGE_MS)
		ms *= 2;
	return ms - (int64_t)(random % (uint32_t)(ms / 4 + 1));
}
