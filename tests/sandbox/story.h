/* SPDX-License-Identifier: MIT */
/*
 * sandbox/story - one made-up conversation while it is told.
 *
 * story.c lets it happen, story_json.c writes it down. A story is a list of
 * threads, oldest first, that ends at the moment from which it is seen: what
 * would come later has not happened.
 * Ownership: everything lives in the story's arena.
 */
#ifndef TIDEMARK_SANDBOX_STORY_H
#define TIDEMARK_SANDBOX_STORY_H

#include "tests/sandbox/demo.h"
#include "tests/sandbox/mail.h"
#include "tests/sandbox/player.h"
#include "tests/sandbox/thread.h"

enum { THREADS_MAX = 96 };

enum kind { BY_MAIL, BY_CHAT, BY_PHONE };

struct story {
	const struct demo *demo;
	struct arena *mem;
	struct rng rng;
	struct player player;
	struct voice voice;
	struct writer writer;
	struct matter matter;
	enum kind kind;
	const struct agent *agent;
	const char *agent_json;
	int64_t id, number, serial, mailbox;
	int64_t created, until;	/* nothing happens after until */
	int64_t t;		/* of the last thread */
	struct thread th[THREADS_MAX];
	int n, messages;
	const char *last_plain, *last_html;	/* of the last message */
	bool last_by_agent, answered;
	bool happy;		/* the customer said thanks last */
	int64_t asked, user_at;	/* last customer message, last user action */
	enum quality quality;	/* of the last reply */
	const char *status;
	int64_t closed_at;
	bool closed_by_rule;
};

/* What the customer's messages came by. */
const char	*story_source(const struct story *);
/* Append the conversation as the API shows it. */
void		 story_write(struct story *, struct sbuf *out);

#endif
