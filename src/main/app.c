/* SPDX-License-Identifier: MIT */
#include "config.h"
#include "main/app.h"

#include "api/api.h"
#include "ask/group.h"
#include "ask/incident.h"
#include "ask/job.h"
#include "ask/queue.h"
#include "ask/review.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/zone.h"
#include "model/account.h"
#include "model/data.h"
#include "net/crypto.h"
#include "page/page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NO_PARAMS NULL
#define PAGE   ROUTE_PAGE
#define SHARED ROUTE_SHARED
#define FORMS  ROUTE_FORMS
#define SIGNED ROUTE_SIGNED

static const struct route routes[] = {
#define ROUTE(method, path, who, params, handler, flags, fresh, help)          \
	{ method, path, who, params, handler, flags, fresh, help },
#include "main/routes.def"
#undef ROUTE
};

static enum rc
become(struct req *rq, const struct account *a)
{
	rq->who.name = a->name;
	rq->own_zone = a->zone;
	rq->who.agent_id = a->agent;
	if (!role_parse(a->role, &rq->who.role))
		return RC_INTERNAL;
	return RC_OK;
}

static enum rc
by_token(struct req *rq)
{
	struct account a;
	enum rc rc = account_by_token(rq->db, rq->mem,
	    rq->head.authorization + 7, &a);

	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	a.name = arena_fmt(rq->mem, "token %s", a.name);
	return become(rq, &a);
}

static enum rc
by_session(struct req *rq, const char *session)
{
	struct account a;
	enum rc rc;

	if (session == NULL || *session == '\0')
		return RC_OK;
	rc = account_by_session(rq->db, rq->mem, session,
	    rq->conf->session_hours * HOUR, &a);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	rq->who.by_session = true;
	rq->who.user_id = a.id;
	rq->who.csrf = session_csrf(rq->mem, session);
	return become(rq, &a);
}

static bool
may_hold_form(const struct route *r)
{
	return r != NULL && r->method == GET &&
	    (r->flags & (ROUTE_PAGE | ROUTE_SHARED)) == ROUTE_PAGE;
}

/* A proxy that signs people in names them on every request, and its word stands
 * above a session that somebody else left in the browser. Their own session
 * begins with the first page that may hold a form, because forms need something
 * to be bound to; nginx's question who it is, and what is shared, begin none. */
static enum rc
by_proxy(struct req *rq, const char *session)
{
	char begun[CRYPTO_TOKEN_SIZE];
	struct account a;
	enum rc rc = account_by_name(rq->db, rq->mem, rq->head.proxy_user, &a);

	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc == RC_OK)
		rc = by_session(rq, session);
	if (rc != RC_OK || rq->who.user_id == a.id)
		return rc;
	rq->who = (struct who){ .user_id = a.id, .csrf = "",
		.by_session = true };
	if (may_hold_form(rq->route)) {
		rc = session_begin(rq->db, rq->mem, a.id,
		    rq->conf->session_hours * HOUR, begun);
		if (rc != RC_OK)
			return rc;
		req_session_cookie(rq, begun);
		rq->who.csrf = session_csrf(rq->mem, begun);
	}
	return become(rq, &a);
}

/* What nginx keeps under a zone must be written in that zone: its word, which
 * may be some seconds old, stands above the person's choice. */
static void
choose_zone(struct req *rq)
{
	const char *zone = *rq->head.zone ? rq->head.zone :
	    rq->own_zone;

	if (!zone_known(zone))
		zone = rq->conf->timezone;
	fmt_zone_set(zone);
	rq->zone = fmt_zone();
}

static enum rc
find_who(struct req *rq)
{
	const char *session = req_cookie(rq, SESSION_COOKIE);

	if (strncasecmp(rq->head.authorization, "Bearer ", 7) == 0)
		return by_token(rq);
	if (rq->conf->trust_proxy_user && *rq->head.proxy_user != '\0')
		return by_proxy(rq, session);
	return by_session(rq, session);
}

static enum rc
identify(struct req *rq)
{
	enum rc rc = find_who(rq);

	choose_zone(rq);
	return rc;
}

static enum rc
version(struct req *rq, int64_t *version)
{
	return data_version(rq->db, rq->mem, version, &rq->data_changed);
}

/* The program and its options. */
static char build[32] = PACKAGE_VERSION;

void
app_begin(const struct conf *conf)
{
	struct arena *mem = arena_begin();
	struct sbuf *text = sbuf_arena(mem);

	conf_write(conf, text);
	snprintf(build, sizeof(build), "%s.%.12s", PACKAGE_VERSION,
	    crypto_sha256_hex(mem, text->s, text->len));
	arena_end(mem);
}

const struct app app = {
	.routes = routes,
	.n_routes = sizeof(routes) / sizeof(*routes),
	.identify = identify,
	.version = version,
	.error_page = page_error,
	.build = build,
};

/* name:type:default:min:max, or the words in place of the bounds; ! stands for
 * the default of a required one. */
static void
print_param(const struct param *p)
{
	static const char *const types[] = {
		[P_INT] = "integer", [P_CLAMP] = "clamped",
		[P_BOOL] = "boolean", [P_TIME] = "time", [P_TEXT] = "text",
		[P_WORD] = "word", [P_SECRET] = "secret", [P_IDS] = "ids",
	};

	printf(" %s:%s:%s:", p->name, types[p->kind],
	    p->dflt == NULL ? "!" : p->dflt);
	if (p->kind == P_WORD)
		printf("%s", p->words);
	else
		printf("%lld:%lld", (long long)p->min, (long long)p->max);
}

void
app_print_routes(void)
{
	static const char *const methods[] = { "GET", "POST", "DELETE" };

	for (size_t i = 0; i < app.n_routes; i++) {
		const struct route *r = &routes[i];

		printf("%s %s %s %s%s%s%s%s%s-", methods[r->method], r->path,
		    role_name(r->who), r->flags & ROUTE_PAGE ? "page," : "",
		    r->flags & ROUTE_SHARED ? "shared," : "",
		    r->flags & ROUTE_FORMS ? "forms," : "",
		    r->flags & ROUTE_TOKEN_ONLY ? "token," : "",
		    r->flags & ROUTE_NO_CSRF ? "nocsrf," : "",
		    r->flags & ROUTE_SIGNED ? "signed," : "");
		for (const struct param *p = r->params; p && p->name; p++)
			print_param(p);
		printf("\n");
	}
}
