/* SPDX-License-Identifier: MIT */
/*
 * main/app - the web application: the route table and who-is-it.
 *
 * Source: routes.def holds every route; docs/openapi.json is compared with it.
 */
#ifndef TIDEMARK_MAIN_APP_H
#define TIDEMARK_MAIN_APP_H

#include "http/route.h"

struct conf;

extern const struct app app;

/* Before the first request: what pages show changes with the options too. */
void	app_begin(const struct conf *);
/* One line per route on stdout: method, path, least role, flags, parameters. */
void	app_print_routes(void);

#endif
