/* SPDX-License-Identifier: MIT */
/*
 * How well a classifier learns the labels of any labelled texts.
 *
 *	classifier [OPTION]... PART... FILE...
 *
 * Files are JSON Lines, .gz or not, with "text" and a label; rows without a
 * label are left out. Parts, in the order given:
 *	cv	folds of all rows, each judged by a model of the others
 *	split	a model of rows 0, 2, … of each file judges the others
 *	few	models of 5 and of 10 rows a label, out of rows 0, 2, …
 *	curve	models of 0, 50, 200 and 1,000 rows out of rows 0, 2, … beside
 *		the rules; without --rules from 50
 *	test	a model of all rows judges those of --test
 *	speed	predictions a second, allocations, time to train, size
 * Draws of "few" and "curve" are means of DRAWS. Every model is written and read
 * again before it judges.
 *	--label=KEY	member that holds the label (cluster)
 *	--none=LABEL	the label that says: none of the others
 *	--rules		labels are categories: the default rules' verdicts are
 *			marks, and settle() decides; bug and crash are one, and what
 *			rules do not know is "none", as in bench accuracy
 *	--folds=N --calibrate=N --keep=F --loss=ovr|cs|lr --cost=F --balance=F
 *	--least=N
 *	--kinds=N	in place of the recipe; kinds: bits of those taken of texts;
 *			calibrate: folds that make sureness, 0 for none
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zlib.h>

#include "analysis/analyse.h"
#include "analysis/mark.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "meaning/classifier.h"
#include "meaning/settle.h"
#include "text/json_read.h"

enum { LINE_MAX_BYTES = 1 << 20, ROWS_MAX = 1 << 20, DRAWS = 5, BINS = 10,
	SPEED_ROUNDS = 3 };

struct row {
	struct example e;
	bool odd, test;
};

struct bench {
	struct arena *mem;
	struct feature_reader *reader;
	struct ruleset *rules;	/* NULL without --rules */
	struct recipe recipe;
	const char *label, *none;
	unsigned folds, kinds;
	bool json;
	struct row *row;
	size_t n;
	const char *labels[CLASSIFIER_LABELS_MAX];
	size_t labels_n;
	char **texts;	/* for "speed" */
};

/* What came out of judging rows. */
struct result {
	size_t n, right, rules_right;	/* rows with a label but none */
	size_t kept, kept_right;	/* of them, known */
	size_t none, refused;	/* rows of none; of them, unknown */
	size_t settled_right;
	double gap;	/* between sureness and being right, mean of BINS */
	double f1, rules_f1, settled_f1;	/* plain means over labels */
};

static const char *
category(const char *label)
{
	static const char *const known[] = { "bug", "payment", "performance",
		"ux", "question", "feature_request", "account" };

	if (strcmp(label, "crash") == 0)
		return "bug";
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(label, known[i]) == 0)
			return label;
	return "none";
}

static uint16_t
label_of(struct bench *b, const char *label)
{
	for (size_t i = 0; i < b->labels_n; i++)
		if (strcmp(b->labels[i], label) == 0)
			return (uint16_t)i;
	if (b->labels_n == CLASSIFIER_LABELS_MAX) {
		fprintf(stderr, "classifier: more than 512 labels\n");
		exit(1);
	}
	b->labels[b->labels_n] = arena_text(b->mem, label);
	return (uint16_t)b->labels_n++;
}

static void
row_read(struct bench *b, struct arena *tmp, const char *line, struct row *row)
{
	struct feature_text t = { NULL, 0, NULL, 0 };
	struct json_object *doc;
	const char *why, *label;

	if (json_parse(tmp, line, strlen(line), &doc, &why) != RC_OK)
		return;
	t.text = jr_text(tmp, doc, "text");
	label = jr_text(tmp, doc, b->label);
	if (t.text == NULL || label == NULL || b->n == ROWS_MAX)
		return;
	row->e.rules = CLASSIFIER_NO_LABEL;
	if (b->rules != NULL) {
		struct report report = { NULL, t.text };
		struct verdict v;

		analyse(b->rules, tmp, &report, &v);
		t.marks = verdict_marks(tmp, &v, &t.marks_n);
		row->e.rules = label_of(b, category(v.main_category));
		label = category(label);
	}
	t.len = strlen(t.text);
	row->e.label = label_of(b, label);
	row->e.bag = bag_copy(b->mem, feature_read(b->reader, &t));
	b->texts[b->n] = arena_text(b->mem, t.text);
	b->row[b->n++] = *row;
}

