/* SPDX-License-Identifier: MIT */
/* Records: upstream/pinecone.h. */
#include "upstream/pinecone_call.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "text/json_read.h"

#include <math.h>
#include <string.h>

enum { FETCH_BYTES = 6000 };	/* of an address: servers take 8 KB */

/* ---- values ---- */

static void
write_field(struct jw *w, const struct pinecone_field *f)
{
	switch (f->kind) {
	case PINECONE_TEXT:
		jw_text(w, f->text);
		break;
	case PINECONE_NUMBER:
		if (trunc(f->number) == f->number && fabs(f->number) < 1e15)
			jw_int(w, (long long)f->number);
		else
			jw_num(w, f->number);
		break;
	case PINECONE_FLAG:
		jw_bool(w, f->flag);
		break;
	case PINECONE_LIST:
		jw_array(w);
		for (size_t i = 0; i < f->n; i++)
			jw_text(w, f->list[i]);
		jw_end(w);
		break;
	}
}

static void
write_metadata(struct jw *w, const struct pinecone_record *r)
{
	jw_object(w);
	for (size_t i = 0; i < r->n_fields; i++)
		write_field(jw_key(w, r->fields[i].name), &r->fields[i]);
	jw_end(w);
}

void
pinecone_write(struct sbuf *out, const struct pinecone_record *r,
    size_t dimension)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "id"), r->id);
	jw_array(jw_key(&w, "values"));
	for (size_t i = 0; i < dimension; i++)
		jw_float(&w, r->values[i]);
	jw_end(&w);
	if (r->n_fields > 0)
		write_metadata(jw_key(&w, "metadata"), r);
	jw_end(&w);
}

static const char *
metadata_unfit(struct arena *mem, const struct pinecone_record *r)
{
	struct sbuf text = SBUF_INIT;
	struct jw w = JW_INIT(&text);
	size_t len;

	for (size_t i = 0; i < r->n_fields; i++) {
		const struct pinecone_field *f = &r->fields[i];

		if (*f->name == '\0' || *f->name == '$')
			return arena_fmt(mem, "a name of metadata is \"%.40s\"",
			    f->name);
		if (f->kind == PINECONE_NUMBER && !isfinite(f->number))
			return arena_fmt(mem, "%.40s is no number", f->name);
		if (f->kind == PINECONE_TEXT && f->text == NULL)
			return arena_fmt(mem, "%.40s is null", f->name);
	}
	write_metadata(&w, r);
	len = text.len;
	sbuf_free(&text);
	return len <= PINECONE_METADATA_MOST ? NULL : arena_fmt(mem,
	    "its metadata has %zu bytes, at most %d", len,
	    PINECONE_METADATA_MOST);
}

const char *
pinecone_unfit(struct arena *mem, const struct pinecone_record *r,
    size_t dimension)
{
	size_t len = strlen(r->id);
	double sum = 0;

	if (len == 0 || len > PINECONE_ID_MOST)
		return "an id has 1 to 512 bytes";
	for (size_t i = 0; i < len; i++)
		if (r->id[i] < ' ' || r->id[i] > '~')
			return "an id has a character that is not ASCII";
	for (size_t i = 0; i < dimension; i++)
		sum += (double)r->values[i] * (double)r->values[i];
	if (!isfinite(sum) || sum <= 0)
		return sum == 0 ? "all its numbers are 0" :
		    "it holds what is no number";
	return metadata_unfit(mem, r);
}

/* ---- filters ---- */

static void
write_term(struct jw *w, const struct pinecone_term *t)
{
	static const char *const ops[] = { [PINECONE_EQ] = "$eq",
		[PINECONE_NE] = "$ne", [PINECONE_GT] = "$gt",
		[PINECONE_GTE] = "$gte", [PINECONE_LT] = "$lt",
		[PINECONE_LTE] = "$lte", [PINECONE_IN] = "$in",
		[PINECONE_NIN] = "$nin", [PINECONE_EXISTS] = "$exists" };

	jw_object(w);
	jw_object(jw_key(w, t->value.name));
	write_field(jw_key(w, ops[t->op]), &t->value);
	jw_end(w);
	jw_end(w);
}

