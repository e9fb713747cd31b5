/* SPDX-License-Identifier: MIT */
#include "analysis/incident.h"

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

static const char *const acts[] = {
#define ACT(name, word, who) word,
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
	enum incident_state s = 0;

	while (s < INCIDENT_STATES && strcmp(states[s].word, word) != 0)
		s++;
	return s;
}

const char *
incident_act_word(enum incident_act a)
{
	return acts[a];
}

/* ---- versions ---- */

static unsigned long
number(const char **s)
{
	char *end;
	unsigned long n = isdigit((unsigned char)**s) ? strtoul(*s, &end, 10) :
	    0;

	if (isdigit((unsigned char)**s))
		*s = end;
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

/* ---- acts ---- */

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

static void
told(struct incident *next, const struct incident_input *in)
{
	next->told_rate = in->rate;
	next->severity = in->severity;
}

static enum incident_outcome
raise(const struct incident_input *in, struct incident *next, bool *tell)
{
	*next = (struct incident){ .raised_at = in->at, .last_rise = in->at,
		.fixed_in = "" };
	told(next, in);
	*tell = true;
	return change(next, INCIDENT_NEW);
}

static enum incident_outcome
come_back(const struct incident_input *in, struct incident *next, bool *tell)
{
	next->last_rise = in->at;
	next->ended_at = 0;
	if (in->act == ACT_RISE)
		told(next, in);
	*tell = true;
	return change(next, INCIDENT_REGRESSED);
}

bool
incident_would_return(const struct incident *now,
    const struct incident_input *in)
{
	if (now->fixed_in[0] != '\0' && in->old)
		return false;
	return in->at - now->ended_at < INCIDENT_REGRESS_S;
}

static enum incident_outcome
rise(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	bool worse = in->rate >= WORSE * now->told_rate ||
	    in->severity > now->severity;

	if (!incident_is_open(now->state)) {
		if (!incident_would_return(now, in))
			return INCIDENT_KEPT;
		return come_back(in, next, tell);
	}
	next->last_rise = in->at;
	if (worse && (now->state != INCIDENT_MUTED || now->mute_until == 0)) {
		told(next, in);
		*tell = true;
		return change(next, INCIDENT_ESCALATING);
	}
	if (now->state == INCIDENT_NEW &&
	    in->at - now->raised_at >= INCIDENT_ONGOING_S)
		return change(next, INCIDENT_ONGOING);
	return INCIDENT_KEPT;
}

static enum incident_outcome
resolve(const struct incident_input *in, struct incident *next,
    const char *fixed_in, bool *tell)
{
	next->ended_at = in->at;
	next->fixed_in = fixed_in;
	*tell = true;
	return change(next, INCIDENT_RESOLVED);
}

static enum incident_outcome
tick(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell)
{
	if (!incident_is_open(now->state))
		return INCIDENT_KEPT;
	if (in->at - now->last_rise >= in->quiet_s)
		return resolve(in, next, "", tell);
	if (now->state == INCIDENT_MUTED && now->mute_until != 0 &&
	    in->at >= now->mute_until) {
		*tell = true;
		return change(next, INCIDENT_ONGOING);
	}
	if (now->state == INCIDENT_NEW &&
	    in->at - now->raised_at >= INCIDENT_ONGOING_S)
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
	return come_back(in, next, tell);
}

static enum incident_outcome
mute(const struct incident *now, const struct incident_input *in,
    struct incident *next, const char **why)
{
	if (!incident_is_open(now->state))
		return refuse(why, "it is resolved");
	if (in->until != 0 && in->until <= in->at)
		return refuse(why, "that time is over");
	if (now->state == INCIDENT_MUTED && now->mute_until == in->until)
		return INCIDENT_KEPT;
	next->mute_until = in->until;
	return change(next, INCIDENT_MUTED);
}

static enum incident_outcome
by_person(const struct incident *now, const struct incident_input *in,
    struct incident *next, bool *tell, const char **why)
{
	bool open = incident_is_open(now->state);

	switch (in->act) {
	case ACT_ACK:
		if (!open)
			return refuse(why, "it is resolved");
		return now->state == INCIDENT_ACKNOWLEDGED ? INCIDENT_KEPT :
		    change(next, INCIDENT_ACKNOWLEDGED);
	case ACT_MUTE:
		return mute(now, in, next, why);
	case ACT_UNMUTE:
		return now->state != INCIDENT_MUTED ? INCIDENT_KEPT :
		    change(next, INCIDENT_ONGOING);
	case ACT_RESOLVE:
		if (!open && strcmp(now->fixed_in, in->version) == 0)
			return INCIDENT_KEPT;
		if (open)
			return resolve(in, next, in->version, tell);
		next->fixed_in = in->version;
		return INCIDENT_CHANGED;
	case ACT_REOPEN:
		if (open)
			return INCIDENT_KEPT;
		next->ended_at = 0;
		next->last_rise = in->at;
		*tell = true;
		return change(next, INCIDENT_ONGOING);
	default:
		return refuse(why, "nobody can do that");
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
		return by_person(now, in, next, tell, why);
	}
}
