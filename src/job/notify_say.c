/* SPDX-License-Identifier: MIT */
#include "job/notify_say.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "upstream/slack_text.h"

#include <string.h>

enum { TITLE_MAX = 120, SUBJECT_MAX = 100, SUMMARY_MAX = 200, NOTE_MAX = 500,
	NAME_MAX_CHARS = 80, TAGS_MAX = 8 };

#define RED "\xf0\x9f\x94\xb4"
#define ORANGE "\xf0\x9f\x9f\xa0"
#define YELLOW "\xf0\x9f\x9f\xa1"
#define GREEN "\xf0\x9f\x9f\xa2"
#define WHITE "\xe2\x9a\xaa"
#define DOT " \xc2\xb7 "

static const struct {
	const char *severity, *sign, *word;
} severities[] = {
	{ "critical", RED, "CRITICAL" },
	{ "high", ORANGE, "HIGH" },
	{ "medium", YELLOW, "MEDIUM" },
	{ "low", GREEN, "LOW" },
};

/* What may be done about it, as buttons. */
enum { MAY_ACK = 1, MAY_MUTE = 2, MAY_RESOLVE = 4 };

static const struct {
	const char *state, *word;
	unsigned may;
} states[] = {
	{ "new", "New", MAY_ACK | MAY_MUTE | MAY_RESOLVE },
	{ "ongoing", "Ongoing", MAY_ACK | MAY_MUTE | MAY_RESOLVE },
	{ "escalating", "Escalating", MAY_ACK | MAY_MUTE | MAY_RESOLVE },
	{ "regressed", "Back again", MAY_ACK | MAY_MUTE | MAY_RESOLVE },
	{ "acknowledged", "Acknowledged", MAY_MUTE | MAY_RESOLVE },
	{ "muted", "Muted", MAY_ACK | MAY_RESOLVE },
	{ "resolved", "Resolved", 0 },
};

static const struct {
	unsigned may;
	const char *action, *text, *style;
} buttons[] = {
	{ MAY_ACK, "ack", "Acknowledge", "primary" },
	{ MAY_MUTE, "mute_24h", "Mute 24 h", "" },
	{ MAY_RESOLVE, "resolve", "Resolve", "" },
};

static size_t
severity_of(const char *severity)
{
	size_t i = 0;

	while (i < 3 && strcmp(severities[i].severity, severity) != 0)
		i++;
	return i;
}

/* The row of a state; an unknown one is shown as it is, without buttons. */
static const char *
state_word(const char *state, unsigned *may)
{
	*may = 0;
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i].state, state) == 0) {
			*may = states[i].may;
			return states[i].word;
		}
	return state;
}

const char *
say_mention(struct arena *mem, const char *id)
{
	size_t len = strlen(id);

	if (len < 2 || len > 32 || strchr("UWS", *id) == NULL ||
	    strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != len)
		return "";
	return arena_fmt(mem, *id == 'S' ? "<!subteam^%s>" : "<@%s>", id);
}

const char *
said_hash(struct arena *mem, const struct telling *s)
{
	const char *all = arena_fmt(mem, "%s\n%s", s->text, s->blocks);

	return crypto_sha256_hex(mem, all, strlen(all));
}

const char *
say_date(struct arena *mem, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	return arena_fmt(mem, "<!date^%lld^{date_short_pretty} {time}|%s>",
	    (long long)at, clock_iso(at, iso));
}

static const char *
span(struct arena *mem, int64_t seconds)
{
	if (seconds < 90 * 60)
		return arena_fmt(mem, "%lld min", (long long)seconds / 60);
	if (seconds < 36 * HOUR)
		return arena_fmt(mem, "%lld h", (long long)(seconds + HOUR / 2)
		    / HOUR);
	return arena_fmt(mem, "%lld days", (long long)(seconds + DAY / 2) /
	    DAY);
}