static void
write_filter(struct jw *w, const struct pinecone_term *terms, size_t n)
{
	if (n == 1) {
		write_term(w, terms);
		return;
	}
	/* side by side two terms of one field would be the same key twice */
	jw_object(w);
	jw_array(jw_key(w, "$and"));
	for (size_t i = 0; i < n; i++)
		write_term(w, &terms[i]);
	jw_end(w);
	jw_end(w);
}

void
pinecone_filter(struct sbuf *out, const struct pinecone_term *terms, size_t n)
{
	struct jw w = JW_INIT(out);

	write_filter(&w, terms, n);
}

/* ---- writing ---- */

static void
begin_upsert(struct sbuf *body, const char *space)
{
	struct jw w = JW_INIT(body);

	sbuf_clear(body);
	sbuf_text(body, "{\"namespace\":");
	jw_text(&w, space);
	sbuf_text(body, ",\"vectors\":[");
}

static enum service_result
read_upserted(struct arena *mem, struct json_object *o, void *to)
{
	int64_t *count = to;

	(void)mem;
	*count = jr_int(o, "upsertedCount", -1);
	return *count >= 0 ? SERVICE_OK : SERVICE_EMPTY;
}

static enum service_result
send_upsert(struct pinecone *pc, struct sbuf *body, size_t n, size_t *written)
{
	int64_t count = 0;
	struct pinecone_call pl = { .read = read_upserted, .to = &count,
		.path = "/vectors/upsert" };
	enum service_result result;

	sbuf_text(body, "]}");
	pl.body = body->s;
	pl.len = body->len;
	result = pinecone_ask(pc, &pl);
	if (result == SERVICE_OK)
		*written += n;
	return result;
}

static enum service_result
refuse_record(struct pinecone *pc, const struct pinecone_record *r)
{
	struct arena *mem = arena_begin();
	const char *why = pinecone_unfit(mem, r, pinecone_opt(pc)->dimension);

	if (why != NULL)
		pinecone_refuse(pc, SERVICE_CONTENT, arena_fmt(mem,
		    "record %.60s: %s", r->id, why));
	arena_end(mem);
	return why != NULL ? SERVICE_CONTENT : SERVICE_OK;
}

enum service_result
pinecone_upsert(struct pinecone *pc, const struct pinecone_record *records,
    size_t n, size_t *written)
{
	const struct pinecone_options *o = pinecone_opt(pc);
	struct sbuf body = SBUF_INIT, one = SBUF_INIT;
	enum service_result result = SERVICE_OK;
	size_t in = 0;		/* records of body */

	*written = 0;
	for (size_t i = 0; i < n && result == SERVICE_OK; i++)
		result = refuse_record(pc, &records[i]);
	for (size_t i = 0; i < n && result == SERVICE_OK; i++) {
		sbuf_clear(&one);
		pinecone_write(&one, &records[i], o->dimension);
		if (in > 0 && (in == PINECONE_RECORDS_MOST ||
		    body.len + one.len > PINECONE_BYTES_MOST)) {
			result = send_upsert(pc, &body, in, written);
			in = 0;
		}
		if (in++ == 0)
			begin_upsert(&body, o->space);
		else
			sbuf_char(&body, ',');
		sbuf_add(&body, one.s, one.len);
	}
	if (result == SERVICE_OK && in > 0)
		result = send_upsert(pc, &body, in, written);
	sbuf_free(&body);
	sbuf_free(&one);
	return result;
}

/* ---- reading ---- */

static const float *
read_values(struct arena *mem, struct json_object *list)
{
	size_t n = jr_len(list);
	float *v = arena_array(mem, n, sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i] = (float)jr_number(jr_array_at(list, i), 0);
	return n > 0 ? v : NULL;
}

