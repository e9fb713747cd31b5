/* SPDX-License-Identifier: MIT */
/*
 * main/admin - what the commands of tidemark-admin are given.
 *
 * A command answers the status to end with: 0 done, 1 failed, 2 wrong words; it
 * has said why.
 */
#ifndef TIDEMARK_MAIN_ADMIN_H
#define TIDEMARK_MAIN_ADMIN_H

#include "base/rc.h"
#include "upstream/helpscout.h"

#include <stdbool.h>

struct arena;
struct conf;
struct db;

struct admin {
	struct arena *mem;
	struct db *db;
	const struct conf *conf;
	char **argv;	/* words after the command */
	const char *role;	/* NULL: --role was not given */
	int64_t agent;		/* 0: --agent was not given */
	const char *why;
	const char *confirm;	/* NULL: --confirm was not given */
	bool password_stdin;
};

int	admin_failed(const char *what, enum rc);

/* main/admin_key.c */
int	cmd_key_create(struct admin *);
int	cmd_key_rotate(struct admin *);
bool	key_is_good(struct admin *, const char **advice);	/* for the doctor */

/* main/admin_connection.c */
int	cmd_connection_test(struct admin *);
bool	connection_is_good(struct admin *, const char **advice);
/* What Help Scout would not do, and what to do about it; 1. */
int	admin_hs_failed(const char *what, const struct hs *, enum hs_result);

/* main/admin_ruleset.c */
int	cmd_ruleset_list(struct admin *);
int	cmd_ruleset_export(struct admin *);
int	cmd_ruleset_import(struct admin *);
int	cmd_ruleset_activate(struct admin *);

/* main/admin_learning.c */
int	cmd_learning_list(struct admin *);
int	cmd_learning_use(struct admin *);

/* main/admin_webhook.c */
int	cmd_webhook_register(struct admin *);
int	cmd_webhook_status(struct admin *);
int	cmd_webhook_remove(struct admin *);

#endif
