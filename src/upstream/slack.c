/* SPDX-License-Identifier: MIT */
#include "upstream/slack.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "net/http.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_S = 30, PAGES_MAX = 50, PAGE_SIZE = 200, BODY_MAX = 4 << 20,
	SAID_MAX = 200 };

#define EVENT_TYPE "tidemark_alert"

struct slack {
	struct http *http;
	struct slack_options opt;
	struct arena *mem;	/* of the options */
	struct sbuf error;
	int64_t wait_s;
	int64_t clock;		/* Slack's, at its last answer */
};

/* What came back, read as far as it can be. */
struct answer {
	enum slack_result result;
	const char *code;	/* Slack's, "" */
	struct json_object *json;
};

struct slack *
slack_open(const struct slack_options *o)
{
	struct arena *mem = arena_begin();
	struct slack *s = arena_alloc(mem, sizeof(*s));

	*s = (struct slack){ .http = http_open("Tidemark", 2), .mem = mem,
		.opt = { arena_text(mem, o->base_url),
		    arena_text(mem, o->hooks_url), arena_text(mem, o->token),
		    o->timeout_ms } };
	return s;
}

void
slack_close(struct slack *s)
{
	if (s == NULL)
		return;
	http_close(s->http);
	sbuf_free(&s->error);
	arena_end(s->mem);
}

const char *
slack_error(const struct slack *s)
{
	return sbuf_cstr(&s->error);
}

int64_t
slack_wait(const struct slack *s)
{
	return s->wait_s;
}

int64_t
slack_clock(const struct slack *s)
{
	return s->clock;
}

