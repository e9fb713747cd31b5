/* SPDX-License-Identifier: MIT */
#include "job/progress.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "model/cursor.h"

#include <stdio.h>
#include <string.h>

enum { DRAW_MS = 250, LOG_MS = 10 * 1000, RATE_MS = 2000 };

void
progress_begin(struct progress *p, int64_t now_ms, int64_t seen, bool terminal)
{
	*p = (struct progress){ .terminal = terminal, .start_ms = now_ms,
		.drawn_ms = now_ms, .logged_ms = now_ms, .mark_ms = now_ms,
		.mark_seen = seen };
}

static void
measure(struct progress *p, int64_t seen, int64_t now_ms)
{
	int64_t ms = now_ms - p->mark_ms;
	double now;

	if (ms < RATE_MS)
		return;
	now = (double)(seen - p->mark_seen) * 1000 / (double)ms;
	if (now < 0)
		now = 0;
	p->rate = p->rate > 0 ? p->rate * 0.7 + now * 0.3 : now;
	p->mark_ms = now_ms;
	p->mark_seen = seen;
}

/* 1234567 as 1,234,567. */
static void
add_count(struct sbuf *out, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)n);

	for (int i = 0; i < len; i++) {
		sbuf_char(out, digits[i]);
		if ((len - i) % 3 == 1 && i + 1 < len)
			sbuf_char(out, ',');
	}
}

void
progress_count(struct sbuf *out, int64_t n, const char *noun)
{
	add_count(out, n);
	sbuf_fmt(out, " %s%s", noun, n == 1 ? "" : "s");
}

const char *
progress_outcome(struct arena *mem, const struct cursor *c)
{
	struct sbuf *out = sbuf_arena(mem);

	progress_count(out, c->seen, "conversation");
	sbuf_text(out, ", ");
	add_count(out, c->changed);
	sbuf_text(out, " new or changed");
	return sbuf_cstr(out);
}

static void
add_left(struct sbuf *out, double seconds)
{
	if (seconds < 90)
		sbuf_fmt(out, ", %.0f s left", seconds);
	else if (seconds < 90 * 60)
		sbuf_fmt(out, ", %.0f min left", seconds / 60);
	else
		sbuf_fmt(out, ", %.1f h left", seconds / 3600);
}

const char *
progress_words(const struct progress *p, struct arena *mem,
    const struct cursor *c)
{
	struct sbuf *out = sbuf_arena(mem);
	int64_t left = c->total - c->seen;

	add_count(out, c->seen);
	sbuf_text(out, " of ");
	add_count(out, c->total > c->seen ? c->total : c->seen);
	sbuf_text(out, " conversations, page ");
	add_count(out, c->page);
	sbuf_text(out, " of ");
	add_count(out, c->pages > c->page ? c->pages : c->page);
	if (p->rate > 0.05) {
		sbuf_fmt(out, p->rate < 10 ? ", %.1f/s" : ", %.0f/s", p->rate);
		if (left > 0)
			add_left(out, (double)left / p->rate);
	}
	return sbuf_cstr(out);
}

void
progress_step(struct progress *p, struct arena *mem, const struct cursor *c,
    const char *what, int64_t now_ms)
{
	measure(p, c->seen, now_ms);
	if (now_ms - p->logged_ms >= LOG_MS) {
		p->logged_ms = now_ms;
		LOG(INFO, what, L_INT("page", c->page), L_INT("pages", c->pages),
		    L_INT("conversations", c->seen), L_INT("total", c->total),
		    L_INT("per_minute", p->rate * 60),
		    L_INT("seconds_left", p->rate > 0 && c->total > c->seen ?
		    (double)(c->total - c->seen) / p->rate : 0));
	}
	if (p->terminal && now_ms - p->drawn_ms >= DRAW_MS) {
		p->drawn_ms = now_ms;
		fprintf(stderr, "\r%s\x1b[K", progress_words(p, mem, c));
	}
}

void
progress_wait(struct progress *p, int64_t left_ms)
{
	if (p->terminal)
		fprintf(stderr, "\rwaiting %lld s for Help Scout\x1b[K",
		    (long long)((left_ms + 999) / 1000));
}

void
progress_end(struct progress *p)
{
	if (p->terminal)
		fputc('\n', stderr);
}
