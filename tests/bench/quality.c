/* SPDX-License-Identifier: MIT */
/*
 * How far the heuristic scorer of replies can be trusted, and how fast it is.
 *
 *	quality verdicts [--json] [--half=even|odd|all] FILE...
 *
 * FILE: JSON Lines, .gz or not, with "turns" (speaker customer or agent, text)
 * and "qa" (task_done, calm_helpful, user_annoyed: true or false). The score of
 * a conversation is the mean of its replies' totals; beside it the total of the
 * last reply. Area under the curve against each verdict (annoyance turned
 * round), the 95 % interval from resamples of conversations; with and
 * without what the customer wrote after each reply.
 *
 *	quality tiers [--json] [--half=…] CONVERSATIONS TRUTH
 *
 * Conversations as Help Scout sends them, a line each, and a line each with
 * "id" and "reply" (good, fair, poor: how good the first reply is). Shares of
 * pairs of replies to the same first message of which the better one has the
 * higher total. Halves are by that message.
 *
 *	quality speed [--json] [FILE...]
 *
 * Replies scored a second of one core, with FILE as above or of conversations
 * made here; beside it the same texts only split into words, and the replies put
 * through the default rules.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zlib.h>

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/order.h"
#include "base/sbuf.h"
#include "quality/heuristic.h"
#include "quality/stats.h"
#include "text/html_text.h"
#include "text/json_read.h"
#include "text/words.h"

enum { LINE_MAX_BYTES = 8 << 20, TURNS_MAX = 400, ROUNDS = 7,
	TALKS_MADE = 2000, TURNS_MADE = 7 };

#define LEN(table) (sizeof(table) / sizeof(*(table)))

enum verdict_of { TASK_DONE, CALM_HELPFUL, NOT_ANNOYED, VERDICTS };
enum measure { MEAN, MEAN_BLIND, LAST, LAST_BLIND, MEASURES };
enum tier { POOR, FAIR, GOOD, TIERS };

static const double LEAST_SHARE = 0.5;	/* of the speed of the rules */

static const char *const verdict_names[VERDICTS] = { "task_done",
	"calm_helpful", "user_annoyed" };
static const char *const measure_names[MEASURES] = { "mean of replies",
	"the same, without what follows", "last reply",
	"the same, without what follows" };
static const char *const measure_keys[MEASURES] = { "mean", "mean_blind",
	"last", "last_blind" };
static const char *const tier_names[TIERS] = { "poor", "fair", "good" };

struct options {
	bool json, rows;
	int half;	/* 0 even, 1 odd, 2 all */
};

/* A conversation of the input. */
struct talk {
	struct turn turn[TURNS_MAX];
	size_t n;
	const char *customer, *subject;
	int64_t closed_at;
};

/* A conversation with verdicts: scores are NAN for none, verdicts -1. */
struct scored {
	double score[MEASURES];
	int verdict[VERDICTS];
};

struct list {
	void *v;
	size_t n, cap;
};

static struct arena *mem;	/* of the program */
static struct heuristic *heuristic;

static void *
list_more(struct list *l, size_t size)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 256;
		l->v = must_realloc(l->v, l->cap * size);
	}
	return (char *)l->v + l->n++ * size;
}

/* Calls fn for each line that is JSON. */
static bool
lines(const char *path, void (*fn)(void *ctx, struct arena *,
    struct json_object *, long line), void *ctx)
{
	gzFile f = gzopen(path, "rb");
	char *line = must_alloc(LINE_MAX_BYTES);
	struct arena *step = arena_begin();

	if (f == NULL) {
		fprintf(stderr, "quality: cannot read %s\n", path);
		return false;
	}
	for (long n = 0; gzgets(f, line, LINE_MAX_BYTES) != NULL; n++) {
		struct json_object *o;
		const char *why;

		if (json_parse(step, line, strlen(line), &o, &why) == RC_OK)
			fn(ctx, step, o, n);
		arena_reset(step);
	}
	arena_end(step);
	free(line);
	gzclose(f);
	return true;
}

