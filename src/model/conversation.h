/* SPDX-License-Identifier: MIT */
/*
 * model/conversation - lists of conversations, and one with its messages.
 *
 * Source:    the SQL function filtered() gives the filters their meaning;
 *            sql/queries/conversation_*.sql, message_list.sql.
 * Filters:   NULL or "" and 0 do not filter. severity "urgent" is high or
 *            critical; platform and version "unknown" are those that name none;
 *            flag: waiting unreplied replied empty unreadable delete_request
 *            done dismissed open (neither) corrected needs_person (waiting and
 *            open);
 *            category may name several, separated by commas.
 * Paging:    by cursor: give after the last row of the page before. Rows that
 *            arrive meanwhile neither repeat nor hide others.
 * Units:     times in seconds, 0 for none; first_reply_seconds -1 for none.
 * Ownership: rows live in the arena.
 * Errors:    RC_NOT_FOUND for one that is not stored; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CONVERSATION_H
#define TIDEMARK_MODEL_CONVERSATION_H

#include "base/rc.h"
#include "model/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arg;
struct arena;
struct db;

struct filter {
	int64_t from, to;	/* creation; to is excluded; 0: no bound */
	int64_t mailbox, cluster, customer;
	const char *category, *mention, *severity, *platform, *version;
	const char *intent, *status, *flag;
	const char *words;	/* of the subject */
};

/* The FILTER_ARGS parameters with which a query calls filtered(), its first. */
enum { FILTER_ARGS = 14 };
void	filter_args(const struct filter *, struct arg *args);

enum sort { SORT_NEWEST, SORT_OLDEST, SORT_MODIFIED, SORT_WAITING,
	SORT_SEVERITY };

struct conversation {
	int64_t id, number;
	const char *subject, *one_liner;
	int64_t created_at, modified_at, mailbox_id;
	const char *mailbox;
	int64_t customer_id;
	const char *customer, *status, *severity;
	int64_t score;
	const char *main_category;
	const char **categories;
	size_t n_categories;
	const char *intent, *platform, *app_version, *device;
	int64_t level, cluster_id, waiting_since, first_reply_seconds;
	const char **tags;
	size_t n_tags;
	bool is_empty, is_unreadable, is_delete_request;
	const char *engine;
	int64_t replies, customer_messages;
	const char *said_by;	/* who made one_liner: as engine, or a model's */
	/* the part of the wait in office hours, where a page asked for it */
	int64_t waiting_open;
	bool waiting_open_known;
};

struct conversation_more {
	const char *reasons;	/* JSON: [{rule, words, effect, points}] */
	const char *os_version, *game_user_id;
	int64_t ruleset_version, analysed_at;
	const char *assignee, *source, *kind, *group_title;
	int64_t group_size;
	bool counted;
	int64_t closed_at, merged_into, deleted_at;
	/* the model that judged beside the rules, 0 none: how many corrections it
	 * learned from, what it said, how sure in thousandths (-1: not asked), and
	 * what the rules said, where they were not believed */
	int64_t learnt, learnt_from, sure;
	const char *guess, *rules_category;
};

struct message {
	int64_t id;
	const char *kind;	/* customer agent note chat phone other */
	bool by_user;
	const char *author, *state;
	int64_t created_at;
	const char *body, *quoted, *rating, *rating_comment;
	bool saved_reply;
};

struct facet {
	const char *dimension, *key;
	int64_t n;
};

/* The words of the flag parameter. */
#define FLAG_WORDS "waiting|unreplied|replied|empty|unreadable|delete_request|" \
	"needs_person|open|done|dismissed|corrected"
/* The words of the sort parameter: newest|oldest|modified|waiting|severity. */
#define SORT_WORDS "newest|oldest|modified|waiting|severity"
enum sort	sort_of(const char *word);

/* For queries of other nouns that begin with these columns. */
enum { CONVERSATION_COLUMNS = 31 };

struct rows;
void	conversation_read(struct arena *, const struct rows *, size_t row,
	    struct conversation *);

/* after: NULL for the first page. */
enum rc	conversation_list(struct db *, struct arena *, const struct filter *,
	    enum sort, const struct conversation *after, int64_t most,
	    struct conversation **, size_t *n);
/* Those with these ids, in that order; what is not there is left out. */
enum rc	conversation_these(struct db *, struct arena *, const int64_t *ids,
	    size_t n_ids, struct conversation **, size_t *n);
/* The value of a list row that after needs, as text for a URL, and back. */
const char	*conversation_cursor(struct arena *, enum sort,
		    const struct conversation *);
bool		 conversation_cursor_read(struct arena *, enum sort,
		    const char *text, struct conversation *after);
enum rc	conversation_count(struct db *, struct arena *, const struct filter *,
	    int64_t *conversations, int64_t *customers);
enum rc	conversation_facets(struct db *, struct arena *,
	    const struct filter *, struct facet **, size_t *n);
/* The same of what the team did: flags open, done, dismissed, corrected, each in
 * place of the filter's own. */
enum rc	conversation_marks(struct db *, struct arena *, const struct filter *,
	    struct facet **, size_t *n);
/* Calls fn for every row, newest first, in constant memory: a row lives until
 * fn returns. fn answers false to stop. */
enum rc	conversation_each(struct db *, struct arena *mem,
	    const struct filter *, bool (*fn)(void *,
	    const struct conversation *), void *ctx);

/* High or critical, created in a window, with a customer who waits, and neither
 * done nor dismissed: most severe,
 * then newest first, as the list sorts by severity. *all: how many there are; the
 * list's filter for them is severity "urgent", flag "needs_person". */
enum rc	conversation_urgent(struct db *, struct arena *, const struct window *,
	    int64_t most, struct conversation **, size_t *n, int64_t *all);

struct alike {
	int64_t id;
	const char *subject;
	int64_t created_at;
};

/* The newest of a group, but one. */
enum rc	conversation_alike(struct db *, struct arena *, int64_t cluster,
	    int64_t but, int64_t most, struct alike **, size_t *n);

enum rc	conversation_one(struct db *, struct arena *, int64_t id,
	    struct conversation *, struct conversation_more *);
enum rc	conversation_messages(struct db *, struct arena *, int64_t id,
	    struct message **, size_t *n);
/* Whether it is stored, judged or not. */
enum rc	conversation_stored(struct db *, struct arena *, int64_t id);
/* By number, or by id. */
enum rc	conversation_find(struct db *, struct arena *, int64_t number,
	    int64_t *id);

struct customer_row {
	int64_t id;
	const char *name;
	int64_t n, last_at;
	const char *severity;	/* the highest */
};

/* Who wrote the conversations that the filters leave, most of them first.
 * after: NULL for the first page; its n and id count. */
enum rc	customer_list(struct db *, struct arena *, const struct filter *,
	    const struct customer_row *after, int64_t most,
	    struct customer_row **, size_t *n);
/* Calls fn for each of them, as conversation_each() does. */
enum rc	customer_each(struct db *, struct arena *, const struct filter *,
	    bool (*fn)(void *, const struct customer_row *), void *ctx);

struct mailbox {
	int64_t id;
	const char *name;
};

enum rc	mailbox_list(struct db *, struct arena *, struct mailbox **,
	    size_t *n);

#endif
