/* SPDX-License-Identifier: MIT */
/*
 * base/clock - what time it is, and times as text.
 *
 * Units:  int64_t seconds since 1970-01-01T00:00:00Z unless a name says _ms;
 *         0 stands for "no time". Text is ISO 8601 in UTC with a trailing Z.
 * Tests:  clock_set() freezes clock_now(); 0 lets it run again.
 */
#ifndef TIDEMARK_BASE_CLOCK_H
#define TIDEMARK_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLOCK_ISO_SIZE = 32, HOUR = 3600, DAY = 86400 };

int64_t		 clock_now(void);
void		 clock_set(int64_t now);
int64_t		 clock_mono_ms(void);	/* for measuring how long, never what time */
void		 clock_sleep_ms(int64_t ms);	/* returns early on a signal */
const char	*clock_iso(int64_t, char buf[static CLOCK_ISO_SIZE]);
/* Accepts 2026-01-15, ...T12:00, ...T12:00:00, fractions, Z or +01:00; a time
 * without a zone is UTC. False when it is none of these or no real date. */
bool		 clock_parse(const char *text, int64_t *at);

#endif
