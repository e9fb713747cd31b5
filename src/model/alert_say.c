/* SPDX-License-Identifier: MIT */
#include "model/alert_say.h"

#include "base/arena.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *kind, *text;
} kinds[] = {
	{ "raised", "Incident opened" },
	{ "went on", "Incident goes on" },
	{ "escalated", "Incident escalates" },
	{ "acknowledged", "Incident acknowledged" },
	{ "muted", "Incident muted" },
	{ "mute ended", "Incident no longer muted" },
	{ "unmuted", "Incident no longer muted" },
	{ "resolved", "Incident resolved" },
	{ "quieted", "Incident back to usual" },
	{ "regressed", "Incident came back" },
	{ "reopened", "Incident reopened" },
	{ "merged", "Incident merged into another" },
	{ "took in", "Incident took another in" },
	{ "owner", "Incident has another owner" },
	{ "note", "Note on an incident" },
	{ "scope", "Incident is somewhere else" },
	{ "reminder", "Reminder: nobody answered" },
	{ "escalation", "Escalation: nobody answered" },
	{ "delete_request", "Deletion request" },
	{ "critical", "Critical conversation" },
	{ "empty", "Empty conversation" },
	{ "unreadable", "Unreadable conversation" },
	{ "digest", "Digest" },
	{ "test", "Test alert" },
};

const char *
alert_what(struct arena *mem, const struct alert_line *l)
{
	char *text;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, l->kind) == 0)
			return kinds[i].text;
	text = arena_fmt(mem, "%s: %s", l->about, l->kind);
	*text = (char)toupper((unsigned char)*text);
	return text;
}

const char *
alert_about(struct arena *mem, const struct alert_line *l)
{
	if (strcmp(l->about, "ticket") == 0 && l->number != 0)
		return arena_fmt(mem, "#%lld %s", (long long)l->number,
		    l->title);
	if (strcmp(l->about, "digest") == 0)
		return strchr(l->key, ':') + 1;
	return l->title;
}

const char *
alert_path(struct arena *mem, const struct alert_line *l)
{
	if (l->about_id == 0 || *l->title == '\0')
		return NULL;
	if (strcmp(l->about, "incident") == 0)
		return arena_fmt(mem, "/incidents/%lld",
		    (long long)l->about_id);
	if (strcmp(l->about, "ticket") == 0)
		return arena_fmt(mem, "/conversations/%lld",
		    (long long)l->about_id);
	return NULL;
}

const char *
alert_delivery(const struct alert_line *l)
{
	return strcmp(l->state, "sent") == 0 ? "sent" :
	    strcmp(l->state, "shown") == 0 ? "here alone" :
	    strcmp(l->state, "dead") == 0 ? "given up" : "waits";
}
