/* SPDX-License-Identifier: MIT */
/*
 * sandbox/hook - webhooks: the API that keeps them, and what they are sent.
 *
 * Source:  "Webhooks" of the protocol reference: body escaped as PHP does, base64
 *          of HMAC-SHA1 over it, up to ten repeats, a webhook off after ten
 *          discarded events and at once after 410.
 * Threads: everything here runs under the sandbox's lock but hook_thread(), which
 *          takes it between two deliveries.
 */
#ifndef TIDEMARK_SANDBOX_HOOK_H
#define TIDEMARK_SANDBOX_HOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/sandbox/rng.h"

struct call;
struct conv;
struct reply;
struct sandbox;

enum { HOOKS_MAX = 20 };

struct hook {
	int64_t id;			/* 0: free */
	char *url, *secret, *label, *events;	/* events: a JSON array */
	char *mailboxes;		/* the same; NULL: all */
	bool enabled, notification;
	int64_t discarded;
};

struct parcel {
	struct parcel *next;
	int64_t hook;			/* 0: the address of --hook-url */
	char *event, *body, *signature;
	size_t len;
	int64_t due_ms, tries;
};

struct hooks {
	struct hook v[HOOKS_MAX];
	int64_t last_id;
	struct parcel *first, **last;	/* last NULL: not begun */
	int64_t waiting;
	struct rng rng;
};

/* The API. */
void	hook_list(struct sandbox *, struct call *, struct reply *);
void	hook_one(struct sandbox *, struct call *, struct reply *);
void	hook_create(struct sandbox *, struct call *, struct reply *);
void	hook_replace(struct sandbox *, struct call *, struct reply *);
void	hook_delete(struct sandbox *, struct call *, struct reply *);

/* Something happened: whoever asked for such events is told. */
void	hook_tell(struct sandbox *, const char *event, int64_t id);
/* A body of one's own; secret NULL: the right one. */
void	hook_post(struct sandbox *, const char *event, const char *body,
	    size_t len, const char *secret);
void	hooks_free(struct hooks *);

/* The next parcel that is due, taken from the queue; NULL none. */
struct parcel	*hook_next(struct sandbox *, int64_t now_ms);
/* What came of it; 0: no answer. The parcel is done with. */
void	hook_outcome(struct sandbox *, struct parcel *, int status,
	    int64_t now_ms);
/* Where it goes; NULL: nowhere any more. */
const char	*hook_url(struct sandbox *, const struct parcel *);

/* Sends what is due, for ever: the body of a thread. */
void	*hook_thread(void *sandbox);

#endif
