/* SPDX-License-Identifier: MIT */
/*
 * html/view - one page being filled in: ctemplate behind a C header.
 *
 *	struct view *v = view_open(mem, "error.tpl");
 *	view_text(v, "TITLE", "Not found");
 *	for (...)
 *		view_int(view_row(v, "ROW"), "COUNT", n);
 *	rc = view_render(v, &out);
 *
 * Escaping:  by position, by the template's first line; values are plain text,
 *            never markup. There is no raw writer: markup lives in templates/.
 * Scope:     a row sees its parent's values, an include does not; what every
 *            part of the page needs goes in with view_global().
 * Ownership: views live in the arena given to view_open(); values are copied.
 * Errors:    view_init() answers RC_INTERNAL and view_error() names the file.
 *            Between view_open() and view_render() nothing needs a check: an
 *            unknown template or a failed allocation surfaces in view_render()
 *            as RC_INTERNAL, with *out as it was.
 * Linking:   see src/html/Makefile.inc, the program must be linked as C++.
 */
#ifndef TIDEMARK_HTML_VIEW_H
#define TIDEMARK_HTML_VIEW_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct sbuf;
struct view;

/* Load and check every DIR/NAME.tpl; call once, before any fork. */
enum rc		 view_init(const char *dir);
const char	*view_error(void);	/* why view_init() failed */

struct view	*view_open(struct arena *, const char *tpl);
enum rc		 view_render(struct view *, struct sbuf *out);

void		 view_text(struct view *, const char *name, const char *text);
void		 view_int(struct view *, const char *name, long long);
/* 1284 as "1,284": for people. view_int() is for attributes and links. */
void		 view_count(struct view *, const char *name, long long);
void		 view_num(struct view *, const char *name, double, int decimals);
/* Seen by the whole page with all its includes, whichever view it is set on. */
void		 view_global(struct view *, const char *name, const char *text);

struct view	*view_row(struct view *, const char *section);
void		 view_show(struct view *, const char *section);
void		 view_show_if(struct view *, const char *section, bool);
struct view	*view_include(struct view *, const char *name, const char *tpl);
struct arena	*view_arena(struct view *);

#endif
