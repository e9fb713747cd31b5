/* SPDX-License-Identifier: MIT */
#include "job/score.h"

#include "analysis/analyse.h"
#include "analysis/ruleset.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/rate.h"
#include "job/regroups.h"
#include "job/rehearse.h"
#include "job/trials.h"
#include "job/watch.h"
#include "model/alert.h"
#include "model/data.h"
#include "model/insight.h"
#include "model/learnt.h"
#include "model/live.h"
#include "model/office.h"
#include "model/rules.h"
#include "model/search.h"
#include "model/verdict.h"
#include "net/crypto.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Raise ENGINE when the code judges otherwise: what older ones judged is then
 * judged anew. RENEW of those wait at a time, so that what arrives waits for no
 * more than that. */
enum { ENGINE = 5, CLAIM = 400, RENEW = 2000, FOLD_MS = 1000,
	REPORT_MS = 5000, AGAIN_MS = 1000, PURGE = 1000,
	PURGE_MS = 3600 * 1000 };

static bool reclassify, regroup;

struct score {
	struct arena *mem;	/* of the ruleset */
	struct ruleset *rules;
	int64_t rules_version;
	struct learnt learnt;	/* judges beside them */
	struct judge by;
	int64_t folded_ms, reported_ms;
	int64_t alone;		/* so many are taken one by one */
	int64_t purge_ms;	/* when old jobs are looked for */
	int64_t done;
	/* the re-analysis by other rules or engine; job 0: none is at work */
	struct rules_progress apply;
	struct rate rate;
	struct trials trials;
	struct regroups regroups;
	struct watch watch;
	struct rehearse rehearse;
	bool zoned;		/* the account's zone was compared */
};

static struct score state;

static const char *
input_hash(struct arena *mem, const struct due *d)
{
	struct sbuf *text = sbuf_arena(mem);

	sbuf_text(text, d->subject);
	sbuf_add(text, "", 1);
	sbuf_text(text, d->text);
	return crypto_sha256_hex(mem, text->s, text->len);
}

/* Stores the built-in rules that the option names, unless the rules in use were
 * made by a person. */
static enum rc
settle_rules(struct job *job, int64_t *version, const char **document)
{
	const char *name = job->conf->ruleset;
	const char *built_in = ruleset_builtin(name);
	enum rc rc = ruleset_current(job->db, job->mem, version, document);

	if (rc == RC_OK && strcmp(*document, built_in) == 0)
		return RC_OK;
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_OK && !ruleset_by_program(job->db, job->mem))
		return RC_OK;
	*document = built_in;
	return ruleset_store(job->db, job->mem, name, built_in,
	    RULESET_BY_PROGRAM, "comes with the program", version);
}

static enum rc
load_rules(struct job *job, struct score *s)
{
	const char *document, *why = NULL;
	int64_t version = 0;
	enum rc rc = settle_rules(job, &version, &document);

	if (rc != RC_OK || version == s->rules_version)
		return rc;
	if (s->mem != NULL)
		arena_end(s->mem);
	s->mem = arena_begin();
	if (ruleset_load(s->mem, document, strlen(document), &s->rules,
	    &why) != RC_OK) {
		LOG(ERROR, "ruleset", L_INT("version", version),
		    L_STR("why", why));
		return RC_BAD_INPUT;
	}
	s->rules_version = version;
	return RC_OK;
}

/* The rules and the model in use; what others judged is to be judged anew. */
static enum rc
load_judge(struct job *job, struct score *s)
{
	struct judge by = { .engine = ENGINE };
	enum rc rc = load_rules(job, s);

	if (rc == RC_OK)
		rc = learnt_load(job->db, job->mem, &s->learnt);
	by.rules = s->rules_version;
	by.learnt = s->learnt.version;
	if (rc != RC_OK || (by.rules == s->by.rules &&
	    by.learnt == s->by.learnt))
		return rc;
	rc = rules_apply_begin(job->db, job->mem, by, job->worker,
	    job->conf->lease_seconds, &s->apply);
	if (rc != RC_OK)
		return rc;
	s->by = by;
	LOG(INFO, "ruleset", L_INT("version", by.rules), L_INT("engine", ENGINE),
	    L_INT("learnt", by.learnt),
	    L_INT("outdated", s->apply.total - s->apply.done));
	rate_begin(&s->rate, clock_mono_ms());
	return RC_OK;
}

