/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/control.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/change.h"
#include "tests/sandbox/live.h"
#include "tests/sandbox/state.h"

#include <string.h>

typedef void control_fn(struct sandbox *, struct call *, struct reply *);

static int64_t
number(const struct call *cl, const char *name, int64_t otherwise)
{
	const char *text = params_get(&cl->params, name);
	int64_t n;

	return text != NULL && parse_int(text, 0, INT64_MAX, &n) ? n
								 : otherwise;
}

static void
say(struct reply *rp, int status, const char *text)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, status < 400 ? "ok" : "wrong"), text);
	jw_end(&w);
}

static void
done_or_404(struct reply *rp, bool done)
{
	say(rp, done ? 200 : 404, done ? "done" : "no such conversation");
}

static void
fault(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *kind = params_get(&cl->params, "kind");
	const char *path = params_get(&cl->params, "path");

	if (kind == NULL ||
	    !faults_add(&sb->faults, kind, number(cl, "count", 1),
		number(cl, "ms", 0), number(cl, "skip", 0),
		path != NULL ? path : "")) {
		say(rp, 400,
		    "kind is not known, path is above 127 bytes, or "
		    "64 faults wait already");
		return;
	}
	say(rp, 200, kind);
}

static void
fault_list(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	(void)cl;
	rp->type = "application/json";
	faults_list(&sb->faults, &w);
}

static void
fault_clear(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	(void)cl;
	sb->faults.n = 0;
	sb->slack.n_refuse = 0;
	say(rp, 200, "no faults");
}

static void
merge(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	done_or_404(rp, change_merge(sb, cl->mem, number(cl, "from", 0),
			    number(cl, "into", 0), cl->now));
}

static void delete (struct sandbox *sb, struct call *cl, struct reply *rp)
{
	done_or_404(rp, change_delete(sb, number(cl, "id", 0)));
}

static void
touch(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	done_or_404(rp, change_touch(sb, cl->mem, number(cl, "id", 0),
			    number(cl, "at", cl->now)));
}

static void
expire(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	say(rp, 200,
	    arena_fmt(cl->mem, "%zu ended", tokens_expire(&sb->tokens)));
}

static void
code(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	(void)cl;
	say(rp, 200, tokens_code(&sb->tokens));
}

/* One object, over lines or not; a line end is white space in JSON. */
static void
add(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	char *json = must_alloc(cl->body_len + 1);
	const struct conv *cv;
	struct slice whole;

	if (!scan_value(cl->body, cl->body_len, &whole))
		whole.len = 0;
	else
		memcpy(json, whole.s, whole.len);
	for (size_t i = 0; i < whole.len; i++)
		if ((unsigned char)json[i] < ' ')
			json[i] = ' ';
	json[whole.len] = '\0';
	cv = sandbox_put(sb, json, whole.len, cl->now);
	if (cv == NULL)
		say(rp, 400, "the body is no conversation object with an id");
	else {
		hook_tell(sb, "convo.created", cv->id);
		say(rp, 200, arena_fmt(cl->mem, "%lld", (long long)cv->id));
	}
}

static void
set(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *wrong = NULL;

	for (size_t i = 0; i < cl->params.n && wrong == NULL; i++)
		wrong = option_set(&sb->opt, cl->mem, cl->params.v[i].name,
		    cl->params.v[i].value);
	sb->store.version++;
	say(rp, wrong ? 400 : 200, wrong ? wrong : "set");
}

/* ?at=2026-01-15T12:00:00Z or seconds; nothing: the real clock again. */
static void
clock_at(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *text = params_get(&cl->params, "at");
	int64_t at = 0;

	(void)sb;
	if (text != NULL && !clock_parse(text, &at) &&
	    !parse_int(text, 0, INT64_MAX, &at)) {
		say(rp, 400, "at is no time");
		return;
	}
	clock_set(at);
	say(rp, 200, "clock set");
}

static void
event(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	int64_t n = number(cl, "count", 1);

	if (n > 100000) {
		say(rp, 400, "count must be up to 100000");
		return;
	}
	for (int64_t i = 0; i < n; i++)
		live_event(sb, cl->mem, cl->now);
	say(rp, 200, "happened");
}

static void
surge(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	int64_t after = number(cl, "after", 0), rate = number(cl, "rate", 10);

	if (after > DAY || rate > 600) {
		say(rp, 400, "after must be up to 86400 and rate up to 600");
		return;
	}
	live_surge(sb, cl->now + after, rate);
	say(rp, 200, "it will");
}

/* ?event=NAME [id=N] [secret=TEXT] [count=1]; or a body of one's own by POST. */
static void
hook(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *name = params_get(&cl->params, "event");
	const char *secret = params_get(&cl->params, "secret");
	const char *body = arena_fmt(cl->mem, "{\"id\":%lld}",
	    (long long)number(cl, "id", 0));
	size_t len = strlen(body);
	int64_t n = number(cl, "count", 1);

	if (name == NULL || n > 100000) {
		say(rp, 400, "event is missing, or count is above 100000");
		return;
	}
	if (cl->body_len > 0) {
		body = cl->body;
		len = cl->body_len;
	}
	for (int64_t i = 0; i < n; i++)
		if (secret == NULL && cl->body_len == 0)
			hook_tell(sb, name, number(cl, "id", 0));
		else
			hook_post(sb, name, body, len, secret);
	say(rp, 200, "told");
}

