/* SPDX-License-Identifier: MIT */
#include "model/search.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/nearest.h"
#include "text/spell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE_MOST = 200, SUGGEST_BELOW = 3, STEMS_MOST = 200,
	PHRASE_LOOK = 10000 };

/* In a small account every word looks common. */
/* How many read alike that are looked at, and how much those must that hold none of
 * the words: docs/accuracy.md. */
enum { ALIKE_LOOK = 1000 };
#define ALIKE_LEAST "0.4"

enum { COMMON_PART = 3, COMMON_FROM = 100 };

/* What the index makes of an item. */
struct term {
	const char *query;	/* as a tsquery, "" when there is no word */
	const char *apart;	/* the words of a phrase wherever they are */
	const char **stem;
	const char **docs;
	size_t n;
	int64_t held;		/* conversations that hold it, about */
	bool empty;		/* "the": says nothing */
};

/* A search as the database is asked. */
struct asked {
	struct db *db;
	struct arena *mem;
	const struct search *s;
	const struct parsed_query *q;
	struct term term[QUERY_ITEMS_MAX];
	double total;
	const char *all, *part;	/* tsqueries, or NULL */
	const char *all_apart, *part_apart;	/* or NULL: no phrase */
	const char *must;	/* tsquery of all but words, "" none */
	const struct nearest *near;
	bool optional[QUERY_ITEMS_MAX];	/* groups of common words */
	const char *stem[STEMS_MOST], *weight[STEMS_MOST];
	bool shown[STEMS_MOST];	/* a mark in the excerpt */
	size_t stems;
	const char *facts[QUERY_ITEMS_MAX], *without[QUERY_ITEMS_MAX];
	size_t n_facts, n_without;
	struct filter filter;
};

static bool
is_word(const struct query_item *x)
{
	return x->field == FIELD_WORD && !x->phrase && !x->without;
}

static bool
is_text(const struct query_item *x)
{
	return query_field_kind(x->field) == QUERY_WORDS;
}

/* ---- items as tsqueries ---- */

static int64_t
number_of(const char *digits)
{
	int64_t n;

	return parse_int(digits, 0, INT64_MAX, &n) ? n : 0;
}

static void
take_term(struct asked *a, size_t item, const struct rows *r, size_t row)
{
	struct term *t = &a->term[item];
	size_t n;

	t->query = row_text(r, row, 0);
	t->stem = row_texts(a->mem, r, row, 1, &t->n);
	t->docs = row_texts(a->mem, r, row, 2, &n);
	t->held = t->n > 0 ? INT64_MAX : 0;
	for (size_t i = 0; i < t->n; i++)
		if (number_of(t->docs[i]) < t->held)
			t->held = number_of(t->docs[i]);
	a->total = row_num(r, row, 3);
	t->empty = row_bool(r, row, 4);
	t->apart = row_text(r, row, 5);
}

static enum rc
read_terms(struct asked *a)
{
	const char *text[QUERY_ITEMS_MAX], *mark[QUERY_ITEMS_MAX];
	int64_t open[QUERY_ITEMS_MAX];
	size_t of[QUERY_ITEMS_MAX], n = 0;
	struct rows r;
	enum rc rc;

	for (size_t i = 0; i < a->q->n; i++) {
		const struct query_item *x = &a->q->item[i];

		if (!is_text(x))
			continue;
		text[n] = x->text;
		mark[n] = x->field == FIELD_SUBJECT ? "A" :
		    x->field == FIELD_NOTE ? "D" : "";
		open[n] = x->prefix;
		of[n++] = i;
	}
	if (n == 0)
		return RC_OK;
	rc = db_rows(a->db, a->mem, Q_search_terms, &r,
	    ARGS(arg_texts(text, n), arg_texts(mark, n), arg_ints(open, n)));
	for (size_t i = 0; rc == RC_OK && i < r.n; i++)
		take_term(a, of[i], &r, i);
	return rc;
}

/* A mark of the document as a tsquery. */
static const char *
mark_query(struct arena *mem, const char *field, const char *text, bool open)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_fmt(out, "'%s:", field);
	for (; *text != '\0'; text++) {
		if (*text == '\'' || *text == '\\')
			sbuf_char(out, *text);
		sbuf_char(out, *text);
	}
	sbuf_text(out, open ? "':*" : "'");
	return sbuf_cstr(out);
}