/* What the flags ask for, stored, so that whichever run is at work takes it up. */
static enum rc
queue_asked(struct job *job, const char *what_next)
{
	int64_t queued = 0, id = 0;
	enum rc rc = RC_OK;

	if (reclassify) {
		rc = due_everything(job->db, job->mem, &queued);
		LOG(INFO, "reclassify", L_INT("queued", queued), L_RC(rc));
		if (rc == RC_OK)
			printf("%" PRId64 " conversations are judged again, the "
			    "newest first. %s\n", queued, what_next);
		reclassify = false;
	}
	if (rc == RC_OK && regroup) {
		rc = regroups_begin(job, &id);
		if (rc == RC_OK && id != 0)
			printf("All texts are grouped again, as job %" PRId64
			    ". %s\n", id, what_next);
		else if (rc == RC_OK)
			printf("All texts are being grouped again already. %s\n",
			    what_next);
		regroup = false;
	}
	(void)fflush(stdout);
	return rc;
}

static enum job_end
score_begin(struct job *job)
{
	enum rc rc = load_judge(job, &state);

	if (rc == RC_OK)
		rc = queue_asked(job, "This run does it and ends with it; when "
		    "it is stopped, the next one goes on.");
	return job_end_of(rc);
}

static enum job_end
score_hand_over(struct job *job)
{
	bool asked = reclassify || regroup;
	enum rc rc = queue_asked(job, "Another run is at work: it begins within "
	    "seconds, beside what arrives. Jobs in the menu says how far it is "
	    "and how long it takes.");

	return rc != RC_OK ? job_end_of(rc) : asked ? JOB_DONE : JOB_IDLE;
}

static void
judge(struct job *job, struct score *s, const struct due *d, const char *hash,
    struct verdict_row *row)
{
	struct report report = { d->subject, d->text };
	struct verdict *v = arena_alloc(job->mem, sizeof(*v));

	analyse(s->rules, job->mem, &report, v);
	*row = (struct verdict_row){ .id = d->id, .verdict = v,
		.input_hash = hash };
	learnt_judge(&s->learnt, job->mem, s->rules, &report, v, &row->word);
}

/* Not what a host that was upgraded before this one has judged. */
static bool
outdated(const struct score *s, const struct due *d)
{
	return d->by.rules != s->by.rules || d->by.engine < s->by.engine ||
	    d->by.learnt != s->by.learnt;
}

/* Counts what the version in force judged anew, beside the verdicts. */
static enum rc
apply_step(struct job *job, struct score *s, const struct due *due, size_t n)
{
	int64_t renewed = 0;

	for (size_t i = 0; i < n; i++)
		renewed += !due[i].gone && due[i].by.rules != 0 &&
		    outdated(s, &due[i]);
	if (s->apply.job == 0 || renewed == 0)
		return RC_OK;
	return rules_apply_step(job->db, job->mem, s->apply.job, renewed,
	    rate_step(&s->rate, renewed, clock_mono_ms()),
	    job->conf->lease_seconds);
}

/* Nothing waits: either all is judged, or a killed run's backend still holds
 * marks, which come back within moments. */
static enum rc
apply_end(struct job *job, struct score *s)
{
	int64_t left = 0;
	enum rc rc;

	if (s->apply.job == 0)
		return RC_OK;
	rc = rules_apply_end(job->db, job->mem, s->apply.job, s->by, &left);
	if (rc == RC_OK && left == 0)
		s->apply.job = 0;
	else
		job->again_ms = clock_mono_ms() + AGAIN_MS;
	return rc;
}

/* Viewers are told of conversations that are judged for the first time. */
static enum rc
tell_new(struct job *job, const struct due *due, size_t n)
{
	int64_t *ids = arena_array(job->mem, n, sizeof(*ids));
	size_t n_ids = 0;

	for (size_t i = 0; i < n; i++)
		if (!due[i].gone && due[i].by.rules == 0)
			ids[n_ids++] = due[i].id;
	return n_ids == 0 ? RC_OK : live_add(job->db, job->mem, ids, n_ids);
}

