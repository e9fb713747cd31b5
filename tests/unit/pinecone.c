/* SPDX-License-Identifier: MIT */
/* The client of the vector index against its stand-in, over HTTP: both planes, the
 * limits, and every way in which a call fails. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/serve.h"
#include "tests/sandbox/state.h"
#include "upstream/pinecone.h"

#include <math.h>

struct bench {
	struct sandbox sb;
	struct serve s;
	struct pinecone_options opt;
	struct arena *mem;
	char url[96];
};

static void
begin(struct bench *b)
{
	sandbox_init(&b->sb);
	serve_begin(&b->s, &b->sb);
	b->mem = arena_begin();
	snprintf(b->url, sizeof(b->url), "%s/pinecone", b->s.url);
	b->opt = (struct pinecone_options){ .base_url = b->url,
		.key = "pcsk-sandbox", .index = "tickets", .host = "",
		.space = "m1", .cloud = "aws", .region = "us-east-1",
		.dimension = 4, .timeout_ms = 1500 };
}

static void
end(struct bench *b)
{
	serve_end(&b->s);
	sandbox_free(&b->sb);
	arena_end(b->mem);
}

#define IS(result, call) is((result), (call), pc)

static void
is(enum service_result wanted, enum service_result got,
    const struct pinecone *pc)
{
	if (wanted != got)
		printf("# %s\n", pinecone_said(pc)->error);
	assert_int_equal(got, wanted);
}

/* An index that is there and ready. */
static struct pinecone *
opened(struct bench *b)
{
	struct pinecone *pc = pinecone_open(&b->opt);

	IS(SERVICE_OK, pinecone_create(pc));
	IS(SERVICE_OK, pinecone_ready(pc, 5000));
	return pc;
}

/* east is also asked for as one of eight. */
static const float east[8] = { 1 }, north[4] = { 0, 1, 0, 0 },
	between[4] = { 0.8f, 0.6f, 0, 0 };
static const char *const crash[] = { "crash", "bug" };
static const struct pinecone_field old[] = {
	{ .name = "day", .kind = PINECONE_NUMBER, .number = 100 },
	{ .name = "box", .kind = PINECONE_TEXT, .text = "eu" },
};
static const struct pinecone_field new[] = {
	{ .name = "day", .kind = PINECONE_NUMBER, .number = 200 },
	{ .name = "box", .kind = PINECONE_TEXT, .text = "us" },
	{ .name = "open", .kind = PINECONE_FLAG, .flag = true },
	{ .name = "labels", .kind = PINECONE_LIST, .list = crash, .n = 2 },
};
static const struct pinecone_record records[] = {
	{ "c-1", east, old, LEN(old) }, { "c-2", north, new, LEN(new) },
	{ "c/3 &=", between, NULL, 0 },
};

static void
fill(struct pinecone *pc)
{
	size_t written;

	IS(SERVICE_OK, pinecone_upsert(pc, records, LEN(records), &written));
	assert_int_equal(written, LEN(records));
}

/* ---- the index ---- */

static void
test_index(void **state)
{
	struct pinecone_index ix;
	struct pinecone *pc;
	struct bench b;

	(void)state;
	begin(&b);
	b.sb.opt.pinecone_looks = 2;
	pc = pinecone_open(&b.opt);
	printf("# 404 before it is made\n");
	IS(SERVICE_ABSENT, pinecone_describe(pc, b.mem, &ix));
	assert_string_equal(pinecone_said(pc)->code, "NOT_FOUND");
	IS(SERVICE_OK, pinecone_create(pc));
	printf("# 409 when it is there\n");
	IS(SERVICE_EXISTS, pinecone_create(pc));
	assert_int_equal(pinecone_said(pc)->tries, 1);
	printf("# not ready in time, then ready\n");
	IS(SERVICE_BUSY, pinecone_ready(pc, 10));
	assert_non_null(strstr(pinecone_said(pc)->error, "Initializing"));
	IS(SERVICE_OK, pinecone_ready(pc, 5000));
	IS(SERVICE_OK, pinecone_describe(pc, b.mem, &ix));
	assert_string_equal(ix.name, "tickets");
	assert_string_equal(ix.metric, "cosine");
	assert_int_equal(ix.dimension, 4);
	assert_string_equal(pinecone_said(pc)->request_id, "req_sandbox");
	IS(SERVICE_OK, pinecone_drop(pc));
	IS(SERVICE_ABSENT, pinecone_drop(pc));
	pinecone_close(pc);
	printf("# a name that is none\n");
	b.opt.index = "Tickets_1";
	pc = pinecone_open(&b.opt);
	IS(SERVICE_CONTENT, pinecone_create(pc));
	assert_non_null(strstr(pinecone_said(pc)->error, "lower case"));
	pinecone_close(pc);
	end(&b);
}

