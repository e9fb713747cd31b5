/* SPDX-License-Identifier: MIT */
/* tidemark-notify: tells viewers what is new; see job/live.h. */
#include "job/job.h"
#include "job/live.h"

static struct live live;

static enum job_end
notify_begin(struct job *job)
{
	live_begin(job, &live);
	return JOB_MORE;
}

static enum job_end
notify_round(struct job *job)
{
	bool worked;
	enum rc rc = live_round(job, &live, &worked);

	if (rc != RC_OK)
		return rc == RC_DB_DOWN ? JOB_DB_DOWN : JOB_FAILED;
	return worked ? JOB_MORE : JOB_IDLE;
}

static void
notify_end(struct job *job)
{
	(void)job;
	live_end(&live);
}

int
main(int argc, char **argv)
{
	static const struct job_program program = {
		.name = "tidemark-notify",
		.purpose = "tells viewers at once what is new",
		.channel = "tidemark_outbox",
		.begin = notify_begin,
		.round = notify_round,
		.end = notify_end,
	};

	return job_main(&program, argc, argv);
}
