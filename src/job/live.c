/* SPDX-License-Identifier: MIT */
#include "job/live.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/live.h"
#include "upstream/nchan.h"

enum {
	NEW_AT_ONCE = 50,
	CHANGED_MS = 1000,
	SILENCE_MS = 30 * 1000,
	RETRY_MS = 5000,
	/* Pages a second that nginx answers from what it keeps, beside all else
	 * that it does on a small machine. */
	ASKED_A_SECOND = 400,
	SPREAD_LEAST_MS = 250, SPREAD_MOST_MS = 15 * 1000
};

int64_t
live_spread_ms(int64_t viewers)
{
	int64_t ms = viewers * 1000 / ASKED_A_SECOND;

	return ms < SPREAD_LEAST_MS ? SPREAD_LEAST_MS :
	    ms > SPREAD_MOST_MS ? SPREAD_MOST_MS : ms;
}

void
live_begin(struct job *job, struct live *l)
{
	*l = (struct live){ .nchan = NULL };
	if (*job->conf->live_socket != '\0')
		l->nchan = nchan_open(job->conf->live_socket);
}

void
live_end(struct live *l)
{
	nchan_close(l->nchan);
	l->nchan = NULL;
}

/* RC_UPSTREAM when nginx did not take it. */
static enum rc
publish(struct job *job, struct live *l, const struct sbuf *message)
{
	const char *why;

	if (nchan_publish(l->nchan, job->mem, message->s, message->len,
	    &l->viewers, &why)) {
		l->said_ms = clock_mono_ms();
		return RC_OK;
	}
	LOG(WARN, "publish_failed", L_STR("socket", job->conf->live_socket),
	    L_STR("why", why));
	l->retry_ms = clock_mono_ms() + RETRY_MS;
	return RC_UPSTREAM;
}

static struct jw
begin_message(struct job *job, struct sbuf **out, const char *type)
{
	struct jw w;

	*out = sbuf_arena(job->mem);
	w = (struct jw)JW_INIT(*out);
	jw_object(&w);
	jw_text(jw_key(&w, "type"), type);
	return w;
}

static enum rc
tell_new(struct job *job, struct live *l, const struct live_new *c)
{
	struct sbuf *out;
	struct jw w = begin_message(job, &out, "new_message");

	jw_int(jw_key(&w, "conv_id"), c->id);
	jw_int(jw_key(&w, "number"), c->number);
	jw_text(jw_key(&w, "subject"), c->subject);
	jw_end(&w);
	return publish(job, l, out);
}

/* Without nchan they are taken all the same: nobody else does. */
static enum rc
tell_all_new(struct job *job, struct live *l, bool *more)
{
	struct live_new *all = NULL;
	bool as_many = false;
	size_t n = 0;
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = live_take(job->db, job->mem, NEW_AT_ONCE, &all, &n,
		    &as_many);
	for (size_t i = 0; rc == RC_OK && i < n && l->nchan != NULL; i++)
		rc = tell_new(job, l, &all[i]);
	rc = db_end(job->db, rc);
	*more = rc == RC_OK && as_many;
	return rc;
}

static enum rc
tell_change(struct job *job, struct live *l, const struct live_change *c)
{
	static const char *const of_data[] = { "overview", "insights",
		"incidents" };
	struct sbuf *out;
	struct jw w = begin_message(job, &out, "changed");

	jw_array(jw_key(&w, "what"));
	for (size_t i = 0; c->data && i < sizeof(of_data) / sizeof(*of_data);
	    i++)
		jw_text(&w, of_data[i]);
	if (c->jobs_too)
		jw_text(&w, "jobs");
	jw_end(&w);
	jw_int(jw_key(&w, "version"), c->version);
	jw_int(jw_key(&w, "spread"), live_spread_ms(l->viewers));
	jw_end(&w);
	return publish(job, l, out);
}

/* Changes within a second of the last one told are told together at its end. */
static enum rc
tell_changes(struct job *job, struct live *l)
{
	struct live_change c;
	int64_t now = clock_mono_ms();
	enum rc rc;

	if (l->changed_ms != 0 && now - l->changed_ms < CHANGED_MS) {
		job_again_by(job, l->changed_ms + CHANGED_MS);
		return RC_OK;
	}
	rc = live_changed(job->db, job->mem, &c);
	if (rc != RC_OK || (!c.data && !c.jobs_too))
		return rc;
	rc = tell_change(job, l, &c);
	if (rc != RC_OK)
		return rc;
	l->changed_ms = clock_mono_ms();
	job_again_by(job, l->changed_ms + CHANGED_MS);
	return live_told(job->db, job->mem, &c);
}

static enum rc
tell_alive(struct job *job, struct live *l)
{
	struct sbuf *out;
	struct jw w;

	if (l->said_ms != 0 && clock_mono_ms() - l->said_ms < SILENCE_MS)
		return RC_OK;
	w = begin_message(job, &out, "keepalive");
	jw_int(jw_key(&w, "timestamp"), clock_now());
	jw_end(&w);
	return publish(job, l, out);
}

enum rc
live_round(struct job *job, struct live *l, bool *worked)
{
	enum rc rc;

	*worked = false;
	if (clock_mono_ms() < l->retry_ms) {
		job_again_by(job, l->retry_ms);
		return RC_OK;
	}
	rc = tell_all_new(job, l, worked);
	if (rc == RC_OK && l->nchan != NULL)
		rc = tell_changes(job, l);
	if (rc == RC_OK && l->nchan != NULL)
		rc = tell_alive(job, l);
	if (rc == RC_OK && l->nchan != NULL)
		job_again_by(job, l->said_ms + SILENCE_MS);
	if (rc != RC_UPSTREAM)
		return rc;
	/* nginx may be starting; what was not told waits. */
	job_again_by(job, l->retry_ms);
	return RC_OK;
}
