/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/leak.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SECRET_LEAST = 8, LINE_MOST = 4096 };

/* ---- what is known -------------------------------------------------------------- */

static char *
copy(const char *s)
{
	char *p = strdup(s);

	if (p == NULL)
		abort();
	return p;
}

static void
forget(struct leaks *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->v[i].name);
		free(l->v[i].service);
		free(l->v[i].text);
	}
	free(l->v);
	l->v = NULL;
	l->n = 0;
}

void
leaks_free(struct leaks *l)
{
	forget(l);
}

static void
learn(struct leaks *l, char *line)
{
	char *rest = NULL, *name = strtok_r(line, " \n", &rest),
	    *service = strtok_r(NULL, " \n", &rest),
	    *text = strtok_r(NULL, "\n", &rest);

	if (text == NULL || strlen(text) < SECRET_LEAST)
		return;
	l->v = must_realloc(l->v, (l->n + 1) * sizeof(*l->v));
	l->v[l->n++] = (struct leak_secret){ copy(name), copy(service),
		copy(text) };
}

static void
read_file(struct leaks *l, const char *file)
{
	char line[LINE_MOST];
	struct stat st;
	int64_t at;
	FILE *f;

	if (*file == '\0' || stat(file, &st) != 0)
		return;
	at = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	if (at == l->read_at || (f = fopen(file, "re")) == NULL)
		return;
	forget(l);
	l->read_at = at;
	while (fgets(line, sizeof(line), f) != NULL)
		learn(l, line);
	fclose(f);
}

/* ---- by form -------------------------------------------------------------------- */

static bool
is_word(char c)
{
	return isalnum((unsigned char)c);
}

static bool
is_domain(const char *s)
{
	size_t label = 0, dots = 0;

	for (; is_word(*s) || *s == '-' || *s == '.'; s++) {
		if (*s != '.') {
			label++;
			continue;
		}
		if (label == 0)
			break;
		dots++;
		label = 0;
	}
	return dots > 0 && (label >= 2 || dots > 1);
}

bool
leak_email(const char *text)
{
	for (const char *at = strchr(text, '@'); at != NULL;
	    at = strchr(at + 1, '@'))
		if (at > text && is_word(at[-1]) && is_domain(at + 1))
			return true;
	return false;
}

static bool
is_luhn(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2 == 1 && (d *= 2) > 9)
			d -= 9;
		sum += d;
	}
	return sum % 10 == 0;
}

/* The digits from s on, with at most so many of seps between two; where they end. */
static const char *
take_digits(const char *s, const char *seps, size_t between, char *digits,
    size_t most, size_t *n)
{
	for (*n = 0; isdigit((unsigned char)*s);) {
		size_t gap = strspn(s + 1, seps);

		if (*n < most)
			digits[*n] = *s;
		++*n;
		s++;
		if (gap <= between && isdigit((unsigned char)s[gap]))
			s += gap;
	}
	return s;
}

bool
leak_card(const char *text)
{
	enum { LEAST = 13, MOST = 19 };
	char digits[MOST];
	size_t n;

	for (const char *s = text; *s != '\0';) {
		if (!isdigit((unsigned char)*s) || (s > text &&
		    (is_word(s[-1]) || s[-1] == '.' || s[-1] == '_'))) {
			s++;
			continue;
		}
		const char *end = take_digits(s, " -", 1, digits, MOST, &n);

		if (n >= LEAST && n <= MOST && *s >= '3' && *s <= '6' &&
		    !is_word(*end) && is_luhn(digits, n))
			return true;
		s = end;
	}
	return false;
}

bool
leak_phone(const char *text)
{
	enum { LEAST = 9, MOST = 15 };
	char digits[MOST];
	size_t n;

	for (const char *s = strchr(text, '+'); s != NULL;
	    s = strchr(s + 1, '+')) {
		if (s > text && is_word(s[-1]))
			continue;
		take_digits(s + 1, " -.()/", 2, digits, MOST, &n);
		if (n >= LEAST && n <= MOST)
			return true;
	}
	return false;
}

/* ---- one request ------------------------------------------------------------------ */

/* As it was meant: JSON may write a slash with a sign before it. */
static const char *
plain(struct arena *mem, const char *s, size_t len)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < len; i++)
		if (s[i] != '\0' && (s[i] != '\\' || i + 1 == len ||
		    s[i + 1] != '/'))
			sbuf_char(out, s[i]);
	return sbuf_cstr(out);
}

static void
tell(struct leaks *l, const struct options *opt, const char *service,
    const char *kind)
{
	FILE *f;

	l->found++;
	if (*opt->leaks == '\0' || (f = fopen(opt->leaks, "ae")) == NULL)
		return;
	fprintf(f, "%s %s\n", service, kind);
	fclose(f);
}

/* Not as the end of a longer word, such as another secret of the stand-ins. */
static bool
holds(const char *text, const char *secret)
{
	for (const char *at = strstr(text, secret); at != NULL;
	    at = strstr(at + 1, secret))
		if (at == text || !is_word(at[-1]))
			return true;
	return false;
}

static bool
in_head(const struct call *cl, const char *text)
{
	for (size_t i = 0; i < cl->head.n; i++)
		if (holds(cl->head.v[i].value, text))
			return true;
	return cl->authorization != NULL && holds(cl->authorization, text);
}

void
leaks_look(struct leaks *l, const struct options *opt, const struct call *cl,
    const char *service)
{
	const char *body = plain(cl->mem, cl->body, cl->body_len);
	const char *url = percent_decode(cl->mem, cl->query, strlen(cl->query),
	    true);
	bool told = strcmp(service, "helpscout") == 0 ||
	    strcmp(service, "slack") == 0;

	read_file(l, opt->secrets);
	for (size_t i = 0; i < l->n; i++) {
		const struct leak_secret *s = &l->v[i];
		bool own = strcmp(s->service, service) == 0;

		if (own && strcmp(service, "helpscout") == 0)
			continue;
		if (holds(body, s->text) || holds(url, s->text) ||
		    holds(cl->path, s->text) || (!own && in_head(cl, s->text)))
			tell(l, opt, service, s->name);
	}
	if (told)
		return;	/* both know the account's people */
	if (leak_email(body) || leak_email(url))
		tell(l, opt, service, "e-mail");
	if (leak_card(body) || leak_card(url))
		tell(l, opt, service, "card");
	if (leak_phone(body) || leak_phone(url))
		tell(l, opt, service, "phone");
}
