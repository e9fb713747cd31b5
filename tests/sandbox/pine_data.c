/* SPDX-License-Identifier: MIT */
/* Records of an index: sandbox/pine.h. */
#include "tests/sandbox/pine.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MOST = 2 * 1000 * 1000 };
enum { INVALID = 3, NOT_FOUND = 5, OUT_OF_RANGE = 11 };

struct asking {
	struct sandbox *sb;
	struct call *cl;
	struct reply *rp;
	struct pine_index *ix;
	struct json_object *body;
	const char *space;
};

static char *
copied(const char *s)
{
	size_t len = strlen(s) + 1;

	return memcpy(must_alloc(len), s, len);
}

static void
forget(struct pine_index *ix, size_t i)
{
	free(ix->v[i].space);
	free(ix->v[i].id);
	free(ix->v[i].metadata);
	free(ix->v[i].values);
	ix->v[i] = ix->v[--ix->n];
}

static void
number_header(struct asking *a, const char *name, int64_t n)
{
	reply_header(a->rp, name, arena_fmt(a->cl->mem, "%lld", (long long)n));
}

static bool
is_seen(const struct asking *a, const struct pine_record *r)
{
	return strcmp(r->space, a->space) == 0 &&
	    r->seen_from <= a->sb->pine.reads;
}

/* One read further; what is seen from now on. */
static void
begin_read(struct asking *a)
{
	int64_t indexed = a->sb->pine.lsn;

	a->sb->pine.reads++;
	for (size_t i = 0; i < a->ix->n; i++)
		if (a->ix->v[i].seen_from > a->sb->pine.reads &&
		    a->ix->v[i].lsn <= indexed)
			indexed = a->ix->v[i].lsn - 1;
	number_header(a, "x-pinecone-max-indexed-lsn", indexed);
}

/* ---- upsert ---- */

static struct pine_record *
slot(struct asking *a, const char *id)
{
	struct pine_index *ix = a->ix;

	for (size_t i = 0; i < ix->n; i++)
		if (strcmp(ix->v[i].space, a->space) == 0 &&
		    strcmp(ix->v[i].id, id) == 0) {
			free(ix->v[i].metadata);
			free(ix->v[i].values);
			return &ix->v[i];
		}
	if (ix->n == ix->cap) {
		ix->cap = ix->cap == 0 ? 64 : 2 * ix->cap;
		ix->v = must_realloc(ix->v, ix->cap * sizeof(*ix->v));
	}
	ix->v[ix->n].space = copied(a->space);
	ix->v[ix->n].id = copied(id);
	return &ix->v[ix->n++];
}

static void
put(struct asking *a, struct json_object *o)
{
	struct pine_record *r = slot(a, jr_text(a->cl->mem, o, "id"));
	struct json_object *values = jr_array(o, "values");
	struct json_object *metadata = jr_object(o, "metadata");

	r->metadata = copied(metadata == NULL ? "" : jr_source(a->cl->mem,
	    metadata));
	r->values = must_alloc(a->ix->dimension * sizeof(*r->values));
	for (size_t i = 0; i < a->ix->dimension; i++)
		r->values[i] = (float)jr_number(jr_array_at(values, i), 0);
	r->lsn = a->sb->pine.lsn;
	r->seen_from = a->sb->pine.reads + a->sb->opt.pinecone_lag;
}

static void
upsert(struct asking *a)
{
	struct json_object *list = jr_array(a->body, "vectors");
	const char *wrong = pine_upsert_wrong(a->cl->mem, a->body,
	    a->ix->dimension);
	struct jw w = JW_INIT(&a->rp->body);

	if (a->cl->body_len > BODY_MOST) {
		pine_refuse(a->rp, 400, OUT_OF_RANGE, arena_fmt(a->cl->mem,
		    "Error, message length too large: found %zu bytes, the "
		    "limit is: 2000000 bytes", a->cl->body_len));
		return;
	}
	if (wrong != NULL) {
		pine_refuse(a->rp, 400, INVALID, wrong);
		return;
	}
	a->sb->pine.lsn++;
	for (size_t i = 0; i < jr_len(list); i++)
		put(a, jr_array_at(list, i));
	a->sb->stat[STAT_pinecone_upserts]++;
	number_header(a, "x-pinecone-request-lsn", a->sb->pine.lsn);
	jw_object(&w);
	jw_int(jw_key(&w, "upsertedCount"), (long long)jr_len(list));
	jw_end(&w);
}

