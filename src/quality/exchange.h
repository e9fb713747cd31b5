/* SPDX-License-Identifier: MIT */
/*
 * quality/exchange - a reply and all that it is judged by.
 *
 * Shape:     the messages of a conversation in the order of time, plain text
 *            without quoted history, with the place of the reply among them.
 *            What stands before the reply is what it answers; what stands after
 *            it shows how it was taken.
 * Whose:     the author of the reply, whoever the conversation is assigned to.
 * Units:     times in seconds since 1970, 0 for none.
 * Ownership: texts are the caller's.
 */
#ifndef TIDEMARK_QUALITY_EXCHANGE_H
#define TIDEMARK_QUALITY_EXCHANGE_H

#include "quality/rubric.h"

struct turn {
	int64_t id;		/* of the message, above 0 */
	bool by_agent;
	int64_t author;
	int64_t at;
	const char *text;
	bool saved_reply;	/* a saved reply was used for it */
};

struct exchange {
	const char *subject;
	const char *customer;	/* first name, "" */
	const char *agent;	/* first name of the reply's author, "" */
	const struct turn *turn;
	size_t n, reply;	/* turn[reply] is judged */
	int64_t closed_at;	/* last time */
	const char *rating;	/* of this reply: great, okay, not_good, "" */
	const char *rating_comment;	/* "" */
};

/* Why a score is what it is: something that was found, or missed, in a message.
 * One that counts in several dimensions stands there once for each. */
struct signal {
	const char *name;	/* as in quality/signal.def */
	size_t dimension;	/* in the rubric */
	double points;		/* added to the mark before it is held to 0 .. scale */
	const char *words;	/* that show it, "" when nothing can */
	int64_t message;	/* whose words these are, of anyone; 0 none */
	size_t at, len;		/* bytes of that message's text */
};

struct judgement {
	struct mark *mark;	/* [rubric->n] */
	bool has_total;
	double total;
	bool failed;		/* a critical dimension is 0 */
	double confidence;	/* 0 .. 1: how much there was to go by */
	const char *reasoning;	/* one or two sentences */
	struct signal *signal;
	size_t n_signals;
};

#endif
