/* SPDX-License-Identifier: MIT */
#include "model/learning.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/queue.h"
#include "model/rules.h"
#include "net/crypto.h"

#include <string.h>

#define BY_PROGRAM "tidemark-reindex"

/* ---- what there is ---- */

enum rc
learning_state(struct db *db, struct arena *mem, struct learning_state *s)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_learn_state, &r, NO_ARGS);

	if (rc == RC_OK)
		*s = (struct learning_state){ .version = row_int(&r, 0, 0),
			.since = row_int(&r, 0, 1),
			.examples = row_int(&r, 0, 2),
			.looked_at = row_int(&r, 0, 3),
			.said = row_text(&r, 0, 4),
			.missing = row_int(&r, 0, 5),
			.labelled = row_int(&r, 0, 6) };
	return rc;
}

enum rc
learning_version(struct db *db, struct arena *mem, int64_t *version)
{
	return db_int(db, mem, Q_learn_version, version, NO_ARGS);
}

enum rc
learning_bytes(struct db *db, struct arena *mem, int64_t version,
    const char **bytes, size_t *len)
{
	unsigned char *out;
	const char *text;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_learn_bytes, &r,
	    ARGS(arg_int(version)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	text = row_text(&r, 0, 0);
	out = arena_alloc(mem, strlen(text) / 4 * 3 + 1);
	*bytes = (const char *)out;
	return crypto_unbase64(text, strlen(text), out, len) ? RC_OK :
	    RC_INTERNAL;
}

enum rc
learning_say(struct db *db, struct arena *mem, const char *said,
    int64_t missing)
{
	return db_run(db, mem, Q_learn_said, ARGS(arg_text(said),
	    arg_int(missing)));
}

static void
read_texts(struct arena *mem, const struct rows *r, bool labelled,
    struct learning_text **out, size_t *n)
{
	*out = arena_array(mem, r->n, sizeof(**out));
	*n = r->n;
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = (struct learning_text){ row_int(r, i, 0),
			row_text(r, i, 1), row_text(r, i, 2),
			labelled ? row_text(r, i, 3) : NULL };
}

enum rc
learning_examples(struct db *db, struct arena *mem, int64_t after, int64_t most,
    struct learning_text **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_learn_examples, &rows,
	    ARGS(arg_int(after), arg_int(most)));

	if (rc == RC_OK)
		read_texts(mem, &rows, true, out, n);
	return rc;
}

enum rc
learning_unlabelled(struct db *db, struct arena *mem, int64_t most,
    struct learning_text **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_learn_unlabelled, &rows,
	    ARGS(arg_int(most)));

	if (rc == RC_OK)
		read_texts(mem, &rows, false, out, n);
	return rc;
}

/* ---- the ledger ---- */

static struct learning_attempt
attempt_of(const struct rows *r, size_t i)
{
	return (struct learning_attempt){ .id = row_int(r, i, 0),
		.at = row_int(r, i, 1), .version = row_int(r, i, 2),
		.against = row_int(r, i, 3), .rules = row_int(r, i, 4),
		.examples = row_int(r, i, 5), .labels = row_int(r, i, 6),
		.held = row_int(r, i, 7), .right_before = row_int(r, i, 8),
		.right_after = row_int(r, i, 9), .gained = row_int(r, i, 10),
		.lost = row_int(r, i, 11), .took_ms = row_int(r, i, 12),
		.why = row_text(r, i, 13), .kept = row_bool(r, i, 14),
		.in_use = row_bool(r, i, 15),
		.rolled_back_at = row_int(r, i, 16),
		.rolled_back_by = row_text(r, i, 17) };
}

enum rc
learning_list(struct db *db, struct arena *mem, int64_t before, int64_t most,
    struct learning_attempt **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_learn_list, &rows,
	    ARGS(arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = attempt_of(&rows, i);
	return RC_OK;
}

enum rc
learning_last(struct db *db, struct arena *mem, const char **digest)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_learn_last, &rows, NO_ARGS);

	if (rc == RC_OK && rows.n == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		*digest = row_text(&rows, 0, 0);
	return rc;
}

/* ---- what is in use ---- */

/* Under the lock: another version is in use from now on, and what was judged by
 * the one before is judged anew. */
