/* SPDX-License-Identifier: MIT */
/*
 * sandbox/state - everything one sandbox knows, and the one way in.
 *
 * Threads: sandbox_answer() takes the lock; whatever it calls holds it. A slow
 *          answer is only marked as slow (reply.delay_ms): the caller sleeps.
 */
#ifndef TIDEMARK_SANDBOX_STATE_H
#define TIDEMARK_SANDBOX_STATE_H

#include "tests/sandbox/claude.h"
#include "tests/sandbox/directory.h"
#include "tests/sandbox/embed.h"
#include "tests/sandbox/fault.h"
#include "tests/sandbox/hook.h"
#include "tests/sandbox/leak.h"
#include "tests/sandbox/list.h"
#include "tests/sandbox/openai.h"
#include "tests/sandbox/options.h"
#include "tests/sandbox/pine.h"
#include "tests/sandbox/rate.h"
#include "tests/sandbox/slack.h"
#include "tests/sandbox/store.h"
#include "tests/sandbox/tokens.h"

#include <pthread.h>

struct call;
struct live;
struct reply;

/* What was asked for, by kind of path. */
enum counter {
#define STAT(name, help) STAT_##name,
#include "tests/sandbox/stat.def"
#undef STAT
	STATS
};

struct sandbox {
	pthread_mutex_t lock;
	struct options opt;
	struct store store;
	struct directory dir;
	struct tokens tokens;
	struct rate rate;
	struct faults faults;
	struct results results;
	struct slack_world slack;
	struct openai_world openai;
	struct claude_world claude;
	struct pine_world pine;
	struct sent embedded;	/* bodies of calls for embeddings */
	struct sent requests;	/* of all services, as JSON; --keep-requests */
	struct leaks leaks;
	struct hooks hooks;
	struct live *live;	/* NULL: nothing happens by itself */
	long stat[STATS];
};

void		 sandbox_init(struct sandbox *);	/* options by default */
/* Reads --data, makes up --demo. NULL, or what is wrong. */
const char	*sandbox_load(struct sandbox *, struct arena *);
void		 sandbox_free(struct sandbox *);
void		 sandbox_answer(struct sandbox *, struct call *,
		    struct reply *);
/* Add or replace a conversation; json is malloced and taken. */
struct conv	*sandbox_put(struct sandbox *, char *json, size_t len,
		    int64_t now);

#endif
