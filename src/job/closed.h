/* SPDX-License-Identifier: MIT */
/*
 * job/closed - how long nothing is asked of a model whose service is at fault: the
 * same growing waits for all that ask one.
 */
#ifndef TIDEMARK_JOB_CLOSED_H
#define TIDEMARK_JOB_CLOSED_H

#include <stdint.h>

/* Seconds; waits: how many there were in a row. */
int64_t	closed_s(int64_t waits);

#endif
