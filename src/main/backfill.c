/* SPDX-License-Identifier: MIT */
/* tidemark-backfill: see job/backfill.h. */
#include "job/backfill.h"

int
main(int argc, char **argv)
{
	return backfill_main(argc, argv);
}