static void
test_wrong_index(void **state)
{
	struct pinecone_matches ms;
	struct pinecone_query q = { .vector = east, .top = 1 };
	struct pinecone *pc;
	struct bench b;

	(void)state;
	begin(&b);
	pinecone_close(opened(&b));
	printf("# another dimension than the vectors\n");
	b.opt.dimension = 8;
	pc = pinecone_open(&b.opt);
	IS(SERVICE_CONFIG, pinecone_query(pc, b.mem, &q, &ms));
	assert_non_null(strstr(pinecone_said(pc)->error,
	    "tickets holds vectors of 4 numbers, not of 8"));
	pinecone_close(pc);
	printf("# the same with a host that was given\n");
	b.opt.host = arena_fmt(b.mem, "%s/pinecone/data/tickets-x1", b.s.url);
	pc = pinecone_open(&b.opt);
	IS(SERVICE_CONFIG, pinecone_query(pc, b.mem, &q, &ms));
	pinecone_close(pc);
	b.opt.dimension = 4;
	pc = pinecone_open(&b.opt);
	IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
	pinecone_close(pc);
	b.opt.host = "";
	printf("# an index of the Documents API, seen and told\n");
	b.sb.opt.pinecone_documents = IS_ON;
	pc = pinecone_open(&b.opt);
	IS(SERVICE_CONFIG, pinecone_query(pc, b.mem, &q, &ms));
	assert_non_null(strstr(pinecone_said(pc)->error, "Documents API"));
	b.sb.opt.pinecone_documents = IS_OFF;
	serve_fault(&b.s, "documents", "/query", 1, 0);
	IS(SERVICE_CONFIG, pinecone_query(pc, b.mem, &q, &ms));
	pinecone_close(pc);
	end(&b);
}

static void
test_stale_host(void **state)
{
	struct pinecone_matches ms;
	struct pinecone_query q = { .vector = east, .top = 1 };
	struct pinecone *pc, *other;
	struct bench b;

	(void)state;
	begin(&b);
	pc = opened(&b);
	fill(pc);
	other = pinecone_open(&b.opt);
	IS(SERVICE_OK, pinecone_drop(other));
	printf("# the index is gone\n");
	IS(SERVICE_ABSENT, pinecone_query(pc, b.mem, &q, &ms));
	assert_string_equal(pinecone_said(pc)->code, "NOT_FOUND");
	IS(SERVICE_OK, pinecone_create(other));
	fill(other);
	printf("# made anew while the host was kept: asked for again\n");
	IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
	IS(SERVICE_OK, pinecone_drop(other));
	IS(SERVICE_OK, pinecone_create(other));
	fill(other);
	IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
	assert_int_equal(ms.n, 1);
	pinecone_close(other);
	pinecone_close(pc);
	end(&b);
}

/* ---- records ---- */

