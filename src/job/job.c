/* SPDX-License-Identifier: MIT */
#include "job/job.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "net/crypto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	STATUS_USAGE = 2,
	STATUS_BUSY = 75,	/* EX_TEMPFAIL: cron starts the next one soon */
	MAX_FLAGS = 16,
	DB_PATIENCE_MS = 60 * 1000,
	/* How often the next in line looks whether the lock is free: often while
	 * the one before is likely to linger, seldom while it is at long work,
	 * since it then takes what is queued itself. */
	LINE_MS = 25, LINE_SOON_MS = 15 * 1000, LINE_LATER_MS = 250,
	/* Longer than a page's statement may take: these run in the back. */
	STATEMENT_MS = 600 * 1000
};

struct frame {
	struct job job;
	struct arena *life;	/* the program's */
	unsigned connects;	/* when the lock was taken */
	int64_t end_ms;
	int64_t down_since_ms;	/* 0: the database answers */
};

static const char *
worker_name(struct arena *mem)
{
	char host[65] = "";

	gethostname(host, sizeof(host) - 1);
	/* A pid comes back, in a container after each start. */
	return arena_fmt(mem, "%s/%ld/%08x", host, (long)getpid(),
	    (unsigned)crypto_random_u32());
}

static const char *
lock_name(const struct job_program *p)
{
	return p->lock != NULL ? p->lock : p->name;
}

/* The lock goes with the connection: after a new one it is taken again. */
static enum rc
lock(struct frame *f)
{
	struct job *job = &f->job;
	enum rc rc;

	if (job->db == NULL)
		return RC_OK;
	rc = db_ping(job->db);
	if (rc != RC_OK || f->connects == db_connects(job->db))
		return rc;
	rc = db_try_lock(job->db, lock_name(job->program));
	if (rc == RC_OK)
		f->connects = db_connects(job->db);
	return rc;
}

/* One program at most waits for the one before to end, so that work is waited for
 * at every moment: what is queued between the end of that one and LISTEN here is
 * found by the first round. RC_CONFLICT: somebody is next already, or the one
 * before is still at work when the time is up. */
static enum rc
wait_in_line(struct frame *f)
{
	struct job *job = &f->job;
	const char *next = arena_fmt(f->life, "%s, the next",
	    lock_name(job->program));
	int64_t began = clock_mono_ms(), now = began;
	enum rc rc = db_try_lock(job->db, next);

	if (rc != RC_OK)
		return rc;
	for (;;) {
		rc = lock(f);
		if (rc != RC_CONFLICT || now >= f->end_ms ||
		    !stop_sleep_ms(now - began < LINE_SOON_MS ? LINE_MS :
		    LINE_LATER_MS))
			break;
		now = clock_mono_ms();
	}
	db_unlock(job->db, next);
	/* whoever came meanwhile went away, so it stays as long as any */
	if (rc == RC_OK)
		f->end_ms = now + job->linger_s * 1000;
	return rc;
}

int64_t
job_wait_ms(int64_t now_ms, int64_t end_ms, int64_t again_ms)
{
	int64_t left = end_ms - now_ms;

	if (again_ms != 0 && again_ms - now_ms < left)
		left = again_ms - now_ms;
	return left > 0 ? left : 0;
}

void
job_again_by(struct job *job, int64_t ms)
{
	if (job->again_ms == 0 || ms < job->again_ms)
		job->again_ms = ms;
}

enum job_end
job_end_of(enum rc rc)
{
	return rc == RC_OK ? JOB_MORE : rc == RC_DB_DOWN ? JOB_DB_DOWN :
	    JOB_FAILED;
}

/* Waits for a notice, the time the round asked for, or the end. Slices of a
 * second bound what a signal that came just before could cost. */
static void
wait_for_work(struct frame *f)
{
	struct job *job = &f->job;
	int64_t ms;

	while (!stop_requested() && (ms = job_wait_ms(clock_mono_ms(),
	    f->end_ms, job->again_ms)) > 0) {
		int64_t slice = ms < 1000 ? ms : 1000;

		if (job->db == NULL || job->program->channel == NULL)
			stop_sleep_ms(slice);
		else if (db_wait(job->db, slice))
			return;
	}
}

/* False when the database has been away for too long. */
static bool
wait_for_database(struct frame *f)
{
	int64_t now = clock_mono_ms();

	if (f->down_since_ms == 0)
		f->down_since_ms = now;
	if (now - f->down_since_ms > DB_PATIENCE_MS)
		return false;
	stop_sleep_ms(1000);
	return true;
}

