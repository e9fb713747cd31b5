/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/rate.h"

#include "tests/sandbox/call.h"
#include "tests/sandbox/options.h"

static void
number_header(struct reply *rp, const char *name, int64_t n)
{
	sbuf_fmt(&rp->head, "%s: %lld\r\n", name, (long long)n);
}

static void
refuse(struct rate *rt, const struct options *o, int64_t wait, struct reply *rp)
{
	rt->refused++;
	rp->status = 429;
	rp->type = "application/json";
	sbuf_clear(&rp->body);
	sbuf_text(&rp->body, "{\"message\":\"API rate limit exceeded\"}");
	number_header(rp, "X-RateLimit-Retry-After", wait);
	if (o->plain_retry_after == IS_ON)
		number_header(rp, "Retry-After", wait);
}

void
rate_refuse(
    struct rate *rt, const struct options *o, int64_t wait, struct reply *rp)
{
	number_header(rp, "X-RateLimit-Limit-Minute",
	    o->rate_limit > 0 ? o->rate_limit : 400);
	number_header(rp, "X-RateLimit-Remaining-Minute", 0);
	refuse(rt, o, wait, rp);
}

/* A fixed window is one slot; a sliding one is made of up to 60. */
static int64_t
slot_length(const struct options *o)
{
	if (o->rate_form == RATE_FIXED)
		return o->rate_window;
	return (o->rate_window + 59) / 60;
}

static int64_t
used_in_window(const struct rate *rt, const struct options *o, int64_t now)
{
	int64_t len = slot_length(o), here = now / len, used = 0;
	int64_t oldest = (now - o->rate_window) / len + 1;

	if (o->rate_form == RATE_FIXED)
		oldest = here;
	for (int i = 0; i < RATE_SLOTS; i++)
		if (rt->slot_at[i] >= oldest && rt->slot_at[i] <= here)
			used += rt->used[i];
	return used;
}

bool
rate_take(struct rate *rt, const struct options *o, int64_t now, int64_t weight,
    struct reply *rp)
{
	int64_t len = slot_length(o), here = now / len, used, left;
	int slot = (int)(here % RATE_SLOTS);
	bool fits;

	if (o->rate_limit == 0)
		return true;
	used = used_in_window(rt, o, now);
	fits = used + weight <= o->rate_limit;
	if (fits) {
		if (rt->slot_at[slot] != here)
			rt->used[slot] = 0;
		rt->slot_at[slot] = here;
		rt->used[slot] += weight;
		used += weight;
	}
	left = o->rate_limit - used;
	number_header(rp, "X-RateLimit-Limit-Minute", o->rate_limit);
	number_header(rp, "X-RateLimit-Remaining-Minute", left > 0 ? left : 0);
	if (!fits)
		refuse(rt, o, (here + 1) * len - now, rp);
	return fits;
}
