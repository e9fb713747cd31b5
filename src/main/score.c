/* SPDX-License-Identifier: MIT */
/* tidemark-score: what is said about each conversation and each reply. */
#include "job/enrich.h"
#include "job/quality.h"
#include "job/score.h"

static const struct job_part parts[] = {
	{ NULL, &score_program },
	{ "--quality", &quality_program },
	{ "--enrich", &enrich_program },
};

int
main(int argc, char **argv)
{
	return job_parts(parts, sizeof(parts) / sizeof(*parts), argc, argv);
}
