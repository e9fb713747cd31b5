/* SPDX-License-Identifier: MIT */
#include "quality/heuristic.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "quality/signals.h"

enum { DEFAULTS = 4, REASONS = 3, ENGLISH_WORDS = 6, ENGLISH_PERCENT = 20,
	FEW_ASKED = 2, MANY_ASKED = 6 };

/* The dimensions that are judged, and what a reply begins with. */
static const struct {
	const char *key;
	double begin;	/* of 10 */
	bool needs_matter;	/* else it may not apply */
} defaults[DEFAULTS] = {
	{ "empathy", 4.5, false },
	{ "accuracy", 5.5, true },
	{ "tone", 7, false },
	{ "resolution", 5, true },
};

static const struct {
	const char *name, *says;
	double points[DEFAULTS];
} signals[SIGNALS] = {
#define SIGNAL(name, empathy, accuracy, tone, resolution, says) \
	{ #name, says, { empathy, accuracy, tone, resolution } },
#include "quality/signal.def"
#undef SIGNAL
};

struct heuristic {
	struct reader *reader;
};

struct heuristic *
heuristic_new(struct arena *mem)
{
	struct heuristic *h = arena_alloc(mem, sizeof(*h));

	h->reader = reader_new(mem);
	return h;
}

const char *
heuristic_says(const char *name)
{
	for (size_t i = 0; i < SIGNALS; i++)
		if (strcmp(signals[i].name, name) == 0)
			return signals[i].says;
	return NULL;
}

/* The customer's messages that wait for the reply, with the agent's before them, which
 * tells that it is not the first reply; the earlier ones that it may repeat; and the
 * customer's after it. When it was closed counts for those alone. */
struct exchange
heuristic_part(const struct exchange *x)
{
	struct exchange part = *x;
	size_t first = x->reply, end = x->reply + 1;

	while (first > 0 && !x->turn[first - 1].by_agent)
		first--;
	first -= first > 0;
	if (first + EARLIER_TURNS > x->reply)
		first = x->reply > EARLIER_TURNS ? x->reply - EARLIER_TURNS : 0;
	while (end < x->n && !x->turn[end].by_agent)
		end++;
	part.turn = x->turn + first;
	part.n = end - first;
	part.reply = x->reply - first;
	part.closed_at = end > x->reply + 1 ? x->closed_at : 0;
	return part;
}

/* Thanks and goodbyes want nothing; a few words beside them change little. */
static bool
wants_something(const struct findings *f)
{
	bool parting = finding_has(f, PART_BEFORE, CUE_THANKED) ||
	    finding_has(f, PART_BEFORE, CUE_CLOSED);

	return f->problem || finding_has(f, PART_BEFORE, CUE_MARKED) ||
	    f->p->asked_words >= (parting ? MANY_ASKED : FEW_ASKED);
}

static void
find_all(struct findings *f, const struct passage *p)
{
	f->p = p;
	f->n = 0;
	f->problem = finding_has(f, PART_BEFORE, CUE_PROBLEM) ||
	    finding_has(f, PART_BEFORE, CUE_ANGER) ||
	    finding_has(f, PART_BEFORE, CUE_AGAIN);
	f->asked = wants_something(f);
	find_manners(f);
	find_answers(f);
	find_outcome(f);
	find_echo(f);
}

/* The lists know English alone: what else there is cannot be judged. */
static bool
is_english(const struct passage *p)
{
	size_t words = 0, little = 0, high = 0;

	for (size_t i = p->reply->first; i < p->reply->end; i++) {
		words += !p->t.v[i].word->number;
		little += passage_little(p, &p->t.v[i]);
	}
	for (size_t i = 0; i < p->reply->len; i++)
		high += (unsigned char)p->reply->text[i] > 0x7f;
	return high * 2 <= p->reply->len && (words < ENGLISH_WORDS ||
	    little * 100 >= words * ENGLISH_PERCENT);
}

static const char *
words_of(struct arena *mem, const struct finding *f)
{
	struct sbuf *out;

	if (f->piece == NULL)
		return "";
	out = sbuf_arena(mem);
	utf8_clean(out, f->piece->text + f->at, f->len);
	return sbuf_cstr(out);
}

static void
signal_add(struct arena *mem, struct judgement *j, size_t dimension,
    double points, const struct finding *f)
{
	struct signal *s = &j->signal[j->n_signals++];

	s->name = signals[f->id].name;
	s->dimension = dimension;
	s->points = points;
	s->words = words_of(mem, f);
	if (f->piece == NULL || f->piece->turn == NULL)
		return;
	s->message = f->piece->turn->id;
	s->at = f->at;
	s->len = f->len;
}

/* Strongest first, of equals the one found first. */
static const struct signal *
strongest(const struct signal *s, size_t n, const struct signal *const *taken,
    size_t n_taken, bool with_words)
{
	const struct signal *best = NULL;

	for (size_t i = 0; i < n; i++) {
		bool old = with_words && s[i].message == 0;

		for (size_t k = 0; k < n_taken; k++)
			old |= strcmp(taken[k]->name, s[i].name) == 0;
		if (!old && (best == NULL ||
		    fabs(s[i].points) > fabs(best->points)))
			best = &s[i];
	}
	return best;
}

/* "Greets the customer by name; leaves a question without an answer." */
static const char *
sentence(struct arena *mem, const struct signal *s, size_t n)
{
	const struct signal *taken[REASONS];
	struct sbuf *out = sbuf_arena(mem);
	size_t k = 0;

	while (k < REASONS && (taken[k] = strongest(s, n, taken, k, false)))
		k++;
	for (size_t i = 0; i < k; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? "; " : "",
		    heuristic_says(taken[i]->name));
	if (k == 0)
		return "Nothing that counts for or against it was found.";
	out->s[0] = (char)(out->s[0] & ~0x20);
	sbuf_char(out, '.');
	return sbuf_cstr(out);
}

static void
mark_na(struct mark *m, const char *reason)
{
	*m = (struct mark){ .state = MARK_NA, .evidence = "",
		.reason = reason };
}

/* What the reply itself says in that dimension. */
static bool
says_something(const struct findings *f, size_t d)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].piece == f->p->reply &&
		    signals[f->v[i].id].points[d] != 0)
			return true;
	return false;
}

