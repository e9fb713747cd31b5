/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/oauth.h"

#include "base/arena.h"
#include "base/json.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/state.h"

#include <string.h>
#include <strings.h>

/* What a token request can say, whatever its encoding. */
struct request {
	const char *grant_type, *client_id, *client_secret;
	const char *refresh_token, *code;
};

static const struct {
	const char *name;
	size_t at;
} fields[] = {
	{ "grant_type", offsetof(struct request, grant_type) },
	{ "client_id", offsetof(struct request, client_id) },
	{ "client_secret", offsetof(struct request, client_secret) },
	{ "refresh_token", offsetof(struct request, refresh_token) },
	{ "code", offsetof(struct request, code) },
};

static const char *
json_text(struct arena *mem, struct slice object, const char *name)
{
	struct sbuf *out = sbuf_arena(mem);
	struct slice v;

	return scan_get(object, name, &v) && scan_text(v, out) ? sbuf_cstr(out)
							       : NULL;
}

static bool
is_json(const struct call *cl)
{
	return cl->content_type != NULL &&
	       strncasecmp(cl->content_type, "application/json", 16) == 0;
}

static bool
read_request(struct sandbox *sb, struct call *cl, struct request *rq)
{
	struct params form = { NULL, 0 };
	struct slice object = { "{}", 2 };
	const char *value;

	memset(rq, 0, sizeof(*rq));
	if (is_json(cl)) {
		if (sb->opt.token_json == OFF ||
		    !scan_value(cl->body, cl->body_len, &object))
			return false;
	} else {
		params_read(cl->mem, cl->body, cl->body_len, &form);
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		value = params_get(&form, fields[i].name);
		if (value == NULL)
			value = json_text(cl->mem, object, fields[i].name);
		if (value == NULL)
			value = params_get(&cl->params, fields[i].name);
		*(const char **)(void *)((char *)rq + fields[i].at) =
		    value != NULL ? value : "";
	}
	return true;
}

static bool
known_client(const struct sandbox *sb, const struct request *rq)
{
	const struct options *o = &sb->opt;

	if (rq->client_id[0] == '\0' || rq->client_secret[0] == '\0')
		return false;
	return (o->client_id[0] == '\0' ||
		   strcmp(o->client_id, rq->client_id) == 0) &&
	       (o->client_secret[0] == '\0' ||
		   strcmp(o->client_secret, rq->client_secret) == 0);
}

static void
send_token(struct sandbox *sb, struct reply *rp, const struct token *t)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = 200;
	rp->type = "application/json";
	jw_object(&w);
	if (t->refresh[0] != '\0')
		jw_text(jw_key(&w, "refresh_token"), t->refresh);
	jw_text(jw_key(&w, "token_type"), "bearer");
	jw_text(jw_key(&w, "access_token"), t->access);
	jw_int(jw_key(&w, "expires_in"), sb->opt.expires_in);
	jw_end(&w);
}

static void
grant(struct sandbox *sb, struct call *cl, struct reply *rp,
    const struct request *rq)
{
	int64_t lives = sb->opt.expires_in;
	const struct token *t;

	if (strcmp(rq->grant_type, "client_credentials") == 0) {
		send_token(
		    sb, rp, tokens_issue(&sb->tokens, cl->now, lives, false));
	} else if (strcmp(rq->grant_type, "refresh_token") == 0) {
		t = rq->refresh_token[0] == '\0'
			? NULL
			: tokens_refresh(
			      &sb->tokens, rq->refresh_token, cl->now, lives);
		if (t != NULL)
			send_token(sb, rp, t);
		else
			error_oauth(rp, 400, "invalid_request",
			    "Invalid refresh_token");
	} else if (strcmp(rq->grant_type, "authorization_code") == 0) {
		if (tokens_take_code(&sb->tokens, rq->code))
			send_token(sb, rp,
			    tokens_issue(&sb->tokens, cl->now, lives, true));
		else
			error_oauth(rp, 400, "invalid_request", "Invalid code");
	} else {
		error_oauth(rp, 400, "unsupported_grant_type",
		    "Unsupported grant_type");
	}
}

void
oauth_token(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	static const char *const errors[] = { "invalid_client",
		"unauthorized_client" };
	struct request rq;

	if (!read_request(sb, cl, &rq))
		error_oauth(rp, 400, "invalid_request", "Malformed request");
	else if (!known_client(sb, &rq))
		error_oauth(rp, (int)sb->opt.bad_client_status,
		    errors[sb->opt.bad_client_error], "Unknown client");
	else
		grant(sb, cl, rp, &rq);
}