#define TERM(o, k, field, val)                                                 \
	{ o, { .name = k, .kind = PINECONE_##field, val } }

static const char *const boxes[] = { "eu", "us" };
static const struct pinecone_term
	in_range[] = {
	TERM(PINECONE_GTE, "day", NUMBER, .number = 150),
	TERM(PINECONE_LT, "day", NUMBER, .number = 300) },
	of_box[] = { TERM(PINECONE_EQ, "box", TEXT, .text = "eu") },
	of_boxes[] = { TERM(PINECONE_IN, "box", LIST, .list = boxes), },
	other_box[] = { TERM(PINECONE_NE, "box", TEXT, .text = "eu") },
	labelled[] = { TERM(PINECONE_EQ, "labels", TEXT, .text = "bug") },
	is_open[] = { TERM(PINECONE_EXISTS, "open", FLAG, .flag = true) },
	nothing[] = { TERM(PINECONE_GT, "day", NUMBER, .number = 900) };

static const struct {
	const char *why;
	const struct pinecone_term *terms;
	size_t n_terms, top;
	const char *ids;	/* best first */
} queries[] = {
	{ "all", NULL, 0, 9, "c-1 c/3 &= c-2 " },
	{ "the best", NULL, 0, 1, "c-1 " },
	{ "a range of days", in_range, 2, 9, "c-2 " },
	{ "one box", of_box, 1, 9, "c-1 " },
	{ "not that box", other_box, 1, 9, "c/3 &= c-2 " },
	{ "an element of a list", labelled, 1, 9, "c-2 " },
	{ "a field is there", is_open, 1, 9, "c-2 " },
	{ "nothing fits", nothing, 1, 9, "" },
};

static const char *
ids_of(struct arena *mem, const struct pinecone_matches *ms)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < ms->n; i++)
		sbuf_fmt(out, "%s ", ms->v[i].id);
	return sbuf_cstr(out);
}

static void
test_query(void **state)
{
	struct pinecone_matches ms;
	struct pinecone *pc;
	struct bench b;

	(void)state;
	begin(&b);
	pc = opened(&b);
	fill(pc);
	for (size_t i = 0; i < LEN(queries); i++) {
		struct pinecone_query q = { .vector = east,
			.terms = queries[i].terms, .n_terms = queries[i].n_terms,
			.top = queries[i].top };

		printf("# %s\n", queries[i].why);
		IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
		assert_string_equal(ids_of(b.mem, &ms), queries[i].ids);
		assert_int_equal(ms.read_units, 5);
	}
	{
		struct pinecone_term t = of_boxes[0];
		struct pinecone_query q = { .vector = east, .top = 9,
			.terms = &t, .n_terms = 1, .metadata = true,
			.values = true };

		printf("# with metadata and values\n");
		t.value.n = 2;
		IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
		assert_string_equal(ids_of(b.mem, &ms), "c-1 c-2 ");
		assert_true(fabs(ms.v[0].score - 1) < 1e-6);
		assert_non_null(strstr(ms.v[1].metadata, "\"labels\":[\"crash\""));
		assert_true(ms.v[1].values[1] >= 1);
	}
	{
		struct pinecone_query q = { .id = "c-2", .top = 1 };

		printf("# near a record\n");
		IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
		assert_string_equal(ids_of(b.mem, &ms), "c-2 ");
		assert_string_equal(ms.v[0].metadata, "");
		assert_null(ms.v[0].values);
	}
	pinecone_close(pc);
	printf("# another namespace\n");
	b.opt.space = "m2";
	pc = pinecone_open(&b.opt);
	{
		struct pinecone_query q = { .vector = east, .top = 9 };

		IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
		assert_int_equal(ms.n, 0);
	}
	pinecone_close(pc);
	end(&b);
}

