/* SPDX-License-Identifier: MIT */
#include "upstream/llm_batch.h"

#include "base/arena.h"
#include "upstream/openai_batch.h"

#include <string.h>

enum call { FILE_UP, ONE, LIST, TEXT, NOTHING };

struct llm_batch {
	struct arena *own, *mem;	/* mem: of the call */
	struct openai *openai;		/* or NULL */
	struct anthropic *anthropic;	/* or NULL */
	const char *key;
	struct service_call *call;	/* NULL none */
	enum call kind;
	struct llm_batch_reply reply;
	bool read;			/* reply is there */
};

struct llm_batch *
llm_batch_open(const struct llm_options *opt)
{
	struct arena *own = arena_begin();
	struct llm_batch *lb = arena_alloc(own, sizeof(*lb));

	*lb = (struct llm_batch){ .own = own, .mem = arena_begin() };
	if (opt->anthropic.base_url != NULL) {
		lb->anthropic = anthropic_open(&opt->anthropic);
		lb->key = arena_text(own, opt->anthropic.key);
	} else {
		lb->openai = openai_open(&opt->openai);
		lb->key = arena_text(own, opt->openai.key);
	}
	return lb;
}

void
llm_batch_close(struct llm_batch *lb)
{
	if (lb == NULL)
		return;
	llm_batch_end(lb);
	anthropic_close(lb->anthropic);
	openai_close(lb->openai);
	arena_end(lb->mem);
	arena_end(lb->own);
}

bool
llm_batch_by_file(const struct llm_batch *lb)
{
	return lb->openai != NULL;
}

void
llm_batch_end(struct llm_batch *lb)
{
	if (lb->call != NULL && lb->openai != NULL)
		openai_end(lb->openai, lb->call);
	else if (lb->call != NULL)
		anthropic_end(lb->anthropic, lb->call);
	lb->call = NULL;
	lb->read = false;
	arena_reset(lb->mem);
}

/* ---- calls ---- */

static void
called(struct llm_batch *lb, enum call kind, struct service_call *call)
{
	lb->kind = kind;
	lb->call = call;
}

void
llm_batch_upload(struct llm_batch *lb, const char *name,
    const struct sbuf *lines)
{
	called(lb, FILE_UP, openai_batch_upload(lb->openai, name, lines));
}

void
llm_batch_create(struct llm_batch *lb, const struct llm_batch_new *b)
{
	called(lb, ONE, lb->openai != NULL ? openai_batch_create(lb->openai,
	    b->file, b->api, b->mark) : anthropic_batch_create(lb->anthropic,
	    b->lines, NULL));
}

void
llm_batch_list(struct llm_batch *lb, const char *after)
{
	called(lb, LIST, lb->openai != NULL ? openai_batch_list(lb->openai,
	    after) : anthropic_batch_list(lb->anthropic, after, NULL));
}

void
llm_batch_look(struct llm_batch *lb, const char *id)
{
	called(lb, ONE, lb->openai != NULL ? openai_batch_look(lb->openai, id) :
	    anthropic_batch_look(lb->anthropic, id, NULL));
}

void
llm_batch_cancel(struct llm_batch *lb, const char *id)
{
	called(lb, ONE, lb->openai != NULL ? openai_batch_cancel(lb->openai,
	    id) : anthropic_batch_cancel(lb->anthropic, id, NULL));
}

void
llm_batch_fetch(struct llm_batch *lb, const char *file)
{
	called(lb, TEXT, lb->openai != NULL ? openai_batch_fetch(lb->openai,
	    file) : anthropic_batch_results(lb->anthropic, file, NULL));
}

void
llm_batch_remove(struct llm_batch *lb, const char *file)
{
	called(lb, NOTHING, lb->openai != NULL ?
	    openai_batch_remove(lb->openai, file) : NULL);
}

/* ---- what is answered ---- */

static struct llm_batch_seen
seen_openai(const struct openai_batch_seen *b)
{
	return (struct llm_batch_seen){ b->id, b->mark, b->status,
		b->state != OPENAI_BATCH_WORKING, b->output_file, b->error_file,
		b->error, b->total, b->answered, b->failed, 0 };
}

