/* SPDX-License-Identifier: MIT */
#include "job/score.h"

#include "analysis/analyse.h"
#include "analysis/ruleset.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/data.h"
#include "model/insight.h"
#include "model/verdict.h"
#include "net/crypto.h"

#include <string.h>

/* ENGINE is part of the input hash: raise it when the code judges otherwise. */
enum { ENGINE = 3, CLAIM = 400, FOLD_MS = 1000, REPORT_MS = 5000 };

static bool reclassify;

struct score {
	struct arena *mem;	/* of the ruleset */
	struct ruleset *rules;
	int64_t version;
	int64_t folded_ms, reported_ms;
	int64_t done;
};

static struct score state;

static const char *
checksum(struct arena *mem, const char *text)
{
	unsigned char sum[SHA256_SIZE];
	char *hex = arena_alloc(mem, 2 * SHA256_SIZE + 1);

	crypto_sha256(text, strlen(text), sum);
	hex_encode(sum, SHA256_SIZE, hex);
	return hex;
}

static const char *
input_hash(struct arena *mem, const struct due *d)
{
	struct sbuf *text = sbuf_arena(mem);
	unsigned char sum[SHA256_SIZE];
	char *hex = arena_alloc(mem, 2 * SHA256_SIZE + 1);

	sbuf_fmt(text, "%d", ENGINE);
	sbuf_add(text, "", 1);
	sbuf_text(text, d->subject);
	sbuf_add(text, "", 1);
	sbuf_text(text, d->text);
	crypto_sha256(text->s, text->len, sum);
	hex_encode(sum, SHA256_SIZE, hex);
	return hex;
}

/* Stores the built-in rules unless the rules in use were made by a person. */
static enum rc
settle_rules(struct job *job, int64_t *version, const char **document)
{
	const char *built_in = ruleset_default_json();
	enum rc rc = ruleset_current(job->db, job->mem, version, document);

	if (rc == RC_OK && strcmp(*document, built_in) == 0)
		return RC_OK;
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_OK && !ruleset_by_program(job->db, job->mem))
		return RC_OK;
	*document = built_in;
	return ruleset_store(job->db, job->mem,
	    ruleset_name(ruleset_default(job->mem)), built_in,
	    checksum(job->mem, built_in), RULESET_BY_PROGRAM,
	    "comes with the program", version);
}

static enum rc
load_rules(struct job *job, struct score *s)
{
	const char *document, *why = NULL;
	int64_t queued = 0, version = 0;
	enum rc rc = settle_rules(job, &version, &document);

	if (rc != RC_OK || version == s->version)
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
	s->version = version;
	rc = due_outdated(job->db, job->mem, version, &queued);
	LOG(INFO, "ruleset", L_INT("version", version),
	    L_INT("outdated", queued));
	return rc;
}

static enum job_end
end_of(enum rc rc)
{
	return rc == RC_OK ? JOB_MORE : rc == RC_DB_DOWN ? JOB_DB_DOWN :
	    JOB_FAILED;
}

static enum job_end
score_begin(struct job *job)
{
	int64_t queued = 0;
	enum rc rc = load_rules(job, &state);

	if (rc == RC_OK && reclassify) {
		rc = due_everything(job->db, job->mem, &queued);
		LOG(INFO, "reclassify", L_INT("queued", queued), L_RC(rc));
		reclassify = false;
	}
	return end_of(rc);
}

static void
judge(struct job *job, struct score *s, const struct due *d, const char *hash,
    struct verdict_row *row)
{
	struct report report = { d->subject, d->text };
	struct verdict *v = arena_alloc(job->mem, sizeof(*v));

	analyse(s->rules, job->mem, &report, v);
	*row = (struct verdict_row){ d->id, v, hash };
}

/* Judges what changed; the rest only has its facts copied anew. */
static enum rc
write_claim(struct job *job, struct score *s, const struct due *due, size_t n)
{
	struct verdict_row *rows = arena_array(job->mem, n, sizeof(*rows));
	int64_t *same = arena_array(job->mem, n, sizeof(*same));
	size_t n_rows = 0, n_same = 0;
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		const char *hash = input_hash(job->mem, &due[i]);

		if (due[i].gone)
			continue;
		if (!due[i].again && due[i].ruleset_version == s->version &&
		    strcmp(due[i].input_hash, hash) == 0)
			same[n_same++] = due[i].id;
		else
			judge(job, s, &due[i], hash, &rows[n_rows++]);
	}
	rc = verdict_save(job->db, job->mem, s->version, rows, n_rows);
	if (rc == RC_OK)
		rc = keyword_save(job->db, job->mem, rows, n_rows);
	if (rc == RC_OK)
		rc = verdict_refresh(job->db, job->mem, same, n_same);
	if (rc == RC_OK)
		rc = data_bump(job->db, job->mem);
	return rc;
}

static enum rc
work(struct job *job, struct score *s, size_t *n)
{
	struct due *due;
	enum rc rc = db_begin(job->db);

	*n = 0;
	if (rc == RC_OK)
		rc = due_claim(job->db, job->mem, CLAIM, &due, n);
	if (rc == RC_OK && *n > 0)
		rc = write_claim(job, s, due, *n);
	if (rc == RC_OK)
		rc = db_commit(job->db);
	if (rc != RC_OK)
		db_rollback(job->db);
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

static enum job_end
score_round(struct job *job)
{
	struct score *s = &state;
	size_t n;
	enum rc rc = load_rules(job, s);

	if (rc == RC_OK)
		rc = work(job, s, &n);
	if (rc != RC_OK)
		return end_of(rc);
	report(s, n, n == 0);
	rc = fold(job, s);
	if (rc != RC_OK)
		return end_of(rc);
	return n > 0 ? JOB_MORE : JOB_IDLE;
}

/* What the last rounds left uncounted. */
static void
score_end(struct job *job)
{
	int64_t marks = 1;

	while (marks > 0 && !stop_requested() &&
	    rollup_fold(job->db, job->mem, &marks) == RC_OK)
		;
	if (state.mem != NULL)
		arena_end(state.mem);
}

static const struct conf_flag flags[] = {
	{ .name = "reclassify", .kind = FLAG_SWITCH, .to = &reclassify,
	    .help = "judge every conversation again; goes on after a stop" },
	{ 0 },
};

const struct job_program score_program = {
	.name = "tidemark-score",
	.purpose = "analyses imported conversations and keeps the counts",
	.channel = "tidemark_analysis",
	.flags = flags,
	.begin = score_begin,
	.round = score_round,
	.end = score_end,
};
