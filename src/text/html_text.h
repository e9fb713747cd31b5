/* SPDX-License-Identifier: MIT */
/*
 * text/html_text - the words a person wrote, out of the HTML of a mail.
 *
 * Shape:     one forward pass over the bytes, no tree, no recursion: time is
 *            linear in the input whatever the nesting. Then the lines are
 *            split into what the author wrote, what is quoted history, and
 *            the signature.
 * Input:     HTML; bytes without any tag are taken as plain text, whose line
 *            breaks count. Any bytes are allowed.
 * Output:    valid UTF-8 without NUL; lines end in \n, at most one empty line
 *            in a row, none at either end. Never NULL, "" when there is none.
 *            Device footers ("App version: 2.4.1") stay in own, even when
 *            they stand below a signature.
 * Limits:    HTML_TEXT_MAX bytes are read; cut says that there were more.
 * Ownership: all text lives in the arena.
 */
#ifndef TIDEMARK_TEXT_HTML_TEXT_H
#define TIDEMARK_TEXT_HTML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct sbuf;

enum { HTML_TEXT_MAX = 2 * 1024 * 1024 };

struct message_text {
	const char *own;	/* what the author wrote */
	const char *quoted;	/* history below or between it */
	const char *signature;	/* what was cut off the end of own */
	bool cut;		/* the input was longer than HTML_TEXT_MAX */
};

void	html_text(struct arena *, const char *html, size_t len,
	    struct message_text *);
/* The same for a text/plain body: no tags, no entities. */
void	plain_text(struct arena *, const char *text, size_t len,
	    struct message_text *);

#endif
