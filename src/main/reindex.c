/* SPDX-License-Identifier: MIT */
/* tidemark-reindex: what is made of many conversations together. */
#include "job/learn.h"
#include "job/vectors.h"

static const struct job_part parts[] = {
	{ NULL, &vectors_program },
	{ "--learn", &learn_program },
};

int
main(int argc, char **argv)
{
	return job_parts(parts, sizeof(parts) / sizeof(*parts), argc, argv);
}
