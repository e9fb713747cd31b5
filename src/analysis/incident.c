/* SPDX-License-Identifier: MIT */
#include "analysis/incident.h"

#include "base/table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Twice as many an hour as when it was last told is worse. */
static const double WORSE = 2;

static const struct {
	const char *word;
	bool open;
} states[] = {
#define STATE(name, word, open) { word, open },
#include "analysis/incident.def"
#undef STATE
};

enum { PROGRAM, PERSON };

static const struct {
	const char *word;
	int who;
} acts[] = {
#define ACT(name, word, who) { word, who },
#include "analysis/incident.def"
#undef ACT
};

bool
incident_is_open(enum incident_state s)
{
	return states[s].open;
}

const char *
incident_state_word(enum incident_state s)
{
	return states[s].word;
}

enum incident_state
incident_state_of(const char *word)
{
	return (enum incident_state)TABLE_FIND(states, word, word);
}

const char *
incident_act_word(enum incident_act a)
{
	return acts[a].word;
}

bool
incident_by_person(enum incident_act a)
{
	return acts[a].who == PERSON;
}

const char *
incident_step_word(const struct incident *was, const struct incident *next,
    enum incident_act act)
{
	if (incident_by_person(act) || act == ACT_RAISE)
		return acts[act].word;
	if (act == ACT_TICK && was->state == INCIDENT_MUTED &&
	    next->state == INCIDENT_ONGOING)
		return "mute ended";
	if (next->state == INCIDENT_MUTED)
		return "more severe";
	switch (next->state) {
	case INCIDENT_RESOLVED:
		return "quieted";
	case INCIDENT_REGRESSED:
		return "regressed";
	case INCIDENT_ONGOING:
		return "went on";
	default:
		return "escalated";
	}
}

/* ---- versions ---- */

static const char *
after_v(const char *s)
{
	return (*s == 'v' || *s == 'V') && isdigit((unsigned char)s[1]) ? s + 1
									: s;
}

bool
version_is(const char *s)
{
	return isdigit((unsigned char)*after_v(s));
}

static unsigned long
number(const char **s)
{
	unsigned long n = 0;
	char *end;

	if (isdigit((unsigned char)**s)) {
		n = strtoul(*s, &end, 10);
		*s = end;
	}
	return n;
}

