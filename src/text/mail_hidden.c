/* SPDX-License-Identifier: MIT */
#include "text/mail_hidden.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { TOP_LEAST = 2, BARE_TOP_MOST = 4, BLANKS_MOST = 2 };

static bool
is_wordly(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool
is_local(char c)
{
	return is_wordly(c) || (c != '\0' && strchr(".+-_'", c) != NULL);
}

static size_t
blanks(const char *p)
{
	size_t n = strspn(p, " ");

	return n <= BLANKS_MOST ? n : 0;
}

/* "(at)", " [ dot ] ": the word or the sign between brackets, with blanks around. */
static size_t
bracketed(const char *p, const char *word, char sign)
{
	static const char open[] = "([{<", close[] = ")]}>";
	size_t n = blanks(p);
	const char *bracket = p[n] != '\0' ? strchr(open, p[n]) : NULL;

	if (bracket == NULL)
		return 0;
	n += 1 + blanks(p + n + 1);
	if (strncasecmp(p + n, word, strlen(word)) == 0)
		n += strlen(word);
	else if (p[n] == sign)
		n++;
	else
		return 0;
	n += blanks(p + n);
	if (p[n] != close[bracket - open])
		return 0;
	return n + 1 + blanks(p + n + 1);
}

/* " at ", " dot " */
static size_t
bare(const char *p, const char *word)
{
	size_t before = blanks(p), len = strlen(word), behind;

	if (before == 0 || strncasecmp(p + before, word, len) != 0)
		return 0;
	behind = blanks(p + before + len);
	return behind == 0 ? 0 : before + len + behind;
}

/* An at sign with blanks beside it, or written otherwise. */
static size_t
odd_sign(const char *p)
{
	static const char *const signs[] = { "@", "\xef\xbc\xa0", "&#64;",
		"&commat;" };
	size_t n = blanks(p);

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (strncmp(p + n, signs[i], strlen(signs[i])) == 0)
			return n + strlen(signs[i]) +
			    blanks(p + n + strlen(signs[i]));
	return 0;
}

/* *top: letters of the last part; *words: a point stands there in words. */
static size_t
host_len(const char *p, size_t *top, bool *words)
{
	size_t n = 0, end = 0, parts = 0;

	*top = 0;
	*words = false;
	for (;;) {
		size_t len = 0, point;
		bool letters = true;

		for (; is_wordly(p[n + len]) || p[n + len] == '-'; len++)
			letters &= p[n + len] < '0' || p[n + len] > '9';
		if (len == 0)
			break;
		parts++;
		n += len;
		end = n;
		*top = letters ? len : 0;
		point = bracketed(p + n, "dot", '.');
		if (point == 0)
			point = bare(p + n, "dot");
		*words |= point > 0;
		if (point == 0 && p[n] == '.')
			point = 1;
		if (point == 0)
			break;
		n += point;
	}
	return parts >= 2 && *top >= TOP_LEAST ? end : 0;
}

size_t
mail_hidden_len(const char *text, const char *p)
{
	size_t n = 0, at, host, top;
	bool words, is_bare = false;

	if (p > text && is_local(p[-1]))
		return 0;
	while (is_local(p[n]) && strncmp(p + n, "\xef\xbc\xa0", 3) != 0)
		n++;
	if (n == 0)
		return 0;
	at = bracketed(p + n, "at", '@');
	if (at == 0)
		at = odd_sign(p + n);
	if (at == 0) {
		at = bare(p + n, "at");
		is_bare = true;
	}
	if (at == 0)
		return 0;
	host = host_len(p + n + at, &top, &words);
	if (host == 0 || (is_bare && (!words || top > BARE_TOP_MOST)))
		return 0;
	return n + at + host;
}
