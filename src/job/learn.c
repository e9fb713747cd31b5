/* SPDX-License-Identifier: MIT */
#include "job/learn.h"

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "meaning/classifier.h"
#include "meaning/contest.h"
#include "meaning/pick.h"
#include "model/learning.h"
#include "model/learnt.h"
#include "model/verdict.h"
#include "net/crypto.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PAGE = 500, CANDIDATES = 2000, EACH_LEAST = 2 };

static bool learn;	/* the switch that main() looked for */

struct lesson {
	int64_t id;
	struct bag bag;
	const char *label, *rules;	/* the ruleset's own texts; NULL: other */
};

struct work {
	struct job *job;
	struct learning_state state;
	struct learnt now;		/* the model in use */
	struct ruleset *rules;
	struct lesson *lesson;
	size_t n, held;
	struct learning_attempt attempt;
	const struct classifier *best;	/* in use in the end, or NULL */
};

/* ---- examples ---- */

static enum rc
load_rules(struct work *w)
{
	const char *document, *why;
	enum rc rc = ruleset_current(w->job->db, w->job->mem, &w->attempt.rules,
	    &document);

	if (rc != RC_OK)
		return rc;
	rc = ruleset_load(w->job->mem, document, strlen(document), &w->rules,
	    &why);
	if (rc != RC_OK)
		LOG(ERROR, "ruleset", L_INT("version", w->attempt.rules),
		    L_STR("why", why));
	return rc;
}

/* False: the rules know no such category. */
static bool
label_of(const struct ruleset *rules, const char *category, const char **label)
{
	*label = NULL;
	if (learnt_label(category) == NULL)
		return true;
	for (size_t i = 0; i < ruleset_categories(rules) && *label == NULL; i++)
		if (strcmp(ruleset_category(rules, i), category) == 0)
			*label = ruleset_category(rules, i);
	return *label != NULL;
}

static struct bag
read_bag(const struct work *w, struct arena *tmp, const struct learning_text *t,
    const char **rules)
{
	const struct report report = { t->subject, t->text };
	struct verdict v;

	analyse(w->rules, tmp, &report, &v);
	(void)label_of(w->rules, v.main_category, rules);
	return bag_copy(w->job->mem, learnt_bag(w->now.reader, tmp, &report,
	    &v));
}

static void
read_page(struct work *w, struct arena *tmp, const struct learning_text *t,
    size_t n, struct sbuf *digest)
{
	for (size_t i = 0; i < n; i++) {
		struct lesson *l = &w->lesson[w->n];

		if (!label_of(w->rules, t[i].label, &l->label))
			continue;
		l->id = t[i].id;
		l->bag = read_bag(w, tmp, &t[i], &l->rules);
		w->held += contest_held_back((uint64_t)l->id);
		w->n++;
		sbuf_fmt(digest, "%" PRId64 " %s\n", l->id, t[i].label);
	}
}

/* What was said after the run began is for the next one. */
static enum rc
read_lessons(struct work *w)
{
	size_t room = (size_t)w->state.labelled, n = PAGE, seen = 0;
	struct sbuf *digest = sbuf_arena(w->job->mem);
	struct arena *tmp = arena_begin();
	struct learning_text *t;
	int64_t after = 0;
	enum rc rc = RC_OK;

	sbuf_fmt(digest, "%" PRId64 " %d\n", w->attempt.rules, FEATURE_VERSION);
	w->lesson = arena_array(w->job->mem, room, sizeof(*w->lesson));
	while (rc == RC_OK && n == PAGE && seen < room) {
		rc = learning_examples(w->job->db, tmp, after, PAGE, &t, &n);
		if (rc != RC_OK || n == 0)
			break;
		after = t[n - 1].id;
		read_page(w, tmp, t, n < room - seen ? n : room - seen, digest);
		seen += n;
		arena_reset(tmp);
	}
	arena_end(tmp);
	w->attempt.digest = crypto_sha256_hex(w->job->mem, digest->s,
	    digest->len);
	return rc;
}

/* ---- an attempt ---- */

/* The place of a label among those with examples enough; CLASSIFIER_NO_LABEL. */
static uint16_t
place_of(const struct examples *all, const char *label)
{
	for (size_t i = 0; i < all->labels_n; i++)
		if (strcmp(all->labels[i], label == NULL ? "other" : label) == 0)
			return (uint16_t)i;
	return CLASSIFIER_NO_LABEL;
}

/* What rules said may also be a word that no person ever said. Of one that people
 * said too seldom to learn from nothing is known. */