static void
test_fetch_delete(void **state)
{
	static const char *const some[] = { "c-1", "nobody", "c/3 &=" };
	struct pinecone_matches ms;
	struct pinecone_stats st;
	struct pinecone *pc;
	struct bench b;

	(void)state;
	begin(&b);
	pc = opened(&b);
	printf("# a namespace that is not there holds nothing\n");
	IS(SERVICE_OK, pinecone_delete_all(pc));
	fill(pc);
	printf("# those that are there, whatever is in the id\n");
	IS(SERVICE_OK, pinecone_fetch(pc, b.mem, some, 3, &ms));
	assert_int_equal(ms.n, 2);
	assert_string_equal(ms.v[1].id, "c/3 &=");
	assert_true(fabs((double)ms.v[1].values[0] - 0.8) < 1e-6);
	IS(SERVICE_OK, pinecone_stats(pc, b.mem, &st));
	assert_int_equal(st.total, 3);
	assert_int_equal(st.dimension, 4);
	assert_int_equal(st.n, 1);
	assert_string_equal(st.v[0].name, "m1");
	assert_int_equal(st.v[0].count, 3);
	printf("# by ids, by a filter, all\n");
	IS(SERVICE_OK, pinecone_delete(pc, some, 2));
	IS(SERVICE_OK, pinecone_stats(pc, b.mem, &st));
	assert_int_equal(st.total, 2);
	IS(SERVICE_OK, pinecone_delete_where(pc, in_range, 2));
	IS(SERVICE_OK, pinecone_fetch(pc, b.mem, some, 3, &ms));
	assert_int_equal(ms.n, 1);
	printf("# a filter without a term is not all\n");
	IS(SERVICE_CONTENT, pinecone_delete_where(pc, NULL, 0));
	IS(SERVICE_OK, pinecone_stats(pc, b.mem, &st));
	assert_int_equal(st.total, 1);
	IS(SERVICE_OK, pinecone_delete_all(pc));
	IS(SERVICE_OK, pinecone_stats(pc, b.mem, &st));
	assert_int_equal(st.total, 0);
	pinecone_close(pc);
	end(&b);
}

static void
test_freshness(void **state)
{
	struct pinecone_query q = { .vector = east, .top = 9 };
	struct pinecone_matches ms;
	struct pinecone *pc;
	struct bench b;
	int64_t lsn;

	(void)state;
	begin(&b);
	b.sb.opt.pinecone_lag = 2;
	pc = opened(&b);
	fill(pc);
	lsn = pinecone_said(pc)->lsn;
	assert_true(lsn > 0);
	printf("# not seen at once, and the lsn says so\n");
	IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
	assert_int_equal(ms.n, 0);
	assert_true(pinecone_said(pc)->lsn < lsn);
	IS(SERVICE_OK, pinecone_query(pc, b.mem, &q, &ms));
	assert_int_equal(ms.n, 3);
	assert_true(pinecone_said(pc)->lsn >= lsn);
	pinecone_close(pc);
	end(&b);
}

/* ---- limits ---- */

static void
test_bytes(void **state)
{
	enum { N = 250, DIMENSION = 1536 };
	struct pinecone_record *many;
	float *values;
	struct pinecone *pc;
	struct bench b;
	size_t written;

	(void)state;
	begin(&b);
	b.opt.dimension = DIMENSION;
	b.opt.timeout_ms = 10000;
	pc = opened(&b);
	many = arena_array(b.mem, N, sizeof(*many));
	values = arena_array(b.mem, DIMENSION, sizeof(*values));
	for (size_t k = 0; k < DIMENSION; k++)
		values[k] = (float)sin((double)k) / 30;
	for (size_t i = 0; i < N; i++)
		many[i] = (struct pinecone_record){ arena_fmt(b.mem, "c-%zu", i),
			values, old, LEN(old) };
	printf("# by bytes: a request takes 2 MB\n");
	IS(SERVICE_OK, pinecone_upsert(pc, many, N, &written));
	assert_int_equal(written, N);
	assert_true(b.sb.stat[STAT_pinecone_upserts] >= 2);
	for (size_t i = 0; i < b.sb.pine.sent.n; i++)
		assert_true(strlen(b.sb.pine.sent.v[i]) <= 1800 * 1000 + 100);
	pinecone_close(pc);
	end(&b);
}

