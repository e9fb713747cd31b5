/* SPDX-License-Identifier: MIT */
#include "analysis/document.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "text/json_read.h"

static struct doc_list
read_list(struct arena *mem, struct json_object *array)
{
	struct doc_list l = { arena_array(mem, jr_len(array), sizeof(*l.at)),
		0 };

	for (size_t i = 0; i < jr_len(array); i++) {
		const char *text = jr_text_at(mem, array, i);

		if (text != NULL)
			l.at[l.n++] = text;
	}
	return l;
}

/* Members of an object, gathered in document order. */
struct gather {
	struct arena *mem;
	struct doc_points *points;
	struct doc_words *words;
	size_t n;
};

static void
count_member(void *ctx, const char *key, struct json_object *value)
{
	size_t *n = ctx;

	(void)key;
	(void)value;
	++*n;
}

static size_t
members(struct json_object *o)
{
	size_t n = 0;

	jr_each(o, count_member, &n);
	return n;
}

static void
points_member(void *ctx, const char *key, struct json_object *value)
{
	struct gather *g = ctx;

	g->points[g->n++] =
	    (struct doc_points){ arena_text(g->mem, key), jr_whole(value, 0) };
}

static struct doc_points *
read_points(struct arena *mem, struct json_object *o, size_t *n)
{
	struct gather g = { .mem = mem };

	g.points = arena_array(mem, members(o), sizeof(*g.points));
	jr_each(o, points_member, &g);
	*n = g.n;
	return g.points;
}

static void
words_member(void *ctx, const char *key, struct json_object *value)
{
	struct gather *g = ctx;
	struct doc_words *w = &g->words[g->n++];

	w->name = arena_text(g->mem, key);
	w->words = read_list(g->mem, value);
	if (jr_is_array(value))
		return;
	w->words.at = arena_array(g->mem, 1, sizeof(*w->words.at));
	w->words.at[0] = jr_string(g->mem, value);
	w->words.n = w->words.at[0] != NULL;
}

static struct doc_words *
read_words(struct arena *mem, struct json_object *o, size_t *n)
{
	struct gather g = { .mem = mem };

	g.words = arena_array(mem, members(o), sizeof(*g.words));
	jr_each(o, words_member, &g);
	*n = g.n;
	return g.words;
}

static void
read_category(struct arena *mem, struct json_object *doc, const char *name,
    struct doc_category *c)
{
	struct json_object *sev = jr_object(doc, "severity");
	struct doc_list worst =
	    read_list(mem, jr_array(sev, "critical_when_aggravated"));

	*c = (struct doc_category){ .name = name,
		.intent =
		    jr_text(mem, jr_object(doc, "category_intents"), name),
		.at_least = jr_text(mem, jr_object(sev, "at_least"), name),
		.at_most =
		    jr_text(mem, jr_object(sev, "at_most_by_score"), name),
		.outranks =
		    read_list(mem, jr_array(jr_object(doc, "outranks"), name)),
		.aggravated = doc_list_has(&worst, name) };
}

static void
read_categories(struct arena *mem, struct json_object *doc, struct document *d)
{
	struct doc_list names = read_list(mem, jr_array(doc, "categories"));

	d->categories = names.n;
	d->category = arena_array(mem, names.n + 1, sizeof(*d->category));
	for (size_t i = 0; i <= names.n; i++)
		read_category(mem, doc, i < names.n ? names.at[i] : "other",
		    &d->category[i]);
	d->category[names.n].outranks.n = 0;	/* nothing comes after it */
}

static void
read_rule(struct arena *mem, struct json_object *o, struct doc_rule *r)
{
	*r = (struct doc_rule){ .id = jr_text(mem, o, "id"),
		.note = jr_text(mem, o, "note"),
		.flag = jr_text(mem, o, "flag"),
		.severity = jr_int(o, "severity", 0),
		.also = read_list(mem, jr_array(o, "also")),
		.words = read_list(mem, jr_array(o, "words")),
		.patterns = read_list(mem, jr_array(o, "patterns")),
		.unless = read_list(mem, jr_array(o, "unless")),
		.negatable = jr_has(o, "negatable")
				 ? jr_bool(o, "negatable", false)
				 : -1,
		.aggravates = jr_bool(o, "aggravates", false) };
	r->points = read_points(mem, jr_object(o, "points"), &r->points_n);
	r->intents = read_points(mem, jr_object(o, "intents"), &r->intents_n);
}

static void
read_rules(struct arena *mem, struct json_object *list, struct document *d)
{
	d->rules = jr_len(list);
	d->rule = arena_array(mem, d->rules, sizeof(*d->rule));
	for (size_t i = 0; i < d->rules; i++)
		read_rule(mem, jr_array_at(list, i), &d->rule[i]);
}

