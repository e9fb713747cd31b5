/* SPDX-License-Identifier: MIT */
#include "model/rubric.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "net/crypto.h"

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
