/* SPDX-License-Identifier: MIT */
#include "html/format.h"

#include "base/clock.h"
#include "html/zone.h"

#include <math.h>
#include <stdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NBSP "\xc2\xa0"
#define NONE "\xe2\x80\x93"	/* en dash */
#define UP "\xe2\x96\xb2"
#define DOWN "\xe2\x96\xbc"
#define TIMES "\xc3\x97"
#define MINUS "\xe2\x88\x92"

static char zone_name[ZONE_NAME_SIZE] = "UTC";
static bool zone_is_set;

/* Own names: strftime would follow the locale of whoever started us. */
static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat" };

void
fmt_zone_set(const char *name)
{
	if (name == NULL || *name == '\0')
		name = "UTC";
	if (zone_is_set && strcmp(name, zone_name) == 0)
		return;
	zone_is_set = true;
	snprintf(zone_name, sizeof(zone_name), "%s", name);
	setenv("TZ", zone_name, 1);
	tzset();
}

const char *
fmt_zone(void)
{
	return zone_name;
}

static struct tm
local(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm = { 0 };

	localtime_r(&t, &tm);
	return tm;
}

static const char *
none(FMT_BUF)
{
	memcpy(buf, NONE, sizeof(NONE));
	return buf;
}

/* digits, an optional sign before and a fraction after; adds the commas. */
static const char *
grouped(const char *plain, FMT_BUF)
{
	size_t n = strspn(plain, "0123456789");
	char *p = buf;

	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			*p++ = ',';
		*p++ = plain[i];
	}
	snprintf(p, FMT_SIZE - (size_t)(p - buf), "%s", plain + n);
	return buf;
}

const char *
fmt_num(double x, int decimals, FMT_BUF)
{
	char plain[FMT_SIZE / 2], body[FMT_SIZE];
	bool minus;

	if (isnan(x))
		return none(buf);
	if (fabs(x) >= 1e15)
		x = x < 0 ? -1e15 : 1e15;
	if (decimals > 6)
		decimals = 6;
	snprintf(plain, sizeof(plain), "%.*f", decimals, fabs(x));
	minus = x < 0 && strspn(plain, "0.") != strlen(plain);
	grouped(plain, body);
	snprintf(buf, FMT_SIZE, "%s%.50s", minus ? MINUS : "", body);
	return buf;
}

const char *
fmt_count(long long n, FMT_BUF)
{
	char plain[FMT_SIZE / 2], body[FMT_SIZE];

	snprintf(plain, sizeof(plain), "%llu",
	    n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n);
	grouped(plain, body);
	snprintf(buf, FMT_SIZE, "%s%.50s", n < 0 ? MINUS : "", body);
	return buf;
}

const char *
fmt_percent(double part, double whole, FMT_BUF)
{
	double p = 100 * part / whole;

	if (isnan(p) || isinf(p))
		return none(buf);
	/* something is never shown as nothing, nor nearly all as all */
	if (p > 0 && p < 0.5)
		snprintf(buf, FMT_SIZE, "<" NBSP "1" NBSP "%%");
	else if (p > 99.5 && p < 100)
		snprintf(buf, FMT_SIZE, ">" NBSP "99" NBSP "%%");
	else
		snprintf(buf, FMT_SIZE, "%.0f" NBSP "%%", p);
	return buf;
}

const char *
fmt_times(double now, double before, FMT_BUF)
{
	double f = now / before;

	if (isnan(f) || isinf(f))
		return none(buf);
	snprintf(buf, FMT_SIZE, "%.*f" TIMES, f < 9.95 ? 1 : 0, f);
	return buf;
}

const char *
fmt_change(double now, double before, FMT_BUF)
{
	double p = 100 * (now - before) / before;
	char factor[FMT_SIZE];

	if (isnan(now) || isnan(before))
		return none(buf);
	if (before == 0) {
		snprintf(buf, FMT_SIZE, "%s", now == 0 ? "=" : "new");
		return buf;
	}
	if (p >= 900)
		snprintf(buf, FMT_SIZE, UP NBSP "%.50s",
		    fmt_times(now, before, factor));
	else if (fabs(p) < 0.5)
		snprintf(buf, FMT_SIZE, "=");
	else
		snprintf(buf, FMT_SIZE, "%s" NBSP "%.0f" NBSP "%%",
		    p > 0 ? UP : DOWN, fabs(p));
	return buf;
}

const char *
fmt_duration(int64_t s, FMT_BUF)
{
	long long n = s;

	if (n < 0)
		return none(buf);
	if (n < 60)
		snprintf(buf, FMT_SIZE, "%lld" NBSP "s", n);
	else if (n < HOUR)
		snprintf(buf, FMT_SIZE, "%lld" NBSP "min", n / 60);
	else if (n < DAY && n % HOUR / 60 != 0)
		snprintf(buf, FMT_SIZE, "%lld" NBSP "h" NBSP "%lld" NBSP "min",
		    n / HOUR, n % HOUR / 60);
	else if (n < DAY)
		snprintf(buf, FMT_SIZE, "%lld" NBSP "h", n / HOUR);
	else if (n < 10 * DAY && n % DAY / HOUR != 0)
		snprintf(buf, FMT_SIZE, "%lld" NBSP "d" NBSP "%lld" NBSP "h",
		    n / DAY, n % DAY / HOUR);
	else
		snprintf(buf, FMT_SIZE, "%lld" NBSP "d", n / DAY);
	return buf;
}