/* ---- query and fetch ---- */

struct found {
	const struct pine_record *r;
	double score;
};

static int
by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

static double
cosine(const float *a, const float *b, size_t n)
{
	double ab = 0, aa = 0, bb = 0;

	for (size_t i = 0; i < n; i++) {
		ab += (double)a[i] * (double)b[i];
		aa += (double)a[i] * (double)a[i];
		bb += (double)b[i] * (double)b[i];
	}
	return ab / sqrt(aa * bb);
}

static struct json_object *
parsed(struct arena *mem, const char *json)
{
	struct json_object *o = NULL;
	const char *why;

	return *json != '\0' && json_parse(mem, json, strlen(json), &o, &why) ==
	    RC_OK ? o : NULL;
}

static void
write_record(struct jw *w, const struct asking *a, const struct found *f,
    bool values, bool metadata)
{
	jw_object(w);
	jw_text(jw_key(w, "id"), f->r->id);
	jw_num(jw_key(w, "score"), f->score);
	jw_array(jw_key(w, "values"));
	for (size_t i = 0; values && i < a->ix->dimension; i++)
		jw_float(w, f->r->values[i]);
	jw_end(w);
	if (metadata && *f->r->metadata != '\0')
		jw_raw(jw_key(w, "metadata"), f->r->metadata);
	jw_end(w);
}

/* NULL: the record that is asked about is not there. */
static const float *
wanted(const struct asking *a)
{
	struct json_object *list = jr_array(a->body, "vector");
	const char *id = jr_text(a->cl->mem, a->body, "id");
	float *v = arena_array(a->cl->mem, a->ix->dimension, sizeof(*v));

	for (size_t i = 0; id != NULL && i < a->ix->n; i++)
		if (strcmp(a->ix->v[i].id, id) == 0)
			return a->ix->v[i].values;
	for (size_t i = 0; i < jr_len(list); i++)
		v[i] = (float)jr_number(jr_array_at(list, i), 0);
	return id != NULL ? NULL : v;
}

static size_t
search(const struct asking *a, const float *v, struct found *all)
{
	struct json_object *filter = jr_object(a->body, "filter");
	size_t n = 0;

	for (size_t i = 0; v != NULL && i < a->ix->n; i++) {
		const struct pine_record *r = &a->ix->v[i];

		if (is_seen(a, r) && pine_fits(a->cl->mem, filter,
		    parsed(a->cl->mem, r->metadata)))
			all[n++] = (struct found){ r, cosine(v, r->values,
			    a->ix->dimension) };
	}
	if (n > 0)
		qsort(all, n, sizeof(*all), by_score);
	return n;
}

static void
query(struct asking *a)
{
	const char *wrong = pine_query_wrong(a->cl->mem, a->body,
	    a->ix->dimension);
	struct found *all = arena_array(a->cl->mem, a->ix->n + 1, sizeof(*all));
	int64_t top = jr_int(a->body, "topK", 0);
	struct jw w = JW_INIT(&a->rp->body);
	size_t n;

	if (wrong != NULL) {
		pine_refuse(a->rp, 400, INVALID, wrong);
		return;
	}
	begin_read(a);
	n = search(a, wanted(a), all);
	jw_object(&w);
	jw_array(jw_key(&w, "matches"));
	for (size_t i = 0; i < n && (int64_t)i < top; i++)
		write_record(&w, a, &all[i], jr_bool(a->body, "includeValues",
		    false), jr_bool(a->body, "includeMetadata", false));
	jw_end(&w);
	jw_text(jw_key(&w, "namespace"), a->space);
	jw_object(jw_key(&w, "usage"));
	jw_int(jw_key(&w, "readUnits"), 5);
	jw_end(&w);
	jw_end(&w);
}

static void
fetch(struct asking *a)
{
	struct jw w = JW_INIT(&a->rp->body);

	begin_read(a);
	jw_object(&w);
	jw_object(jw_key(&w, "vectors"));
	for (size_t k = 0; k < a->cl->params.n; k++)
		for (size_t i = 0; strcmp(a->cl->params.v[k].name, "ids") == 0 &&
		    i < a->ix->n; i++) {
			const struct found f = { &a->ix->v[i], 0 };

			if (is_seen(a, f.r) && strcmp(f.r->id,
			    a->cl->params.v[k].value) == 0)
				write_record(jw_key(&w, f.r->id), a, &f, true,
				    true);
		}
	jw_end(&w);
	jw_text(jw_key(&w, "namespace"), a->space);
	jw_object(jw_key(&w, "usage"));
	jw_int(jw_key(&w, "readUnits"), 1);
	jw_end(&w);
	jw_end(&w);
}