static void
test_count(void **state)
{
	enum { N = 2500 };
	struct pinecone_record *many;
	const char **ids;
	struct pinecone *pc;
	struct pinecone_matches ms;
	struct bench b;
	size_t written;
	long upserts;

	(void)state;
	begin(&b);
	pc = opened(&b);
	many = arena_array(b.mem, N, sizeof(*many));
	ids = arena_array(b.mem, N, sizeof(*ids));
	for (size_t i = 0; i < N; i++) {
		ids[i] = arena_fmt(b.mem, "c-%zu", i);
		many[i] = (struct pinecone_record){ ids[i], between, NULL, 0 };
	}
	printf("# by count: 1,000 records\n");
	IS(SERVICE_OK, pinecone_upsert(pc, many, N, &written));
	assert_int_equal(b.sb.stat[STAT_pinecone_upserts], 3);
	printf("# ids by what an address holds\n");
	IS(SERVICE_OK, pinecone_fetch(pc, b.mem, ids, 1500, &ms));
	assert_int_equal(ms.n, 1500);
	IS(SERVICE_OK, pinecone_delete(pc, ids, N));
	printf("# a later request fails: what was written is told\n");
	upserts = b.sb.stat[STAT_pinecone_upserts];
	pthread_mutex_lock(&b.sb.lock);
	assert_true(faults_add(&b.sb.faults, "400", 1, 0, 1, "upsert"));
	pthread_mutex_unlock(&b.sb.lock);
	IS(SERVICE_CONTENT, pinecone_upsert(pc, many, N, &written));
	assert_int_equal(written, 1000);
	assert_int_equal(b.sb.stat[STAT_pinecone_upserts] - upserts, 1);
	pinecone_close(pc);
	end(&b);
}

static const float zero[4], broken[4] = { 1, NAN, 0, 0 };
static const struct pinecone_field
	dollar[] = { { .name = "$day", .kind = PINECONE_FLAG } },
	null[] = { { .name = "day", .kind = PINECONE_TEXT } },
	nan_field[] = { { .name = "day", .kind = PINECONE_NUMBER,
	    .number = NAN } };

static const struct {
	const char *why, *id;
	const float *values;
	const struct pinecone_field *field;
	const char *says;
} unfit[] = {
	{ "no id", "", east, NULL, "1 to 512" },
	{ "an id in letters of another script", "c-\xc3\xa9", east, NULL,
	  "ASCII" },
	{ "all zero", "c", zero, NULL, "all its numbers are 0" },
	{ "NaN", "c", broken, NULL, "no number" },
	{ "a name with $", "c", east, dollar, "$day" },
	{ "null as metadata", "c", east, null, "null" },
	{ "NaN as metadata", "c", east, nan_field, "no number" },
};

static void
test_unfit(void **state)
{
	struct pinecone *pc;
	struct bench b;
	size_t written;
	char *large;

	(void)state;
	begin(&b);
	pc = opened(&b);
	for (size_t i = 0; i < LEN(unfit); i++) {
		struct pinecone_record two[2] = { records[0], { unfit[i].id,
			unfit[i].values, unfit[i].field,
			unfit[i].field != NULL } };

		printf("# %s\n", unfit[i].why);
		IS(SERVICE_CONTENT, pinecone_upsert(pc, two, 2, &written));
		assert_int_equal(written, 0);
		assert_non_null(strstr(pinecone_said(pc)->error,
		    unfit[i].says));
	}
	printf("# metadata of more than 40 KB\n");
	large = arena_alloc(b.mem, 41 * 1024 + 1);
	memset(large, 'x', 41 * 1024);
	{
		struct pinecone_field f = { .name = "text",
			.kind = PINECONE_TEXT, .text = large };
		struct pinecone_record r = { "c", east, &f, 1 };

		IS(SERVICE_CONTENT, pinecone_upsert(pc, &r, 1, &written));
		assert_non_null(strstr(pinecone_said(pc)->error, "40960"));
	}
	printf("# nothing of it was sent\n");
	assert_int_equal(b.sb.stat[STAT_pinecone_upserts], 0);
	pinecone_close(pc);
	end(&b);
}

/* ---- every way a call can fail ---- */

