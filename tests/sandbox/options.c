/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/options.h"

#include "base/arena.h"
#include "base/parse.h"

#include <stdlib.h>
#include <string.h>

enum kind { K_NUM, K_ONE, K_TXT };

static const struct option {
	const char *name;
	enum kind kind;
	size_t at;
	const char *dflt, *choices, *help;
	int64_t num, min, max;
} table[] = {
#define AT(name) offsetof(struct options, name)
#define NUM(name, dflt, min, max, help) \
	{ #name, K_NUM, AT(name), NULL, NULL, help, dflt, min, max },
#define ONE(name, choices, help) \
	{ #name, K_ONE, AT(name), NULL, choices, help, 0, 0, 0 },
#define TXT(name, dflt, help) \
	{ #name, K_TXT, AT(name), dflt, NULL, help, 0, 0, 0 },
#include "tests/sandbox/options.def"
#undef NUM
#undef ONE
#undef TXT
};

enum { OPTIONS = sizeof(table) / sizeof(*table) };

static int64_t *
number_of(struct options *o, const struct option *op)
{
	return (int64_t *)(void *)((char *)o + op->at);
}

static char **
text_of(struct options *o, const struct option *op)
{
	return (char **)(void *)((char *)o + op->at);
}

static char *
copied(const char *s)
{
	size_t len = strlen(s) + 1;

	return memcpy(must_alloc(len), s, len);
}

void
options_init(struct options *o)
{
	memset(o, 0, sizeof(*o));
	for (int i = 0; i < OPTIONS; i++)
		if (table[i].kind == K_TXT)
			*text_of(o, &table[i]) = copied(table[i].dflt);
		else
			*number_of(o, &table[i]) = table[i].num;
}

void
options_free(struct options *o)
{
	for (int i = 0; i < OPTIONS; i++)
		if (table[i].kind == K_TXT)
			free(*text_of(o, &table[i]));
	for (int i = 0; i < o->data_n; i++)
		free(o->data[i]);
	free(o->data);
}

/* Names match with - for _. */
static const struct option *
option_find(const char *name)
{
	for (int i = 0; i < OPTIONS; i++) {
		const char *a = table[i].name, *b = name;

		while (*a != '\0' && (*a == *b || (*a == '_' && *b == '-'))) {
			a++;
			b++;
		}
		if (*a == '\0' && *b == '\0')
			return &table[i];
	}
	return NULL;
}

/* Which of "a|b|c" the value is, or -1. */
static int
choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (int i = 0;; i++) {
		size_t n = strcspn(choices, "|");

		if (n == len && memcmp(choices, value, n) == 0)
			return i;
		if (choices[n] == '\0')
			return -1;
		choices += n + 1;
	}
}

static const char *
set_number(struct options *o, struct arena *mem, const struct option *op,
    const char *value)
{
	int64_t n;

	if (op->min == 0 && strcmp(value, "none") == 0)
		n = 0;
	else if (!parse_int(value, op->min, op->max, &n))
		return arena_fmt(mem,
		    "%s: \"%s\" is not a number from %lld "
		    "to %lld",
		    op->name, value, (long long)op->min, (long long)op->max);
	*number_of(o, op) = n;
	return NULL;
}

static const char *
set_option(struct options *o, struct arena *mem, const struct option *op,
    const char *value)
{
	int n;

	switch (op->kind) {
	case K_NUM:
		return set_number(o, mem, op, value);
	case K_ONE:
		n = choice(op->choices, value);
		if (n < 0)
			return arena_fmt(mem, "%s: \"%s\" is not one of %s",
			    op->name, value, op->choices);
		*number_of(o, op) = n;
		return NULL;
	default:
		free(*text_of(o, op));
		*text_of(o, op) = copied(value);
		return NULL;
	}
}

const char *
option_set(
    struct options *o, struct arena *mem, const char *name, const char *value)
{
	const struct option *op = option_find(name);

	if (op != NULL)
		return set_option(o, mem, op, value);
	if (strcmp(name, "data") != 0)
		return arena_fmt(mem, "no option is called \"%s\"", name);
	o->data =
	    must_realloc(o->data, sizeof(*o->data) * (size_t)(o->data_n + 1));
	o->data[o->data_n++] = copied(value);
	return NULL;
}

const char *
options_read(struct options *o, struct arena *mem, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i], *eq = strchr(arg, '=');
		const char *name, *value, *wrong;

		if (strncmp(arg, "--", 2) != 0)
			return arena_fmt(mem, "\"%s\" is not an option", arg);
		name = eq == NULL
			   ? arg + 2
			   : arena_copy(mem, arg + 2, (size_t)(eq - arg) - 2);
		value = eq != NULL ? eq + 1 : ++i < argc ? argv[i] : NULL;
		if (value == NULL)
			return arena_fmt(mem, "%s needs a value", arg);
		wrong = option_set(o, mem, name, value);
		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

static void
help_of(FILE *out, const struct option *op)
{
	fputs("  --", out);
	for (const char *p = op->name; *p != '\0'; p++)
		fputc(*p == '_' ? '-' : *p, out);
	if (op->kind == K_NUM)
		fprintf(out, " N        default %lld", (long long)op->num);
	else if (op->kind == K_ONE)
		fprintf(out, " %s", op->choices);
	else
		fprintf(out, " TEXT");
	fprintf(out, "\n        %s\n", op->help);
}

void
options_help(FILE *out)
{
	fputs("usage: tidemark-sandbox --socket PATH [--data FILE]... "
	      "[--demo N] [option]...\n\n"
	      "A stand-in for Help Scout behind nginx: /v2/, /authentication/, "
	      "control under /_sandbox/.\n\n"
	      "  --data FILE\n        serve these conversations "
	      "(JSON Lines, .gz allowed); may be repeated\n",
	    out);
	for (int i = 0; i < OPTIONS; i++)
		help_of(out, &table[i]);
}
