/* SPDX-License-Identifier: MIT */
/*
 * job/job - the frame of the batch programs that cron starts.
 *
 *	static const struct job_program score = {
 *		.name = "tidemark-score", .purpose = "analyses conversations",
 *		.channel = "analysis", .round = score_round,
 *	};
 *	int main(int argc, char **argv) { return job_main(&score, argc, argv); }
 *
 * Shape:     options, log, database, one advisory lock per program (so that two
 *            runs do not overlap), then rounds: each does a piece of work and
 *            answers whether there is more. When there is none the frame waits
 *            for a notice on the channel until --linger SECONDS are over.
 * Handover:  a program that is to linger and finds another at it waits in line:
 *            cron starts one each minute, each lingers for longer than that from
 *            its turn on, so at no moment is there none that waits for work.
 * Signals:   SIGTERM and SIGINT end the program after the piece at hand; a round
 *            that takes long asks stop_requested() (base/stop.h).
 * Memory:    job->mem is emptied after each round.
 * Status:    0 done, or left to the run that is at work (hand_over), 1 a round
 *            failed, 2 wrong options, 75 another run holds the lock, or is next. A lost database is tried again for a minute.
 */
#ifndef TIDEMARK_JOB_JOB_H
#define TIDEMARK_JOB_JOB_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct conf;
struct conf_flag;
struct db;

enum job_end {
	JOB_MORE,	/* call again at once */
	JOB_IDLE,	/* nothing to do until a notice, job->again_ms or cron */
	JOB_DB_DOWN,	/* nothing is lost; call again when it is back */
	JOB_DONE,	/* end the program, status 0 */
	JOB_USAGE,	/* end the program, status 2; begin() has said why */
	JOB_FAILED	/* end the program, status 1; the round has said why */
};

struct job {
	const struct job_program *program;
	const struct conf *conf;
	struct db *db;
	struct arena *mem;		/* of this round */
	const char *worker;		/* host, pid and a mark, for leases */
	int64_t linger_s;
	int64_t again_ms;		/* set by a round with JOB_IDLE: when to
					 * call again at the latest; monotonic */
	void *state;			/* the program's own */
};

struct job_program {
	const char *name;		/* tidemark-backfill */
	const char *lock;		/* NULL: the name */
	const char *purpose;		/* one sentence for --help */
	const char *channel;		/* LISTEN; NULL: none */
	const struct conf_flag *flags;	/* beside --linger; or NULL */
	const bool *without;		/* a switch, true: no database is used */
	enum job_end (*begin)(struct job *);	/* once, locked; or NULL */
	/* In place of begin() when another run holds the lock: leaves to it what
	 * the flags ask for, and says so. JOB_IDLE: there was nothing; or NULL. */
	enum job_end (*hand_over)(struct job *);
	enum job_end (*round)(struct job *);
	void (*end)(struct job *);		/* or NULL */
};

int	job_main(const struct job_program *, int argc, char **argv);

/* A program of several parts, each with options, a lock and a channel of its own. */
struct job_part {
	const char *flag;		/* --quality; NULL: the first, without one */
	const struct job_program *program;
};

/* Runs the part whose flag is among the arguments, or else the first. */
int	job_parts(const struct job_part *, size_t n, int argc, char **argv);

/* RC_OK: there may be more. */
enum job_end	job_end_of(enum rc);

/* For a round with more than one thing to wait for: again_ms, or earlier. */
void	job_again_by(struct job *, int64_t ms);

/* What is left to wait before again_ms and the end of lingering. */
int64_t	job_wait_ms(int64_t now_ms, int64_t end_ms, int64_t again_ms);

#endif
