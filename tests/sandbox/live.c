/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/live.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "tests/sandbox/change.h"
#include "tests/sandbox/demo.h"
#include "tests/sandbox/mail.h"
#include "tests/sandbox/state.h"
#include "tests/sandbox/thread.h"
#include "tests/sandbox/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BEHIND_MAX = 10000, RECENT = 400 };

/* Of events: new conversations, and what comes on to a reply and a close. */
static const double NEW = .6, REPLIED = .82, CLOSED = .93;
static const double STAYS = .1, HALVES_S = 300; /* how a surge goes on */

struct live {
	struct demo demo;
	struct rng rng;
	int64_t serial; /* of the next new conversation */
	double next;    /* when the next event is due; 0: not begun */
	double surge, surge_next; /* when it began, its next report; 0: none */
	int64_t surge_rate;	  /* reports a minute in the beginning */
};

/* Of files: conversations in a mean hour. */
static double
hourly(const struct store *st)
{
	int64_t first = INT64_MAX, last = 0;

	for (size_t i = 0; i < st->n; i++) {
		if (st->v[i].created < first)
			first = st->v[i].created;
		if (st->v[i].created > last)
			last = st->v[i].created;
	}
	return last - first < HOUR ? 0
				   : (double)st->n * HOUR / (double)(last - first);
}

const char *
live_open(struct sandbox *sb, struct arena *mem)
{
	int64_t now = clock_now();
	struct live *lv = must_alloc(sizeof(*lv));
	const char *wrong;

	memset(lv, 0, sizeof(*lv));
	sb->live = lv;
	if (sb->opt.now[0] != '\0' && !clock_parse(sb->opt.now, &now))
		return "--now is no time";
	wrong = demo_open(&lv->demo, mem, &sb->opt, now);
	if (wrong != NULL && (sb->opt.demo > 0 || sb->opt.live > 0))
		return wrong;
	if (wrong != NULL) { /* only files are served: texts may be away */
		live_free(sb);
		return NULL;
	}
	if (lv->demo.n == 0)
		lv->demo.hourly = hourly(&sb->store);
	lv->serial = lv->demo.n;
	lv->rng = rng_for(sb->opt.seed, "live", 0);
	if (sb->opt.dump[0] == '\0' && lv->demo.n > 0)
		demo_fill(&lv->demo, sb);
	return NULL;
}

const char *
live_dump(struct sandbox *sb, struct arena *mem)
{
	if (sb->live == NULL)
		return "--dump needs --demo";
	return demo_dump(&sb->live->demo, mem, sb->opt.dump);
}

void
live_free(struct sandbox *sb)
{
	if (sb->live == NULL)
		return;
	demo_close(&sb->live->demo);
	free(sb->live);
	sb->live = NULL;
}

static void
new_conversation(struct sandbox *sb, int64_t now, bool outbreak)
{
	struct live *lv = sb->live;
	struct sbuf out = SBUF_INIT;
	const struct conv *cv;

	if (lv->demo.n == 0 && sb->dir.users.n == 0)
		demo_people(&sb->dir);
	demo_write_new(&lv->demo, lv->serial++, now, outbreak, &out);
	cv = sandbox_put(sb, out.s, out.len, now);
	if (cv != NULL)
		hook_tell(sb, "convo.created", cv->id);
}

/* One of the younger conversations that fits, NULL when luck fails. */
static struct conv *
some_conversation(struct sandbox *sb, bool closed_too)
{
	size_t n = sb->store.n, window = n < RECENT ? n : RECENT;
	struct conv *cv;

	for (int tries = 0; tries < 30 && n > 0; tries++) {
		cv = &sb->store.v[n - 1 - rng_below(&sb->live->rng, window)];
		if (!cv->gone && cv->threads_n < 90 &&
		    (cv->status == ST_ACTIVE || cv->status == ST_PENDING ||
			(closed_too && cv->status == ST_CLOSED)))
			return cv;
	}
	return NULL;
}

static const char *
first_name(struct arena *mem, const struct conv *cv)
{
	struct sbuf *out = sbuf_arena(mem);

	if (cv->name_len > 2)
		scan_text(
		    (struct slice){ cv->json + cv->name_at, cv->name_len },
		    out);
	return out->len > 0 ? sbuf_cstr(out) : "there";
}

