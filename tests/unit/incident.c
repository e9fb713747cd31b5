/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "analysis/incident.h"
#include "analysis/wording.h"
#include "base/arena.h"

#include <stdlib.h>

enum { NOW = 1700000000, QUIET = 6 * 3600, HOUR_S = 3600, DAY_S = 86400 };

/* One that was raised two hours ago and rose ten minutes ago. */
static struct incident
in_state(enum incident_state state)
{
	struct incident i = { state, SEVERITY_MEDIUM, NOW - 2 * HOUR_S,
		NOW - 600, 0, 0, 10, "" };

	if (state == INCIDENT_RESOLVED)
		i.ended_at = NOW - 600;
	return i;
}

/* ---- what people and programs do ---- */

static void
test_acts(void **state)
{
	enum {
		KEPT = INCIDENT_KEPT,
		CHANGED = INCIDENT_CHANGED,
		REFUSED = INCIDENT_REFUSED
	};
	static const struct {
		const char *why;
		enum incident_state was;
		struct incident_input in;
		int outcome;
		enum incident_state is;
		bool tell;
	} cases[] = {
#define IN(...) { .at = NOW, __VA_ARGS__ }
#define RISE(r, s) IN(.act = ACT_RISE, .rate = (r), .severity = SEVERITY_##s)
		{ "as when it was told", INCIDENT_ONGOING, RISE(19, MEDIUM),
		    KEPT, INCIDENT_ONGOING, false },
		{ "twice as much", INCIDENT_ONGOING, RISE(20, MEDIUM), CHANGED,
		    INCIDENT_ESCALATING, true },
		{ "more severe", INCIDENT_ONGOING, RISE(1, HIGH), CHANGED,
		    INCIDENT_ESCALATING, true },
		{ "less severe is no news", INCIDENT_ONGOING, RISE(1, LOW),
		    KEPT, INCIDENT_ONGOING, false },
		{ "acknowledged is not for ever", INCIDENT_ACKNOWLEDGED,
		    RISE(20, MEDIUM), CHANGED, INCIDENT_ESCALATING, true },
		{ "worse again is told again", INCIDENT_ESCALATING,
		    RISE(20, MEDIUM), CHANGED, INCIDENT_ESCALATING, true },
		{ "muted until it is worse, and it is", INCIDENT_MUTED,
		    RISE(20, MEDIUM), CHANGED, INCIDENT_ESCALATING, true },
		{ "and it is not", INCIDENT_MUTED, RISE(19, MEDIUM), KEPT,
		    INCIDENT_MUTED, false },
		{ "new for an hour", INCIDENT_NEW, RISE(11, MEDIUM), CHANGED,
		    INCIDENT_ONGOING, false },
		{ "it came back", INCIDENT_RESOLVED, RISE(3, LOW), CHANGED,
		    INCIDENT_REGRESSED, true },
		{ "quiet too short", INCIDENT_ONGOING,
		    IN(.act = ACT_TICK, .quiet_s = 601), KEPT, INCIDENT_ONGOING,
		    false },
		{ "quiet for long enough", INCIDENT_ESCALATING,
		    IN(.act = ACT_TICK, .quiet_s = 600), CHANGED,
		    INCIDENT_RESOLVED, true },
		{ "whether it is quiet is not known", INCIDENT_ONGOING,
		    IN(.act = ACT_TICK, .quiet_s = 0), KEPT, INCIDENT_ONGOING,
		    false },
		{ "quiet and muted: nobody wants to hear", INCIDENT_MUTED,
		    IN(.act = ACT_TICK, .quiet_s = 600), CHANGED,
		    INCIDENT_RESOLVED, false },
		{ "time alone makes a new one ongoing", INCIDENT_NEW,
		    IN(.act = ACT_TICK, .quiet_s = QUIET), CHANGED,
		    INCIDENT_ONGOING, false },
		{ "time does nothing to a resolved one", INCIDENT_RESOLVED,
		    IN(.act = ACT_TICK, .quiet_s = 1), KEPT, INCIDENT_RESOLVED,
		    false },
		{ "somebody has it", INCIDENT_NEW, IN(.act = ACT_ACK), CHANGED,
		    INCIDENT_ACKNOWLEDGED, false },
		{ "two press at once", INCIDENT_ACKNOWLEDGED,
		    IN(.act = ACT_ACK), KEPT, INCIDENT_ACKNOWLEDGED, false },
		{ "acknowledging ends a mute", INCIDENT_MUTED,
		    IN(.act = ACT_ACK), CHANGED, INCIDENT_ACKNOWLEDGED, false },
		{ "too late", INCIDENT_RESOLVED, IN(.act = ACT_ACK), REFUSED,
		    INCIDENT_RESOLVED, false },
		{ "muted for an hour", INCIDENT_ESCALATING,
		    IN(.act = ACT_MUTE, .until = NOW + HOUR_S), CHANGED,
		    INCIDENT_MUTED, false },
		{ "muted until worse, twice", INCIDENT_MUTED,
		    IN(.act = ACT_MUTE), KEPT, INCIDENT_MUTED, false },
		{ "muted until another time", INCIDENT_MUTED,
		    IN(.act = ACT_MUTE, .until = NOW + HOUR_S), CHANGED,
		    INCIDENT_MUTED, false },
		{ "until a time that is over", INCIDENT_ONGOING,
		    IN(.act = ACT_MUTE, .until = NOW), REFUSED,
		    INCIDENT_ONGOING, false },
		{ "what is over needs no mute", INCIDENT_RESOLVED,
		    IN(.act = ACT_MUTE), REFUSED, INCIDENT_RESOLVED, false },
		{ "unmuted", INCIDENT_MUTED, IN(.act = ACT_UNMUTE), CHANGED,
		    INCIDENT_ONGOING, false },
		{ "was not muted", INCIDENT_NEW, IN(.act = ACT_UNMUTE), KEPT,
		    INCIDENT_NEW, false },
		{ "resolved", INCIDENT_MUTED, IN(.act = ACT_RESOLVE), CHANGED,
		    INCIDENT_RESOLVED, true },
		{ "resolved twice", INCIDENT_RESOLVED, IN(.act = ACT_RESOLVE),
		    KEPT, INCIDENT_RESOLVED, false },
		{ "the version is said later", INCIDENT_RESOLVED,
		    IN(.act = ACT_RESOLVE, .version = "2.5"), CHANGED,
		    INCIDENT_RESOLVED, false },
		{ "reopened", INCIDENT_RESOLVED, IN(.act = ACT_REOPEN), CHANGED,
		    INCIDENT_ONGOING, true },
		{ "is open already", INCIDENT_REGRESSED, IN(.act = ACT_REOPEN),
		    KEPT, INCIDENT_REGRESSED, false },
		{ "merged away", INCIDENT_ACKNOWLEDGED, IN(.act = ACT_MERGE),
		    CHANGED, INCIDENT_RESOLVED, true },
		{ "a report changes nothing while it is open", INCIDENT_ONGOING,
		    IN(.act = ACT_REPORT, .version = "9"), KEPT,
		    INCIDENT_ONGOING, false },
		{ "nor when no version was said to mend it", INCIDENT_RESOLVED,
		    IN(.act = ACT_REPORT, .version = "9"), KEPT,
		    INCIDENT_RESOLVED, false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct incident was = in_state(cases[i].was), is;
		struct incident_input in = cases[i].in;
		const char *why;
		bool tell;

		print_message("%s\n", cases[i].why);
		in.version = in.version == NULL ? "" : in.version;
		assert_int_equal(incident_next(&was, &in, &is, &tell, &why),
		    cases[i].outcome);
		assert_int_equal(is.state, cases[i].is);
		assert_int_equal(tell, cases[i].tell);
		assert_int_equal(why != NULL, cases[i].outcome == REFUSED);
	}
}

/* ---- times, rates and versions ---- */

static struct incident
after(struct incident was, struct incident_input in)
{
	struct incident is;
	const char *why;
	bool tell;

	if (in.version == NULL)
		in.version = "";
	(void)incident_next(&was, &in, &is, &tell, &why);
	return is;
}

static void
test_numbers(void **state)
{
	const struct incident on = in_state(INCIDENT_ONGOING);
	struct incident i, resolved = in_state(INCIDENT_RESOLVED);

	(void)state;
	print_message("a more severe rise does not lower the rate told\n");
	i = after(on, (struct incident_input){ .act = ACT_RISE,
			  .at = NOW,
			  .rate = 1,
			  .severity = SEVERITY_HIGH });
	assert_true(i.told_rate >= 10 && i.severity == SEVERITY_HIGH);
	print_message("a stronger rise does not lower the severity\n");
	i = after(on, (struct incident_input){ .act = ACT_RISE,
			  .at = NOW,
			  .rate = 30,
			  .severity = SEVERITY_LOW });
	assert_true(i.told_rate >= 30 && i.severity == SEVERITY_MEDIUM);
	print_message("a clock that jumped back takes no time back\n");
	i = after(
	    on, (struct incident_input){ .act = ACT_RISE, .at = 5, .rate = 1 });
	assert_int_equal(i.last_rise, on.last_rise);
	i = after(on, (struct incident_input){ .act = ACT_RESOLVE, .at = 5 });
	assert_int_equal(i.ended_at, on.last_rise);
	print_message("what went quiet ended when it last rose\n");
	i = after(on, (struct incident_input){
			  .act = ACT_TICK, .at = NOW, .quiet_s = 60 });
	assert_int_equal(i.ended_at, on.last_rise);
	print_message("a new episode is measured by itself\n");
	i = after(resolved, (struct incident_input){ .act = ACT_RISE,
				.at = NOW,
				.rate = 2,
				.severity = SEVERITY_LOW });
	assert_true(
	    i.told_rate <= 2 && i.severity == SEVERITY_LOW && i.ended_at == 0);
	print_message("a mute ends at its time, not a second before\n");
	i = in_state(INCIDENT_MUTED);
	i.mute_until = NOW;
	assert_int_equal(after(i, (struct incident_input){ .act = ACT_TICK,
				      .at = NOW - 1,
				      .quiet_s = QUIET })
			     .state,
	    INCIDENT_MUTED);
	i = after(i, (struct incident_input){
			 .act = ACT_TICK, .at = NOW, .quiet_s = QUIET });
	assert_true(i.state == INCIDENT_ONGOING && i.mute_until == 0);
	print_message("in its first hour it may grow untold\n");
	i = in_state(INCIDENT_NEW);
	i.raised_at = NOW - HOUR_S + 1;
	assert_int_equal(after(i, (struct incident_input){ .act = ACT_RISE,
				      .at = NOW,
				      .rate = 99,
				      .severity = SEVERITY_LOW })
			     .state,
	    INCIDENT_NEW);
}

static void
test_fixed(void **state)
{
	static const struct {
		const char *why, *fixed_in;
		int64_t since;
		bool old;
		enum incident_return is;
	} rises[] = {
		{ "within a week", "", 7 * DAY_S - 1, false, INCIDENT_RETURNS },
		{ "after a week it is another", "", 7 * DAY_S, false,
		    INCIDENT_ANOTHER },
		{ "old means nothing when nothing was fixed", "", DAY_S, true,
		    INCIDENT_RETURNS },
		{ "of older versions: recorded", "2.5", DAY_S, true,
		    INCIDENT_RECORDED },
		{ "long after, what breaks is another matter", "2.5",
		    30 * DAY_S, true, INCIDENT_ANOTHER },
		{ "the fix did not help", "2.5", DAY_S, false,
		    INCIDENT_RETURNS },
	};
	static const struct {
		const char *why, *version;
		enum incident_state is;
	} reports[] = {
		{ "an older version", "2.4.9", INCIDENT_RESOLVED },
		{ "the very one", "2.5", INCIDENT_REGRESSED },
		{ "a later one, by number and not by letter", "2.10",
		    INCIDENT_REGRESSED },
		{ "before its release", "2.5-beta", INCIDENT_RESOLVED },
		{ "no version says nothing", "", INCIDENT_RESOLVED },
	};
	struct incident was = in_state(INCIDENT_RESOLVED);

	(void)state;
	for (size_t i = 0; i < LEN(rises); i++) {
		const struct incident_input in = { .act = ACT_RISE,
			.at = NOW,
			.old = rises[i].old,
			.version = "" };

		print_message("%s\n", rises[i].why);
		was.fixed_in = rises[i].fixed_in;
		was.ended_at = NOW - rises[i].since;
		assert_int_equal(incident_returns(&was, &in), rises[i].is);
		assert_int_equal(incident_is_open(after(was, in).state),
		    rises[i].is == INCIDENT_RETURNS);
	}
	was.fixed_in = "2.5";
	for (size_t i = 0; i < LEN(reports); i++) {
		print_message("%s\n", reports[i].why);
		assert_int_equal(
		    after(was, (struct incident_input){ .act = ACT_REPORT,
				   .at = NOW,
				   .version = reports[i].version })
			.state,
		    reports[i].is);
	}
}

static void
test_versions(void **state)
{
	static const struct {
		const char *why, *a, *b;
		int order;
	} cases[] = {
		{ "the same", "2.4.1", "2.4.1", 0 },
		{ "what is missing is 0", "2.4", "2.4.0", 0 },
		{ "numbers, not letters", "2.9", "2.10", -1 },
		{ "the first part counts most", "3.0", "2.9.9", 1 },
		{ "a mark stands before the number alone", "2.4.1-rc1", "2.4.1",
		    -1 },
		{ "marks by their letters", "2.4.1-a", "2.4.1-b", -1 },
		{ "nothing is the oldest", "", "0.1", -1 },
		{ "leading zeros", "2.04", "2.4", 0 },
		{ "as people write it", "v2.4.1", "2.4.1", 0 },
		{ "on either side", "2.9", "V2.10", -1 },
	};
	static const struct {
		const char *why, *text;
		bool is;
	} names[] = {
		{ "a version", "2.5", true },
		{ "with a v before it", "v2.5", true },
		{ "a word", "next release", false },
		{ "a word with a v", "vNext", false },
		{ "nothing", "", false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		int there = version_compare(cases[i].a, cases[i].b);
		int back = version_compare(cases[i].b, cases[i].a);

		print_message("%s\n", cases[i].why);
		assert_int_equal((there > 0) - (there < 0), cases[i].order);
		assert_int_equal((back > 0) - (back < 0), -cases[i].order);
	}
	for (size_t i = 0; i < LEN(names); i++) {
		print_message("%s\n", names[i].why);
		assert_int_equal(version_is(names[i].text), names[i].is);
	}
}

static void
test_about(void **state)
{
	static const struct {
		const char *why;
		int64_t n[4];
		enum severity is;
	} severities[] = {
		{ "nothing", { 0, 0, 0, 0 }, SEVERITY_LOW },
		{ "one of a hundred is not common", { 90, 9, 1, 0 },
		    SEVERITY_LOW },
		{ "a quarter is", { 60, 15, 20, 5 }, SEVERITY_HIGH },
		{ "all", { 0, 0, 0, 3 }, SEVERITY_CRITICAL },
		{ "the more severe count as severe, too", { 3, 0, 0, 1 },
		    SEVERITY_CRITICAL },
	};
	static const struct {
		const char *why;
		struct incident_share s;
		bool narrows, widens;
	} shares[] = {
		{ "nobody names any", { 0, 0 }, false, false },
		{ "three of five", { 3, 5 }, true, false },
		{ "half is not most, and not few", { 5, 10 }, false, false },
		{ "fewer than half", { 4, 10 }, false, true },
	};

	(void)state;
	for (size_t i = 0; i < LEN(severities); i++) {
		print_message("%s\n", severities[i].why);
		assert_int_equal(
		    incident_severity(severities[i].n), severities[i].is);
	}
	for (size_t i = 0; i < LEN(shares); i++) {
		print_message("%s\n", shares[i].why);
		assert_int_equal(
		    incident_narrows(&shares[i].s), shares[i].narrows);
		assert_int_equal(
		    incident_widens(&shares[i].s), shares[i].widens);
	}
}

static void
test_steps(void **state)
{
	static const struct {
		enum incident_state was, is;
		enum incident_act act;
		const char *word;
	} cases[] = {
		{ INCIDENT_NEW, INCIDENT_NEW, ACT_RAISE, "raised" },
		{ INCIDENT_NEW, INCIDENT_ONGOING, ACT_TICK, "went on" },
		{ INCIDENT_MUTED, INCIDENT_ONGOING, ACT_TICK, "mute ended" },
		{ INCIDENT_ONGOING, INCIDENT_RESOLVED, ACT_TICK, "quieted" },
		{ INCIDENT_ONGOING, INCIDENT_ESCALATING, ACT_RISE,
		    "escalated" },
		{ INCIDENT_RESOLVED, INCIDENT_REGRESSED, ACT_REPORT,
		    "regressed" },
		{ INCIDENT_MUTED, INCIDENT_ONGOING, ACT_UNMUTE, "unmuted" },
		{ INCIDENT_NEW, INCIDENT_RESOLVED, ACT_MERGE, "merged" },
		{ INCIDENT_MUTED, INCIDENT_MUTED, ACT_RISE, "more severe" },
		{ INCIDENT_NEW, INCIDENT_NEW, ACT_RISE, "escalated" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct incident was = in_state(cases[i].was);
		struct incident is = in_state(cases[i].is);

		assert_string_equal(
		    incident_step_word(&was, &is, cases[i].act), cases[i].word);
	}
	for (int s = 0; s < INCIDENT_STATES; s++)
		assert_int_equal(incident_state_of(incident_state_word(
				     (enum incident_state)s)),
		    s);
	assert_int_equal(incident_state_of("asleep"), INCIDENT_STATES);
}

static void
test_words(void **state)
{
	static const struct {
		const char *why;
		struct wording_scope s;
		const char *is;
	} cases[] = {
		{ "a category", { "crash", "", "", "", "" }, "Crashes" },
		{ "where it mostly is", { "crash", "", "android", "2.4.1", "" },
		    "Crashes, mostly on Android 2.4.1" },
		{ "a platform alone", { "ux", "", "ios", "", "" },
		    "Usability complaints, mostly on iOS" },
		{ "a version alone", { "crash", "", "", "2.4.1", "" },
		    "Crashes, mostly on version 2.4.1" },
		{ "a group", { "bug", "", "", "", "Door stuck" },
		    "Bug reports like \xe2\x80\x9c"
		    "Door stuck\xe2\x80\x9d" },
		{ "the total", { "", "", "", "", "" },
		    "More conversations than usual" },
		{ "of several categories", { "crash", "bug,api", "", "", "" },
		    "Crashes, bug reports and API problems" },
		{ "one that no table holds", { "late_parcel", "", "", "", "" },
		    "Late parcel" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(
		    wording_subject(mem, &cases[i].s), cases[i].is);
	}
	assert_string_equal(
	    wording_incident(mem, "Crashes",
		&(struct wording_counts){ 38, 1, "since 09:00", 36, 4 }),
	    "Crashes: 38 reports of 1 customer since 09:00, 9.0\xc3\x97 "
	    "the usual");
	assert_string_equal(
	    wording_incident(mem, "Crashes",
		&(struct wording_counts){ 1, 31, "since 09:00", 9, 0.1 }),
	    "Crashes: 1 report of 31 customers since 09:00, where hardly any "
	    "are usual");
	arena_end(mem);
}

/* ---- any sequence ---- */

static uint64_t
draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static struct incident_input
any_input(uint64_t *seed, int64_t at)
{
	static const char *const versions[] = { "", "2.4.1", "2.5", "2.5-rc",
		"2.10", "3" };
	struct incident_input in = {
		.act =
		    (enum incident_act)(1 + draw(seed) % (INCIDENT_ACTS - 1)),
		.at = at,
		.rate = (double)(draw(seed) % 64),
		.severity = (enum severity)(draw(seed) % 4),
		.old = draw(seed) % 3 == 0,
		.version = versions[draw(seed) % LEN(versions)],
		.quiet_s = QUIET,
	};

	if (in.act == ACT_MUTE && draw(seed) % 2)
		in.until = at + (int64_t)(draw(seed) % 9000) - 1000;
	return in;
}

static bool
same(const struct incident *a, const struct incident *b)
{
	return a->state == b->state && a->severity == b->severity &&
	       a->raised_at == b->raised_at && a->last_rise == b->last_rise &&
	       a->ended_at == b->ended_at && a->mute_until == b->mute_until &&
	       a->told_rate >= b->told_rate && a->told_rate <= b->told_rate &&
	       strcmp(a->fixed_in, b->fixed_in) == 0;
}

/* What holds of an incident at any time. */
static void
check_one(const struct incident *i)
{
	assert_int_equal(i->ended_at != 0, i->state == INCIDENT_RESOLVED);
	assert_true(i->ended_at == 0 || i->ended_at >= i->last_rise);
	assert_true(i->last_rise >= i->raised_at);
	assert_true(i->mute_until == 0 || i->state == INCIDENT_MUTED);
}

static void
check_step(const struct incident *was, const struct incident_input *in,
    const struct incident *is, enum incident_outcome outcome, bool tell)
{
	bool open = incident_is_open(was->state);
	bool still = open && incident_is_open(is->state);

	if (outcome != INCIDENT_CHANGED) {
		assert_int_equal(is->state, was->state);
		assert_false(tell);
	}
	if (outcome == INCIDENT_REFUSED)
		assert_true(same(was, is));
	assert_true(is->last_rise >= was->last_rise);
	if (still) {
		assert_true(is->severity >= was->severity);
		assert_true(is->told_rate >= was->told_rate);
	}
	if (!open && in->act == ACT_REPORT)
		assert_int_equal(incident_is_open(is->state),
		    *was->fixed_in != '\0' && *in->version != '\0' &&
			version_compare(in->version, was->fixed_in) >= 0);
	if (!open && in->act == ACT_RISE && *was->fixed_in != '\0' && in->old)
		assert_false(incident_is_open(is->state));
	if (in->act == ACT_TICK && was->mute_until != 0 &&
	    in->at >= was->mute_until)
		assert_int_not_equal(is->state, INCIDENT_MUTED);
}

/* Doing the same again changes nothing more. */
static void
check_twice(const struct incident *is, const struct incident_input *in)
{
	struct incident again;
	const char *why;
	bool tell;
	enum incident_outcome o = incident_next(is, in, &again, &tell, &why);

	if (in->act == ACT_TICK || in->act == ACT_RISE)
		assert_int_not_equal(o, INCIDENT_REFUSED);
	else if (o != INCIDENT_REFUSED)
		assert_int_equal(o, INCIDENT_KEPT);
	assert_true(in->act == ACT_RISE || same(is, &again));
}

static void
walk(uint64_t seed, int seen[INCIDENT_STATES])
{
	struct incident was, is;
	int64_t at = NOW;
	const char *why;
	bool tell;

	(void)incident_next(&(struct incident){ .fixed_in = "" },
	    &(struct incident_input){
		.act = ACT_RAISE, .at = at, .rate = 4, .version = "" },
	    &was, &tell, &why);
	assert_true(tell);
	for (int step = 0; step < 400; step++) {
		struct incident_input in;
		enum incident_outcome outcome;

		/* now and then days, now and then hours backwards */
		at += draw(&seed) % 40 == 0 ? 5 * DAY_S :
		    draw(&seed) % 40 == 0 ?
		    -(int64_t)(draw(&seed) % 30) * HOUR_S :
		    (int64_t)(draw(&seed) % 3000) - 300;
		in = any_input(&seed, at);
		outcome = incident_next(&was, &in, &is, &tell, &why);
		assert_int_equal(why != NULL, outcome == INCIDENT_REFUSED);
		check_one(&is);
		check_step(&was, &in, &is, outcome, tell);
		check_twice(&is, &in);
		seen[is.state]++;
		was = is;
	}
}

static void
test_any_sequence(void **state)
{
	int seen[INCIDENT_STATES] = { 0 };

	(void)state;
	for (uint64_t seed = 1; seed <= 500; seed++) {
		print_message("seed %d\n", (int)seed);
		walk(seed * 0x9e3779b97f4a7c15u, seen);
	}
	/* and the walks went everywhere */
	for (int s = 0; s < INCIDENT_STATES; s++)
		assert_true(s == INCIDENT_NEW || seen[s] > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_acts),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_about),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_any_sequence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
