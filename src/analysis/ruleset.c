/* SPDX-License-Identifier: MIT */
#include "analysis/ruleset.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/rules.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "text/json_read.h"
#include "text/pattern.h"
#include "text/phrase.h"
#include "text/words.h"

enum { POINTS_MOST = 1000, ID_MAX = 60 };

static const char app_and_game[] =
#include "analysis/app-and-game.def"
    ;
static const char web_shop[] =
#include "analysis/web-shop.def"
    ;
static const char saas[] =
#include "analysis/saas.def"
    ;

static const struct {
	const char *name, *json;
} builtin[] = {
	{ "app-and-game", app_and_game }, /* the default comes first */
	{ "web-shop", web_shop },
	{ "saas", saas },
};

enum kind { TEXT, WHOLE, SWITCH, LIST, OBJECT };

static const char *const kind_words[] = { "text", "a whole number",
	"true or false", "an array", "an object" };

struct member {
	const char *name;
	enum kind kind;
};

/* docs/ruleset.md says what they mean. */
static const struct member document_members[] = {
	{ "format", WHOLE }, { "name", TEXT }, { "threshold", WHOLE },
	{ "categories", LIST }, { "intents", LIST },
	{ "category_intents", OBJECT }, { "outranks", OBJECT },
	{ "severity", OBJECT }, { "spelling", OBJECT }, { "lists", OBJECT },
	{ "boilerplate", LIST }, { "rules", LIST }, { NULL, TEXT },
};
static const struct member severity_members[] = {
	{ "medium", WHOLE }, { "high", WHOLE }, { "critical", WHOLE },
	{ "at_least", OBJECT }, { "at_most_by_score", OBJECT },
	{ "critical_when_aggravated", LIST }, { NULL, TEXT },
};
static const struct member rule_members[] = {
	{ "id", TEXT }, { "note", TEXT }, { "points", OBJECT },
	{ "intents", OBJECT }, { "severity", WHOLE }, { "also", LIST },
	{ "words", LIST }, { "patterns", LIST }, { "unless", LIST },
	{ "negatable", SWITCH }, { "aggravates", SWITCH }, { "flag", TEXT },
	{ NULL, TEXT },
};

/* A reading in progress; why is set by the first thing that is wrong. */
struct loader {
	struct arena *mem;
	struct ruleset *set;
	const char *where;  /* "rule crash.words" */
	const char *member; /* "patterns", or "" */
	size_t item;        /* which of it, from 1; 0: all of it */
	const char *why;
	struct json_object *spelling;
	struct points *list;
	size_t n;
	bool intents;
	const struct member *members;	/* that an object may have */
	enum kind kind;			/* of each member */
};