static void
read_match(struct arena *mem, struct json_object *o, struct pinecone_match *m)
{
	struct json_object *metadata = jr_object(o, "metadata");

	*m = (struct pinecone_match){
		.id = arena_text(mem, service_member(mem, o, "id")),
		.score = jr_num(o, "score", 0),
		.metadata = metadata == NULL ? "" : jr_source(mem, metadata),
		.values = read_values(mem, jr_array(o, "values")) };
}

static enum service_result
read_matches(struct arena *mem, struct json_object *o, void *to)
{
	struct json_object *list = jr_array(o, "matches");
	struct pinecone_matches *ms = to;

	*ms = (struct pinecone_matches){ .n = jr_len(list),
		.v = arena_array(mem, jr_len(list), sizeof(*ms->v)),
		.read_units = jr_int(jr_object(o, "usage"), "readUnits", 0) };
	for (size_t i = 0; i < ms->n; i++)
		read_match(mem, jr_array_at(list, i), &ms->v[i]);
	return list != NULL ? SERVICE_OK : SERVICE_EMPTY;
}

static void
write_query(struct jw *w, const struct pinecone_options *o,
    const struct pinecone_query *q)
{
	jw_object(w);
	jw_text(jw_key(w, "namespace"), o->space);
	jw_int(jw_key(w, "topK"), q->top > PINECONE_TOP_MOST ?
	    PINECONE_TOP_MOST : (long long)q->top);
	if (q->vector == NULL) {
		jw_text(jw_key(w, "id"), q->id);
	} else {
		jw_array(jw_key(w, "vector"));
		for (size_t i = 0; i < o->dimension; i++)
			jw_float(w, q->vector[i]);
		jw_end(w);
	}
	if (q->n_terms > 0)
		write_filter(jw_key(w, "filter"), q->terms, q->n_terms);
	jw_bool(jw_key(w, "includeMetadata"), q->metadata);
	jw_bool(jw_key(w, "includeValues"), q->values);
	jw_end(w);
}

enum service_result
pinecone_query(struct pinecone *pc, struct arena *mem,
    const struct pinecone_query *q, struct pinecone_matches *ms)
{
	struct sbuf *body = sbuf_arena(mem);
	struct jw w = JW_INIT(body);
	struct pinecone_call pl = { .read = read_matches, .mem = mem, .to = ms,
		.path = "/query" };

	write_query(&w, pinecone_opt(pc), q);
	pl.body = body->s;
	pl.len = body->len;
	return pinecone_ask(pc, &pl);
}

struct fetching {
	struct arena *mem;
	struct pinecone_matches *ms;
};

static void
read_fetched(void *ctx, const char *id, struct json_object *o)
{
	struct fetching *f = ctx;

	read_match(f->mem, o, &f->ms->v[f->ms->n]);
	f->ms->v[f->ms->n++].id = arena_text(f->mem, id);
}

static enum service_result
read_fetch(struct arena *mem, struct json_object *o, void *to)
{
	struct pinecone_matches *ms = to;
	struct fetching f = { mem, ms };

	ms->read_units += jr_int(jr_object(o, "usage"), "readUnits", 0);
	jr_each(jr_object(o, "vectors"), read_fetched, &f);
	return jr_object(o, "vectors") != NULL ? SERVICE_OK : SERVICE_EMPTY;
}

static void
begin_fetch(struct sbuf *path, const char *space)
{
	sbuf_clear(path);
	sbuf_text(path, "/vectors/fetch?namespace=");
	http_escape(path, space);
}

enum service_result
pinecone_fetch(struct pinecone *pc, struct arena *mem, const char *const *ids,
    size_t n, struct pinecone_matches *ms)
{
	struct sbuf *path = sbuf_arena(mem);
	struct pinecone_call pl = { .read = read_fetch, .mem = mem, .to = ms,
		.method = "GET" };
	enum service_result result = SERVICE_OK;

	*ms = (struct pinecone_matches){ .v = arena_array(mem, n,
	    sizeof(*ms->v)) };
	for (size_t i = 0; i < n && result == SERVICE_OK;) {
		begin_fetch(path, pinecone_opt(pc)->space);
		for (; i < n && path->len < FETCH_BYTES; i++) {
			sbuf_text(path, "&ids=");
			http_escape(path, ids[i]);
		}
		pl.path = sbuf_cstr(path);
		result = pinecone_ask(pc, &pl);
	}
	return result;
}