static const struct {
	const char *why, *fault;
	int count;
	enum service_result result;
	const char *says;
	int tries;
} cases[] = {
	{ "400 as plain text", "400", 9, SERVICE_CONTENT, "please check", 1 },
	{ "401 as plain text", "401", 9, SERVICE_CONFIG, "Invalid API Key", 1 },
	{ "403 FORBIDDEN", "403", 9, SERVICE_CONFIG, "FORBIDDEN", 1 },
	{ "403 QUOTA_EXCEEDED", "402", 9, SERVICE_QUOTA, "max number", 1 },
	{ "429 too many", "429", 1, SERVICE_OK, "", 2 },
	{ "429 too many, without an end", "429", 9, SERVICE_BUSY,
	  "limit 100 per second", 3 },
	{ "429 for the rest of the month", "quota", 9, SERVICE_QUOTA,
	  "current month", 1 },
	{ "500 as plain text", "500", 1, SERVICE_OK, "", 2 },
	{ "502 with a page", "html", 1, SERVICE_OK, "", 2 },
	{ "503 UNAVAILABLE", "503", 9, SERVICE_BUSY, "UNAVAILABLE", 3 },
	{ "200 with a page", "html200", 1, SERVICE_OK, "", 2 },
	{ "truncated JSON", "truncate_json", 1, SERVICE_OK, "", 2 },
	{ "the connection ends", "drop", 1, SERVICE_OK, "", 2 },
	{ "no answer in time", "slow", 1, SERVICE_OK, "", 2 },
};

static void
test_failures(void **state)
{
	struct pinecone_query q = { .vector = east, .top = 1 };
	struct pinecone_matches ms;
	struct pinecone *pc;
	struct bench b;

	(void)state;
	begin(&b);
	pc = opened(&b);
	fill(pc);
	for (size_t i = 0; i < LEN(cases); i++) {
		printf("# %s\n", cases[i].why);
		serve_fault(&b.s, cases[i].fault, "/query", cases[i].count,
		    2000);
		IS(cases[i].result, pinecone_query(pc, b.mem, &q, &ms));
		assert_non_null(strstr(pinecone_said(pc)->error,
		    cases[i].says));
		assert_int_equal(pinecone_said(pc)->tries, cases[i].tries);
		b.sb.faults.n = 0;
	}
	pinecone_close(pc);
	printf("# a revoked key, which the answer repeats\n");
	b.opt.key = "pcsk-revoked";
	pc = pinecone_open(&b.opt);
	IS(SERVICE_CONFIG, pinecone_query(pc, b.mem, &q, &ms));
	assert_null(strstr(pinecone_said(pc)->error, "revoked"));
	pinecone_close(pc);
	end(&b);
}

/* ---- what leaves ---- */

static void
test_bodies(void **state)
{
	static const struct {
		const char *why;
		const struct pinecone_term *terms;
		size_t n;
		const char *json;
	} filters[] = {
		{ "one", of_box, 1, "{\"box\":{\"$eq\":\"eu\"}}" },
		{ "two of one field", in_range, 2, "{\"$and\":[{\"day\":"
		  "{\"$gte\":150}},{\"day\":{\"$lt\":300}}]}" },
		{ "there", is_open, 1, "{\"open\":{\"$exists\":true}}" },
	};
	static const float third[4] = { 1 / 3.0f, 0.1f, -1e-9f, 0 };
	struct pinecone_record r = { "c", third, old, LEN(old) };
	struct sbuf out = SBUF_INIT;

	(void)state;
	for (size_t i = 0; i < LEN(filters); i++) {
		printf("# %s\n", filters[i].why);
		sbuf_clear(&out);
		pinecone_filter(&out, filters[i].terms, filters[i].n);
		assert_string_equal(out.s, filters[i].json);
	}
	printf("# as many digits as 32 bits need\n");
	sbuf_clear(&out);
	pinecone_write(&out, &r, 4);
	assert_string_equal(out.s, "{\"id\":\"c\",\"values\":[0.33333334,0.1,"
	    "-1e-09,0],\"metadata\":{\"day\":100,\"box\":\"eu\"}}");
	sbuf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index),
		cmocka_unit_test(test_wrong_index),
		cmocka_unit_test(test_stale_host),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_fetch_delete),
		cmocka_unit_test(test_freshness),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_unfit),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
