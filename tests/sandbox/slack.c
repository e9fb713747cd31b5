/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/slack.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/parse.h"
#include "base/utf8.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT_POST_MAX = 40000, TEXT_EDIT_MAX = 4000, TOLERANCE_MS = 50 };

/* --- the store ---------------------------------------------------------------- */

void
slack_set(char **text, const char *value)
{
	size_t len = strlen(value) + 1;
	char *copy = must_alloc(len);

	memcpy(copy, value, len);
	free(*text);
	*text = copy;
}

/* Of the machine, also while the sandbox's clock stands still: for measuring. */
static int64_t
wall_ms(void)
{
	struct timespec t;

	timespec_get(&t, TIME_UTC);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct slack_msg *
slack_add(struct slack_world *sw, const struct slack_new *m, int64_t now)
{
	struct slack_msg *to;
	char ts[40];

	if (sw->n == sw->cap) {
		sw->cap = sw->cap == 0 ? 64 : 2 * sw->cap;
		sw->v = must_realloc(sw->v, sw->cap * sizeof(*sw->v));
	}
	sw->seq = now > sw->last_s ? 0 : sw->seq + 1;
	if (now > sw->last_s)
		sw->last_s = now;
	snprintf(ts, sizeof(ts), "%lld.%06d", (long long)sw->last_s, sw->seq);
	to = &sw->v[sw->n++];
	*to = (struct slack_msg){ .broadcast = m->broadcast, .at = now,
		.called_ms = wall_ms() };
	slack_set(&to->ts, ts);
	slack_set(&to->channel, m->channel);
	slack_set(&to->thread_ts, m->thread_ts);
	slack_set(&to->text, m->text);
	slack_set(&to->blocks, m->blocks);
	slack_set(&to->metadata, m->metadata);
	slack_set(&to->only_for, m->only_for);
	return to;
}

struct slack_msg *
slack_find_msg(struct slack_world *sw, const char *channel, const char *ts)
{
	for (size_t i = 0; i < sw->n; i++)
		if (!sw->v[i].gone && strcmp(sw->v[i].channel, channel) == 0 &&
		    strcmp(sw->v[i].ts, ts) == 0)
			return &sw->v[i];
	return NULL;
}

void
slack_free(struct slack_world *sw)
{
	for (size_t i = 0; i < sw->n; i++) {
		free(sw->v[i].channel);
		free(sw->v[i].ts);
		free(sw->v[i].thread_ts);
		free(sw->v[i].text);
		free(sw->v[i].blocks);
		free(sw->v[i].metadata);
		free(sw->v[i].only_for);
	}
	free(sw->v);
	*sw = (struct slack_world){ 0 };
}

/* --- answers -------------------------------------------------------------------- */

static void
refuse(struct reply *rp, const char *error, const char *detail)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json; charset=utf-8";
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), false);
	jw_text(jw_key(&w, "error"), error);
	if (detail != NULL) {
		jw_object(jw_key(&w, "response_metadata"));
		jw_array(jw_key(&w, "messages"));
		jw_text(&w, detail);
		jw_end(&w);
		jw_end(&w);
	}
	jw_end(&w);
}

static void
too_fast(struct sandbox *sb, struct reply *rp, int64_t seconds)
{
	char text[24];

	sb->stat[STAT_slack_limited]++;
	refuse(rp, "ratelimited", NULL);
	rp->status = 429;
	snprintf(text, sizeof(text), "%lld", (long long)seconds);
	reply_header(rp, "Retry-After", text);
}

/* A message a second and channel. */
static bool
in_pace(struct sandbox *sb, const char *channel)
{
	struct slack_world *sw = &sb->slack;
	int64_t now = clock_mono_ms();
	size_t i = 0;
	bool good;

	while (i < sw->n_pace && strcmp(sw->pace[i].channel, channel) != 0)
		i++;
	if (i == 64 || strlen(channel) >= sizeof(sw->pace[i].channel))
		return true;
	if (i == sw->n_pace) {
		snprintf(sw->pace[i].channel, sizeof(sw->pace[i].channel), "%s",
		    channel);
		sw->pace[sw->n_pace++].posted_ms = 0;
	}
	good = sw->pace[i].posted_ms == 0 || now - sw->pace[i].posted_ms >=
	    sb->opt.slack_pace - TOLERANCE_MS;
	if (good)
		sw->pace[i].posted_ms = now;
	return good;
}

static const char *
text_of(struct arena *mem, struct json_object *o, const char *key)
{
	const char *text = jr_text(mem, o, key);

	return text != NULL ? text : "";
}

static void
write_message(struct jw *w, const struct slack_msg *m, bool metadata)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "message");
	jw_text(jw_key(w, "ts"), m->ts);
	if (*m->thread_ts != '\0')
		jw_text(jw_key(w, "thread_ts"), m->thread_ts);
	jw_text(jw_key(w, "text"), m->text);
	jw_text(jw_key(w, "app_id"), SLACK_APP);
	if (*m->blocks != '\0')
		jw_raw(jw_key(w, "blocks"), m->blocks);
	if (metadata && *m->metadata != '\0')
		jw_raw(jw_key(w, "metadata"), m->metadata);
	jw_end(w);
}

