/* SPDX-License-Identifier: MIT */
/*
 * sandbox/mail - what a made-up customer or agent writes, as plain text and as
 * the HTML of a mail program.
 *
 * Ownership: results are appended to buffers of the caller's.
 */
#ifndef TIDEMARK_SANDBOX_MAIL_H
#define TIDEMARK_SANDBOX_MAIL_H

#include "tests/sandbox/speak.h"

#include <stdint.h>

struct player;
struct text_block;

enum mood { CALM, TERSE, ANGRY, CHATTY, MOODS };

/* How the customer writes; drawn once per conversation. */
struct writer {
	enum mood mood;
	bool lower, typos, emoji, formal;
	bool app;	/* through the form in the game: a footer of facts */
	const char *language;
};

enum quality { GOOD, FAIR, POOR };

/* The matter of a conversation. */
struct matter {
	const struct text_block *problem;
	const char *category;
	bool outbreak, spam;
};

void	writer_draw(struct writer *, struct rng *, const struct player *);
void	mail_subject(struct sbuf *, const struct voice *, const struct writer *,
	    const struct matter *);
/* The first message, without greeting rules of chats. */
void	mail_first(struct sbuf *, const struct voice *, const struct writer *,
	    const struct matter *);
/* list: what a later message says: thanks, still, info, waiting, smalltalk */
void	mail_later(struct sbuf *, const struct voice *, const struct writer *,
	    const struct matter *, const char *list);
void	mail_reply(struct sbuf *, const struct voice *, const struct writer *,
	    const struct matter *, enum quality);
/* A later reply, built around one text of a list. */
void	mail_reply_again(struct sbuf *, const struct voice *,
	    const char *list);
/* The facts that the form in the game adds. */
void	mail_footer(struct sbuf *, const struct voice *, const struct player *,
	    const char *language);

/* HTML in the manner of some mail program; the manner is drawn. */
void	mail_html(struct sbuf *, struct rng *, const char *plain);
/* The former message as mail programs quote it. */
void	mail_quote(struct sbuf *, struct rng *, const char *html, int64_t at,
	    const char *who, const char *address);

#endif