static void
file_read(struct bench *b, const char *path, bool test)
{
	gzFile f = gzopen(path, "rb");
	char *line = must_alloc(LINE_MAX_BYTES);
	struct arena *tmp = arena_begin();

	if (f == NULL) {
		fprintf(stderr, "classifier: cannot read %s\n", path);
		exit(1);
	}
	for (long n = 0; gzgets(f, line, LINE_MAX_BYTES) != NULL; n++) {
		struct row row = { .odd = n % 2 != 0, .test = test };

		row_read(b, tmp, line, &row);
		arena_reset(tmp);
	}
	arena_end(tmp);
	free(line);
	gzclose(f);
}

/* Labels of too few examples are left out, the others numbered anew. */
static void
examples_keep(struct examples *all, struct example *v)
{
	size_t of[CLASSIFIER_LABELS_MAX] = { 0 }, n = 0, kept = 0;
	uint16_t to[CLASSIFIER_LABELS_MAX];
	const char **labels;

	for (size_t i = 0; i < all->n; i++)
		of[v[i].label]++;
	labels = must_alloc(all->labels_n * sizeof(*labels));
	for (size_t i = 0; i < all->labels_n; i++) {
		to[i] = of[i] >= 2 ? (uint16_t)n : CLASSIFIER_NO_LABEL;
		if (of[i] >= 2)
			labels[n++] = all->labels[i];
	}
	for (size_t i = 0; i < all->n; i++) {
		if (to[v[i].label] == CLASSIFIER_NO_LABEL)
			continue;
		v[kept] = v[i];
		v[kept].label = to[v[i].label];
		if (v[i].rules != CLASSIFIER_NO_LABEL)
			v[kept].rules = to[v[i].rules];
		kept++;
	}
	all->n = kept;
	all->labels = labels;
	all->labels_n = n;
}

/* A model of the rows marked; NULL when they do not suffice. */
static struct classifier *
model_of(const struct bench *b, struct arena *mem, const uint8_t *take,
    size_t *bytes)
{
	struct example *v = must_alloc(b->n * sizeof(*v));
	struct examples all = { v, 0, b->labels, b->labels_n,
		CLASSIFIER_NO_LABEL, NULL, 0 };
	struct sbuf *out = sbuf_arena(mem);
	struct classifier *c = NULL;
	const char *why;

	for (size_t i = 0; i < b->n; i++)
		if (take[i])
			v[all.n++] = b->row[i].e;
	examples_keep(&all, v);
	for (uint16_t i = 0; b->none != NULL && i < all.labels_n; i++)
		if (strcmp(all.labels[i], b->none) == 0)
			all.none = i;
	if (classifier_train(mem, &all, &b->recipe, &c, &why) == RC_OK) {
		classifier_write(c, out);
		if (classifier_read(mem, out->s, out->len, &c, &why) != RC_OK)
			abort();
		if (bytes != NULL)
			*bytes = out->len;
	} else if (all.n > 0)
		fprintf(stderr, "classifier: %s\n", why);
	free(all.labels == b->labels ? NULL : (void *)(uintptr_t)all.labels);
	free(v);
	return c;
}

/* What a kind of answer said of each row. */
struct counts {
	size_t truth[CLASSIFIER_LABELS_MAX], said[CLASSIFIER_LABELS_MAX],
	    both[CLASSIFIER_LABELS_MAX];
};

static void
counts_add(struct counts *c, uint16_t truth, uint16_t said)
{
	c->truth[truth]++;
	if (said != CLASSIFIER_NO_LABEL)
		c->said[said]++;
	c->both[truth] += truth == said;
}

static double
macro_f1(const struct counts *c, size_t labels)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < labels; i++) {
		n += c->truth[i] > 0;
		if (c->both[i] > 0)
			sum += 2 * (double)c->both[i] /
			    (double)(c->truth[i] + c->said[i]);
	}
	return n > 0 ? sum / (double)n : 0;
}

struct judge {
	const struct bench *b;
	struct result r;
	struct counts learnt, rules, settled;
	double sure[BINS];
	size_t in[BINS], right[BINS];
};

static uint16_t
find(const struct bench *b, const char *label)
{
	for (size_t i = 0; label != NULL && i < b->labels_n; i++)
		if (strcmp(b->labels[i], label) == 0)
			return (uint16_t)i;
	return CLASSIFIER_NO_LABEL;
}

static void
judge_sure(struct judge *j, const struct guess *g, bool right)
{
	int bin = (int)(g->sure * BINS);

	bin = bin >= BINS ? BINS - 1 : bin;
	j->sure[bin] += (double)g->sure;
	j->in[bin]++;
	j->right[bin] += right;
}

