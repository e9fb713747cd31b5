/* SPDX-License-Identifier: MIT */
/*
 * upstream/anthropic - models behind Anthropic's Messages API, with answers in JSON
 * of a given schema: one by one, several at once, or by batch at half the price.
 *
 *	call = anthropic_ask(an, &question, whose);	repeatedly
 *	while ((call = anthropic_next(an, 1000)) != NULL) {
 *		a = anthropic_answer(call);
 *		...			whose is call->whose
 *		anthropic_end(an, call);
 *	}
 *
 *	anthropic_batch_add(&lines, &options, &question, tool, "c-17");   each
 *	anthropic_batch_create(an, &lines, whose);	then look until it ended
 *	anthropic_batch_results(an, id, whose);		anthropic_batch_read() each line
 *
 * Source:    the types of Anthropic's own client, August 2026: Messages, Message
 *            Batches, stop reasons, errors, prompt caching, schemas that strict
 *            outputs take. version header 2023-06-01.
 * Answers:   output_config.format is asked for. A model or server that refuses the
 *            field is asked once more with a tool that it must call (it then takes
 *            no thinking), and so are all later questions of the same struct.
 * Prompt:    neither temperature nor top_p: newer models refuse them. system and
 *            is marked to be cached, so it must not change between questions;
 *            examples stand behind it, and may. Prefixes below a model's minimum are silently not cached.
 * Limits:    of an answer ANTHROPIC_OUTPUT_MOST tokens, since it is not streamed;
 *            of a question 32 MB; of a batch what anthropic_batch_fits() says.
 * Retries:   upstream/service. Batches are created at most once: whether one that
 *            was not answered exists, anthropic_batch_list() shows by its time, and
 *            the custom ids of its results.
 * Units:     tokens, milliseconds, bytes.
 * Ownership: an answer belongs to the call: until anthropic_end().
 * Errors:    enum service_result in said.result (upstream/service.h).
 */
#ifndef TIDEMARK_UPSTREAM_ANTHROPIC_H
#define TIDEMARK_UPSTREAM_ANTHROPIC_H

#include "upstream/service.h"

struct anthropic;
struct sbuf;

enum {
	/* Above, Anthropic's client refuses to wait for an answer in one piece. */
	ANTHROPIC_OUTPUT_MOST = 21333,
	ANTHROPIC_QUESTION_MOST = 32 * 1000 * 1000,
	ANTHROPIC_BATCH_LINES = 100000,
	/* The service takes 256 MB; this is held in memory, twice on its way. */
	ANTHROPIC_BATCH_BYTES = 64 << 20
};

struct anthropic_options {
	const char *base_url;		/* https://api.anthropic.com */
	const char *key;
	const char *model;
	int64_t timeout_ms;
	int calls;			/* at once */
};

struct anthropic_question {
	const char *system;		/* what stays, "" none */
	const char *examples;		/* behind it, not cached, "" none */
	const char *user;
	const char *name, *schema;	/* of the answer: a-z _ -, JSON */
	int64_t max_tokens;		/* of the answer, thoughts included */
	bool hour;			/* cached for an hour, at twice the price to
					 * write; else five minutes, at 1.25 */
};

struct anthropic_answer {
	struct service_said said;
	const char *text;		/* JSON; "" but of SERVICE_OK */
	const char *stop;		/* stop_reason, "" none */
	const char *category;		/* of a refusal, "" not told */
	const char *model;		/* that answered, "" when not told */
	/* tokens; cached and written ones are of input: read from the cache, and
	 * put there */
	int64_t input, cached, written, output;
};

enum anthropic_batch_state {
	ANTHROPIC_BATCH_WORKING,	/* and whatever else is not known */
	ANTHROPIC_BATCH_CANCELING,
	ANTHROPIC_BATCH_ENDED		/* results are there */
};

struct anthropic_batch {
	const char *id, *status;
	enum anthropic_batch_state state;
	int64_t created_at;		/* epoch */
	bool results;
	/* lines; all are processing until the end */
	int64_t processing, succeeded, errored, canceled, expired;
};

struct anthropic_batches {
	const struct anthropic_batch *v;	/* newest first; a single one too */
	size_t n;
	const char *after;		/* the list goes on behind it; "" it ends */
};

struct anthropic *anthropic_open(const struct anthropic_options *);
void		 anthropic_close(struct anthropic *);

struct service_call *anthropic_ask(struct anthropic *,
		    const struct anthropic_question *, void *whose);
/* How many tokens of input that would be: input of the answer. Free. */
struct service_call *anthropic_count(struct anthropic *,
		    const struct anthropic_question *, void *whose);
/* Any call that has its answer; NULL: none within that time. */
struct service_call *anthropic_next(struct anthropic *, int64_t wait_ms);
/* Of anthropic_ask() and anthropic_count(). */
const struct anthropic_answer *anthropic_answer(const struct service_call *);
void		 anthropic_end(struct anthropic *, struct service_call *);
/* Does the model answer by a tool? As far as was learnt. */
bool		 anthropic_by_tool(const struct anthropic *);

/* ---- batches ---- */

/* May so many lines be sent together? */
bool		 anthropic_batch_fits(const struct sbuf *lines, size_t n);
struct service_call *anthropic_batch_create(struct anthropic *,
		    const struct sbuf *lines, void *whose);
struct service_call *anthropic_batch_look(struct anthropic *, const char *id,
		    void *whose);
struct service_call *anthropic_batch_cancel(struct anthropic *, const char *id,
		    void *whose);
/* after: "" from the newest on. */
struct service_call *anthropic_batch_list(struct anthropic *, const char *after,
		    void *whose);
/* JSON lines, in any order: service_text(). */
struct service_call *anthropic_batch_results(struct anthropic *, const char *id,
		    void *whose);
/* Of the first four. */
const struct anthropic_batches *anthropic_batch_of(const struct service_call *);

/* ---- the protocol alone ---- */

enum anthropic_form { ANTHROPIC_FORMAT, ANTHROPIC_TOOL };

/* count: of what may be counted, which has no limit of the answer. */
void		 anthropic_body(struct sbuf *, const struct anthropic_options *,
		    const struct anthropic_question *, enum anthropic_form,
		    bool count);
void		 anthropic_batch_add(struct sbuf *lines,
		    const struct anthropic_options *,
		    const struct anthropic_question *, enum anthropic_form,
		    const char *id);
/* False: it is no line of results. */
bool		 anthropic_batch_read(struct arena *, const char *line, size_t len,
		    const char **id, struct anthropic_answer *);
/* What an answer means. */
void		 anthropic_read(struct arena *, const struct http_reply *,
		    struct anthropic_answer *);
/* The same of a message alone; *why as an error, may be set. */
enum service_result anthropic_message(struct arena *, struct json_object *,
		    struct anthropic_answer *, const char **why);
/* service_kind.fail of this service; what an error's type and words mean. */
void		 anthropic_fail(struct arena *, const struct http_reply *,
		    struct json_object *, struct service_said *);
enum service_result anthropic_meaning(const char *type, const char *words);

#endif