/* "%", "_" and "\" stand for themselves. */
static const char *
like_pattern(struct arena *mem, const char *text)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_char(out, '%');
	for (; *text != '\0'; text++) {
		if (strchr("%_\\", *text) != NULL)
			sbuf_char(out, '\\');
		sbuf_char(out, *text);
	}
	sbuf_char(out, '%');
	return sbuf_cstr(out);
}

static enum rc
people_query(struct asked *a, const struct query_item *x, const char **out)
{
	bool agents = x->field == FIELD_AGENT;
	struct sbuf *any = sbuf_arena(a->mem);
	struct rows r;
	enum rc rc = db_rows(a->db, a->mem, Q_search_people, &r,
	    ARGS(arg_text(like_pattern(a->mem, x->text)), arg_bool(agents),
	    arg_int(PEOPLE_MOST)));

	/* id 0 is nobody's: nobody of that name finds nothing */
	sbuf_fmt(any, "'%s:0'", agents ? "agent" : "from");
	for (size_t i = 0; rc == RC_OK && i < r.n; i++)
		sbuf_fmt(any, " | '%s:%lld'", agents ? "agent" : "from",
		    (long long)row_int(&r, i, 0));
	*out = sbuf_cstr(any);
	return rc;
}

static enum rc
item_query(struct asked *a, size_t i, const char **out)
{
	const struct query_item *x = &a->q->item[i];

	switch (query_field_kind(x->field)) {
	case QUERY_WORDS:
		*out = a->term[i].query;
		return RC_OK;
	case QUERY_MARK:
		*out = mark_query(a->mem, query_field_name(x->field), x->text,
		    x->prefix);
		return RC_OK;
	case QUERY_COUNT:
		*out = arena_fmt(a->mem, "'number:%lld'",
		    (long long)x->number);
		return RC_OK;
	case QUERY_PERSON:
		return people_query(a, x, out);
	default:
		*out = "";
		return RC_OK;
	}
}

/* ---- groups ---- */

struct group {
	struct sbuf *any;	/* of its items, "" when none is of text */
	struct sbuf *apart;	/* the same, with phrases apart */
	bool words;		/* nothing but words: a part of them will do */
	bool phrase, without, empty;
	int64_t held;
};

static void
add_item(struct sbuf *any, const char *one)
{
	if (*one != '\0')
		sbuf_fmt(any, "%s(%s)", any->len > 0 ? " | " : "", one);
}

static enum rc
read_groups(struct asked *a, struct group g[static QUERY_ITEMS_MAX])
{
	for (size_t i = 0; i < a->q->groups; i++)
		g[i] = (struct group){ sbuf_arena(a->mem), sbuf_arena(a->mem),
			true, false, false, true, 0 };
	for (size_t i = 0; i < a->q->n; i++) {
		const struct query_item *x = &a->q->item[i];
		struct group *to = &g[x->group];
		const char *one;
		enum rc rc = item_query(a, i, &one);

		if (rc != RC_OK)
			return rc;
		to->words = to->words && is_word(x);
		to->without = x->without;
		to->phrase = to->phrase || (x->field == FIELD_WORD &&
		    x->phrase && !x->without);
		to->held += a->term[i].held;
		to->empty = to->empty && a->term[i].empty && !x->prefix;
		add_item(to->any, one);
		add_item(to->apart, x->phrase && is_text(x) ?
		    a->term[i].apart : one);
	}
	return RC_OK;
}

static void
join(struct sbuf *out, const char *with, const struct group *g)
{
	sbuf_fmt(out, "%s%s(%s)", out->len > 0 ? with : "",
	    g->without ? "!" : "", sbuf_cstr(g->any));
}

/* What is excluded is left to the exact query. */
static void
join_apart(struct sbuf *out, const struct group *g)
{
	if (!g->without)
		sbuf_fmt(out, "%s(%s)", out->len > 0 ? " & " : "",
		    sbuf_cstr(g->apart));
}

static int
by_held(const void *x, const void *y)
{
	const struct group *a = *(const struct group *const *)x;
	const struct group *b = *(const struct group *const *)y;

	return (a->held > b->held) - (a->held < b->held);
}

/* The rarest words, as many as do not hold more than can be ranked: what holds
 * only commoner ones would stand behind all of these. */
static const char *
rarest(struct arena *mem, const struct group **g, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);
	int64_t held = 0;

	qsort(g, n, sizeof(*g), by_held);
	for (size_t i = 0; i < n; i++) {
		if (held > 0 && held + g[i]->held > SEARCH_LOOK)
			break;
		held += g[i]->held;
		join(out, " | ", g[i]);
	}
	return sbuf_cstr(out);
}

