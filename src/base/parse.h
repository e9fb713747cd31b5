/* SPDX-License-Identifier: MIT */
/*
 * base/parse - strict small parsers: the whole text counts, or nothing does.
 */
#ifndef TIDEMARK_BASE_PARSE_H
#define TIDEMARK_BASE_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool	parse_int(const char *text, int64_t min, int64_t max, int64_t *out);
bool	parse_bool(const char *text, bool *out);	/* 1/0 true/false yes/no on/off */
bool	parse_is_clock(const char *text);	/* 00:00 to 23:59 */
/* Lower-case hex of len bytes; out holds 2 * len + 1. */
void	hex_encode(const unsigned char *bytes, size_t len, char *out);
/* Exactly len bytes from 2 * len hex digits. */
bool	hex_decode(const char *text, unsigned char *bytes, size_t len);

#endif
