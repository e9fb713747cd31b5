/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/state.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/control.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/helpscout.h"
#include "tests/sandbox/live.h"

#include <string.h>

static void
requests(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	sent_answer(&sb->requests, cl, rp);
}

/* Who answers below which path; further stand-ins get a line here. */
static const struct {
	const char *prefix, *service;	/* NULL: of the stand-in itself */
	void (*answer)(struct sandbox *, struct call *, struct reply *);
} services[] = {
	{ "/v2/", "helpscout", helpscout_answer },
	{ "/authentication/", NULL, helpscout_answer },
	{ "/slack/", "slack", slack_answer },
	{ "/_sandbox/slack", NULL, slack_page_answer },
	{ "/anthropic/v1/", "anthropic", claude_answer },
	{ "/_sandbox/anthropic", NULL, claude_control },
	{ "/pinecone/", "pinecone", pine_answer },
	{ "/_sandbox/pinecone", NULL, pine_control },
	{ "/openai/v1/embeddings", "openai", embed_answer },
	{ "/_sandbox/embed", NULL, embed_control },
	{ "/openai/v1/", "openai", openai_answer },
	{ "/_sandbox/openai", NULL, openai_control },
	{ "/_sandbox/requests", NULL, requests },
	{ "/_sandbox/", NULL, control_answer },
};

void
sandbox_init(struct sandbox *sb)
{
	memset(sb, 0, sizeof(*sb));
	pthread_mutex_init(&sb->lock, NULL);
	options_init(&sb->opt);
	directory_init(&sb->dir);
	sb->hooks.rng = rng_for(1, "hooks", 0);
}

void
sandbox_free(struct sandbox *sb)
{
	live_free(sb);
	slack_free(&sb->slack);
	openai_free(&sb->openai);
	claude_free(&sb->claude);
	pine_free(&sb->pine);
	sent_free(&sb->embedded);
	sent_free(&sb->requests);
	leaks_free(&sb->leaks);
	hooks_free(&sb->hooks);
	results_free(&sb->results);
	tokens_free(&sb->tokens);
	store_free(&sb->store);
	directory_free(&sb->dir);
	options_free(&sb->opt);
	pthread_mutex_destroy(&sb->lock);
}

const char *
sandbox_load(struct sandbox *sb, struct arena *mem)
{
	const char *wrong = NULL;
	size_t from = sb->store.n;

	for (int i = 0; i < sb->opt.data_n; i++)
		if (!store_read(&sb->store, mem, sb->opt.data[i], &wrong))
			return wrong;
	for (size_t i = from; i < sb->store.n; i++)
		directory_learn(&sb->dir, &sb->store.v[i]);
	return live_open(sb, mem);
}

struct conv *
sandbox_put(struct sandbox *sb, char *json, size_t len, int64_t now)
{
	struct conv *cv = store_put(&sb->store, json, len, true);

	if (cv == NULL)
		return NULL;
	cv->changed = now;
	directory_learn(&sb->dir, cv);
	return cv;
}

/* Method, path, query and head of what was sent, and its body as text. */
static void
keep(struct sandbox *sb, const struct call *cl, const char *service)
{
	struct sbuf *out = sbuf_arena(cl->mem), *body = sbuf_arena(cl->mem);
	struct jw w = JW_INIT(out);

	utf8_clean(body, cl->body, cl->body_len);
	jw_object(&w);
	jw_text(jw_key(&w, "service"), service);
	jw_text(jw_key(&w, "method"), cl->method);
	jw_text(jw_key(&w, "path"), cl->path);
	jw_text(jw_key(&w, "query"), cl->query);
	jw_object(jw_key(&w, "head"));
	for (size_t i = 0; i < cl->head.n; i++)
		jw_text(jw_key(&w, cl->head.v[i].name), cl->head.v[i].value);
	jw_end(&w);
	jw_text(jw_key(&w, "type"), cl->content_type);
	jw_text(jw_key(&w, "body"), sbuf_cstr(body));
	jw_end(&w);
	sent_keep(&sb->requests, sbuf_cstr(out), out->len);
}

static void
watch(struct sandbox *sb, const struct call *cl, const char *service)
{
	if (service == NULL)
		return;
	leaks_look(&sb->leaks, &sb->opt, cl, service);
	if (sb->opt.keep_requests != 0)
		keep(sb, cl, service);
}

static void
answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (strncmp(cl->path, services[i].prefix,
			strlen(services[i].prefix)) == 0) {
			watch(sb, cl, services[i].service);
			services[i].answer(sb, cl, rp);
			return;
		}
	error_plain(&sb->opt, rp, 404);
}

void
sandbox_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	pthread_mutex_lock(&sb->lock);
	cl->now = clock_now();
	params_read(cl->mem, cl->query, strlen(cl->query), &cl->params);
	live_run(sb, cl->mem, cl->now);
	answer(sb, cl, rp);
	pthread_mutex_unlock(&sb->lock);
}