/* Judges what changed; the rest only has its facts copied anew. */
static enum rc
write_claim(struct job *job, struct score *s, const struct due *due, size_t n)
{
	struct verdict_row *rows = arena_array(job->mem, n, sizeof(*rows));
	int64_t *same = arena_array(job->mem, n, sizeof(*same));
	int64_t *all = arena_array(job->mem, n, sizeof(*all));
	int64_t *fresh = arena_array(job->mem, n, sizeof(*fresh));
	size_t n_rows = 0, n_same = 0, n_fresh = 0;
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		const char *hash = input_hash(job->mem, &due[i]);

		all[i] = due[i].id;
		if (due[i].gone)
			continue;
		if (!due[i].again && !outdated(s, &due[i]) &&
		    strcmp(due[i].input_hash, hash) == 0)
			same[n_same++] = due[i].id;
		else
			judge(job, s, &due[i], hash, &rows[n_rows++]);
		if (due[i].by.rules == 0)
			fresh[n_fresh++] = due[i].id;
	}
	rc = verdict_save(job->db, job->mem, s->by, rows, n_rows);
	if (rc == RC_OK)
		rc = keyword_save(job->db, job->mem, rows, n_rows);
	if (rc == RC_OK)
		rc = verdict_refresh(job->db, job->mem, same, n_same);
	if (rc == RC_OK)
		rc = alert_tickets_add(job->db, job->mem, fresh, n_fresh);
	if (rc == RC_OK)
		rc = search_save(job->db, job->mem, all, n);
	if (rc == RC_OK)
		rc = tell_new(job, due, n);
	if (rc == RC_OK)
		rc = apply_step(job, s, due, n);
	if (rc == RC_OK)
		rc = data_bump(job->db, job->mem);
	return rc;
}

/* Postgres refused something: each alone, so that one does not keep the others
 * waiting, nor the program for ever. */
static enum rc
refused(struct job *job, struct score *s, const struct due *due)
{
	if (s->alone == 0) {
		s->alone = CLAIM;
		return RC_OK;
	}
	s->alone--;
	LOG(ERROR, "verdict_refused", L_INT("conversation", due->id));
	return due_refused(job->db, job->mem, s->by, due->id);
}

static enum rc
work(struct job *job, struct score *s, size_t *n)
{
	struct due *due;
	enum rc rc = db_begin(job->db);

	*n = 0;
	if (rc == RC_OK)
		rc = due_claim(job->db, job->mem, s->alone > 0 ? 1 : CLAIM,
		    &due, n);
	if (rc == RC_OK && *n > 0)
		rc = write_claim(job, s, due, *n);
	rc = db_end(job->db, rc);
	if (rc == RC_DB_VALUE && *n > 0)
		return refused(job, s, due);
	s->alone = *n == 0 ? 0 : s->alone - (s->alone > 0);
	return rc;
}

static void
report(struct score *s, size_t n, bool idle)
{
	int64_t now = clock_mono_ms();

	s->done += (int64_t)n;
	if (s->done == 0 || (!idle && now - s->reported_ms < REPORT_MS))
		return;
	LOG(INFO, "analysed", L_INT("conversations", s->done));
	s->done = 0;
	s->reported_ms = now;
}

/* Recounting an hour costs the same for one new conversation as for fifty, so
 * folds are FOLD_MS apart. */
static enum rc
fold(struct job *job, struct score *s)
{
	int64_t marks = 0;
	enum rc rc;

	if (clock_mono_ms() - s->folded_ms < FOLD_MS) {
		job->again_ms = s->folded_ms + FOLD_MS;
		return RC_OK;
	}
	rc = rollup_fold(job->db, job->mem, &marks);
	s->folded_ms = marks > 0 ? clock_mono_ms() : 0;
	if (marks > 0)
		job->again_ms = s->folded_ms + FOLD_MS;
	return rc;
}

/* What is marked now. */
static enum rc
fold_rest(struct job *job)
{
	int64_t marks = 1;
	enum rc rc = RC_OK;

	while (marks > 0 && !stop_requested() && rc == RC_OK)
		rc = rollup_fold(job->db, job->mem, &marks);
	return rc;
}

