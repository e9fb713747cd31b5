/* SPDX-License-Identifier: MIT */
/*
 * ask/note - what a person has to do with one conversation in Help Scout itself: add
 * an internal note, read its tags.
 *
 * Outside:   a person waits, so the call is made here: within ten seconds, waits and
 *            repeats included, and for one request at a time, so that a Help Scout
 *            that is slow holds up one process of the web program and not all.
 * Scope:     conversations that are stored here, since the account may hold
 *            mailboxes that nobody here is to see.
 * Once:      a note is sent once (upstream/helpscout.h). That it is about to be is in
 *            the audit before the call, and what became of it after.
 * Errors:    RC_NOT_FOUND, RC_TOO_MANY, RC_UPSTREAM with rq->problem, a sentence that
 *            says whether the note may stand there; else the database's.
 */
#ifndef TIDEMARK_ASK_NOTE_H
#define TIDEMARK_ASK_NOTE_H

#include "http/req.h"

enum { NOTE_CHARS = 20000 };

enum rc	ask_note(struct req *, int64_t conversation, const char *text);
enum rc	ask_tags(struct req *, int64_t conversation, const char ***tags,
	    size_t *n);

#endif
