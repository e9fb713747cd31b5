/* SPDX-License-Identifier: MIT */
/*
 * upstream/openai_batch - questions handed over as a file, answered within a day at
 * a lower price.
 *
 *	openai_batch_add(&lines, &options, &question, bare, "reply-17");   each
 *	openai_batch_upload(ob, "x.jsonl", &lines);
 *	while ((r = openai_batch_next(ob, 200)) == NULL)
 *		...			other work
 *	...				r->file; what it points to is the call's
 *	openai_batch_end(ob);
 *	openai_batch_create(ob, file, OPENAI_CHAT, mark); ...
 *
 * Source:    OpenAI's reference of /files and /batches: a file of JSON lines, a
 *            batch of it, its states, a file of answers and one of errors.
 * Shape:     one call at a time; none is repeated here, nor by libcurl: who asks
 *            decides what may be done twice. Only the creation of a batch costs
 *            money. The mark goes with it as metadata, by which openai_batch_list()
 *            finds a batch whose creation was never answered.
 * Lines:     come in any order, some in neither file; openai_batch_read() makes an
 *            answer of one by the same code as of a call (upstream/openai).
 * Units:     milliseconds, bytes.
 * Ownership: a reply lives until openai_batch_end().
 * Errors:    reply.result as of a call; none: the server has no such interface.
 */
#ifndef TIDEMARK_UPSTREAM_OPENAI_BATCH_H
#define TIDEMARK_UPSTREAM_OPENAI_BATCH_H

#include "upstream/openai.h"

struct openai_batch;

enum {
	OPENAI_BATCH_LINES_MAX = 50000,
	OPENAI_BATCH_ID_MAX = 64,
	/* The service takes 200 MB; this is held in memory, twice on its way. */
	OPENAI_BATCH_BYTES_MAX = 64 << 20
};

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

struct openai_batch_reply {
	enum openai_result result;
	const char *error, *code;	/* of all but OPENAI_OK, else "" */
	bool none;			/* 404 or 405 */
	int64_t wait_ms;		/* it asked to wait so long; -1 */
	const char *file;		/* that was uploaded */
	struct openai_batch_seen batch;	/* created, looked at, cancelled */
	struct openai_batch_seen *list;	/* newest first */
	size_t n;
	const char *after;		/* the list goes on; "" it ends */
	const char *text;		/* of a file */
	size_t len;
};

struct openai_batch *openai_batch_open(const struct openai_options *);
void		 openai_batch_close(struct openai_batch *);

void		 openai_batch_upload(struct openai_batch *, const char *name,
		    const struct sbuf *lines);
void		 openai_batch_create(struct openai_batch *, const char *file,
		    enum openai_api, const char *mark);
void		 openai_batch_list(struct openai_batch *, const char *after);
void		 openai_batch_look(struct openai_batch *, const char *id);
void		 openai_batch_cancel(struct openai_batch *, const char *id);
void		 openai_batch_fetch(struct openai_batch *, const char *file);
void		 openai_batch_remove(struct openai_batch *, const char *file);
/* NULL: it is still under way. */
const struct openai_batch_reply *openai_batch_next(struct openai_batch *,
		    int64_t wait_ms);
void		 openai_batch_end(struct openai_batch *);

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
