/* SPDX-License-Identifier: MIT */
#include "text/readable.h"

#include <string.h>

#include "text/words.h"

enum { RUN_LIMIT = 5, SHARE_LIMIT = 55, LETTERS_LEAST = 4 };

/* Letter pairs that words of European languages hardly ever hold: bit n of
 * row m is the pair (m, n). Counted over 3.3 million letters of English, less
 * the pairs usual in other languages written with these letters. */
static const uint32_t odd_pairs[26] = {
	0x0000000, 0x0c124e8, 0x0e13262, 0x0810400, 0x0000000,
	0x2e136ca, 0x0e10404, 0x2410466, 0x0000000, 0x3e102a6,
	0x2c10024, 0x0810000, 0x2a10200, 0x0010000, 0x0000000,
	0x2e10200, 0x3effefe, 0x0810000, 0x0800000, 0x0810040,
	0x0110000, 0x0e904e6, 0x2a1926a, 0x2e72eea, 0x3010200,
	0x0a18220,
};

/* Rows of a keyboard, as fingers run over them. */
static const char *const keyboard[] = {
	"asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "qwer", "wert", "erty",
	"rtyu", "tyui", "yuio", "uiop", "zxcv", "xcvb", "cvbn", "vbnm", "lkjh",
	"kjhg", "jhgf", "hgfd", "gfds", "fdsa", "poiu", "oiuy", "mnbv",
};
static const char *const keyboard_words[] = {
	"property", "liberty", "poverty", "puberty", "qwerty", "expert",
};

/* Words without vowels that people do write, and words too usual in any
 * message to be an accident; in byte order of no importance. */
static const char *const usual[] = {
	"brb", "btw", "cmd", "css", "cvv", "dlc", "dm", "dns", "fb", "fps",
	"gb", "gg", "gps", "grr", "grrr", "hd", "hmm", "hmmm", "hp", "hr",
	"hrs", "html", "http", "https", "jpg", "kb", "km", "lvl", "mb", "mbps",
	"mp", "mr", "mrs", "ms", "msg", "nft", "nvm", "ok", "pc", "pdf", "png",
	"pls", "plz", "pm", "ppl", "ps", "psst", "pts", "pvp", "pw", "pwd",
	"qr", "ram", "sd", "sms", "srry", "ssl", "std", "str", "svp", "tbh",
	"thx", "tks", "tmp", "tnx", "tv", "txt", "ty", "url", "usb", "vpn",
	"vs", "wtf", "www", "xd", "xml", "xp", "yrs",
	"the", "and", "is", "it", "to", "my", "not", "i", "a", "you", "this",
	"app", "game", "help", "please", "no", "yes", "hi", "hello", "was",
	"are", "have", "has", "can", "cant", "dont", "for", "of", "in", "on",
	"me", "as", "at",
};

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

static bool
all_letters(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < 'a' || *s > 'z')
			return false;
	return true;
}

static bool
in_list(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], s) == 0)
			return true;
	return false;
}

static bool
holds_keyboard(const char *s)
{
	if (in_list(s, keyboard_words,
	    sizeof(keyboard_words) / sizeof(*keyboard_words)))
		return false;
	for (size_t i = 0; i < sizeof(keyboard) / sizeof(*keyboard); i++)
		if (strstr(s, keyboard[i]) != NULL)
			return true;
	return false;
}

static bool
one_letter_only(const char *s)
{
	return s[1] != '\0' && s[strspn(s, (char[]){ s[0], '\0' })] == '\0';
}

bool
readable_word(const char *s)
{
	size_t len = strlen(s), vowels = 0, run = 0, longest = 0, odd = 0;

	if (len < 2 || !all_letters(s) ||
	    in_list(s, usual, sizeof(usual) / sizeof(*usual)))
		return true;
	for (size_t i = 0; i < len; i++) {
		vowels += is_vowel(s[i]);
		run = is_vowel(s[i]) ? 0 : run + 1;
		longest = run > longest ? run : longest;
		if (i > 0)
			odd += odd_pairs[s[i - 1] - 'a'] >> (s[i] - 'a') & 1;
	}
	if (vowels == 0 || one_letter_only(s))
		return false;
	/* German makes long rows, but not without vowels around them */
	if (longest >= RUN_LIMIT && (odd > 1 || vowels * 10 <= len ||
	    (longest > RUN_LIMIT && vowels * 5 <= len)))
		return false;
	return odd * 3 < len - 1 && !(odd > 1 && vowels * 6 <= len) &&
	    (len < 4 || !holds_keyboard(s));
}

bool
readable_text(const struct tokens *t)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < t->n; i++) {
		const char *s = t->v[i].word->text;

		if (t->v[i].word->number || *s == '?')
			continue;
		if (t->v[i].word->classes_n > 0 || readable_word(s))
			good += strlen(s);
		else
			bad += strlen(s);
	}
	/* three letters may be anybody's abbreviation */
	return bad < LETTERS_LEAST || bad * 100 < (good + bad) * SHARE_LIMIT;
}
