/* SPDX-License-Identifier: MIT */
/*
 * html/link - addresses of our own pages, with their query.
 *
 *	struct link l = link_to(mem, "/conversations");
 *	link_arg(&l, "category", "crash");
 *	link_int(&l, "from", 1768381200);
 *	view_text(v, "URL", link_url(&l));
 *
 * Escaping:  values are percent-encoded here; the view escapes the whole.
 * Empty:     a NULL or empty value adds nothing, so an unset filter is not in
 *            the address.
 * Ownership: everything lives in the arena.
 */
#ifndef TIDEMARK_HTML_LINK_H
#define TIDEMARK_HTML_LINK_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct sbuf;

struct link {
	struct sbuf *out;
	bool query;	/* the "?" is written */
};

struct link	 link_to(struct arena *, const char *path);
void		 link_arg(struct link *, const char *name, const char *value);
void		 link_int(struct link *, const char *name, long long);
const char	*link_url(const struct link *);
/* Where agents read a conversation in Help Scout; site: its web address. */
const char	*link_help_scout(struct arena *, const char *site, int64_t id,
		    int64_t number);

#endif
