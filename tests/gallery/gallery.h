/* SPDX-License-Identifier: MIT */
/*
 * tests/gallery - every template with made-up data, in the states that people meet.
 *
 * Shape:  a state is a page of its own, drawn by show() from lines of text; pages
 *         with charts and rows are put together in C.
 */
#ifndef TIDEMARK_TESTS_GALLERY_H
#define TIDEMARK_TESTS_GALLERY_H

#include "html/view.h"

/* Title, navigation and footer; here: the entry that it belongs to, or NULL when
 * nobody is signed in. */
void gallery_shell(struct view *, const char *title, const char *here);
/* Renders it as NAME. */
void gallery_save(struct view *, const char *name);
/* Six conversations as ITEM. */
void gallery_rows(struct view *);
/* "NAME=value" lines are values, "SECTION{ ... }" is a row and "SECTION{}" one
 * that only shows; ">NAME:file.tpl{ ... }" is an include and ">SPARK" a small chart.
 * A value ends with its line, or before a "}". */
void gallery_fill(struct view *, const char *text);

/* tests/gallery/live.c, quality.c, settings.c: one page for each state. */
struct gallery_state {
	const char *name, *tpl, *title, *here, *data;
};
/* Rows of {{>COVER}} (templates/coverage.tpl): something is missing; nothing is. */
#define GALLERY_N(section, n) section "{N=" n "\nLINK{URL=/quality/replies}}"
#define GALLERY_COVER(url, name)                                            \
	"URL=" url "\nNAME=" name "\n" GALLERY_N("REPLIES", "1,204")        \
	GALLERY_N("REVIEWED", "12") GALLERY_N("DONE", "3") "ASSIGNED{N=0\n" \
	"PLAIN{}}" GALLERY_N("SKIPPED", "1") "GOAL=5\nW=60\nMISSING{N=2\n"  \
	"HOW{TEXT=1 to assign, no reply left for 1}}"
#define GALLERY_COVERED(url, name)                                          \
	"URL=" url "\nNAME=" name "\n" GALLERY_N("REPLIES", "40")           \
	GALLERY_N("REVIEWED", "5") GALLERY_N("DONE", "5") "ASSIGNED{N=0\n"  \
	"PLAIN{}}SKIPPED{N=0\nPLAIN{}}GOAL=5\nW=100\nCOMPLETE{}"
void gallery_show(const struct gallery_state *, size_t n);
void gallery_live(void);
void gallery_meaning(void); /* meaning.c */
void gallery_quality(void);
void gallery_review(void);
void gallery_settings(void);
void gallery_rubric(void);	/* rubric.c */
void gallery_work(void);	/* work.c */

#endif