static const char *
channel_wrong(const char *channel)
{
	if (*channel != 'C' || strcmp(channel, "CNONE") == 0)
		return "channel_not_found";
	return strcmp(channel, "CARCHIVED") == 0 ? "is_archived" : NULL;
}

static void
said_ok(struct reply *rp, const struct slack_msg *m)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json; charset=utf-8";
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_text(jw_key(&w, "channel"), m->channel);
	jw_text(jw_key(&w, "ts"), m->ts);
	write_message(jw_key(&w, "message"), m, false);
	jw_end(&w);
}

/* --- methods -------------------------------------------------------------------- */

typedef void method_fn(struct sandbox *, struct call *, struct json_object *,
    struct reply *);

static void
auth_test(struct sandbox *sb, struct call *cl, struct json_object *in,
    struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	(void)sb;
	(void)cl;
	(void)in;
	rp->type = "application/json; charset=utf-8";
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_text(jw_key(&w, "team"), "Pebblefox");
	jw_text(jw_key(&w, "team_id"), SLACK_TEAM);
	jw_text(jw_key(&w, "user"), "tidemark");
	jw_text(jw_key(&w, "user_id"), "U0TIDEMARK");
	jw_text(jw_key(&w, "bot_id"), "B0TIDEMARK");
	jw_end(&w);
}

/* Blocks as they were sent; false: they are refused. */
static bool
take_blocks(struct call *cl, struct json_object *in, const char **blocks,
    struct reply *rp)
{
	struct json_object *list = jr_array(in, "blocks");
	const char *wrong = slack_blocks_wrong(cl->mem, list);

	*blocks = jr_len(list) > 0 ? jr_source(cl->mem, list) : "";
	if (wrong != NULL)
		refuse(rp, "invalid_blocks", wrong);
	return wrong == NULL;
}

static void
post_message(struct sandbox *sb, struct call *cl, struct json_object *in,
    struct reply *rp)
{
	struct json_object *metadata = jr_object(in, "metadata");
	struct slack_new m = { .channel = text_of(cl->mem, in, "channel"),
		.thread_ts = text_of(cl->mem, in, "thread_ts"),
		.text = text_of(cl->mem, in, "text"), .only_for = "" };
	const char *wrong = channel_wrong(m.channel), *blocks;

	if (wrong != NULL) {
		refuse(rp, wrong, NULL);
		return;
	}
	if (!take_blocks(cl, in, &blocks, rp))
		return;
	if (*m.text == '\0' && *blocks == '\0') {
		refuse(rp, "no_text", NULL);
	} else if (*m.thread_ts != '\0' && slack_find_msg(&sb->slack, m.channel,
	    m.thread_ts) == NULL) {
		refuse(rp, "thread_not_found", NULL);
	} else if (utf8_count(m.text, strlen(m.text)) > TEXT_POST_MAX) {
		refuse(rp, "msg_too_long", NULL);
	} else if (!in_pace(sb, m.channel)) {
		too_fast(sb, rp, 1);
	} else {
		m.blocks = blocks;
		m.metadata = metadata == NULL ? "" :
		    jr_source(cl->mem, metadata);
		m.broadcast = jr_bool(in, "reply_broadcast", false);
		sb->stat[STAT_slack_posts]++;
		said_ok(rp, slack_add(&sb->slack, &m, cl->now));
	}
}

static void
update(struct sandbox *sb, struct call *cl, struct json_object *in,
    struct reply *rp)
{
	struct slack_msg *m = slack_find_msg(&sb->slack, text_of(cl->mem, in,
	    "channel"), text_of(cl->mem, in, "ts"));
	const char *text = text_of(cl->mem, in, "text"), *blocks;

	if (m == NULL) {
		refuse(rp, "message_not_found", NULL);
		return;
	}
	if (!take_blocks(cl, in, &blocks, rp))
		return;
	if (utf8_count(text, strlen(text)) > TEXT_EDIT_MAX) {
		refuse(rp, "msg_too_long", NULL);
		return;
	}
	slack_set(&m->text, text);
	slack_set(&m->blocks, blocks);
	m->edits++;
	sb->stat[STAT_slack_edits]++;
	said_ok(rp, m);
}

static int64_t
number(const struct call *cl, const char *name, int64_t otherwise)
{
	const char *text = params_get(&cl->params, name);
	int64_t n;

	return text != NULL && parse_int(text, 0, INT64_MAX, &n) ? n :
	    otherwise;
}

static const char *
given(const struct call *cl, const char *name)
{
	const char *text = params_get(&cl->params, name);

	return text != NULL ? text : "";
}

