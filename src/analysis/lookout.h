/* SPDX-License-Identifier: MIT */
/*
 * analysis/lookout - a day of counts through the detector: what rose, what was
 * learned.
 *
 * Shape:     lookout_day() is given what was learned up to a day, the counts of
 *            that day and of the one before it (windows reach back), and answers
 *            the alarms of its bins and, when the day is over, what is known
 *            after it. All it knows is in its arguments: a day that is done again
 *            comes to the same, and what runs live is what rehearses the past.
 * Series:    the total, each main category, and of a category each platform, app
 *            version and group.
 * Alarm:     one for a category however many of its parts rose in a bin: reports
 *            and chance are those of the part that surprises most, or of the
 *            category. A platform, version or group is named when the rise is
 *            mostly of it, more than that part always is. The total is one when
 *            what rose within it holds less than half of its excess.
 * Gaps:      silence of everything whose chance is below one in a million is no
 *            quiet hour but a mail server that is down: a gap, up to an hour after
 *            reports come again, since what piled up arrives then.
 * Units:     times in seconds since 1970; a bin is DETECT_BIN_S long.
 * Ownership: results live in the arena. What is known afterwards needs nothing else;
 *            the texts of alarms are those of the state and the counts.
 */
#ifndef TIDEMARK_ANALYSIS_LOOKOUT_H
#define TIDEMARK_ANALYSIS_LOOKOUT_H

#include "analysis/detect.h"

enum lookout_dimension {
	LOOKOUT_ALL,
	LOOKOUT_CATEGORY,
	LOOKOUT_PLATFORM,
	LOOKOUT_VERSION,
	LOOKOUT_GROUP,
	LOOKOUT_DIMENSIONS
};

struct lookout_key {
	enum lookout_dimension dimension;
	const char *category;	/* "" of the total */
	const char *part;	/* platform, version, number of a group; "" */
};

struct lookout_series {
	struct lookout_key key;
	struct detect_level known;
};

/* What was learned; to be had from lookout_day() and kept as it is. */
struct lookout_state {
	struct detect_learned sums;
	struct lookout_series *series;
	size_t n;
};

struct lookout_bin {
	int64_t at;
	unsigned week_hour;	/* 0 .. 167 in the account's zone, 0: Monday 0:00 */
};

struct lookout_count {
	int64_t at;		/* of its bin */
	struct lookout_key key;
	unsigned reports;
};

struct lookout_span {
	const struct lookout_bin *bin;	/* one after another, no gaps */
	size_t n;
	size_t day;		/* the first of the day; before it the day before */
	const struct lookout_count *count;	/* by time */
	size_t counts;
	size_t judge;		/* the first that is judged for alarms */
	int64_t until;		/* known up to then; the last bin may not be over */
	bool over;		/* the bins from day on are a whole day */
};

struct lookout_alarm {
	const char *category;	/* "": the total */
	const char *platform, *version, *group;	/* "" */
	int64_t at;		/* until when was looked */
	int64_t begins_at;	/* the first bin above the usual: detector_since() */
	int64_t seconds;	/* length of the window that rose */
	int64_t reports;
	double expected, chance;
	double rate;		/* of the category, above the usual, an hour, in
				 * the last one */
};

struct lookout_result {
	struct lookout_alarm *alarm;	/* by time */
	size_t n;
	struct lookout_state after;	/* when the span is over, else empty */
	double threshold;	/* chance from which a rise counts */
	size_t gaps;		/* bins of the day */
};

void	lookout_day(struct arena *, const struct detect_rule *,
	    const struct lookout_state *, const struct lookout_span *,
	    struct lookout_result *);

const char *lookout_dimension_name(enum lookout_dimension);
/* LOOKOUT_DIMENSIONS when there is none of that name. */
enum lookout_dimension lookout_dimension_of(const char *name);

#endif
