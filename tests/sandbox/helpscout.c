/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/helpscout.h"

#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/conversation.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/list.h"
#include "tests/sandbox/oauth.h"
#include "tests/sandbox/people.h"
#include "tests/sandbox/route.h"
#include "tests/sandbox/state.h"

#include <string.h>

enum { OPEN, TOKEN }; /* who may call */

struct hs_route {
	const char *method, *path;
	int who;
	enum counter stat;
	void (*answer)(struct sandbox *, struct call *, struct reply *);
};

/* clang-format off */
static const struct hs_route routes[] = {
	{ "POST",  "/v2/oauth2/token", OPEN, STAT_token, oauth_token },
	{ "GET",   "/authentication/authorizeClientApplication", OPEN,
	  STAT_consent, oauth_consent },
	{ "POST",  "/authentication/authorizeClientApplication", OPEN,
	  STAT_consent, oauth_decide },
	{ "GET",   "/v2/conversations", TOKEN, STAT_list, list_answer },
	{ "GET",   "/v2/conversations/*", TOKEN, STAT_conversation,
	  conversation_answer },
	{ "PATCH", "/v2/conversations/*", TOKEN, STAT_write,
	  conversation_patch },
	{ "GET",   "/v2/conversations/*/threads", TOKEN, STAT_threads,
	  conversation_threads },
	{ "PUT",   "/v2/conversations/*/tags", TOKEN, STAT_write,
	  conversation_tags },
	{ "POST",  "/v2/conversations/*/notes", TOKEN, STAT_write,
	  conversation_note },
	{ "POST",  "/v2/conversations/*/reply", TOKEN, STAT_write,
	  conversation_reply },
	{ "GET",   "/v2/users", TOKEN, STAT_people, people_users },
	{ "GET",   "/v2/users/me", TOKEN, STAT_people, people_me },
	{ "GET",   "/v2/users/*", TOKEN, STAT_people, people_user },
	{ "GET",   "/v2/mailboxes", TOKEN, STAT_people, people_mailboxes },
	{ "GET",   "/v2/mailboxes/*", TOKEN, STAT_people, people_mailbox },
	{ "GET",   "/v2/customers", TOKEN, STAT_people, people_customers },
	{ "GET",   "/v2/customers/*", TOKEN, STAT_people, people_customer },
	{ "GET",   "/v2/webhooks", TOKEN, STAT_webhooks, hook_list },
	{ "POST",  "/v2/webhooks", TOKEN, STAT_webhooks, hook_create },
	{ "GET",   "/v2/webhooks/*", TOKEN, STAT_webhooks, hook_one },
	{ "PUT",   "/v2/webhooks/*", TOKEN, STAT_webhooks, hook_replace },
	{ "DELETE", "/v2/webhooks/*", TOKEN, STAT_webhooks, hook_delete },
	{ "GET",   "/v2/tags", TOKEN, STAT_people, people_tags },
};
/* clang-format on */

static const struct hs_route *
find(struct call *cl, bool *path_known)
{
	*path_known = false;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!route_fits(routes[i].path, cl))
			continue;
		*path_known = true;
		if (strcmp(routes[i].method, cl->method) == 0)
			return &routes[i];
	}
	return NULL;
}

static int64_t
weight_of(
    const struct sandbox *sb, const struct call *cl, const struct hs_route *rt)
{
	if (rt != NULL && rt->stat == STAT_token)
		return sb->opt.token_weight;
	return strcmp(cl->method, "GET") == 0 ? 1 : sb->opt.write_weight;
}

static void
serve(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	bool path_known;
	const struct hs_route *rt = find(cl, &path_known);
	bool allowed = (rt != NULL && rt->who == OPEN) || oauth_allows(sb, cl);

	reply_header(rp, "X-Tidemark-Demo", "made-up");
	sb->stat[rt != NULL ? rt->stat : STAT_other]++;
	/* the bucket belongs to an account: a stranger takes nothing from it */
	if (!rate_take(&sb->rate, &sb->opt, cl->now,
		allowed ? weight_of(sb, cl, rt) : 0, rp))
		return;
	if (!allowed) {
		sb->stat[STAT_unauthorized]++;
		error_plain(&sb->opt, rp, 401);
	} else if (rt == NULL) {
		error_plain(&sb->opt, rp, path_known ? 405 : 404);
	} else {
		rt->answer(sb, cl, rp);
	}
}

void
helpscout_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct fault fault = faults_take(&sb->faults, cl);

	if (fault.kind != F_KINDS &&
	    fault_before(&fault, &sb->opt, &sb->rate, cl, rp))
		return;
	serve(sb, cl, rp);
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}
