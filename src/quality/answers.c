/* SPDX-License-Identifier: MIT */
/* Whether the reply speaks of what the customer asked. */
#include <string.h>

#include "quality/signals.h"

enum {
	ASIDE_WORDS = 12,	/* shorter replies may share no word */
	MATTER_WORDS = 4	/* fewer of the customer's say too little */
};

/* Tokens of one sentence that asks. */
struct question {
	size_t first, end;
};

/* Whether the sentence from..end asks: by its mark, or by how it begins. */
static bool
is_question(const struct findings *f, size_t from, size_t end)
{
	const struct token *t = f->p->t.v;

	if (strcmp(t[end - 1].word->text, "?") == 0)
		return true;
	return end - from >= 4 && passage_questions(f->p, &t[from]);
}

static size_t
telling_words(const struct findings *f, size_t from, size_t end)
{
	size_t n = 0;

	for (size_t i = from; i < end; i++)
		n += passage_telling(f->p, &f->p->t.v[i]);
	return n;
}

/* The questions of the customer that say what they ask for, newest last. */
static size_t
questions(const struct findings *f, struct question *q)
{
	const struct passage *p = f->p;
	size_t n = 0, end;

	for (size_t i = 0; &p->piece[i] != p->reply; i++) {
		const struct piece *e = &p->piece[i];

		for (size_t k = e->first; e->part == PART_BEFORE &&
		    k < e->end && n < QUESTIONS_MOST; k = end) {
			for (end = k + 1; end < e->end &&
			    p->t.v[end].sentence == p->t.v[k].sentence; end++)
				;
			if (is_question(f, k, end) && telling_words(f, k, end))
				q[n++] = (struct question){ k, end };
		}
	}
	return n;
}

/* Where the reply first has that stem, or its end. */
static size_t
stem_in_reply(const struct passage *p, const char *stem)
{
	size_t i = p->reply->first;

	while (i < p->reply->end && strcmp(p->t.v[i].word->stem, stem) != 0)
		i++;
	return i;
}

/* Where the reply has a telling word of the question, or its end. */
static size_t
shared(const struct findings *f, const struct question *q)
{
	const struct passage *p = f->p;

	for (size_t i = q->first; i < q->end; i++)
		if (passage_telling(p, &p->t.v[i]) &&
		    stems_has(&p->said, p->t.v[i].word->stem))
			return stem_in_reply(p, p->t.v[i].word->stem);
	return p->reply->end;
}

static size_t
first_number(const struct findings *f)
{
	size_t i = f->p->reply->first;

	while (i < f->p->reply->end && !f->p->t.v[i].word->number)
		i++;
	return i;
}

static bool
asks_how_much(const struct findings *f, const struct question *q)
{
	for (size_t i = q->first; i < q->end; i++)
		if (passage_quantity(f->p, &f->p->t.v[i]))
			return true;
	return false;
}

/* Bytes of the first link of the text, 0 when there is none. */
static size_t
link_in(const struct piece *e, size_t *at)
{
	const char *s = memmem(e->text, e->len, "https://", 8);
	size_t len;

	if (s == NULL)
		s = memmem(e->text, e->len, "http://", 7);
	if (s == NULL)
		return 0;
	*at = (size_t)(s - e->text);
	len = strcspn(s, " \r\n\t\"<>");
	return len < e->len - *at ? len : e->len - *at;
}

/* The wording that takes the question up, or CUES. */
static enum cue
answer_to(const struct findings *f, const struct question *q)
{
	/* what answers a question that yes or no answers, and any other */
	static const enum cue cues[] = { CUE_YES, CUE_NO, CUE_DONE, CUE_CANNOT,
		CUE_PROMISED, CUE_STEPS, CUE_EXPLAINED };
	size_t n = sizeof(cues) / sizeof(*cues), i = n - 2;

	if (passage_whether(f->p, &f->p->t.v[q->first]))
		i = 0;
	while (i < n && !finding_has(f, PART_REPLY, cues[i]))
		i++;
	return i < n ? cues[i] : CUES;
}

