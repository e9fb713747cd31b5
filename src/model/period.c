/* SPDX-License-Identifier: MIT */
#include "model/period.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/conversation.h"
#include "text/json_read.h"

#include <string.h>

enum { FACT_LEAST = 3 };	/* conversations, now or before */

/* ---- what was said ---- */

static void
read_claims(struct arena *mem, const char *text, struct period_said *out)
{
	struct json_object *list;
	struct period_fact *fact;
	const char *why;

	if (json_parse(mem, text, strlen(text), &list, &why) != RC_OK)
		return;
	out->n = jr_len(list);
	out->claim = arena_array(mem, out->n, sizeof(*out->claim));
	fact = arena_array(mem, out->n, sizeof(*fact));
	for (size_t i = 0; i < out->n; i++) {
		struct json_object *o = jr_array_at(list, i);

		fact[i] = (struct period_fact){ jr_text(mem, o, "dimension"),
			jr_text(mem, o, "key"), jr_int(o, "now", 0),
			jr_int(o, "before", 0) };
		out->claim[i] = (struct period_claim){ &fact[i],
			jr_text(mem, o, "text") };
	}
}

enum rc
period_find(struct db *db, struct arena *mem, struct period_said *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_period_find, &r, NO_ARGS);

	*out = (struct period_said){ .hash = "", .engine = "", .model = "" };
	if (rc != RC_OK || r.n == 0)
		return rc;
	*out = (struct period_said){ .from = row_int(&r, 0, 0),
		.to = row_int(&r, 0, 1), .hash = row_text(&r, 0, 2),
		.engine = row_text(&r, 0, 3), .model = row_text(&r, 0, 4),
		.dropped = row_int(&r, 0, 6), .made_at = row_int(&r, 0, 7),
		.tried_for = row_int(&r, 0, 8), .tries = row_int(&r, 0, 9) };
	read_claims(mem, row_text(&r, 0, 5), out);
	return RC_OK;
}

bool
period_holds(const struct period_said *s, int64_t now)
{
	return s->n > 0 && s->to >= now - PERIOD_OLD_HOURS * HOUR;
}

static const char *
claims_text(struct arena *mem, const struct period_said *s)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i < s->n; i++) {
		const struct period_fact *f = s->claim[i].fact;

		jw_object(&w);
		jw_text(jw_key(&w, "text"), s->claim[i].text);
		jw_text(jw_key(&w, "dimension"), f->dimension);
		jw_text(jw_key(&w, "key"), f->key);
		jw_int(jw_key(&w, "now"), f->now);
		jw_int(jw_key(&w, "before"), f->before);
		jw_end(&w);
	}
	jw_end(&w);
	return sbuf_cstr(out);
}

enum rc
period_save(struct db *db, struct arena *mem, const struct period_said *s)
{
	enum rc rc = db_run(db, mem, Q_period_save, ARGS(arg_time(s->from),
	    arg_time(s->to), arg_text(s->hash), arg_text(s->engine),
	    arg_text(s->model), arg_text(claims_text(mem, s)),
	    arg_int(s->dropped)));

	return rc == RC_OK ? db_run(db, mem, Q_data_version_bump, NO_ARGS) : rc;
}

enum rc
period_again(struct db *db, struct arena *mem, int64_t from, int64_t to)
{
	return db_run(db, mem, Q_period_again, ARGS(arg_time(from),
	    arg_time(to)));
}

enum rc
period_failed(struct db *db, struct arena *mem, int64_t to, const char *error)
{
	return db_run(db, mem, Q_period_failed, ARGS(arg_time(to),
	    arg_text(error)));
}

/* ---- counts ---- */

static int64_t
count_of(const struct facet *f, size_t n, const char *dimension, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].dimension, dimension) == 0 &&
		    strcmp(f[i].key, key) == 0)
			return f[i].n;
	return 0;
}

/* The most frequent of a dimension, as many as its share of the room. */
static void
add_facts(struct period_facts *out, const char *dimension, size_t most,
    const struct facet *now, size_t n, const struct facet *before, size_t n_before)
{
	for (size_t i = 0; most > 0 && i < n; i++) {
		int64_t was = count_of(before, n_before, dimension, now[i].key);

		if (strcmp(now[i].dimension, dimension) != 0 ||
		    *now[i].key == '\0' || (now[i].n < FACT_LEAST &&
		    was < FACT_LEAST))
			continue;
		out->fact[out->n++] = (struct period_fact){ now[i].dimension,
			now[i].key, now[i].n, was };
		most--;
	}
}

enum rc
period_facts(struct db *db, struct arena *mem, int64_t to,
    struct period_facts *out)
{
	static const struct {
		const char *dimension;
		size_t most;
	} room[] = { { "category", 10 }, { "platform", 4 }, { "version", 5 },
		{ "severity", 4 } };
	int64_t span = PERIOD_HOURS * HOUR, people;
	struct filter f = { .from = to - span, .to = to, .category = "",
		.mention = "", .severity = "", .platform = "", .version = "",
		.intent = "", .status = "", .flag = "", .words = "" };
	struct facet *now, *before;
	size_t n, n_before;
	enum rc rc;

	*out = (struct period_facts){ .hours = PERIOD_HOURS };
	rc = conversation_facets(db, mem, &f, &now, &n);
	if (rc == RC_OK)
		rc = conversation_count(db, mem, &f, &out->now, &people);
	f.to = f.from;
	f.from -= span;
	if (rc == RC_OK)
		rc = conversation_facets(db, mem, &f, &before, &n_before);
	if (rc == RC_OK)
		rc = conversation_count(db, mem, &f, &out->before, &people);
	for (size_t i = 0; rc == RC_OK && i < sizeof(room) / sizeof(*room); i++)
		add_facts(out, room[i].dimension, room[i].most, now, n, before,
		    n_before);
	return rc;
}
