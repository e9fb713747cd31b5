/* SPDX-License-Identifier: MIT */
/* tidemark-admin webhook: what Help Scout tells this installation, and whether. */
#include "main/admin.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/bf.h"
#include "job/job.h"
#include "model/webhook.h"

#include <stdio.h>
#include <string.h>

enum { EVENTS_MAX = 64 };

static const char label[] = "Tidemark";

struct hooks {
	struct backfill bf;
	struct job job;
	const char *url;
	struct hs_webhook *list;	/* all of the account */
	size_t n;
};

/* The client as the import has it, with the same token; no job is in hand. The
 * database keeps the token: without it Help Scout would be blamed. */
static enum rc
open_hooks(struct admin *a, struct hooks *h)
{
	*h = (struct hooks){ .job = { .conf = a->conf, .db = a->db,
	    .mem = a->mem }, .bf = { .beat_ms = INT64_MAX },
	    .url = webhook_url(a->mem, a->conf->public_url) };
	h->bf.job = &h->job;
	h->bf.hs = bf_client_open(&h->bf);
	return db_ping(a->db);
}

static bool
is_ours(const struct hooks *h, size_t i)
{
	return strcmp(h->list[i].url, h->url) == 0;
}

/* The first of ours, or NULL. */
static const struct hs_webhook *
ours(const struct hooks *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (is_ours(h, i))
			return &h->list[i];
	return NULL;
}

static enum hs_result
ask(struct admin *a, struct hooks *h)
{
	return hs_webhooks(h->bf.hs, a->mem, &h->list, &h->n);
}

/* The pages show what was found out here, too. */
static void
remember(struct admin *a, const struct hooks *h)
{
	const struct hs_webhook *w = ours(h);

	(void)webhook_registered(a->db, a->mem, w ? w->id : 0,
	    w ? w->state : "none");
}

static bool
may_register(const struct conf *c)
{
	size_t len = utf8_count(c->hs_webhook_secret,
	    strlen(c->hs_webhook_secret));

	if (len == 0)
		fputs("hs_webhook_secret is not set: choose one of up to 40 "
		    "characters, for example\nwith openssl rand -hex 20, and "
		    "put it into the configuration of all programs\n", stderr);
	else if (len > WEBHOOK_SECRET_MAX)
		fprintf(stderr, "hs_webhook_secret has %zu characters; Help "
		    "Scout takes at most %d\n", len, WEBHOOK_SECRET_MAX);
	else if (strncmp(c->public_url, "https://", 8) != 0)
		fprintf(stderr, "note: public_url is %s; Help Scout must be able "
		    "to reach it, by https\n", c->public_url);
	return len > 0 && len <= WEBHOOK_SECRET_MAX;
}

static enum hs_result
save(struct admin *a, struct hooks *h)
{
	const char *events[EVENTS_MAX];
	struct hs_webhook_spec spec = { .url = h->url, .label = label,
		.secret = a->conf->hs_webhook_secret, .events = events };
	const struct hs_webhook *w = ours(h);

	while (spec.n_events < EVENTS_MAX && (events[spec.n_events] =
	    delivery_event(spec.n_events)) != NULL)
		spec.n_events++;
	return hs_webhook_save(h->bf.hs, a->mem, w ? w->id : 0, &spec);
}

/* A call that was repeated may have made two; each event would come twice. */
static enum hs_result
remove_all(struct admin *a, struct hooks *h, int64_t but)
{
	enum hs_result result = HS_OK;

	for (size_t i = 0; i < h->n && result == HS_OK; i++)
		if (is_ours(h, i) && h->list[i].id != but)
			result = hs_webhook_remove(h->bf.hs, a->mem,
			    h->list[i].id);
	return result == HS_GONE ? HS_OK : result;
}

/* *w: it, as Help Scout has it now. */
static enum hs_result
renew(struct admin *a, struct hooks *h, const struct hs_webhook **w)
{
	enum hs_result result = save(a, h);

	if (result == HS_OK)
		result = ask(a, h);
	*w = result == HS_OK ? ours(h) : NULL;
	return *w != NULL ? remove_all(a, h, (*w)->id) : result;
}