static uint16_t
rules_of(const struct examples *all, const char *said)
{
	if (said == NULL)
		return CLASSIFIER_NO_LABEL;
	for (size_t i = 0; i < all->words_n; i++)
		if (all->words[i] == said)
			return (uint16_t)(all->labels_n + i);
	return place_of(all, said);
}

static void
add_label(const struct work *w, struct examples *all, const char **labels,
    const char *label)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += w->lesson[i].label == label &&
		    !contest_held_back((uint64_t)w->lesson[i].id);
	if (n < EACH_LEAST || all->labels_n == CLASSIFIER_LABELS_MAX)
		return;
	if (label == NULL)
		all->none = (uint16_t)all->labels_n;
	labels[all->labels_n++] = label == NULL ? "other" : label;
}

static void
add_word(const struct work *w, struct examples *all, const char **words,
    const char *category)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->lesson[i].label == category)
			return;
	if (all->words_n < CLASSIFIER_LABELS_MAX)
		words[all->words_n++] = category;
}

static void
make_examples(const struct work *w, struct examples *all)
{
	size_t categories = ruleset_categories(w->rules);
	struct arena *mem = w->job->mem;
	struct example *v = arena_array(mem, w->n, sizeof(*v));
	const char **labels = arena_array(mem, categories + 1, sizeof(*labels));
	const char **words = arena_array(mem, categories + 1, sizeof(*words));

	*all = (struct examples){ v, 0, labels, 0, CLASSIFIER_NO_LABEL, words, 0 };
	for (size_t i = 0; i < categories; i++) {
		add_label(w, all, labels, ruleset_category(w->rules, i));
		add_word(w, all, words, ruleset_category(w->rules, i));
	}
	add_label(w, all, labels, NULL);
	for (size_t i = 0; i < w->n; i++) {
		const struct lesson *l = &w->lesson[i];
		uint16_t label = place_of(all, l->label);

		if (label == CLASSIFIER_NO_LABEL ||
		    contest_held_back((uint64_t)l->id))
			continue;
		v[all->n++] = (struct example){ l->bag, label,
			rules_of(all, l->rules) };
	}
}

/* What is promoted is what was measured: the model as it is read again. */
static enum rc
train(struct work *w, struct sbuf *bytes, struct classifier **made)
{
	struct examples all;
	enum rc rc;

	make_examples(w, &all);
	w->attempt.labels = (int64_t)all.labels_n;
	rc = classifier_train(w->job->mem, &all, &classifier_recipe, made,
	    &w->attempt.why);
	if (rc != RC_OK)
		return rc;
	classifier_write(*made, bytes);
	return classifier_read(w->job->mem, bytes->s, bytes->len, made,
	    &w->attempt.why);
}

static void
judge(struct work *w, const struct classifier *made)
{
	struct contestant_text *t = arena_array(w->job->mem, w->held,
	    sizeof(*t));
	struct contest c;
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (contest_held_back((uint64_t)w->lesson[i].id))
			t[n++] = (struct contestant_text){ w->lesson[i].bag,
				w->lesson[i].label, w->lesson[i].rules };
	contest(w->now.classifier, made, t, n, &c);
	w->attempt.right_before = (int64_t)c.right_now;
	w->attempt.right_after = (int64_t)c.right_new;
	w->attempt.gained = (int64_t)c.gained;
	w->attempt.lost = (int64_t)c.lost;
	w->attempt.why = contest_won(&c) ? "" : arena_fmt(w->job->mem,
	    "right on %zu of %zu held back, %s on %zu", c.right_new, c.n,
	    w->attempt.against == 0 ? "the rules alone" : "the model in use",
	    c.right_now);
}

static enum rc
say(struct work *w, int64_t missing, const char *text)
{
	enum rc rc = learning_say(w->job->db, w->job->mem, text, missing);

	if (rc == RC_OK)
		printf("%s\n", text);
	(void)fflush(stdout);
	return rc;
}

