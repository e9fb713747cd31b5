/* SPDX-License-Identifier: MIT */
#include "job/notify_digest.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "conf/conf.h"
#include "job/job.h"
#include "upstream/slack_text.h"

#include <string.h>

enum { BAR = 12, NAME_WIDTH = 16, TITLE_MAX = 100 };

/* "▁▂▃▄▅▆▇█" of counts, the greatest the highest. */
static void
spark(struct sbuf *out, const int64_t *v, size_t n)
{
	static const char *const step[] = { "\xe2\x96\x81", "\xe2\x96\x82",
		"\xe2\x96\x83", "\xe2\x96\x84", "\xe2\x96\x85", "\xe2\x96\x86",
		"\xe2\x96\x87", "\xe2\x96\x88" };
	int64_t most = 1;

	for (size_t i = 0; i < n; i++)
		if (v[i] > most)
			most = v[i];
	for (size_t i = 0; i < n; i++)
		sbuf_text(out, step[v[i] <= 0 ? 0 : (v[i] * 7 + most / 2) /
		    most]);
}

static void
change(struct sbuf *out, int64_t now, int64_t before)
{
	if (before == 0)
		sbuf_text(out, now == 0 ? "as before" : "new");
	else if (now == before)
		sbuf_text(out, "as before");
	else
		sbuf_fmt(out, "%s%lld %%", now > before ? "+" : "\xe2\x88\x92",
		    (long long)((now > before ? now - before : before - now) *
		    100 / before));
}

/* A category as a column: "progress lost   ". What would be a mark is a blank, as
 * the underscore of a key is. */
static void
column(struct arena *mem, struct sbuf *out, const char *name)
{
	char *plain = arena_text(mem, name);
	const char *shown;

	for (char *p = plain; (p = strpbrk(p, "_*~`&<>")) != NULL;)
		*p = ' ';
	shown = slack_plain(mem, plain, NAME_WIDTH);
	sbuf_text(out, shown);
	for (size_t n = utf8_count(shown, strlen(shown)); n <= NAME_WIDTH; n++)
		sbuf_char(out, ' ');
}

static void
bar(struct arena *mem, struct sbuf *out, const struct alert_share *s,
    int64_t most)
{
	int64_t len = s->now * BAR / (most > 0 ? most : 1);

	column(mem, out, s->name);
	for (int64_t i = 0; i < BAR; i++)
		sbuf_text(out, i < len || (i == 0 && s->now > 0) ?
		    "\xe2\x96\x88" : " ");
	sbuf_fmt(out, " %5lld  ", (long long)s->now);
	change(out, s->now, s->before);
	sbuf_char(out, '\n');
}

static void
bars(struct arena *mem, struct sbuf *out, const struct alert_digest *d)
{
	if (d->n_shares == 0)
		return;
	sbuf_text(out, "\n```\n");
	for (size_t i = 0; i < d->n_shares; i++)
		bar(mem, out, &d->shares[i], d->shares[0].now);
	sbuf_text(out, "```");
}

static void
incidents(struct arena *mem, struct sbuf *out, const struct say_place *p,
    const struct alert_digest *d)
{
	if (d->n_incidents == 0)
		sbuf_text(out, "\nNo incident is open.");
	for (size_t i = 0; i < d->n_incidents; i++)
		sbuf_fmt(out, "\n\xe2\x80\xa2 <%s/incidents/%lld|%s> (%s)",
		    p->public_url, (long long)d->incidents[i].id,
		    slack_mrkdwn(mem, d->incidents[i].title, TITLE_MAX),
		    slack_mrkdwn(mem, d->incidents[i].state, 20));
}

struct telling
digest_say(struct arena *mem, const struct say_place *p,
    const struct alert_digest *d)
{
	struct sbuf *out = sbuf_arena(mem);
	int64_t from = d->until - (d->weekly ? 7 * DAY : DAY);
	char iso[2][CLOCK_ISO_SIZE];

	sbuf_fmt(out, "*%lld conversation%s in the %s to* %s, ",
	    (long long)d->now, d->now == 1 ? "" : "s",
	    d->weekly ? "7 days" : "24 hours", say_date(mem, d->until));
	change(out, d->now, d->before);
	sbuf_fmt(out, " (%lld the %s before)\n", (long long)d->before,
	    d->weekly ? "week" : "day");
	spark(out, d->course, d->n_course);
	bars(mem, out, d);
	incidents(mem, out, p, d);
	sbuf_fmt(out, "\n<%s/?from=%s&amp;to=%s|Open the overview>",
	    p->public_url, clock_iso(from, iso[0]), clock_iso(d->until, iso[1]));
	return (struct telling){ sbuf_cstr(out), "", false };
}

enum rc
notify_digest(struct job *job, const struct say_place *p, const char *every,
    struct telling *out)
{
	struct alert_digest d;
	enum rc rc = alert_digest(job->db, job->mem,
	    strcmp(every, "week") == 0, &d);

	if (rc == RC_OK)
		*out = digest_say(job->mem, p, &d);
	return rc;
}
