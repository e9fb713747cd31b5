/* SPDX-License-Identifier: MIT */
/* tidemark-admin connection: does the access to Help Scout work, and whose is it? */
#include "base/arena.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "job/keeper.h"
#include "main/admin.h"
#include "model/connection.h"

#include <stdio.h>

/* One call with whatever the import would use, renewed if it is due. */
int
cmd_connection_test(struct admin *a)
{
	struct keeper keep = { .db = a->db, .conf = a->conf };
	struct hs_options options = keeper_options(&keep);
	enum hs_result result;
	struct hs_user me;
	struct hs *hs;

	/* A renewal that was begun is waited for: its answer must not be lost. */
	stop_on_signals();
	hs = hs_open(&options);
	result = hs_me(hs, a->mem, &me);
	if (result == HS_OK)
		printf("Help Scout answers, as to %s %s <%s>\n", me.first,
		    me.last, me.email);
	else
		fprintf(stderr, "%s\n", hs_error(hs));
	hs_close(hs);
	return result == HS_OK ? 0 : 1;
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