/* Words that are nearly everywhere need not be, when there are others. */
static void
find_common(struct asked *a, const struct group *g)
{
	size_t rare = 0;

	for (size_t i = 0; i < a->q->groups; i++) {
		a->optional[i] = g[i].words && (g[i].empty ||
		    (a->total >= COMMON_FROM &&
		    (double)g[i].held > a->total / COMMON_PART));
		rare += !a->optional[i] && !g[i].without && g[i].any->len > 0;
	}
	if (rare == 0)
		memset(a->optional, 0, sizeof(a->optional));
}

/* A part: some of the words, or the phrases without the words. */
static const char *
part_of(struct arena *mem, const struct group **words, size_t n,
    const char *must, bool phrase)
{
	if (phrase && n > 0)
		return must;
	if (n < 2)
		return NULL;
	return arena_fmt(mem, "(%s)%s%s", rarest(mem, words, n),
	    *must ? " & " : "", must);
}

static bool
has_phrase(const struct parsed_query *q)
{
	for (size_t i = 0; i < q->n; i++)
		if (q->item[i].phrase && is_text(&q->item[i]) &&
		    !q->item[i].without)
			return true;
	return false;
}

static enum rc
make_queries(struct asked *a)
{
	struct group g[QUERY_ITEMS_MAX];
	const struct group *words[QUERY_ITEMS_MAX];
	struct sbuf *all = sbuf_arena(a->mem), *must = sbuf_arena(a->mem);
	struct sbuf *apart = sbuf_arena(a->mem);
	struct sbuf *must_apart = sbuf_arena(a->mem);
	bool phrase = false;
	size_t n = 0;
	enum rc rc = read_groups(a, g);

	if (rc != RC_OK)
		return rc;
	find_common(a, g);
	for (size_t i = 0; i < a->q->groups; i++) {
		if (g[i].any->len == 0 || (a->optional[i] && g[i].empty))
			continue;
		if (!a->optional[i]) {
			join(all, " & ", &g[i]);
			join_apart(apart, &g[i]);
		}
		phrase = phrase || g[i].phrase;
		if (g[i].words) {
			words[n++] = &g[i];
			continue;
		}
		join(must, " & ", &g[i]);
		join_apart(must_apart, &g[i]);
	}
	a->all = all->len > 0 ? sbuf_cstr(all) : NULL;
	a->must = sbuf_cstr(must);
	a->part = part_of(a->mem, words, n, a->must, phrase);
	if (has_phrase(a->q)) {
		a->all_apart = sbuf_cstr(apart);
		a->part_apart = a->part ? sbuf_cstr(must_apart) : NULL;
	}
	return RC_OK;
}

/* What ranks: the words searched for, by how rare they are (Robertson and
 * Zaragoza, "The Probabilistic Relevance Framework", 2009). */
static void
weigh_stem(struct asked *a, const char *stem, double docs, bool shown)
{
	double rest = fmax(a->total - docs, 0);

	if (a->stems == STEMS_MOST)
		return;
	a->stem[a->stems] = stem;
	a->shown[a->stems] = shown;
	a->weight[a->stems++] = arena_fmt(a->mem, "%.6f",
	    log(1 + (rest + 0.5) / (docs + 0.5)));
}

static void
weigh(struct asked *a)
{
	for (size_t i = 0; i < a->q->n; i++) {
		const struct query_item *x = &a->q->item[i];
		const struct term *t = &a->term[i];

		if (x->without || (t->empty && a->optional[x->group]))
			continue;
		for (size_t k = 0; k < t->n; k++)
			weigh_stem(a, t->stem[k],
			    (double)number_of(t->docs[k]),
			    !a->optional[x->group]);
	}
}

/* ---- facts and days ---- */

static void
add_fact(struct asked *a, size_t item)
{
	const struct query_item *x = &a->q->item[item];
	struct sbuf *any = sbuf_arena(a->mem);

	if (x->without) {
		a->without[a->n_without++] = arena_fmt(a->mem, "%s:%s",
		    query_field_name(x->field), x->text);
		return;
	}
	for (size_t i = 0; i < a->q->n; i++) {
		const struct query_item *y = &a->q->item[i];

		if (y->group != x->group)
			continue;
		if (i < item)
			return; /* the first of the group did it */
		sbuf_fmt(any, "%s%s:%s", any->len > 0 ? "\t" : "",
		    query_field_name(y->field), y->text);
	}
	a->facts[a->n_facts++] = sbuf_cstr(any);
}

