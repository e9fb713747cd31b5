/* SPDX-License-Identifier: MIT */
/* The channels as people see them, with buttons that work; control for tests. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/parse.h"
#include "net/crypto.h"
#include "net/http.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/slack.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *
given(const struct call *cl, const char *name)
{
	const char *text = params_get(&cl->params, name);

	return text != NULL ? text : "";
}

/* --- markup --------------------------------------------------------------------- */

static void
escape(struct sbuf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '<')
			sbuf_text(out, "&lt;");
		else if (s[i] == '>')
			sbuf_text(out, "&gt;");
		else if (s[i] == '&')
			sbuf_text(out, "&amp;");
		else if (s[i] == '"')
			sbuf_text(out, "&quot;");
		else
			sbuf_char(out, s[i]);
	}
}

static void
escape_all(struct sbuf *out, const char *s)
{
	escape(out, s, strlen(s));
}

/* "21 Nov 14:15", as Slack writes times in the words of the reader. */
static void
put_time(struct sbuf *out, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;
	char text[32], iso[CLOCK_ISO_SIZE];

	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%e %b %H:%M", &tm);
	sbuf_fmt(out, "<time datetime=\"%s\">%s</time>", clock_iso(at, iso),
	    text + strspn(text, " "));
}

/* What stands between < and >: a mention, a date, a link. */
static void
angle(struct sbuf *out, const char *s, size_t len)
{
	const char *bar = memchr(s, '|', len);
	size_t first = bar != NULL ? (size_t)(bar - s) : len;
	const char *label = bar != NULL ? bar + 1 : s;
	size_t label_len = bar != NULL ? len - first - 1 : len;

	if (*s == '@' || *s == '#' || (*s == '!' && strncmp(s, "!date", 5))) {
		sbuf_text(out, "<span class=\"mention\">@");
		escape(out, s + 1, first - 1);
		sbuf_text(out, "</span>");
	} else if (*s == '!') {
		put_time(out, strtoll(s + strlen("!date^"), NULL, 10));
	} else {
		sbuf_text(out, "<a href=\"");
		escape(out, s, first);
		sbuf_text(out, "\">");
		escape(out, label, label_len);
		sbuf_text(out, "</a>");
	}
}

/* &amp; &lt; &gt; are what Slack reads; everything else of & is itself. */
static size_t
entity(struct sbuf *out, const char *s)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;" };

	for (size_t i = 0; i < 3; i++)
		if (strncmp(s, known[i], strlen(known[i])) == 0) {
			sbuf_text(out, known[i]);
			return strlen(known[i]);
		}
	escape(out, s, 1);
	return 1;
}

/* The end of *bold*, _italic_, ~strike~, `code`: on the same line, not empty. */
static const char *
mark_end(const char *s)
{
	const char *end = s[1] != '\0' && s[1] != ' ' ? strpbrk(s + 1, "\n") :
	    s + 1;
	const char *other = strchr(s + 1, *s);

	if (end == NULL)
		end = s + strlen(s);
	return other != NULL && other > s + 1 && other < end ? other : NULL;
}

static void mrkdwn(struct sbuf *, const char *, size_t len);

static size_t
marked(struct sbuf *out, const char *s)
{
	static const char *const tags[] = { "*b", "_i", "~s", "`code" };
	const char *end = mark_end(s);

	for (size_t i = 0; i < 4 && end != NULL; i++)
		if (tags[i][0] == *s) {
			sbuf_fmt(out, "<%s>", tags[i] + 1);
			mrkdwn(out, s + 1, (size_t)(end - s) - 1);
			sbuf_fmt(out, "</%s>", tags[i] + 1);
			return (size_t)(end - s) + 1;
		}
	escape(out, s, 1);
	return 1;
}

