/* SPDX-License-Identifier: MIT */
/* tidemark-notify: see job/notify.h. */
#include "job/notify.h"

int
main(int argc, char **argv)
{
	return job_main(&notify_program, argc, argv);
}