/* One of the default dimensions, at place i of the rubric. */
static void
mark_default(struct arena *mem, const struct findings *f, size_t d,
    const struct dimension *as, size_t i, struct judgement *j)
{
	struct mark *m = &j->mark[i];
	const struct signal *first = &j->signal[j->n_signals], *best;
	double sum = defaults[d].begin, points;

	if (defaults[d].needs_matter && as->may_na && !f->asked &&
	    !says_something(f, d)) {
		mark_na(m, "Nothing was asked that this reply should settle.");
		return;
	}
	for (size_t k = 0; k < f->n; k++) {
		points = signals[f->v[k].id].points[d] * f->v[k].share;
		sum += points;
		if (points != 0)
			signal_add(mem, j, i, points * as->scale / 10, &f->v[k]);
	}
	best = strongest(first, (size_t)(&j->signal[j->n_signals] - first),
	    NULL, 0, true);
	m->state = MARK_SCORED;
	m->score = round(fmin(fmax(sum, 0), 10) * as->scale * 10) / 100;
	m->evidence = best != NULL ? best->words : "";
	m->message = best != NULL ? best->message : 0;
	m->reason = sentence(mem, first,
	    (size_t)(&j->signal[j->n_signals] - first));
}

static void
marks_make(struct arena *mem, const struct rubric *r, const struct findings *f,
    bool english, struct judgement *j)
{
	for (size_t i = 0; i < r->n; i++) {
		size_t d = 0;

		while (d < DEFAULTS &&
		    strcmp(defaults[d].key, r->dimension[i].key) != 0)
			d++;
		if (d == DEFAULTS)
			mark_na(&j->mark[i], "Only a person or a model can judge "
			    "this dimension.");
		else if (!english)
			mark_na(&j->mark[i], "The reply is not in English, which "
			    "is all that this scorer knows.");
		else
			mark_default(mem, f, d, &r->dimension[i], i, j);
	}
}

/* How much there was to go by. Words never tell all: it stays below 1. */
static double
confidence(const struct findings *f, bool english)
{
	size_t words = finding_reply_words(f), shown = 0;
	double c = 0.8;

	if (!english)
		return 0;
	for (size_t i = 0; i < f->n; i++)
		shown += f->v[i].piece == f->p->reply;
	if (f->p->asked_words == 0)
		c *= 0.5;
	else if (f->p->asked_words < MANY_ASKED)
		c *= 0.8;
	if (words < 5)
		c *= 0.5;
	else if (words < 12)
		c *= 0.8;
	if (shown < 2)
		c *= 0.7;
	if (f->p->piece[f->p->n - 1].part == PART_AFTER ||
	    *f->p->x->rating != '\0')
		c *= 1.15;
	return round(c * 100) / 100;
}

void
heuristic_judge(struct heuristic *h, struct arena *mem, const struct rubric *r,
    const struct exchange *x, struct judgement *j)
{
	struct passage *p = arena_alloc(mem, sizeof(*p));
	struct findings f;
	bool english;

	passage_read(h->reader, mem, x, p);
	find_all(&f, p);
	english = is_english(p);
	memset(j, 0, sizeof(*j));
	j->mark = arena_array(mem, r->n, sizeof(*j->mark));
	j->signal = arena_array(mem, f.n * DEFAULTS, sizeof(*j->signal));
	marks_make(mem, r, &f, english, j);
	j->has_total = rubric_total(r, j->mark, &j->total, &j->failed);
	j->confidence = confidence(&f, english);
	j->reasoning = english ? sentence(mem, j->signal, j->n_signals) :
	    "The reply is not in English, which is all that this scorer knows.";
}
