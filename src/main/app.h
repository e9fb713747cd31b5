/* SPDX-License-Identifier: MIT */
/*
 * main/app - the web application: the route table and who-is-it.
 *
 * Source: routes.def holds every route; docs/openapi.json is compared with it.
 */
#ifndef TIDEMARK_MAIN_APP_H
#define TIDEMARK_MAIN_APP_H

#include "http/route.h"

extern const struct app app;

/* One line per route on stdout: method, path, least role, flags, parameters. */
void	app_print_routes(void);

#endif
