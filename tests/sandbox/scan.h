/* SPDX-License-Identifier: MIT */
/*
 * sandbox/scan - where the values of a JSON text begin and end.
 *
 * The sandbox copies the bytes of its conversations instead of parsing them
 * into trees, so that a page of answers costs little more than a memcpy. This
 * is the reader for that: it hands out slices of the text it is given.
 *
 * Ownership: a slice points into the text; it lives as long as the text.
 * Errors:    false for "not there, or not JSON"; structure is checked, the
 *            characters within strings are not (the data is our own).
 * Limits:    nesting of 64 levels.
 */
#ifndef TIDEMARK_SANDBOX_SCAN_H
#define TIDEMARK_SANDBOX_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sbuf;

struct slice {
	const char *s;
	size_t len;
};

struct scan {
	const char *p, *end;
	bool first;
};

/* The one value that the text consists of, without the white space around. */
bool		scan_value(const char *text, size_t len, struct slice *value);

/* Walk an object or an array: open, then next until false. A key comes without
 * its quotes and with its escapes. */
bool		scan_open(struct scan *, struct slice container);
bool		scan_member(struct scan *, struct slice *key,
		    struct slice *value);
bool		scan_element(struct scan *, struct slice *value);

bool		scan_get(struct slice object, const char *key,
		    struct slice *value);
bool		slice_is(struct slice, const char *text);
/* A string value equals text, which must need no escapes. */
bool		scan_is(struct slice value, const char *text);
int64_t		scan_int(struct slice value, int64_t otherwise);
int64_t		scan_time(struct slice value);	/* 0: none */
/* Append the characters of a string value; false when it is no string. */
bool		scan_text(struct slice value, struct sbuf *out);

/* The usual chains: object member as int, time. */
int64_t		scan_get_int(struct slice object, const char *key);
int64_t		scan_get_time(struct slice object, const char *key);

#endif
