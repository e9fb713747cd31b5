/* SPDX-License-Identifier: MIT */
/*
 * http/param - the parameters a route takes, checked before its handler runs.
 *
 * Shape:     a route names a table of struct param; param_parse() reads the
 *            query string (and the form or JSON object of a POST) against it.
 *            Names that the table does not hold are ignored.
 * Default:   NULL: the parameter is required. "": it may be absent, and then
 *            param_given() is false. Anything else is read like a given value.
 * Limits:    INT outside min..max is refused, or drawn to the nearest bound
 *            with P_CLAMP; TEXT and TEXTS count characters. TEXT must be UTF-8
 *            without control characters. No parameter but IDS may be given
 *            twice. More than PARAM_PAIRS_MAX given in all are refused, so a
 *            long list of ids goes with commas or as a JSON array.
 * Errors:    RC_BAD_INPUT; the problem names the parameter and the limit.
 */
#ifndef TIDEMARK_HTTP_PARAM_H
#define TIDEMARK_HTTP_PARAM_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct sbuf;

enum param_kind {
	P_INT,
	P_CLAMP,	/* a whole number, drawn into min..max */
	P_BOOL,
	P_TIME,		/* a date or an ISO time, as seconds */
	P_TEXT,		/* min..max characters */
	P_WORD,		/* one of the words in words, separated by | */
	P_SECRET,	/* as P_TEXT, any bytes; never shown in an error */
	P_IDS		/* min..max ids: repeated, with commas, or a JSON array */
};

struct param {
	const char *name;
	enum param_kind kind;
	const char *dflt;
	int64_t min, max;
	const char *words;
};

struct param_value {
	const struct param *param;
	const char *text;
	int64_t number;
	const int64_t *ids;	/* number of them; of P_IDS */
	bool given;
};

struct param_problem {
	const char *name;	/* of the parameter */
	const char *place;	/* "query" or "body" */
	const char *message;	/* for people */
	const char *type;	/* for programs, such as "value_error.missing" */
};

enum { PARAM_MAX = 32, PARAM_PAIRS_MAX = 200 };

struct param_pairs;

struct params {
	struct param_value value[PARAM_MAX];
	size_t n;
	const struct param_pairs *pairs;	/* all that was given */
};

/* body may be NULL; content_type says how to read it. */
enum rc	param_parse(struct arena *, const struct param *table,
	    const char *query, const char *content_type, const char *body,
	    size_t body_len, struct params *, struct param_problem *);

const struct param_value *param_find(const struct params *, const char *name);
/* As it was given, unchecked, for fields whose names come from data
 * ("points.crash"); NULL when it was not. */
const char	*param_raw(const struct params *, const char *name);
/* All that was given, unchecked, in its order. */
void	param_each(const struct params *, void (*fn)(void *ctx, const char *name,
	    const char *value), void *ctx);
/* A name that was given and that the table does not hold, or NULL. */
const char	*param_unknown(const struct params *);

/* Percent-decoding with "+" for a blank. NULL when a % is not followed by two
 * hex digits or decodes to NUL. */
char	*param_decode(struct arena *, const char *s, size_t len);
/* Appends s as one value of a query string. */
void	 param_encode(struct sbuf *out, const char *s);

#endif
