/* SPDX-License-Identifier: MIT */
#include "model/rubric.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/rescore.h"
#include "net/crypto.h"

#include <string.h>

enum rc
rubric_read(struct db *db, struct arena *mem, int64_t version,
    struct rubric *out)
{
	struct dimension *d;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rubric_find, &r, ARGS(arg_int(version)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	d = arena_array(mem, r.n, sizeof(*d));
	for (size_t i = 0; i < r.n; i++)
		d[i] = (struct dimension){ .key = row_text(&r, i, 2),
			.name = row_text(&r, i, 3),
			.guidance = row_text(&r, i, 4),
			.weight = row_num(&r, i, 5),
			.scale = (int)row_int(&r, i, 6),
			.may_na = row_bool(&r, i, 7),
			.critical = row_bool(&r, i, 8) };
	*out = (struct rubric){ row_int(&r, 0, 0), row_text(&r, 0, 1), d, r.n };
	return RC_OK;
}

const char *
rubric_hash(struct arena *mem, const struct rubric *r)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < r->n; i++) {
		const struct dimension *d = &r->dimension[i];

		sbuf_fmt(out, "%s\x1f%s\x1f%.17g\x1f%d\x1f%d%d\x1f%s\x1e", d->key,
		    d->name, d->weight, d->scale, d->may_na, d->critical,
		    d->guidance);
	}
	return crypto_sha256_hex(mem, out->s, out->len);
}

/* ---- versions ---- */

static enum rc
list(struct db *db, struct arena *mem, int64_t only, int64_t before,
    int64_t most, struct rubric_about **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rubric_versions, &r, ARGS(arg_int(only),
	    arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct rubric_about){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4),
			row_bool(&r, i, 5) };
	return RC_OK;
}

enum rc
rubric_versions(struct db *db, struct arena *mem, int64_t before, int64_t most,
    struct rubric_about **out, size_t *n)
{
	return list(db, mem, 0, before, most, out, n);
}

enum rc
rubric_about(struct db *db, struct arena *mem, int64_t version,
    struct rubric_about *out)
{
	struct rubric_about *found;
	size_t n;
	enum rc rc = list(db, mem, version > 0 ? version : -1, 0, 1, &found, &n);

	if (rc == RC_OK && n == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		*out = found[0];
	return rc;
}

/* ---- a new one ---- */

static const char *
save_detail(struct arena *mem, int64_t version, const char *note)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_text(jw_key(&w, "note"), note);
	jw_end(&w);
	return sbuf_cstr(out);
}

static enum rc
add(struct db *db, struct arena *mem, const struct rubric *r, const char *who,
    const char *note, int64_t *version)
{
	const char **text[4];
	int64_t *number[3];

	for (int i = 0; i < 4; i++)
		text[i] = arena_array(mem, r->n, sizeof(*text[i]));
	for (int i = 0; i < 3; i++)
		number[i] = arena_array(mem, r->n, sizeof(*number[i]));
	for (size_t i = 0; i < r->n; i++) {
		const struct dimension *d = &r->dimension[i];

		text[0][i] = d->key;
		text[1][i] = d->name;
		text[2][i] = arena_fmt(mem, "%.17g", d->weight);
		text[3][i] = d->guidance;
		number[0][i] = d->scale;
		number[1][i] = d->may_na;
		number[2][i] = d->critical;
	}
	return db_int(db, mem, Q_rubric_save, version, ARGS(arg_text(r->name),
	    arg_text(note), arg_text(who), arg_texts(text[0], r->n),
	    arg_texts(text[1], r->n), arg_texts(text[2], r->n),
	    arg_ints(number[0], r->n), arg_texts(text[3], r->n),
	    arg_ints(number[1], r->n), arg_ints(number[2], r->n)));
}

static bool
says_the_same(struct arena *mem, const struct rubric *a, const struct rubric *b)
{
	return strcmp(a->name, b->name) == 0 &&
	    strcmp(rubric_hash(mem, a), rubric_hash(mem, b)) == 0;
}

/* Under the lock: a form that is sent twice makes one version. */
static enum rc
store(struct db *db, struct arena *mem, const struct rubric *r, const char *who,
    const char *note, int64_t *version)
{
	struct rubric_about *newest;
	struct rubric last;
	size_t n = 0;
	enum rc rc = list(db, mem, 0, 0, 1, &newest, &n);

	if (rc == RC_OK && n > 0) {
		*version = newest[0].version;
		rc = rubric_read(db, mem, *version, &last);
		if (rc == RC_OK && says_the_same(mem, r, &last))
			return RC_OK;
	}
	if (rc == RC_OK)
		rc = add(db, mem, r, who, note, version);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "rubric_save",
		    save_detail(mem, *version, note));
	return rc;
}

static const char *
note_fault(struct arena *mem, const char *note)
{
	size_t len = strlen(note);

	return utf8_valid(note, len) &&
	    utf8_count(note, len) <= RUBRIC_NOTE_MAX ? NULL : arena_fmt(mem,
	    "The note must be at most %d characters long.", RUBRIC_NOTE_MAX);
}

enum rc
rubric_save(struct db *db, struct arena *mem, const struct rubric *r,
    const char *who, const char *note, int64_t *version, const char **fault)
{
	enum rc rc;

	*version = 0;
	*fault = rubric_check(mem, r);
	if (*fault == NULL)
		*fault = note_fault(mem, note);
	if (*fault != NULL)
		return RC_BAD_INPUT;
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rubric_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = store(db, mem, r, who, note, version);
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

/* ---- the one in force ---- */

static const char *
activate_detail(struct arena *mem, int64_t version, int64_t before)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_int(jw_key(&w, "before"), before);
	jw_end(&w);
	return sbuf_cstr(out);
}

/* Under the lock: nobody else changes what is in force. */
static enum rc
activate(struct db *db, struct arena *mem, int64_t version, int64_t over,
    const char *who, int64_t *now)
{
	struct rubric_about before, about;
	int64_t id;
	enum rc rc = rubric_about(db, mem, version, &about);

	if (rc == RC_OK)
		rc = rubric_about(db, mem, 0, &before);
	if (rc != RC_OK)
		return rc;
	*now = before.version;
	if (about.active)	/* sent twice */
		return RC_OK;
	if (over >= 0 && over != before.version)
		return RC_CONFLICT;
	rc = db_run(db, mem, Q_rubric_activate, ARGS(arg_int(version)));
	if (rc == RC_OK)
		rc = audit(db, mem, who, "rubric_activate",
		    activate_detail(mem, version, before.version));
	if (rc == RC_OK)
		rc = rescore_queue(db, mem, version, 0, 0, who, &id);
	if (rc == RC_OK)
		*now = version;
	return rc == RC_OK ? data_bump(db, mem) : rc;
}

enum rc
rubric_activate(struct db *db, struct arena *mem, int64_t version, int64_t over,
    const char *who, int64_t *now)
{
	enum rc rc = db_begin(db);

	*now = 0;
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rubric_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = activate(db, mem, version, over, who, now);
	return db_end(db, rc);
}
