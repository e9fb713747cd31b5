/* SPDX-License-Identifier: MIT */
/*
 * upstream/openai_batch - questions handed over as a file, answered within a day at
 * a lower price.
 *
 *	openai_batch_add(&lines, &options, &question, bare, "reply-17");   each
 *	openai_batch_upload(ai, "x.jsonl", &lines);
 *	while ((call = openai_next(ai, 200)) == NULL)
 *		...			other work
 *	...				openai_batch_of(call)->file
 *	openai_end(ai, call);
 *	openai_batch_create(ai, file, OPENAI_CHAT, mark); ...
 *
 * Source:    OpenAI's reference of /files and /batches: a file of JSON lines, a
 *            batch of it, its states, a file of answers and one of errors.
 * Shape:     calls of upstream/openai; none is repeated here, nor by libcurl: who
 *            asks decides what may be done twice. Only the creation of a batch costs
 *            money. The mark goes with it as metadata, by which openai_batch_list()
 *            finds a batch whose creation was never answered.
 * Lines:     come in any order, some in neither file; openai_batch_read() makes an
 *            answer of one by the same code as of a call (upstream/openai).
 * Units:     milliseconds, bytes.
 * Errors:    as of a question. SERVICE_ABSENT: the server has no such interface, or
 *            what it is about is not there.
 */
#ifndef TIDEMARK_UPSTREAM_OPENAI_BATCH_H
#define TIDEMARK_UPSTREAM_OPENAI_BATCH_H

#include "upstream/openai.h"

#define OPENAI_BATCH_MARK "tidemark"	/* key of the metadata */

enum openai_batch_state {
	OPENAI_BATCH_WORKING,	/* and whatever else is not known */
	OPENAI_BATCH_COMPLETED,
	OPENAI_BATCH_FAILED,	/* none of its lines was asked */
	OPENAI_BATCH_EXPIRED,	/* some were */
	OPENAI_BATCH_CANCELLED	/* likewise */
};

struct openai_batch_seen {
	const char *id, *mark, *status;
	enum openai_batch_state state;
	const char *output_file, *error_file;	/* "" none */
	const char *error;		/* of a failed one */
	int64_t total, answered, failed;	/* lines; failed: of those answered */
};

struct openai_batches {
	const char *file;			/* that was uploaded */
	const struct openai_batch_seen *v;	/* newest first; a single one too */
	size_t n;
	const char *after;		/* the list goes on behind it; "" it ends */
};

struct service_call *openai_batch_upload(struct openai *, const char *name,
		    const struct sbuf *lines);
struct service_call *openai_batch_create(struct openai *, const char *file,
		    enum openai_api, const char *mark);
/* after: "" from the newest on. */
struct service_call *openai_batch_list(struct openai *, const char *after);
struct service_call *openai_batch_look(struct openai *, const char *id);
struct service_call *openai_batch_cancel(struct openai *, const char *id);
/* JSON lines: service_text(). */
struct service_call *openai_batch_fetch(struct openai *, const char *file);
struct service_call *openai_batch_remove(struct openai *, const char *file);
/* Of the first five. */
const struct openai_batches *openai_batch_of(const struct service_call *);

/* ---- the protocol alone ---- */

void		 openai_batch_add(struct sbuf *lines, const struct openai_options *,
		    const struct openai_question *, bool bare, const char *id);
/* False: it is no line of such a file. */
bool		 openai_batch_read(struct arena *, enum openai_api,
		    const char *line, size_t len, const char **id,
		    struct openai_answer *);
void		 openai_batch_see(struct arena *, struct json_object *,
		    struct openai_batch_seen *);

#endif
