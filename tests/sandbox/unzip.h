/* SPDX-License-Identifier: MIT */
/*
 * sandbox/unzip - a whole file in memory: mapped, or inflated when it is .gz.
 *
 * Ownership: the block is the caller's: munmap() when mapped, else free().
 */
#ifndef TIDEMARK_SANDBOX_UNZIP_H
#define TIDEMARK_SANDBOX_UNZIP_H

#include "tests/sandbox/store.h"

bool	unzip_file(struct arena *, const char *path, struct block *,
	    const char **wrong);

#endif
