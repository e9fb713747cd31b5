/* SPDX-License-Identifier: MIT */
#include "analysis/entity.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/report.h"
#include "base/arena.h"

enum { WORDS_MAX = 4096, WORD_MAX = 40, DEVICE_WORDS = 5, ID_MAX = 64 };

/* A word between blanks and marks; dots and dashes inside it stay, and so do
 * signs that are not ASCII: "€4.99" is one word, and no number. */
struct piece {
	const char *s;
	size_t len;
	char low[WORD_MAX + 1];	/* lower-cased, cut */
	char before;		/* the sign right before it, else '\0' */
	char after;
	bool line_start;
};

struct pieces {
	struct piece *v;
	size_t n;
};

/* What a word says about the platform. Weak words count when no other does. */
static const struct {
	const char *word, *platform;
	bool weak;
} platforms[] = {
	{ "android", "android", false }, { "ios", "ios", false },
	{ "ipados", "ios", false }, { "iphone", "ios", false },
	{ "ipad", "ios", false }, { "ipod", "ios", false },
	{ "iphones", "ios", false }, { "ipads", "ios", false },
	{ "samsung", "android", false }, { "galaxy", "android", false },
	{ "xiaomi", "android", false }, { "redmi", "android", false },
	{ "pixel", "android", false }, { "huawei", "android", false },
	{ "oneplus", "android", false }, { "oppo", "android", false },
	{ "vivo", "android", false }, { "motorola", "android", false },
	{ "nexus", "android", false }, { "xperia", "android", false },
	{ "playstore", "android", true }, { "apk", "android", true },
	{ "appstore", "ios", true }, { "apple", "ios", true },
	{ "itunes", "ios", true }, { "windows", "windows", false },
	{ "win10", "windows", false }, { "win11", "windows", false },
	{ "macbook", "mac", false }, { "macos", "mac", false },
	{ "imac", "mac", false }, { "osx", "mac", false },
	{ "mac", "mac", true }, { "pc", "windows", true },
	{ "browser", "web", true }, { "chrome", "web", true },
	{ "firefox", "web", true }, { "safari", "web", true },
	{ "website", "web", true },
	{ "linux", "other", false }, { "ubuntu", "other", false },
	{ "xbox", "other", false }, { "playstation", "other", false },
	{ "ps4", "other", false }, { "ps5", "other", false },
	{ "kindle", "android", false },
};

/* Brands that begin the name of a device; `model`: only with one behind it. */
static const struct {
	const char *word;
	bool model;
} brands[] = {
	{ "iphone", false }, { "ipad", false }, { "ipod", false },
	{ "samsung", false }, { "galaxy", true }, { "pixel", true },
	{ "xiaomi", false }, { "redmi", false }, { "huawei", false },
	{ "oneplus", false }, { "oppo", false }, { "vivo", false },
	{ "motorola", false }, { "moto", true }, { "nokia", false },
	{ "xperia", false }, { "nexus", true }, { "kindle", false },
	{ "realme", false }, { "poco", true }, { "honor", true },
	{ "macbook", false }, { "lenovo", false },
};

/* Words without a digit that still belong to a model's name. */
static const char *const model_words[] = {
	"pro", "plus", "max", "mini", "ultra", "note", "air", "se", "fe",
	"lite", "tab", "galaxy", "redmi", "fold", "flip", "edge", "xr", "xs",
	"x", "touch", "fire", "hd", "mate", "nova", "prime", "play", "power",
	"pixel", "nord", "zoom", "neo", "find", "reno", "duos", "tablet",
};

static const char *const os_words[] = {
	"ios", "android", "ipados", "macos", "windows", "osx", "win", "mac",
	"os", "linux", "ubuntu", "oxygenos", "miui", "firmware", "jellybean",
	"kitkat", "lollipop", "chrome", "firefox", "safari",
};
static const char *const version_words[] = {
	"version", "ver", "v", "versions", "build", "update", "release",
	"patch", "app", "updated", "game", "vers", "client",
};
static const char *const money_words[] = {
	"usd", "eur", "gbp", "dollar", "dollars", "euro", "euros", "bucks",
	"pounds", "rs", "inr", "cents", "cost", "costs", "paid", "price",
	"pay", "charged", "for", "cad", "aud", "gb", "mb", "kb", "percent",
	"hours", "stars", "star", "mbps", "ghz", "inch", "am", "pm", "million",
	"k", "seconds", "sec", "times", "points", "miles", "km", "lbs", "kg",
};

