/* SPDX-License-Identifier: MIT */
#include "analysis/analyse.h"

#include <string.h>

#include "analysis/keyword.h"
#include "analysis/normal.h"
#include "analysis/one_liner.h"
#include "analysis/rules.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "base/utf8.h"
#include "text/pattern.h"
#include "text/phrase.h"
#include "text/readable.h"
#include "text/words.h"

/* Policy gives a reason for its bound, each step up and the last word. */
enum { WORDS_SHOWN = 80, POLICY_REASONS = 1 + SEVERITY_CRITICAL + 1 };

/* What was found of one rule. */
struct found {
	bool matched, excluded;
	uint32_t from, to;	/* bytes of the text */
};

/* One analysis on its way. */
struct work {
	const struct ruleset *set;
	struct arena *mem;
	const char *text;	/* subject, empty line, body */
	size_t body;		/* where the body begins in it */
	struct tokens tokens;
	struct found *found;	/* by rule */
	int points[CATEGORIES_MAX + 1], intents[INTENTS_MAX];
	uint32_t also;
	bool aggravated;
	size_t main;		/* place of the main category */
	struct reason *reason;
	size_t reasons;
};

static const char *const severity_names[] = { "low", "medium", "high",
	"critical" };

const char *
severity_name(enum severity s)
{
	return severity_names[s];
}

bool
severity_parse(const char *name, enum severity *out)
{
	size_t i = name == NULL ? TABLE_LEN(severity_names) :
	    WORDS_FIND(severity_names, name);

	if (i == TABLE_LEN(severity_names))
		return false;
	*out = (enum severity)i;
	return true;
}

static void
found_take(struct work *w, uint32_t tag, size_t from, size_t to)
{
	struct found *f = &w->found[tag / PARTS];

	if (tag % PARTS == PART_UNLESS)
		f->excluded = true;
	else if (!f->matched)
		*f = (struct found){ true, f->excluded, (uint32_t)from,
			(uint32_t)to };
}

static void
on_phrase(void *ctx, const struct phrase_hit *h)
{
	struct work *w = ctx;
	const struct token *last = &w->tokens.v[h->last];

	if (h->negated && h->tag % PARTS == PART_MATCH)
		return;
	found_take(w, h->tag, w->tokens.v[h->first].at, last->at + last->len);
}

static void
on_pattern(void *ctx, const struct pattern_hit *h)
{
	found_take(ctx, h->tag, h->from, h->to);
}

static void
reason_add(struct work *w, const char *rule, const char *words,
    const char *effect, int points)
{
	w->reason[w->reasons++] = (struct reason){ rule, words, effect,
		points };
}

static const char *
words_shown(struct work *w, const struct found *f)
{
	size_t len = utf8_cut(w->text + f->from, f->to - f->from, WORDS_SHOWN);
	char *s = arena_copy(w->mem, w->text + f->from, len);

	for (size_t i = 0; i < len; i++)
		if (s[i] == '\n')
			s[i] = ' ';
	return s;
}

static void
rule_apply(struct work *w, size_t i, struct verdict *out)
{
	const struct rule *r = &w->set->rule[i];

	for (size_t k = 0; k < r->categories_n; k++)
		w->points[r->category[k].to] += r->category[k].n;
	for (size_t k = 0; k < r->intents_n; k++)
		w->intents[r->intent[k].to] += r->intent[k].n;
	w->also |= r->also;
	w->aggravated |= r->aggravates;
	out->score += r->severity;
	out->delete_request |= r->delete_request;
	reason_add(w, r->id, words_shown(w, &w->found[i]), r->effect,
	    r->severity);
}

static void
rules_apply(struct work *w, struct verdict *out)
{
	size_t n = 0;
	int64_t over;

	w->found = arena_array(w->mem, w->set->rules, sizeof(*w->found));
	phrases_match(w->set->phrases, &w->tokens, on_phrase, w);
	over = pattern_match(w->set->patterns, w->text, strlen(w->text),
	    on_pattern, w);
	if (over >= 0)
		out->over_limit = w->set->rule[over / PARTS].id;
	for (size_t i = 0; i < w->set->rules; i++)
		n += w->found[i].matched && !w->found[i].excluded;
	w->reason = arena_array(w->mem, n + POLICY_REASONS,
	    sizeof(*w->reason));
	for (size_t i = 0; i < w->set->rules; i++)
		if (w->found[i].matched && !w->found[i].excluded)
			rule_apply(w, i, out);
}

/* A category that applies may come before the one with the most points: "it
 * freezes, please fix this bug" is a crash. Of several that may, the one with the
 * most points does. */
static void
main_outranked(struct work *w)
{
	size_t chosen = w->main;
	int most = w->set->threshold - 1;

	for (size_t i = 0; i < w->set->categories; i++)
		if (w->points[i] > most &&
		    (w->set->outranks[i] >> chosen & 1) != 0) {
			w->main = i;
			most = w->points[i];
		}
}

static void
categories_choose(struct work *w, struct verdict *out)
{
	size_t n = w->set->categories;
	const char **list = arena_array(w->mem, n, sizeof(*list));

	w->main = n;
	for (size_t i = 0; i < n; i++) {
		int least = w->main == n ? w->points[n] - 1 : w->points[w->main];

		if (w->points[i] >= w->set->threshold ||
		    (w->also >> i & 1) != 0)
			list[out->categories_n++] = w->set->category[i];
		if (w->points[i] >= w->set->threshold && w->points[i] > least)
			w->main = i;
	}
	main_outranked(w);
	out->categories = list;
	out->main_category = w->set->category[w->main];
}

