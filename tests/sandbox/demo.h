/* SPDX-License-Identifier: MIT */
/*
 * sandbox/demo - a made-up history of a support inbox.
 *
 * The same (seed, now, count, days, threads) give the same bytes. Conversation
 * i depends on nothing but these and i, so it can be made alone.
 *
 * Story:  two games, three inboxes, eight users, a daily and weekly rhythm, and
 *         one outbreak, in the last hours or while the sandbox runs: the newest
 *         Android version of Harbor Hollow crashes after loading.
 */
#ifndef TIDEMARK_SANDBOX_DEMO_H
#define TIDEMARK_SANDBOX_DEMO_H

#include "tests/sandbox/texts.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct directory;
struct options;
struct sandbox;
struct sbuf;
struct voice;

enum { DEMO_OUTBREAK_HOURS = 5 };

struct arrival {
	int64_t at;
	bool outbreak;
};

struct demo {
	struct texts texts;
	int64_t seed, now, threads;
	int64_t players;	/* size of the pool of customers */
	double hourly;		/* regular arrivals in a mean hour */
	bool outbreak;		/* whether the history ends with one */
	struct arrival *arrival;	/* in order of time */
	int64_t n;
	int *problem;		/* indexes of texts.v, repeated by weight */
	int problems;
};

/* NULL, or what is wrong. */
const char	*demo_open(struct demo *, struct arena *,
		    const struct options *, int64_t now);
void		 demo_close(struct demo *);
/* Append conversation i of the history. */
void		 demo_write(const struct demo *, int64_t i, struct sbuf *out);
/* One that comes later (i = n and more), seen at the moment at which it begins. */
void		 demo_write_new(const struct demo *, int64_t i, int64_t at,
		    bool outbreak, struct sbuf *out);
/* Conversations a minute that the history has at such an hour. */
double		 demo_rate(const struct demo *, int64_t at);
void		 demo_people(struct directory *);
/* Fills a sandbox: all conversations, some merged, some deleted. */
void		 demo_fill(const struct demo *, struct sandbox *);
/* All conversations to a file. NULL, or what is wrong. */
const char	*demo_dump(const struct demo *, struct arena *,
		    const char *path);

#endif
