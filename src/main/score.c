/* SPDX-License-Identifier: MIT */
/* tidemark-score: see job/score.h. */
#include "job/score.h"

int
main(int argc, char **argv)
{
	return job_main(&score_program, argc, argv);
}
