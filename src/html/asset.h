/* SPDX-License-Identifier: MIT */
/*
 * html/asset - addresses of static files that change with their content.
 *
 * tidemark.css becomes /static/tidemark.3f2a9c12.css: 8 hex digits of FNV-1a
 * over the bytes. The web server cuts them out again (nginx/), so each such
 * address may be cached for ever.
 *
 * Errors: asset_init() answers RC_INTERNAL when the folder cannot be read or
 *         holds nothing; a name that is not there gives /static/NAME.
 * Memory: one table for the process, filled once before any fork.
 */
#ifndef TIDEMARK_HTML_ASSET_H
#define TIDEMARK_HTML_ASSET_H

#include "base/rc.h"

struct arena;
struct view;

enum rc		 asset_init(const char *dir);
const char	*asset_url(struct arena *, const char *name);
/* Set every asset as a global of the page: tidemark.css is {{TIDEMARK_CSS}}. */
void		 asset_globals(struct view *);

#endif