static bool wrong(struct loader *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Always false, so that a reader can return it. */
static bool
wrong(struct loader *l, const char *fmt, ...)
{
	va_list ap;

	if (l->why != NULL)
		return false;
	va_start(ap, fmt);
	l->why = arena_vfmt(l->mem, fmt, ap);
	va_end(ap);
	return false;
}

/* What is read next, for who wants to know where it went wrong. */
static void
at(struct loader *l, const char *where, const char *member)
{
	if (l->why != NULL)
		return;
	l->where = where;
	l->member = member;
	l->item = 0;
}

static int
category_place(const struct ruleset *set, const char *name)
{
	for (size_t i = 0; i <= set->categories; i++)
		if (strcmp(set->category[i], name) == 0)
			return (int)i;
	return -1;
}

static int
intent_place(const struct ruleset *set, const char *name)
{
	for (size_t i = 0; i < set->intents; i++)
		if (strcmp(set->intent[i], name) == 0)
			return (int)i;
	return -1;
}

static bool
is_kind(struct arena *mem, struct json_object *v, enum kind kind)
{
	switch (kind) {
	case TEXT:
		return jr_string(mem, v) != NULL;
	case WHOLE:
		return jr_whole(v, 0) == jr_whole(v, 1);
	case SWITCH:
		return jr_is_bool(v);
	case LIST:
		return jr_is_array(v);
	case OBJECT:
		return jr_is_object(v);
	}
	return false;
}

static void
kind_check(struct loader *l, const char *key, struct json_object *value,
    enum kind kind)
{
	if (!is_kind(l->mem, value, kind))
		wrong(l, "%s must be %s", key, kind_words[kind]);
}

static void
member_check(void *ctx, const char *key, struct json_object *value)
{
	struct loader *l = ctx;
	const struct member *m = l->members;

	while (m->name != NULL && strcmp(m->name, key) != 0)
		m++;
	if (m->name == NULL)
		wrong(l, "there is no member \"%s\"", key);
	else
		kind_check(l, key, value, m->kind);
}

/* An object has only these members, each of its kind: one that is misspelt or
 * written otherwise would be left out in silence. */
static bool
members_check(struct loader *l, struct json_object *o,
    const struct member *members)
{
	l->members = members;
	jr_each(o, member_check, l);
	return l->why == NULL;
}

static void
category_check(void *ctx, const char *key, struct json_object *value)
{
	struct loader *l = ctx;

	if (category_place(l->set, key) < 0)
		wrong(l, "there is no category \"%s\"", key);
	else
		kind_check(l, key, value, l->kind);
}

/* The same for an object whose members are categories. */
static bool
categories_check(struct loader *l, struct json_object *o, enum kind kind)
{
	l->kind = kind;
	jr_each(o, category_check, l);
	return l->why == NULL;
}

static bool
read_number(struct loader *l, struct json_object *o, const char *key, int min,
    int max, int *out)
{
	int64_t n = jr_int(o, key, *out);

	if (n < min || n > max)
		return wrong(l, "%s must be %d to %d", key, min, max);
	*out = (int)n;
	return true;
}

static bool
is_name(const char *s)
{
	return s != NULL && *s != '\0' && strlen(s) <= ID_MAX &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.-")] == '\0';
}

static bool
read_categories(struct loader *l, struct json_object *doc)
{
	struct json_object *list = jr_array(doc, "categories");
	struct ruleset *set = l->set;

	at(l, "categories", "categories");
	if (jr_len(list) < 1 || jr_len(list) >= CATEGORIES_MAX)
		return wrong(l, "there must be 1 to %d", CATEGORIES_MAX - 1);
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *name = jr_text_at(l->mem, list, i);

		l->item = i + 1;
		if (!is_name(name) || strcmp(name, "other") == 0)
			return wrong(
			    l, "number %zu is no name of small letters", i + 1);
		for (size_t k = 0; k < i; k++)
			if (strcmp(set->category[k], name) == 0)
				return wrong(l,
				    "there are two of the name "
				    "\"%s\"",
				    name);
		set->category[i] = name;
	}
	set->categories = jr_len(list);
	set->category[set->categories] = "other";
	return true;
}

static bool
read_intents(struct loader *l, struct json_object *doc)
{
	struct json_object *list = jr_array(doc, "intents");
	struct json_object *by = jr_object(doc, "category_intents");
	struct ruleset *set = l->set;

	at(l, "intents", "intents");
	if (jr_len(list) > INTENTS_MAX)
		return wrong(l, "there may be %d", INTENTS_MAX);
	for (size_t i = 0; i < jr_len(list); i++) {
		set->intent[i] = jr_text_at(l->mem, list, i);
		l->item = i + 1;
		if (!is_name(set->intent[i]))
			return wrong(
			    l, "number %zu is no name of small letters", i + 1);
		set->intents++;
	}
	at(l, "category_intents", "category_intents");
	if (!categories_check(l, by, TEXT))
		return false;
	for (size_t i = 0; i <= set->categories; i++) {
		const char *name = jr_text(l->mem, by, set->category[i]);

		set->category_intent[i] = name ? intent_place(set, name) : -1;
		if (name != NULL && set->category_intent[i] < 0)
			return wrong(l, "there is no intent \"%s\"", name);
	}
	return true;
}