/* Newest first; of a thread its root and the oldest first. */
static void
read_messages(struct sandbox *sb, struct call *cl, struct reply *rp,
    const char *thread)
{
	const char *channel = given(cl, "channel"), *oldest = given(cl,
	    "oldest");
	bool metadata = strcmp(given(cl, "include_all_metadata"), "true") == 0;
	int64_t limit = number(cl, "limit", 100), skip = number(cl, "cursor",
	    0), seen = 0;
	struct slack_world *sw = &sb->slack;
	struct jw w = JW_INIT(&rp->body);

	sb->stat[STAT_slack_reads]++;
	rp->type = "application/json; charset=utf-8";
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_array(jw_key(&w, "messages"));
	for (size_t i = 0; i < sw->n; i++) {
		const struct slack_msg *m = &sw->v[*thread ? i : sw->n - 1 - i];

		if (m->gone || *m->only_for != '\0' ||
		    strcmp(m->channel, channel) != 0 ||
		    (*oldest != '\0' && strcmp(m->ts, oldest) < 0) ||
		    (*thread ? strcmp(m->thread_ts, thread) != 0 &&
		    strcmp(m->ts, thread) != 0 :
		    *m->thread_ts != '\0' && !m->broadcast))
			continue;
		if (seen >= skip && seen < skip + limit)
			write_message(&w, m, metadata);
		seen++;
	}
	jw_end(&w);
	jw_bool(jw_key(&w, "has_more"), seen > skip + limit);
	jw_object(jw_key(&w, "response_metadata"));
	jw_text(jw_key(&w, "next_cursor"), seen > skip + limit ?
	    arena_fmt(cl->mem, "%lld", (long long)(skip + limit)) : "");
	jw_end(&w);
	jw_end(&w);
}

static void
history(struct sandbox *sb, struct call *cl, struct json_object *in,
    struct reply *rp)
{
	(void)in;
	read_messages(sb, cl, rp, "");
}

static void
replies(struct sandbox *sb, struct call *cl, struct json_object *in,
    struct reply *rp)
{
	(void)in;
	if (slack_find_msg(&sb->slack, given(cl, "channel"), given(cl, "ts")) ==
	    NULL)
		refuse(rp, "thread_not_found", NULL);
	else
		read_messages(sb, cl, rp, given(cl, "ts"));
}

static const struct {
	const char *name;
	bool body;
	method_fn *run;
} methods[] = {
	{ "auth.test", true, auth_test },
	{ "chat.postMessage", true, post_message },
	{ "chat.update", true, update },
	{ "conversations.history", false, history },
	{ "conversations.replies", false, replies },
};

/* --- the way in ------------------------------------------------------------------- */

static bool
on_request(struct slack_world *sw, const char *method, struct reply *rp)
{
	for (size_t i = 0; i < sw->n_refuse; i++) {
		if (strstr(method, sw->refuse[i].method) == NULL)
			continue;
		refuse(rp, sw->refuse[i].error, NULL);
		if (--sw->refuse[i].left <= 0)
			sw->refuse[i] = sw->refuse[--sw->n_refuse];
		return true;
	}
	return false;
}

static bool
may_call(struct sandbox *sb, struct call *cl)
{
	return cl->authorization != NULL && strcmp(cl->authorization,
	    arena_fmt(cl->mem, "Bearer %s", sb->opt.slack_token)) == 0;
}

static void
api(struct sandbox *sb, struct call *cl, const char *method, struct reply *rp)
{
	struct json_object *in = NULL;
	const char *why;

	if (cl->authorization == NULL) {
		refuse(rp, "not_authed", NULL);
		return;
	}
	if (!may_call(sb, cl)) {
		refuse(rp, "invalid_auth", NULL);
		return;
	}
	if (on_request(&sb->slack, method, rp))
		return;
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		if (strcmp(methods[i].name, method) != 0)
			continue;
		if (methods[i].body && (cl->body_len == 0 || json_parse(cl->mem,
		    cl->body, cl->body_len, &in, &why) != RC_OK))
			refuse(rp, "invalid_json", NULL);
		else
			methods[i].run(sb, cl, in, rp);
		return;
	}
	refuse(rp, "unknown_method", NULL);
}

/* response_url: shown to one person. */
static void
hook(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct slack_new m = { .channel = given(cl, "channel"),
		.thread_ts = "", .blocks = "", .metadata = "",
		.only_for = given(cl, "user") };
	struct json_object *in;
	const char *why;

	if (json_parse(cl->mem, cl->body, cl->body_len, &in, &why) != RC_OK) {
		rp->status = 404;
		return;
	}
	m.text = text_of(cl->mem, in, "text");
	slack_add(&sb->slack, &m, cl->now);
	rp->type = "text/plain";
	sbuf_text(&rp->body, "ok");
}

static void
serve(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	if (strncmp(cl->path, "/slack/api/", 11) == 0)
		api(sb, cl, cl->path + 11, rp);
	else if (strncmp(cl->path, "/slack/hooks/", 13) == 0)
		hook(sb, cl, rp);
	else
		rp->status = 404;
}

void
slack_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct fault fault = faults_take(&sb->faults, cl);

	if (fault.kind == F_429) {
		too_fast(sb, rp, fault.ms >= 1000 ? fault.ms / 1000 : 1);
		return;
	}
	if (fault.kind != F_KINDS &&
	    fault_before(&fault, &sb->opt, &sb->rate, cl, rp))
		return;
	serve(sb, cl, rp);
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}
