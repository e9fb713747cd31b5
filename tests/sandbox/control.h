/* SPDX-License-Identifier: MIT */
/*
 * sandbox/control - what tests and operators ask of the sandbox itself.
 *
 * Paths: /_sandbox/...; from this machine only; GET and POST alike, parameters
 *        in the query. The list is in control.c and in /_sandbox/help.
 */
#ifndef TIDEMARK_SANDBOX_CONTROL_H
#define TIDEMARK_SANDBOX_CONTROL_H

struct call;
struct reply;
struct sandbox;

void	control_answer(struct sandbox *, struct call *, struct reply *);

#endif
