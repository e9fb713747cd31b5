/* SPDX-License-Identifier: MIT */
#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "meaning/classifier_parts.h"

enum { FOLDS_MOST = 20, EACH_LEAST = 2, MANY = 3000 };

const struct recipe classifier_recipe = {
	.loss = CLASSIFIER_ONE_VS_REST,
	.cost = 1,
	.balance = 0.3,
	.folds = 3,
	.keep = 0.98,
};

static const struct {
	int type;
	double eps;	/* liblinear's own default for the solver */
} solver[] = {
	[CLASSIFIER_ONE_VS_REST] = { L2R_L2LOSS_SVC_DUAL, 0.1 },
	[CLASSIFIER_CRAMMER_SINGER] = { MCSVM_CS, 0.1 },
	[CLASSIFIER_LOGISTIC] = { L2R_LR_DUAL, 0.1 },
};

/* How often rules are right where a classifier differs, before any is known. */
static const float rules_unseen = 0.8f;

/* Examples of one training: all, or those outside a fold. */
struct part {
	const struct examples *all;
	uint32_t *at;	/* places in all */
	size_t n;
	size_t *of;	/* how many of each label */
};

static void
say_nothing(const char *s)
{
	(void)s;
}

static void
part_add(struct part *p, size_t at)
{
	p->at[p->n++] = (uint32_t)at;
	p->of[p->all->v[at].label]++;
}

static struct feature_node *
nodes(struct arena *mem, const struct feature_space *s, struct bag bag)
{
	struct weighted v[FEATURE_MOST];
	size_t n = feature_weigh(s, bag, v);
	struct feature_node *x = arena_array(mem, n + 2, sizeof(*x));

	for (size_t i = 0; i < n; i++)
		x[i] = (struct feature_node){ (int)v[i].row + 1,
			(double)v[i].weight };
	x[n] = (struct feature_node){ (int)s->rows + 1, 1 };
	x[n + 1].index = -1;
	return x;
}

static void
problem_make(struct arena *mem, const struct part *p,
    const struct feature_space *s, struct problem *out)
{
	*out = (struct problem){ .l = (int)p->n, .n = (int)s->rows + 1,
		.bias = 1 };
	out->y = arena_array(mem, p->n, sizeof(*out->y));
	out->x = arena_array(mem, p->n, sizeof(struct feature_node *));
	for (size_t i = 0; i < p->n; i++) {
		const struct example *e = &p->all->v[p->at[i]];

		out->y[i] = e->label;
		out->x[i] = nodes(mem, s, e->bag);
	}
}

static void
parameter_make(struct arena *mem, const struct part *p, const struct recipe *r,
    struct parameter *out)
{
	size_t most = 0, labels = p->all->labels_n;

	*out = (struct parameter){ .solver_type = solver[r->loss].type,
		.eps = solver[r->loss].eps, .C = r->cost };
	out->weight_label = arena_array(mem, labels, sizeof(int));
	out->weight = arena_array(mem, labels, sizeof(double));
	for (size_t i = 0; i < labels; i++)
		most = p->of[i] > most ? p->of[i] : most;
	out->nr_weight = (int)labels;
	for (size_t i = 0; i < labels; i++) {
		out->weight_label[i] = (int)i;
		out->weight[i] =
		    pow((double)most / (double)p->of[i], r->balance);
	}
}

/* The weight of a row and the i-th label of liblinear's order. */
static double
weight_of(const struct model *m, size_t row, int i)
{
	if (m->nr_class == 2 && m->param.solver_type != MCSVM_CS)
		return i == 0 ? m->w[row] : -m->w[row];
	return m->w[row * (size_t)m->nr_class + (size_t)i];
}

static void
row_take(const struct model *m, size_t row, float *scale, int8_t *to)
{
	double most = 0;

	for (int i = 0; i < m->nr_class; i++)
		most = fmax(most, fabs(weight_of(m, row, i)));
	*scale = (float)(most / INT8_MAX);
	for (int i = 0; i < m->nr_class && most > 0; i++)
		to[m->label[i]] =
		    (int8_t)lrint(weight_of(m, row, i) / most * INT8_MAX);
}