static void
delete_customer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	done_or_404(rp, change_customer_gone(sb, number(cl, "id", 0)));
}

static void
stats(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	static const char *const names[] = {
#define STAT(name, help) #name,
#include "tests/sandbox/stat.def"
#undef STAT
	};
	struct jw w = JW_INIT(&rp->body);
	size_t served = 0, merged = 0;

	for (size_t i = 0; i < sb->store.n; i++) {
		served += !sb->store.v[i].gone;
		merged += sb->store.v[i].merged_into != 0;
	}
	rp->type = "application/json";
	jw_object(&w);
	for (int i = 0; i < STATS; i++)
		jw_int(jw_key(&w, names[i]), sb->stat[i]);
	jw_int(jw_key(&w, "rate_limited"), sb->rate.refused);
	jw_int(jw_key(&w, "tokens_issued"), sb->tokens.issued);
	jw_int(jw_key(&w, "tokens_refreshed"), sb->tokens.refreshed);
	jw_int(jw_key(&w, "faults_struck"), sb->faults.struck);
	jw_int(jw_key(&w, "faults_waiting"), (long long)sb->faults.n);
	jw_int(jw_key(&w, "conversations"), (long long)served);
	jw_int(jw_key(&w, "merged"), (long long)merged);
	jw_int(jw_key(&w, "gone"), (long long)(sb->store.n - served));
	jw_int(jw_key(&w, "users"), (long long)sb->dir.users.n);
	jw_int(jw_key(&w, "customers"), (long long)sb->dir.customers.n);
	jw_int(jw_key(&w, "mailboxes"), (long long)sb->dir.mailboxes_n);
	jw_int(jw_key(&w, "hooks_waiting"), sb->hooks.waiting);
	jw_time(jw_key(&w, "now"), cl->now);
	jw_end(&w);
}

/* ?form=ids (default), json: whole lines, gone: "id 301 into" or "id 404" */
static void
dump(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *form = params_get(&cl->params, "form");
	bool json = form != NULL && strcmp(form, "json") == 0;
	bool gone = form != NULL && strcmp(form, "gone") == 0;
	const struct conv *cv = sb->store.v;

	rp->type = json ? "application/x-ndjson" : "text/plain";
	for (size_t i = 0; i < sb->store.n; i++, cv++) {
		if (cv->gone != gone)
			continue;
		if (json)
			sbuf_add(&rp->body, cv->json, cv->len);
		else
			sbuf_int(&rp->body, cv->id);
		if (gone && cv->merged_into != 0)
			sbuf_fmt(
			    &rp->body, " 301 %lld", (long long)cv->merged_into);
		else if (gone)
			sbuf_text(&rp->body, " 404");
		sbuf_char(&rp->body, '\n');
	}
}

static void
health(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	(void)sb;
	(void)cl;
	say(rp, 200, "up");
}

static control_fn help;

/* clang-format off */
static const struct {
	const char *path, *help;
	control_fn *answer;
} table[] = {
	{ "/_sandbox/health", "answers when the sandbox is up", health },
	{ "/_sandbox/help", "this list", help },
	{ "/_sandbox/stats", "counts since the start, as JSON", stats },
	{ "/_sandbox/dump", "[form=ids|json|gone]: what is served", dump },
	{ "/_sandbox/fault", "kind=K [count=1] [ms=] [skip=0] [path=part]: "
	  "the next calls that fit go wrong", fault },
	{ "/_sandbox/faults", "faults that still wait", fault_list },
	{ "/_sandbox/faults/clear", "no more faults", fault_clear },
	{ "/_sandbox/merge", "from=ID into=ID", merge },
	{ "/_sandbox/delete", "id=ID", delete },
	{ "/_sandbox/delete_customer", "id=ID", delete_customer },
	{ "/_sandbox/hook", "event=NAME [id=ID] [secret=TEXT] [count=1], or "
	  "POST a body: tell all webhooks", hook },
	{ "/_sandbox/touch", "id=ID [at=SECONDS]: userUpdatedAt moves", touch },
	{ "/_sandbox/add", "POST a conversation object: added or replaced",
	  add },
	{ "/_sandbox/expire_tokens", "all access tokens end", expire },
	{ "/_sandbox/code", "a one-time authorization code", code },
	{ "/_sandbox/set", "option=value...: as on the command line", set },
	{ "/_sandbox/clock", "[at=TIME]: stop the clock there, or let it run",
	  clock_at },
	{ "/_sandbox/event", "[count=1]: live events now", event },
	{ "/_sandbox/surge", "[after=0] [rate=10]: an outbreak begins in so many "
	  "seconds, with so many reports a minute; rate=0: none", surge },
};
/* clang-format on */

static void
help(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	(void)sb;
	(void)cl;
	rp->type = "text/plain";
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		sbuf_fmt(&rp->body, "%s\t%s\n", table[i].path, table[i].help);
	sbuf_text(&rp->body, "\nkinds of faults:\n");
#define FAULT(name, help) sbuf_text(&rp->body, #name "\t" help "\n");
#include "tests/sandbox/fault.def"
#undef FAULT
}

void
control_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	if (!cl->local) {
		say(rp, 403, "from this machine only");
		return;
	}
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (strcmp(table[i].path, cl->path) == 0) {
			table[i].answer(sb, cl, rp);
			return;
		}
	say(rp, 404, "see /_sandbox/help");
}