enum rc
document_read(struct arena *mem, const char *json, size_t len,
    struct document **out, const char **why)
{
	struct json_object *doc, *sev;
	struct document *d;

	*out = NULL;
	if (json_parse(mem, json, len, &doc, why) != RC_OK)
		return RC_BAD_INPUT;
	d = arena_alloc(mem, sizeof(*d));
	sev = jr_object(doc, "severity");
	d->name = jr_text(mem, doc, "name");
	d->threshold = jr_int(doc, "threshold", 10);
	d->medium = jr_int(sev, "medium", 30);
	d->high = jr_int(sev, "high", 40);
	d->critical = jr_int(sev, "critical", 70);
	read_categories(mem, doc, d);
	d->intents = read_list(mem, jr_array(doc, "intents"));
	d->boilerplate = read_list(mem, jr_array(doc, "boilerplate"));
	d->spelling =
	    read_words(mem, jr_object(doc, "spelling"), &d->spellings);
	d->list = read_words(mem, jr_object(doc, "lists"), &d->lists);
	read_rules(mem, jr_array(doc, "rules"), d);
	*out = d;
	return RC_OK;
}

static void
write_list(struct jw *w, const struct doc_list *l)
{
	jw_array(w);
	for (size_t i = 0; i < l->n; i++)
		jw_text(w, l->at[i]);
	jw_end(w);
}

static void
write_points(struct jw *w, const struct doc_points *p, size_t n)
{
	jw_object(w);
	for (size_t i = 0; i < n; i++)
		jw_int(jw_key(w, p[i].to), p[i].n);
	jw_end(w);
}

static void
write_names(struct sbuf *out, const struct document *d)
{
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i < d->categories; i++)
		jw_text(&w, d->category[i].name);
	jw_end(&w);
}

enum bound { INTENT, AT_LEAST, AT_MOST };

static const char *
bound_of(const struct doc_category *c, enum bound which)
{
	return which == INTENT     ? c->intent
	       : which == AT_LEAST ? c->at_least
				   : c->at_most;
}

/* {"crash":"high"}: what the categories have of one kind. */
static void
write_bounds(struct sbuf *out, const struct document *d, enum bound which)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	for (size_t i = 0; i <= d->categories; i++) {
		const struct doc_category *c = &d->category[i];

		if (bound_of(c, which) != NULL)
			jw_text(jw_key(&w, c->name), bound_of(c, which));
	}
	jw_end(&w);
}

static void
write_outranks(struct sbuf *out, const struct document *d)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	for (size_t i = 0; i < d->categories; i++)
		if (d->category[i].outranks.n > 0)
			write_list(jw_key(&w, d->category[i].name),
			    &d->category[i].outranks);
	jw_end(&w);
}

static void
write_aggravated(struct sbuf *out, const struct document *d)
{
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i <= d->categories; i++)
		if (d->category[i].aggravated)
			jw_text(&w, d->category[i].name);
	jw_end(&w);
}

static void
write_spelling(struct sbuf *out, const struct document *d)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	for (size_t i = 0; i < d->spellings; i++)
		if (d->spelling[i].words.n > 0)
			jw_text(jw_key(&w, d->spelling[i].name),
			    d->spelling[i].words.at[0]);
	jw_end(&w);
}

static void
write_lists(struct sbuf *out, const struct document *d)
{
	sbuf_char(out, '{');
	for (size_t i = 0; i < d->lists; i++) {
		struct jw w = JW_INIT(out);

		sbuf_text(out, i > 0 ? ",\n  " : "\n  ");
		jw_text(&w, d->list[i].name);
		sbuf_text(out, ": ");
		w = (struct jw)JW_INIT(out);
		write_list(&w, &d->list[i].words);
	}
	sbuf_text(out, "\n }");
}

static void
write_boilerplate(struct sbuf *out, const struct document *d)
{
	sbuf_char(out, '[');
	for (size_t i = 0; i < d->boilerplate.n; i++) {
		struct jw w = JW_INIT(out);

		sbuf_text(out, i > 0 ? ",\n  " : "\n  ");
		jw_text(&w, d->boilerplate.at[i]);
	}
	sbuf_text(out, "\n ]");
}

/* The texts of a rule stand in lines of their own below it. */
static void
write_texts(struct sbuf *out, const char *member, const struct doc_list *l)
{
	struct jw w = JW_INIT(out);

	if (l->n == 0)
		return;
	sbuf_fmt(out, ",\n   \"%s\":", member);
	write_list(&w, l);
}