static void
talk_of_turns(struct arena *step, struct json_object *o, struct talk *t)
{
	struct json_object *turns = jr_array(o, "turns");
	const char *text;

	memset(t, 0, sizeof(*t));
	t->customer = "";
	t->subject = jr_text(step, o, "subject");
	t->subject = t->subject ? t->subject : "";
	for (size_t i = 0; i < jr_len(turns) && t->n < TURNS_MAX; i++) {
		struct json_object *x = jr_array_at(turns, i);

		text = jr_text(step, x, "text");
		t->turn[t->n].id = (int64_t)i + 1;
		t->turn[t->n].by_agent = strcmp(jr_text(step, x, "speaker"),
		    "agent") == 0;
		t->turn[t->n++].text = text ? text : "";
	}
}

/* Total of one reply, NAN for none. */
static double
total_of(struct arena *step, const struct talk *t, size_t reply, bool blind)
{
	struct exchange x = { t->subject, t->customer, "", t->turn,
		blind ? reply + 1 : t->n, reply, t->closed_at, "", "" };
	struct judgement j;

	heuristic_judge(heuristic, step, &rubric_default, &x, &j);
	return j.has_total ? j.total : NAN;
}

/* Mean and last of the totals. */
static void
talk_score(struct arena *step, const struct talk *t, bool blind, double *mean,
    double *last)
{
	double sum = 0, total;
	size_t n = 0;

	*last = NAN;
	for (size_t i = 0; i < t->n; i++) {
		if (!t->turn[i].by_agent)
			continue;
		total = total_of(step, t, i, blind);
		if (isnan(total))
			continue;
		sum += total;
		n++;
		*last = total;
	}
	*mean = n > 0 ? sum / (double)n : NAN;
}

struct verdicts {
	const struct options *o;
	struct list rows;
};

static int
verdict(struct json_object *qa, const char *key, bool turned)
{
	return jr_has(qa, key) ? jr_bool(qa, key, false) != turned : -1;
}

static void
verdicts_line(void *ctx, struct arena *step, struct json_object *o, long line)
{
	struct verdicts *v = ctx;
	struct json_object *qa = jr_object(o, "qa");
	static struct talk t;
	struct scored *s;

	if (qa == NULL || (v->o->half < 2 && line % 2 != v->o->half))
		return;
	talk_of_turns(step, o, &t);
	s = list_more(&v->rows, sizeof(*s));
	talk_score(step, &t, false, &s->score[MEAN], &s->score[LAST]);
	talk_score(step, &t, true, &s->score[MEAN_BLIND],
	    &s->score[LAST_BLIND]);
	for (int k = 0; k < VERDICTS; k++)
		s->verdict[k] = verdict(qa, verdict_names[k], k == NOT_ANNOYED);
}

/* How well a measure tells good verdicts from bad ones. */
struct curve {
	double at;
	struct interval within;
	size_t yes, no;
};

static struct curve
curve_of(const struct list *rows, enum verdict_of v, enum measure m)
{
	const struct scored *s = rows->v;
	struct labelled *c = must_alloc((rows->n + 1) * sizeof(*c));
	struct curve r = { .yes = 0 };
	size_t n = 0;

	for (size_t i = 0; i < rows->n; i++) {
		bool yes = s[i].verdict[v] == 1;

		if (s[i].verdict[v] < 0 || isnan(s[i].score[m]))
			continue;
		c[n++] = (struct labelled){ s[i].score[m], yes };
		*(yes ? &r.yes : &r.no) += 1;
	}
	r.within = stats_auc_interval(mem, c, n);
	r.at = stats_auc(c, n);
	free(c);
	return r;
}