/* "24 reports in 2 h, 3.1 usual"; no number that would be written as nothing */
static const char *
rise(struct arena *mem, const struct alert_incident *i)
{
	return arena_fmt(mem, "%lld report%s in %s, %s usual",
	    (long long)i->reports, i->reports == 1 ? "" : "s",
	    span(mem, i->seconds), i->expected < 0.05 ? "hardly any" :
	    arena_fmt(mem, "%.1f", i->expected));
}

/* --- blocks ----------------------------------------------------------------- */

static void
text_object(struct jw *w, const char *type, const char *text)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), type);
	jw_text(jw_key(w, "text"), text);
	/* or Slack looks for addresses and names in what is not marked as one */
	if (strcmp(type, "mrkdwn") == 0)
		jw_bool(jw_key(w, "verbatim"), true);
	jw_end(w);
}

static void
header(struct arena *mem, struct jw *w, const char *text)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "header");
	text_object(jw_key(w, "text"), "plain_text",
	    slack_plain(mem, text, SLACK_HEADER_MAX));
	jw_end(w);
}

static void
section(struct jw *w, const char *mrkdwn)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "section");
	text_object(jw_key(w, "text"), "mrkdwn", mrkdwn);
	jw_end(w);
}

static void
context(struct jw *w, const char *mrkdwn)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "context");
	jw_array(jw_key(w, "elements"));
	text_object(w, "mrkdwn", mrkdwn);
	jw_end(w);
	jw_end(w);
}

static void
fields_begin(struct jw *w)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "section");
	jw_array(jw_key(w, "fields"));
}

static void
field(struct arena *mem, struct jw *w, const char *name, const char *mrkdwn)
{
	text_object(w, "mrkdwn", arena_fmt(mem, "*%s*\n%s", name, mrkdwn));
}

static void
severity_field(struct arena *mem, struct jw *w, const char *severity)
{
	size_t s = severity_of(severity);

	field(mem, w, "Severity", arena_fmt(mem, "%s %s", severities[s].sign,
	    severities[s].word));
}

/* mention: "" for nobody. */
static void
for_whom(struct arena *mem, struct jw *w, const char *mention)
{
	if (*mention != '\0')
		context(w, arena_fmt(mem, "For %s", mention));
}

static const char *
with_mention(struct arena *mem, const char *words, const char *mention)
{
	return *mention == '\0' ? words : arena_fmt(mem, "%s %s", words,
	    mention);
}

static void
blocks_end(struct jw *w)
{
	jw_end(w);
	jw_end(w);
}

static void
actions_begin(struct jw *w, const char *id)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "actions");
	jw_text(jw_key(w, "block_id"), id);
	jw_array(jw_key(w, "elements"));
}

static void
button(struct jw *w, const char *action, const char *text, const char *style,
    const char *value, const char *url)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "button");
	jw_text(jw_key(w, "action_id"), action);
	text_object(jw_key(w, "text"), "plain_text", text);
	if (*style != '\0')
		jw_text(jw_key(w, "style"), style);
	if (*value != '\0')
		jw_text(jw_key(w, "value"), value);
	if (*url != '\0')
		jw_text(jw_key(w, "url"), url);
	jw_end(w);
}

/* --- incidents -------------------------------------------------------------- */

static const char *
standing(struct arena *mem, const struct alert_incident *i, unsigned *may)
{
	const char *word = state_word(i->state, may);

	if (i->merged_into != 0) {
		*may = 0;
		return arena_fmt(mem, "Merged into incident %lld",
		    (long long)i->merged_into);
	}
	if (strcmp(i->state, "muted") == 0)
		return i->mute_until == 0 ? "Muted until it gets worse" :
		    arena_fmt(mem, "Muted until %s", say_date(mem, i->mute_until));
	if (strcmp(i->state, "resolved") == 0 && *i->fixed_in != '\0')
		return arena_fmt(mem, "Resolved, fixed in %s",
		    slack_mrkdwn(mem, i->fixed_in, NAME_MAX_CHARS));
	return slack_mrkdwn(mem, word, NAME_MAX_CHARS);
}

