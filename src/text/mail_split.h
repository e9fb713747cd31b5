/* SPDX-License-Identifier: MIT */
/*
 * text/mail_split - whose words the lines of a mail are.
 *
 * Input:   lines ending in \n. A first byte MARK_QUOTED or MARK_SIGNATURE says
 *          what the markup around the line already told.
 * History: marked lines, "> " lines, and what stands below "On … wrote:",
 *          "-----Original Message-----" or a From:/Sent: block. A forwarded
 *          mail without a word of the sender's is the sender's own.
 * Signature: below "-- ", a closing ("Kind regards") with a name, and lines
 *          such as "Sent from my iPhone".
 */
#ifndef TIDEMARK_TEXT_MAIL_SPLIT_H
#define TIDEMARK_TEXT_MAIL_SPLIT_H

#include <stddef.h>

struct arena;
struct message_text;

enum { MARK_QUOTED = '\1', MARK_SIGNATURE = '\2' };

/* Fills own, quoted and signature. */
void	mail_split(struct arena *, const char *lines, size_t len,
	    struct message_text *);

#endif
