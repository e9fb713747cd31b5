/* SPDX-License-Identifier: MIT */
/*
 * What the detector and people do to incidents, from a command line: for tests and
 * for demonstrations without a detector. The database is DATABASE_URL.
 *
 *	rise CATEGORY PLATFORM VERSION GROUP BEGINS AT REPORTS EXPECTED SEVERITY
 *	tick NOW QUIET
 *	reports NOW
 *	act ID ACT AT UNTIL VERSION WHO		ACT as analysis/incident.def says
 *	merge ID INTO AT WHO
 *	own ID OWNER AT WHO
 *	note ID TEXT AT WHO
 *	walk SEED STEPS NOW			any of these, drawn by the seed
 *
 * Times are seconds since the epoch. rise prints the id, what people do the outcome
 * and why; walk the number of steps that were changed, kept, refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/incident.h"

static const char *const outcomes[] = { "kept", "changed", "refused" };

static int64_t
number(const char *s)
{
	return strtoll(s, NULL, 10);
}

static enum rc
rise(struct db *db, struct arena *mem, char **a)
{
	struct incident_rise r = { .category = a[0], .platform = a[1],
		.app_version = a[2], .cluster_id = number(a[3]),
		.begins_at = number(a[4]), .at = number(a[5]),
		.reports = number(a[6]), .expected = strtod(a[7], NULL) };
	int64_t id;
	enum rc rc;

	r.seconds = r.at - r.begins_at;
	r.rate = ((double)r.reports - r.expected) * 3600 / (double)r.seconds;
	if (!severity_parse(a[8], &r.severity))
		return RC_BAD_INPUT;
	rc = incident_rise(db, mem, &r, &id);
	if (rc == RC_OK)
		printf("%lld\n", (long long)id);
	return rc;
}

static enum rc
tick(struct db *db, struct arena *mem, char **a)
{
	return incident_tick(db, mem, number(a[0]), number(a[1]));
}

static enum rc
reports(struct db *db, struct arena *mem, char **a)
{
	return incident_reports(db, mem, number(a[0]));
}

/* Refusals are answers, not failures. */
static enum rc
said(enum rc rc, const struct incident_done *d)
{
	if (rc == RC_OK || d->why != NULL)
		printf("%s%s%s\n", outcomes[d->outcome], d->why ? ": " : "",
		    d->why ? d->why : "");
	return d->why != NULL ? RC_OK : rc;
}

static enum incident_act
act_of(const char *word)
{
	enum incident_act act = 0;

	while (act < INCIDENT_ACTS && strcmp(incident_act_word(act), word) != 0)
		act++;
	return act;
}

static enum rc
act(struct db *db, struct arena *mem, char **a)
{
	const struct incident_input in = { .act = act_of(a[1]),
		.at = number(a[2]), .until = number(a[3]), .version = a[4] };
	struct incident_done done = { 0 };

	if (in.act == INCIDENT_ACTS)
		return RC_BAD_INPUT;
	return said(incident_act(db, mem, number(a[0]), &in, a[5], "", &done),
	    &done);
}

static enum rc
merge(struct db *db, struct arena *mem, char **a)
{
	struct incident_done done = { 0 };

	return said(incident_merge(db, mem, number(a[0]), number(a[1]),
	    number(a[2]), a[3], "", &done), &done);
}

static enum rc
own(struct db *db, struct arena *mem, char **a)
{
	struct incident_done done = { 0 };

	return said(incident_own(db, mem, number(a[0]), a[1], number(a[2]),
	    a[3], &done), &done);
}

static enum rc
note(struct db *db, struct arena *mem, char **a)
{
	struct incident_done done = { 0 };

	return said(incident_note(db, mem, number(a[0]), a[1], number(a[2]),
	    a[3], &done), &done);
}

/* ---- walk ---- */

static uint64_t
draw(uint64_t *seed, uint64_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed % n;
}