#define LEN(table) (sizeof(table) / sizeof(*(table)))

static bool
in_list(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*list[i] == *s && strcmp(list[i], s) == 0)
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_inner(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 || c == '_';
}

static void
piece_fill(struct piece *p, const char *text, const char *s, size_t len)
{
	p->s = s;
	p->len = len;
	for (size_t i = 0; i < len && i < WORD_MAX; i++)
		p->low[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20)
						       : s[i];
	p->before = s > text ? s[-1] : '\0';
	p->after = s[len];
}

static void
pieces_read(struct arena *mem, const char *text, struct pieces *out)
{
	const char *s = text;
	bool line_start = true;

	out->v = arena_array(mem, strlen(text) / 2 < WORDS_MAX ?
	    strlen(text) / 2 + 1 : WORDS_MAX, sizeof(*out->v));
	while (*s != '\0' && out->n < WORDS_MAX) {
		const char *from = s;

		while (is_inner(*s) || (s > from && (*s == '.' || *s == '-') &&
		    is_inner(s[1])))
			s++;
		if (s > from) {
			struct piece *p = &out->v[out->n++];

			piece_fill(p, text, from, (size_t)(s - from));
			p->line_start = line_start;
			line_start = false;
			continue;
		}
		line_start = line_start || *s == '\n';
		s++;
	}
}

static const char *
platform_of(const char *s)
{
	for (size_t i = 0; i < LEN(platforms); i++)
		if (strncasecmp(s, platforms[i].word,
		    strlen(platforms[i].word)) == 0)
			return platforms[i].platform;
	return "other";
}

static void
platform_find(const struct pieces *p, struct entities *out)
{
	const char *weak = NULL;

	for (size_t i = 0; i < p->n && out->platform == NULL; i++)
		for (size_t k = 0; k < LEN(platforms); k++) {
			if (*p->v[i].low != *platforms[k].word ||
			    strcmp(p->v[i].low, platforms[k].word) != 0)
				continue;
			if (!platforms[k].weak)
				out->platform = platforms[k].platform;
			else if (weak == NULL)
				weak = platforms[k].platform;
			break;
		}
	if (out->platform == NULL)
		out->platform = weak;
}

/* "v2.4.1": how many numbers with dots between; 0 when it is something else.
 * A letter or a build may follow ("2.4.1b", "1.0-rc2"). */
static unsigned
numbers_in(const struct piece *p)
{
	const char *s = p->low;
	unsigned n = 0;

	if (p->len > 24)
		return 0;
	if (*s == 'v' && is_digit(s[1]))
		s++;
	while (is_digit(*s)) {
		size_t digits = strspn(s, "0123456789");

		if (digits > 6)
			return 0;
		n++;
		s += digits;
		if (*s != '.')
			break;
		s++;
	}
	if (*s >= 'a' && *s <= 'z' && strlen(s) <= 5)
		return n;
	return *s == '\0' || *s == '-' ? n : 0;
}

static const char *
version_text(struct arena *mem, const struct piece *p)
{
	size_t skip = p->low[0] == 'v' ? 1 : 0;

	return arena_copy(mem, p->s + skip, p->len - skip);
}

static bool
is_money(const struct pieces *p, size_t i)
{
	const struct piece *w = &p->v[i];

	if (w->before == '$' || w->after == '$' || w->after == '%' ||
	    w->after == '/' || w->before == '/' || w->before == '#')
		return true;
	return i + 1 < p->n &&
	    in_list(p->v[i + 1].low, money_words, LEN(money_words));
}

/* The nearest of the words before i that names a system or the app. */
static const char *
version_owner(const struct pieces *p, size_t i, bool *told)
{
	*told = false;
	for (size_t k = 1; k <= 3 && k <= i; k++) {
		const char *w = p->v[i - k].low;

		if (in_list(w, os_words, LEN(os_words)))
			return "os";
		if (in_list(w, version_words, LEN(version_words)))
			*told = true;
		else if (k == 1 && in_list(w, money_words, LEN(money_words)))
			return "money";
		else if (strcmp(w, "is") != 0 && strcmp(w, "to") != 0 &&
		    strcmp(w, "the") != 0 && strcmp(w, "number") != 0 &&
		    strcmp(w, "from") != 0 && strcmp(w, "latest") != 0)
			return *told ? "app" : NULL;
	}
	return *told ? "app" : NULL;
}