static void
weights_take(struct arena *mem, const struct model *m, struct classifier *c)
{
	size_t rows = (size_t)c->space.rows + 1;
	float *scale = arena_array(mem, rows, sizeof(*scale));
	int8_t *weight = arena_array(mem, rows, c->labels_n);

	for (size_t row = 0; row < rows; row++)
		row_take(m, row, &scale[row], weight + row * c->labels_n);
	c->scale = scale;
	c->weight = weight;
}

static void
train_part(struct arena *mem, const struct part *p, const struct recipe *r,
    struct classifier *c)
{
	struct arena *tmp = arena_begin();
	struct bag *bags = arena_array(tmp, p->n, sizeof(*bags));
	struct problem problem;
	struct parameter parameter;
	struct model *m;

	for (size_t i = 0; i < p->n; i++)
		bags[i] = p->all->v[p->at[i]].bag;
	feature_learn(mem, bags, p->n, r->least > 0 ? r->least : 1 + (p->n > MANY),
	    &c->space);
	problem_make(tmp, p, &c->space, &problem);
	parameter_make(tmp, p, r, &parameter);
	set_print_string_function(say_nothing);
	srand(1); /* liblinear draws from rand(): the same bytes each time */
	m = train(&problem, &parameter);
	weights_take(mem, m, c);
	free_and_destroy_model(&m);
	arena_end(tmp);
}

/* Deals the examples of each label out in turn. */
static void
folds_deal(const struct examples *all, unsigned folds, uint8_t *fold)
{
	unsigned *next = must_alloc(all->labels_n * sizeof(*next));

	for (size_t i = 0; i < all->n; i++)
		fold[i] = (uint8_t)(next[all->v[i].label]++ % folds);
	free(next);
}

static void
part_new(struct arena *mem, const struct examples *all, struct part *p)
{
	*p = (struct part){ .all = all };
	p->at = arena_array(mem, all->n, sizeof(*p->at));
	p->of = arena_array(mem, all->labels_n, sizeof(*p->of));
}

static void
fold_try(const struct examples *all, const struct recipe *r,
    const struct classifier *like, const uint8_t *fold, unsigned which,
    struct trial *trials)
{
	struct arena *mem = arena_begin();
	struct classifier c = *like;
	struct part p;

	part_new(mem, all, &p);
	for (size_t i = 0; i < all->n; i++)
		if (fold[i] != which)
			part_add(&p, i);
	train_part(mem, &p, r, &c);
	for (size_t i = 0; i < all->n; i++) {
		if (fold[i] != which)
			continue;
		classifier_best(&c, all->v[i].bag, &trials[i].best);
		trials[i].right = trials[i].best.label == all->v[i].label;
	}
	arena_end(mem);
}

/* Where rules and the held-back judgement differ: how often rules are right,
 * with so many made-up cases of what is believed without any. */
static void
rules_learn(const struct examples *all, const struct trial *trials,
    float *right, float *said)
{
	enum { BEFORE = 20, BEFORE_EACH = 20 };
	float sum = BEFORE, sum_right = BEFORE * rules_unseen;

	for (size_t i = 0; i < all->n; i++) {
		uint16_t rules = all->v[i].rules;

		if (rules == CLASSIFIER_NO_LABEL || rules == trials[i].best.label)
			continue;
		said[rules]++;
		sum++;
		if (rules == all->v[i].label) {
			right[rules]++;
			sum_right++;
		}
	}
	for (size_t i = 0; i < all->labels_n + all->words_n; i++)
		right[i] = (right[i] + BEFORE_EACH * sum_right / sum) /
		    (said[i] + BEFORE_EACH);
}

/* Of words that are no labels only those are known that were contradicted often. */
static void
words_take(struct arena *mem, const struct examples *all, const float *said,
    float *right, struct classifier *c)
{
	const char **words = arena_array(mem, all->words_n + 1, sizeof(*words));

	c->words = words;
	c->rules_right = right;
	for (size_t i = all->labels_n; i < all->labels_n + all->words_n; i++) {
		if (!(said[i] >= CLASSIFIER_CONTRADICTED))
			continue;
		right[all->labels_n + c->words_n] = right[i];
		words[c->words_n++] = arena_text(mem,
		    all->words[i - all->labels_n]);
	}
}