static void
mrkdwn(struct sbuf *out, const char *s, size_t len)
{
	const char *end = s + len, *close;

	while (s < end) {
		size_t step = 1;

		if (*s == '<' && (close = memchr(s, '>',
		    (size_t)(end - s))) != NULL && close > s + 1) {
			angle(out, s + 1, (size_t)(close - s) - 1);
			step = (size_t)(close - s) + 1;
		} else if (*s == '&') {
			step = entity(out, s);
		} else if (*s == '\n') {
			sbuf_text(out, "<br>");
		} else if (strncmp(s, "```", 3) == 0 &&
		    (close = strstr(s + 3, "```")) != NULL && close < end) {
			sbuf_text(out, "<pre>");
			for (const char *p = s + 3; p < close;)
				p += *p == '&' ? entity(out, p) :
				    (escape(out, p, 1), (size_t)1);
			sbuf_text(out, "</pre>");
			step = (size_t)(close - s) + 3;
		} else if (strchr("*_~`", *s) != NULL) {
			step = marked(out, s);
		} else {
			escape(out, s, 1);
		}
		s += step;
	}
}

/* --- messages --------------------------------------------------------------------- */

static void
text_object(struct arena *mem, struct sbuf *out, struct json_object *o)
{
	const char *text = jr_text(mem, o, "text");
	const char *type = jr_text(mem, o, "type");

	if (text != NULL && type != NULL && strcmp(type, "mrkdwn") == 0)
		mrkdwn(out, text, strlen(text));
	else if (text != NULL)
		escape_all(out, text);
}

static void
put_button(struct arena *mem, struct sbuf *out, const struct slack_msg *m,
    struct json_object *b)
{
	const char *url = jr_text(mem, b, "url");
	const char *names[] = { "action_id", "value", "style" };
	const char *v[3];

	for (size_t i = 0; i < 3; i++) {
		v[i] = jr_text(mem, b, names[i]);
		if (v[i] == NULL)
			v[i] = "";
	}
	if (url != NULL) {
		sbuf_text(out, "<a class=\"button\" href=\"");
		escape_all(out, url);
		sbuf_text(out, "\">");
		text_object(mem, out, jr_object(b, "text"));
		sbuf_text(out, "</a>");
		return;
	}
	sbuf_text(out, "<form method=\"post\" action=\"/_sandbox/slack/press?"
	    "channel=");
	http_escape(out, m->channel);
	sbuf_fmt(out, "&amp;ts=%s&amp;action=", m->ts);
	http_escape(out, v[0]);
	sbuf_text(out, "&amp;value=");
	http_escape(out, v[1]);
	sbuf_text(out, "\"><button class=\"button ");
	escape_all(out, v[2]);
	sbuf_text(out, "\">");
	text_object(mem, out, jr_object(b, "text"));
	sbuf_text(out, "</button></form>");
}

static void
put_list(struct arena *mem, struct sbuf *out, struct json_object *list,
    const char *class)
{
	sbuf_fmt(out, "<div class=\"%s\">", class);
	for (size_t i = 0; i < jr_len(list); i++) {
		sbuf_text(out, "<div>");
		text_object(mem, out, jr_array_at(list, i));
		sbuf_text(out, "</div>");
	}
	sbuf_text(out, "</div>");
}

static void
put_block(struct arena *mem, struct sbuf *out, const struct slack_msg *m,
    struct json_object *b)
{
	const char *type = jr_text(mem, b, "type");
	struct json_object *elements = jr_array(b, "elements");

	if (type == NULL)
		return;
	if (strcmp(type, "actions") == 0) {
		sbuf_text(out, "<div class=\"actions\">");
		for (size_t i = 0; i < jr_len(elements); i++)
			put_button(mem, out, m, jr_array_at(elements, i));
		sbuf_text(out, "</div>");
	} else if (strcmp(type, "context") == 0) {
		put_list(mem, out, elements, "context");
	} else if (jr_has(b, "fields")) {
		put_list(mem, out, jr_array(b, "fields"), "fields");
	} else if (jr_has(b, "text")) {
		sbuf_fmt(out, "<div class=\"%s\">", strcmp(type, "header") == 0 ?
		    "header" : "section");
		text_object(mem, out, jr_object(b, "text"));
		sbuf_text(out, "</div>");
	}
}