static enum slack_result
result_of_code(const char *code)
{
	static const struct {
		const char *code;
		enum slack_result result;
	} table[] = {
#define SLACK_ERROR(code, result) { code, SLACK_##result },
#include "upstream/slack_error.def"
#undef SLACK_ERROR
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (strcmp(table[i].code, code) == 0)
			return table[i].result;
	return SLACK_CONTENT;
}

static enum slack_result
read_answer(struct arena *mem, int status, const char *body, size_t len,
    struct answer *a)
{
	const char *why;

	*a = (struct answer){ SLACK_UNSURE, "", NULL };
	if (json_parse(mem, body, len, &a->json, &why) != RC_OK)
		a->json = NULL;
	if (status == 429)
		return a->result = SLACK_BUSY;
	if (a->json == NULL || status >= 500 || !jr_has(a->json, "ok"))
		return a->result;
	if (jr_bool(a->json, "ok", false))
		return a->result = SLACK_OK;
	a->code = jr_text(mem, a->json, "error");
	if (a->code == NULL)
		a->code = "";
	return a->result = result_of_code(a->code);
}

enum slack_result
slack_result_of(struct arena *mem, int status, const char *body, size_t len,
    const char **code)
{
	struct answer a;

	read_answer(mem, status, body, len, &a);
	*code = a.code;
	return a.result;
}

/* Whole characters: it is stored, and Postgres takes no half ones. */
static void
add_said(struct sbuf *out, const char *text)
{
	if (text == NULL)
		return;
	sbuf_text(out, "; ");
	sbuf_add(out, text, utf8_cut(text, strlen(text), SAID_MAX));
}

/* "chat.postMessage: invalid_blocks: must be less than 3001 characters …" */
static void
say_error(struct slack *s, struct arena *mem, const char *method,
    const struct http_reply *r, const struct answer *a)
{
	struct json_object *list = jr_array(jr_object(a->json,
	    "response_metadata"), "messages");

	sbuf_clear(&s->error);
	if (r->error != HTTP_NONE)
		sbuf_fmt(&s->error, "%s: %s", method,
		    http_error_text(r->error));
	else if (*a->code != '\0')
		sbuf_fmt(&s->error, "%s: %s", method, a->code);
	else
		sbuf_fmt(&s->error, "%s: status %d", method, r->status);
	if (jr_has(a->json, "needed") && jr_text(mem, a->json, "needed"))
		sbuf_fmt(&s->error, ", the app needs the scope %s",
		    jr_text(mem, a->json, "needed"));
	for (size_t i = 0; i < jr_len(list) && i < 3; i++)
		add_said(&s->error, jr_text_at(mem, list, i));
}

/* Of errors before an answer: those before the request went out. */
static enum slack_result
result_of_error(enum http_error error)
{
	switch (error) {
	case HTTP_DNS:
	case HTTP_CONNECT:
	case HTTP_TLS:
		return SLACK_AWAY;
	case HTTP_BAD_URL:
		return SLACK_CONFIG;
	default:
		return SLACK_UNSURE;
	}
}

static enum slack_result
call(struct slack *s, struct arena *mem, const char *method,
    const struct http_request *rq, struct answer *a)
{
	struct http_call *c = http_start(s->http, rq);
	const struct http_reply *r = http_wait(s->http, c);

	s->wait_s = 0;
	if (r->date != 0)
		s->clock = r->date;
	*a = (struct answer){ SLACK_UNSURE, "", NULL };
	if (r->error != HTTP_NONE)
		a->result = result_of_error(r->error);
	else
		read_answer(mem, r->status, r->body, r->len, a);
	if (a->result == SLACK_BUSY)
		s->wait_s = r->retry_after >= 1 ? r->retry_after : WAIT_S;
	if (a->result != SLACK_OK)
		say_error(s, mem, method, r, a);
	http_end(s->http, c);
	return a->result;
}

static enum slack_result
ask(struct slack *s, struct arena *mem, const char *method, const char *query,
    const struct sbuf *body, struct answer *a)
{
	const struct http_header headers[] = {
		{ "Authorization", arena_fmt(mem, "Bearer %s", s->opt.token) },
		{ "Content-Type", "application/json; charset=utf-8" },
		{ "Accept", "application/json" },
		{ NULL, NULL },
	};
	const struct http_request rq = {
		.url = arena_fmt(mem, "%s/%s%s%s", s->opt.base_url, method,
		    *query ? "?" : "", query),
		.headers = headers, .max_body = BODY_MAX,
		.body = body == NULL ? NULL : sbuf_cstr(body),
		.body_len = body == NULL ? 0 : body->len,
		.once = body != NULL, .total_ms = s->opt.timeout_ms };

	return call(s, mem, method, &rq, a);
}

enum slack_result
slack_test(struct slack *s, struct arena *mem, struct slack_who *who)
{
	struct sbuf *body = sbuf_arena(mem);
	struct answer a;

	sbuf_text(body, "{}");
	if (ask(s, mem, "auth.test", "", body, &a) != SLACK_OK)
		return a.result;
	*who = (struct slack_who){ jr_text(mem, a.json, "team_id"),
		jr_text(mem, a.json, "team"), jr_text(mem, a.json, "user") };
	return SLACK_OK;
}

static void
write_metadata(struct jw *w, const char *mark)
{
	jw_object(jw_key(w, "metadata"));
	jw_text(jw_key(w, "event_type"), EVENT_TYPE);
	jw_object(jw_key(w, "event_payload"));
	jw_text(jw_key(w, "mark"), mark);
	jw_end(w);
	jw_end(w);
}

/* ts "" for a new one. blocks are left out for a plain one; an edit then says
 * that there are none, or the old ones would go on standing there. */
static struct sbuf *
message_json(struct arena *mem, const struct slack_message *m, const char *ts,
    bool plain)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "channel"), m->channel);
	if (*ts != '\0')
		jw_text(jw_key(&w, "ts"), ts);
	jw_text(jw_key(&w, "text"), m->text);
	if (!plain && *m->blocks != '\0')
		jw_raw(jw_key(&w, "blocks"), m->blocks);
	else if (*ts != '\0')
		jw_raw(jw_key(&w, "blocks"), "[]");
	if (*ts == '\0' && *m->thread_ts != '\0') {
		jw_text(jw_key(&w, "thread_ts"), m->thread_ts);
		jw_bool(jw_key(&w, "reply_broadcast"), m->broadcast);
	}
	if (*ts == '\0' && *m->mark != '\0')
		write_metadata(&w, m->mark);
	if (*ts == '\0') {
		jw_bool(jw_key(&w, "unfurl_links"), false);
		jw_bool(jw_key(&w, "unfurl_media"), false);
	}
	jw_end(&w);
	return out;
}

