/* SPDX-License-Identifier: MIT */
/*
 * text/redact - personal data out of a text, and back into what quotes it.
 *
 *	r = redact_new(mem);
 *	redact_know(r, "CUSTOMER", "Pat");
 *	redact(r, "Hi Pat, mail me@example.com")  "Hi [CUSTOMER_1], mail [EMAIL_1]"
 *	redact_restore(r, "mail [EMAIL_1]")       "mail me@example.com"
 *
 * What:      addresses of mail, also hidden ones (text/mail_hidden.h), card numbers (Luhn), telephone numbers and other
 *            long numbers, keys and tokens of programs, words after "password:",
 *            streets with the number of a house (text/street.h), and names that are known, whatever their case. Dates stay.
 * Shape:     the same words get the same mark in all texts of one redaction, so
 *            that a reader sees that it is the same person.
 * Input:     any bytes; what is found begins and ends at whole characters. A
 *            text that holds such a mark itself is read back as the mark says.
 * Time:      linear in the text, times the number of known names.
 * Ownership: texts live in the arena of redact_new().
 */
#ifndef TIDEMARK_TEXT_REDACT_H
#define TIDEMARK_TEXT_REDACT_H

#include <stddef.h>

struct arena;
struct redaction;

struct redaction	*redact_new(struct arena *);
/* A name, whole words; one character, or nothing but blanks, is none. */
void			 redact_know(struct redaction *, const char *label,
			    const char *name);
const char		*redact(struct redaction *, const char *text);
const char		*redact_restore(const struct redaction *,
			    const char *text);
/* How many different words were taken out so far. */
size_t			 redact_count(const struct redaction *);

#endif