static void
add_encoded(struct sbuf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') ||
		    (*s >= 'A' && *s <= 'Z') || strchr("-._~", *s) != NULL)
			sbuf_char(out, *s);
		else
			sbuf_fmt(out, "%%%02X", (unsigned char)*s);
}

/* The app of that id, which has somewhere to send the browser back to. */
static bool
known_app(struct sandbox *sb, const char *id, struct reply *rp)
{
	const struct options *o = &sb->opt;

	if (id != NULL && o->redirect_url[0] != '\0' &&
	    (o->client_id[0] == '\0' || strcmp(o->client_id, id) == 0))
		return true;
	error_param(o, rp, "client_id",
	    "no app with this id and a redirection URL", id ? id : "",
	    "NotEmpty");
	return false;
}

static void
send_back(struct sandbox *sb, struct call *cl, struct reply *rp, bool allowed,
    const char *state)
{
	struct sbuf *to = sbuf_arena(cl->mem);

	sbuf_text(to, sb->opt.redirect_url);
	sbuf_char(to, strchr(sb->opt.redirect_url, '?') ? '&' : '?');
	if (allowed)
		sbuf_fmt(to, "code=%s", tokens_code(&sb->tokens));
	else
		sbuf_text(to, "error=access_denied");
	if (state != NULL) {
		sbuf_text(to, "&state=");
		add_encoded(to, state);
	}
	rp->status = 302;
	rp->type = NULL;
	reply_header(rp, "Location", sbuf_cstr(to));
}

static void
add_attribute(struct sbuf *out, const char *name, const char *value)
{
	sbuf_fmt(out, " %s=\"", name);
	for (; *value != '\0'; value++)
		if (strchr("<>&\"'", *value) != NULL)
			sbuf_fmt(out, "&#%d;", *value);
		else
			sbuf_char(out, *value);
	sbuf_char(out, '"');
}

static void
add_hidden(struct sbuf *out, const char *name, const char *value)
{
	sbuf_text(out, "<input type=\"hidden\"");
	add_attribute(out, "name", name);
	add_attribute(out, "value", value);
	sbuf_text(out, ">\n");
}

static void
consent_page(struct reply *rp, const char *id, const char *state)
{
	struct sbuf *out = &rp->body;

	rp->status = 200;
	rp->type = "text/html; charset=utf-8";
	sbuf_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en\"><head>"
	    "<meta name=\"viewport\" content=\"width=device-width\">"
	    "<title>Allow access?</title>"
	    "<style>:root{color-scheme:light dark}"
	    "body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;"
	    "margin:15vh auto;padding:0 1rem}h1{font-size:1.5rem}"
	    "button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}"
	    "</style></head>\n<body>"
	    "<p>Sandbox of Help Scout</p>"
	    "<h1>Allow access?</h1>\n<p>The app wants to read the conversations "
	    "that you can read.</p>\n<form method=\"post\">\n");
	add_hidden(out, "client_id", id);
	if (state != NULL)
		add_hidden(out, "state", state);
	sbuf_text(out,
	    "<button name=\"decision\" value=\"allow\">Allow</button>"
	    "<button name=\"decision\" value=\"refuse\">Refuse</button>\n"
	    "</form></body></html>\n");
}

void
oauth_consent(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *id = params_get(&cl->params, "client_id");
	const char *state = params_get(&cl->params, "state");

	if (!known_app(sb, id, rp))
		return;
	if (sb->opt.consent == CONSENT_ASK)
		consent_page(rp, id, state);
	else
		send_back(sb, cl, rp, sb->opt.consent == CONSENT_GRANT, state);
}

void
oauth_decide(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct params form = { NULL, 0 };
	const char *decision;

	params_read(cl->mem, cl->body, cl->body_len, &form);
	decision = params_get(&form, "decision");
	if (known_app(sb, params_get(&form, "client_id"), rp))
		send_back(sb, cl, rp,
		    decision != NULL && strcmp(decision, "allow") == 0,
		    params_get(&form, "state"));
}

bool
oauth_allows(const struct sandbox *sb, const struct call *cl)
{
	const char *a = cl->authorization;

	if (a == NULL || strncasecmp(a, "Bearer ", 7) != 0)
		return false;
	return tokens_good(&sb->tokens, a + 7, cl->now);
}
