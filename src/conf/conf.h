/* SPDX-License-Identifier: MIT */
/*
 * conf/conf - every option of every program, from one table.
 *
 * Source:    conf.def; docs/operations.md explains the order: default, then the
 *            file (TIDEMARK_CONF or the one under the system's configuration
 *            folder), then the environment, then --name=value.
 * Units:     in the table. INT and BOOL are int64_t, all else text, never NULL.
 * Ownership: text lives in the arena passed in.
 * Errors:    CONF_BAD with a sentence on stderr that names the option, the
 *            value (not of a secret) and what is allowed.
 */
#ifndef TIDEMARK_CONF_CONF_H
#define TIDEMARK_CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct sbuf;

#define CONF_TYPE_STR    const char *
#define CONF_TYPE_URL    const char *
#define CONF_TYPE_ENUM   const char *
#define CONF_TYPE_SECRET const char *
#define CONF_TYPE_INT    int64_t
#define CONF_TYPE_BOOL   int64_t

struct conf {
#define OPT(type, name, env, dflt, min, max, unit, help) CONF_TYPE_##type name;
#include "conf/conf.def"
#undef OPT
};

/* What one program understands beside the options: --pages N, --dry-run. */
struct conf_flag {
	const char *name;	/* without the dashes; NULL ends the table */
	enum { FLAG_SWITCH, FLAG_INT, FLAG_TEXT } kind;
	const char *value;	/* word for the value in --help, or NULL */
	const char *help;
	void *to;		/* bool, int64_t or const char * */
	int64_t min, max;	/* FLAG_INT */
};

struct conf_program {
	const char *name;	/* tidemark-web */
	const char *purpose;	/* one sentence */
	const char *operands;	/* "[COMMAND ARGUMENT…]" or NULL: none allowed */
	const struct conf_flag *flags;	/* or NULL */
};

enum conf_result {
	CONF_RUN,	/* go on */
	CONF_DONE,	/* --help, --version or --dump-config was answered */
	CONF_BAD	/* said on stderr what is wrong; end with status 2 */
};

/* *operand is the index of the first operand in argv, or argc. */
enum conf_result conf_load(struct arena *, const struct conf_program *,
    int argc, char **argv, struct conf *, int *operand);
/* main() of a program: what conf_load() leaves to do, which is to open the log
 * and to call run with the operands. The status to end with: run's, 0, or 2. */
int	conf_main(struct arena *, const struct conf_program *, int argc,
	    char **argv, int (*run)(void *ctx, const struct conf *, int n,
	    char **operands), void *ctx);

/* Can Help Scout be asked without a person's connection: by a ready token, or by an
 * app's id and secret that give access to an account? */
bool	conf_connects(const struct conf *);

/* name = value, a line each, as --dump-config has them; secrets as "(set)". */
void	conf_write(const struct conf *, struct sbuf *);
/* The sample file, made of the table (tidemark.conf.sample). */
void	conf_sample(struct sbuf *);
/* The options as the OPTIONS part of a manual page (mdoc). */
void	conf_manual(struct sbuf *);

#endif