static enum rc
put_to_use(struct db *db, struct arena *mem, int64_t version, const char *who)
{
	int64_t rules = 0, job;
	const char *document;
	enum rc rc = db_run(db, mem, Q_learn_use, ARGS(arg_int(version),
	    arg_int(LEARNING_KEPT)));

	if (rc == RC_OK)
		rc = ruleset_current(db, mem, &rules, &document);
	if (rc == RC_NOT_FOUND)
		return RC_OK;	/* nothing was judged yet */
	if (rc == RC_OK)
		rc = queue_add(db, mem, RULES_APPLY, arena_fmt(mem,
		    "{\"version\": %lld, \"learnt\": %lld}", (long long)rules,
		    (long long)version), who, &job);
	return rc == RC_OK ? data_bump(db, mem) : rc;
}

static enum rc
add(struct db *db, struct arena *mem, const struct learning_attempt *a,
    const char *bytes, size_t len, int64_t *version)
{
	const int64_t n[] = { a->examples, a->labels, a->held, a->right_before,
		a->right_after, a->gained, a->lost, a->took_ms };
	struct sbuf *model = sbuf_arena(mem);

	crypto_base64(model, bytes, len);
	return db_int(db, mem, Q_learn_add, version, ARGS(arg_int(a->against),
	    arg_int(a->rules), arg_ints(n, sizeof(n) / sizeof(*n)),
	    arg_text(a->digest), arg_text(a->why),
	    arg_text(sbuf_cstr(model))));
}

enum rc
learning_save(struct db *db, struct arena *mem,
    const struct learning_attempt *a, const char *bytes, size_t len,
    int64_t *version)
{
	bool promoted = *a->why == '\0';
	int64_t now = 0;
	enum rc rc = db_begin(db);

	*version = 0;
	if (rc == RC_OK)
		rc = db_int(db, mem, Q_learn_lock, &now, NO_ARGS);
	if (rc == RC_OK && now != a->against)
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = add(db, mem, a, bytes, promoted ? len : 0, version);
	if (rc == RC_OK && promoted)
		rc = put_to_use(db, mem, *version, BY_PROGRAM);
	return db_end(db, rc);
}

static const char *
detail(struct arena *mem, int64_t before, int64_t version)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_int(jw_key(&w, "before"), before);
	jw_end(&w);
	return sbuf_cstr(out);
}

/* Is there a model of that version? */
static enum rc
usable(struct db *db, struct arena *mem, int64_t version)
{
	struct rows r;
	enum rc rc;

	if (version == 0)
		return RC_OK;
	rc = db_rows(db, mem, Q_learn_bytes, &r, ARGS(arg_int(version)));
	return rc == RC_OK && r.n == 0 ? RC_NOT_FOUND : rc;
}

enum rc
learning_use(struct db *db, struct arena *mem, int64_t version, const char *who)
{
	int64_t before = 0;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_learn_lock, &before, NO_ARGS);
	if (rc == RC_OK)
		rc = before == version ? RC_CONFLICT : usable(db, mem, version);
	if (rc == RC_OK && version < before)
		rc = db_run(db, mem, Q_learn_back, ARGS(arg_int(before),
		    arg_text(who)));
	if (rc == RC_OK)
		rc = put_to_use(db, mem, version, who);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "learning_use", detail(mem, before,
		    version));
	return db_end(db, rc);
}

enum rc
learning_job(struct db *db, struct arena *mem, struct queue_job *job)
{
	static const char *const keys[] = { "learnt" };
	enum rc rc = queue_last(db, mem, RULES_APPLY, keys, 1, job);

	if (rc != RC_NOT_FOUND)
		return rc;
	*job = (struct queue_job){ .id = 0 };
	return RC_OK;
}

/* ---- picks ---- */

enum rc
learning_picks_save(struct db *db, struct arena *mem,
    const struct learning_pick *p, size_t n)
{
	int64_t *id = arena_array(mem, n, sizeof(*id));
	int64_t *sure = arena_array(mem, n, sizeof(*sure));
	const char **guess = arena_array(mem, n, sizeof(*guess));

	for (size_t i = 0; i < n; i++) {
		id[i] = p[i].id;
		sure[i] = p[i].sure;
		guess[i] = p[i].guess;
	}
	return db_run(db, mem, Q_learn_picks_save, ARGS(arg_ints(id, n),
	    arg_texts(guess, n), arg_ints(sure, n)));
}

enum rc
learning_picks(struct db *db, struct arena *mem, struct learning_pick **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_learn_picks, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct learning_pick){ .id = row_int(&r, i, 0),
			.number = row_int(&r, i, 1),
			.subject = row_text(&r, i, 2),
			.one_liner = row_text(&r, i, 3),
			.category = row_text(&r, i, 4),
			.guess = row_text(&r, i, 5),
			.sure = row_int(&r, i, 6) };
	return RC_OK;
}
