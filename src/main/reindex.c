/* SPDX-License-Identifier: MIT */
/* tidemark-reindex: see job/vectors.h. */
#include "job/vectors.h"

#include <string.h>

/* Each part has options, a lock and a channel of its own. */
static const struct {
	const char *flag; /* NULL: without one */
	const struct job_program *program;
} parts[] = {
	{ NULL, &vectors_program },
};

int
main(int argc, char **argv)
{
	const struct job_program *program = parts[0].program;

	for (size_t p = 1; p < sizeof(parts) / sizeof(*parts); p++)
		for (int i = 1; i < argc; i++)
			if (strcmp(argv[i], parts[p].flag) == 0)
				program = parts[p].program;
	return job_main(program, argc, argv);
}
