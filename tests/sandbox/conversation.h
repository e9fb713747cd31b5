/* SPDX-License-Identifier: MIT */
/*
 * sandbox/conversation - one conversation, its threads, and writes to it.
 *
 * Source: sections 6, 7 and 8 of the protocol reference. A merged conversation
 *         answers 301; everything below it answers 404.
 */
#ifndef TIDEMARK_SANDBOX_CONVERSATION_H
#define TIDEMARK_SANDBOX_CONVERSATION_H

struct call;
struct reply;
struct sandbox;

void	conversation_answer(struct sandbox *, struct call *, struct reply *);
void	conversation_threads(struct sandbox *, struct call *, struct reply *);
void	conversation_tags(struct sandbox *, struct call *, struct reply *);
void	conversation_patch(struct sandbox *, struct call *, struct reply *);
void	conversation_note(struct sandbox *, struct call *, struct reply *);
void	conversation_reply(struct sandbox *, struct call *, struct reply *);

#endif