/* dd.mm.yyyy, and four numbers of an address. */
static bool
is_date_or_address(const struct piece *p, unsigned numbers)
{
	const char *last = strrchr(p->low, '.');

	return (numbers == 3 && last != NULL && strlen(last) == 5 &&
	    (last[1] == '1' || last[1] == '2') && p->len <= 10) ||
	    (numbers == 4 && p->len >= 9 && strncmp(p->low, "192.", 4) == 0);
}

static bool
version_follows(const struct pieces *p, size_t i)
{
	static const char *const after[] = { "version", "update", "build",
		"patch", "release" };

	return i + 1 < p->n && in_list(p->v[i + 1].low, after, LEN(after));
}

static void
version_find(struct arena *mem, const struct pieces *p, size_t i,
    struct entities *out)
{
	const struct piece *w = &p->v[i];
	unsigned numbers = numbers_in(w);
	bool told;
	const char *owner;

	if (numbers == 0 || is_money(p, i) || is_date_or_address(w, numbers))
		return;
	owner = version_owner(p, i, &told);
	if (owner != NULL && strcmp(owner, "os") == 0) {
		if (out->os_version == NULL && w->len <= 8)
			out->os_version = version_text(mem, w);
		return;
	}
	if (numbers < 2 || out->app_version != NULL ||
	    (owner != NULL && strcmp(owner, "money") == 0))
		return;
	if (numbers >= 3 || told || w->low[0] == 'v' || version_follows(p, i))
		out->app_version = version_text(mem, w);
}

static int
small_number(const char *s)
{
	size_t len = strspn(s, "0123456789");
	int n = 0;

	if (len == 0 || len > 4 || (s[len] != '\0' && s[len] != ' '))
		return 0;
	for (size_t i = 0; i < len; i++)
		n = n * 10 + (s[i] - '0');
	return n;
}

/* "level 12", "lvl12", "level: 12", "chapter 3". */
static void
level_find(const struct pieces *p, size_t i, struct entities *out)
{
	static const struct {
		const char *word;
		bool chapter;
	} words[] = { { "level", false }, { "lvl", false }, { "lv", false },
		{ "stage", false }, { "chapter", true } };

	for (size_t k = 0; k < LEN(words); k++) {
		size_t n = strlen(words[k].word);
		int *to = words[k].chapter ? &out->chapter : &out->level;
		int found;

		if (*to != 0 || strncmp(p->v[i].low, words[k].word, n) != 0)
			continue;
		if (p->v[i].low[n] != '\0')
			found = small_number(p->v[i].low + n);
		else
			found = i + 1 < p->n ? small_number(p->v[i + 1].low) : 0;
		*to = found;
	}
}

static bool
is_model_word(const struct piece *p)
{
	if (p->line_start || strchr("\n.,;:!?", p->before) != NULL)
		return false;
	if (in_list(p->low, model_words, LEN(model_words)))
		return true;
	for (size_t i = 0; i < p->len && i < WORD_MAX; i++)
		if (is_digit(p->low[i]))
			return p->len <= 9 && memchr(p->s, '.', p->len) == NULL;
	return false;
}

static void
device_find(struct arena *mem, const struct pieces *p, size_t i,
    struct entities *out)
{
	size_t last = i;

	if (out->device != NULL)
		return;
	for (size_t k = 0; k < LEN(brands); k++) {
		if (*p->v[i].low != *brands[k].word ||
		    strcmp(p->v[i].low, brands[k].word) != 0)
			continue;
		while (last + 1 < p->n && last - i < DEVICE_WORDS &&
		    is_model_word(&p->v[last + 1]))
			last++;
		if (last == i && brands[k].model)
			return;
		out->device = arena_copy(mem, p->v[i].s, (size_t)(p->v[last].s +
		    p->v[last].len - p->v[i].s));
		return;
	}
}

