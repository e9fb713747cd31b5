/* SPDX-License-Identifier: MIT */
/*
 * job/watch - the detector at work: learns day by day, looks out at the present one.
 *
 * Shape:     tidemark-score calls watch_round() when no conversation waits. A step
 *            is one local day of the account's zone: its bins are judged, alarms
 *            become incidents, and a day that is over is learned. While the history
 *            is behind, step follows step; then the present day is judged again,
 *            each LOOK_MS at most and only when the data changed.
 * Waits:     all but watch_time(): for the first import, for a re-analysis (other
 *            rules, or another model learnt from corrections, count otherwise;
 *            after it the days are learned anew), and while no import knew of
 *            all changes for BEHIND_S. What was missed is judged afterwards, bin
 *            by bin, as if it were then.
 * Restarts:  nothing is kept between steps but what is stored. How far was judged
 *            and learned is stored together, after the incidents of those bins,
 *            for which the same rise again is the same incident.
 * Units:     work for at most about BUDGET_MS a round.
 */
#ifndef TIDEMARK_JOB_WATCH_H
#define TIDEMARK_JOB_WATCH_H

#include "job/job.h"
#include "model/verdict.h"

#include "base/rc.h"

enum { WATCH_WEEKS = 8 };	/* of history that are learned from */

struct watch {
	int64_t look_ms, judge_ms, tend_ms, time_ms;	/* when to do it again */
	int64_t version, rule_version;	/* that were judged */
	bool behind;		/* the log was told that the import is */
};

/* judge: by which all stored verdicts are. *worked: there may be more to do. */
enum rc	watch_round(struct job *, struct watch *, struct judge, bool *worked);

/* What is the clock's alone, whether or not all is known and judged: a mute ends at
 * its time, also while the import is behind or all is judged anew. */
enum rc	watch_time(struct job *, struct watch *);

#endif
