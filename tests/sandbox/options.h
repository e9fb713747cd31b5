/* SPDX-License-Identifier: MIT */
/*
 * sandbox/options - the switches of the stand-in; the list is options.def.
 *
 * Ownership: texts are owned by the options and replaced by option_set().
 * Errors:    option_set() answers NULL, or a sentence that names the option
 *            and what is allowed (static or in the caller's arena).
 */
#ifndef TIDEMARK_SANDBOX_OPTIONS_H
#define TIDEMARK_SANDBOX_OPTIONS_H

#include <stdint.h>
#include <stdio.h>

struct arena;

struct options {
#define NUM(name, dflt, min, max, help) int64_t name;
#define ONE(name, choices, help) int64_t name;
#define TXT(name, dflt, help) char *name;
#include "tests/sandbox/options.def"
#undef NUM
#undef ONE
#undef TXT
	char **data;	/* --data, in order */
	int data_n;
};

/* Numbers of the choices, in the order of options.def. */
enum { ON = 0, OFF = 1 };		/* "on|off" */
enum { IS_OFF = 0, IS_ON = 1 };		/* "off|on" */
enum { EMPTY_MISSING, EMPTY_ARRAY, EMPTY_ZERO };
enum { BODY_JSON, BODY_TEXT, BODY_HTML, BODY_NONE };
enum { LINKS_NEW, LINKS_OLD };
enum { SINCE_INCLUSIVE, SINCE_EXCLUSIVE };
enum { RATE_FIXED, RATE_SLIDING };
enum { OPEN_ACTIVE_PENDING, OPEN_ACTIVE };
enum { NEW_OFTEN, NEW_USUAL };
enum { CONSENT_ASK, CONSENT_GRANT, CONSENT_REFUSE };
enum { HOOK_COUNTS_TOTAL, HOOK_COUNTS_ROW };
enum { HOOK_MERGED_FROM, HOOK_MERGED_INTO };

void		 options_init(struct options *);
void		 options_free(struct options *);
const char	*option_set(struct options *, struct arena *, const char *name,
		    const char *value);
const char	*options_read(struct options *, struct arena *, int argc,
		    char **argv);
void		 options_help(FILE *);

#endif
