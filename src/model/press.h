/* SPDX-License-Identifier: MIT */
/*
 * model/press - a button that was pressed in Slack: is it genuine, what does it say,
 * and what does it ask for? Pure, apart from the clock that is passed in.
 *
 * Source:    Slack's signature v0: "v0=" and the lower-case hex HMAC-SHA-256, under
 *            the app's signing secret, of "v0:" + timestamp + ":" + the raw body;
 *            a timestamp more than five minutes away is refused. Interactivity
 *            payloads: a form with one field "payload", which is JSON.
 * Ownership: everything lives in the arena; texts are never NULL.
 */
#ifndef TIDEMARK_MODEL_PRESS_H
#define TIDEMARK_MODEL_PRESS_H

#include "model/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct incident_input;

enum { PRESS_FRESH_S = 300 };

enum press_verdict {
	PRESS_OK,
#define PRESS_REFUSAL(name, rc, cause, text) PRESS_##name,
#include "model/press_refusal.def"
#undef PRESS_REFUSAL
};

/* Is it signed, lately, and by who has the secret? */
enum press_verdict press_check(const char *secret, const char *timestamp,
	    const char *signature, const char *body, size_t len, int64_t now);

const struct refusal *press_refusal(enum press_verdict);

struct press {
	const char *type;	/* block_actions; others are nothing to us */
	const char *app_id, *team_id;
	const char *user_id, *user;	/* user: a name of letters that are safe */
	const char *channel, *ts;	/* of the message */
	const char *action, *value;	/* of the first button */
	const char *response_url;
};

/* False: the body is no such form. */
bool	press_read(struct arena *, const char *body, size_t len, struct press *);

/* What the button asks for at that moment; false: it is none of ours. */
bool	press_asks(const char *action, int64_t now, struct incident_input *);

#endif
