/* SPDX-License-Identifier: MIT */
/*
 * job/closed - what all have in common that ask a model: how long nothing is asked
 * when its service is at fault, and what a test of the connection comes to.
 */
#ifndef TIDEMARK_JOB_CLOSED_H
#define TIDEMARK_JOB_CLOSED_H

#include "base/rc.h"

#include <stdbool.h>
#include <stdint.h>

struct job;
struct queue_job;

/* Seconds; waits: how many there were in a row. */
int64_t	closed_s(int64_t waits);

/* What is asked then: any model that knows structured outputs can answer. */
#define CLOSED_TEST_SYSTEM "Answer true in \"works\"."
#define CLOSED_TEST_USER "Do you work?"
extern const char closed_test_schema[];

/* How a test went, as its job says it. */
struct closed_test {
	bool answered;		/* else error says why not */
	const char *text, *error, *model;
	int64_t took_ms;
};

enum rc	closed_tested(struct job *, const struct queue_job *,
	    const struct closed_test *);

#endif