/* Adds what answers the question: its words or numbers, a wording, a link. */
static bool
find_answer(struct findings *f, const struct question *q, double share)
{
	size_t at = shared(f, q), len;
	enum cue cue;

	if (at == f->p->reply->end && asks_how_much(f, q))
		at = first_number(f);
	if (at < f->p->reply->end) {
		finding_words(f, SIGNAL_answers, at, at, share);
		return true;
	}
	cue = answer_to(f, q);
	if (cue < CUES) {
		finding_words(f, SIGNAL_answers, f->p->seen[PART_REPLY][cue].first,
		    f->p->seen[PART_REPLY][cue].last, share);
		return true;
	}
	len = link_in(f->p->reply, &at);
	if (len > 0)
		finding_bytes(f, SIGNAL_answers, f->p->reply, at, len, share);
	return len > 0;
}

static size_t
find_questions(struct findings *f)
{
	struct question q[QUESTIONS_MOST];
	size_t n = questions(f, q);

	for (size_t i = 0; i < n; i++) {
		if (!find_answer(f, &q[i], 1.0 / (double)n))
			finding_words(f, SIGNAL_leaves_open, q[i].first,
			    q[i].end - 1, 1.0 / (double)n);
	}
	return n;
}

/* The first telling word of the reply that is the customer's, or its end. */
static size_t
first_shared(const struct findings *f, size_t *n)
{
	const struct passage *p = f->p;
	size_t first = p->reply->end;

	*n = 0;
	for (size_t i = p->reply->first; i < p->reply->end; i++) {
		if (!passage_telling(p, &p->t.v[i]) ||
		    !stems_has(&p->asked, p->t.v[i].word->stem))
			continue;
		if ((*n)++ == 0)
			first = i;
	}
	return first;
}

static void
find_matter(struct findings *f, bool questions)
{
	size_t n, at = first_shared(f, &n);

	if (at < f->p->reply->end) {
		finding_words(f, SIGNAL_says_it_back, at, at, 1);
		if (!questions)
			finding_words(f, SIGNAL_on_the_matter, at, at, 1);
	} else if (!questions && f->p->asked.n >= MATTER_WORDS &&
	    finding_reply_words(f) >= ASIDE_WORDS) {
		finding_add(f, SIGNAL_off_the_matter, NULL, 0, 0);
	}
	if (f->p->reply->turn->saved_reply && n == 0 && f->p->asked.n > 0)
		finding_add(f, SIGNAL_canned, NULL, 0, 0);
}

static void
find_specific(struct findings *f)
{
	const struct piece *reply = f->p->reply;
	size_t number = first_number(f), at, len = link_in(reply, &at);

	if (len > 0)
		finding_add(f, SIGNAL_is_specific, reply, at, len);
	else if (number < reply->end)
		finding_words(f, SIGNAL_is_specific, number, number, 1);
}

/* Without the blanks around it. */
static const char *
trimmed(const char *s, size_t *len)
{
	s += strspn(s, " \t\r\n");
	*len = strlen(s);
	while (*len > 0 && strchr(" \t\r\n", s[*len - 1]) != NULL)
		--*len;
	return s;
}

static void
find_repetition(struct findings *f)
{
	const struct exchange *x = f->p->x;
	const char *ours, *s;
	size_t len, n;
	size_t from = x->reply > EARLIER_TURNS ? x->reply - EARLIER_TURNS : 0;

	ours = trimmed(x->turn[x->reply].text, &len);
	for (size_t i = from; f->asked && i < x->reply; i++) {
		if (!x->turn[i].by_agent)
			continue;
		s = trimmed(x->turn[i].text, &n);
		if (n > 0 && n == len && memcmp(s, ours, len) == 0) {
			finding_add(f, SIGNAL_repeats_itself, f->p->reply, 0,
			    f->p->reply->len);
			return;
		}
	}
}

void
find_answers(struct findings *f)
{
	size_t n = find_questions(f);

	find_matter(f, n > 0);
	find_specific(f);
	find_repetition(f);
	finding_cue(f, SIGNAL_explains, PART_REPLY, CUE_EXPLAINED);
	finding_cue(f, SIGNAL_looked_into_it, PART_REPLY, CUE_LOOKED);
	finding_cue(f, SIGNAL_unsure, PART_REPLY, CUE_UNSURE);
}