/* Nothing waits: some of what is to be judged anew does from now on. */
static enum rc
renew(struct job *job, struct score *s, bool *more)
{
	int64_t queued = 0;
	enum rc rc = s->apply.job == 0 ? RC_OK : due_outdated(job->db, job->mem,
	    s->by, RENEW, &queued);

	*more = queued > 0;
	return rc == RC_OK && !*more ? apply_end(job, s) : rc;
}

/* Old jobs go when there is nothing else to do. */
static enum rc
purge(struct job *job, struct score *s, bool *more)
{
	enum rc rc;

	if (clock_mono_ms() < s->purge_ms)
		return RC_OK;
	rc = queue_purge(job->db, job->mem, job->conf->job_days, PURGE, more);
	if (rc == RC_OK && !*more)
		s->purge_ms = clock_mono_ms() + PURGE_MS;
	return rc;
}

/* Somebody waits for the end of it: all that was imported is judged and counted. */
static enum rc
end_wanted(struct job *job)
{
	static const char *const kinds[] = { "score" };
	struct queue_job q;
	enum rc rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &q);

	if (rc == RC_OK)
		rc = fold_rest(job);
	if (rc == RC_OK)
		rc = queue_done(job->db, job->mem, &q, job->worker,
		    "all that was imported is judged and counted");
	return rc == RC_NOT_FOUND || rc == RC_CONFLICT ? RC_OK : rc;
}

/* Office hours are meant in the account's zone, which is an option. */
static enum rc
follow_zone(struct job *job, struct score *s)
{
	enum rc rc;

	if (s->zoned)
		return RC_OK;
	rc = office_zone(job->db, job->mem, job->conf->timezone);
	s->zoned = rc == RC_OK;
	return rc;
}

static enum job_end
score_round(struct job *job)
{
	struct score *s = &state;
	bool more = false, tried = false, grouped = false, watched = false,
	    rehearsed = false;
	size_t n;
	enum rc rc = load_judge(job, s);

	if (rc == RC_OK)
		rc = follow_zone(job, s);
	if (rc == RC_OK)
		rc = watch_time(job, &s->watch);
	if (rc == RC_OK)
		rc = work(job, s, &n);
	if (rc != RC_OK)
		return job_end_of(rc);
	report(s, n, n == 0);
	if (n > 0)
		more = true;
	else
		rc = renew(job, s, &more);
	if (rc == RC_OK)
		rc = regroups_round(job, &s->regroups, &grouped);
	if (rc == RC_OK)
		rc = fold(job, s);
	if (rc == RC_OK && !more)
		rc = search_count_words(job->db, job->mem);
	if (rc == RC_OK && !more)
		rc = end_wanted(job);
	if (rc == RC_OK && !more)
		rc = purge(job, s, &more);
	/* not while verdicts are missing, or of two rulesets: these count otherwise */
	if (rc == RC_OK && !more && s->apply.job == 0)
		rc = watch_round(job, &s->watch, s->by, &watched);
	if (rc == RC_OK && !more && s->apply.job == 0)
		rc = rehearse_round(job, &s->rehearse, &rehearsed);
	if (rc == RC_OK)
		rc = trials_round(job, &s->trials, &s->learnt, more, &tried);
	if (rc != RC_OK)
		return job_end_of(rc);
	return more || tried || grouped || watched || rehearsed ? JOB_MORE : JOB_IDLE;
}

/* What the last rounds left uncounted. */
static void
score_end(struct job *job)
{
	(void)fold_rest(job);
	trials_end(&state.trials);
	rehearse_end(&state.rehearse);
	learnt_end(&state.learnt);
	if (state.mem != NULL)
		arena_end(state.mem);
}

static const struct conf_flag flags[] = {
	{ .name = "reclassify", .kind = FLAG_SWITCH, .to = &reclassify,
	    .help = "judge every conversation again; goes on after a stop" },
	{ .name = "regroup", .kind = FLAG_SWITCH, .to = &regroup,
	    .help = "group every conversation again; goes on after a stop, and "
	    "what people merged, split or moved stays" },
	{ 0 },
};

const struct job_program score_program = {
	.name = "tidemark-score",
	.purpose = "analyses imported conversations and keeps the counts",
	.channel = "tidemark_analysis",
	.flags = flags,
	.begin = score_begin,
	.hand_over = score_hand_over,
	.round = score_round,
	.end = score_end,
};
