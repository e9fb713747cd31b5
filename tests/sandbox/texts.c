/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/texts.h"

#include "base/arena.h"
#include "tests/sandbox/rng.h"
#include "tests/sandbox/unzip.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static struct text_block *
add_block(struct texts *t, char *line)
{
	struct text_block *b;
	size_t len;

	t->v = must_realloc(t->v, (t->n + 1) * sizeof(*t->v));
	b = &t->v[t->n++];
	memset(b, 0, sizeof(*b));
	for (int i = -1; i < TEXT_ARGS; i++) {
		len = strcspn(line, " ");
		*(i < 0 ? &b->kind : &b->arg[i]) =
		    arena_copy(t->mem, line, len);
		line += len + (line[len] == ' ');
	}
	return b;
}

static struct text_key *
key_of(struct texts *t, struct text_block *b, const char *name, size_t len)
{
	for (size_t i = 0; i < b->keys_n; i++)
		if (strlen(b->keys[i].name) == len &&
		    memcmp(b->keys[i].name, name, len) == 0)
			return &b->keys[i];
	b->keys = must_realloc(b->keys, (b->keys_n + 1) * sizeof(*b->keys));
	b->keys[b->keys_n] =
	    (struct text_key){ arena_copy(t->mem, name, len), NULL, 0 };
	return &b->keys[b->keys_n++];
}

/* The text with \n made a line end. */
static const char *
line_ends(struct texts *t, const char *text)
{
	char *copy = arena_text(t->mem, text), *to = copy;

	for (const char *p = copy; *p != '\0'; p++)
		if (p[0] == '\\' && p[1] == 'n') {
			*to++ = '\n';
			p++;
		} else {
			*to++ = *p;
		}
	*to = '\0';
	return copy;
}

static void
add_text(struct texts *t, struct text_key *k, const char *text)
{
	k->v = must_realloc(k->v, (k->n + 1) * sizeof(*k->v));
	k->v[k->n++] = line_ends(t, text);
}

/* False: the line is neither a block, a text, a remark nor empty. */
static bool
read_line(struct texts *t, struct text_block **b, char *line)
{
	size_t len = strcspn(line, ": ");

	if (*line == '#' || *line == '\0')
		return true;
	if (*line == '@') {
		*b = add_block(t, line + 1);
		return true;
	}
	if (*b == NULL || line[len] != ':')
		return false;
	add_text(t, key_of(t, *b, line, len),
	    line + len + 1 + (line[len + 1] == ' '));
	return true;
}

static const char *
read_file(struct texts *t, struct arena *mem, const char *path)
{
	struct text_block *b = NULL;
	const char *wrong = NULL;
	struct block file;
	char *text, *next;
	int number = 0;

	if (!unzip_file(mem, path, &file, &wrong))
		return wrong;
	text = arena_copy(mem, file.s, file.len);
	if (file.mapped)
		munmap(file.s, file.len);
	else
		free(file.s);
	for (; text != NULL; text = next) {
		next = strchr(text, '\n');
		if (next != NULL)
			*next++ = '\0';
		number++;
		if (!read_line(t, &b, text))
			return arena_fmt(mem,
			    "%s:%d: expected \"@kind\" or "
			    "\"key: text\"",
			    path, number);
	}
	return NULL;
}

const char *
texts_read(struct texts *t, struct arena *mem, const char *folder)
{
	static const char *const files[] = { "problems", "phrases", "languages",
		"names" };
	const char *wrong;

	memset(t, 0, sizeof(*t));
	t->mem = arena_begin();
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		wrong = read_file(
		    t, mem, arena_fmt(mem, "%s/%s.txt", folder, files[i]));
		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

void
texts_free(struct texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		for (size_t k = 0; k < t->v[i].keys_n; k++)
			free(t->v[i].keys[k].v);
		free(t->v[i].keys);
	}
	free(t->v);
	if (t->mem != NULL)
		arena_end(t->mem);
	memset(t, 0, sizeof(*t));
}

const struct text_block *
texts_find(const struct texts *t, const char *kind, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->v[i].kind, kind) == 0 &&
		    strcmp(t->v[i].arg[0], name) == 0)
			return &t->v[i];
	return NULL;
}

const char *
text_pick(const struct text_block *b, const char *key, struct rng *r)
{
	if (b != NULL)
		for (size_t i = 0; i < b->keys_n; i++)
			if (strcmp(b->keys[i].name, key) == 0)
				return b->keys[i].v[rng_below(r, b->keys[i].n)];
	return NULL;
}
