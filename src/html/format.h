/* SPDX-License-Identifier: MIT */
/*
 * html/format - the one form in which numbers and times are shown to people.
 *
 * Zone:   times are shown in one zone, that of the reader or else the account's,
 *         which main/app sets for each request; its name is printed once per
 *         page, never beside each time.
 * Spaces: between a number and its unit stands U+00A0, so nothing wraps there.
 * Shapes: every function fills and answers buf, so that a call can be nested.
 * None:   a time of 0, a NaN and a negative duration are shown as "–".
 */
#ifndef TIDEMARK_HTML_FORMAT_H
#define TIDEMARK_HTML_FORMAT_H

#include <stddef.h>
#include <stdint.h>

enum { FMT_SIZE = 64 };

#ifdef __cplusplus
#define FMT_BUF char buf[FMT_SIZE]
#else
#define FMT_BUF char buf[static FMT_SIZE]
#endif

/* Zone NAME ("Europe/Paris") for this process, until the next call; NULL or ""
 * is UTC. */
void		 fmt_zone_set(const char *name);
const char	*fmt_zone(void);

const char	*fmt_count(long long n, FMT_BUF);		/* 1,284 */
const char	*fmt_num(double x, int decimals, FMT_BUF);	/* 1,284.5 */
const char	*fmt_percent(double part, double whole, FMT_BUF); /* 18 % */
/* ▲ 18 %, ▼ 9 %, = , new; ten times and more as "▲ 12×". */
const char	*fmt_change(double now, double before, FMT_BUF);
/* "4.2×" for sentences. */
const char	*fmt_times(double now, double before, FMT_BUF);
/* 8 s, 12 min, 3 h 10 min, 1 d 4 h, 12 d */
const char	*fmt_duration(int64_t seconds, FMT_BUF);
const char	*fmt_ago(int64_t at, int64_t now, FMT_BUF);	/* 12 s ago */
/* 14 Jan 09:12, with the year when it is not the one of now. */
const char	*fmt_when(int64_t at, int64_t now, FMT_BUF);
const char	*fmt_day(int64_t at, int64_t now, FMT_BUF);	/* 14 Jan */
/* Of a day of UTC, named by its start: the same in every zone. */
const char	*fmt_utc_day(int64_t at, int64_t now, FMT_BUF);
const char	*fmt_clock(int64_t at, FMT_BUF);		/* 09:12 */
const char	*fmt_weekday(int64_t at, FMT_BUF);		/* Wed 14 */
const char	*fmt_month(int64_t at, FMT_BUF);		/* Jan */
/* 2026-01-14T09:12 of this zone, as <input type="datetime-local"> has it. */
const char	*fmt_input(int64_t at, FMT_BUF);
const char	*fmt_bytes(int64_t bytes, FMT_BUF);		/* 3.4 MB */
/* "1 customer", "1,102 customers" */
const char	*fmt_plural(long long n, const char *one, const char *many,
		    FMT_BUF);

/* 2026-01-14T09:12:30+01:00: for programs, in this zone with its offset. */
const char	*fmt_iso(int64_t at, FMT_BUF);

/* The hour (0 to 23) and day of the month of a time in this zone. */
int		 fmt_hour_of(int64_t at);
int		 fmt_mday_of(int64_t at);
int		 fmt_wday_of(int64_t at);	/* 0 is Monday */
/* Start of the local day that holds the time, or that lies days later. */
int64_t		 fmt_day_start(int64_t at);
int64_t		 fmt_day_shift(int64_t at, int days);
/* The same clock time that many days later. */
int64_t		 fmt_same_clock(int64_t at, int days);
/* A clock time of this zone that was read as if it were UTC. */
int64_t		 fmt_from_local(int64_t as_utc);

#endif