static void
verdicts_json(const struct list *rows)
{
	struct sbuf out = SBUF_INIT;
	struct jw w = JW_INIT(&out);

	jw_object(&w);
	jw_text(jw_key(&w, "bench"), "quality_verdicts");
	jw_int(jw_key(&w, "conversations"), (int64_t)rows->n);
	for (int v = 0; v < VERDICTS; v++) {
		jw_object(jw_key(&w, verdict_names[v]));
		for (int m = 0; m < MEASURES; m++) {
			struct curve r = curve_of(rows, (enum verdict_of)v,
			    (enum measure)m);

			jw_object(jw_key(&w, measure_keys[m]));
			jw_num(jw_key(&w, "auc"), r.at);
			jw_num(jw_key(&w, "low"), r.within.low);
			jw_num(jw_key(&w, "high"), r.within.high);
			jw_end(&w);
		}
		jw_end(&w);
	}
	jw_end(&w);
	puts(sbuf_cstr(&out));
	sbuf_free(&out);
}

static int
verdicts_run(const struct options *o, char **files, int n)
{
	struct verdicts v = { o, { NULL, 0, 0 } };

	for (int i = 0; i < n; i++)
		if (!lines(files[i], verdicts_line, &v))
			return 1;
	if (o->json) {
		verdicts_json(&v.rows);
		free(v.rows.v);
		return 0;
	}
	for (int m = 0; m < MEASURES; m++) {
		printf("%s\n", measure_names[m]);
		for (int k = 0; k < VERDICTS; k++) {
			struct curve r = curve_of(&v.rows, (enum verdict_of)k,
			    (enum measure)m);

			printf("  %-14s AUC %.3f (%.3f to %.3f), good %zu, bad "
			    "%zu\n", verdict_names[k], r.at, r.within.low,
			    r.within.high, r.yes, r.no);
		}
	}
	free(v.rows.v);
	return 0;
}

/* A reply of known tier. */
struct tiered {
	const char *asked;	/* the first message */
	enum tier tier;
	double total[2];	/* with, without what follows */
};

struct truth {
	int64_t id;
	int tier;
};

struct tiers {
	const struct options *o;
	struct list truth, rows;
};

static void
truth_line(void *ctx, struct arena *step, struct json_object *o, long line)
{
	struct tiers *t = ctx;
	const char *tier = jr_text(step, o, "reply");

	(void)line;
	for (int k = 0; tier != NULL && k < TIERS; k++)
		if (strcmp(tier, tier_names[k]) == 0)
			*(struct truth *)list_more(&t->truth,
			    sizeof(struct truth)) = (struct truth){
				jr_int(o, "id", 0), k };
}

static int
truth_order(const void *a, const void *b)
{
	return order_int(((const struct truth *)a)->id,
	    ((const struct truth *)b)->id);
}

static const char *
own_text(struct arena *step, struct json_object *thread)
{
	const char *body = jr_text(step, thread, "body");
	struct message_text text;

	html_text(step, body ? body : "", body ? strlen(body) : 0, &text);
	return text.own;
}

static void
talk_of_threads(struct arena *step, struct json_object *o, struct talk *t)
{
	struct json_object *threads = jr_array(jr_object(o, "_embedded"),
	    "threads");

	memset(t, 0, sizeof(*t));
	t->customer = jr_text(step, jr_object(o, "primaryCustomer"), "first");
	t->customer = t->customer ? t->customer : "";
	t->subject = jr_text(step, o, "subject");
	t->subject = t->subject ? t->subject : "";
	t->closed_at = jr_time(o, "closedAt");
	for (size_t i = jr_len(threads); i-- > 0 && t->n < TURNS_MAX;) {
		struct json_object *x = jr_array_at(threads, i);
		const char *type = jr_text(step, x, "type");

		if (strcmp(type, "message") != 0 && strcmp(type, "customer") != 0)
			continue;
		t->turn[t->n].id = jr_int(x, "id", 0);
		t->turn[t->n].by_agent = *type == 'm';
		t->turn[t->n].at = jr_time(x, "createdAt");
		t->turn[t->n++].text = own_text(step, x);
	}
}

