/* SPDX-License-Identifier: MIT */
/*
 * upstream/llm_batch - batches of questions behind either protocol, for who does not
 * mind which: upstream/openai_batch and those of upstream/anthropic in one shape.
 *
 *	llm_batch_look(lb, id);
 *	while ((r = llm_batch_next(lb, 200)) == NULL)
 *		...			other work
 *	...				what it points to is the call's
 *	llm_batch_end(lb);
 *
 * Shape:     one call at a time; only the creation costs money, and it is sent
 *            once. OpenAI's takes a file that went up before, and keeps a mark by
 *            which the list finds it; Anthropic's takes the lines themselves and
 *            keeps nothing: there the custom ids of the results alone tell whose a
 *            batch is.
 * States:    in OpenAI's words. Anthropic's that has ended is cancelled or expired
 *            when a line of it is, else completed; its results have all lines, so
 *            they stand as the one file, by the id of the batch.
 * Units:     milliseconds, bytes.
 * Ownership: a reply lives until llm_batch_end().
 * Errors:    enum service_result (upstream/service.h). SERVICE_ABSENT: the server
 *            knows no batches, or what was asked for is not there.
 */
#ifndef TIDEMARK_UPSTREAM_LLM_BATCH_H
#define TIDEMARK_UPSTREAM_LLM_BATCH_H

#include "upstream/llm.h"

struct llm_batch;

struct llm_batch_seen {
	const char *id;
	const char *mark;	/* "" when the service keeps none */
	const char *status;
	bool ended;
	const char *output_file, *error_file;	/* "" none */
	const char *error;	/* of one that was refused as a whole */
	int64_t total, answered, failed;	/* lines; failed: of those answered */
	int64_t created_at;	/* epoch; 0 when not told */
};

struct llm_batch_reply {
	enum service_result result;
	const char *error;		/* of all but SERVICE_OK, else "" */
	int64_t wait_ms;		/* it asked to wait so long; -1 */
	const char *file;		/* that was uploaded */
	struct llm_batch_seen batch;	/* created, looked at, cancelled */
	const struct llm_batch_seen *list;	/* newest first */
	size_t n;
	const char *after;		/* the list goes on; "" it ends */
	const char *text;		/* of a file */
	size_t len;
};

struct llm_batch_new {
	const char *file, *mark;
	enum openai_api api;
	const struct sbuf *lines;	/* when no file goes up */
};

struct llm_batch *llm_batch_open(const struct llm_options *);
void		 llm_batch_close(struct llm_batch *);
/* A file goes up first, and a mark goes along. */
bool		 llm_batch_by_file(const struct llm_batch *);

void		 llm_batch_upload(struct llm_batch *, const char *name,
		    const struct sbuf *lines);
void		 llm_batch_create(struct llm_batch *,
		    const struct llm_batch_new *);
void		 llm_batch_list(struct llm_batch *, const char *after);
void		 llm_batch_look(struct llm_batch *, const char *id);
void		 llm_batch_cancel(struct llm_batch *, const char *id);
void		 llm_batch_fetch(struct llm_batch *, const char *file);
/* Done at once where nothing can be removed. */
void		 llm_batch_remove(struct llm_batch *, const char *file);
/* NULL: it is still under way. */
const struct llm_batch_reply *llm_batch_next(struct llm_batch *,
		    int64_t wait_ms);
void		 llm_batch_end(struct llm_batch *);
/* A line of a file; api: that the batch was asked by. False: it is none. */
bool		 llm_batch_read(const struct llm_batch *, enum openai_api,
		    struct arena *, const char *line, size_t len,
		    const char **id, struct llm_answer *);

#endif