static void
incident_fields(struct arena *mem, struct jw *w, const struct alert_incident *i,
    const char *state)
{
	fields_begin(w);
	field(mem, w, "State", state);
	severity_field(mem, w, i->severity);
	field(mem, w, "Reports", rise(mem, i));
	field(mem, w, "In all", arena_fmt(mem, "%lld conversation%s of %lld "
	    "customer%s", (long long)i->conversations,
	    i->conversations == 1 ? "" : "s", (long long)i->customers,
	    i->customers == 1 ? "" : "s"));
	field(mem, w, "Since", say_date(mem, i->begins_at));
	if (i->ended_at != 0)
		field(mem, w, "Until", say_date(mem, i->ended_at));
	if (*i->platform != '\0')
		field(mem, w, "Platform", slack_mrkdwn(mem, i->platform,
		    NAME_MAX_CHARS));
	if (*i->app_version != '\0')
		field(mem, w, "Version", slack_mrkdwn(mem, i->app_version,
		    NAME_MAX_CHARS));
	if (*i->owner != '\0')
		field(mem, w, "Owner", slack_mrkdwn(mem, i->owner,
		    NAME_MAX_CHARS));
	blocks_end(w);
}

static void
incident_actions(struct arena *mem, struct jw *w, const struct say_place *p,
    const struct alert_incident *i, unsigned may)
{
	const char *value = arena_fmt(mem, "%lld", (long long)i->id);

	actions_begin(w, "incident");
	for (size_t n = 0; n < sizeof(buttons) / sizeof(*buttons); n++)
		if (p->buttons && (may & buttons[n].may))
			button(w, buttons[n].action, buttons[n].text,
			    buttons[n].style, value, "");
	button(w, "open", "Open in Tidemark", "", "", arena_fmt(mem,
	    "%s/incidents/%lld", p->public_url, (long long)i->id));
	blocks_end(w);
}

struct telling
say_incident(struct arena *mem, const struct say_place *p,
    const struct alert_incident *i)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);
	const char *sign = severities[severity_of(i->severity)].sign;
	const char *mention = say_mention(mem, i->mention);
	unsigned may;
	const char *state = standing(mem, i, &may);

	jw_array(&w);
	header(mem, &w, arena_fmt(mem, "%s %s", may == 0 ? WHITE : sign,
	    i->title));
	incident_fields(mem, &w, i, state);
	for_whom(mem, &w, mention);
	incident_actions(mem, &w, p, i, may);
	jw_end(&w);
	return (struct telling){ with_mention(mem, arena_fmt(mem,
	    "%s %s" DOT "%s: %s", may == 0 ? WHITE : sign, state,
	    slack_mrkdwn(mem, i->title, TITLE_MAX), rise(mem, i)), mention),
	    sbuf_cstr(out), false };
}

/* Who did it: a name, or nobody for the program. */
static const char *
by(struct arena *mem, const char *who)
{
	if (strcmp(who, "program") == 0 || *who == '\0')
		return "";
	if (strncmp(who, "slack:", 6) == 0)
		who += 6;
	return arena_fmt(mem, " by %s", slack_mrkdwn(mem, who,
	    NAME_MAX_CHARS));
}

/* Nobody is mentioned for what they did themselves, nor for what needs nobody. */
static const char *
event_mention(struct arena *mem, const struct alert_incident *i,
    const struct alert_event *e)
{
	bool wakes = strcmp(e->to, "escalating") == 0 ||
	    strcmp(e->to, "regressed") == 0;

	if (!wakes || (*e->who_id != '\0' && strcmp(e->who_id, i->mention) == 0))
		return "";
	return say_mention(mem, i->mention);
}