/* The severity that an object of at_least or at_most_by_score gives category i.
 */
static bool
read_bound(
    struct loader *l, struct json_object *of, size_t i, enum severity *out)
{
	const char *name = jr_text(l->mem, of, l->set->category[i]);

	return name == NULL || severity_parse(name, out) ||
	       wrong(l, "\"%s\" is not low, medium, high or critical", name);
}

static bool
read_severity(struct loader *l, struct json_object *doc)
{
	struct json_object *sev = jr_object(doc, "severity");
	struct json_object *floors = jr_object(sev, "at_least");
	struct json_object *ceilings = jr_object(sev, "at_most_by_score");
	struct json_object *list = jr_array(sev, "critical_when_aggravated");
	struct ruleset *set = l->set;

	at(l, "severity", "severity");
	set->bucket[SEVERITY_MEDIUM] = 30;
	set->bucket[SEVERITY_HIGH] = 40;
	set->bucket[SEVERITY_CRITICAL] = 70;
	if (!members_check(l, sev, severity_members) ||
	    !categories_check(l, floors, TEXT) ||
	    !categories_check(l, ceilings, TEXT))
		return false;
	for (int s = SEVERITY_MEDIUM; s <= SEVERITY_CRITICAL; s++)
		if (!read_number(l, sev, severity_name((enum severity)s), 0,
		    POINTS_MOST, &set->bucket[s]))
			return false;
	for (size_t i = 0; i <= set->categories; i++) {
		set->ceiling[i] = SEVERITY_CRITICAL;
		if (!read_bound(l, floors, i, &set->floor[i]) ||
		    !read_bound(l, ceilings, i, &set->ceiling[i]))
			return false;
	}
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *name = jr_text_at(l->mem, list, i);
		int place = name ? category_place(set, name) : -1;

		if (place < 0)
			return wrong(l,
			    "critical_when_aggravated: there is no "
			    "category \"%s\"",
			    name ? name : "");
		set->aggravated |= 1u << place;
	}
	return true;
}

/* "outranks": {"crash": ["bug"]}: for category i. */
static bool
read_outranked(struct loader *l, struct json_object *list, size_t i)
{
	for (size_t k = 0; k < jr_len(list); k++) {
		const char *name = jr_text_at(l->mem, list, k);
		int place = name ? category_place(l->set, name) : -1;

		if (place < 0)
			return wrong(
			    l, "there is no category \"%s\"", name ? name : "");
		l->set->outranks[i] |= 1u << place;
	}
	return true;
}

static bool
read_outranks(struct loader *l, struct json_object *doc)
{
	struct json_object *o = jr_object(doc, "outranks");

	at(l, "outranks", "outranks");
	if (!categories_check(l, o, LIST))
		return false;
	for (size_t i = 0; i < l->set->categories; i++)
		if (!read_outranked(l, jr_array(o, l->set->category[i]), i))
			return false;
	return true;
}

static void
alias_member(void *ctx, const char *key, struct json_object *value)
{
	struct loader *l = ctx;
	const char *to = jr_string(l->mem, value);

	at(l, "spelling", "spelling");
	if (to == NULL || !is_name(key) || !is_name(to))
		wrong(l, "\"%s\" must name a word of small letters", key);
	else if (words_fault(key) != NULL || words_fault(to) != NULL)
		wrong(l, "\"%s\" %s", words_fault(key) ? key : to,
		    words_fault(key) ? words_fault(key) : words_fault(to));
	else if (jr_has(l->spelling, to))
		wrong(l, "\"%s\" counts as \"%s\", which is itself spelt "
		    "otherwise", key, to);
	else
		words_alias(l->set->words, key, to);
}