static bool
is_hex_id(const struct piece *p)
{
	return p->len == 24 && strspn(p->low, "0123456789abcdef") == 24 &&
	    strcspn(p->low, "0123456789") < 24;
}

static void
order_add(struct arena *mem, const struct piece *p, struct entities *out)
{
	const char *id = arena_copy(mem, p->s, p->len);

	for (size_t i = 0; i < out->orders_n; i++)
		if (strcmp(out->orders[i], id) == 0)
			return;
	if (out->orders_n < ENTITY_ORDERS_MAX)
		out->orders[out->orders_n++] = id;
}

/* GPA.1234-5678-9012-34567, and what follows "order", "receipt", "invoice". */
static void
order_find(struct arena *mem, const struct pieces *p, size_t i,
    struct entities *out)
{
	static const char *const words[] = { "order", "receipt", "invoice",
		"transaction", "purchase" };
	static const char *const between[] = { "id", "number", "no", "nr",
		"is", "code", "ref", "reference" };
	const struct piece *w = &p->v[i];
	size_t k = i;

	if (strncmp(w->low, "gpa.", 4) == 0 && w->len >= 20) {
		order_add(mem, w, out);
		return;
	}
	if (strpbrk(w->low, "0123456789") == NULL || (w->before != '#' &&
	    (w->len < 5 || w->len > 40 || strchr(w->low, '.') != NULL ||
	    is_money(p, i))))
		return;
	while (k > 0 && in_list(p->v[k - 1].low, between, LEN(between)))
		k--;
	if (k > 0 && in_list(p->v[k - 1].low, words, LEN(words)))
		order_add(mem, w, out);
}

static const char *
lower_copy(struct arena *mem, const char *s, size_t len)
{
	char *copy = arena_copy(mem, s, len);

	for (size_t i = 0; i < len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] | 0x20);
	return copy;
}

static void
words_look(struct arena *mem, const char *text, struct entities *out)
{
	struct pieces p = { 0 };

	pieces_read(mem, text, &p);
	platform_find(&p, out);
	for (size_t i = 0; i < p.n; i++) {
		version_find(mem, &p, i, out);
		level_find(&p, i, out);
		device_find(mem, &p, i, out);
		order_find(mem, &p, i, out);
		if (out->game_user_id == NULL && is_hex_id(&p.v[i]))
			out->game_user_id = lower_copy(mem, p.v[i].s,
			    p.v[i].len);
	}
}

/* "Android 14", "iOS 17.2", "14": the number. */
static const char *
os_number(struct arena *mem, const char *s)
{
	size_t len;

	s += strcspn(s, "0123456789");
	len = strspn(s, "0123456789.");
	return len > 0 && len <= 10 ? arena_copy(mem, s, len) : NULL;
}

static const char *
version_of(struct arena *mem, const char *s)
{
	if (*s == 'v' || *s == 'V')
		s++;
	return is_digit(*s) ? arena_copy(mem, s, strcspn(s, " (")) : NULL;
}

static void
footer_look(struct arena *mem, const struct footer *f, struct entities *out)
{
	if (f->platform != NULL) {
		out->platform = platform_of(f->platform);
		out->os_version = os_number(mem, f->platform);
	}
	if (f->app_version != NULL)
		out->app_version = version_of(mem, f->app_version);
	if (f->os_version != NULL) {
		out->os_version = os_number(mem, f->os_version);
		if (out->platform == NULL && !is_digit(*f->os_version))
			out->platform = platform_of(f->os_version);
	}
	out->device = f->device;
	if (f->game_user_id != NULL && strlen(f->game_user_id) <= ID_MAX)
		out->game_user_id = lower_copy(mem, f->game_user_id,
		    strlen(f->game_user_id));
	if (f->level != NULL)
		out->level = small_number(f->level);
	if (f->chapter != NULL)
		out->chapter = small_number(f->chapter);
}

void
entity_find(struct arena *mem, const struct cleaned *c, struct entities *out)
{
	memset(out, 0, sizeof(*out));
	footer_look(mem, &c->footer, out);
	if (out->platform == NULL && c->footer.device != NULL) {
		struct entities by_device = { 0 };

		words_look(mem, c->footer.device, &by_device);
		out->platform = by_device.platform;
	}
	words_look(mem, arena_fmt(mem, "%s\n%s", c->subject, c->text), out);
}
