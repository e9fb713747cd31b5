/* SPDX-License-Identifier: MIT */
#include "job/notify_send.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "job/job.h"
#include "net/crypto.h"
#include "upstream/slack.h"

#include <string.h>

/* A message that may have been posted may also have been dated by another clock. */
enum { LOOK_BACK_S = DAY, AWAY_S = 15 };

static const char *
fresh_mark(struct arena *mem)
{
	return arena_fmt(mem, "%08x%08x%08x%08x", (unsigned)crypto_random_u32(),
	    (unsigned)crypto_random_u32(), (unsigned)crypto_random_u32(),
	    (unsigned)crypto_random_u32());
}

enum sent
sent_of(struct sender *s, int result)
{
	s->error = arena_text(s->job->mem, slack_error(s->slack));
	s->all = false;
	switch (result) {
	case SLACK_OK:
		return SENT_CALLED;
	case SLACK_BUSY:
		s->wait_s = slack_wait(s->slack) < HOUR ? slack_wait(s->slack) :
		    HOUR;
		s->all = true;
		return SENT_WAIT;
	case SLACK_AWAY:
		s->wait_s = AWAY_S;
		s->all = true;
		return SENT_WAIT;
	case SLACK_CONFIG:
		return SENT_STOP;
	case SLACK_UNSURE:
	case SLACK_STOPPED:
		s->wait_s = s->timeout_s;
		return SENT_WAIT;
	default:
		return SENT_REFUSED;
	}
}

static struct slack_message
message_of(const struct send_where *w, const struct telling *what,
    const char *channel, const char *mark)
{
	return (struct slack_message){ .channel = channel,
		.thread_ts = w->thread_ts, .broadcast = what->broadcast,
		.text = what->text, .blocks = what->blocks, .mark = mark };
}

/* The row of this attempt is written: the call, and what became of it. */
static enum sent
post(struct sender *s, const struct send_where *w, const struct telling *what,
    const char *mark, enum rc *rc)
{
	struct job *job = s->job;
	struct slack_message m = message_of(w, what, w->channel, mark);
	const char *ts = "";
	enum slack_result result = slack_post(s->slack, job->mem, &m, &ts);
	enum sent sent = sent_of(s, (int)result);

	LOG(INFO, "slack_post", L_STR("key", w->key),
	    L_STR("result", result == SLACK_OK ? "ok" : s->error));
	if (result == SLACK_OK)
		*rc = slack_done(job->db, job->mem, w->key, mark, ts,
		    said_hash(job->mem, what));
	else if (result == SLACK_CONTENT)
		*rc = slack_give_up(job->db, job->mem, w->key, s->error);
	else if (result != SLACK_UNSURE && result != SLACK_STOPPED)
		*rc = slack_drop(job->db, job->mem, w->key, mark);
	/* asked again, the row says what Slack did not take */
	return result == SLACK_CONTENT ? SENT_CALLED : sent;
}

/* *rc: whether the row of this attempt is ours. */
static enum sent
begun(struct sender *s, const struct send_where *w, const struct telling *what,
    const char *mark, enum rc *rc)
{
	if (*rc == RC_OK)
		return post(s, w, what, mark, rc);
	if (*rc == RC_CONFLICT)	/* another program was faster: see its row */
		*rc = RC_OK;
	return SENT_CALLED;
}

void
pace_set(struct pace *p, const char *channel, int64_t until_ms)
{
	int64_t now = clock_mono_ms();
	size_t i = 0;

	while (i < p->n && p->v[i].until_ms > now &&
	    strcmp(p->v[i].channel, channel) != 0)
		i++;
	if (i == PACE_CHANNELS || strlen(channel) >= sizeof(p->v[i].channel))
		return;
	if (i == p->n)
		p->n++;
	memcpy(p->v[i].channel, channel, strlen(channel) + 1);
	p->v[i].until_ms = until_ms;
}

int64_t
pace_until(const struct pace *p, const char *channel)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->v[i].channel, channel) == 0)
			return p->v[i].until_ms;
	return 0;
}

/* Slack takes a message a second and channel. True: now. */
static bool
paced(struct sender *s, const char *channel)
{
	s->free_ms = pace_until(&s->called, channel);
	if (s->free_ms > clock_mono_ms()) {
		s->wait_s = 0;
		return false;
	}
	pace_set(&s->called, channel, clock_mono_ms() + PACE_MS);
	return true;
}

/* The same for posts, which a program before this one may have made. */
static bool
paced_post(struct sender *s, const char *channel, enum rc *rc)
{
	int64_t ms = 0;

	*rc = slack_paced(s->job->db, s->job->mem, channel, &ms);
	/* a clock that was set back must not stop everything */
	if (*rc != RC_OK || ms < 0 || ms >= PACE_MS)
		return *rc == RC_OK && paced(s, channel);
	s->free_ms = clock_mono_ms() + PACE_MS - ms;
	s->wait_s = 0;
	return false;
}

/* From when on a message of that attempt is looked for. Slack dates it by its own
 * clock, and ours may have been ahead when the attempt was noted. */
