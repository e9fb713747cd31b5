/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/story.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"

#include <string.h>

enum { PREVIEW = 120 };

static const struct {
	const char *name;
	int id;
} tags[] = { { "android", 301 }, { "ios", 302 }, { "web", 303 },
	{ "crash", 304 }, { "bug", 305 }, { "payment", 306 }, { "refund", 307 },
	{ "account", 308 }, { "gdpr", 309 }, { "offerwall", 310 },
	{ "feature-request", 311 }, { "vip", 312 }, { "escalated", 313 },
	{ "waiting on dev", 314 }, { "praise", 315 }, { "lost-progress", 316 },
	{ "how-to", 317 } };

static void
write_tag(struct jw *w, const char *name)
{
	static const char *const colors[] = { "#929499", "#1292ee", "#4bc27d",
		"#cd001a" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcmp(tags[i].name, name) == 0) {
			jw_object(w);
			jw_int(jw_key(w, "id"), tags[i].id);
			jw_text(jw_key(w, "color"), colors[i % 4]);
			jw_text(jw_key(w, "tag"), name);
			jw_end(w);
		}
}

/* The tag that people give to a category, NULL for none. */
static const char *
category_tag(const struct story *s)
{
	static const char *const names[][2] = { { "crash", "crash" },
		{ "bug", "bug" }, { "payment", "payment" },
		{ "account", "account" }, { "offerwall", "offerwall" },
		{ "feature_request", "feature-request" }, { "other", "praise" },
		{ "progress_lost", "lost-progress" },
		{ "question", "how-to" } };
	const char *id = s->matter.problem->arg[0];

	if (strcmp(id, "delete_account") == 0)
		return "gdpr";
	if (strcmp(id, "refund_request") == 0)
		return "refund";
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(s->matter.category, names[i][0]) == 0)
			return names[i][1];
	return NULL;
}

static void
write_tags(struct story *s, struct jw *w)
{
	static const char *const platform[] = { "android", "ios", "web" };
	const char *about = category_tag(s);

	jw_array(jw_key(w, "tags"));
	if (s->answered && !s->matter.spam) {
		if (about != NULL && rng_chance(&s->rng, .5))
			write_tag(w, about);
		if (rng_chance(&s->rng, .3))
			write_tag(w, platform[s->player.platform]);
		if (rng_chance(&s->rng, .05))
			write_tag(w, "vip");
		if (rng_chance(&s->rng, .04))
			write_tag(w, "escalated");
		if (rng_chance(&s->rng, .05))
			write_tag(w, "waiting on dev");
	}
	jw_end(w);
}

static void
write_fields(struct story *s, struct jw *w)
{
	static const int option[] = { 33077, 33078, 33079 };

	jw_array(jw_key(w, "customFields"));
	if (s->writer.app && rng_chance(&s->rng, .6)) {
		jw_object(w);
		jw_int(jw_key(w, "id"), 8812);
		jw_text(jw_key(w, "name"), "Platform");
		jw_text(jw_key(w, "value"),
		    arena_fmt(s->mem, "%d", option[s->player.platform]));
		jw_text(jw_key(w, "text"), world_platforms[s->player.platform]);
		jw_end(w);
		jw_object(w);
		jw_int(jw_key(w, "id"), 8815);
		jw_text(jw_key(w, "name"), "Player ID");
		jw_text(jw_key(w, "value"), s->player.code);
		jw_text(jw_key(w, "text"), "");
		jw_end(w);
	}
	jw_end(w);
}

static void
write_link(struct story *s, struct jw *w, const char *relation,
    const char *kind, int64_t id, const char *rest)
{
	jw_object(jw_key(w, relation));
	jw_text(jw_key(w, "href"),
	    arena_fmt(s->mem, "https://api.helpscout.net/v2/%s/%lld%s", kind,
		(long long)id, rest));
	jw_end(w);
}

static void
write_links(struct story *s, struct jw *w)
{
	jw_object(jw_key(w, "_links"));
	write_link(s, w, "self", "conversations", s->id, "");
	write_link(s, w, "mailbox", "mailboxes", s->mailbox, "");
	write_link(s, w, "primaryCustomer", "customers", s->player.id, "");
	if (s->kind == BY_PHONE)
		write_link(s, w, "createdByUser", "users", s->agent->id, "");
	else
		write_link(
		    s, w, "createdByCustomer", "customers", s->player.id, "");
	if (s->closed_at != 0 && !s->closed_by_rule)
		write_link(s, w, "closedBy", "users", s->agent->id, "");
	write_link(s, w, "threads", "conversations", s->id, "/threads/");
	if (s->answered)
		write_link(s, w, "assignee", "users", s->agent->id, "");
	jw_object(jw_key(w, "web"));
	jw_text(jw_key(w, "href"),
	    arena_fmt(s->mem,
		"https://secure.helpscout.net/conversation/%lld/%lld",
		(long long)s->id, (long long)s->number));
	jw_end(w);
	jw_end(w);
}

