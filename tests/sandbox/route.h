/* SPDX-License-Identifier: MIT */
/*
 * sandbox/route - a path against a pattern: "*" is one number. The first
 * number goes to call.id, the second to call.sub_id; one "/" at the end of
 * the path is let go.
 */
#ifndef TIDEMARK_SANDBOX_ROUTE_H
#define TIDEMARK_SANDBOX_ROUTE_H

#include <stdbool.h>

struct call;

bool	route_fits(const char *pattern, struct call *);

#endif