static void
list_member(void *ctx, const char *key, struct json_object *value)
{
	struct loader *l = ctx;
	const char *why = NULL;

	at(l, arena_fmt(l->mem, "list %s", key), "words");
	if (!is_name(key) || !jr_is_array(value))
		wrong(l, "must be an array of words");
	for (size_t i = 0; i < jr_len(value) && l->why == NULL; i++) {
		const char *word = jr_text_at(l->mem, value, i);

		l->item = i + 1;
		if (word == NULL)
			wrong(l, "number %zu is no text", i + 1);
		else if (!phrases_list(l->set->phrases, key, word, &why))
			wrong(l, "%s", why);
	}
}

static bool
read_boilerplate(struct loader *l, struct json_object *doc)
{
	struct json_object *list = jr_array(doc, "boilerplate");
	const char *why = NULL;

	at(l, "boilerplate", "boilerplate");
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *regex = jr_text_at(l->mem, list, i);

		l->item = i + 1;
		if (regex == NULL)
			return wrong(l, "number %zu is no text", i + 1);
		if (!pattern_add(l->set->boilerplate, regex, (uint32_t)i, &why))
			return wrong(l, "number %zu %s", i + 1, why);
	}
	pattern_close(l->set->boilerplate);
	return true;
}

static void
points_member(void *ctx, const char *key, struct json_object *value)
{
	struct loader *l = ctx;
	int place = l->intents ? intent_place(l->set, key)
			       : category_place(l->set, key);
	int64_t n;

	if (place < 0) {
		wrong(l, "there is no %s \"%s\"",
		    l->intents ? "intent" : "category", key);
		return;
	}
	n = jr_whole(value, INT64_MIN);
	if (n < -POINTS_MOST || n > POINTS_MOST) {
		wrong(l, "points must be whole and -1000 to 1000");
		return;
	}
	l->list[l->n++] = (struct points){ (uint16_t)place, (int16_t)n };
}

static const struct points *
read_points(struct loader *l, struct json_object *o, bool intents, size_t *n)
{
	at(l, l->where, intents ? "intents" : "points");
	l->list =
	    arena_array(l->mem, CATEGORIES_MAX + INTENTS_MAX, sizeof(*l->list));
	l->n = 0;
	l->intents = intents;
	jr_each(o, points_member, l);
	*n = l->n;
	return l->list;
}

static bool
read_phrases(struct loader *l, struct json_object *list, size_t rule,
    enum part part, bool single_is_match)
{
	const char *why = NULL;

	at(l, l->where, part == PART_UNLESS ? "unless" : "words");
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *phrase = jr_text_at(l->mem, list, i);
		enum part p = part;

		l->item = i + 1;
		if (phrase == NULL)
			return wrong(l, "word %zu is no text", i + 1);
		if (single_is_match && strchr(phrase, ' ') == NULL)
			p = PART_MATCH;
		if (!phrases_add(l->set->phrases, phrase,
			(uint32_t)(rule * PARTS + p), &why))
			return wrong(l, "\"%s\": %s", phrase, why);
	}
	return true;
}

static bool
read_patterns(struct loader *l, struct json_object *list, size_t rule)
{
	const char *why = NULL;

	at(l, l->where, "patterns");
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *regex = jr_text_at(l->mem, list, i);

		l->item = i + 1;
		if (regex == NULL)
			return wrong(l, "pattern %zu is no text", i + 1);
		if (!pattern_add(l->set->patterns, regex,
			(uint32_t)(rule * PARTS + PART_PLAIN), &why))
			return wrong(l, "pattern %zu %s", i + 1, why);
	}
	return true;
}

static bool
read_also(struct loader *l, struct json_object *list, struct rule *r)
{
	at(l, l->where, "also");
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *name = jr_text_at(l->mem, list, i);
		int place = name ? category_place(l->set, name) : -1;

		if (place < 0 || place == (int)l->set->categories)
			return wrong(l, "also: there is no category \"%s\"",
			    name ? name : "");
		r->also |= 1u << place;
	}
	return true;
}

