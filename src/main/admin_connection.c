/* SPDX-License-Identifier: MIT */
/* tidemark-admin connection: does the access to Help Scout work, and whose is it? */
#include "base/arena.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "ask/keeper.h"
#include "main/admin.h"
#include "model/connection.h"

#include <stdio.h>

static const char *
advice_on(enum hs_result result)
{
	switch (result) {
	case HS_DENIED:
		return "Connect on the page /connect (again, if the connection is "
		    "broken), or correct hs_client_id and hs_client_secret";
	case HS_FORBIDDEN:
		return "The token is good, and Help Scout refuses this to whose "
		    "access it is: their rights, or the account's plan, do not "
		    "cover it";
	case HS_SERVER:
	case HS_LATER:
		return "Try again in some minutes";
	default:
		return NULL;
	}
}

int
admin_hs_failed(const char *what, const struct hs *hs, enum hs_result result)
{
	const char *advice = advice_on(result);

	(void)fflush(stdout);
	fprintf(stderr, "%s: %s\n", what, hs_error(hs));
	if (advice != NULL)
		fprintf(stderr, "%s\n", advice);
	return 1;
}

/* One call with whatever the import would use, renewed if it is due. */
int
cmd_connection_test(struct admin *a)
{
	struct keeper keep = { .db = a->db, .conf = a->conf };
	struct hs_options options = keeper_options(&keep);
	enum hs_result result;
	struct hs_user me;
	struct hs *hs;
	int status = 0;

	if (db_ping(a->db) != RC_OK)
		return admin_failed("connection test", RC_DB_DOWN);
	/* A renewal that was begun is waited for: its answer must not be lost. */
	stop_on_signals();
	hs = hs_open(&options);
	result = hs_me(hs, a->mem, &me);
	if (result == HS_OK)
		printf("Help Scout answers, as to %s %s <%s>\n", me.first,
		    me.last, me.email);
	else
		status = admin_hs_failed("connection test", hs, result);
	hs_close(hs);
	return status;
}

bool
connection_is_good(struct admin *a, const char **advice)
{
	struct connection_tokens t;
	enum rc rc = connection_tokens(a->db, a->mem, a->conf->key_file, &t);

	*advice = rc == RC_CONFLICT ? t.problem : rc == RC_NOT_FOUND ?
	    "connect on the page /connect, or set hs_client_id and "
	    "hs_client_secret" : rc_text(rc);
	return rc == RC_OK || (rc == RC_NOT_FOUND && conf_connects(a->conf));
}