static void
new_message(struct sandbox *sb, struct arena *mem, const struct conv *cv,
    const char *type, const char *list, int64_t now)
{
	const struct agent *a = world_agent(&sb->live->rng);
	struct voice v = { .texts = &sb->live->demo.texts,
		.rng = &sb->live->rng,
		.game = world_games[0].name,
		.company = world_company,
		.version = "3.8.1",
		.device = "phone",
		.os = "Android 14",
		.soft = "coins",
		.hard = "pearls",
		.name = first_name(mem, cv),
		.fullname = first_name(mem, cv),
		.agent = a->first,
		.player = "10023411",
		.order = "GPA.3310-0000-0000-00000",
		.order2 = "-",
		.pack = "Starter Pack",
		.price = "$2.99",
		.level = "30" };
	struct sbuf *plain = sbuf_arena(mem), *html = sbuf_arena(mem);
	bool agent = strcmp(type, "message") == 0;
	struct thread th = { .type = type,
		.status = agent ? "pending" : "active",
		.state = "published",
		.source = agent ? "web" : "email",
		.via = agent ? "user" : "customer" };
	int64_t id = cv->id;

	if (agent)
		mail_reply_again(plain, &v, list);
	else
		speak_list(plain, &v, list);
	mail_html(html, &sb->live->rng, sbuf_cstr(plain));
	th.body = sbuf_cstr(html);
	th.author = world_agent_json(mem, a);
	change_status(sb, mem, id, agent ? "pending" : "active", 0, now);
	change_thread(sb, mem, id, &th, sbuf_cstr(plain), now);
}

/* The outbreak of the history goes on for a while. */
static bool
goes_on(struct live *lv, int64_t now)
{
	return lv->demo.outbreak && now - lv->demo.now < 3 * HOUR &&
	       rng_chance(&lv->rng, .4);
}

static double
share_of_new(const struct sandbox *sb, int64_t now)
{
	if (sb->opt.live_new == NEW_OFTEN || sb->opt.live == 0)
		return NEW;
	return fmin(
	    NEW, demo_rate(&sb->live->demo, now) / (double)sb->opt.live);
}

/* u: 0 .. 1, what happens. */
static void
old_conversation(struct sandbox *sb, struct arena *mem, double u, int64_t now)
{
	struct live *lv = sb->live;
	struct conv *cv = some_conversation(sb, u >= CLOSED);

	if (cv == NULL && sb->opt.live_new == NEW_OFTEN)
		new_conversation(sb, now, goes_on(lv, now));
	else if (cv == NULL)
		return;
	else if (u < REPLIED)
		new_message(sb, mem, cv, "message",
		    rng_chance(&lv->rng, .5) ? "agent_ask" : "agent_again",
		    now);
	else if (u < CLOSED)
		change_status(
		    sb, mem, cv->id, "closed", world_agent(&lv->rng)->id, now);
	else
		new_message(sb, mem, cv, "customer",
		    rng_chance(&lv->rng, .5) ? "still" : "thanks", now);
}

void
live_event(struct sandbox *sb, struct arena *mem, int64_t now)
{
	struct live *lv = sb->live;
	double u, share;

	if (lv == NULL)
		return;
	u = rng_unit(&lv->rng);
	share = share_of_new(sb, now);
	sb->stat[STAT_events]++;
	if (u < share)
		new_conversation(sb, now, goes_on(lv, now));
	else
		old_conversation(sb, mem,
		    NEW + (u - share) / (1 - share) * (1 - NEW), now);
}

/* ---- what is due ---- */

/* Seconds to the next of so many a minute. */
static double
gap(struct rng *r, double per_minute)
{
	return -log(1 - rng_unit(r)) * 60 / per_minute;
}

static void
run_events(struct sandbox *sb, struct arena *mem, int64_t now)
{
	struct live *lv = sb->live;
	double rate = (double)sb->opt.live;

	if (rate <= 0)
		return;
	if (lv->next <= 0)
		lv->next = (double)now + 60 / rate;
	for (int i = 0; i < BEHIND_MAX && lv->next <= (double)now; i++) {
		live_event(sb, mem, now);
		lv->next += gap(&lv->rng, rate);
	}
}

void
live_surge(struct sandbox *sb, int64_t at, int64_t per_minute)
{
	struct live *lv = sb->live;

	if (lv == NULL)
		return;
	lv->surge = lv->surge_next = per_minute > 0 ? (double)at : 0;
	lv->surge_rate = per_minute;
}

static void
run_surge(struct sandbox *sb, int64_t now)
{
	struct live *lv = sb->live;
	double since;

	for (int i = 0; i < BEHIND_MAX && lv->surge_next > 0 &&
			lv->surge_next <= (double)now;
	     i++) {
		new_conversation(sb, now, true);
		since = lv->surge_next - lv->surge;
		lv->surge_next +=
		    gap(&lv->rng, (double)lv->surge_rate *
				       (STAYS + (1 - STAYS) *
						    exp2(-since / HALVES_S)));
		if (since > DEMO_OUTBREAK_HOURS * HOUR)
			lv->surge_next = 0;
	}
}

void
live_run(struct sandbox *sb, struct arena *mem, int64_t now)
{
	if (sb->live == NULL)
		return;
	run_events(sb, mem, now);
	run_surge(sb, now);
}
