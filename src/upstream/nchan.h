/* SPDX-License-Identifier: MIT */
/*
 * upstream/nchan - publishes to viewers through nginx (its module nchan).
 *
 * Source:    nchan.io, "Publisher Endpoints"; nginx/tidemark-publish.conf is the
 *            other side.
 * Shape:     one POST over the unix socket of nginx a message; the answer says
 *            to how many it went. Nothing is kept here: who is not connected
 *            missed it.
 * Units:     milliseconds; a message is JSON of one line.
 */
#ifndef TIDEMARK_UPSTREAM_NCHAN_H
#define TIDEMARK_UPSTREAM_NCHAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct nchan;

struct nchan	*nchan_open(const char *socket);
void		 nchan_close(struct nchan *);
/* False with *why, text of the arena, when nginx did not take it. */
bool		 nchan_publish(struct nchan *, struct arena *, const char *json,
		    size_t len, int64_t *viewers, const char **why);

#endif
