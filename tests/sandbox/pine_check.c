/* SPDX-License-Identifier: MIT */
/* Requests as Pinecone's descriptions have them, and filters: sandbox/pine.h. */
#include "tests/sandbox/pine.h"

#include "base/arena.h"
#include "tests/sandbox/shape.h"
#include "text/json_read.h"

#include <math.h>
#include <string.h>

enum { RECORDS = 1000, ID_MOST = 512, METADATA_MOST = 40 * 1024,
	TOP_MOST = 10000, DIMENSION_MOST = 20000, NAME_MOST = 45 };

static const struct field create[] = {
	{ "name", "s", true }, { "dimension", "i", true }, { "metric", "s", true },
	{ "spec", "o", true }, { "vector_type", "s", false },
	{ "deletion_protection", "s", false }, { "tags", "o", false },
	{ NULL, NULL, false },
};

static const struct field spec[] = {
	{ "serverless", "o", true }, { NULL, NULL, false },
};

static const struct field serverless[] = {
	{ "cloud", "s", true }, { "region", "s", true }, { NULL, NULL, false },
};

static const struct field upsert[] = {
	{ "vectors", "a", true }, { "namespace", "s", false },
	{ NULL, NULL, false },
};

static const struct field vector[] = {
	{ "id", "s", true }, { "values", "a", true }, { "metadata", "o", false },
	{ NULL, NULL, false },
};

static const struct field query[] = {
	{ "topK", "i", true }, { "vector", "a", false }, { "id", "s", false },
	{ "namespace", "s", false }, { "filter", "o", false },
	{ "includeMetadata", "b", false }, { "includeValues", "b", false },
	{ NULL, NULL, false },
};

static const struct field deletion[] = {
	{ "ids", "a", false }, { "filter", "o", false },
	{ "deleteAll", "b", false }, { "namespace", "s", false },
	{ NULL, NULL, false },
};

static const char *
fields_wrong(struct arena *mem, struct json_object *o,
    const struct field *table)
{
	const char *path;
	enum shape shape = shape_of(mem, o, table, "", &path);

	return shape == SHAPE_FITS ? NULL : arena_fmt(mem, "%s: %s", path,
	    shape == SHAPE_UNKNOWN ? "unknown field" : shape == SHAPE_MISSING ?
	    "missing" : "of another type");
}