static const char *
status_of(const struct anthropic_batch *b)
{
	switch (b->state) {
	case ANTHROPIC_BATCH_WORKING:
		break;
	case ANTHROPIC_BATCH_CANCELING:
		return "cancelling";
	case ANTHROPIC_BATCH_ENDED:
		return b->canceled > 0 ? "cancelled" : b->expired > 0 ?
		    "expired" : "completed";
	}
	return b->status;
}

static struct llm_batch_seen
seen_anthropic(const struct anthropic_batch *b)
{
	bool ended = b->state == ANTHROPIC_BATCH_ENDED;
	int64_t answered = b->succeeded + b->errored + b->canceled + b->expired;

	return (struct llm_batch_seen){ .id = b->id, .mark = "",
		.status = status_of(b), .ended = ended,
		.output_file = ended ? b->id : "", .error_file = "",
		.error = "", .total = answered + b->processing,
		.answered = answered, .created_at = b->created_at };
}

static void
read_openai(struct llm_batch *lb, const struct openai_batches *bs)
{
	struct llm_batch_reply *r = &lb->reply;
	struct llm_batch_seen *list = arena_array(lb->mem, bs->n,
	    sizeof(*list));

	for (size_t i = 0; i < bs->n; i++)
		list[i] = seen_openai(&bs->v[i]);
	r->file = bs->file;
	r->list = list;
	r->n = bs->n;
	r->after = bs->after;
}

static void
read_anthropic(struct llm_batch *lb, const struct anthropic_batches *bs)
{
	struct llm_batch_reply *r = &lb->reply;
	struct llm_batch_seen *list = arena_array(lb->mem, bs->n,
	    sizeof(*list));

	for (size_t i = 0; i < bs->n; i++)
		list[i] = seen_anthropic(&bs->v[i]);
	r->list = list;
	r->n = bs->n;
	r->after = bs->after;
}

static void
read_reply(struct llm_batch *lb)
{
	static const struct service_said nothing = { .error = "",
		.wait_ms = -1 };
	const struct service_said *said = lb->call != NULL ? &lb->call->said :
	    &nothing;
	struct llm_batch_reply *r = &lb->reply;

	*r = (struct llm_batch_reply){ .result = said->result,
		.error = said->error, .wait_ms = said->wait_ms, .file = "",
		.after = "", .text = "" };
	if (said->result != SERVICE_OK || lb->kind == NOTHING)
		return;
	if (lb->kind == TEXT)
		r->text = service_text(lb->call, &r->len);
	else if (lb->openai != NULL)
		read_openai(lb, openai_batch_of(lb->call));
	else
		read_anthropic(lb, anthropic_batch_of(lb->call));
	if (lb->kind == ONE)
		r->batch = r->list[0];
}

const struct llm_batch_reply *
llm_batch_next(struct llm_batch *lb, int64_t wait_ms)
{
	if (lb->read)
		return &lb->reply;
	if (lb->call != NULL && (lb->openai != NULL ?
	    openai_next(lb->openai, wait_ms) :
	    anthropic_next(lb->anthropic, wait_ms)) == NULL)
		return NULL;
	read_reply(lb);
	lb->read = true;
	return &lb->reply;
}

/* ---- lines ---- */

bool
llm_batch_read(const struct llm_batch *lb, enum openai_api api,
    struct arena *mem, const char *line, size_t len, const char **id,
    struct llm_answer *a)
{
	struct anthropic_answer an;
	struct openai_answer ai;

	if (lb->anthropic != NULL) {
		if (!anthropic_batch_read(mem, line, len, id, &an))
			return false;
		service_hide(lb->key, &an.said);
		*a = llm_of_anthropic(&an);
		return true;
	}
	if (!openai_batch_read(mem, api, line, len, id, &ai))
		return false;
	service_hide(lb->key, &ai.said);
	*a = llm_of_openai(&ai);
	return true;
}