static int64_t
look_since(const struct sender *s, const struct slack_row *row)
{
	int64_t clock = slack_clock(s->slack);

	return (clock != 0 && clock < row->tried_at ? clock : row->tried_at) -
	    LOOK_BACK_S;
}

/* Lost answer, or a program that was killed: is it there? */
static enum sent
look(struct sender *s, const char *key, const struct slack_row *row,
    bool *missing, enum rc *rc)
{
	struct job *job = s->job;
	const struct slack_message m = { .channel = row->channel,
		.thread_ts = row->thread_ts, .mark = row->mark };
	enum slack_result result;
	const char *ts = "";

	*missing = false;
	/* the other one's call may be under way still */
	if (row->tried_s >= 0 && row->tried_s < 2 * s->timeout_s) {
		s->wait_s = 2 * s->timeout_s - row->tried_s;
		s->error = "waits to look whether Slack has it";
		s->all = false;
		return SENT_WAIT;
	}
	result = slack_find(s->slack, job->mem, &m, look_since(s, row), &ts);
	LOG(INFO, "slack_look", L_STR("key", key),
	    L_STR("result", result == SLACK_OK ? "there" :
	    result == SLACK_MISSING ? "not there" : slack_error(s->slack)));
	if (result == SLACK_OK)
		*rc = slack_done(job->db, job->mem, key, row->mark, ts, "");
	*missing = result == SLACK_MISSING;
	return *missing ? SENT_CALLED : sent_of(s, (int)result);
}

static enum sent
post_again(struct sender *s, const struct send_where *w,
    const struct telling *what, const struct slack_row *row, enum rc *rc)
{
	struct job *job = s->job;
	struct slack_row next = *row;

	if (!paced_post(s, w->channel, rc))
		return SENT_WAIT;
	next.mark = fresh_mark(job->mem);
	next.channel = w->channel;
	*rc = slack_again(job->db, job->mem, w->key, row->mark, &next,
	    w->told_event);
	return begun(s, w, what, next.mark, rc);
}

enum sent
send_nothing(struct sender *s, const char *key, const struct slack_row *row,
    enum rc *rc)
{
	bool missing;
	enum sent sent;

	*rc = RC_OK;
	sent = look(s, key, row, &missing, rc);
	if (missing)
		*rc = slack_drop(s->job->db, s->job->mem, key, row->mark);
	if (sent == SENT_REFUSED)
		*rc = slack_give_up(s->job->db, s->job->mem, key, s->error);
	return sent;
}

enum sent
send_post(struct sender *s, const struct send_where *w, const struct telling *what,
    const struct slack_row *row, enum rc *rc)
{
	struct job *job = s->job;
	struct slack_row fresh = { .channel = w->channel,
		.thread_ts = w->thread_ts };
	bool missing;
	enum sent sent;

	*rc = RC_OK;
	if (row != NULL && row->state == SLACK_ROW_SENDING) {
		sent = look(s, w->key, row, &missing, rc);
		return missing ? post_again(s, w, what, row, rc) : sent;
	}
	if (row != NULL && row->state == SLACK_ROW_GIVEN_UP) {
		s->error = arena_text(job->mem, row->why);
		return SENT_REFUSED;
	}
	if (row != NULL)
		return SENT_THERE;
	if (!paced_post(s, w->channel, rc))
		return SENT_WAIT;
	fresh.mark = fresh_mark(job->mem);
	*rc = slack_begin(job->db, job->mem, w->key, &fresh, w->told_event);
	return begun(s, w, what, fresh.mark, rc);
}

enum sent
send_edit(struct sender *s, const struct send_where *w, const struct telling *what,
    const struct slack_row *row, enum rc *rc)
{
	struct job *job = s->job;
	const char *hash = said_hash(job->mem, what);
	struct slack_message m = message_of(w, what, row->channel, "");
	enum slack_result result;
	enum sent sent;

	*rc = RC_OK;
	if (row->state != SLACK_ROW_SENT || strcmp(hash, row->said_hash) == 0)
		return SENT_THERE;
	if (!paced(s, row->channel))
		return SENT_WAIT;
	result = slack_edit(s->slack, job->mem, row->ts, &m);
	sent = sent_of(s, (int)result);
	LOG(INFO, "slack_edit", L_STR("key", w->key),
	    L_STR("result", result == SLACK_OK ? "ok" : s->error));
	if (result == SLACK_OK)
		*rc = slack_edited(job->db, job->mem, w->key, hash);
	if (result == SLACK_FINAL)
		*rc = slack_final(job->db, job->mem, w->key, s->error);
	if (result == SLACK_GONE)	/* deleted by a person: told anew */
		*rc = slack_drop(job->db, job->mem, w->key, row->mark);
	if (result == SLACK_FINAL || result == SLACK_GONE)
		return SENT_CALLED;
	return sent;
}

enum sent
send_response(struct sender *s, const char *url, const char *text)
{
	return sent_of(s, (int)slack_respond(s->slack, s->job->mem, url, text));
}