static unsigned
text_hash(const char *s)
{
	unsigned h = 5381;

	for (; *s != '\0'; s++)
		h = h * 33 + (unsigned char)*s;
	return h >> 7;
}

static void
tiers_line(void *ctx, struct arena *step, struct json_object *o, long line)
{
	struct tiers *all = ctx;
	struct truth wanted = { jr_int(o, "id", 0), 0 }, *found;
	static struct talk t;
	struct tiered *row;

	(void)line;
	found = bsearch(&wanted, all->truth.v, all->truth.n, sizeof(wanted),
	    truth_order);
	talk_of_threads(step, o, &t);
	if (found == NULL || t.n < 2 || t.turn[0].by_agent ||
	    !t.turn[1].by_agent || (all->o->half < 2 &&
	    text_hash(t.turn[0].text) % 2 != (unsigned)all->o->half))
		return;
	row = list_more(&all->rows, sizeof(*row));
	row->asked = arena_text(mem, t.turn[0].text);
	row->tier = (enum tier)found->tier;
	for (int blind = 0; blind < 2; blind++)
		row->total[blind] = total_of(step, &t, 1, blind);
	if (all->o->rows)
		printf("%s\t%.2f\t%.60s\t%s\n", tier_names[row->tier],
		    row->total[1], t.turn[1].text, t.turn[0].text);
}

static int
tiered_order(const void *a, const void *b)
{
	return strcmp(((const struct tiered *)a)->asked,
	    ((const struct tiered *)b)->asked);
}

struct pairs {
	double n[TIERS][TIERS], won[2][TIERS][TIERS];	/* [better][worse] */
};

static void
pairs_of(const struct tiered *a, const struct tiered *b, struct pairs *p)
{
	if (a->tier < b->tier) {
		pairs_of(b, a, p);
		return;
	}
	if (a->tier == b->tier || isnan(a->total[0]) || isnan(b->total[0]))
		return;
	p->n[a->tier][b->tier]++;
	for (int blind = 0; blind < 2; blind++)
		p->won[blind][a->tier][b->tier] +=
		    a->total[blind] > b->total[blind];
}

static void
pairs_count(const struct list *rows, struct pairs *p)
{
	const struct tiered *t = rows->v;

	memset(p, 0, sizeof(*p));
	for (size_t i = 0; i < rows->n; i++)
		for (size_t k = i + 1; k < rows->n &&
		    strcmp(t[i].asked, t[k].asked) == 0; k++)
			pairs_of(&t[i], &t[k], p);
}

static void
pairs_print(const struct pairs *p, bool json)
{
	static const enum tier pair[][2] = { { GOOD, FAIR }, { FAIR, POOR },
		{ GOOD, POOR } };
	double n = 0, won[2] = { 0, 0 };

	for (int i = 0; i < 3; i++) {
		enum tier a = pair[i][0], b = pair[i][1];

		n += p->n[a][b];
		for (int blind = 0; blind < 2; blind++)
			won[blind] += p->won[blind][a][b];
		if (!json)
			printf("%s above %s: %.3f, without what follows %.3f "
			    "(%.0f pairs)\n", tier_names[a], tier_names[b],
			    p->won[0][a][b] / p->n[a][b],
			    p->won[1][a][b] / p->n[a][b], p->n[a][b]);
	}
	printf(json ? "{\"bench\":\"quality_tiers\",\"all\":%.4f,"
	    "\"all_blind\":%.4f,\"pairs\":%.0f}\n" : "all: %.3f, without what "
	    "follows %.3f (%.0f pairs)\n", won[0] / n, won[1] / n, n);
}