static void
add_day(struct asked *a, const struct query_item *x)
{
	int64_t at = x->number < 0 ? clock_now() + x->number * DAY :
	    a->s->local(x->number);
	bool from = (x->field == FIELD_AFTER) != x->without;
	int64_t *to = from ? &a->filter.from : &a->filter.to;

	if (*to == 0 || (from ? at > *to : at < *to))
		*to = at;
}

static void
read_facts(struct asked *a)
{
	for (size_t i = 0; i < a->q->n; i++) {
		enum query_kind kind = query_field_kind(a->q->item[i].field);

		if (kind == QUERY_FACT)
			add_fact(a, i);
		if (kind == QUERY_DAY)
			add_day(a, &a->q->item[i]);
	}
}

static enum rc
ask(struct asked *a)
{
	enum rc rc = read_terms(a);

	a->filter = a->s->filter;
	a->filter.words = "";
	if (rc == RC_OK)
		rc = make_queries(a);
	weigh(a);
	read_facts(a);
	return rc;
}

/* ---- what was found ---- */

static bool
cursor_read(struct arena *mem, const char *text, int64_t *rank, int64_t *id)
{
	const char *dot = strchr(text, '.');

	*rank = -1;
	*id = 0;
	if (*text == '\0')
		return true;
	return dot != NULL && parse_int(arena_copy(mem, text,
	    (size_t)(dot - text)), 0, INT64_C(1) << 40, rank) &&
	    parse_int(dot + 1, 0, INT64_MAX, id);
}

static void
take_count(struct search_found *f, const struct rows *r, size_t i)
{
	const char *what = row_text(r, i, 0);
	int64_t n = row_int(r, i, 2);

	if (strcmp(what, "all") == 0)
		f->whole = n;
	else if (strcmp(what, "part") == 0)
		f->part = n;
	else if (strcmp(what, "near") == 0)
		f->near = n;
	else
		f->facets[f->n_facets++] = (struct facet){ what,
			row_text(r, i, 1), n };
}

enum { WHOLE_RANK = 2000000000, PART_RANK = 1000000000 };

/* Whether more conversations hold a phrase's words than were looked at. */
static bool
phrase_cut(const struct asked *a)
{
	for (size_t i = 0; i < a->q->n; i++)
		if (a->q->item[i].phrase && !a->q->item[i].without &&
		    a->term[i].held > PHRASE_LOOK)
			return true;
	return false;
}

static void
take_found(struct asked *a, const struct rows *r, struct search_found *f)
{
	bool by_time = a->s->newest || a->stems == 0;
	int64_t rank = 0;

	f->hit = arena_array(a->mem, r->n, sizeof(*f->hit));
	f->facets = arena_array(a->mem, r->n, sizeof(*f->facets));
	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(row_text(r, i, 0), "row") != 0) {
			take_count(f, r, i);
			continue;
		}
		if ((int64_t)f->n == a->s->most) {
			f->next = arena_fmt(a->mem, "%lld.%lld",
			    (long long)rank, (long long)f->hit[f->n - 1].c.id);
			continue;
		}
		rank = row_int(r, i, 2);
		f->hit[f->n].whole = by_time || rank >= WHOLE_RANK;
		f->hit[f->n].words = by_time || rank >= PART_RANK;
		f->hit[f->n].likeness = fmax(row_num(r, i, 1), 0);
		f->hit[f->n++].c.id = row_int(r, i, 3);
	}
	f->whole_cut = f->whole >= SEARCH_LOOK || phrase_cut(a);
	f->part_cut = f->part >= SEARCH_LOOK;
}

/* Last the arguments of what reads alike. */
static void
near_args(const struct asked *a, struct arg *p)
{
	const struct nearest *n = a->near;
	const char **score = arena_array(a->mem, n->n + 1, sizeof(*score));

	for (size_t i = 0; i < n->n; i++)
		score[i] = arena_fmt(a->mem, "%.6f", n->score[i]);
	*p++ = arg_ints(n->id, n->n);
	*p++ = arg_texts(score, n->n);
	*p++ = arg_text(n->n > 0 ? a->must : NULL);
	*p++ = arg_text(ALIKE_LEAST);
	*p++ = arg_int(a->s->newest ? 0 : SEARCH_NEAR);
}

