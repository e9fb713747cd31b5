/* SPDX-License-Identifier: MIT */
/*
 * analysis/entity - the facts a report names: platform, versions, device, ids.
 *
 * Source:    the footer first, then the wording. A price ("$4.99"), an OS
 *            version ("iOS 17.2") or a date is never an app version.
 * Units:     level and chapter 1 to 9999, 0 for none; texts NULL for none.
 * Platform:  android ios web windows mac other.
 * Ownership: all text lives in the arena.
 */
#ifndef TIDEMARK_ANALYSIS_ENTITY_H
#define TIDEMARK_ANALYSIS_ENTITY_H

#include <stddef.h>

struct arena;
struct cleaned;

enum { ENTITY_ORDERS_MAX = 8 };

struct entities {
	int level, chapter;
	const char *platform;
	const char *app_version;
	const char *os_version;		/* "17.2", without the system's name */
	const char *device;
	const char *game_user_id;	/* as a footer has it, or 24 hex digits;
					 * lower case */
	const char *orders[ENTITY_ORDERS_MAX];
	size_t orders_n;
};

void	entity_find(struct arena *, const struct cleaned *, struct entities *);

#endif
