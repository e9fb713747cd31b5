/* SPDX-License-Identifier: MIT */
#include "text/redact.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/mail_hidden.h"
#include "text/street.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum {
	CARD_LEAST = 13,
	CARD_MOST = 19,
	NUMBER_LEAST = 7,
	NUMBER_MOST = 20,
	PLAIN_LEAST = 9,	/* digits of a number without any separator */
	GROUPS_MAX = 10,
	LEAD_MOST = 2,		/* "(+" */
	RANDOM_LEAST = 24,	/* letters and digits mixed: no word is so long */
	KEY_LEAST = 16,
	CODED_LEAST = 32,	/* base64 */
	CODED_TURNS = 12,	/* so often another kind of character: no path */
	KNOWN_LEAST = 2
};

struct mark {
	const char *label, *words;
	int n;
};

struct redaction {
	struct arena *mem;
	struct mark *mark;
	size_t n, cap;
	struct { const char *label, *name; size_t len; } *known;
	size_t n_known, cap_known;
};

struct redaction *
redact_new(struct arena *mem)
{
	struct redaction *r = arena_alloc(mem, sizeof(*r));

	r->mem = mem;
	return r;
}

size_t
redact_count(const struct redaction *r)
{
	return r->n;
}

/* A longer copy of a list in the arena. */
static void *
grown(struct arena *mem, const void *list, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return NULL;
	*cap = *cap == 0 ? 16 : 2 * *cap;
	more = arena_array(mem, *cap, size);
	if (n > 0)
		memcpy(more, list, n * size);
	return more;
}