static enum rc
find(struct asked *a, bool part, struct search_found *f)
{
	struct arg args[FILTER_ARGS + 19], *p = args + FILTER_ARGS;
	int64_t rank, id;
	struct rows r;
	enum rc rc;

	if (!cursor_read(a->mem, a->s->after, &rank, &id))
		return RC_BAD_INPUT;
	filter_args(&a->filter, args);
	*p++ = arg_text(a->all);
	*p++ = arg_text(part ? a->part : NULL);
	*p++ = arg_texts(a->facts, a->n_facts);
	*p++ = arg_texts(a->without, a->n_without);
	*p++ = arg_int(SEARCH_LOOK);
	*p++ = arg_texts(a->stem, a->stems);
	*p++ = arg_texts(a->weight, a->stems);
	*p++ = arg_bool(a->s->newest || a->stems == 0);
	*p++ = arg_int(rank);
	*p++ = arg_int(id);
	*p++ = arg_int(a->s->most + 1);
	*p++ = arg_text(a->all_apart);
	*p++ = arg_text(a->part_apart);
	*p++ = arg_int(PHRASE_LOOK);
	near_args(a, p);
	p += 5;
	rc = db_rows(a->db, a->mem, Q_search_hits, &r, args,
	    (size_t)(p - args));
	if (rc == RC_OK)
		take_found(a, &r, f);
	return rc;
}

/* ---- other words ---- */

static enum rc
mend(struct asked *a, struct query_item *x, bool *mended)
{
	int best = spell_allowed(x->text) + 1;
	struct rows r;
	enum rc rc = db_rows(a->db, a->mem, Q_search_alike, &r,
	    ARGS(arg_text(x->text)));

	for (size_t i = 0; rc == RC_OK && i < r.n; i++) {
		const char *word = row_text(&r, i, 0);
		int slips = spell_slips(x->text, word);

		if (slips < best) {
			best = slips;
			x->text = word;
			*mended = true;
		}
	}
	return rc;
}

/* The query with words that some conversation holds, or NULL. */
static enum rc
suggest(struct asked *a, struct parsed_query **out)
{
	struct parsed_query *other = arena_alloc(a->mem, sizeof(*other));
	bool mended = false;
	enum rc rc = RC_OK;

	*other = *a->q;
	*out = NULL;
	for (size_t i = 0; rc == RC_OK && i < other->n; i++)
		if (is_word(&other->item[i]) && !other->item[i].prefix &&
		    a->term[i].n > 0 && a->term[i].held == 0)
			rc = mend(a, &other->item[i], &mended);
	if (mended)
		*out = other;
	return rc;
}

/* ---- rows and excerpts ---- */

/* See search_excerpts.sql. */
static const char *
piece_text(struct arena *mem, const char *text, size_t len)
{
	char *copy = arena_copy(mem, text, len);

	for (size_t i = 0; i < len; i++)
		if (copy[i] == '\x03')
			copy[i] = '<';
	return copy;
}

static struct search_pieces
pieces(struct arena *mem, const char *text)
{
	struct search_pieces p = { arena_array(mem, strlen(text) + 1,
	    sizeof(*p.v)), 0 };
	bool mark = false;

	while (*text != '\0') {
		size_t len = strcspn(text, "\x01\x02");

		if (len > 0)
			p.v[p.n++] = (struct search_piece){ piece_text(mem,
			    text, len), mark };
		text += len;
		if (*text != '\0')
			mark = *text++ == '\x01';
	}
	return p;
}

static enum rc
read_excerpts(struct asked *a, const int64_t *ids, struct search_found *f)
{
	struct sbuf *any = sbuf_arena(a->mem);
	struct rows r;
	enum rc rc;

	for (size_t i = 0; i < a->stems; i++)
		if (a->shown[i])
			sbuf_fmt(any, "%s%s", any->len > 0 ? " | " : "",
			    a->stem[i]);
	rc = db_rows(a->db, a->mem, Q_search_excerpts, &r,
	    ARGS(arg_ints(ids, f->n), arg_text(sbuf_cstr(any))));
	for (size_t i = 0; rc == RC_OK && i < f->n && i < r.n; i++) {
		struct search_hit *h = &f->hit[i];

		h->messages = row_int(&r, i, 1);
		h->kind = row_text(&r, i, 2);
		h->author = row_text(&r, i, 3);
		h->said_at = row_int(&r, i, 4);
		h->excerpt = pieces(a->mem, row_text(&r, i, 5));
		h->subject = pieces(a->mem, row_text(&r, i, 6));
	}
	return rc;
}

