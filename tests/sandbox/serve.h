/* SPDX-License-Identifier: MIT */
/*
 * sandbox/serve - for tests: a sandbox of the same process behind real HTTP.
 *
 * Shape:  one thread, one request a connection. What goes wrong by a fault goes
 *         wrong on the wire: half a body, no answer at all.
 * Kept:   with REQUESTS in the environment, a file that what was sent is added to, as
 *         --keep-requests has it.
 * Errors: no socket ends the test.
 */
#ifndef TIDEMARK_SANDBOX_SERVE_H
#define TIDEMARK_SANDBOX_SERVE_H

#include <pthread.h>

struct sandbox;

struct serve {
	struct sandbox *sb;
	int fd;
	pthread_t thread;
	char url[64];		/* http://127.0.0.1:PORT */
};

void	serve_begin(struct serve *, struct sandbox *);
void	serve_end(struct serve *);
/* The next calls with that part in their method, path and query go wrong. */
void	serve_fault(struct serve *, const char *kind, const char *path, int count,
	    int ms);

#endif
