/* SPDX-License-Identifier: MIT */
#include "job/enrich_period.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "net/crypto.h"

#include <string.h>

static const char *
hash_of(struct arena *mem, const char *model, const char *user)
{
	const char *all = arena_fmt(mem, "%d %s\n%s%s", PERIOD_VERSION, model,
	    period_system, user);

	return crypto_sha256_hex(mem, all, strlen(all));
}

static bool
is_due(const struct period_said *s, int64_t to)
{
	return s->to < to && (s->tried_for < to || s->tries < PERIOD_TRIES);
}

/* The question; or that there is none, when nobody wrote, or what was said of the
 * same counts still holds. */
static enum rc
make(struct job *job, struct enricher *by, const struct period_said *before,
    int64_t to, struct enrich_ask **out)
{
	struct enrich_ask *a = enrich_ask_begin(job, by,
	    &(struct enrich_mark){ 0 });
	struct enrich_period *p = arena_alloc(a->mem, sizeof(*p));
	enum rc rc = period_facts(job->db, a->mem, to, &p->facts);

	a->period = p;
	p->to = to;
	if (rc == RC_OK && p->facts.now >= PERIOD_LEAST && p->facts.n > 0) {
		a->q.user = period_make(a->mem, &p->facts);
		p->hash = hash_of(a->mem, a->model, a->q.user);
		enrich_ask_price(job, by, a);
		if (strcmp(p->hash, before->hash) != 0)
			*out = a;
		else
			rc = period_again(job->db, job->mem, to - PERIOD_HOURS *
			    HOUR, to);
	}
	if (*out == NULL)
		enrich_ask_end(a);
	return rc;
}

enum rc
enrich_period_take(struct job *job, struct enricher *by,
    struct enrich_ask **out)
{
	int64_t now = clock_now(), to = now - now % HOUR;
	struct period_said before;
	enum rc rc = period_find(job->db, job->mem, &before);

	*out = NULL;
	return rc == RC_OK && is_due(&before, to) ? make(job, by, &before, to,
	    out) : rc;
}

/* What has no answer of use; of the service, nothing is asked for a while. */
static enum rc
failed(struct job *job, struct enricher *by, const struct enrich_ask *a,
    const struct llm_answer *t, const char *why)
{
	int64_t wait;

	if (enrich_ask_closes(t->result))
		return paid_close(job, &by->paid, t->error, &wait);
	LOG(WARN, "period_failed", L_STR("why", why));
	return period_failed(job->db, job->mem, a->period->to, why);
}

enum rc
enrich_period_store(struct job *job, struct enricher *by,
    const struct enrich_ask *a, const struct llm_answer *t)
{
	const struct enrich_period *p = a->period;
	struct period_claim claim[PERIOD_CLAIMS_MOST];
	const char *why = t->error;
	size_t n = 0, dropped = 0;
	bool good = t->result == SERVICE_OK && period_read(a->mem, &p->facts,
	    t->text, claim, &n, &dropped, &why);
	const struct period_said said = { .from = p->to - PERIOD_HOURS * HOUR,
		.to = p->to, .hash = p->hash, .engine = a->engine,
		.model = *t->model ? t->model : a->model, .claim = claim,
		.n = n, .dropped = (int64_t)dropped };
	enum rc rc = enrich_ask_usage(job, by, a, t, good ? NULL : why);

	if (rc == RC_OK && dropped > 0)
		LOG(INFO, "claims_dropped", L_INT("claims", (int64_t)dropped));
	if (rc != RC_OK || !good)
		return rc == RC_OK ? failed(job, by, a, t, why) : rc;
	return period_save(job->db, job->mem, &said);
}
