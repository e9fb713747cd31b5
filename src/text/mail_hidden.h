/* SPDX-License-Identifier: MIT */
/*
 * text/mail_hidden - addresses of mail as people write them for nobody to collect:
 * "me (at) example.com", "me at example dot com", "me @ example.com", "me&#64;a.com".
 *
 * Needed:  a host of two parts at least, whose last has two letters. A bare "at" needs
 *          a "dot" in words as well, and a last part of four letters at most: "look at
 *          this dot matrix" is a sentence, and so is "see me at example.com".
 */
#ifndef TIDEMARK_TEXT_MAIL_HIDDEN_H
#define TIDEMARK_TEXT_MAIL_HIDDEN_H

#include <stddef.h>

/* Bytes of such an address from p on, where a word begins; 0 none. text: where the
 * text begins, not after p. */
size_t	mail_hidden_len(const char *text, const char *p);

#endif