static void
put_message(struct arena *mem, struct sbuf *out, const struct slack_msg *m)
{
	struct json_object *blocks = NULL;
	const char *why;

	sbuf_fmt(out, "<article class=\"message%s\" id=\"m%s\" data-ts=\"%s\">"
	    "<p class=\"who\"><b>Tidemark</b> <span>APP</span> ",
	    *m->thread_ts ? " reply" : "", m->ts, m->ts);
	put_time(out, m->at);
	sbuf_fmt(out, "%s%s</p>", m->edits > 0 ? " (edited)" : "",
	    *m->only_for ? " Only visible to you" : "");
	if (*m->blocks == '\0' || json_parse(mem, m->blocks, strlen(m->blocks),
	    &blocks, &why) != RC_OK) {
		sbuf_text(out, "<div class=\"section\">");
		mrkdwn(out, m->text, strlen(m->text));
		sbuf_text(out, "</div>");
	}
	for (size_t i = 0; i < jr_len(blocks); i++)
		put_block(mem, out, m, jr_array_at(blocks, i));
	sbuf_text(out, "</article>\n");
}

static const char page_head[] =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<meta http-equiv=\"refresh\" content=\"3\"><title>Sandbox Slack</title>"
    "<style>:root{color-scheme:light dark;--ink:light-dark(#1d1c1d,#d1d2d3);"
    "--soft:light-dark(#616061,#ababad);--line:light-dark(#ddd,#35373b);"
    "--sunk:light-dark(#f4f4f4,#26282c);--page:light-dark(#fff,#1a1d21)}"
    "body{font:15px/1.45 Lato,system-ui,sans-serif;margin:0;color:var(--ink);"
    "background:var(--page);overflow-wrap:anywhere}"
    "header{background:#3f0e40;color:#fff;padding:10px 20px}"
    "header a{color:#fff;margin-right:14px}header a[aria-current]{font-weight:700;"
    "text-decoration:none}"
    /* as Slack: what is newest is in sight */
    "body{display:flex;flex-direction:column;height:100vh}"
    "main{flex:1;overflow-y:auto;display:flex;flex-direction:column-reverse}"
    "main>div{max-width:760px;padding:0 20px;margin-bottom:auto}"
    "main a:not(.button){color:light-dark(#1264a3,#1d9bd1)}"
    ".message{border-bottom:1px solid var(--line);padding:10px 0}"
    ".reply{margin-left:24px;border-left:3px solid var(--line);padding-left:14px}"
    ".who{margin:0 0 4px}.who span{background:var(--sunk);font-size:11px;"
    "padding:1px 4px}.who time{color:var(--soft);font-size:12px}"
    ".header{font-weight:700;font-size:18px}"
    ".fields{display:grid;grid-template-columns:1fr 1fr;gap:6px 16px;margin:6px 0}"
    ".context{color:var(--soft);font-size:13px}.actions form{display:inline}"
    ".button{display:inline-block;border:1px solid light-dark(#bbb,#565856);"
    "border-radius:4px;background:var(--page);padding:5px 12px;"
    "margin:6px 8px 0 0;font:inherit;color:var(--ink);text-decoration:none}"
    ".primary{background:#007a5a;color:#fff}"
    ".danger{background:#c4164e;color:#fff}.mention{background:"
    "light-dark(#fdf2c8,#4a3f14);color:light-dark(#0b4c8c,#8ecbf0);"
    "padding:0 3px}pre{background:var(--sunk);border:1px solid var(--line);"
    "padding:8px;overflow-x:auto}</style></head><body>";

static void
put_channels(struct slack_world *sw, struct sbuf *out, const char *shown)
{
	sbuf_text(out, "<header><b>Sandbox Slack</b> &nbsp; ");
	for (size_t i = 0; i < sw->n; i++) {
		bool seen = false;

		for (size_t j = 0; j < i && !seen; j++)
			seen = strcmp(sw->v[j].channel, sw->v[i].channel) == 0;
		if (seen)
			continue;
		sbuf_text(out, "<a href=\"/_sandbox/slack?channel=");
		http_escape(out, sw->v[i].channel);
		sbuf_text(out, strcmp(sw->v[i].channel, shown) == 0 ?
		    "\" aria-current=\"page\">#" : "\">#");
		escape_all(out, sw->v[i].channel);
		sbuf_text(out, "</a>");
	}
	sbuf_text(out, "</header><main><div>");
}

