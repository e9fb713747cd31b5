/* SPDX-License-Identifier: MIT */
/*
 * base/utf8 - text from outside made safe to store and to cut.
 *
 * Valid is what RFC 3629 calls valid: no overlong forms, no surrogates,
 * nothing above U+10FFFF.
 */
#ifndef TIDEMARK_BASE_UTF8_H
#define TIDEMARK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sbuf;

/* Bytes of the character that starts here, 0 when it is not valid UTF-8. */
size_t	utf8_step(const char *s, size_t len);
/* The same, and the code point. */
size_t	utf8_get(const char *s, size_t len, uint32_t *cp);
bool	utf8_valid(const char *s, size_t len);
/* Code point cp as 1 to 4 bytes; what cannot be encoded, and 0, as U+FFFD. */
size_t	utf8_encode(char to[static 4], uint32_t cp);
/* Lower-case of the letters that people write support mail in: Latin, Greek,
 * Cyrillic. */
uint32_t utf8_lower(uint32_t cp);
void	utf8_put(struct sbuf *out, uint32_t cp);	/* appends them */
/* Append s with every invalid byte, and NUL, replaced by U+FFFD. */
void	utf8_clean(struct sbuf *out, const char *s, size_t len);
/* The longest length <= max that does not split a character of valid s. */
size_t	utf8_cut(const char *s, size_t len, size_t max);
/* Number of characters of valid s. */
size_t	utf8_count(const char *s, size_t len);

#endif