static void
judge_row(struct judge *j, const struct classifier *c, const struct row *row)
{
	const struct bench *b = j->b;
	const char *said = NULL;
	struct guess g = { 0, 0, false };
	struct opinions o = { NULL, NULL, c, &g };
	uint16_t truth = row->e.label, learnt = CLASSIFIER_NO_LABEL;

	if (c != NULL) {
		classifier_predict(c, row->e.bag, &g);
		learnt = find(b, classifier_label(c, g.label));
		judge_sure(j, &g, learnt == truth);
	}
	if (b->none != NULL && truth == find(b, b->none)) {
		j->r.none++;
		j->r.refused += !g.known;
		return;
	}
	if (row->e.rules != CLASSIFIER_NO_LABEL)
		o.rules = b->labels[row->e.rules];
	settle(&o, &said);
	j->r.n++;
	j->r.right += learnt == truth;
	j->r.kept += g.known;
	j->r.kept_right += g.known && learnt == truth;
	j->r.rules_right += row->e.rules == truth;
	j->r.settled_right += find(b, said) == truth;
	counts_add(&j->learnt, truth, learnt);
	counts_add(&j->rules, truth, row->e.rules);
	counts_add(&j->settled, truth, find(b, said));
}

static void
judge_end(struct judge *j)
{
	size_t n = 0;
	double gap = 0;

	for (int i = 0; i < BINS; i++) {
		n += j->in[i];
		gap += fabs(j->sure[i] - (double)j->right[i]);
	}
	j->r.gap = n > 0 ? gap / (double)n : 0;
	j->r.f1 = macro_f1(&j->learnt, j->b->labels_n);
	j->r.rules_f1 = macro_f1(&j->rules, j->b->labels_n);
	j->r.settled_f1 = macro_f1(&j->settled, j->b->labels_n);
}

static double
share(size_t part, size_t of)
{
	return of > 0 ? (double)part / (double)of : 0;
}

static void
say(const struct bench *b, const char *part, const char *what, double v)
{
	if (!b->json) {
		printf("%-12s %-44s %10.*f\n", part, what, v < 100 ? 4 : 0, v);
		return;
	}
	printf("{\"bench\":\"classifier\",\"part\":\"%s\",\"what\":\"%s\","
	    "\"value\":%.6g}\n", part, what, v);
}

static void
say_result(const struct bench *b, const char *part, const struct result *r)
{
	say(b, part, "rows", (double)(r->n + r->none));
	say(b, part, "accuracy", share(r->right, r->n));
	say(b, part, "macro-F1", r->f1);
	if (b->recipe.folds > 0) {
		say(b, part, "right and above the threshold",
		    share(r->kept_right, r->n));
		say(b, part, "right, of those above the threshold",
		    share(r->kept_right, r->kept));
		say(b, part, "sureness, mean gap to being right", r->gap);
	}
	if (r->none > 0)
		say(b, part, "none of the labels: known as such",
		    share(r->refused, r->none));
	if (b->rules == NULL)
		return;
	say(b, part, "rules alone, macro-F1", r->rules_f1);
	say(b, part, "rules and classifier, accuracy",
	    share(r->settled_right, r->n));
	say(b, part, "rules and classifier, macro-F1", r->settled_f1);
}

/* xorshift32 (Marsaglia 2003): draws are the same each time. */
static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % below;
}

static uint32_t *
shuffled(size_t n, uint32_t seed)
{
	uint32_t *order = must_alloc(n * sizeof(*order));

	for (size_t i = 0; i < n; i++) {
		size_t k = draw(&seed, (uint32_t)i + 1);

		order[i] = order[k];
		order[k] = (uint32_t)i;
	}
	return order;
}

static void
part_cv(struct bench *b)
{
	uint32_t *order = shuffled(b->n, 1), next[CLASSIFIER_LABELS_MAX] = { 0 };
	uint8_t *take = must_alloc(b->n), *fold = must_alloc(b->n);
	struct judge *j = must_alloc(sizeof(*j));

	j->b = b;
	for (size_t i = 0; i < b->n; i++)
		fold[order[i]] = (uint8_t)(next[b->row[order[i]].e.label]++ %
		    b->folds);
	for (unsigned f = 0; f < b->folds; f++) {
		struct arena *mem = arena_begin();
		struct classifier *c;

		for (size_t i = 0; i < b->n; i++)
			take[i] = fold[i] != f && !b->row[i].test;
		c = model_of(b, mem, take, NULL);
		for (size_t i = 0; i < b->n; i++)
			if (fold[i] == f && !b->row[i].test)
				judge_row(j, c, &b->row[i]);
		arena_end(mem);
	}
	judge_end(j);
	say_result(b, "cv", &j->r);
	free(j);
	free(fold);
	free(take);
	free(order);
}