/* ---- deletion ---- */

/* Of one kind: ids, a filter or all. A namespace that is not there holds nothing. */
static enum service_result
delete_by(struct pinecone *pc, const char *key, const char *json)
{
	struct sbuf body = SBUF_INIT;
	struct jw w = JW_INIT(&body);
	struct pinecone_call pl = { .path = "/vectors/delete" };
	enum service_result result;

	jw_object(&w);
	jw_raw(jw_key(&w, key), json);
	jw_text(jw_key(&w, "namespace"), pinecone_opt(pc)->space);
	jw_end(&w);
	pl.body = body.s;
	pl.len = body.len;
	result = pinecone_ask(pc, &pl);
	sbuf_free(&body);
	return result == SERVICE_ABSENT && strcmp(pinecone_said(pc)->code,
	    "5") == 0 ? SERVICE_OK : result;
}

enum service_result
pinecone_delete(struct pinecone *pc, const char *const *ids, size_t n)
{
	enum service_result result = SERVICE_OK;
	struct sbuf list = SBUF_INIT;

	for (size_t i = 0; i < n && result == SERVICE_OK;) {
		struct jw w = JW_INIT(&list);

		sbuf_clear(&list);
		jw_array(&w);
		for (size_t k = 0; k < PINECONE_RECORDS_MOST && i < n; k++)
			jw_text(&w, ids[i++]);
		jw_end(&w);
		result = delete_by(pc, "ids", list.s);
	}
	sbuf_free(&list);
	return result;
}

enum service_result
pinecone_delete_where(struct pinecone *pc, const struct pinecone_term *terms,
    size_t n)
{
	struct sbuf filter = SBUF_INIT;
	enum service_result result;

	/* without a term it would be all of them */
	if (n == 0)
		return pinecone_refuse(pc, SERVICE_CONTENT,
		    "a filter without a term");
	pinecone_filter(&filter, terms, n);
	result = delete_by(pc, "filter", filter.s);
	sbuf_free(&filter);
	return result;
}

enum service_result
pinecone_delete_all(struct pinecone *pc)
{
	return delete_by(pc, "deleteAll", "true");
}

/* ---- counts ---- */

struct counting {
	struct arena *mem;
	struct pinecone_stats *stats;
};

static void
count_space(void *ctx, const char *name, struct json_object *o)
{
	struct counting *c = ctx;
	struct pinecone_stats *st = c->stats;
	struct pinecone_space *v = arena_array(c->mem, st->n + 1, sizeof(*v));

	if (st->n > 0)
		memcpy(v, st->v, st->n * sizeof(*v));
	v[st->n++] = (struct pinecone_space){ arena_text(c->mem, name),
		jr_int(o, "vectorCount", 0) };
	st->v = v;
}

static enum service_result
read_stats(struct arena *mem, struct json_object *o, void *to)
{
	struct pinecone_stats *st = to;
	struct counting c = { mem, st };

	*st = (struct pinecone_stats){
		.dimension = (size_t)jr_int(o, "dimension", 0),
		.total = jr_int(o, "totalVectorCount", 0) };
	jr_each(jr_object(o, "namespaces"), count_space, &c);
	return jr_has(o, "totalVectorCount") ? SERVICE_OK : SERVICE_EMPTY;
}

enum service_result
pinecone_stats(struct pinecone *pc, struct arena *mem,
    struct pinecone_stats *st)
{
	struct pinecone_call pl = { .read = read_stats, .mem = mem, .to = st,
		.path = "/describe_index_stats", .body = "{}", .len = 2 };

	return pinecone_ask(pc, &pl);
}