static enum rc
attempt(struct work *w)
{
	struct learning_attempt *a = &w->attempt;
	struct sbuf *bytes = sbuf_arena(w->job->mem);
	struct classifier *made = NULL;
	int64_t began = clock_mono_ms(), version;
	enum rc rc;

	a->against = w->state.version;
	a->examples = (int64_t)w->n;
	a->held = (int64_t)w->held;
	if (train(w, bytes, &made) == RC_OK)
		judge(w, made);
	a->took_ms = clock_mono_ms() - began;
	rc = learning_save(w->job->db, w->job->mem, a, bytes->s, bytes->len,
	    &version);
	LOG(INFO, "learned", L_INT("examples", a->examples),
	    L_INT("held", a->held), L_INT("right_before", a->right_before),
	    L_INT("right_after", a->right_after), L_INT("version", version),
	    L_RC(rc));
	if (rc == RC_CONFLICT)
		return say(w, 0, "Another version came into use meanwhile; the "
		    "next run contests with that one.");
	if (rc != RC_OK)
		return rc;
	if (version == 0)
		return say(w, 0, arena_fmt(w->job->mem, "Learned from %" PRId64
		    " corrections, not promoted: %s.", a->examples, a->why));
	w->best = made;
	return say(w, 0, arena_fmt(w->job->mem, "Version %" PRId64 " is in use, "
	    "learned from %" PRId64 " corrections: right on %" PRId64 " of %"
	    PRId64 " held back, before it %" PRId64 ".", version, a->examples,
	    a->right_after, a->held, a->right_before));
}

/* Corrections that are missing, one in five of which is held back. */
static int64_t
missing(const struct work *w)
{
	int64_t all = LEARNING_LEAST - (int64_t)w->n;
	int64_t held = (CONTEST_LEAST - (int64_t)w->held) * CONTEST_SHARE;

	return all > held ? all : held;
}

static enum rc
learn_once(struct work *w)
{
	int64_t more = missing(w);
	const char *last = "";
	enum rc rc;

	if (more > 0)
		return say(w, more, arena_fmt(w->job->mem, "%zu corrections of "
		    "categories; about %" PRId64 " more are needed to learn from "
		    "them.", w->n, more));
	rc = learning_last(w->job->db, w->job->mem, &last);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	return strcmp(last, w->attempt.digest) == 0 ? say(w, 0,
	    "Nothing new since the last attempt.") : attempt(w);
}

/* ---- picks ---- */

static size_t
guess_all(const struct work *w, const struct learning_text *t, size_t n,
    struct pick_text *out)
{
	struct arena *tmp = arena_begin();
	const char *rules;

	for (size_t i = 0; i < n; i++) {
		out[i].bag = read_bag(w, tmp, &t[i], &rules);
		classifier_predict(w->best, out[i].bag, &out[i].guess);
		arena_reset(tmp);
	}
	arena_end(tmp);
	return n;
}

static enum rc
save_picks(struct work *w)
{
	struct learning_pick p[LEARNING_PICKS];
	uint32_t at[LEARNING_PICKS];
	struct learning_text *t;
	struct pick_text *guesses;
	size_t n = 0, picked = 0;
	enum rc rc = RC_OK;

	if (w->best != NULL)
		rc = learning_unlabelled(w->job->db, w->job->mem, CANDIDATES, &t,
		    &n);
	if (rc == RC_OK && n > 0) {
		guesses = arena_array(w->job->mem, n, sizeof(*guesses));
		guess_all(w, t, n, guesses);
		picked = pick(guesses, n, classifier_labels(w->best),
		    LEARNING_PICKS, at);
	}
	for (size_t i = 0; i < picked; i++)
		p[i] = (struct learning_pick){ .id = t[at[i]].id,
			.guess = classifier_label(w->best,
			    guesses[at[i]].guess.label),
			.sure = (int64_t)(guesses[at[i]].guess.sure * 1000) };
	return rc == RC_OK ? learning_picks_save(w->job->db, w->job->mem, p,
	    picked) : rc;
}

/* ---- the program ---- */

static enum rc
run(struct work *w)
{
	enum rc rc = learning_state(w->job->db, w->job->mem, &w->state);

	if (rc == RC_OK)
		rc = load_rules(w);
	if (rc == RC_NOT_FOUND)
		return say(w, LEARNING_LEAST, "No conversation was analysed yet.");
	if (rc == RC_OK)
		rc = learnt_load(w->job->db, w->job->mem, &w->now);
	w->best = w->now.classifier;
	if (rc == RC_OK)
		rc = read_lessons(w);
	if (rc == RC_OK)
		rc = learn_once(w);
	return rc == RC_OK ? save_picks(w) : rc;
}

static enum job_end
learn_round(struct job *job)
{
	struct work w = { .job = job, .attempt = { .why = "" } };
	enum rc rc = run(&w);

	learnt_end(&w.now);
	return rc == RC_OK ? JOB_DONE : job_end_of(rc);
}

static const struct conf_flag flags[] = {
	{ .name = "learn", .kind = FLAG_SWITCH, .to = &learn,
	    .help = "learn categories from what people corrected" },
	{ 0 },
};

const struct job_program learn_program = {
	.name = "tidemark-reindex",
	.lock = "tidemark-reindex --learn",
	.purpose = "learns categories from what people corrected",
	.flags = flags,
	.round = learn_round,
};
