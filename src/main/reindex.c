/* SPDX-License-Identifier: MIT */
/* tidemark-reindex: what is made of many conversations together, a part a run. */
#include "job/learn.h"

#include <stdio.h>
#include <string.h>

/* Each has options, a lock and a line in the crontab of its own. */
static const struct {
	const char *flag;
	const struct job_program *program;
} parts[] = {
	{ "--learn", &learn_program },
};

enum { PARTS = sizeof(parts) / sizeof(*parts) };

int
main(int argc, char **argv)
{
	static const char *const told[] = { "--help", "--version",
		"--dump-config" };

	for (int i = 1; i < argc; i++) {
		for (size_t k = 0; k < PARTS; k++)
			if (strcmp(argv[i], parts[k].flag) == 0)
				return job_main(parts[k].program, argc, argv);
		for (size_t k = 0; k < sizeof(told) / sizeof(*told); k++)
			if (strcmp(argv[i], told[k]) == 0)
				return job_main(parts[0].program, argc, argv);
	}
	fputs("tidemark-reindex: say what to do:", stderr);
	for (size_t k = 0; k < PARTS; k++)
		fprintf(stderr, " %s", parts[k].flag);
	fputc('\n', stderr);
	return 2;
}