const char *
pine_create_wrong(struct arena *mem, struct json_object *o)
{
	static const char *const metrics[] = { "cosine", "dotproduct",
		"euclidean", NULL };
	const char *wrong = fields_wrong(mem, o, create), *name;

	if (wrong == NULL)
		wrong = fields_wrong(mem, jr_object(o, "spec"), spec);
	if (wrong == NULL)
		wrong = fields_wrong(mem, jr_object(jr_object(o, "spec"),
		    "serverless"), serverless);
	if (wrong != NULL)
		return wrong;
	name = jr_text(mem, o, "name");
	if (*name == '\0' || strlen(name) > NAME_MOST || name[strspn(name,
	    "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
		return "Name must consist of lower case alphanumeric "
		    "characters or '-'";
	if (!shape_listed(jr_text(mem, o, "metric"), metrics))
		return "metric";
	return jr_int(o, "dimension", 0) >= 1 && jr_int(o, "dimension", 0) <=
	    DIMENSION_MOST ? NULL : "Dimension must be between 1 and 20000";
}

/* ---- records ---- */

struct looking {
	struct arena *mem;
	const char *wrong;
};

static void
check_value(void *ctx, const char *key, struct json_object *v)
{
	struct looking *l = ctx;
	bool plain = jr_string(l->mem, v) != NULL || jr_is_bool(v) ||
	    !isnan(jr_number(v, NAN));

	if (*key == '$')
		l->wrong = "Metadata key must not start with $";
	for (size_t i = 0; i < jr_len(v); i++)
		if (jr_text_at(l->mem, v, i) == NULL)
			l->wrong = "Metadata value must be a list of strings";
	if (!plain && !jr_is_array(v))
		l->wrong = arena_fmt(l->mem, "Metadata value must be a string, "
		    "number, boolean or list of strings, got %s for field '%s'",
		    v == NULL ? "null" : "an object", key);
}

static const char *
metadata_wrong(struct arena *mem, struct json_object *o)
{
	struct looking l = { mem, NULL };
	size_t len;

	if (o == NULL)
		return NULL;
	jr_each(o, check_value, &l);
	len = strlen(jr_source(mem, o));
	if (l.wrong == NULL && len > METADATA_MOST)
		return arena_fmt(mem, "Metadata size is %zu bytes, which "
		    "exceeds the limit of 40960 bytes per vector", len);
	return l.wrong;
}

static const char *
values_wrong(struct arena *mem, struct json_object *list, size_t dimension)
{
	bool any = false;

	if (jr_len(list) != dimension)
		return arena_fmt(mem, "Vector dimension %zu does not match the "
		    "dimension of the index %zu", jr_len(list), dimension);
	for (size_t i = 0; i < dimension; i++) {
		double x = jr_number(jr_array_at(list, i), NAN);

		if (isnan(x))
			return "values: not a number";
		any |= x != 0;
	}
	return any ? NULL : "Dense vectors must contain at least one non-zero "
	    "value";
}

static const char *
record_wrong(struct arena *mem, struct json_object *o, size_t dimension)
{
	const char *wrong = fields_wrong(mem, o, vector), *id;

	if (wrong != NULL)
		return wrong;
	id = jr_text(mem, o, "id");
	if (*id == '\0' || strlen(id) > ID_MOST)
		return "Vector ID length must be 1 to 512";
	wrong = values_wrong(mem, jr_array(o, "values"), dimension);
	return wrong != NULL ? wrong : metadata_wrong(mem, jr_object(o,
	    "metadata"));
}

const char *
pine_upsert_wrong(struct arena *mem, struct json_object *o, size_t dimension)
{
	struct json_object *list = jr_array(o, "vectors");
	const char *wrong = fields_wrong(mem, o, upsert);

	if (wrong == NULL && (jr_len(list) == 0 || jr_len(list) > RECORDS))
		wrong = "Number of vectors must be 1 to 1000";
	for (size_t i = 0; wrong == NULL && i < jr_len(list); i++)
		wrong = record_wrong(mem, jr_array_at(list, i), dimension);
	return wrong;
}

/* ---- filters ---- */

struct judging {
	struct arena *mem;
	struct json_object *metadata, *value;
	const char *wrong;
	bool fits, there;
};

static void
find_value(void *ctx, const char *key, struct json_object *v)
{
	struct judging *j = ctx;

	if (j->wrong != NULL && strcmp(j->wrong, key) == 0) {
		j->value = v;
		j->there = true;
	}
}

static bool
same(struct arena *mem, struct json_object *a, struct json_object *b)
{
	double x = jr_number(a, NAN), y = jr_number(b, NAN);

	if (!isnan(x) || !isnan(y))
		return x == y;
	return a != NULL && b != NULL && strcmp(jr_source(mem, a),
	    jr_source(mem, b)) == 0;
}

/* Of a list any element. */
static bool
equals(struct arena *mem, struct json_object *has, struct json_object *want)
{
	bool any = false;

	if (!jr_is_array(has))
		return same(mem, has, want);
	for (size_t i = 0; i < jr_len(has); i++)
		any |= same(mem, jr_array_at(has, i), want);
	return any;
}

static bool
among(struct arena *mem, struct json_object *has, struct json_object *list)
{
	bool any = false;

	for (size_t i = 0; i < jr_len(list); i++)
		any |= equals(mem, has, jr_array_at(list, i));
	return any;
}

static void
judge_op(void *ctx, const char *op, struct json_object *want)
{
	struct judging *j = ctx;
	double x = jr_number(j->value, NAN), y = jr_number(want, NAN);
	bool list = strcmp(op, "$in") == 0 || strcmp(op, "$nin") == 0;
	bool order = op[0] == '$' && (op[1] == 'g' || op[1] == 'l');

	if ((list && !jr_is_array(want)) || (order && isnan(y)))
		j->wrong = arena_fmt(j->mem, "the %s operator has a value of "
		    "another type", op);
	else if (strcmp(op, "$eq") == 0)
		j->fits &= equals(j->mem, j->value, want);
	else if (strcmp(op, "$ne") == 0)
		j->fits &= !equals(j->mem, j->value, want);
	else if (strcmp(op, "$gt") == 0)
		j->fits &= x > y;
	else if (strcmp(op, "$gte") == 0)
		j->fits &= x >= y;
	else if (strcmp(op, "$lt") == 0)
		j->fits &= x < y;
	else if (strcmp(op, "$lte") == 0)
		j->fits &= x <= y;
	else if (list)
		j->fits &= among(j->mem, j->value, want) == (op[1] == 'i');
	else if (strcmp(op, "$exists") == 0 && jr_is_bool(want))
		j->fits &= j->there == (strcmp(jr_source(j->mem, want),
		    "true") == 0);
	else
		j->wrong = arena_fmt(j->mem, "%s is not a valid operator", op);
}

static void judge(struct judging *, struct json_object *filter);

static void
judge_list(struct judging *j, const char *op, struct json_object *list)
{
	bool all = true, any = false, was = j->fits;

	for (size_t i = 0; i < jr_len(list) && j->wrong == NULL; i++) {
		j->fits = true;
		judge(j, jr_array_at(list, i));
		all &= j->fits;
		any |= j->fits;
	}
	j->fits = was && (strcmp(op, "$and") == 0 ? all : any);
}

static void
judge_member(void *ctx, const char *key, struct json_object *v)
{
	struct judging *j = ctx;

	if (j->wrong != NULL)
		return;
	if ((strcmp(key, "$and") == 0 || strcmp(key, "$or") == 0) &&
	    jr_len(v) > 0) {
		judge_list(j, key, v);
		return;
	}
	if (*key == '$') {
		j->wrong = arena_fmt(j->mem, "%s is not allowed here", key);
		return;
	}
	j->wrong = key;
	j->value = NULL;
	j->there = false;
	jr_each(j->metadata, find_value, j);
	j->wrong = NULL;
	if (jr_is_object(v))
		jr_each(v, judge_op, j);
	else
		j->fits &= equals(j->mem, j->value, v);
}

static void
judge(struct judging *j, struct json_object *filter)
{
	jr_each(filter, judge_member, j);
}

bool
pine_fits(struct arena *mem, struct json_object *filter,
    struct json_object *metadata)
{
	struct judging j = { .mem = mem, .metadata = metadata, .fits = true };

	judge(&j, filter);
	return j.wrong == NULL && j.fits;
}

static const char *
filter_wrong(struct arena *mem, struct json_object *filter)
{
	struct judging j = { .mem = mem, .fits = true };

	judge(&j, filter);
	return j.wrong;
}

const char *
pine_query_wrong(struct arena *mem, struct json_object *o, size_t dimension)
{
	const char *wrong = fields_wrong(mem, o, query);
	int64_t top = jr_int(o, "topK", 0);

	if (wrong == NULL && jr_has(o, "vector") == jr_has(o, "id"))
		wrong = "Exactly one of vector and id must be given";
	if (wrong == NULL && (top < 1 || top > TOP_MOST))
		wrong = "topK must be 1 to 10000";
	if (wrong == NULL && jr_has(o, "vector"))
		wrong = values_wrong(mem, jr_array(o, "vector"), dimension);
	return wrong != NULL ? wrong : filter_wrong(mem, jr_object(o,
	    "filter"));
}

const char *
pine_delete_wrong(struct arena *mem, struct json_object *o)
{
	const char *wrong = fields_wrong(mem, o, deletion);
	struct json_object *ids = jr_array(o, "ids");

	if (wrong == NULL && jr_has(o, "ids") + jr_has(o, "filter") +
	    jr_has(o, "deleteAll") != 1)
		wrong = "Exactly one of ids, filter and deleteAll must be given";
	if (wrong == NULL && jr_has(o, "ids") && (jr_len(ids) == 0 ||
	    jr_len(ids) > RECORDS))
		wrong = "Number of ids must be 1 to 1000";
	return wrong != NULL ? wrong : filter_wrong(mem, jr_object(o,
	    "filter"));
}
