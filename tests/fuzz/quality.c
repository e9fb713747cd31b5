/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a conversation: lines beginning with C are the customer's, with A
 * an agent's, with S an agent's saved reply; the first line is the customer's
 * name and the subject. Each reply is scored: marks are on their scale, the total
 * is that of the marks, the points of a mark that is inside its scale add up,
 * signals show bytes of their message (for valid text the words themselves),
 * all words are UTF-8, and the same comes out twice. Words that a signal shows
 * are found again as evidence.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "quality/evidence.h"
#include "quality/heuristic.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { TURNS_MAX = 30 };

static struct arena *program;
static struct heuristic *heuristic;

static size_t
turns_of(char *text, struct turn *turn)
{
	size_t n = 0;

	for (char *line = text, *next; line != NULL && n < TURNS_MAX;
	    line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		turn[n].id = (int64_t)n + 1;
		turn[n].by_agent = *line == 'A' || *line == 'S';
		turn[n].saved_reply = *line == 'S';
		turn[n].at = (int64_t)n * 50000;
		turn[n++].text = *line != '\0' ? line + 1 : line;
	}
	return n;
}

static void
check_evidence(struct arena *mem, const struct signal *s, const char *text)
{
	size_t at, len, letters = 0;

	for (const char *c = s->words; *c != '\0'; c++)
		letters += (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
	if (letters < EVIDENCE_LEAST || !utf8_valid(text, strlen(text)))
		return;
	if (strlen(s->words) != s->len ||
	    memcmp(s->words, text + s->at, s->len) != 0)
		abort();
	/* whole words are found, there or earlier */
	if ((s->at > 0 && (unsigned char)text[s->at - 1] > ' ') ||
	    (unsigned char)text[s->at + s->len] > ' ')
		return;
	if (!evidence_find(mem, text, s->words, &at, &len) ||
	    at >= s->at + s->len || !utf8_valid(text + at, len))
		abort();
}

static void
check_signals(struct arena *mem, const struct exchange *x,
    const struct judgement *j)
{
	for (size_t i = 0; i < j->n_signals; i++) {
		const struct signal *s = &j->signal[i];
		const char *text;

		if (!utf8_valid(s->words, strlen(s->words)) ||
		    heuristic_says(s->name) == NULL || s->points == 0 ||
		    s->message < 0 || s->message > (int64_t)x->n)
			abort();
		if (s->message == 0)
			continue;
		text = x->turn[s->message - 1].text;
		if (s->len == 0 || s->at + s->len > strlen(text))
			abort();
		check_evidence(mem, s, text);
	}
}

static double
held(double x)
{
	return x < 0 ? 0 : x > 10 ? 10 : x;
}

static void
check_marks(const struct judgement *j)
{
	static const double begin[] = { 4.5, 5.5, 7, 5 };
	double total;
	bool failed;

	for (size_t i = 0; i < rubric_default.n; i++) {
		double sum = begin[i];

		for (size_t k = 0; k < j->n_signals; k++)
			sum += j->signal[k].dimension == i ?
			    j->signal[k].points : 0;
		if (j->mark[i].state == MARK_SCORED &&
		    fabs(held(sum) - j->mark[i].score) > 0.011)
			abort();
		if (!utf8_valid(j->mark[i].evidence,
		    strlen(j->mark[i].evidence)) || *j->mark[i].reason == '\0')
			abort();
	}
	if (rubric_total(&rubric_default, j->mark, &total, &failed) !=
	    j->has_total || fabs(total - j->total) > 0.011)
		abort();
	if (!(j->confidence >= 0 && j->confidence <= 1) ||
	    *j->reasoning == '\0')
		abort();
}

static void
check_reply(struct arena *mem, const struct exchange *x)
{
	struct exchange part = heuristic_part(x);
	struct judgement j, again;

	heuristic_judge(heuristic, mem, &rubric_default, x, &j);
	check_signals(mem, x, &j);
	check_marks(&j);
	heuristic_judge(heuristic, mem, &rubric_default, &part, &again);
	if (again.n_signals != j.n_signals || again.total != j.total ||
	    strcmp(again.reasoning, j.reasoning) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct turn turn[TURNS_MAX];
	struct arena *mem;
	struct exchange x = { .turn = turn, .rating = "", .rating_comment = "",
		.agent = "", .closed_at = 100000 };
	char *text, *rest;

	if (program == NULL) {
		program = arena_begin();
		heuristic = heuristic_new(program);
	}
	mem = arena_begin();
	text = arena_copy(mem, (const char *)bytes, len);
	rest = strchr(text, '\n');
	if (rest != NULL) {
		*rest++ = '\0';
		x.customer = x.subject = text;
		x.n = turns_of(rest, turn);
	}
	for (x.reply = 0; x.reply < x.n; x.reply++)
		if (turn[x.reply].by_agent)
			check_reply(mem, &x);
	arena_end(mem);
	return 0;
}