static int
do_register(struct admin *a, struct hooks *h)
{
	static const char what[] = "webhook register";
	const struct hs_webhook *w;
	const char *before;
	enum hs_result result = ask(a, h);

	if (result != HS_OK)
		return admin_hs_failed(what, h->bf.hs, result);
	w = ours(h);
	before = w == NULL ? "registered" : strcmp(w->state, "enabled") == 0 ?
	    "renewed" : "switched on again";
	result = renew(a, h, &w);
	if (result != HS_OK)
		return admin_hs_failed(what, h->bf.hs, result);
	if (w == NULL) {
		fprintf(stderr, "%s: Help Scout took it and does not list it for "
		    "%s; see webhook status\n", what, h->url);
		return 1;
	}
	remember(a, h);
	printf("%s: webhook %lld, %s, %zu events to %s\n", before,
	    (long long)w->id, w->state, w->n_events, w->url);
	return strcmp(w->state, "enabled") != 0;
}

int
cmd_webhook_register(struct admin *a)
{
	struct hooks h;
	int status;
	enum rc rc;

	if (!may_register(a->conf))
		return 2;
	rc = open_hooks(a, &h);
	status = rc == RC_OK ? do_register(a, &h) :
	    admin_failed("webhook register", rc);
	hs_close(h.bf.hs);
	return status;
}

static int
do_remove(struct admin *a, struct hooks *h)
{
	enum hs_result result = ask(a, h);

	if (result == HS_OK)
		result = remove_all(a, h, 0);
	if (result != HS_OK)
		return admin_hs_failed("webhook remove", h->bf.hs, result);
	puts(ours(h) ? "removed" : "there was none");
	(void)webhook_registered(a->db, a->mem, 0, "none");
	return 0;
}

int
cmd_webhook_remove(struct admin *a)
{
	struct hooks h;
	enum rc rc = open_hooks(a, &h);
	int status = rc == RC_OK ? do_remove(a, &h) :
	    admin_failed("webhook remove", rc);

	hs_close(h.bf.hs);
	return status;
}

static void
print_received(const struct webhook_state *s, const struct webhook_refused *r,
    size_t n)
{
	char iso[CLOCK_ISO_SIZE];

	printf("last one           %s\n", s->last_at ? clock_iso(s->last_at,
	    iso) : "never");
	printf("in 24 hours        %lld, and %lld of the same bytes again\n",
	    (long long)s->events, (long long)s->repeats);
	printf("wait to be fetched %lld\n", (long long)s->waiting);
	printf("failed             %lld\n", (long long)s->failed);
	printf("refused            %lld\n", (long long)s->refused);
	for (size_t i = 0; i < n; i++)
		printf("  %-16s %lld%s\n", r[i].cause, (long long)r[i].times,
		    strcmp(r[i].cause,
		    delivery_refusal(DELIVERY_FORGED)->cause) == 0 ?
		    "  if these come from Help Scout, it has another secret: "
		    "webhook register sends ours" : "");
}

static int
print_registered(const struct hooks *h)
{
	const struct hs_webhook *w = ours(h);

	if (w == NULL) {
		printf("not registered for %s (%zu others); see webhook "
		    "register\n", h->url, h->n);
		return 1;
	}
	printf("webhook %-10lld %s, %zu events to %s\n", (long long)w->id,
	    w->state, w->n_events, w->url);
	if (strcmp(w->state, "enabled") == 0)
		return 0;
	puts("  Help Scout switches a webhook off after 10 events that it could "
	    "not deliver;\n  webhook register switches it on again");
	return 1;
}

int
cmd_webhook_status(struct admin *a)
{
	struct webhook_refused *refused;
	struct webhook_state state;
	struct hooks h;
	size_t n;
	enum rc rc = webhook_state(a->db, a->mem, &state);
	enum hs_result result;
	int status;

	if (rc == RC_OK)
		rc = webhook_refusals(a->db, a->mem, "helpscout", &refused,
		    &n);
	if (rc != RC_OK)
		return admin_failed("webhook status", rc);
	printf("secret             %s\n", *a->conf->hs_webhook_secret ? "set" :
	    "NOT SET: webhooks are refused; see hs_webhook_secret");
	print_received(&state, refused, n);
	(void)open_hooks(a, &h);
	result = ask(a, &h);
	if (result == HS_OK) {
		status = print_registered(&h);
		remember(a, &h);
	} else {
		status = admin_hs_failed("webhook status", h.bf.hs, result);
	}
	hs_close(h.bf.hs);
	return *a->conf->hs_webhook_secret == '\0' ? 1 : status;
}
