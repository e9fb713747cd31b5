/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/sbuf.h"

#include <string.h>

size_t
utf8_get(const char *text, size_t len, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)text;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n;

	if (len == 0)
		return 0;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || len < n)
		return 0;
	*cp = s[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3fu);
	}
	if (*cp < least[n] || *cp > 0x10ffff ||
	    (*cp >= 0xd800 && *cp <= 0xdfff))
		return 0;
	return n;
}

size_t
utf8_step(const char *s, size_t len)
{
	uint32_t cp;

	return utf8_get(s, len, &cp);
}

/* Bytes at the start that are ASCII, in whole words: most text is nothing
 * else, and whole answers are checked. */
static size_t
ascii_words(const char *s, size_t len)
{
	size_t at = 0;
	uint64_t word;

	for (; len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, s + at, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	return at;
}

bool
utf8_valid(const char *s, size_t len)
{
	while (len > 0) {
		size_t n = ascii_words(s, len);

		if (n == 0)
			n = utf8_step(s, len);
		if (n == 0)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

size_t
utf8_encode(char to[static 4], uint32_t cp)
{
	size_t n;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff) || cp == 0)
		cp = 0xfffd;
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--) {
		to[i] = (char)(0x80 | (cp & 0x3f));
		cp >>= 6;
	}
	to[0] = (char)((0xf00u >> n & 0xff) | cp);
	return n;
}

void
utf8_put(struct sbuf *out, uint32_t cp)
{
	char bytes[4];

	sbuf_add(out, bytes, utf8_encode(bytes, cp));
}

void
utf8_clean(struct sbuf *out, const char *s, size_t len)
{
	size_t plain = 0, i = 0;

	while (i < len) {
		size_t n = s[i] == '\0' ? 0 : utf8_step(s + i, len - i);

		if (n > 0) {
			i += n;
			continue;
		}
		sbuf_add(out, s + plain, i - plain);
		sbuf_text(out, "\xef\xbf\xbd");
		plain = ++i;
	}
	sbuf_add(out, s + plain, i - plain);
}

size_t
utf8_cut(const char *s, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

size_t
utf8_count(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

uint32_t
utf8_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
	if ((cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
	    (cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 0x50;
	if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x14a && cp <= 0x177))
		return cp | 1;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
		return cp + (cp & 1);
	return cp;
}