static void
write_closed(struct story *s, struct jw *w)
{
	bool by_user = s->closed_at != 0 && !s->closed_by_rule;

	jw_int(jw_key(w, "closedBy"), by_user ? s->agent->id : 0);
	jw_raw(jw_key(w, "closedByUser"),
	    by_user ? s->agent_json
		    : "{\"id\":0,\"type\":\"user\",\"first\":\"unknown\","
		      "\"last\":\"unknown\",\"photoUrl\":\"unknown\","
		      "\"email\":\"unknown\"}");
	if (s->closed_at != 0)
		jw_time(jw_key(w, "closedAt"), s->closed_at);
}

static void
write_times(struct story *s, struct jw *w)
{
	int64_t ago = (s->until - s->asked) / HOUR;

	jw_time(jw_key(w, "createdAt"), s->created);
	write_closed(s, w);
	jw_time(jw_key(w, "userUpdatedAt"),
	    s->user_at > s->asked ? s->user_at : s->asked);
	jw_object(jw_key(w, "customerWaitingSince"));
	jw_time(jw_key(w, "time"), s->asked);
	jw_text(jw_key(w, "friendly"),
	    ago < 1 ? "just now"
		    : arena_fmt(s->mem, "%lld hours ago", (long long)ago));
	jw_text(jw_key(w, "latestReplyFrom"),
	    s->last_by_agent ? "user" : "customer");
	jw_end(w);
}

/* The text of the newest message in one line. */
static void
write_preview(struct story *s, struct jw *w)
{
	const char *text = s->last_plain;
	size_t len = utf8_cut(text, strlen(text), PREVIEW);
	char *line = arena_copy(s->mem, text, len);

	for (char *p = line; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	jw_text(jw_key(w, "preview"), line);
}

static void
write_source(struct story *s, struct jw *w)
{
	jw_object(jw_key(w, "source"));
	jw_text(
	    jw_key(w, "type"), s->kind == BY_PHONE ? "web" : story_source(s));
	jw_text(jw_key(w, "via"), s->kind == BY_PHONE ? "user" : "customer");
	jw_end(w);
}

/* Some of those who wait for the customer come back by themselves. */
static void
write_snooze(struct story *s, struct jw *w)
{
	if (strcmp(s->status, "pending") != 0 || !rng_chance(&s->rng, .1))
		return;
	jw_object(jw_key(w, "snooze"));
	jw_int(jw_key(w, "snoozedBy"), s->agent->id);
	jw_time(jw_key(w, "snoozedUntil"), s->until + 2 * DAY);
	jw_bool(jw_key(w, "unsnoozeOnCustomerReply"), true);
	jw_end(w);
	jw_object(jw_key(w, "nextEvent"));
	jw_time(jw_key(w, "time"), s->until + 2 * DAY);
	jw_text(jw_key(w, "eventType"), "snooze");
	jw_int(jw_key(w, "userId"), s->agent->id);
	jw_bool(jw_key(w, "cancelOnCustomerReply"), true);
	jw_end(w);
}

static void
write_copies(struct story *s, struct jw *w)
{
	jw_array(jw_key(w, "cc"));
	if (s->kind == BY_MAIL && rng_chance(&s->rng, .02))
		jw_text(w,
		    arena_fmt(s->mem, "family.%s@example.org", s->player.code));
	jw_end(w);
	jw_array(jw_key(w, "bcc"));
	jw_end(w);
}

static void
write_threads(struct story *s, struct jw *w)
{
	jw_object(jw_key(w, "_embedded"));
	jw_array(jw_key(w, "threads"));
	for (int i = s->n - 1; i >= 0; i--)
		thread_write(w, &s->th[i]);
	jw_end(w);
	jw_end(w);
}

static void
write_head(struct story *s, struct jw *w)
{
	static const char *const types[] = { "email", "chat", "phone" };
	struct sbuf *subject = sbuf_arena(s->mem);

	if (s->matter.spam)
		sbuf_text(subject, "Business proposal");
	else
		mail_subject(subject, &s->voice, &s->writer, &s->matter);
	jw_int(jw_key(w, "id"), s->id);
	jw_int(jw_key(w, "number"), s->number);
	jw_int(jw_key(w, "threads"), s->messages);
	jw_text(jw_key(w, "type"), types[s->kind]);
	jw_int(jw_key(w, "folderId"), s->mailbox * 10 + 1);
	jw_text(jw_key(w, "status"), s->status);
	jw_text(jw_key(w, "state"), "published");
	/* once in a while the member is not there at all */
	if (subject->len > 0 || s->serial % 2 == 0)
		jw_text(jw_key(w, "subject"), sbuf_cstr(subject));
}

void
story_write(struct story *s, struct sbuf *out)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	write_head(s, &w);
	write_preview(s, &w);
	jw_int(jw_key(&w, "mailboxId"), s->mailbox);
	if (s->answered)
		jw_raw(jw_key(&w, "assignee"), s->agent_json);
	jw_raw(jw_key(&w, "createdBy"),
	    s->kind == BY_PHONE ? s->agent_json : s->player.json);
	write_times(s, &w);
	write_source(s, &w);
	write_tags(s, &w);
	write_copies(s, &w);
	jw_raw(jw_key(&w, "primaryCustomer"), s->player.json);
	write_snooze(s, &w);
	write_fields(s, &w);
	write_threads(s, &w);
	write_links(s, &w);
	jw_end(&w);
}
