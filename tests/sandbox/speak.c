/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/speak.h"

#include "tests/sandbox/texts.h"

#include <string.h>

enum { DEPTH_MAX = 8 };

static const struct {
	const char *name;
	size_t at;
} slots[] = {
#define SLOT(name)                                  \
	{                                           \
#name, offsetof(struct voice, name) \
	}
	SLOT(game),
	SLOT(company),
	SLOT(version),
	SLOT(device),
	SLOT(os),
	SLOT(soft),
	SLOT(hard),
	SLOT(name),
	SLOT(fullname),
	SLOT(agent),
	SLOT(player),
	SLOT(order),
	SLOT(order2),
	SLOT(pack),
	SLOT(price),
	SLOT(level),
#undef SLOT
};

static void add(struct sbuf *out, const struct voice *v, const char *s,
    size_t len, int depth);

/* Where the brace closes that was opened before s. */
static size_t
closing(const char *s, size_t len)
{
	int open = 1;

	for (size_t i = 0; i < len; i++) {
		open += (s[i] == '{') - (s[i] == '}');
		if (open == 0)
			return i;
	}
	return len;
}

/* The end of the first alternative, len when it is the last. */
static size_t
first_part(const char *s, size_t len)
{
	int open = 0;

	for (size_t i = 0; i < len; i++) {
		open += (s[i] == '{') - (s[i] == '}');
		if (open == 0 && s[i] == '|')
			return i;
	}
	return len;
}

static void
add_slot(struct sbuf *out, const struct voice *v, const char *s, size_t len,
    int depth)
{
	char name[32];
	const char *text;

	if (len >= sizeof(name))
		return;
	memcpy(name, s, len);
	name[len] = '\0';
	if (strcmp(name, "n") == 0) {
		sbuf_int(out, rng_range(v->rng, 2, 9));
		return;
	}
	for (size_t i = 0; i < sizeof(slots) / sizeof(*slots); i++)
		if (strcmp(name, slots[i].name) == 0) {
			sbuf_text(out,
			    *(const char *const *)(const void *)((const char *)
								     v +
								 slots[i].at));
			return;
		}
	text = text_pick(texts_find(v->texts, "list", name), "say", v->rng);
	if (text != NULL)
		add(out, v, text, strlen(text), depth + 1);
}

static void
add_choice(struct sbuf *out, const struct voice *v, const char *s, size_t len,
    int depth)
{
	size_t parts = 0, at, wanted;

	for (at = 0; at <= len; at += first_part(s + at, len - at) + 1)
		parts++;
	if (parts == 1 && len > 0 && strcspn(s, " {}.!?,") >= len) {
		add_slot(out, v, s, len, depth);
		return;
	}
	wanted = rng_below(v->rng, parts);
	for (at = 0; wanted > 0; wanted--)
		at += first_part(s + at, len - at) + 1;
	add(out, v, s + at, first_part(s + at, len - at), depth + 1);
}

static void
add(struct sbuf *out, const struct voice *v, const char *s, size_t len,
    int depth)
{
	size_t end;

	for (size_t i = 0; i < len && depth < DEPTH_MAX; i++) {
		if (s[i] != '{') {
			sbuf_char(out, s[i]);
			continue;
		}
		end = closing(s + i + 1, len - i - 1);
		add_choice(out, v, s + i + 1, end, depth);
		i += end + 1;
	}
}

void
speak(struct sbuf *out, const struct voice *v, const char *text)
{
	if (text != NULL)
		add(out, v, text, strlen(text), 0);
}

void
speak_list(struct sbuf *out, const struct voice *v, const char *list)
{
	speak(out, v,
	    text_pick(texts_find(v->texts, "list", list), "say", v->rng));
}