static const char *
event_words(struct arena *mem, const struct alert_incident *i,
    const struct alert_event *e)
{
	const char *who = by(mem, e->who);
	unsigned may;

	if (strcmp(e->kind, "note") == 0)
		return arena_fmt(mem, "Note%s", who);
	if (strcmp(e->kind, "merged") == 0)
		return arena_fmt(mem, "Merged into incident %lld%s",
		    (long long)i->merged_into, who);
	if (strcmp(e->kind, "took in") == 0)
		return arena_fmt(mem, "Another incident was merged into this "
		    "one%s", who);
	if (strcmp(e->kind, "owner") == 0 && *i->owner != '\0')
		return arena_fmt(mem, "Owner is now %s%s", slack_mrkdwn(mem,
		    i->owner, NAME_MAX_CHARS), who);
	if (strcmp(e->kind, "owner") == 0)
		return arena_fmt(mem, "Owner changed%s", who);
	if (strcmp(e->to, "resolved") == 0 && *who == '\0')
		return "Resolved: it is back to usual";
	if (strcmp(e->to, "escalating") == 0 ||
	    strcmp(e->kind, "escalated") == 0)
		return arena_fmt(mem, RED " Escalating: %s", rise(mem, i));
	if (strcmp(e->to, "regressed") == 0)
		return arena_fmt(mem, RED " Back again%s: %s", who,
		    rise(mem, i));
	if (strcmp(e->from, "resolved") == 0)
		return arena_fmt(mem, "Reopened%s", who);
	if (strcmp(e->from, "muted") == 0 && *who == '\0')
		return arena_fmt(mem, "No longer muted: %s",
		    slack_mrkdwn(mem, state_word(e->to, &may), NAME_MAX_CHARS));
	return arena_fmt(mem, "%s%s", slack_mrkdwn(mem, state_word(e->to, &may),
	    NAME_MAX_CHARS), who);
}

struct telling
say_event(struct arena *mem, const struct alert_incident *i,
    const struct alert_event *e)
{
	const char *words = with_mention(mem, event_words(mem, i, e),
	    event_mention(mem, i, e));

	return (struct telling){ arena_fmt(mem, "%s%s%s", words,
	    *e->note ? "\n>" : "", slack_mrkdwn(mem, e->note, NOTE_MAX)), "",
	    strcmp(e->to, "escalating") == 0 ||
	    strcmp(e->to, "regressed") == 0 };
}

struct telling
say_reminder(struct arena *mem, const struct alert_incident *i,
    const char *kind, int64_t now)
{
	bool escalation = strcmp(kind, "escalation") == 0;
	const char *mention = say_mention(mem, escalation ? i->escalate_to :
	    i->mention);

	return (struct telling){ with_mention(mem, arena_fmt(mem, "%s %s for %s: "
	    "nobody has acknowledged \xe2\x80\x9c%s\xe2\x80\x9d. %s",
	    escalation ? RED : "\xe2\x8f\xb0", escalation ?
	    "Still without an answer" : "Open", span(mem, now - i->raised_at),
	    slack_mrkdwn(mem, i->title, TITLE_MAX), rise(mem, i)), mention), "",
	    escalation };
}

/* --- new conversations ------------------------------------------------------ */

/* The first that fits names it; what else holds is among the tags. */
static const struct {
	const char *kind, *label, *tag;
} ticket_kinds[] = {
	{ "delete_request", "\xf0\x9f\x9a\xa8 DELETE ACCOUNT",
	  "\xf0\x9f\x9a\xa8 DELETE_REQUEST" },
	{ "critical", RED " Critical", RED " CRITICAL" },
	{ "empty", "\xf0\x9f\x93\xad Empty", "\xf0\x9f\x93\xad EMPTY_TICKET" },
	{ "unreadable", "\xe2\x9d\x93 Unreadable",
	  "\xe2\x9d\x93 UNREADABLE" },
};

enum { TICKET_KINDS = sizeof(ticket_kinds) / sizeof(*ticket_kinds) };

static bool
is_kind(const struct alert_ticket *t, size_t kind)
{
	for (size_t i = 0; i < t->n_kinds; i++)
		if (strcmp(t->kinds[i], ticket_kinds[kind].kind) == 0)
			return true;
	return false;
}

static const char *
ticket_label(const struct alert_ticket *t)
{
	for (size_t i = 0; i < TICKET_KINDS; i++)
		if (is_kind(t, i))
			return ticket_kinds[i].label;
	return "New";
}