/* Judges the odd rows, or those of --test. */
static struct result
judged(struct bench *b, const uint8_t *take, bool test)
{
	struct judge *j = must_alloc(sizeof(*j));
	struct arena *mem = arena_begin();
	struct classifier *c = model_of(b, mem, take, NULL);
	struct result r;

	j->b = b;
	for (size_t i = 0; i < b->n; i++)
		if (test ? b->row[i].test : b->row[i].odd && !b->row[i].test)
			judge_row(j, c, &b->row[i]);
	judge_end(j);
	r = j->r;
	arena_end(mem);
	free(j);
	return r;
}

static void
part_split(struct bench *b)
{
	uint8_t *take = must_alloc(b->n);
	struct result r;

	for (size_t i = 0; i < b->n; i++)
		take[i] = !b->row[i].odd && !b->row[i].test;
	r = judged(b, take, false);
	say_result(b, "split", &r);
	free(take);
}

static void
part_test(struct bench *b)
{
	uint8_t *take = must_alloc(b->n);
	struct result r;

	for (size_t i = 0; i < b->n; i++)
		take[i] = !b->row[i].test;
	r = judged(b, take, true);
	say_result(b, "test", &r);
	free(take);
}

/* Marks rows out of the even half: so many a label, or so many in all. */
static void
take_some(const struct bench *b, uint8_t *take, size_t each, size_t all,
    uint32_t seed)
{
	uint32_t *order = shuffled(b->n, seed);
	size_t of[CLASSIFIER_LABELS_MAX] = { 0 }, n = 0;

	memset(take, 0, b->n);
	for (size_t i = 0; i < b->n; i++) {
		const struct row *row = &b->row[order[i]];

		if (row->odd || row->test || n == all ||
		    of[row->e.label] == each)
			continue;
		of[row->e.label]++;
		take[order[i]] = 1;
		n++;
	}
	free(order);
}

static void
say_mean(struct bench *b, const char *part, size_t each, size_t all)
{
	double accuracy = 0, settled = 0, f1 = 0, settled_f1 = 0;
	uint8_t *take = must_alloc(b->n);

	for (uint32_t d = 1; d <= DRAWS; d++) {
		struct result r;

		take_some(b, take, each, all, d);
		r = judged(b, take, false);
		accuracy += share(r.right, r.n) / DRAWS;
		settled += share(r.settled_right, r.n) / DRAWS;
		f1 += r.f1 / DRAWS;
		settled_f1 += r.settled_f1 / DRAWS;
	}
	say(b, part, "accuracy", accuracy);
	say(b, part, "macro-F1", f1);
	if (b->rules != NULL) {
		say(b, part, "rules and classifier, accuracy", settled);
		say(b, part, "rules and classifier, macro-F1", settled_f1);
	}
	free(take);
}

static void
part_few(struct bench *b)
{
	struct recipe recipe = b->recipe;

	b->recipe.folds = 0;
	say_mean(b, "5 a label", 5, b->n);
	say_mean(b, "10 a label", 10, b->n);
	b->recipe = recipe;
}