static void
intent_choose(struct work *w, struct verdict *out)
{
	int most = 0, by_category = w->set->category_intent[w->main];

	out->intent = by_category >= 0 ? w->set->intent[by_category] :
	    "feedback";
	if (out->unreadable)
		out->intent = "unreadable";
	else if (out->empty)
		out->intent = "incomplete_ticket";
	for (size_t i = 0; i < w->set->intents && !out->unreadable; i++) {
		if (w->intents[i] < w->set->threshold || w->intents[i] <= most)
			continue;
		most = w->intents[i];
		out->intent = w->set->intent[i];
	}
}

static bool
has_category(const struct verdict *v, const char *name)
{
	for (size_t i = 0; i < v->categories_n; i++)
		if (strcmp(v->categories[i], name) == 0)
			return true;
	return false;
}

static void
policy(struct work *w, struct verdict *out, enum severity s, const char *why,
    const char *words)
{
	if (out->severity >= s && s != SEVERITY_LOW)
		return;
	out->severity = s;
	reason_add(w, why, words, arena_fmt(w->mem, "severity %s%s",
	    s == SEVERITY_LOW ? "" : "at least ", severity_name(s)), 0);
}

static void
severity_choose(struct work *w, struct verdict *out)
{
	const struct ruleset *set = w->set;

	out->score = out->score < 0 ? 0 : out->score > 100 ? 100 : out->score;
	for (int s = SEVERITY_CRITICAL; s > SEVERITY_LOW; s--)
		if (out->score >= set->bucket[s]) {
			out->severity = (enum severity)s;
			break;
		}
	if (out->severity > set->ceiling[w->main]) {
		out->severity = set->ceiling[w->main];
		reason_add(w, "policy.main_category", out->main_category,
		    arena_fmt(w->mem, "severity by score at most %s",
		    severity_name(out->severity)), 0);
	}
	for (size_t i = 0; i < set->categories; i++) {
		if (!has_category(out, set->category[i]))
			continue;
		if (set->floor[i] > SEVERITY_LOW)
			policy(w, out, set->floor[i], "policy.category",
			    set->category[i]);
		if (w->aggravated && (set->aggravated >> i & 1) != 0)
			policy(w, out, SEVERITY_CRITICAL, "policy.aggravated",
			    set->category[i]);
	}
	if (out->empty || out->unreadable)
		policy(w, out, SEVERITY_LOW, out->empty ? "policy.empty" :
		    "policy.unreadable", "");
}

/* The body's own tokens. */
static struct tokens
body_tokens(const struct work *w)
{
	struct tokens t = w->tokens;

	while (t.n > 0 && t.v->at < w->body) {
		t.v++;
		t.n--;
	}
	return t;
}

static void
work_begin(struct work *w, const struct cleaned *c)
{
	const char *body = pattern_remove(w->set->boilerplate, w->mem, c->text);
	struct sbuf *text = sbuf_arena(w->mem);

	if (*c->subject != '\0')
		sbuf_fmt(text, "%s\n\n", c->subject);
	w->body = text->len;
	sbuf_text(text, body);
	w->text = sbuf_cstr(text);
	words_split(w->set->words, w->mem, w->text, text->len, &w->tokens);
}

/* Where the words stand that speak most for the main category. */
static size_t
telling_place(const struct work *w)
{
	size_t at = SIZE_MAX;
	int most = 0;

	for (size_t i = 0; w->found != NULL && i < w->set->rules; i++) {
		const struct rule *r = &w->set->rule[i];

		if (!w->found[i].matched || w->found[i].excluded)
			continue;
		for (size_t k = 0; k < r->categories_n; k++)
			if (r->category[k].to == w->main &&
			    r->category[k].n > most) {
				most = r->category[k].n;
				at = w->found[i].from;
			}
	}
	return at;
}

void
analyse(const struct ruleset *set, struct arena *mem, const struct report *r,
    struct verdict *out)
{
	struct work w = { .set = set, .mem = mem };
	struct tokens body;
	struct cleaned c;
	const char *shown;

	memset(out, 0, sizeof(*out));
	report_clean(mem, r, &c);
	entity_find(mem, &c, &out->entities);
	work_begin(&w, &c);
	body = body_tokens(&w);
	shown = w.text;
	out->empty = c.empty;
	out->unreadable = !c.empty && !readable_text(&body);
	if (out->unreadable) {
		/* nothing that is found in it means anything */
		w.tokens.n = 0;
		w.text = "";
		w.body = 0;
	}
	rules_apply(&w, out);
	categories_choose(&w, out);
	intent_choose(&w, out);
	severity_choose(&w, out);
	out->reasons = w.reason;
	out->reasons_n = w.reasons;
	out->keywords = keyword_find(set, mem, &w.tokens, &out->keywords_n);
	out->one_liner = one_liner(set, mem, shown, &w.tokens,
	    telling_place(&w));
	if (!out->empty && !out->unreadable)
		out->normal = normal_text(set, mem, c.subject,
		    w.text + w.body);
}
