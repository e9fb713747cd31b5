/* SPDX-License-Identifier: MIT */
/*
 * upstream/helpscout - Help Scout's Inbox API 2.0: protocol in, structs out.
 *
 * Shape:     hs_open() once; lists are walked page by page, and the next page is
 *            on its way while the caller works on the one before.
 * Source:    docs/helpscout.md names what is documented and what was assumed.
 * Units:     seconds since the epoch, 0 for none; ids are 64 bits, 0 for none.
 * Ownership: what a call answers lives in the arena passed to it. Text is never
 *            NULL unless said; it is valid UTF-8 without NUL.
 * Errors:    enum hs_result; hs_error() then has a sentence for people. Calls
 *            wait for the rate limit and repeat what is worth repeating
 *            (net/retry.h) before they answer anything but HS_OK.
 * Token:     of the connection that a person made, else by client credentials,
 *            else the ready one; kept, renewed before it expires and once after a
 *            401. A ready token is tried as the user name of HTTP Basic, as the
 *            replaced system did, then as a bearer. What the keeper holds is
 *            looked up every minute: a connection that is made, renewed or ended
 *            elsewhere counts here soon.
 */
#ifndef TIDEMARK_UPSTREAM_HELPSCOUT_H
#define TIDEMARK_UPSTREAM_HELPSCOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct hs;
struct hs_walk;

enum hs_result {
#define HS_RESULT(name, later, text) HS_##name,
#include "upstream/hs_result.def"
#undef HS_RESULT
};

struct hs_token {
	const char *access;
	const char *refresh;	/* NULL: by client credentials, asked for anew */
	int64_t life_s;		/* seconds that access is still good for */
	int64_t whole_s;	/* when it was new; 0: not known */
	bool unsure;		/* a renewal was begun, its end is not known */
};

enum hs_kept {
	HS_KEPT_NONE,
	HS_KEPT_TOKEN,
	HS_KEPT_AWAY,		/* cannot be read now */
	HS_KEPT_BROKEN		/* a person must do something */
};

enum hs_failure {
	HS_FAILED_UNSURE,	/* no answer: it may have been carried out */
	HS_FAILED,		/* not carried out; worth another try later */
	HS_FAILED_SPENT		/* the refresh token is good no longer */
};

/* Where tokens are kept for all programs and hosts. Renewing goes lock(), load(),
 * begin(), the call, save() or failed(), unlock(): a refresh token is good once,
 * so one program at a time spends it, and the next one is durable before anybody
 * uses what came with it. */
struct hs_keeper {
	/* *why: a sentence, when it answers that nothing can be had. */
	enum hs_kept (*load)(void *ctx, struct arena *, struct hs_token *,
	    const char **why);
	bool (*lock)(void *ctx);	/* false: another program has it */
	void (*unlock)(void *ctx);
	bool (*begin)(void *ctx);	/* false: the refresh token may not be used */
	/* False when it is not durable: it must not be used. */
	bool (*save)(void *ctx, const struct hs_token *);
	void (*failed)(void *ctx, const char *why, enum hs_failure);
};

struct hs_options {
	const char *base_url;		/* https://api.helpscout.net/v2 */
	const char *client_id, *client_secret;	/* "" when not set */
	const char *api_token;		/* used when there is no client id */
	int64_t timeout_ms;
	int64_t skew_s;			/* renew a token this early */
	int max_retries;
	int reserve_percent;		/* of the rate limit, for others */
	int connections;
	int64_t patience_ms;		/* of a person who waits: all calls, waits and
					 * repeats end by then. 0: no bound */
	/* Called about every second while a wait of some length goes on. */
	void (*waiting)(void *ctx, int64_t left_ms);
	/* The app's id and secret serve a connection alone. */
	bool no_client_credentials;
	const struct hs_keeper *keeper;	/* or NULL */
	void *keeper_ctx;
	void *ctx;			/* of waiting */
};

struct hs_person {
	int64_t id;
	const char *kind;	/* "customer", "user", "team", … or "" */
	const char *first, *last, *email;
};

struct hs_thread {
	int64_t id;
	const char *type;	/* customer message note chat lineitem … */
	const char *state;	/* published draft hidden …; "" when absent */
	const char *body;	/* HTML; chats embedded in a list are cut short */
	const char *source;
	const char *via;	/* "user", "customer" or "" */
	const char *rating;	/* great okay not_good or "" */
	const char *rating_comment;
	struct hs_person author, customer;
	int64_t created_at;
	int64_t scheduled_for;	/* when it will be sent; 0: it was */
	int64_t saved_reply_id;
};

