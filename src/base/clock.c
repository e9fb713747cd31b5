/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t frozen;

int64_t
clock_now(void)
{
	return frozen ? frozen : (int64_t)time(NULL);
}

void
clock_set(int64_t now)
{
	frozen = now;
}

int64_t
clock_mono_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
clock_sleep_ms(int64_t ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	if (ms > 0)
		nanosleep(&t, NULL);
}

const char *
clock_iso(int64_t at, char buf[static CLOCK_ISO_SIZE])
{
	time_t t = (time_t)at;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(buf, CLOCK_ISO_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		buf[0] = '\0';
	return buf;
}

/* Days since 1970-01-01 of a proleptic Gregorian date: Howard Hinnant,
 * "chrono-compatible low-level date algorithms", days_from_civil. */
static int64_t
days_of(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Exactly n digits; the number, or -1. */
static int
digits(const char **p, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return -1;
		value = value * 10 + (**p - '0');
	}
	return value;
}

static bool
parse_zone(const char *p, int *offset)
{
	int sign = *p == '-' ? -1 : 1, h, m;

	*offset = 0;
	if (*p == '\0' || strcmp(p, "Z") == 0)
		return true;
	if (*p != '+' && *p != '-')
		return false;
	p++;
	h = digits(&p, 2);
	if (*p == ':')
		p++;
	m = digits(&p, 2);
	if (h < 0 || h > 14 || m < 0 || m > 59 || *p != '\0')
		return false;
	*offset = sign * (h * HOUR + m * 60);
	return true;
}

static bool
parse_clock(const char *p, int *seconds, int *offset)
{
	int h, m, s = 0;

	h = digits(&p, 2);
	if (h < 0 || *p++ != ':')
		return false;
	m = digits(&p, 2);
	if (m < 0)
		return false;
	if (*p == ':') {
		p++;
		s = digits(&p, 2);
		if (*p == '.')
			p += 1 + strspn(p + 1, "0123456789");
	}
	if (h > 23 || m > 59 || s < 0 || s > 60)
		return false;
	*seconds = h * HOUR + m * 60 + s;
	return parse_zone(p, offset);
}

bool
clock_parse(const char *text, int64_t *at)
{
	int year, month, day, seconds = 0, offset = 0;
	const char *p = text;

	year = digits(&p, 4);
	if (year < 1 || *p++ != '-')
		return false;
	month = digits(&p, 2);
	if (month < 1 || month > 12 || *p++ != '-')
		return false;
	day = digits(&p, 2);
	if (day < 1 || day > month_days(year, month))
		return false;
	if (*p != '\0' && ((*p != 'T' && *p != ' ') ||
	    !parse_clock(p + 1, &seconds, &offset)))
		return false;
	*at = days_of(year, month, day) * DAY + seconds - offset;
	return true;
}