/* ---- kinds of characters ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Of a word in any script. */
static bool
is_wordly(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool
is_local(char c)
{
	return is_wordly(c) || (c != '\0' && strchr(".+-_'", c) != NULL);
}

static bool
is_key(char c)
{
	return is_letter(c) || is_digit(c) || (c != '\0' &&
	    strchr("-_.", c) != NULL);
}

/* ---- finders: how many bytes from p on are of the kind, 0 none ---- */

struct found {
	const char *label;
	size_t len;
};

/* An at sign, also as addresses of pages write it. */
static size_t
at_sign(const char *p)
{
	return *p == '@' ? 1 : strncmp(p, "%40", 3) == 0 ? 3 : 0;
}

/* The host; a point at the end is the sentence's. */
static size_t
host_len(const char *p)
{
	size_t n = 0;

	while (is_wordly(p[n]) || p[n] == '.' || p[n] == '-')
		n++;
	while (n > 0 && (p[n - 1] == '.' || p[n - 1] == '-'))
		n--;
	return n;
}

static size_t
mail_len(const char *text, const char *p)
{
	size_t n = 0, host;

	if (p > text && is_local(p[-1]))
		return 0;
	while (is_local(p[n]))
		n++;
	if (n == 0 || at_sign(p + n) == 0)
		return 0;
	n += at_sign(p + n);
	host = host_len(p + n);
	return host == 0 ? 0 : n + host;
}

/* Keys of programs begin in a known way; what follows is at least so long. */
static size_t
begins_key(const char *p)
{
	static const char *const begins[] = { "sk-", "sk_", "pk_", "rk_",
		"xoxb-", "xoxp-", "xoxa-", "xapp-", "ghp_", "gho_", "ghs_",
		"github_pat_", "glpat-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ",
		"SG.", "pat-", "key-", "whsec_", "sq0" };

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (strncmp(p, begins[i], strlen(begins[i])) == 0)
			return strlen(begins[i]);
	return 0;
}

/* A row of letters and digits within the bytes that is long and mixed. */
static bool
is_random(const char *p, size_t n)
{
	size_t run = 0;
	bool digit = false, letter = false;

	for (size_t i = 0; i < n; i++) {
		bool of_it = is_letter(p[i]) || is_digit(p[i]);

		run = of_it ? run + 1 : 0;
		digit = of_it && (digit || is_digit(p[i]));
		letter = of_it && (letter || is_letter(p[i]));
		if (run >= RANDOM_LEAST && digit && letter)
			return true;
	}
	return false;
}

/* 8-4-4-4-12 hexadecimal digits. */
static size_t
uuid_len(const char *p)
{
	enum { LEN = 36 };
	size_t n = 0;

	for (; n < LEN; n++)
		if (n == 8 || n == 13 || n == 18 || n == 23 ? p[n] != '-' :
		    p[n] == '\0' || strchr("0123456789abcdefABCDEF", p[n]) ==
		    NULL)
			return 0;
	return is_key(p[n]) && p[n] != '.' ? 0 : LEN;
}

static int
kind_of(char c)
{
	return is_digit(c) ? 1 : c >= 'a' && c <= 'z' ? 2 : is_letter(c) ? 3 : 0;
}

/* Bytes as base64, which may hold slashes, and which no words are. */
static size_t
coded_len(const char *text, const char *p)
{
	size_t n = 0;
	int turns = 0, last = 0;
	bool digit = false;

	if (p > text && (is_key(p[-1]) || p[-1] == '/' || p[-1] == '+'))
		return 0;
	for (; kind_of(p[n]) != 0 || p[n] == '/' || p[n] == '+'; n++) {
		int kind = kind_of(p[n]);

		digit |= kind == 1;
		turns += kind != 0 && last != 0 && kind != last;
		if (kind != 0)
			last = kind;
	}
	while (p[n] == '=')
		n++;
	return n >= CODED_LEAST && digit && turns >= CODED_TURNS ? n : 0;
}

static size_t
key_len(const char *text, const char *p)
{
	size_t n = 0;
	bool digit = false;

	if (p > text && is_key(p[-1]))
		return 0;
	if (uuid_len(p) > 0)
		return uuid_len(p);
	if (coded_len(text, p) > 0)
		return coded_len(text, p);
	for (; is_key(p[n]); n++)
		digit |= is_digit(p[n]);
	while (n > 0 && p[n - 1] == '.')
		n--;
	if (begins_key(p) > 0 && digit && n >= KEY_LEAST)
		return n;
	return is_random(p, n) ? n : 0;
}

/* "password: hunter2": the word behind. *skip: bytes before it. */
static size_t
password_len(const char *text, const char *p, size_t *skip)
{
	static const char *const words[] = { "password", "passwort", "passcode",
		"passphrase", "pwd", "bearer" };
	size_t n = 0, len = 0;

	if (p > text && is_wordly(p[-1]))
		return 0;
	for (size_t i = 0; n == 0 && i < sizeof(words) / sizeof(*words); i++)
		if (strncasecmp(p, words[i], strlen(words[i])) == 0)
			n = strlen(words[i]);
	if (n == 0)
		return 0;
	if ((p[0] == 'B' || p[0] == 'b') && p[n] == ' ' && is_key(p[n + 1])) {
		*skip = n + 1;
		for (p += n + 1; is_key(p[len]); len++)
			;
		return len >= KEY_LEAST ? len : 0;
	}
	n += strspn(p + n, " ");
	if (p[n] != ':' && p[n] != '=')
		return 0;
	n += 1 + strspn(p + n + 1, " ");
	*skip = n;
	return strcspn(p + n, " \t\r\n,;<>\"");
}

/* ---- numbers: groups of digits with little between them ---- */

struct digits {
	size_t groups;
	size_t end[GROUPS_MAX];		/* bytes from the start */
	int digits[GROUPS_MAX];		/* so far */
	int size[GROUPS_MAX];
	char gap[GROUPS_MAX];		/* before it; of the first what leads */
	char digit[CARD_MOST + 1];
	int n;
};

/* Bytes between two groups: at most two marks, or a blank that does not break. */
static size_t
gap_len(const char *p)
{
	size_t n = 0;

	while (n < 3 && p[n] != '\0' && strchr(" .-/()", p[n]) != NULL)
		n++;
	if (n == 0 && strncmp(p, "\xc2\xa0", 2) == 0)
		n = 2;
	/* hyphens and dashes of print */
	if (n == 0 && strncmp(p, "\xe2\x80", 2) == 0 &&
	    (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x93)
		n = 3;
	return n < 3 || p[0] != ' ' || p[1] != ' ' ? n : 0;
}

static void
digits_read(const char *p, struct digits *d)
{
	size_t at = 0;
	char gap = *p == '(' && p[1] == '+' ? '+' : *p;

	*d = (struct digits){ .groups = 0 };
	/* no number begins with more: a row of them is not read again and again */
	while (at < LEAD_MOST && (p[at] == '+' || p[at] == '('))
		at++;
	while (d->groups < GROUPS_MAX && is_digit(p[at])) {
		size_t from = at, gap_bytes;

		for (; is_digit(p[at]); at++)
			if (d->n <= CARD_MOST)
				d->digit[d->n++] = p[at];
		d->end[d->groups] = at;
		d->size[d->groups] = (int)(at - from);
		d->digits[d->groups] = d->n;
		d->gap[d->groups++] = gap;
		gap_bytes = gap_len(p + at);
		gap = p[at];
		if (gap_bytes == 0 || !is_digit(p[at + gap_bytes]))
			break;
		at += gap_bytes;
	}
}

static bool
luhn(const char *digit, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		int v = digit[n - 1 - i] - '0';

		if (i % 2 == 1)
			v = v > 4 ? 2 * v - 9 : 2 * v;
		sum += v;
	}
	return sum % 10 == 0;
}

static size_t
card_len(const struct digits *d)
{
	for (size_t g = d->groups; g-- > 0;)
		if (d->digits[g] >= CARD_LEAST && d->digits[g] <= CARD_MOST &&
		    luhn(d->digit, d->digits[g]))
			return d->end[g];
	return 0;
}

/* 2026-11-21, 21.11.2026, 11/21/26, 2019-2021. */
static size_t
date_len(const struct digits *d)
{
	bool year = d->digit[0] == '1' || d->digit[0] == '2';

	if (d->gap[0] == '+')
		return 0;
	/* one more group of the same kind, and it is a telephone's number */
	if (d->groups >= 3 && d->gap[1] == d->gap[2] &&
	    (d->groups == 3 || d->gap[3] != d->gap[1]) &&
	    strchr("./-", d->gap[1]) != NULL) {
		if (d->size[0] == 4 && d->size[1] <= 2 && d->size[2] <= 2)
			return d->end[2];
		if (d->size[0] <= 2 && d->size[1] <= 2 &&
		    (d->size[2] == 4 || d->size[2] == 2))
			return d->end[2];
	}
	return d->groups == 2 && year && d->size[0] == 4 && d->size[1] == 4 &&
	    d->digit[4] == d->digit[0] ? d->end[1] : 0;
}

static bool
group_fits(const struct digits *d, size_t g)
{
	return d->gap[0] == '+' || g == 0 || d->size[g] >= 2;
}

static size_t
number_len(const struct digits *d)
{
	size_t g = 0;

	if (d->groups == 1 && d->gap[0] != '+' && d->digits[0] < PLAIN_LEAST)
		return 0;
	while (g + 1 < d->groups && group_fits(d, g + 1) &&
	    d->digits[g + 1] <= NUMBER_MOST)
		g++;
	return d->digits[g] >= NUMBER_LEAST && (g > 0 || d->gap[0] == '+' ||
	    d->size[0] >= PLAIN_LEAST) ? d->end[g] : 0;
}

/* *stays: so many bytes are a date. */
static struct found
number_at(const char *text, const char *p, size_t *stays)
{
	struct digits d;
	size_t len;

	if ((!is_digit(*p) && *p != '+' && *p != '(') ||
	    (p > text && is_digit(p[-1]) && is_digit(*p)) ||
	    (p > text + 1 && p[-1] == '.' && is_digit(p[-2])))	/* a version */
		return (struct found){ NULL, 0 };
	digits_read(p, &d);
	if (d.groups == 0)
		return (struct found){ NULL, 0 };
	len = card_len(&d);
	if (len > 0)
		return (struct found){ "CARD", len };
	*stays = date_len(&d);
	if (*stays > 0)
		return (struct found){ NULL, 0 };
	len = number_len(&d);
	return (struct found){ "NUMBER", len };
}

/* ---- known names ---- */

void
redact_know(struct redaction *r, const char *label, const char *name)
{
	size_t len = strlen(name);
	void *more;

	while (len > 0 && name[len - 1] == ' ')
		len--;
	while (len > 0 && *name == ' ') {
		name++;
		len--;
	}
	if (utf8_count(name, len) < KNOWN_LEAST)
		return;
	more = grown(r->mem, r->known, r->n_known, &r->cap_known,
	    sizeof(*r->known));
	if (more != NULL)
		r->known = more;
	r->known[r->n_known].label = label;
	r->known[r->n_known].name = arena_copy(r->mem, name, len);
	r->known[r->n_known++].len = len;
}

/* Bytes of text that are the name, whatever the case; 0 none. */
static size_t
name_len(const char *p, const char *name, size_t len)
{
	/* a character in another case may have another length */
	size_t at = 0, i = 0, a, b, left = strnlen(p, 4 * len);
	uint32_t x, y;

	while (i < len) {
		a = utf8_get(p + at, left - at, &x);
		b = utf8_get(name + i, len - i, &y);
		if (a == 0 || b == 0 || utf8_lower(x) != utf8_lower(y))
			return 0;
		at += a;
		i += b;
	}
	return is_wordly(p[at]) ? 0 : at;
}

static struct found
known_at(const struct redaction *r, const char *text, const char *p)
{
	struct found best = { NULL, 0 };

	if (p > text && is_wordly(p[-1]) && is_wordly(*p))
		return best;
	for (size_t i = 0; i < r->n_known; i++) {
		size_t len = name_len(p, r->known[i].name, r->known[i].len);

		if (len > best.len)
			best = (struct found){ r->known[i].label, len };
	}
	return best;
}

/* ---- the text ---- */

/* The mark of these words: one that is there, or a new one. */
static const struct mark *
mark_of(struct redaction *r, const char *label, const char *words, size_t len)
{
	void *more;
	int n = 1;

	for (size_t i = 0; i < r->n; i++) {
		const struct mark *m = &r->mark[i];

		if (strcmp(m->label, label) != 0)
			continue;
		n++;
		if (strlen(m->words) == len && memcmp(m->words, words, len) == 0)
			return m;
	}
	more = grown(r->mem, r->mark, r->n, &r->cap, sizeof(*r->mark));
	if (more != NULL)
		r->mark = more;
	r->mark[r->n] = (struct mark){ label, arena_copy(r->mem, words, len),
		n };
	return &r->mark[r->n++];
}

/* What begins at p; *stays: bytes that are to be left as they are. */
static struct found
found_at(const struct redaction *r, const char *text, const char *p,
    size_t *stays)
{
	struct found f = known_at(r, text, p);
	size_t len = mail_len(text, p), hidden = mail_hidden_len(text, p);

	if (hidden > len)
		len = hidden;
	if (len > f.len)
		f = (struct found){ "EMAIL", len };
	if (f.len > 0)
		return f;
	len = password_len(text, p, stays);
	if (len > 0)
		return (struct found){ "SECRET", len };
	*stays = 0;
	len = key_len(text, p);
	if (len > 0)
		return (struct found){ "SECRET", len };
	len = street_len(text, p);
	if (len > 0)
		return (struct found){ "ADDRESS", len };
	return number_at(text, p, stays);
}

static void
put(struct redaction *r, struct sbuf *out, const char *words, struct found f)
{
	const struct mark *m = mark_of(r, f.label, words, f.len);

	sbuf_fmt(out, "[%s_%d]", m->label, m->n);
}

const char *
redact(struct redaction *r, const char *text)
{
	struct sbuf *out = sbuf_arena(r->mem);
	const char *p = text;

	while (*p != '\0') {
		size_t stays = 0;
		struct found f = found_at(r, text, p, &stays);

		sbuf_add(out, p, stays);
		p += stays;
		if (f.len > 0)
			put(r, out, p, f);
		else if (stays == 0)
			sbuf_char(out, *p);
		p += f.len > 0 ? f.len : stays == 0;
		/* what was found ends a word, whatever stands behind it */
		if (f.len + stays > 0)
			text = p;
	}
	return sbuf_cstr(out);
}

/* The words of a mark "[LABEL_7]" at p, whatever its case. *len: its bytes. */
static const char *
words_of(const struct redaction *r, const char *p, size_t *len)
{
	char number[16];

	for (size_t i = 0; i < r->n; i++) {
		size_t label = strlen(r->mark[i].label);
		size_t digits;

		if (strncasecmp(p + 1, r->mark[i].label, label) != 0 ||
		    p[1 + label] != '_')
			continue;
		digits = strspn(p + label + 2, "0123456789");
		if (digits == 0 || digits >= sizeof(number) ||
		    p[label + 2 + digits] != ']')
			continue;
		memcpy(number, p + label + 2, digits);
		number[digits] = '\0';
		if (strcmp(number, arena_fmt(r->mem, "%d", r->mark[i].n)) != 0)
			continue;
		*len = label + digits + 3;
		return r->mark[i].words;
	}
	return NULL;
}

const char *
redact_restore(const struct redaction *r, const char *text)
{
	struct sbuf *out = sbuf_arena(r->mem);

	for (const char *p = text; *p != '\0';) {
		size_t len = 1;
		const char *words = *p == '[' ? words_of(r, p, &len) : NULL;

		if (words != NULL)
			sbuf_text(out, words);
		else
			sbuf_char(out, *p);
		p += words != NULL ? len : 1;
	}
	return sbuf_cstr(out);
}