/* The mark behind a number: up to the next dot. */
static int
compare_marks(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t len = a_len < b_len ? a_len : b_len;
	int order = strncmp(a, b, len);

	if (a_len == 0 || b_len == 0)
		return (a_len == 0) - (b_len == 0);
	return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

int
version_compare(const char *a, const char *b)
{
	a = after_v(a);
	b = after_v(b);
	while (*a != '\0' || *b != '\0') {
		unsigned long x = number(&a), y = number(&b);
		size_t a_len = strcspn(a, "."), b_len = strcspn(b, ".");
		int order = compare_marks(a, a_len, b, b_len);

		if (x != y)
			return x < y ? -1 : 1;
		if (order != 0)
			return order;
		a += a_len + (a[a_len] == '.');
		b += b_len + (b[b_len] == '.');
	}
	return 0;
}

/* ---- what a rise is about ---- */

enum severity
incident_severity(const int64_t n[static 4])
{
	int64_t all = n[0] + n[1] + n[2] + n[3], above = 0;
	int s = SEVERITY_CRITICAL;

	for (; s > SEVERITY_LOW; s--) {
		above += n[s];
		if (above > 0 && 4 * above >= all)
			break;
	}
	return (enum severity)s;
}

bool
incident_narrows(const struct incident_share *s)
{
	return s->named > 0 && 5 * s->here >= 3 * s->named;
}

bool
incident_widens(const struct incident_share *s)
{
	return 2 * s->here < s->named;
}

/* ---- acts ---- */

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static enum incident_outcome
change(struct incident *next, enum incident_state to)
{
	next->state = to;
	if (to != INCIDENT_MUTED)
		next->mute_until = 0;
	return INCIDENT_CHANGED;
}

static enum incident_outcome
refuse(const char **why, const char *because)
{
	*why = because;
	return INCIDENT_REFUSED;
}

static enum incident_outcome
raise(const struct incident_input *in, struct incident *next, bool *tell)
{
	*next = (struct incident){ .raised_at = in->at,
		.last_rise = in->at,
		.told_rate = in->rate,
		.severity = in->severity,
		.fixed_in = "" };
	*tell = true;
	return change(next, INCIDENT_NEW);
}

/* It is open again. What was told before it was resolved counts no more. */
static enum incident_outcome
open_again(const struct incident_input *in, struct incident *next,
    enum incident_state to, bool *tell)
{
	next->last_rise = later(next->last_rise, in->at);
	next->ended_at = 0;
	if (in->act == ACT_RISE) {
		next->told_rate = in->rate;
		next->severity = in->severity;
	}
	*tell = true;
	return change(next, to);
}

enum incident_return
incident_returns(const struct incident *now, const struct incident_input *in)
{
	int64_t since = in->at - now->ended_at;

	if (now->fixed_in[0] != '\0' && in->old)
		return since < INCIDENT_OLD_S ? INCIDENT_RECORDED
					      : INCIDENT_ANOTHER;
	return since < INCIDENT_REGRESS_S ? INCIDENT_RETURNS : INCIDENT_ANOTHER;
}

static bool
first_hour(const struct incident *now, int64_t at)
{
	return now->state == INCIDENT_NEW &&
	       at - now->raised_at < INCIDENT_ONGOING_S;
}

static enum incident_outcome
rise_of_open(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	bool severe = in->severity > now->severity;
	bool more =
	    in->rate > now->told_rate && in->rate >= WORSE * now->told_rate;

	next->last_rise = later(now->last_rise, in->at);
	if (severe)
		next->severity = in->severity;
	if (now->state == INCIDENT_MUTED && now->mute_until != 0)
		return severe ? INCIDENT_CHANGED : INCIDENT_KEPT;
	if (first_hour(now, in->at)) {
		*tell = severe;
		return severe ? INCIDENT_CHANGED : INCIDENT_KEPT;
	}
	if (severe || more) {
		if (in->rate > now->told_rate)
			next->told_rate = in->rate;
		*tell = true;
		return change(next, INCIDENT_ESCALATING);
	}
	return now->state == INCIDENT_NEW ? change(next, INCIDENT_ONGOING)
					  : INCIDENT_KEPT;
}

static enum incident_outcome
rise(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	if (incident_is_open(now->state))
		return rise_of_open(now, in, next, tell);
	return incident_returns(now, in) == INCIDENT_RETURNS
		   ? open_again(in, next, INCIDENT_REGRESSED, tell)
		   : INCIDENT_KEPT;
}

static enum incident_outcome
end(struct incident *next, int64_t at, const char *fixed_in)
{
	/* a clock that was set back ends nothing before it last rose */
	next->ended_at = later(at, next->last_rise);
	next->fixed_in = fixed_in;
	return change(next, INCIDENT_RESOLVED);
}

static enum incident_outcome
tick(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	if (!incident_is_open(now->state))
		return INCIDENT_KEPT;
	if (in->quiet_s > 0 && in->at - now->last_rise >= in->quiet_s) {
		/* who muted it wants to hear nothing of it */
		*tell = now->state != INCIDENT_MUTED;
		return end(next, now->last_rise, "");
	}
	if (now->state == INCIDENT_MUTED && now->mute_until != 0 &&
	    in->at >= now->mute_until) {
		*tell = true;
		return change(next, INCIDENT_ONGOING);
	}
	if (now->state == INCIDENT_NEW && !first_hour(now, in->at))
		return change(next, INCIDENT_ONGOING);
	return INCIDENT_KEPT;
}

static enum incident_outcome
report(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	if (incident_is_open(now->state) || now->fixed_in[0] == '\0' ||
	    in->version[0] == '\0' ||
	    version_compare(in->version, now->fixed_in) < 0)
		return INCIDENT_KEPT;
	return open_again(in, next, INCIDENT_REGRESSED, tell);
}

static enum incident_outcome
mute(const struct incident *now, const struct incident_input *in,
    struct incident *next, const char **why)
{
	if (in->until != 0 && in->until <= in->at)
		return refuse(why, "that time is over");
	if (now->state == INCIDENT_MUTED && now->mute_until == in->until)
		return INCIDENT_KEPT;
	next->mute_until = in->until;
	return change(next, INCIDENT_MUTED);
}

static enum incident_outcome
to_open(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell, const char **why)
{
	switch (in->act) {
	case ACT_ACK:
		return now->state == INCIDENT_ACKNOWLEDGED
			   ? INCIDENT_KEPT
			   : change(next, INCIDENT_ACKNOWLEDGED);
	case ACT_MUTE:
		return mute(now, in, next, why);
	case ACT_UNMUTE:
		return now->state != INCIDENT_MUTED
			   ? INCIDENT_KEPT
			   : change(next, INCIDENT_ONGOING);
	case ACT_RESOLVE:
	case ACT_MERGE:
		*tell = true;
		return end(
		    next, in->at, in->act == ACT_MERGE ? "" : in->version);
	default:
		return INCIDENT_KEPT;
	}
}

static enum incident_outcome
to_resolved(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell, const char **why)
{
	switch (in->act) {
	case ACT_RESOLVE:
		/* who says no version does not take one back */
		if (in->version[0] == '\0' ||
		    strcmp(now->fixed_in, in->version) == 0)
			return INCIDENT_KEPT;
		next->fixed_in = in->version;
		return INCIDENT_CHANGED;
	case ACT_REOPEN:
		return open_again(in, next, INCIDENT_ONGOING, tell);
	case ACT_UNMUTE:
	case ACT_MERGE:
		return INCIDENT_KEPT;
	default:
		return refuse(why, "it is resolved");
	}
}

enum incident_outcome
incident_next(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell, const char **why)
{
	*next = *now;
	*tell = false;
	*why = NULL;
	switch (in->act) {
	case ACT_RAISE:
		return raise(in, next, tell);
	case ACT_RISE:
		return rise(now, in, next, tell);
	case ACT_TICK:
		return tick(now, in, next, tell);
	case ACT_REPORT:
		return report(now, in, next, tell);
	default:
		return incident_is_open(now->state)
			   ? to_open(now, in, next, tell, why)
			   : to_resolved(now, in, next, tell, why);
	}
}
