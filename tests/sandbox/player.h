/* SPDX-License-Identifier: MIT */
/*
 * sandbox/player - a made-up customer: always the same for (seed, number).
 *
 * Ownership: texts live in the arena or in the texts.
 */
#ifndef TIDEMARK_SANDBOX_PLAYER_H
#define TIDEMARK_SANDBOX_PLAYER_H

#include "tests/sandbox/world.h"

struct arena;
struct texts;

struct player {
	int64_t id;
	const char *language;	/* "en", "de", ... */
	const char *first, *last, *full, *email;
	const char *json;	/* as the API shows it within a conversation */
	const struct game *game;
	enum platform platform;
	const char *device, *os, *code;
	const char *level;
};

void	player_make(struct player *, struct arena *, const struct texts *,
	    int64_t seed, int64_t number);

#endif