static void
write_rule(struct sbuf *out, const struct doc_rule *r)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "id"), r->id);
	if (r->note != NULL && *r->note != '\0')
		jw_text(jw_key(&w, "note"), r->note);
	if (r->severity != 0)
		jw_int(jw_key(&w, "severity"), r->severity);
	write_points(jw_key(&w, "points"), r->points, r->points_n);
	if (r->intents_n > 0)
		write_points(jw_key(&w, "intents"), r->intents, r->intents_n);
	if (r->also.n > 0)
		write_list(jw_key(&w, "also"), &r->also);
	if (r->negatable >= 0)
		jw_bool(jw_key(&w, "negatable"), r->negatable > 0);
	if (r->aggravates)
		jw_bool(jw_key(&w, "aggravates"), true);
	if (r->flag != NULL)
		jw_text(jw_key(&w, "flag"), r->flag);
	write_texts(out, "words", &r->words);
	write_texts(out, "patterns", &r->patterns);
	write_texts(out, "unless", &r->unless);
	sbuf_char(out, '}');
}

static void
write_severity(struct sbuf *out, const struct document *d)
{
	sbuf_fmt(out,
	    "{\"medium\": %lld, \"high\": %lld, \"critical\": %lld,"
	    "\n  \"at_least\": ",
	    (long long)d->medium, (long long)d->high, (long long)d->critical);
	write_bounds(out, d, AT_LEAST);
	sbuf_text(out, ",\n  \"at_most_by_score\": ");
	write_bounds(out, d, AT_MOST);
	sbuf_text(out, ",\n  \"critical_when_aggravated\": ");
	write_aggravated(out, d);
	sbuf_char(out, '}');
}

static void
write_head(struct sbuf *out, const struct document *d)
{
	struct jw w = JW_INIT(out);

	sbuf_text(out, "{\n \"format\": 1,\n \"name\": ");
	jw_text(&w, d->name);
	sbuf_fmt(out, ",\n \"threshold\": %lld,\n \"categories\": ",
	    (long long)d->threshold);
	write_names(out, d);
	sbuf_text(out, ",\n \"intents\": ");
	w = (struct jw)JW_INIT(out);
	write_list(&w, &d->intents);
	sbuf_text(out, ",\n \"category_intents\": ");
	write_bounds(out, d, INTENT);
	sbuf_text(out, ",\n \"outranks\": ");
	write_outranks(out, d);
}

const char *
document_write(struct arena *mem, const struct document *d)
{
	struct sbuf *out = sbuf_arena(mem);

	write_head(out, d);
	sbuf_text(out, ",\n \"severity\": ");
	write_severity(out, d);
	sbuf_text(out, ",\n \"spelling\": ");
	write_spelling(out, d);
	sbuf_text(out, ",\n \"lists\": ");
	write_lists(out, d);
	sbuf_text(out, ",\n \"boilerplate\": ");
	write_boilerplate(out, d);
	sbuf_text(out, ",\n \"rules\": [");
	for (size_t i = 0; i < d->rules; i++) {
		sbuf_text(out, i > 0 ? ",\n  " : "\n  ");
		write_rule(out, &d->rule[i]);
	}
	sbuf_text(out, "\n ]\n}\n");
	return sbuf_cstr(out);
}

int
document_category(const struct document *d, const char *name)
{
	for (size_t i = 0; i < d->categories; i++)
		if (strcmp(d->category[i].name, name) == 0)
			return (int)i;
	return -1;
}

int
document_rule(const struct document *d, const char *id)
{
	for (size_t i = 0; i < d->rules; i++)
		if (strcmp(d->rule[i].id, id) == 0)
			return (int)i;
	return -1;
}

int
document_list(const struct document *d, const char *name)
{
	for (size_t i = 0; i < d->lists; i++)
		if (strcmp(d->list[i].name, name) == 0)
			return (int)i;
	return -1;
}

int64_t
doc_points_of(const struct doc_points *p, size_t n, const char *to)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(p[i].to, to) == 0)
			return p[i].n;
	return 0;
}

bool
doc_list_has(const struct doc_list *l, const char *word)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->at[i], word) == 0)
			return true;
	return false;
}

static const char *
trimmed(struct arena *mem, const char *s, size_t len)
{
	while (len > 0 && strchr(" \t\r", *s) != NULL) {
		s++;
		len--;
	}
	while (len > 0 && strchr(" \t\r", s[len - 1]) != NULL)
		len--;
	return arena_copy(mem, s, len);
}

struct doc_list
doc_lines(struct arena *mem, const char *text)
{
	struct doc_list l = { NULL, 1 };

	for (const char *p = text; *p != '\0'; p++)
		l.n += *p == '\n';
	l.at = arena_array(mem, l.n, sizeof(*l.at));
	l.n = 0;
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		const char *line = trimmed(mem, text, len);

		if (*line != '\0')
			l.at[l.n++] = line;
		text += len + (text[len] == '\n');
	}
	return l;
}

const char *
doc_text(struct arena *mem, const struct doc_list *l)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < l->n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? "\n" : "", l->at[i]);
	return sbuf_cstr(out);
}
