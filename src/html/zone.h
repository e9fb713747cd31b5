/* SPDX-License-Identifier: MIT */
/*
 * html/zone - the time zones that this machine knows, by name.
 *
 * Source: the tz database in /usr/share/zoneinfo (Debian: tzdata), which the
 *         database server reads as well.
 */
#ifndef TIDEMARK_HTML_ZONE_H
#define TIDEMARK_HTML_ZONE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { ZONE_NAME_SIZE = 64 };

/* Whether there is such a zone: from outside comes any text. */
bool		 zone_known(const char *name);
/* One name for each zone that people live in, in order; none when the list is
 * not installed. */
const char	**zone_names(struct arena *, size_t *n);

#endif
