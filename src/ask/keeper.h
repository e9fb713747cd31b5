/* SPDX-License-Identifier: MIT */
/*
 * ask/keeper - Help Scout's client for a program that has the database: where its
 * tokens are kept (upstream/helpscout.h, struct hs_keeper).
 *
 *	struct keeper keep = { .db = db, .conf = conf };
 *	struct hs *hs = hs_open(&keeper_options(&keep));
 *
 * Precedence: the connection that a person made, also while it is broken; else the
 *            app's id and secret (hs_own_account); else the ready token.
 * Database:  calls come while the program waits for Help Scout, so outside of its
 *            transactions. db NULL: nothing is kept, no connection is known.
 * Names:     nameless says that nobody has asked yet whose connection it is;
 *            keeper_name() does.
 */
#ifndef TIDEMARK_ASK_KEEPER_H
#define TIDEMARK_ASK_KEEPER_H

#include "base/rc.h"
#include "upstream/helpscout.h"

#include <stdbool.h>
#include <stdint.h>

struct conf;
struct db;

struct keeper {
	struct db *db;
	const struct conf *conf;
	/* the keeper's own */
	int64_t generation;	/* of the connection that was looked up last */
	bool nameless;
};

struct hs_options keeper_options(struct keeper *);
/* RC_UPSTREAM with *result when Help Scout does not say. */
enum rc	keeper_name(struct keeper *, struct hs *, struct arena *,
	    enum hs_result *result);

#endif
