/* SPDX-License-Identifier: MIT */
/*
 * sandbox/fault - what goes wrong on request.
 *
 * A rule names a kind, how often it strikes, and a part of the path and query
 * that a call must contain. The oldest rule that fits a call is used up first.
 */
#ifndef TIDEMARK_SANDBOX_FAULT_H
#define TIDEMARK_SANDBOX_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct jw;
struct options;
struct rate;
struct reply;

enum fault_kind {
#define FAULT(name, help) F_##name,
#include "tests/sandbox/fault.def"
#undef FAULT
	F_KINDS
};

struct fault {
	enum fault_kind kind;
	int64_t left, ms;	/* ms: how slow, or the wait after 429 */
	int64_t skip;		/* fitting calls that pass before it strikes */
	char path[128];
};

enum { FAULTS_MAX = 64 };

struct faults {
	struct fault v[FAULTS_MAX];
	size_t n;
	long struck;
};

/* False: no such kind, or the list is full. */
bool	faults_add(struct faults *, const char *kind, int64_t count, int64_t ms,
	    int64_t skip, const char *path);
/* Takes the fault of this call, F_KINDS for none. */
struct fault	faults_take(struct faults *, const struct call *);
/* Before the call is served: true when the fault alone is the answer. */
bool	fault_before(const struct fault *, const struct options *,
	    struct rate *, struct call *, struct reply *);
/* After it: spoils the answer. */
void	fault_after(const struct fault *, struct reply *);
void	faults_list(const struct faults *, struct jw *);

#endif