struct hs_conversation {
	int64_t id, number, mailbox_id;
	const char *type;	/* email chat phone */
	const char *status;	/* active pending closed spam */
	const char *state;	/* published draft deleted */
	const char *subject, *preview;
	const char *source, *via;
	struct hs_person customer, assignee, created_by;
	int64_t created_at, closed_at, user_updated_at, waiting_since;
	int64_t modified_at;	/* newest of the four above */
	const char **tags;
	size_t n_tags;
	int64_t thread_count;	/* as Help Scout counts; -1 when absent */
	struct hs_thread *threads;
	size_t n_threads;
	bool threads_failed;	/* hs_threads_fill() could not have them */
};

struct hs_page {
	struct hs_conversation *items;
	size_t n;
	int64_t number, pages, total, size;	/* 0 when not said */
	int64_t server_time;	/* when the answer was made; 0 unknown */
	bool last;		/* nothing follows */
};

struct hs_query {
	const char *sort_field;		/* createdAt, modifiedAt */
	int64_t modified_since;		/* 0: all */
	const char *mailboxes;		/* ids with commas; "" all */
	int64_t page;			/* first page to read, from 1 */
};

struct hs_user {
	int64_t id;
	const char *first, *last, *email, *role, *kind;
};

struct hs_mailbox {
	int64_t id;
	const char *name, *email;
};

struct hs_stats {
	int64_t calls, repeats, renewals, bytes, waited_ms;
};

/* --- the consent of a person (hs_oauth.c) */

/* Where the browser is sent. */
const char	*hs_authorize_url(struct arena *, const char *page,
		    const char *client_id, const char *state);
/* Spends a code for tokens: one call, never repeated, since a code is good once. */
enum hs_result	 hs_exchange(struct hs *, struct arena *, const char *code,
		    struct hs_token *);

struct hs	*hs_open(const struct hs_options *);
void		 hs_close(struct hs *);
const char	*hs_error(const struct hs *);	/* after a result that is not OK */
const char	*hs_result_text(enum hs_result);
bool		 hs_retry_later(enum hs_result);
struct hs_stats	 hs_stats(const struct hs *);
/* Whoever answered last said that its data is made up: the stand-in of the demo
 * (header X-Tidemark-Demo). */
bool		 hs_made_up(const struct hs *);

/* Conversations with their threads, newest first. */
struct hs_walk	*hs_conversations(struct hs *, const struct hs_query *);
/* HS_OK: *out is the next page. HS_END: there is none. */
enum hs_result	 hs_walk_next(struct hs_walk *, struct arena *,
		    struct hs_page *out);
void		 hs_walk_close(struct hs_walk *);

/* HS_MOVED: *moved_to is the conversation that took it in. */
enum hs_result	 hs_conversation(struct hs *, struct arena *, int64_t id,
		    struct hs_conversation *out, int64_t *moved_to);
/* Whether the embedded threads are not all, or chats that came cut short. */
bool		 hs_threads_missing(const struct hs_conversation *);
/* Fetches the threads of each, several at a time. One that is gone or moved keeps
 * what it has; so does one whose threads Help Scout fails to give, and is marked:
 * it must not keep out the others. */
enum hs_result	 hs_threads_fill(struct hs *, struct arena *,
		    struct hs_conversation **, size_t n);

/* Whose token it is. */
enum hs_result	 hs_me(struct hs *, struct arena *, struct hs_user *);
enum hs_result	 hs_users(struct hs *, struct arena *, struct hs_user **,
		    size_t *n);
enum hs_result	 hs_mailboxes(struct hs *, struct arena *,
		    struct hs_mailbox **, size_t *n);

/* --- hs_note.c */

/* Adds an internal note to a conversation. Sent once: it is repeated only after an
 * answer that says that it was not carried out (401 once, 429 when the wait is short).
 * *unsure: it may stand there all the same. */
enum hs_result	 hs_note_add(struct hs *, struct arena *, int64_t id,
		    const char *text, bool *unsure);

/* --- hs_webhook.c */

struct hs_webhook {
	int64_t id;
	const char *url, *state, *label;	/* state: enabled, disabled */
	size_t n_events;
};

struct hs_webhook_spec {
	const char *url, *secret, *label;
	const char *const *events;
	size_t n_events;
};

enum hs_result	 hs_customer(struct hs *, struct arena *, int64_t id,
		    struct hs_person *);
enum hs_result	 hs_webhooks(struct hs *, struct arena *,
		    struct hs_webhook **, size_t *n);
/* id 0 makes a new one. A PUT replaces all of it and switches it on. */
enum hs_result	 hs_webhook_save(struct hs *, struct arena *, int64_t id,
		    const struct hs_webhook_spec *);
enum hs_result	 hs_webhook_remove(struct hs *, struct arena *, int64_t id);

#endif
