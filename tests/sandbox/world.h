/* SPDX-License-Identifier: MIT */
/*
 * sandbox/world - the made-up company: its games, versions, people, prices.
 *
 * "Pebblefox Games" and everything about it is invented.
 */
#ifndef TIDEMARK_SANDBOX_WORLD_H
#define TIDEMARK_SANDBOX_WORLD_H

#include <stdint.h>

struct arena;
struct rng;

enum platform { ANDROID, IOS, WEB, PLATFORMS };
enum { GAMES = 2, AGENTS = 8, INBOXES = 3, RELEASES = 6 };

struct release {
	const char *version;
	int64_t hours;	/* before the end of the history */
};

struct game {
	const char *name, *key, *soft, *hard;
	int64_t mailbox;
	struct release release[RELEASES];	/* newest first */
};

struct agent {
	int64_t id;
	const char *first, *last, *role, *title, *zone;
	double minutes;		/* median until a reply */
	double good, fair;	/* share of such replies; the rest is poor */
	int weight;		/* share of the work; 0: does not reply */
};

struct inbox {
	int64_t id;
	const char *name, *email;
};

extern const char	world_company[];
extern const struct game	world_games[GAMES];
extern const struct agent	world_agents[AGENTS];
extern const struct inbox	world_inboxes[INBOXES];
extern const char *const	world_platforms[PLATFORMS];

const char		*world_device(struct rng *, enum platform);
const char		*world_os(struct rng *, enum platform);
const char		*world_pack(struct rng *, const char **price);
const struct agent	*world_agent(struct rng *);
const char		*world_agent_email(struct arena *,
			    const struct agent *);
/* As the API shows a user within a conversation. */
const char		*world_agent_json(struct arena *, const struct agent *);
/* What a player of this game may run at this time. */
const char		*world_version(struct rng *, const struct game *,
			    int64_t hours_before_end);

#endif
