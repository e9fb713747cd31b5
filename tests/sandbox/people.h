/* SPDX-License-Identifier: MIT */
/*
 * sandbox/people - users, mailboxes, customers and tags over the API.
 *
 * Source: section 9 of the protocol reference.
 */
#ifndef TIDEMARK_SANDBOX_PEOPLE_H
#define TIDEMARK_SANDBOX_PEOPLE_H

struct call;
struct reply;
struct sandbox;

void	people_users(struct sandbox *, struct call *, struct reply *);
void	people_user(struct sandbox *, struct call *, struct reply *);
void	people_me(struct sandbox *, struct call *, struct reply *);
void	people_customers(struct sandbox *, struct call *, struct reply *);
void	people_customer(struct sandbox *, struct call *, struct reply *);
void	people_mailboxes(struct sandbox *, struct call *, struct reply *);
void	people_mailbox(struct sandbox *, struct call *, struct reply *);
void	people_tags(struct sandbox *, struct call *, struct reply *);

#endif
