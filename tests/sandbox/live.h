/* SPDX-License-Identifier: MIT */
/*
 * sandbox/live - a history that goes on while the sandbox runs.
 *
 * Which events come follows from the seed, when they come from the clock.
 *
 * Surge: an outbreak that begins while it runs, on top of all else: so many
 *        reports a minute at first, a tenth of that after half an hour,
 *        for DEMO_OUTBREAK_HOURS.
 */
#ifndef TIDEMARK_SANDBOX_LIVE_H
#define TIDEMARK_SANDBOX_LIVE_H

#include <stdint.h>

struct arena;
struct sandbox;

/* Makes up --demo and gets ready to go on. NULL, or what is wrong. */
const char	*live_open(struct sandbox *, struct arena *);
/* Writes the made-up history to --dump. NULL, or what is wrong. */
const char	*live_dump(struct sandbox *, struct arena *);
/* Does what is due; cheap when nothing is. */
void	live_run(struct sandbox *, struct arena *, int64_t now);
/* One event: a new conversation, a reply, or a close. */
void	live_event(struct sandbox *, struct arena *, int64_t now);
/* Begins a surge at a time, in place of an earlier one; per_minute 0: none. */
void	live_surge(struct sandbox *, int64_t at, int64_t per_minute);
void	live_free(struct sandbox *);

#endif