/* -1: go on; else the status to end with. */
static int
after_round(struct frame *f, enum job_end end)
{
	if (end != JOB_DB_DOWN)
		f->down_since_ms = 0;
	switch (end) {
	case JOB_MORE:
		return -1;
	case JOB_IDLE:
		if (clock_mono_ms() >= f->end_ms)
			return 0;
		wait_for_work(f);
		return -1;
	case JOB_DB_DOWN:
		return wait_for_database(f) ? -1 : 1;
	case JOB_DONE:
		return 0;
	case JOB_USAGE:
		return STATUS_USAGE;
	case JOB_FAILED:
		return 1;
	}
	return 1;
}

static int
run_rounds(struct frame *f)
{
	struct job *job = &f->job;
	int status = -1;

	while (status < 0 && !stop_requested()) {
		enum job_end end = JOB_DB_DOWN;
		enum rc rc = lock(f);

		if (rc == RC_CONFLICT) {
			LOG(INFO, "lock_lost");
			return STATUS_BUSY;
		}
		job->again_ms = 0;
		if (rc == RC_OK)
			end = job->program->round(job);
		arena_reset(job->mem);
		status = after_round(f, end);
	}
	return status < 0 ? 0 : status;
}

static int
status_of(enum job_end end)
{
	return end == JOB_DONE || end == JOB_IDLE || end == JOB_MORE ? 0 :
	    end == JOB_USAGE ? STATUS_USAGE : 1;
}

/* Cron's runs hand over to each other, so for a person it is always so. */
static int
leave(struct frame *f)
{
	struct job *job = &f->job;
	enum job_end end = job->program->hand_over == NULL ? JOB_IDLE :
	    job->program->hand_over(job);

	if (end != JOB_IDLE)
		return status_of(end);
	LOG(INFO, "already_running", L_STR("next", "nothing: the run that is at "
	    "work does what there is to do"));
	return STATUS_BUSY;
}

static int
run_locked(struct frame *f)
{
	struct job *job = &f->job;
	enum job_end begun = JOB_MORE;
	enum rc rc = lock(f);
	int status;

	if (rc == RC_CONFLICT && job->linger_s > 0)
		rc = wait_in_line(f);
	if (rc == RC_CONFLICT)
		return leave(f);
	if (rc != RC_OK) {
		fprintf(stderr, "%s: the database cannot be reached; see "
		    "database_url\n", job->program->name);
		return 1;
	}
	if (job->db != NULL && job->program->channel != NULL)
		(void)db_listen(job->db, job->program->channel);
	if (job->program->begin != NULL)
		begun = job->program->begin(job);
	status = begun == JOB_MORE ? run_rounds(f) : status_of(begun);
	if (job->program->end != NULL)
		job->program->end(job);
	return status;
}

/* The program's own flags and --linger, which all have. */
static void
all_flags(const struct job_program *p, int64_t *linger,
    struct conf_flag all[static MAX_FLAGS])
{
	const struct conf_flag linger_flag = { .name = "linger",
		.kind = FLAG_INT, .value = "SECONDS", .to = linger, .min = 0,
		.max = 86400, .help = "go on waiting for work for this long" };
	size_t n = 0;

	for (; p->flags != NULL && p->flags[n].name != NULL; n++) {
		if (n + 2 >= MAX_FLAGS)
			abort();
		all[n] = p->flags[n];
	}
	all[n++] = linger_flag;
	all[n] = (struct conf_flag){ .name = NULL };
}

static int
run(void *ctx, const struct conf *conf, int n, char **operands)
{
	struct frame *f = ctx;
	const struct job_program *program = f->job.program;
	int status;

	(void)n;
	(void)operands;
	stop_on_signals();
	f->job.conf = conf;
	f->job.worker = worker_name(f->life);
	f->end_ms = clock_mono_ms() + f->job.linger_s * 1000;
	if (program->without == NULL || !*program->without)
		f->job.db = db_open(conf->database_url, program->name, DB_BATCH,
		    STATEMENT_MS);
	status = run_locked(f);
	db_close(f->job.db);
	return status;
}

int
job_main(const struct job_program *program, int argc, char **argv)
{
	struct frame f = { .life = arena_begin(), .job = { .program = program,
		.mem = arena_begin() } };
	struct conf_flag flags[MAX_FLAGS];
	struct conf_program known = { program->name, program->purpose, NULL,
		flags };
	int status;

	all_flags(program, &f.job.linger_s, flags);
	status = conf_main(f.life, &known, argc, argv, run, &f);
	arena_end(f.job.mem);
	arena_end(f.life);
	return status;
}

int
job_parts(const struct job_part *parts, size_t n, int argc, char **argv)
{
	const struct job_program *program = parts[0].program;

	for (size_t p = 1; p < n; p++)
		for (int i = 1; i < argc; i++)
			if (strcmp(argv[i], parts[p].flag) == 0)
				program = parts[p].program;
	return job_main(program, argc, argv);
}