static void
part_curve(struct bench *b)
{
	static const size_t steps[] = { 0, 50, 200, 1000 };

	for (size_t i = b->rules == NULL; i < sizeof(steps) / sizeof(*steps); i++) {
		char part[32];

		snprintf(part, sizeof(part), "of %zu", steps[i]);
		say_mean(b, part, b->n, steps[i]);
	}
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The linker sends every call here (--wrap). */
static size_t allocations;

void	*__real_malloc(size_t);
void	*__real_calloc(size_t, size_t);
void	*__real_realloc(void *, size_t);
void	*__wrap_malloc(size_t);
void	*__wrap_calloc(size_t, size_t);
void	*__wrap_realloc(void *, size_t);

void *
__wrap_malloc(size_t n)
{
	allocations++;
	return __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	allocations++;
	return __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	allocations++;
	return __real_realloc(p, n);
}

static void
say_speed(struct bench *b, const struct classifier *c)
{
	size_t n = b->n * SPEED_ROUNDS, found = 0;
	double at = seconds();
	struct guess g;

	allocations = 0;
	for (size_t i = 0; i < n; i++) {
		classifier_predict(c, b->row[i % b->n].e.bag, &g);
		found += g.known;
	}
	say(b, "speed", "predictions a second, of bags",
	    (double)n / (seconds() - at));
	say(b, "speed", "allocations in them", (double)allocations);
	at = seconds();
	for (size_t i = 0; i < n; i++) {
		struct feature_text t = { b->texts[i % b->n],
			strlen(b->texts[i % b->n]), NULL, 0 };

		if (i == b->n)
			allocations = 0;
		classifier_predict(c, feature_read(b->reader, &t), &g);
		found += g.known;
	}
	say(b, "speed", "predictions a second, of texts",
	    (double)n / (seconds() - at));
	say(b, "speed", "allocations a text, once words are met",
	    (double)allocations / (double)(n - b->n));
	if (found > 4 * n)
		abort(); /* so that nothing is optimised away */
}

static void
part_speed(struct bench *b)
{
	uint8_t *take = must_alloc(b->n);
	struct arena *mem = arena_begin();
	struct classifier *c;
	size_t bytes = 0;
	double at = seconds();

	memset(take, 1, b->n);
	c = model_of(b, mem, take, &bytes);
	say(b, "speed", "rows", (double)b->n);
	say(b, "speed", "labels", (double)b->labels_n);
	say(b, "speed", "seconds to train", seconds() - at);
	say(b, "speed", "bytes of the model", (double)bytes);
	if (c != NULL)
		say_speed(b, c);
	arena_end(mem);
	free(take);
}

static const struct part {
	const char *name;
	void (*run)(struct bench *);
} parts[] = {
	{ "cv", part_cv },
	{ "split", part_split },
	{ "few", part_few },
	{ "curve", part_curve },
	{ "test", part_test },
	{ "speed", part_speed },
};

static const struct part *
part_find(const char *name)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (strcmp(parts[i].name, name) == 0)
			return &parts[i];
	return NULL;
}

static bool
set_number(struct bench *b, const char *name, double v)
{
	if (strcmp(name, "folds") == 0)
		b->folds = (unsigned)v;
	else if (strcmp(name, "keep") == 0)
		b->recipe.keep = v;
	else if (strcmp(name, "cost") == 0)
		b->recipe.cost = v;
	else if (strcmp(name, "balance") == 0)
		b->recipe.balance = v;
	else if (strcmp(name, "least") == 0)
		b->recipe.least = (uint32_t)v;
	else if (strcmp(name, "kinds") == 0)
		b->kinds = (unsigned)v;
	else if (strcmp(name, "calibrate") == 0)
		b->recipe.folds = (unsigned)v;
	else
		return false;
	return true;
}

static bool
set_loss(struct bench *b, const char *loss)
{
	static const char *const names[] = { "ovr", "cs", "lr" };

	for (unsigned i = 0; i < 3; i++)
		if (strcmp(names[i], loss) == 0) {
			b->recipe.loss = (enum classifier_loss)i;
			return true;
		}
	return false;
}

static bool
option(struct bench *b, const char **test, const char *arg)
{
	const char *value = strchr(arg, '=');
	char name[32];

	if (strcmp(arg, "json") == 0)
		return b->json = true;
	if (strcmp(arg, "rules") == 0) {
		b->rules = ruleset_default(b->mem);
		return true;
	}
	if (value == NULL)
		return false;
	snprintf(name, sizeof(name), "%.*s", (int)(value - arg), arg);
	value++;
	if (strcmp(name, "label") == 0)
		b->label = value;
	else if (strcmp(name, "none") == 0)
		b->none = value;
	else if (strcmp(name, "test") == 0)
		*test = value;
	else if (strcmp(name, "loss") == 0)
		return set_loss(b, value);
	else
		return set_number(b, name, strtod(value, NULL));
	return true;
}

int
main(int argc, char **argv)
{
	struct bench b = { .mem = arena_begin(), .recipe = classifier_recipe,
		.label = "cluster", .folds = 5 };
	const struct part *run[sizeof(parts) / sizeof(*parts)];
	const char *test = NULL;
	size_t runs = 0;
	int i = 1;

	for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++)
		if (!option(&b, &test, argv[i] + 2)) {
			fprintf(stderr, "classifier: unknown %s\n", argv[i]);
			return 2;
		}
	for (; i < argc && part_find(argv[i]) != NULL &&
	    runs < sizeof(run) / sizeof(*run); i++)
		run[runs++] = part_find(argv[i]);
	b.reader = feature_reader_new(b.mem, b.kinds);
	b.row = must_alloc(ROWS_MAX * sizeof(*b.row));
	b.texts = must_alloc(ROWS_MAX * sizeof(*b.texts));
	for (; i < argc; i++)
		file_read(&b, argv[i], false);
	if (test != NULL)
		file_read(&b, test, true);
	for (size_t k = 0; k < runs; k++)
		run[k]->run(&b);
	free(b.texts);
	free(b.row);
	arena_end(b.mem);
	return b.n == 0;
}