static bool
read_flag(struct loader *l, struct json_object *o, struct rule *r)
{
	const char *flag = jr_text(l->mem, o, "flag");

	at(l, l->where, "flag");
	if (flag == NULL)
		return true;
	if (strcmp(flag, "delete_request") != 0)
		return wrong(l, "there is no flag \"%s\"", flag);
	r->delete_request = true;
	return true;
}

static const char *
effect_text(struct arena *mem, const struct ruleset *set, const struct rule *r)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < r->categories_n; i++)
		sbuf_fmt(out, ", %s %+d", set->category[r->category[i].to],
		    r->category[i].n);
	for (size_t i = 0; i < r->intents_n; i++)
		sbuf_fmt(out, ", %s %+d", set->intent[r->intent[i].to],
		    r->intent[i].n);
	for (size_t i = 0; i < set->categories; i++)
		if ((r->also >> i & 1) != 0)
			sbuf_fmt(out, ", %s", set->category[i]);
	sbuf_text(out, r->delete_request ? ", delete request" : "");
	sbuf_text(out, r->aggravates ? ", aggravates" : "");
	return out->len > 2 ? out->s + 2 : "";
}

static bool
read_rule(struct loader *l, struct json_object *o, size_t i)
{
	struct rule *r = &l->set->rule[i];
	bool negatable = jr_bool(o, "negatable", false);

	at(l, arena_fmt(l->mem, "rule %zu", i + 1), "id");
	r->id = jr_text(l->mem, o, "id");
	if (!is_name(r->id))
		return wrong(l, "id is no name of small letters");
	at(l, arena_fmt(l->mem, "rule %s", r->id), "id");
	for (size_t k = 0; k < i; k++)
		if (strcmp(l->set->rule[k].id, r->id) == 0)
			return wrong(l, "there are two rules of that name");
	if (!members_check(l, o, rule_members))
		return false;
	at(l, l->where, "severity");
	if (!read_number(l, o, "severity", -100, 100, &r->severity))
		return false;
	r->aggravates = jr_bool(o, "aggravates", false);
	r->category =
	    read_points(l, jr_object(o, "points"), false, &r->categories_n);
	r->intent =
	    read_points(l, jr_object(o, "intents"), true, &r->intents_n);
	if (l->why != NULL || !read_also(l, jr_array(o, "also"), r) ||
	    !read_flag(l, o, r))
		return false;
	r->effect = effect_text(l->mem, l->set, r);
	/* one word is asked whether it is negated, a phrase speaks for itself,
	 * unless the rule says otherwise */
	return read_phrases(l, jr_array(o, "words"), i,
		   negatable ? PART_MATCH : PART_PLAIN,
		   !jr_has(o, "negatable")) &&
	       read_phrases(l, jr_array(o, "unless"), i, PART_UNLESS, false) &&
	       read_patterns(l, jr_array(o, "patterns"), i);
}

static bool
read_rules(struct loader *l, struct json_object *doc)
{
	struct json_object *list = jr_array(doc, "rules");
	struct ruleset *set = l->set;

	at(l, "rules", "rules");
	if (jr_len(list) > RULES_MAX)
		return wrong(l, "there may be %d", RULES_MAX);
	set->rules = jr_len(list);
	set->rule = arena_array(l->mem, set->rules, sizeof(*set->rule));
	for (size_t i = 0; i < set->rules; i++)
		if (!read_rule(l, jr_array_at(list, i), i))
			return false;
	pattern_close(set->patterns);
	return true;
}

