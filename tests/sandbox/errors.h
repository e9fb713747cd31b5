/* SPDX-License-Identifier: MIT */
/*
 * sandbox/errors - the bodies of refusals.
 *
 * Source: "Errors" of the protocol reference: application/vnd.error+json with
 *         logRef, message, and one entry per wrong parameter.
 */
#ifndef TIDEMARK_SANDBOX_ERRORS_H
#define TIDEMARK_SANDBOX_ERRORS_H

struct options;
struct reply;

/* A status with its usual message; 401, 403 and 5xx as --error-body says. */
void	error_plain(const struct options *, struct reply *, int status);
/* 400: one parameter is wrong. code: the fragment of the about link. */
void	error_param(const struct options *, struct reply *, const char *path,
	    const char *message, const char *rejected, const char *code);
/* The OAuth form. */
void	error_oauth(struct reply *, int status, const char *error,
	    const char *description);

#endif