static void
channel_page(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct slack_world *sw = &sb->slack;
	const char *channel = given(cl, "channel");

	if (*channel == '\0' && sw->n > 0)
		channel = sw->v[0].channel;
	rp->type = "text/html; charset=utf-8";
	sbuf_text(&rp->body, page_head);
	put_channels(sw, &rp->body, channel);
	if (sw->n == 0)
		sbuf_text(&rp->body, "<p>Nothing was said yet. This page looks again every 3 seconds.</p>");
	for (size_t i = 0; i < sw->n; i++) {
		const struct slack_msg *m = &sw->v[i];

		if (m->gone || *m->thread_ts != '\0' ||
		    strcmp(m->channel, channel) != 0)
			continue;
		put_message(cl->mem, &rp->body, m);
		for (size_t j = 0; j < sw->n; j++)
			if (!sw->v[j].gone && strcmp(sw->v[j].thread_ts,
			    m->ts) == 0 && strcmp(sw->v[j].channel,
			    channel) == 0)
				put_message(cl->mem, &rp->body, &sw->v[j]);
	}
	sbuf_text(&rp->body, "</div></main></body></html>\n");
}

/* --- a button --------------------------------------------------------------------- */

static void
write_payload(struct sandbox *sb, struct call *cl, const struct slack_msg *m,
    const char *user, struct sbuf *out)
{
	struct jw w = JW_INIT(out);
	const char *team = *given(cl, "team") ? given(cl, "team") : SLACK_TEAM;

	jw_object(&w);
	jw_text(jw_key(&w, "type"), "block_actions");
	jw_text(jw_key(&w, "api_app_id"), *given(cl, "app") ? given(cl, "app") :
	    SLACK_APP);
	jw_object(jw_key(&w, "team"));
	jw_text(jw_key(&w, "id"), team);
	jw_end(&w);
	jw_object(jw_key(&w, "user"));
	jw_text(jw_key(&w, "id"), arena_fmt(cl->mem, "U0%s", user));
	jw_text(jw_key(&w, "username"), user);
	jw_text(jw_key(&w, "team_id"), team);
	jw_end(&w);
	jw_object(jw_key(&w, "channel"));
	jw_text(jw_key(&w, "id"), m->channel);
	jw_end(&w);
	jw_object(jw_key(&w, "message"));
	jw_text(jw_key(&w, "ts"), m->ts);
	jw_text(jw_key(&w, "text"), m->text);
	jw_end(&w);
	jw_text(jw_key(&w, "response_url"), arena_fmt(cl->mem,
	    "%s/slack/hooks/actions?channel=%s&user=%s", *sb->opt.base_url ?
	    sb->opt.base_url : arena_fmt(cl->mem, "%s://%s", cl->scheme,
	    cl->host), m->channel, user));
	jw_array(jw_key(&w, "actions"));
	jw_object(&w);
	jw_text(jw_key(&w, "type"), "button");
	jw_text(jw_key(&w, "action_id"), given(cl, "action"));
	jw_text(jw_key(&w, "value"), given(cl, "value"));
	jw_end(&w);
	jw_end(&w);
	jw_end(&w);
}

/* Sends what Slack would, signed; answers Tidemark's status. */
static int
send_press(struct sandbox *sb, struct call *cl, const char *payload)
{
	struct sbuf *body = sbuf_arena(cl->mem);
	const char *at = arena_fmt(cl->mem, "%lld", (long long)cl->now);
	const char *base, *secret = sb->opt.slack_secret;
	unsigned char mac[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];
	struct http *http = http_open("Slackbot 1.0", 1);
	struct http_call *call;
	int status;

	sbuf_text(body, "payload=");
	http_escape(body, payload);
	base = arena_fmt(cl->mem, "v0:%s:%s", at, sbuf_cstr(body));
	crypto_hmac_sha256(secret, strlen(secret), base, strlen(base), mac);
	hex_encode(mac, sizeof(mac), hex);
	call = http_start(http, &(struct http_request){
	    .url = sb->opt.slack_interact, .body = sbuf_cstr(body),
	    .body_len = body->len, .total_ms = 3000,
	    .headers = (struct http_header[]){
		{ "Content-Type", "application/x-www-form-urlencoded" },
		{ "X-Slack-Request-Timestamp", at },
		{ "X-Slack-Signature", arena_fmt(cl->mem, "v0=%s", hex) },
		{ NULL, NULL } } });
	status = http_wait(http, call)->status;
	http_end(http, call);
	http_close(http);
	return status;
}