static enum slack_result
send(struct slack *s, struct arena *mem, const char *method,
    const struct slack_message *m, const char *ts, struct answer *a)
{
	enum slack_result result = ask(s, mem, method, "",
	    message_json(mem, m, ts, false), a);

	if (result == SLACK_CONTENT && *m->blocks != '\0')
		result = ask(s, mem, method, "",
		    message_json(mem, m, ts, true), a);
	return result;
}

enum slack_result
slack_post(struct slack *s, struct arena *mem, const struct slack_message *m,
    const char **ts)
{
	struct answer a;
	enum slack_result result = send(s, mem, "chat.postMessage", m, "", &a);

	if (result != SLACK_OK)
		return result;
	*ts = jr_text(mem, a.json, "ts");
	return *ts != NULL ? SLACK_OK : SLACK_UNSURE;
}

enum slack_result
slack_edit(struct slack *s, struct arena *mem, const char *ts,
    const struct slack_message *m)
{
	struct answer a;

	return send(s, mem, "chat.update", m, ts, &a);
}

static const char *
marked(struct arena *mem, struct json_object *messages, const char *mark)
{
	for (size_t i = 0; i < jr_len(messages); i++) {
		struct json_object *m = jr_array_at(messages, i);
		const char *has = jr_text(mem, jr_object(jr_object(m,
		    "metadata"), "event_payload"), "mark");

		if (has != NULL && strcmp(has, mark) == 0)
			return jr_text(mem, m, "ts");
	}
	return NULL;
}

static const char *
find_query(struct arena *mem, const struct slack_message *m, int64_t since,
    const char *cursor)
{
	struct sbuf *q = sbuf_arena(mem);

	sbuf_text(q, "channel=");
	http_escape(q, m->channel);
	if (*m->thread_ts != '\0') {
		sbuf_text(q, "&ts=");
		http_escape(q, m->thread_ts);
	}
	sbuf_fmt(q, "&oldest=%lld.000000&limit=%d&include_all_metadata=true",
	    (long long)since, PAGE_SIZE);
	if (*cursor != '\0') {
		sbuf_text(q, "&cursor=");
		http_escape(q, cursor);
	}
	return sbuf_cstr(q);
}

enum slack_result
slack_find(struct slack *s, struct arena *mem, const struct slack_message *m,
    int64_t since, const char **ts)
{
	const char *method = *m->thread_ts != '\0' ? "conversations.replies" :
	    "conversations.history";
	const char *cursor = "";

	for (int page = 0; page < PAGES_MAX && !stop_requested(); page++) {
		struct answer a;

		if (ask(s, mem, method, find_query(mem, m, since, cursor), NULL,
		    &a) != SLACK_OK)
			return a.result;
		*ts = marked(mem, jr_array(a.json, "messages"), m->mark);
		if (*ts != NULL)
			return SLACK_OK;
		cursor = jr_text(mem, jr_object(a.json, "response_metadata"),
		    "next_cursor");
		if (cursor == NULL || *cursor == '\0')
			return SLACK_MISSING;
	}
	return SLACK_STOPPED;
}

enum slack_result
slack_respond(struct slack *s, struct arena *mem, const char *response_url,
    const char *text)
{
	const struct http_header headers[] = {
		{ "Content-Type", "application/json; charset=utf-8" },
		{ NULL, NULL },
	};
	struct sbuf *body = sbuf_arena(mem);
	struct jw w = JW_INIT(body);
	struct http_request rq = { .url = response_url, .headers = headers,
		.max_body = BODY_MAX, .total_ms = s->opt.timeout_ms };
	struct answer a;

	if (strncmp(response_url, s->opt.hooks_url,
	    strlen(s->opt.hooks_url)) != 0)
		return SLACK_CONTENT;
	jw_object(&w);
	jw_text(jw_key(&w, "response_type"), "ephemeral");
	jw_bool(jw_key(&w, "replace_original"), false);
	jw_text(jw_key(&w, "text"), text);
	jw_end(&w);
	rq.body = sbuf_cstr(body);
	rq.body_len = body->len;
	(void)call(s, mem, "response_url", &rq, &a);
	/* a good answer is the text "ok"; whatever else it was, the person sees
	 * the button's effect on the message itself */
	return a.result == SLACK_UNSURE ? SLACK_OK : a.result;
}