static void
part(struct arena *mem, struct sbuf *out, const char *sign, const char *text)
{
	if (*text != '\0')
		sbuf_fmt(out, "%s%s %s", out->len > 0 ? "   " : "", sign,
		    slack_mrkdwn(mem, text, NAME_MAX_CHARS));
}

static void
ticket_people(struct arena *mem, struct jw *w, const struct alert_ticket *t)
{
	struct sbuf *out = sbuf_arena(mem);

	part(mem, out, "\xf0\x9f\x93\xb1", t->platform);
	part(mem, out, "\xf0\x9f\x92\xbb", t->device);
	part(mem, out, "\xf0\x9f\x91\xa4", t->customer);
	part(mem, out, "\xf0\x9f\x86\x94", t->user_id);
	if (out->len > 0)
		context(w, sbuf_cstr(out));
}

static void
ticket_tags(struct arena *mem, struct jw *w, const struct alert_ticket *t)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t n = 0;

	for (size_t i = 0; i < TICKET_KINDS; i++)
		if (is_kind(t, i))
			sbuf_fmt(out, "%s%s", n++ ? ", " : "",
			    ticket_kinds[i].tag);
	if (strcmp(t->intent, "offerwall_issue") == 0)
		sbuf_fmt(out, "%s\xf0\x9f\x8e\x81 OfferWall", n++ ? ", " : "");
	for (size_t i = 0; i < t->n_tags && n < TAGS_MAX; i++)
		sbuf_fmt(out, "%s%s", n++ ? ", " : "",
		    slack_mrkdwn(mem, t->tags[i], NAME_MAX_CHARS));
	if (n > 0)
		context(w, arena_fmt(mem, "\xf0\x9f\x8f\xb7\xef\xb8\x8f %s",
		    sbuf_cstr(out)));
}

static void
ticket_actions(struct arena *mem, struct jw *w, const struct say_place *p,
    const struct alert_ticket *t)
{
	actions_begin(w, "ticket");
	button(w, "open", "Open in Help Scout", "primary", "", arena_fmt(mem,
	    "%s/conversation/%lld/%lld", p->hs_url, (long long)t->id,
	    (long long)t->number));
	button(w, "open_here", "Open in Tidemark", "", "", arena_fmt(mem,
	    "%s/conversations/%lld", p->public_url, (long long)t->id));
	blocks_end(w);
}

struct telling
say_ticket(struct arena *mem, const struct say_place *p,
    const struct alert_ticket *t)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);
	const char *mention = say_mention(mem, t->mention);
	const char *head = arena_fmt(mem, "%s: #%lld", ticket_label(t),
	    (long long)t->number);

	jw_array(&w);
	header(mem, &w, head);
	fields_begin(&w);
	severity_field(mem, &w, t->severity);
	field(mem, &w, "Subject", *t->subject == '\0' ? "(none)" :
	    slack_mrkdwn(mem, t->subject, SUBJECT_MAX));
	field(mem, &w, "Time", say_date(mem, t->created_at));
	blocks_end(&w);
	if (*t->one_liner != '\0')
		section(&w, arena_fmt(mem, "*Summary*\n%s",
		    slack_mrkdwn(mem, t->one_liner, SUMMARY_MAX)));
	ticket_people(mem, &w, t);
	ticket_tags(mem, &w, t);
	for_whom(mem, &w, mention);
	ticket_actions(mem, &w, p, t);
	jw_end(&w);
	return (struct telling){ with_mention(mem, arena_fmt(mem, "%s - %s", head,
	    slack_mrkdwn(mem, t->subject, SUBJECT_MAX)), mention),
	    sbuf_cstr(out), false };
}

struct telling
say_test(struct arena *mem, const struct say_place *p, const char *who)
{
	return (struct telling){ arena_fmt(mem, "Test alert of Tidemark, asked for"
	    "%s: what stands here would have been told for ticket #9999. "
	    "<%s/alerts|Alerts in Tidemark>", by(mem, who), p->public_url),
	    "", false };
}