/* channel ts action value [user]: a person presses a button. */
static void
press(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct slack_msg *m = slack_find_msg(&sb->slack, given(cl,
	    "channel"), given(cl, "ts"));
	struct sbuf *payload = sbuf_arena(cl->mem);
	const char *user = *given(cl, "user") ? given(cl, "user") : "ANN";
	int status;

	rp->type = "text/plain";
	if (m == NULL) {
		rp->status = 404;
		sbuf_text(&rp->body, "no such message\n");
		return;
	}
	write_payload(sb, cl, m, user, payload);
	status = send_press(sb, cl, sbuf_cstr(payload));
	sbuf_fmt(&rp->body, "%d\n", status);
	if (status != 200) {
		rp->status = 502;
		return;
	}
	rp->status = 303;
	reply_header(rp, "Location", arena_fmt(cl->mem,
	    "/_sandbox/slack?channel=%s", m->channel));
}

/* --- control ------------------------------------------------------------------------ */

/* One line a message: ts, thread, edits, text; for tests. */
static void
dump(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	(void)cl;
	rp->type = "application/json";
	jw_array(&w);
	for (size_t i = 0; i < sb->slack.n; i++) {
		const struct slack_msg *m = &sb->slack.v[i];

		if (m->gone)
			continue;
		jw_object(&w);
		jw_text(jw_key(&w, "channel"), m->channel);
		jw_text(jw_key(&w, "ts"), m->ts);
		jw_text(jw_key(&w, "thread_ts"), m->thread_ts);
		jw_int(jw_key(&w, "called_ms"), m->called_ms);
		jw_int(jw_key(&w, "edits"), m->edits);
		jw_text(jw_key(&w, "only_for"), m->only_for);
		jw_bool(jw_key(&w, "broadcast"), m->broadcast);
		jw_text(jw_key(&w, "text"), m->text);
		jw_raw(jw_key(&w, "blocks"), *m->blocks ? m->blocks : "[]");
		jw_end(&w);
	}
	jw_end(&w);
}

static void
refuse_next(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct slack_world *sw = &sb->slack;
	int64_t count = 1;
	size_t n = sw->n_refuse;

	parse_int(given(cl, "count"), 1, 1000000, &count);
	rp->type = "text/plain";
	if (n == 16) {
		rp->status = 400;
		return;
	}
	snprintf(sw->refuse[n].error, sizeof(sw->refuse[n].error), "%s",
	    given(cl, "error"));
	snprintf(sw->refuse[n].method, sizeof(sw->refuse[n].method), "%s",
	    given(cl, "method"));
	sw->refuse[n].left = count;
	sw->n_refuse++;
}

static void
delete_message(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct slack_msg *m = slack_find_msg(&sb->slack, given(cl, "channel"),
	    given(cl, "ts"));

	rp->type = "text/plain";
	rp->status = m != NULL ? 200 : 404;
	if (m != NULL)
		m->gone = true;
}

static void
clear(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	(void)cl;
	rp->type = "text/plain";
	slack_free(&sb->slack);
}

static const struct {
	const char *path;
	void (*answer)(struct sandbox *, struct call *, struct reply *);
} table[] = {
	{ "/_sandbox/slack", channel_page },
	{ "/_sandbox/slack/press", press },
	{ "/_sandbox/slack/dump", dump },
	{ "/_sandbox/slack/refuse", refuse_next },
	{ "/_sandbox/slack/delete", delete_message },
	{ "/_sandbox/slack/clear", clear },
};

void
slack_page_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	if (!cl->local) {
		rp->status = 403;
		return;
	}
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (strcmp(table[i].path, cl->path) == 0) {
			table[i].answer(sb, cl, rp);
			return;
		}
	rp->status = 404;
}
