/* SPDX-License-Identifier: MIT */
/*
 * sandbox/helpscout - the paths of Help Scout and what stands before them:
 * faults, token, rate limit.
 */
#ifndef TIDEMARK_SANDBOX_HELPSCOUT_H
#define TIDEMARK_SANDBOX_HELPSCOUT_H

struct call;
struct reply;
struct sandbox;

void	helpscout_answer(struct sandbox *, struct call *, struct reply *);

#endif