/* ---- delete and count ---- */

static bool
is_listed(const struct asking *a, const char *id)
{
	struct json_object *ids = jr_array(a->body, "ids");

	for (size_t i = 0; i < jr_len(ids); i++)
		if (strcmp(jr_text_at(a->cl->mem, ids, i), id) == 0)
			return true;
	return false;
}

static bool
is_meant(const struct asking *a, const struct pine_record *r)
{
	if (strcmp(r->space, a->space) != 0)
		return false;
	if (jr_has(a->body, "ids"))
		return is_listed(a, r->id);
	return jr_bool(a->body, "deleteAll", false) ||
	    (jr_has(a->body, "filter") && pine_fits(a->cl->mem,
	    jr_object(a->body, "filter"), parsed(a->cl->mem, r->metadata)));
}

static void
delete_some(struct asking *a)
{
	const char *wrong = pine_delete_wrong(a->cl->mem, a->body);
	bool there = false;

	if (wrong != NULL) {
		pine_refuse(a->rp, 400, INVALID, wrong);
		return;
	}
	for (size_t i = 0; i < a->ix->n; i++)
		there |= strcmp(a->ix->v[i].space, a->space) == 0;
	if (!there) {
		pine_refuse(a->rp, 404, NOT_FOUND, "Namespace not found");
		return;
	}
	number_header(a, "x-pinecone-request-lsn", ++a->sb->pine.lsn);
	for (size_t i = a->ix->n; i-- > 0;)
		if (is_meant(a, &a->ix->v[i]))
			forget(a->ix, i);
	sbuf_text(&a->rp->body, "{}");
}

static void
stats(struct asking *a)
{
	struct jw w = JW_INIT(&a->rp->body);
	const struct pine_index *ix = a->ix;

	begin_read(a);
	jw_object(&w);
	jw_object(jw_key(&w, "namespaces"));
	for (size_t i = 0; i < ix->n; i++) {
		int64_t n = 0;
		size_t first = 0;

		while (strcmp(ix->v[first].space, ix->v[i].space) != 0)
			first++;
		if (first < i)
			continue;
		for (size_t k = i; k < ix->n; k++)
			n += strcmp(ix->v[k].space, ix->v[i].space) == 0;
		jw_object(jw_key(&w, ix->v[i].space));
		jw_int(jw_key(&w, "vectorCount"), n);
		jw_end(&w);
	}
	jw_end(&w);
	jw_int(jw_key(&w, "dimension"), (long long)ix->dimension);
	jw_num(jw_key(&w, "indexFullness"), 0);
	jw_int(jw_key(&w, "totalVectorCount"), (long long)ix->n);
	jw_end(&w);
}

static const struct {
	const char *method, *path;
	void (*answer)(struct asking *);
} calls[] = {
	{ "POST", "/vectors/upsert", upsert },
	{ "POST", "/query", query },
	{ "GET", "/vectors/fetch", fetch },
	{ "POST", "/vectors/delete", delete_some },
	{ "POST", "/describe_index_stats", stats },
};

void
pine_data(struct sandbox *sb, struct call *cl, struct reply *rp,
    struct pine_index *ix, const char *path)
{
	struct asking a = { sb, cl, rp, ix, NULL, params_get(&cl->params,
	    "namespace") };

	rp->type = "application/json";
	if (cl->body_len > 0)
		a.body = parsed(cl->mem, cl->body);
	if (cl->body_len > 0 && a.body == NULL) {
		pine_refuse(rp, 400, INVALID, "the body is no JSON");
		return;
	}
	if (jr_text(cl->mem, a.body, "namespace") != NULL)
		a.space = jr_text(cl->mem, a.body, "namespace");
	if (a.space == NULL)
		a.space = "";
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		if (strcmp(calls[i].method, cl->method) == 0 &&
		    strcmp(calls[i].path, path) == 0) {
			calls[i].answer(&a);
			return;
		}
	pine_refuse(rp, 404, NOT_FOUND, "no such call");
}

void
pine_free(struct pine_world *pw)
{
	for (size_t i = 0; i < pw->n; i++) {
		while (pw->index[i].n > 0)
			forget(&pw->index[i], pw->index[i].n - 1);
		free(pw->index[i].v);
	}
	pw->n = 0;
	sent_free(&pw->sent);
}
