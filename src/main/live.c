/* SPDX-License-Identifier: MIT */
/* tidemark-live: tells viewers what is new; see job/live.h. */
#include "job/job.h"
#include "job/live.h"

static struct live live;

static enum job_end
begin(struct job *job)
{
	live_begin(job, &live);
	return JOB_MORE;
}

static enum job_end
round_of(struct job *job)
{
	bool worked;
	enum rc rc = live_round(job, &live, &worked);

	return rc == RC_OK && !worked ? JOB_IDLE : job_end_of(rc);
}

static void
end(struct job *job)
{
	(void)job;
	live_end(&live);
}

int
main(int argc, char **argv)
{
	static const struct job_program program = {
		.name = "tidemark-live",
		.purpose = "tells viewers at once what is new",
		.channel = "tidemark_outbox",
		.begin = begin,
		.round = round_of,
		.end = end,
	};

	return job_main(&program, argc, argv);
}