static bool
read_document(struct loader *l, struct json_object *doc)
{
	struct ruleset *set = l->set;

	at(l, "ruleset", "");
	set->name = jr_text(l->mem, doc, "name");
	if (!jr_is_object(doc) || jr_int(doc, "format", 0) != 1)
		return wrong(l, "format must be 1");
	if (!is_name(set->name))
		return wrong(l, "name is no name of small letters");
	set->threshold = 10;
	if (!members_check(l, doc, document_members) ||
	    !read_number(l, doc, "threshold", 1, POINTS_MOST, &set->threshold) ||
	    !read_categories(l, doc) || !read_intents(l, doc) ||
	    !read_severity(l, doc) || !read_outranks(l, doc))
		return false;
	l->spelling = jr_object(doc, "spelling");
	jr_each(l->spelling, alias_member, l);
	set->phrases = phrases_new(l->mem, set->words);
	jr_each(jr_object(doc, "lists"), list_member, l);
	set->dropped = phrases_class(set->phrases, "dropped");
	set->greetings = phrases_class(set->phrases, "greetings");
	return l->why == NULL && read_boilerplate(l, doc) && read_rules(l, doc);
}

/* FNV-1a, 64 bits: tells versions apart, proves nothing. */
static void
version_of(const char *s, size_t len, char out[static 17])
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	snprintf(out, 17, "%016llx", (unsigned long long)h);
}

enum rc
ruleset_check(struct arena *mem, const char *json, size_t len,
    struct ruleset **out, struct ruleset_fault *fault)
{
	struct loader l = { .mem = mem, .where = "", .member = "" };
	struct json_object *doc;

	*out = NULL;
	*fault = (struct ruleset_fault){ "", "", 0, "" };
	if (json_parse(mem, json, len, &doc, &fault->text) != RC_OK)
		return RC_BAD_INPUT;
	l.set = arena_alloc(mem, sizeof(*l.set));
	l.set->words = words_new(mem);
	l.set->patterns = pattern_set_new(mem);
	l.set->boilerplate = pattern_set_new(mem);
	version_of(json, len, l.set->version);
	if (!read_document(&l, doc) || l.why != NULL) {
		*fault =
		    (struct ruleset_fault){ l.where, l.member, l.item, l.why };
		return RC_BAD_INPUT;
	}
	*out = l.set;
	return RC_OK;
}

const char *
ruleset_fault_text(struct arena *mem, const struct ruleset_fault *f)
{
	return *f->place == '\0' ? f->text
				 : arena_fmt(mem, "%s: %s", f->place, f->text);
}

enum rc
ruleset_load(struct arena *mem, const char *json, size_t len,
    struct ruleset **out, const char **why)
{
	struct ruleset_fault fault;
	enum rc rc = ruleset_check(mem, json, len, out, &fault);

	*why = rc == RC_OK ? "" : ruleset_fault_text(mem, &fault);
	return rc;
}

const char *
ruleset_builtin(const char *name)
{
	size_t i = TABLE_FIND(builtin, name, name);

	return i < TABLE_LEN(builtin) ? builtin[i].json : NULL;
}

const char *
ruleset_builtin_name(size_t i)
{
	return i < sizeof(builtin) / sizeof(*builtin) ? builtin[i].name : NULL;
}

const char *
ruleset_default_json(void)
{
	return builtin[0].json;
}

struct ruleset *
ruleset_default(struct arena *mem)
{
	struct ruleset *set;
	const char *why;

	if (ruleset_load(mem, builtin[0].json, strlen(builtin[0].json), &set,
		&why) != RC_OK) {
		fprintf(stderr, "built-in rules: %s\n", why);
		abort();
	}
	return set;
}

const char *
ruleset_name(const struct ruleset *set)
{
	return set->name;
}

const char *
ruleset_version(const struct ruleset *set)
{
	return set->version;
}

size_t
ruleset_categories(const struct ruleset *set)
{
	return set->categories;
}

const char *
ruleset_category(const struct ruleset *set, size_t i)
{
	return set->category[i];
}

size_t
ruleset_rules(const struct ruleset *set)
{
	return set->rules;
}
