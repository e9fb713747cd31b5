/* SPDX-License-Identifier: MIT */
#include "text/street.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { DIGITS_MOST = 5, BETWEEN_MOST = 4, WORD_MOST = 40 };

/* Behind the name: "12 Main Street". sure: also when it is written small. */
static const struct {
	const char *word;
	bool sure;
} behind[] = {
	{ "street", true }, { "st", false }, { "road", true }, { "rd", true },
	{ "avenue", true }, { "ave", true }, { "boulevard", true },
	{ "blvd", true }, { "lane", true }, { "ln", true }, { "drive", false },
	{ "dr", false }, { "court", false }, { "ct", false },
	{ "square", false }, { "sq", false }, { "way", false },
	{ "place", false }, { "terrace", false }, { "close", false },
	{ "highway", true }, { "hwy", true }, { "parkway", true },
	{ "pkwy", true }, { "crescent", false },
};

/* Before it: "8 rue de la Paix", "Calle Mayor 5". */
static const char *const before[] = { "rue", "avenue", "boulevard", "calle",
	"avenida", "via", "piazza", "plaza", "chemin" };

/* The end of one word: "Hauptstr. 5". */
static const char *const ending[] = { "stra\303\237e", "strasse", "str",
	"weg", "allee", "platz", "gasse", "damm", "ufer" };

/* Small words within a name. */
static const char *const joining[] = { "de", "la", "le", "les", "du", "des",
	"del", "della", "dei", "di", "of", "the", "las", "los", "el" };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_wordly(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (unsigned char)c >= 0x80 || c == '\'' || c == '-';
}

static bool
is_capital(char c)
{
	return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t
word_len(const char *p)
{
	size_t n = 0;

	while (n < WORD_MOST && is_wordly(p[n]))
		n++;
	return n;
}

static bool
is_word(const char *p, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(p, word, len) == 0;
}

static bool
is_listed(const char *p, size_t len, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_word(p, len, list[i]))
			return true;
	return false;
}

#define LISTED(p, len, list)                                                   \
	is_listed(p, len, list, sizeof(list) / sizeof(*(list)))

/* "12", "12a", "221B"; no longer number, no version and no amount. */
static size_t
house_len(const char *p)
{
	size_t n = strspn(p, "0123456789");

	if (n == 0 || n > DIGITS_MOST)
		return 0;
	if (is_wordly(p[n]) && !is_wordly(p[n + 1]) && !is_digit(p[n + 1]))
		n++;
	return is_wordly(p[n]) || is_digit(p[n]) || (p[n] == '.' &&
	    is_digit(p[n + 1])) ? 0 : n;
}

static size_t
gap_len(const char *p)
{
	size_t n = 0;

	if (*p == ',' || *p == '.')
		n++;
	return p[n] == ' ' && p[n + 1] != ' ' ? n + 1 : 0;
}

/* " Main Street" behind a number of a house; 0 none. */
static size_t
name_behind(const char *p, bool *small)
{
	size_t at = 0, words = 0;

	*small = false;
	while (words <= BETWEEN_MOST && gap_len(p + at) > 0) {
		const char *word = p + at + gap_len(p + at);
		size_t len = word_len(word);

		if (len == 0)
			return 0;
		for (size_t i = 0; words > 0 && i < sizeof(behind) /
		    sizeof(*behind); i++)
			if (is_word(word, len, behind[i].word) &&
			    (behind[i].sure || is_capital(*word)) &&
			    (!*small || (behind[i].sure && words == 1)))
				return (size_t)(word - p) + len;
		*small |= !is_capital(*word);
		at = (size_t)(word - p) + len;
		words++;
	}
	return 0;
}

/* "rue de la Paix": the word for a street and its name; 0 none. */
static size_t
name_before(const char *p)
{
	size_t at = word_len(p), words = 0;

	if (!LISTED(p, at, before))
		return 0;
	while (words < BETWEEN_MOST && p[at] == ' ') {
		size_t len = word_len(p + at + 1);
		bool joins = LISTED(p + at + 1, len, joining);

		if (len == 0 || (!joins && !is_capital(p[at + 1])))
			break;
		words += !joins;
		at += 1 + len;
	}
	return words > 0 ? at : 0;
}

static size_t
number_first(const char *p)
{
	size_t n = house_len(p), gap = n > 0 ? gap_len(p + n) : 0, len;
	bool small;

	if (n == 0)
		return 0;
	len = name_behind(p + n, &small);
	if (len > 0)
		return n + len;
	len = gap > 0 ? name_before(p + n + gap) : 0;
	return len > 0 ? n + gap + len : 0;
}

/* "Hauptstr. 5", "Am Alten Weg 5" by its last word, "Calle Mayor 5". */
static size_t
number_last(const char *p)
{
	size_t len = word_len(p), gap, house;
	bool ends = false;

	if (!is_capital(*p) && name_before(p) == 0)
		return 0;
	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++) {
		size_t n = strlen(ending[i]);

		ends |= len > n && strncasecmp(p + len - n, ending[i], n) == 0;
	}
	if (!ends)
		len = name_before(p);
	gap = len > 0 ? gap_len(p + len) : 0;
	house = gap > 0 ? house_len(p + len + gap) : 0;
	return house > 0 ? len + gap + house : 0;
}

static size_t
box_len(const char *p)
{
	static const char *const forms[] = { "P.O. Box ", "PO Box ",
		"P.O.Box ", "Postfach " };

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t n = strlen(forms[i]);

		if (strncasecmp(p, forms[i], n) == 0 && is_digit(p[n]))
			return n + strspn(p + n, "0123456789 ") -
			    (p[n + strspn(p + n, "0123456789 ") - 1] == ' ');
	}
	return 0;
}

size_t
street_len(const char *text, const char *p)
{
	size_t len;

	if (p > text && (is_wordly(p[-1]) || is_digit(p[-1]) || p[-1] == '.'))
		return 0;
	if (is_digit(*p))
		return number_first(p);
	if (!is_wordly(*p))
		return 0;
	len = box_len(p);
	return len > 0 ? len : number_last(p);
}