static int
tiers_run(const struct options *o, char **files, int n)
{
	struct tiers t = { o, { NULL, 0, 0 }, { NULL, 0, 0 } };
	struct pairs p;

	if (n != 2) {
		fprintf(stderr, "quality: tiers CONVERSATIONS TRUTH\n");
		return 2;
	}
	if (!lines(files[1], truth_line, &t))
		return 1;
	if (t.truth.n > 0)
		qsort(t.truth.v, t.truth.n, sizeof(struct truth), truth_order);
	if (!lines(files[0], tiers_line, &t))
		return 1;
	if (t.rows.n > 0)
		qsort(t.rows.v, t.rows.n, sizeof(struct tiered), tiered_order);
	pairs_count(&t.rows, &p);
	if (!o->rows)
		pairs_print(&p, o->json);
	free(t.truth.v);
	free(t.rows.v);
	return 0;
}

static void
speed_line(void *ctx, struct arena *step, struct json_object *o, long line)
{
	struct list *talks = ctx;
	struct talk *t = must_alloc(sizeof(*t));

	(void)line;
	talk_of_turns(step, o, t);
	for (size_t i = 0; i < t->n; i++)
		t->turn[i].text = arena_text(mem, t->turn[i].text);
	t->subject = "";
	*(struct talk **)list_more(talks, sizeof(t)) = t;
}

static const char *const made_asked[] = {
	"Hello, since the last update the app crashes as soon as I open the map. I "
	    "restarted my phone twice. What else can I do?",
	"I was charged twice for my order of last week. How long does a refund take, "
	    "and do I have to send anything back?",
	"Can I move my account to a new tablet?\nI do not want to lose my levels.",
	"Still nothing! I wrote to you three days ago and nobody has answered.",
	"How do I turn the music off?", "Thanks, that helped. Bye!",
	"Hi there, I really like the game, but the text is so small that I can "
	    "hardly read it. It would be great if you could make it larger.",
};

static const char *const made_replies[] = {
	"Hi Maria,\n\nthank you for writing in, and I am sorry about the crash. I "
	    "have checked your logs: the map fails because of an old cache. Please "
	    "open Settings, tap Clear cache and restart the app. If it happens "
	    "again, reply with the time and I will look into it by tomorrow."
	    "\n\nKind regards,\nTom",
	"Your second payment has been refunded. It takes 3 to 5 days until you see "
	    "it; nothing has to be sent back.",
	"Unfortunately this is not possible at the moment. I passed your wish on to "
	    "our developers.",
	"Please see https://example.com/help/account for the steps, and let us know "
	    "if anything is unclear.",
	"As I said, read the FAQ.", "You are welcome, have a nice day!",
};

static void
talks_make(struct list *talks)
{
	size_t pick = 7;

	for (int i = 0; i < TALKS_MADE; i++) {
		struct talk *t = must_alloc(sizeof(*t));

		memset(t, 0, sizeof(*t));
		t->customer = "Maria";
		t->subject = "";
		for (t->n = 0; t->n < TURNS_MADE; t->n++) {
			bool agent = t->n % 2 == 1;

			pick = pick * 1103515245 + 12345;
			t->turn[t->n] = (struct turn){ (int64_t)t->n + 1, agent, 1,
				0, agent ?
				made_replies[(pick >> 16) % LEN(made_replies)] :
				made_asked[(pick >> 16) % LEN(made_asked)], false };
		}
		*(struct talk **)list_more(talks, sizeof(t)) = t;
	}
}

enum work { SCORE, SPLIT, RULES, WORKS };

static void
speed_reply(enum work work, struct arena *step, const struct talk *t, size_t i)
{
	static struct ruleset *rules;
	static struct words *words;
	struct report report = { "", t->turn[i].text };
	struct tokens tokens;
	struct verdict v;

	if (rules == NULL) {
		rules = ruleset_default(mem);
		words = words_new(mem);
	}
	if (work == SCORE)
		total_of(step, t, i, false);
	else if (work == RULES)
		analyse(rules, step, &report, &v);
	/* what the scorer reads: the reply and what is before and after it */
	for (size_t k = i > 0 ? i - 1 : i; work == SPLIT && k <= i + 1 &&
	    k < t->n; k++)
		words_split(words, step, t->turn[k].text,
		    strlen(t->turn[k].text), &tokens);
}

