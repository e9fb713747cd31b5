/* SPDX-License-Identifier: MIT */
/* tidemark-score: see job/score.h, job/quality.h for --quality, and job/enrich.h for
 * --enrich. */
#include "job/enrich.h"
#include "job/quality.h"
#include "job/score.h"

#include <string.h>

/* Each of the three has options, a lock and a channel of its own. */
int
main(int argc, char **argv)
{
	const struct job_program *program = &score_program;

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--quality") == 0)
			program = &quality_program;
		else if (strcmp(argv[i], "--enrich") == 0)
			program = &enrich_program;
	return job_main(program, argc, argv);
}