const char *
fmt_ago(int64_t at, int64_t now, FMT_BUF)
{
	char d[FMT_SIZE];

	if (at == 0)
		return none(buf);
	if (at > now)	/* clocks differ a little between machines */
		at = now;
	snprintf(buf, FMT_SIZE, "%.50s" NBSP "ago", fmt_duration(now - at, d));
	return buf;
}

const char *
fmt_day(int64_t at, int64_t now, FMT_BUF)
{
	struct tm tm = local(at), today = local(now);

	if (at == 0)
		return none(buf);
	if (tm.tm_year == today.tm_year)
		snprintf(buf, FMT_SIZE, "%d" NBSP "%s", tm.tm_mday,
		    months[tm.tm_mon]);
	else
		snprintf(buf, FMT_SIZE, "%d" NBSP "%s" NBSP "%d", tm.tm_mday,
		    months[tm.tm_mon], tm.tm_year + 1900);
	return buf;
}

const char *
fmt_utc_day(int64_t at, int64_t now, FMT_BUF)
{
	return at == 0 ? none(buf) :
	    fmt_day(fmt_from_local(at), fmt_from_local(now), buf);
}

const char *
fmt_clock(int64_t at, FMT_BUF)
{
	struct tm tm = local(at);

	if (at == 0)
		return none(buf);
	snprintf(buf, FMT_SIZE, "%02d:%02d", tm.tm_hour, tm.tm_min);
	return buf;
}

const char *
fmt_when(int64_t at, int64_t now, FMT_BUF)
{
	char day[FMT_SIZE], hour[FMT_SIZE];

	if (at == 0)
		return none(buf);
	snprintf(buf, FMT_SIZE, "%.40s" NBSP "%.8s", fmt_day(at, now, day),
	    fmt_clock(at, hour));
	return buf;
}

const char *
fmt_weekday(int64_t at, FMT_BUF)
{
	struct tm tm = local(at);

	snprintf(buf, FMT_SIZE, "%s" NBSP "%d", days[tm.tm_wday], tm.tm_mday);
	return buf;
}

const char *
fmt_month(int64_t at, FMT_BUF)
{
	snprintf(buf, FMT_SIZE, "%s", months[local(at).tm_mon]);
	return buf;
}

const char *
fmt_input(int64_t at, FMT_BUF)
{
	struct tm tm = local(at);

	snprintf(buf, FMT_SIZE, "%04d-%02d-%02dT%02d:%02d",
	    (tm.tm_year + 1900) % 10000, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min);
	return buf;
}

const char *
fmt_iso(int64_t at, FMT_BUF)
{
	struct tm tm = local(at);
	long off = tm.tm_gmtoff < 0 ? -tm.tm_gmtoff : tm.tm_gmtoff;

	snprintf(buf, FMT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d%c%02ld:%02ld",
	    (tm.tm_year + 1900) % 10000, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec, tm.tm_gmtoff < 0 ? '-' : '+', off / HOUR % 100,
	    off / 60 % 60);
	return buf;
}

const char *
fmt_bytes(int64_t bytes, FMT_BUF)
{
	static const char units[][3] = { "B", "kB", "MB", "GB", "TB" };
	double x = (double)bytes;
	size_t u = 0;

	if (bytes < 0)
		return none(buf);
	while (x >= 999.5 && u < sizeof(units) / sizeof(*units) - 1) {
		x /= 1000;
		u++;
	}
	snprintf(buf, FMT_SIZE, "%.*f" NBSP "%s", u > 0 && x < 9.95 ? 1 : 0, x,
	    units[u]);
	return buf;
}

const char *
fmt_plural(long long n, const char *one, const char *many, FMT_BUF)
{
	char count[FMT_SIZE];

	snprintf(buf, FMT_SIZE, "%.30s" NBSP "%.30s", fmt_count(n, count),
	    n == 1 ? one : many);
	return buf;
}

int
fmt_hour_of(int64_t at)
{
	return local(at).tm_hour;
}

int
fmt_mday_of(int64_t at)
{
	return local(at).tm_mday;
}

int
fmt_wday_of(int64_t at)
{
	return (local(at).tm_wday + 6) % 7;
}

int64_t
fmt_day_shift(int64_t at, int days_later)
{
	struct tm tm = local(at);

	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_mday += days_later;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

int64_t
fmt_same_clock(int64_t at, int days_later)
{
	struct tm tm = local(at);

	tm.tm_mday += days_later;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

int64_t
fmt_day_start(int64_t at)
{
	return fmt_day_shift(at, 0);
}

int64_t
fmt_from_local(int64_t as_utc)
{
	time_t t = (time_t)as_utc;
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}