static enum rc
any_rise(struct db *db, struct arena *mem, uint64_t *seed, int64_t at,
    struct incident_done *done)
{
	static const char *const categories[] = { "crash", "bug", "payment", "" };
	static const char *const platforms[] = { "", "android", "ios" };
	const struct incident_rise r = { .category = categories[draw(seed, 4)],
		.platform = platforms[draw(seed, 3)], .app_version = "",
		.begins_at = at - 3600, .at = at, .seconds = 3600,
		.reports = 10, .expected = 1,
		.rate = (double)draw(seed, 50),
		.severity = (enum severity)draw(seed, 4),
		.old = draw(seed, 3) == 0 };
	int64_t id;

	done->outcome = INCIDENT_CHANGED;
	return incident_rise(db, mem, &r, &id);
}

static enum rc
any_deed(struct db *db, struct arena *mem, uint64_t *seed, int64_t at,
    struct incident_done *done)
{
	static const char *const versions[] = { "", "2.4", "2.5" };
	int64_t id = 1 + (int64_t)draw(seed, 6);
	struct incident_input in = { .at = at,
		.act = ACT_ACK + (int)draw(seed, ACT_REOPEN - ACT_ACK + 1),
		.version = versions[draw(seed, 3)],
		.until = draw(seed, 2) ? at + 600 : 0 };

	switch (draw(seed, 12)) {
	case 0:
		return incident_merge(db, mem, id, 1 + (int64_t)draw(seed, 6),
		    at, "walker", "", done);
	case 1:
		return incident_own(db, mem, id, draw(seed, 2) ? "ann" : "", at,
		    "walker", done);
	case 2:
		return incident_note(db, mem, id, "noted", at, "walker", done);
	default:
		return incident_act(db, mem, id, &in, "walker", "", done);
	}
}

static enum rc
walk(struct db *db, struct arena *mem, char **a)
{
	uint64_t seed = (uint64_t)number(a[0]) * 0x9e3779b97f4a7c15u + 1;
	int64_t steps = number(a[1]), at = number(a[2]), seen[3] = { 0 };
	enum rc rc = RC_OK;

	for (int64_t i = 0; rc == RC_OK && i < steps; i++) {
		struct incident_done done = { INCIDENT_KEPT, 0, NULL };
		uint64_t what = draw(&seed, 10);

		at += draw(&seed, 30) == 0 ? 3 * 86400 :
		    (int64_t)draw(&seed, 1200);
		if (what < 4)
			rc = any_rise(db, mem, &seed, at, &done);
		else if (what == 4)
			rc = incident_tick(db, mem, at, 21600);
		else
			rc = any_deed(db, mem, &seed, at, &done);
		if (done.why != NULL)
			rc = RC_OK;
		seen[done.outcome]++;
	}
	printf("%lld %lld %lld\n", (long long)seen[INCIDENT_CHANGED],
	    (long long)seen[INCIDENT_KEPT], (long long)seen[INCIDENT_REFUSED]);
	return rc;
}

static const struct {
	const char *name;
	int args;
	enum rc (*run)(struct db *, struct arena *, char **);
} commands[] = {
	{ "rise", 9, rise }, { "tick", 2, tick }, { "reports", 1, reports },
	{ "act", 6, act }, { "merge", 4, merge }, { "own", 4, own },
	{ "note", 4, note }, { "walk", 3, walk },
};

int
main(int argc, char **argv)
{
	const char *url = getenv("DATABASE_URL");
	struct arena *mem = arena_begin();
	struct db *db = db_open(url ? url : "", "tidemark-incident", DB_PAGES,
	    30000);
	enum rc rc = RC_BAD_INPUT;

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (argc > 1 && strcmp(argv[1], commands[i].name) == 0 &&
		    argc == 2 + commands[i].args)
			rc = commands[i].run(db, mem, argv + 2);
	if (rc != RC_OK)
		fprintf(stderr, "%s\n", rc_text(rc));
	db_close(db);
	arena_end(mem);
	return rc == RC_OK ? 0 : 1;
}
