/* SPDX-License-Identifier: MIT */
/*
 * sandbox/speak - fills the slots of a text for one conversation.
 *
 * {a|b|c}  one of these, each may hold slots
 * {name}   a field of the voice, or any text of the list of that name
 * {n}      a number from 2 to 9
 */
#ifndef TIDEMARK_SANDBOX_SPEAK_H
#define TIDEMARK_SANDBOX_SPEAK_H

#include "base/sbuf.h"
#include "tests/sandbox/rng.h"

struct texts;

/* Who speaks about what: the fields are plain texts, none NULL. */
struct voice {
	const struct texts *texts;
	struct rng *rng;
	const char *game, *company, *version, *device, *os, *soft, *hard;
	const char *name, *fullname, *agent, *player, *order, *order2;
	const char *pack, *price, *level;
};

void	speak(struct sbuf *out, const struct voice *, const char *text);
/* One text of a list of phrases.txt. */
void	speak_list(struct sbuf *out, const struct voice *, const char *list);

#endif
