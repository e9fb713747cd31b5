/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/demo.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "tests/sandbox/change.h"
#include "tests/sandbox/rng.h"
#include "tests/sandbox/state.h"
#include "tests/sandbox/world.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How busy an hour of the day (UTC) and a day of the week (Sunday first) is. */
static const int of_day[24] = { 5, 4, 3, 3, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8, 9,
	10, 11, 12, 12, 12, 11, 9, 7 };
static const double of_week[7] = { 1.15, 1.05, .95, .92, .95, 1.0, 1.12 };

static double
rhythm(int64_t hour)
{
	return of_day[hour % 24] * of_week[(hour / 24 + 4) % 7];
}

static double
busy(struct rng *r, int64_t hour)
{
	return rhythm(hour) * exp((rng_unit(r) - .5) * .3);
}

double
demo_rate(const struct demo *d, int64_t at)
{
	double week = 0;

	for (int64_t h = 0; h < 7 * 24; h++)
		week += rhythm(h);
	return d->hourly * rhythm(at / HOUR) / (week / (7 * 24)) / 60;
}

static int
by_time(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->outbreak - y->outbreak;
}

/* The regular ones: hours get their share, minutes are even. */
static void
plan_regular(struct demo *d, int64_t count, int64_t days)
{
	struct rng r = rng_for(d->seed, "arrivals", 0);
	int64_t hours = days * 24, first = d->now / HOUR - hours, done = 0;
	double *sum = must_alloc((size_t)(hours + 1) * sizeof(*sum)), all = 0;
	int64_t wanted, from;

	for (int64_t h = 0; h <= hours; h++)
		sum[h] = all +=
		    busy(&r, first + h) *
		    (h < hours ? 1 : (double)(d->now % HOUR) / HOUR);
	for (int64_t h = 0; h <= hours; h++) {
		wanted = h == hours
			     ? count
			     : (int64_t)((double)count * sum[h] / all + .5);
		from = (first + h) * HOUR;
		for (; done < wanted; done++)
			d->arrival[d->n++] = (struct arrival){
				from + (int64_t)(rng_unit(&r) *
						 (h == hours ? (double)(d->now %
									HOUR)
							     : HOUR)),
				false
			};
	}
	free(sum);
}

/* Swells within the first hour and then stays. */
static void
plan_outbreak(struct demo *d, int64_t count)
{
	struct rng r = rng_for(d->seed, "outbreak", 0);
	double span = DEMO_OUTBREAK_HOURS * HOUR;

	for (int64_t i = 0; i < count; i++)
		d->arrival[d->n++] = (struct arrival){
			d->now - (int64_t)(span * (1 - pow(rng_unit(&r), .8))) -
			    1,
			true
		};
}

static void
plan(struct demo *d, int64_t count, int64_t days, int64_t times)
{
	double hours = (double)days * 24;
	double extra =
	    (double)(times > 1 ? times - 1 : 0) * DEMO_OUTBREAK_HOURS;
	int64_t outbreak = (int64_t)((double)count * extra / (hours + extra));

	d->hourly = (double)(count - outbreak) / hours;
	d->outbreak = outbreak > 0;
	d->arrival = must_alloc((size_t)(count + 1) * sizeof(*d->arrival));
	plan_regular(d, count - outbreak, days);
	plan_outbreak(d, outbreak);
	qsort(d->arrival, (size_t)d->n, sizeof(*d->arrival), by_time);
}

static void
weigh_problems(struct demo *d)
{
	int64_t weight;

	for (size_t i = 0; i < d->texts.n; i++) {
		if (strcmp(d->texts.v[i].kind, "problem") != 0 ||
		    !parse_int(d->texts.v[i].arg[4], 1, 100, &weight))
			continue;
		d->problem = must_realloc(d->problem,
		    (size_t)(d->problems + weight) * sizeof(*d->problem));
		while (weight-- > 0)
			d->problem[d->problems++] = (int)i;
	}
}

const char *
demo_open(
    struct demo *d, struct arena *mem, const struct options *o, int64_t now)
{
	const char *wrong;

	memset(d, 0, sizeof(*d));
	wrong = texts_read(&d->texts, mem, o->texts);
	if (wrong != NULL)
		return wrong;
	d->seed = o->seed;
	d->now = now;
	d->threads = o->threads;
	d->players = 20 + o->demo * 7 / 10;
	weigh_problems(d);
	if (d->problems == 0)
		return arena_fmt(
		    mem, "%s/problems.txt holds no problem", o->texts);
	plan(d, o->demo, o->days, o->outbreak);
	return NULL;
}

void
demo_close(struct demo *d)
{
	texts_free(&d->texts);
	free(d->arrival);
	free(d->problem);
	memset(d, 0, sizeof(*d));
}

void
demo_people(struct directory *dir)
{
	const struct agent *a = world_agents;
	struct person *p;

	for (int i = 0; i < INBOXES; i++)
		directory_mailbox(dir, world_inboxes[i].id,
		    world_inboxes[i].name, world_inboxes[i].email);
	for (int i = 0; i < AGENTS; i++, a++) {
		p = directory_user(dir, a->id, a->first, a->last,
		    world_agent_email(dir->mem, a));
		p->role = a->role;
		p->title = a->title;
		p->zone = a->zone;
		p->type = "user";
	}
}

/* One in 170 was merged into its neighbour, one in 260 was deleted. */
static void
merge_and_delete(const struct demo *d, struct sandbox *sb, struct arena *mem)
{
	struct rng r = rng_for(d->seed, "merges", 0);
	size_t first = sb->store.n - (size_t)d->n;
	struct conv *cv, *into;
	int64_t at;

	for (size_t i = first + 1; i < sb->store.n; i++) {
		bool merge = rng_chance(&r, 1.0 / 170);
		bool drop = rng_chance(&r, 1.0 / 260);

		cv = &sb->store.v[i];
		into = &sb->store.v[i - 1];
		at = cv->modified > into->modified ? cv->modified
						   : into->modified;
		if (merge && !into->gone &&
		    cv->threads_n + into->threads_n < 90)
			change_merge(sb, mem, cv->id, into->id, at);
		else if (drop)
			change_delete(sb, cv->id);
		arena_reset(mem);
	}
	for (size_t i = first; i < sb->store.n; i++)
		sb->store.v[i].changed = 0;
}

void
demo_fill(const struct demo *d, struct sandbox *sb)
{
	struct arena *mem = arena_begin();
	char *json;

	demo_people(&sb->dir);
	for (int64_t i = 0; i < d->n; i++) {
		struct sbuf out = SBUF_INIT;

		demo_write(d, i, &out);
		json = must_realloc(out.s, out.len + 1);
		sandbox_put(sb, json, out.len, 0);
	}
	merge_and_delete(d, sb, mem);
	arena_end(mem);
}

const char *
demo_dump(const struct demo *d, struct arena *mem, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
	struct sbuf out = SBUF_INIT;
	bool ok = f != NULL;

	for (int64_t i = 0; ok && i < d->n; i++) {
		sbuf_clear(&out);
		demo_write(d, i, &out);
		sbuf_char(&out, '\n');
		ok = fwrite(out.s, 1, out.len, f) == out.len;
	}
	sbuf_free(&out);
	if (f != NULL)
		ok = (f == stdout ? fflush(f) : fclose(f)) == 0 && ok;
	return ok ? NULL : arena_fmt(mem, "%s: %s", path, strerror(errno));
}
