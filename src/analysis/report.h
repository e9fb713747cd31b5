/* SPDX-License-Identifier: MIT */
/*
 * analysis/report - one customer's report, cleaned for classification.
 *
 * Shape:     subject and the customer's own text (html_text()'s own; of
 *            several messages, joined by an empty line) go in. The device
 *            footer ("App version: 2.4.1", "Platform: Android", …) is parsed
 *            and leaves the text; so do the subject's "Re:" and "[#123]".
 * Empty:     the text holds nothing to read but footers, signs and emoji; what
 *            the subject says does not change that.
 * Unreadable: keys hit at random; analyse() finds it, which knows the words.
 * Limits:    REPORT_MAX bytes of text are looked at.
 * Ownership: all text lives in the arena.
 */
#ifndef TIDEMARK_ANALYSIS_REPORT_H
#define TIDEMARK_ANALYSIS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { REPORT_MAX = 32 * 1024 };

struct report {
	const char *subject;	/* NULL counts as "" */
	const char *text;
};

/* What a footer line says; NULL when it is not there. */
struct footer {
	const char *platform, *app_version, *os_version, *device;
	const char *game_user_id, *level, *chapter;
};

struct cleaned {
	const char *subject;	/* without prefixes; "" when text repeats it */
	const char *text;	/* without footer lines */
	struct footer footer;
	bool empty;
};

void	report_clean(struct arena *, const struct report *, struct cleaned *);

#endif
