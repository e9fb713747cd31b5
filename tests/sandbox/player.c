/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/player.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/rng.h"
#include "tests/sandbox/texts.h"

#include <string.h>

enum { FIRST_ID = 480100000 };

static const struct {
	const char *code;
	int share;
} languages[] = { { "en", 76 }, { "de", 6 }, { "fr", 5 }, { "es", 5 },
	{ "pt", 4 }, { "ja", 2 }, { "ru", 1 }, { "ar", 1 } };

static const char *
language_of(struct rng *r)
{
	int at = rng_range(r, 0, 99);
	size_t i = 0;

	while ((at -= languages[i].share) >= 0)
		i++;
	return languages[i].code;
}

/* One of the words of a line of names. */
static const char *
name_of(struct arena *mem, const struct text_block *b, const char *key,
    struct rng *r)
{
	const char *line = text_pick(b, key, r), *p;
	size_t words = 1, at, len;

	if (line == NULL)
		return "Sam";
	for (p = line; *p != '\0'; p++)
		words += *p == ' ';
	at = rng_below(r, words);
	for (p = line; at > 0; at--)
		p += strcspn(p, " ") + 1;
	len = strcspn(p, " ");
	return arena_copy(mem, p, len);
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s > 126 || *s == '\'')
			return false;
	return true;
}

static const char *
email_of(
    struct arena *mem, const struct player *p, struct rng *r, int64_t number)
{
	static const char *const hosts[] = { "example.com", "example.net",
		"example.org", "mail.example", "post.example" };
	const char *host = hosts[rng_below(r, 5)];
	char *text;

	if (!is_ascii(p->first) || !is_ascii(p->last) || rng_chance(r, .15))
		return arena_fmt(mem, "player%lld@%s", (long long)number, host);
	text = arena_fmt(mem, "%s%s%s%lld@%s", p->first,
	    rng_chance(r, .5) ? "." : "_", p->last, (long long)number % 1000,
	    host);
	for (char *c = text; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	return text;
}

static const char *
json_of(struct arena *mem, const struct player *p)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), p->id);
	jw_text(jw_key(&w, "type"), "customer");
	jw_text(jw_key(&w, "first"), p->first);
	jw_text(jw_key(&w, "last"), p->last);
	jw_text(jw_key(&w, "photoUrl"), "");
	jw_text(jw_key(&w, "email"), p->email);
	jw_end(&w);
	return sbuf_cstr(out);
}

void
player_make(struct player *p, struct arena *mem, const struct texts *t,
    int64_t seed, int64_t number)
{
	struct rng r = rng_for(seed, "player", number);
	const struct text_block *names;
	double u = rng_unit(&r);

	p->id = FIRST_ID + number * 3;
	p->language = language_of(&r);
	names = texts_find(t, "names", p->language);
	p->first = name_of(mem, names, "first", &r);
	p->last = name_of(mem, names, "last", &r);
	p->full = arena_fmt(mem, "%s %s", p->first, p->last);
	p->email = email_of(mem, p, &r, number);
	p->json = json_of(mem, p);
	p->game = &world_games[rng_chance(&r, .38)];
	p->platform = u < .55 ? ANDROID : u < .91 ? IOS : WEB;
	p->device = world_device(&r, p->platform);
	p->os = world_os(&r, p->platform);
	p->code = arena_fmt(mem, "%d", rng_range(&r, 10000000, 99999999));
	p->level = arena_fmt(mem, "%d", (int)(rng_long_tail(&r, 70)) + 2);
}
