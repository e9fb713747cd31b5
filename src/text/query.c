/* SPDX-License-Identifier: MIT */
#include "text/query.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
	const char *name, *other;
	enum query_kind kind;
	const char *words, *help;
} fields[] = {
#define FIELD(id, name, other, kind, words, help)                              \
	{ name, other, QUERY_##kind, words, help },
#include "text/query.def"
#undef FIELD
};

enum { DAYS_MAX = 3660, PREFIX_MIN = 2 };

struct reader {
	struct arena *mem;
	const char *s;		/* what is left */
	struct parsed_query *q;
	bool or;		/* the next item joins the last one */
};

const char *
query_field_name(enum query_field field)
{
	return fields[field].name;
}

enum query_kind
query_field_kind(enum query_field field)
{
	return fields[field].kind;
}

const char *
query_field_help(enum query_field field)
{
	return fields[field].help;
}

static void
fail(struct reader *r, const char *error)
{
	if (r->q->error == NULL)
		r->q->error = error;
}

static void
note(struct reader *r, const char *text)
{
	if (r->q->notes_n < QUERY_NOTES_MAX)
		r->q->notes[r->q->notes_n++] = text;
}

/* Bytes of a quote that begins or ends a phrase, also as phones type it. */
static size_t
quote_len(const char *s)
{
	if (*s == '"')
		return 1;
	if (strncmp(s, "\xe2\x80\x9c", 3) == 0 ||
	    strncmp(s, "\xe2\x80\x9d", 3) == 0 ||
	    strncmp(s, "\xe2\x80\x9e", 3) == 0)
		return 3;
	return 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char *
lower(struct arena *mem, const char *s, size_t len)
{
	char *copy = arena_copy(mem, s, len);

	for (size_t i = 0; i < len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] |= 0x20;
	return copy;
}

/* Up to the closing quote, or to the end when there is none. */
static const char *
read_quoted(struct reader *r, size_t *len)
{
	const char *from = r->s += quote_len(r->s);

	while (*r->s != '\0' && quote_len(r->s) == 0)
		r->s++;
	*len = (size_t)(r->s - from);
	r->s += quote_len(r->s);
	return from;
}

static const char *
read_bare(struct reader *r, size_t *len)
{
	const char *from = r->s;

	while (*r->s != '\0' && !is_blank(*r->s) && quote_len(r->s) == 0)
		r->s++;
	*len = (size_t)(r->s - from);
	return from;
}

/* name:value without a blank between. A link is no field. */
static size_t
name_len(const char *s)
{
	size_t n = 0;

	while (is_letter(s[n]))
		n++;
	if (n < 2 || s[n] != ':' || s[n + 1] == '\0' || is_blank(s[n + 1]) ||
	    strncmp(s + n, "://", 3) == 0)
		return 0;
	return n;
}

static bool
read_field(struct reader *r, enum query_field *field)
{
	size_t len = name_len(r->s);
	const char *name = lower(r->mem, r->s, len);
	size_t at;

	*field = FIELD_WORD;
	if (len == 0)
		return true;
	at = TABLE_FIND(fields, name, name);
	if (at == FIELD_COUNT)
		at = TABLE_FIND(fields, other, name);
	if (at == FIELD_COUNT)
		return false;
	*field = (enum query_field)at;
	r->s += len + 1;
	return true;
}

/* 2026-01-14, 2026-01, 7d. */
static bool
read_day(struct arena *mem, const char *text, int64_t *out)
{
	size_t len = strlen(text);

	if (len > 1 && text[len - 1] == 'd' &&
	    parse_int(arena_copy(mem, text, len - 1), 1, DAYS_MAX, out)) {
		*out = -*out;
		return true;
	}
	if (len == 7)
		text = arena_fmt(mem, "%s-01", text);
	else if (len != 10)
		return false;
	return clock_parse(text, out) && *out >= 0;
}

static void
check_value(struct reader *r, struct query_item *item)
{
	const char *name = fields[item->field].name;
	const char *words = fields[item->field].words;
	const char *text = item->text;

	if (utf8_count(text, strlen(text)) > QUERY_WORD_MAX)
		fail(r, arena_fmt(r->mem, "a word or a phrase may have at most "
		    "%d characters", QUERY_WORD_MAX));
	if (*words != '\0' && (strchr(text, ' ') != NULL ||
	    strstr(words, arena_fmt(r->mem, " %s ", text)) == NULL))
		fail(r, arena_fmt(r->mem, "%s:%s cannot be: %s: takes%.*s",
		    name, text, name, (int)strlen(words) - 1, words));
	if (fields[item->field].kind == QUERY_COUNT &&
	    !parse_int(text + (*text == '#'), 1, INT64_MAX, &item->number))
		fail(r, arena_fmt(r->mem, "%s:%s is not a number", name, text));
	if (fields[item->field].kind == QUERY_DAY &&
	    !read_day(r->mem, text, &item->number))
		fail(r, arena_fmt(r->mem, "%s:%s is not a day: write "
		    "2026-01-14, 2026-01, or 7d for 7 days ago", name, text));
	if (item->prefix && utf8_count(text, strlen(text)) < PREFIX_MIN)
		fail(r, arena_fmt(r->mem, "%s* is too short: at least %d "
		    "characters must stand before *", text, PREFIX_MIN));
}

/* Words in a row that OR joins share a group; of a fact that a conversation
 * has one of, all values do. */
static size_t
group_of(struct reader *r, const struct query_item *item)
{
	struct parsed_query *q = r->q;

	if (r->or && q->n > 0)
		return q->item[q->n - 1].group;
	for (size_t i = 0; i < q->n; i++)
		if (fields[item->field].kind == QUERY_FACT &&
		    item->field != FIELD_IS && !item->without &&
		    q->item[i].field == item->field && !q->item[i].without)
			return q->item[i].group;
	return q->groups++;
}

/* Text is looked up in one place, facts in another. */
static bool
may_join(const struct query_item *a, const struct query_item *b)
{
	enum query_kind x = fields[a->field].kind, y = fields[b->field].kind;

	return !a->without && !b->without && x != QUERY_DAY &&
	    y != QUERY_DAY && (x == QUERY_FACT) == (y == QUERY_FACT);
}

static void
add(struct reader *r, struct query_item item)
{
	struct parsed_query *q = r->q;

	if (*item.text == '\0')
		return;
	check_value(r, &item);
	if (q->n == QUERY_ITEMS_MAX) {
		fail(r, arena_fmt(r->mem, "at most %d words and conditions can "
		    "be searched at once", QUERY_ITEMS_MAX));
		return;
	}
	if (r->or && q->n > 0 && !may_join(&q->item[q->n - 1], &item))
		fail(r, "OR can stand between words, names and tags, or "
		    "between facts such as category:a OR status:b; not beside "
		    "what is excluded, nor beside a day");
	item.group = group_of(r, &item);
	q->item[q->n++] = item;
	r->or = false;
}

static bool
is_number(const char *s)
{
	int64_t n;

	return *s == '#' && parse_int(s + 1, 1, INT64_MAX, &n);
}

static bool
is_sign(const char *s)
{
	for (; *s != '\0'; s++)
		if (is_letter(*s) || (*s >= '0' && *s <= '9') ||
		    (unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* A value of a field, or a word or phrase of its own. */
static void
read_value(struct reader *r, struct query_item item)
{
	size_t len;
	const char *s;

	if (quote_len(r->s) > 0) {
		s = read_quoted(r, &len);
		item.phrase = true;
	} else {
		s = read_bare(r, &len);
		item.prefix = len > 1 && s[len - 1] == '*' &&
		    fields[item.field].kind <= QUERY_MARK;
		while (item.prefix && len > 0 && s[len - 1] == '*')
			len--;
	}
	item.text = fields[item.field].kind == QUERY_WORDS ?
	    arena_copy(r->mem, s, len) : lower(r->mem, s, len);
	if (item.field == FIELD_WORD && is_number(item.text))
		item = (struct query_item){ .field = FIELD_NUMBER,
			.text = item.text + 1, .without = item.without };
	else if (fields[item.field].kind == QUERY_WORDS && is_sign(item.text))
		return;
	add(r, item);
}

static bool
read_or(struct reader *r)
{
	size_t len = strncmp(r->s, "OR", 2) == 0 ? 2 : *r->s == '|';

	if (len == 0 || (r->s[len] != '\0' && !is_blank(r->s[len]) &&
	    quote_len(r->s + len) == 0))
		return false;
	r->s += len;
	r->or = true;
	return true;
}

static void
read_item(struct reader *r)
{
	struct query_item item = { .field = FIELD_WORD };
	const char *at;

	if (read_or(r))
		return;
	if (*r->s == '-' && r->s[1] != '\0' && !is_blank(r->s[1])) {
		item.without = true;
		r->s++;
	}
	at = r->s;
	if (!read_field(r, &item.field))
		note(r, arena_fmt(r->mem, "There is no operator %.*s: here; "
		    "it was searched as words.", (int)name_len(at), at));
	read_value(r, item);
}

void
query_parse(struct arena *mem, const char *text, struct parsed_query *q)
{
	struct reader r = { .mem = mem, .s = text, .q = q };

	*q = (struct parsed_query){ 0 };
	for (;;) {
		while (is_blank(*r.s))
			r.s++;
		if (*r.s == '\0')
			break;
		read_item(&r);
	}
}

const char *
query_write(struct arena *mem, const struct parsed_query *q)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < q->n; i++) {
		const struct query_item *x = &q->item[i];
		const char *quote = x->phrase ? "\"" : "";

		if (i > 0)
			sbuf_text(out, x->group == q->item[i - 1].group ?
			    " OR " : " ");
		sbuf_fmt(out, "%s%s%s%s%s%s%s", x->without ? "-" : "",
		    fields[x->field].name, x->field == FIELD_WORD ? "" : ":",
		    quote, x->text, quote, x->prefix ? "*" : "");
	}
	return sbuf_cstr(out);
}
