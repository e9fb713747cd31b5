/* SPDX-License-Identifier: MIT */
/* What "Jobs" says about webhooks. */
#include "page/webhooks.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/format.h"
#include "model/webhook.h"

#include <string.h>

static const char *
registered_text(struct arena *mem, const struct conf *conf,
    const struct webhook_state *s)
{
	if (*conf->hs_webhook_secret == '\0')
		return "not set up: the option hs_webhook_secret is empty. "
		    "Changes are looked for every minute without them";
	if (*s->registered == '\0')
		return "Help Scout was not asked yet whether it sends them";
	if (strcmp(s->registered, "none") == 0)
		return "not registered: run tidemark-admin webhook register";
	if (strcmp(s->registered, "enabled") == 0)
		return "Help Scout sends them";
	return arena_fmt(mem, "switched off by Help Scout (%s), as it does after "
	    "10 events that it could not deliver: run tidemark-admin webhook "
	    "register", s->registered);
}

static const char *
received_text(struct arena *mem, const struct webhook_state *s, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];
	struct sbuf *out = sbuf_arena(mem);

	if (s->last_at == 0)
		return "none yet";
	sbuf_fmt(out, "the last one %s; %s in 24 hours", fmt_ago(s->last_at,
	    now, a), fmt_count(s->events, b));
	if (s->repeats > 0)
		sbuf_fmt(out, ", %s of them again", fmt_count(s->repeats, c));
	if (s->waiting > 0)
		sbuf_fmt(out, "; %s wait to be fetched, the oldest for %s",
		    fmt_count(s->waiting, a),
		    fmt_duration(now - s->waiting_since, b));
	if (s->failed > 0)
		sbuf_fmt(out, "; %s failed", fmt_count(s->failed, a));
	return sbuf_cstr(out);
}

enum rc
webhooks_refused(struct req *rq, const char *source, const char **text)
{
	struct webhook_refused *r;
	struct sbuf *out = sbuf_arena(rq->mem);
	char a[FMT_SIZE];
	size_t n;
	enum rc rc = webhook_refusals(rq->db, rq->mem, source, &r, &n);

	*text = NULL;
	if (rc != RC_OK || n == 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		sbuf_fmt(out, "%s%s for %s", i > 0 ? ", " : "",
		    fmt_count(r[i].times, a), r[i].cause);
	sbuf_text(out, ", in 24 hours");
	*text = sbuf_cstr(out);
	return RC_OK;
}

enum rc
webhooks_text(struct req *rq, int64_t now, struct webhooks_text *t)
{
	struct webhook_state s;
	enum rc rc = webhook_state(rq->db, rq->mem, &s);

	if (rc == RC_OK)
		rc = webhooks_refused(rq, "helpscout", &t->refused);
	if (rc != RC_OK)
		return rc;
	t->registered = registered_text(rq->mem, rq->conf, &s);
	t->received = s.last_at == 0 && *rq->conf->hs_webhook_secret == '\0' ?
	    NULL : received_text(rq->mem, &s, now);
	return RC_OK;
}