/* Replies a second. */
static double
speed_of(enum work work, const struct list *talks)
{
	struct talk **t = talks->v;
	struct arena *step = arena_begin();
	struct timespec a, b;
	size_t n = 0;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	for (size_t i = 0; i < talks->n; i++)
		for (size_t k = 0; k < t[i]->n; k++) {
			if (!t[i]->turn[k].by_agent)
				continue;
			speed_reply(work, step, t[i], k);
			n++;
			arena_reset(step);
		}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	arena_end(step);
	return (double)n / ((double)(b.tv_sec - a.tv_sec) +
	    (double)(b.tv_nsec - a.tv_nsec) / 1e9);
}

static int
double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
talks_free(struct list *talks)
{
	for (size_t i = 0; i < talks->n; i++)
		free(((struct talk **)talks->v)[i]);
	free(talks->v);
}

static int
speed_run(const struct options *o, char **files, int n)
{
	struct list talks = { NULL, 0, 0 };
	double speed[WORKS][ROUNDS], median[WORKS];

	for (int i = 0; i < n; i++)
		if (!lines(files[i], speed_line, &talks))
			return 1;
	if (n == 0)
		talks_make(&talks);
	/* in turns, so that what disturbs the machine disturbs all */
	for (int round = 0; round < ROUNDS; round++)
		for (int w = 0; w < WORKS; w++)
			speed[w][round] = speed_of((enum work)w, &talks);
	for (int w = 0; w < WORKS; w++) {
		qsort(speed[w], ROUNDS, sizeof(double), double_order);
		median[w] = speed[w][ROUNDS / 2];
	}
	printf(o->json ? "{\"bench\":\"score\",\"replies_per_second\":%.0f,"
	    "\"split_per_second\":%.0f,\"rules_per_second\":%.0f,"
	    "\"share_of_rules\":%.2f}\n" :
	    "replies scored a second: %.0f\ntheir texts split into words: %.0f\n"
	    "the replies through the default rules: %.0f\nshare of the rules: "
	    "%.2f\n", median[SCORE], median[SPLIT], median[RULES],
	    median[SCORE] / median[RULES]);
	talks_free(&talks);
	if (median[SCORE] / median[RULES] >= LEAST_SHARE)
		return 0;
	fprintf(stderr, "quality: share of the rules is under %.1f\n",
	    LEAST_SHARE);
	return 1;
}

static bool
option(struct options *o, const char *arg)
{
	static const char *const halves[] = { "--half=even", "--half=odd",
		"--half=all" };

	for (int i = 0; i < 3; i++)
		if (strcmp(arg, halves[i]) == 0) {
			o->half = i;
			return true;
		}
	if (strcmp(arg, "--json") == 0)
		return o->json = true;
	return strcmp(arg, "--rows") == 0 && (o->rows = true);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(const struct options *, char **, int);
	} commands[] = {
		{ "verdicts", verdicts_run }, { "tiers", tiers_run },
		{ "speed", speed_run },
	};
	struct options o = { .half = 2 };
	int i = 2, status = 2;

	while (i < argc && option(&o, argv[i]))
		i++;
	mem = arena_begin();
	heuristic = heuristic_new(mem);
	for (size_t k = 0; argc > 1 && k < 3; k++)
		if (strcmp(argv[1], commands[k].name) == 0)
			status = commands[k].run(&o, argv + i, argc - i);
	if (status == 2)
		fprintf(stderr, "usage: quality verdicts|tiers|speed [--json] "
		    "[--half=even|odd|all] FILE...\n");
	arena_end(mem);
	return status;
}