static enum rc
read_rows(struct asked *a, struct search_found *f)
{
	int64_t *ids = arena_array(a->mem, f->n + 1, sizeof(*ids));
	struct conversation *rows;
	size_t n;
	enum rc rc;

	for (size_t i = 0; i < f->n; i++)
		ids[i] = f->hit[i].c.id;
	rc = conversation_these(a->db, a->mem, ids, f->n, &rows, &n);
	for (size_t i = 0; rc == RC_OK && i < f->n && i < n; i++) {
		f->hit[i].c = rows[i];
		f->hit[i].kind = f->hit[i].author = "";
		f->hit[i].subject = pieces(a->mem, rows[i].subject);
	}
	return rc == RC_OK && a->stems > 0 ? read_excerpts(a, ids, f) : rc;
}

static void
list_common(struct asked *a, struct search_found *f)
{
	f->common = arena_array(a->mem, a->q->n, sizeof(*f->common));
	for (size_t i = 0; i < a->q->n; i++)
		if (a->optional[a->q->item[i].group])
			f->common[f->n_common++] = a->q->item[i].text;
}

static struct asked *
asked_new(struct db *db, struct arena *mem, const struct search *s,
    const struct parsed_query *q)
{
	struct asked *a = arena_alloc(mem, sizeof(*a));

	static const struct nearest nothing = { .problem = "" };

	*a = (struct asked){ .db = db, .mem = mem, .s = s, .q = q,
		.must = "", .near = &nothing };
	return a;
}

/* What reads like the words that are searched for, phrases without their order. */
static enum rc
find_near(struct asked *a)
{
	struct sbuf *text = sbuf_arena(a->mem);
	struct nearest *near = arena_alloc(a->mem, sizeof(*near));

	for (size_t i = 0; i < a->q->n; i++)
		if (is_text(&a->q->item[i]) && !a->q->item[i].without)
			sbuf_fmt(text, "%s%s", text->len > 0 ? " " : "",
			    a->q->item[i].text);
	if (a->s->vectors == NULL || a->s->exact || text->len == 0)
		return RC_OK;
	a->near = near;
	return nearest_to_text(a->db, a->mem, a->s->vectors, sbuf_cstr(text),
	    ALIKE_LOOK, near);
}

static enum rc
run_as(struct asked *a, struct search_found *f)
{
	enum rc rc;

	*f = (struct search_found){ 0 };
	rc = ask(a);
	if (rc == RC_OK)
		rc = find_near(a);
	if (rc == RC_OK)
		rc = find(a, !a->s->newest, f);
	if (rc == RC_OK && a->s->newest && f->whole == 0 && a->part != NULL) {
		*f = (struct search_found){ 0 };
		rc = find(a, true, f);
	}
	return rc;
}

enum rc
search_run(struct db *db, struct arena *mem, const struct search *s,
    struct search_found *f)
{
	struct asked *a = asked_new(db, mem, s, &s->query);
	const char *suggestion = NULL;
	struct parsed_query *other = NULL;
	struct rows none;
	enum rc rc = db_rows(db, mem, Q_search_plan, &none, NO_ARGS);
	bool corrected;

	if (rc == RC_OK)
		rc = run_as(a, f);
	if (rc == RC_OK && f->whole < SUGGEST_BELOW && !s->exact)
		rc = suggest(a, &other);
	if (other != NULL)
		suggestion = query_write(mem, other);
	corrected = other != NULL && f->whole + f->part == 0;
	if (rc == RC_OK && corrected) {
		a = asked_new(db, mem, s, other);
		rc = run_as(a, f);
	}
	if (rc != RC_OK)
		return rc;
	f->without = a->near->problem;
	f->suggestion = suggestion;
	f->corrected = corrected;
	list_common(a, f);
	return f->n > 0 ? read_rows(a, f) : RC_OK;
}

enum rc
search_save(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return n == 0 ? RC_OK : db_run(db, mem, Q_search_save,
	    ARGS(arg_ints(ids, n)));
}

static enum rc
count_words(struct db *db, struct arena *mem)
{
	int64_t began = clock_mono_ms();
	struct rows none;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_search_words_plan, &none, NO_ARGS);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_search_words_clear, NO_ARGS);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_search_words_count, NO_ARGS);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_search_words_took, ARGS(arg_int(
		    clock_mono_ms() - began)));
	return db_end(db, rc);
}

enum rc
search_count_words(struct db *db, struct arena *mem)
{
	struct rows due;
	enum rc rc = db_rows(db, mem, Q_search_words_due, &due, NO_ARGS);

	if (rc != RC_OK || due.n == 0 || !row_bool(&due, 0, 0))
		return rc;
	return count_words(db, mem);
}