static void
trials_learn(struct arena *mem, const struct examples *all,
    const struct recipe *r, struct classifier *c)
{
	size_t words = all->labels_n + all->words_n;
	float *right = arena_array(mem, words, sizeof(*right));
	float *said = must_alloc(words * sizeof(*said));
	struct trial *trials = must_alloc(all->n * sizeof(*trials));
	uint8_t *fold = must_alloc(all->n);

	folds_deal(all, r->folds, fold);
	for (unsigned f = 0; f < r->folds; f++)
		fold_try(all, r, c, fold, f, trials);
	sureness_fit(&c->sure, trials, all->n, r->keep);
	rules_learn(all, trials, right, said);
	words_take(mem, all, said, right, c);
	free(said);
	free(fold);
	free(trials);
}

static const char *
name_of(const struct examples *all, size_t i)
{
	return i < all->labels_n ? all->labels[i] :
	    all->words[i - all->labels_n];
}

static const char *
labels_fault(const struct examples *all)
{
	for (size_t i = 0; i < all->labels_n + all->words_n; i++) {
		size_t len = strlen(name_of(all, i));

		if (len == 0 || len > CLASSIFIER_LABEL_BYTES)
			return "a label is empty or longer than 200 bytes";
		for (size_t k = 0; k < i; k++)
			if (strcmp(name_of(all, k), name_of(all, i)) == 0)
				return "two labels are the same";
	}
	return NULL;
}

static bool
is_word(const struct examples *all, uint16_t label)
{
	return label < all->labels_n + all->words_n || label == CLASSIFIER_NO_LABEL;
}

/* Why these cannot be learnt from, or NULL. */
static const char *
examples_fault(const struct examples *all)
{
	size_t of[CLASSIFIER_LABELS_MAX] = { 0 };

	if (all->labels_n > CLASSIFIER_LABELS_MAX ||
	    all->words_n > CLASSIFIER_LABELS_MAX)
		return "there are more than 512 labels";
	if (all->n > CLASSIFIER_EXAMPLES_MAX)
		return "there are more than 1,000,000 examples";
	for (size_t i = 0; i < all->n; i++) {
		if (all->v[i].label >= all->labels_n ||
		    !is_word(all, all->v[i].rules))
			return "an example has a label that is not in the list";
		of[all->v[i].label]++;
	}
	if (all->labels_n < 2u + (all->none < all->labels_n))
		return "learning needs at least two labels";
	for (size_t i = 0; i < all->labels_n; i++)
		if (of[i] < EACH_LEAST)
			return "each label needs at least two examples";
	return labels_fault(all);
}

static const char *const *
labels_copy(struct arena *mem, const struct examples *all)
{
	const char **labels = arena_array(mem, all->labels_n, sizeof(*labels));

	for (size_t i = 0; i < all->labels_n; i++)
		labels[i] = arena_text(mem, all->labels[i]);
	return labels;
}

enum rc
classifier_train(struct arena *mem, const struct examples *all,
    const struct recipe *r, struct classifier **out, const char **why)
{
	struct classifier *c = arena_alloc(mem, sizeof(*c));
	struct part p;

	*out = NULL;
	*why = examples_fault(all);
	if (*why == NULL && (r->folds == 1 || r->folds > FOLDS_MOST))
		*why = "folds must be 2 to 20";
	if (*why != NULL)
		return RC_BAD_INPUT;
	c->labels = labels_copy(mem, all);
	c->labels_n = (uint32_t)all->labels_n;
	c->none = all->none < all->labels_n ? all->none : CLASSIFIER_NO_LABEL;
	c->rules_right = arena_array(mem, all->labels_n, sizeof(float));
	if (r->folds > 0)
		trials_learn(mem, all, r, c);
	part_new(mem, all, &p);
	for (size_t i = 0; i < all->n; i++)
		part_add(&p, i);
	train_part(mem, &p, r, c);
	*out = c;
	return RC_OK;
}
