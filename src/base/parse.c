/* SPDX-License-Identifier: MIT */
#include "base/parse.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
parse_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
	const char *digits = text + (*text == '-');
	long long n;

	if (*digits == '\0' ||
	    strspn(digits, "0123456789") != strlen(digits))
		return false;
	errno = 0;
	n = strtoll(text, NULL, 10);
	if (errno != 0 || n < min || n > max)
		return false;
	*out = n;
	return true;
}

bool
parse_bool(const char *text, bool *out)
{
	static const char *const words[] = { "0", "1", "false", "true", "no",
		"yes", "off", "on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcasecmp(text, words[i]) == 0) {
			*out = i % 2 == 1;
			return true;
		}
	}
	return false;
}

void
hex_encode(const unsigned char *bytes, size_t len, char *out)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		*out++ = hex[bytes[i] >> 4];
		*out++ = hex[bytes[i] & 15];
	}
	*out = '\0';
}

static int
nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_decode(const char *text, unsigned char *bytes, size_t len)
{
	if (strlen(text) != len * 2)
		return false;
	for (size_t i = 0; i < len; i++) {
		int hi = nibble(text[2 * i]), lo = nibble(text[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		bytes[i] = (unsigned char)(hi << 4 | lo);
	}
	return true;
}

bool
parse_is_clock(const char *t)
{
	return strlen(t) == 5 && isdigit((unsigned char)t[0]) &&
	    isdigit((unsigned char)t[1]) && t[2] == ':' &&
	    isdigit((unsigned char)t[3]) && isdigit((unsigned char)t[4]) &&
	    (t[0] - '0') * 10 + t[1] - '0' < 24 && t[3] < '6';
}
