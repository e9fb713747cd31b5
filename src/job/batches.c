/* SPDX-License-Identifier: MIT */
#include "job/batches.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/queue.h"
#include "net/crypto.h"
#include "upstream/llm_batch.h"

#include <string.h>

enum {
	PIECE = 100,		/* lines that are added or settled in a round */
	LOOK_FIRST_S = 30,
	LOOK_MOST_S = 600,
	MAKE_MS = 2000,		/* between two looks whether one can be made */
	UNCLEAR_S = 60,		/* until a lost creation must be on the list */
	FETCH_TRIES = 6,	/* of a file that is broken or not there */
	GONE_TRIES = 6,		/* of a batch that is not there */
	BUSY_S = 3600,
	SKEW_S = 300,		/* that the service's clock may be away */
	BYTES_MOST = 64 << 20	/* of lines; services take more */
};

enum doing { NOTHING, MAKING, CALLING, SETTLING };
enum call { UPLOAD, CREATE, LIST, CONFIRM, LOOK, CANCEL, FETCH, REMOVE };

struct batches {
	const struct batch_kind *kind;
	void *ctx;
	struct paid *paid;
	struct llm_batch *service;
	struct arena *mem;		/* of the step under way */
	struct batch at;		/* that it is about */
	enum doing doing;
	enum call call;
	bool due;			/* something was, and more may be */
	int64_t make_ms;		/* none is made before */
	const char *file;		/* that is fetched or removed */
	const char *found;		/* on the list: ours, or maybe; "" none */
	/* the batch that is made, or was made by this run and not yet sent */
	int64_t made;
	int64_t last_mark;
	struct sbuf lines;
	size_t n_lines;
	/* the file whose lines are settled */
	const char *rest, *end;
	int64_t read;			/* of them so far */
	bool broken;
};

struct batches *
batches_begin(struct arena *mem, const struct batch_kind *kind, void *ctx,
    struct paid *paid, const struct llm_options *opt)
{
	struct batches *bs = arena_alloc(mem, sizeof(*bs));

	*bs = (struct batches){ .kind = kind, .ctx = ctx, .paid = paid,
		.mem = arena_begin(), .service = llm_batch_open(opt), .found = "" };
	return bs;
}

void
batches_end(struct batches *bs)
{
	llm_batch_close(bs->service);
	sbuf_free(&bs->lines);
	arena_end(bs->mem);
}

/* Of the day's cap, less the quarter that batches leave. */
static int64_t
money(const struct batches *bs)
{
	const struct paid_now *now = &bs->paid->now;

	return now->cap - now->cap / 4 - now->spent - now->kept -
	    bs->paid->flying;
}

bool
batches_pay(int64_t *money, int64_t most)
{
	bool enough = most <= *money;

	*money = enough ? *money - most : -1;
	return enough;
}

static const char *
prefix_of(const struct batch_kind *kind, const struct batch *b)
{
	return kind->prefix != NULL ? kind->prefix : b->mark;
}

const char *
batches_id(struct arena *mem, const struct batch_kind *kind,
    const struct batch *b, int64_t item)
{
	return arena_fmt(mem, "%s-%lld", prefix_of(kind, b), (long long)item);
}

bool
batches_rest(const struct batches *bs)
{
	return bs->doing == NOTHING;
}

bool
batches_busy(const struct batches *bs)
{
	return bs->doing != NOTHING || bs->due;
}

static void
step_end(struct batches *bs)
{
	llm_batch_end(bs->service);
	bs->doing = NOTHING;
	bs->due = true;
	bs->make_ms = 0;
	arena_reset(bs->mem);
}

static void
called(struct batches *bs, enum call call)
{
	bs->call = call;
	bs->doing = CALLING;
}

/* The next step is due at once, or after so many seconds. */
static enum rc
save(struct job *job, struct batches *bs, int64_t wait_s)
{
	return batch_save(job->db, job->mem, &bs->at, wait_s);
}

static enum rc
forward(struct job *job, struct batches *bs, int64_t wait_s)
{
	bs->at.tries = 0;
	/* why it was refused is still to be told */
	if (strcmp(bs->at.told, "failed") != 0)
		bs->at.problem = "";
	return save(job, bs, wait_s);
}

static int64_t
look_s(int64_t tries)
{
	return paid_wait_s(tries, LOOK_FIRST_S, LOOK_MOST_S);
}

/* ---- making one ---- */

/* Smaller ones after refusals: what is queued at the service has limits too. */
static size_t
lines_most(const struct job *job, const struct batches *bs, int64_t refused)
{
	size_t most = bs->kind->lines_most(job);

	while (refused-- > 0 && most > 1)
		most /= 2;
	return most;
}

/* *full: it takes no more. */
static enum rc
add_lines(struct job *job, struct batches *bs, size_t n, size_t most,
    bool *full)
{
	struct batch_line *line = arena_array(job->mem, n, sizeof(*line));
	int64_t left = money(bs);
	size_t added = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && !*full && i < n; i++) {
		bool is_line = false;

		rc = bs->kind->line(job, bs->ctx, &bs->at, i, &left,
		    &bs->lines, &line[added], &is_line);
		added += is_line;
		*full = left < 0 || bs->n_lines + added >= most ||
		    bs->lines.len >= BYTES_MOST;
		bs->last_mark = bs->kind->mark_id(bs->ctx, i);
	}
	if (rc == RC_OK && added > 0)
		rc = batch_add(job->db, job->mem, bs->at.id, line, added);
	bs->n_lines += added;
	return rc;
}

static void
unmake(struct batches *bs)
{
	bs->made = 0;
	bs->n_lines = 0;
	sbuf_free(&bs->lines);
}

/* All lines are there, or it has none and is forgotten. */
static enum rc
made(struct job *job, struct batches *bs)
{
	enum rc rc = RC_OK;
	bool empty = bs->n_lines == 0;

	if (empty) {
		rc = batch_drop(job->db, job->mem, bs->at.id);
		unmake(bs);
	} else {
		LOG(INFO, "batch_made", L_INT("batch", bs->at.id), L_INT("lines",
		    (int64_t)bs->n_lines), L_INT("bytes",
		    (int64_t)bs->lines.len));
	}
	step_end(bs);
	bs->make_ms = empty ? clock_mono_ms() + MAKE_MS : 0;
	return rc;
}

static enum rc
make_more(struct job *job, struct batches *bs)
{
	const char *why;
	int64_t refused = 0;
	bool full = false;
	size_t n = 0;
	enum rc rc = batch_failures(job->db, job->mem, bs->at.job, &refused,
	    &why);

	if (rc == RC_OK)
		rc = bs->kind->marks(job, bs->ctx, bs->at.job, bs->last_mark,
		    PIECE, &n);
	if (rc == RC_OK)
		rc = bs->kind->refresh(job, bs->ctx);
	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = db_end(job->db, add_lines(job, bs, n, lines_most(job, bs,
		    refused), &full));
	if (rc != RC_OK) {
		/* what is in memory may be more than what is stored */
		unmake(bs);
		step_end(bs);
		return rc;
	}
	return full || n < PIECE ? made(job, bs) : RC_OK;
}

static bool
has_batch(const struct batch_seen *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!b[i].cancel)
			return true;
	return false;
}

/* Whether there is enough for one: what failed in the last goes with the next, and
 * the end of a backlog in one batch and not in ten. */
static enum rc
may_make(struct job *job, struct batches *bs, int64_t backlog, bool *may)
{
	struct batch_seen *open;
	size_t n = 0, n_open, enough;
	enum rc rc = batch_list(job->db, job->mem, bs->kind->subject, backlog,
	    &open, &n_open);

	*may = false;
	if (rc != RC_OK)
		return rc;
	enough = has_batch(open, n_open) ? bs->kind->lines_most(job) : 1;
	rc = bs->kind->marks(job, bs->ctx, backlog, 0, (int64_t)enough, &n);
	*may = rc == RC_OK && n >= enough && money(bs) > 0;
	return rc;
}

static enum rc
make(struct job *job, struct batches *bs, int64_t backlog)
{
	char mark[CRYPTO_TOKEN_SIZE];
	bool may = false;
	enum rc rc = may_make(job, bs, backlog, &may);

	bs->make_ms = clock_mono_ms() + MAKE_MS;
	if (rc != RC_OK || !may)
		return rc;
	crypto_token(mark);
	unmake(bs);
	bs->at = (struct batch){ .subject = bs->kind->subject, .job = backlog,
		.mark = arena_text(bs->mem, mark), .api = "", .model = "",
		.batch = "", .input_file = "", .output_file = "",
		.error_file = "", .told = "", .problem = "" };
	rc = bs->kind->begin(job, bs->ctx, bs->mem, &bs->at);
	if (rc == RC_OK)
		rc = batch_begin(job->db, job->mem, &bs->at);
	if (rc != RC_OK)
		return rc;
	bs->made = bs->at.id;
	bs->last_mark = 0;
	bs->doing = MAKING;
	return RC_OK;
}

/* ---- steps ---- */

static enum openai_api
api_of(const struct batch *b)
{
	return strcmp(b->api, "responses") == 0 ? OPENAI_RESPONSES :
	    OPENAI_CHAT;
}

static void
create(struct batches *bs, const struct sbuf *lines)
{
	llm_batch_create(bs->service, &(struct llm_batch_new){
	    .file = bs->at.input_file, .mark = bs->at.mark,
	    .api = api_of(&bs->at), .lines = lines });
	called(bs, CREATE);
}

/* The lines themselves go along: that it may have been created is known first. */
static enum rc
create_of_lines(struct job *job, struct batches *bs)
{
	enum rc rc;

	bs->at.state = BATCH_SENDING;
	rc = save(job, bs, 0);
	if (rc == RC_OK)
		create(bs, &bs->lines);
	unmake(bs);
	return rc;
}

static enum rc
start_making(struct job *job, struct batches *bs)
{
	if (bs->at.id == bs->made && bs->n_lines > 0 && !bs->at.cancel) {
		if (!llm_batch_by_file(bs->service))
			return create_of_lines(job, bs);
		llm_batch_upload(bs->service, arena_fmt(bs->mem,
		    "tidemark-%lld.jsonl", (long long)bs->at.id), &bs->lines);
		called(bs, UPLOAD);
		return RC_OK;
	}
	/* of a run that was ended: its lines are in no memory any more */
	if (bs->at.id == bs->made)
		unmake(bs);
	return batch_drop(job->db, job->mem, bs->at.id);
}

/* made: this run has stored the file just now and asked for no batch of it. Without
 * a file, input_file is what was on the list and is not ours. */
static enum rc
start_sending(struct batches *bs)
{
	bool first = bs->made == bs->at.id;

	unmake(bs);
	bs->found = "";
	if (first) {
		create(bs, NULL);
		return RC_OK;
	}
	llm_batch_list(bs->service, llm_batch_by_file(bs->service) ? "" :
	    bs->at.input_file);
	called(bs, LIST);
	return RC_OK;
}

static enum rc
start_running(struct batches *bs)
{
	if (bs->at.cancel && strcmp(bs->at.told, "cancelling") != 0) {
		llm_batch_cancel(bs->service, bs->at.batch);
		called(bs, CANCEL);
	} else {
		llm_batch_look(bs->service, bs->at.batch);
		called(bs, LOOK);
	}
	return RC_OK;
}

static const char *
file_of(const struct batch *b)
{
	return *b->output_file ? b->output_file : b->error_file;
}

static enum rc settle_rest(struct job *, struct batches *);

static enum rc
start_fetching(struct job *job, struct batches *bs)
{
	bs->file = file_of(&bs->at);
	if (*bs->file != '\0') {
		llm_batch_fetch(bs->service, bs->file);
		called(bs, FETCH);
		return RC_OK;
	}
	return settle_rest(job, bs);
}

static enum rc
start(struct job *job, struct batches *bs)
{
	switch (bs->at.state) {
	case BATCH_MAKING:
		return start_making(job, bs);
	case BATCH_SENDING:
		return start_sending(bs);
	case BATCH_RUNNING:
		return start_running(bs);
	case BATCH_FETCHING:
		break;
	}
	return start_fetching(job, bs);
}

/* ---- what calls come to ---- */

/* A step that came to nothing is done again later. */
static enum rc
again(struct job *job, struct batches *bs, const struct llm_batch_reply *r,
    int64_t wait_s)
{
	int64_t told = r->wait_ms / 1000;

	bs->at.tries++;
	bs->at.problem = r->error;
	if (told > wait_s)
		wait_s = told < BUSY_S ? told : BUSY_S;
	LOG(WARN, "batch_waits", L_INT("batch", bs->at.id), L_STR("why",
	    r->error), L_INT("seconds", wait_s));
	return save(job, bs, wait_s);
}

static enum rc
no_batches(struct job *job, struct batches *bs, const char *why)
{
	enum rc rc = db_begin(job->db);

	LOG(WARN, "no_batches", L_STR("why", why));
	unmake(bs);
	if (rc == RC_OK)
		rc = batch_drop(job->db, job->mem, bs->at.id);
	if (rc == RC_OK)
		rc = asking_no_batch(job->db, job->mem, bs->paid->of, true);
	return db_end(job->db, rc);
}

/* Before there is a batch: of the service, of the server's kind, or of the file. */
static enum rc
refused(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	int64_t wait = look_s(bs->at.tries);
	enum rc rc = RC_OK;

	if (r->result == SERVICE_ABSENT)
		return no_batches(job, bs, r->error);
	if (r->result == SERVICE_AWAY || r->result == SERVICE_CONFIG ||
	    r->result == SERVICE_QUOTA)
		rc = paid_close(job, bs->paid, r->error, &wait);
	if (rc != RC_OK || (r->result != SERVICE_CONTENT &&
	    r->result != SERVICE_LONG))
		return rc == RC_OK ? again(job, bs, r, wait) : rc;
	bs->at.state = BATCH_FETCHING;
	bs->at.told = "failed";
	bs->at.problem = arena_fmt(bs->mem, "the service refused the batch: %s",
	    r->error);
	return save(job, bs, 0);
}

static enum rc
take_upload(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	if (r->result != SERVICE_OK)
		return refused(job, bs, r);
	bs->at.state = BATCH_SENDING;
	bs->at.input_file = r->file;
	return forward(job, bs, 0);
}

static enum rc
take_seen(struct job *job, struct batches *bs,
    const struct llm_batch_seen *seen)
{
	bool ended = seen->ended;
	bool same = strcmp(bs->at.told, seen->status) == 0 &&
	    bs->at.answered == seen->answered && *bs->at.problem == '\0';
	int64_t looks = same ? bs->at.tries : 0;

	if (bs->at.state == BATCH_SENDING)
		LOG(INFO, "batch_created", L_INT("batch", bs->at.id), L_STR("id",
		    seen->id));
	bs->at.batch = seen->id;
	bs->at.state = ended ? BATCH_FETCHING : BATCH_RUNNING;
	bs->at.told = seen->status;
	bs->at.answered = seen->answered;
	bs->at.failed = seen->failed;
	bs->at.output_file = seen->output_file;
	bs->at.error_file = seen->error_file;
	bs->at.problem = seen->error;
	bs->at.tries = ended ? 0 : looks + 1;
	return save(job, bs, ended ? 0 : look_s(looks));
}

static enum rc
take_created(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	enum rc rc;

	/* whatever was answered, the list is asked before another one is made */
	if (r->result == SERVICE_UNCLEAR || r->result == SERVICE_BUSY)
		return again(job, bs, r, UNCLEAR_S);
	if (r->result != SERVICE_OK)
		return refused(job, bs, r);
	rc = take_seen(job, bs, &r->batch);
	if (rc == RC_OK && bs->paid->now.no_batch)
		rc = asking_no_batch(job->db, job->mem, bs->paid->of, false);
	return rc == RC_OK ? paid_well(job, bs->paid) : rc;
}

/* Nothing there is ours: of a file that is there it is created now; lines that went
 * along are in no memory any more, and their marks go into another. */
static enum rc
not_created(struct job *job, struct batches *bs, bool *more)
{
	*more = !bs->at.cancel && llm_batch_by_file(bs->service);
	if (!*more)
		return batch_drop(job->db, job->mem, bs->at.id);
	llm_batch_end(bs->service);
	create(bs, NULL);
	return RC_OK;
}

static enum rc
created(struct job *job, struct batches *bs, const char *id)
{
	if (!llm_batch_by_file(bs->service))
		bs->at.input_file = "";
	bs->at.batch = id;
	bs->at.state = BATCH_RUNNING;
	return forward(job, bs, 0);
}

static enum rc
list_on(struct batches *bs, const struct llm_batch_reply *r)
{
	const char *after = arena_text(bs->mem, r->after);

	llm_batch_end(bs->service);
	llm_batch_list(bs->service, after);
	return RC_OK;
}

/* Until its end: a batch with our mark is ours, the oldest of several. */
static enum rc
take_marked(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r, bool *more)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].mark, bs->at.mark) == 0)
			bs->found = arena_text(bs->mem, r->list[i].id);
	*more = *bs->found == '\0' && *r->after != '\0';
	if (*more)
		return list_on(bs, r);
	return *bs->found != '\0' ? created(job, bs, bs->found) :
	    not_created(job, bs, more);
}

/* It may be ours: created when ours would have been, with as many lines, and none
 * that we know. */
static enum rc
may_be_ours(struct job *job, const struct batches *bs,
    const struct llm_batch_seen *seen, bool *maybe)
{
	int64_t known = 0;
	enum rc rc;

	*maybe = seen->created_at >= bs->at.begun_at - SKEW_S &&
	    (seen->total == 0 || seen->total == bs->at.lines);
	if (!*maybe)
		return RC_OK;
	rc = batch_known(job->db, job->mem, seen->id, &known);
	*maybe = known == 0;
	return rc;
}

/* Whose a batch is, its results tell, and they are there when it has ended. */
static enum rc
confirm(struct job *job, struct batches *bs, const struct llm_batch_seen *seen,
    bool *more)
{
	if (!seen->ended) {
		bs->at.problem = arena_fmt(bs->mem, "whether it was created is "
		    "not known before the batch %s has ended", seen->id);
		return save(job, bs, look_s(bs->at.tries++));
	}
	*more = true;
	bs->found = arena_text(bs->mem, seen->id);
	llm_batch_end(bs->service);
	llm_batch_fetch(bs->service, bs->found);
	called(bs, CONFIRM);
	return RC_OK;
}

static enum rc
take_unmarked(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r, bool *more)
{
	bool maybe = false;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < r->n; i++) {
		rc = may_be_ours(job, bs, &r->list[i], &maybe);
		if (rc == RC_OK && maybe)
			return confirm(job, bs, &r->list[i], more);
	}
	*more = rc == RC_OK && *r->after != '\0' && r->n > 0 &&
	    r->list[r->n - 1].created_at >= bs->at.begun_at - SKEW_S;
	if (*more)
		return list_on(bs, r);
	return rc == RC_OK ? not_created(job, bs, more) : rc;
}

static enum rc
take_list(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r, bool *more)
{
	if (r->result != SERVICE_OK)
		return again(job, bs, r, look_s(bs->at.tries));
	return llm_batch_by_file(bs->service) ? take_marked(job, bs, r, more) :
	    take_unmarked(job, bs, r, more);
}

/* Not ours: the list is gone through behind it. */
static enum rc
take_confirm(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	if (r->result != SERVICE_OK && bs->at.tries + 1 < GONE_TRIES)
		return again(job, bs, r, look_s(bs->at.tries));
	if (r->result == SERVICE_OK && memmem(r->text, r->len, bs->at.mark,
	    strlen(bs->at.mark)) != NULL)
		return created(job, bs, bs->found);
	bs->at.input_file = bs->found;
	return forward(job, bs, 0);
}

static enum rc
take_look(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	if (r->result == SERVICE_OK)
		return take_seen(job, bs, &r->batch);
	/* it cannot be cancelled any more, or is not there any more */
	if (bs->call == CANCEL && r->result == SERVICE_CONTENT) {
		bs->at.told = "cancelling";
		return forward(job, bs, 0);
	}
	if (*bs->at.problem == '\0')
		bs->at.tries = 0;	/* these were looks */
	if (r->result != SERVICE_ABSENT || bs->at.tries + 1 < GONE_TRIES)
		return again(job, bs, r, look_s(bs->at.tries));
	LOG(ERROR, "batch_gone", L_INT("batch", bs->at.id), L_STR("id",
	    bs->at.batch));
	bs->at.state = BATCH_FETCHING;
	bs->at.told = "gone";
	return save(job, bs, 0);
}

/* The file at hand is done with. */
static enum rc
next_file(struct job *job, struct batches *bs)
{
	const char **all[] = { &bs->at.output_file, &bs->at.error_file,
		&bs->at.input_file };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(*all[i], bs->file) == 0)
			*all[i] = "";
	return forward(job, bs, 0);
}

static enum rc
take_file(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r, bool *more)
{
	if (r->result == SERVICE_OK) {
		bs->rest = r->text;
		bs->end = r->text + r->len;
		bs->broken = false;
		bs->read = 0;
		bs->doing = SETTLING;
		*more = true;
		return RC_OK;
	}
	if (r->result == SERVICE_ABSENT && bs->at.tries + 1 >= FETCH_TRIES)
		return next_file(job, bs);
	return again(job, bs, r, look_s(bs->at.tries));
}

static enum rc
take_reply(struct job *job, struct batches *bs,
    const struct llm_batch_reply *r)
{
	bool more = false;
	enum rc rc = RC_OK;

	if (r->result != SERVICE_STOPPED) {
		switch (bs->call) {
		case UPLOAD:
			rc = take_upload(job, bs, r);
			break;
		case CREATE:
			rc = take_created(job, bs, r);
			break;
		case LIST:
			rc = take_list(job, bs, r, &more);
			break;
		case CONFIRM:
			rc = take_confirm(job, bs, r);
			break;
		case LOOK:
		case CANCEL:
			rc = take_look(job, bs, r);
			break;
		case FETCH:
			rc = take_file(job, bs, r, &more);
			break;
		case REMOVE:
			/* or not: the service forgets files by itself */
			rc = next_file(job, bs);
			break;
		}
	}
	/* what was answered is kept until the database is back */
	if (!more && rc != RC_DB_DOWN)
		step_end(bs);
	return rc;
}

/* ---- answers ---- */

static enum rc
settle_lost(struct job *job, struct batches *bs, const struct batch_line *line,
    const struct llm_answer *answer)
{
	enum rc rc = db_begin(job->db);

	LOG(ERROR, "batch_line_lost", L_INT("batch", bs->at.id), L_INT("line",
	    line->item));
	if (rc == RC_OK)
		rc = batch_settle(job->db, job->mem, bs->at.id, line->item);
	if (rc == RC_OK)
		rc = bs->kind->lost(job, bs->ctx, &bs->at, line, answer);
	return db_end(job->db, rc);
}

/* What the answer is, its cost, mark and line, all or none. */
static enum rc
settle(struct job *job, struct batches *bs, const struct batch_line *line,
    const struct llm_answer *answer)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = batch_settle(job->db, job->mem, bs->at.id, line->item);
	if (rc == RC_OK)
		rc = bs->kind->store(job, bs->ctx, &bs->at, line, answer);
	rc = db_end(job->db, rc);
	if (rc != RC_OK && rc != RC_DB_DOWN && rc != RC_NOT_FOUND)
		rc = settle_lost(job, bs, line, answer);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* What a line of a file is about; 0: none of ours. */
static int64_t
item_of(const struct batches *bs, const char *id)
{
	const char *prefix = prefix_of(bs->kind, &bs->at);
	size_t len = strlen(prefix);
	int64_t n;

	return strncmp(id, prefix, len) == 0 && id[len] == '-' &&
	    parse_int(id + len + 1, 1, INT64_MAX, &n) ? n : 0;
}

static enum rc
settle_line(struct job *job, struct batches *bs, const char *text, size_t len)
{
	struct batch_line line;
	struct llm_answer answer;
	const char *id;
	enum rc rc;

	if (!llm_batch_read(bs->service, api_of(&bs->at), job->mem, text, len,
	    &id, &answer)) {
		bs->broken = true;
		return RC_OK;
	}
	bs->read++;
	rc = batch_line(job->db, job->mem, bs->at.id, item_of(bs, id), &line);
	if (rc != RC_NOT_FOUND)
		return rc == RC_OK ? settle(job, bs, &line, &answer) : rc;
	/* a file that is read again, or an answer that nobody asked for */
	LOG(DEBUG, "batch_line_known", L_INT("batch", bs->at.id), L_STR("id",
	    id));
	return RC_OK;
}

/* It has fewer lines than the service counts. */
static bool
is_short(const struct batches *bs)
{
	return bs->read < (strcmp(bs->file, bs->at.output_file) == 0 ?
	    bs->at.answered - bs->at.failed : bs->at.failed);
}

/* A file that is broken or short is fetched again: what is missing may be there
 * then, and was paid for. */
static enum rc
file_end(struct job *job, struct batches *bs)
{
	enum rc rc;

	if ((bs->broken || is_short(bs)) && bs->at.tries + 1 < FETCH_TRIES) {
		bs->at.tries++;
		bs->at.problem = "the file of answers is not whole; it is fetched "
		    "again";
		LOG(WARN, "batch_file_broken", L_INT("batch", bs->at.id));
		rc = save(job, bs, look_s(bs->at.tries));
		step_end(bs);
		return rc;
	}
	llm_batch_end(bs->service);
	llm_batch_remove(bs->service, bs->file);
	called(bs, REMOVE);
	return RC_OK;
}

static enum rc
settle_more(struct job *job, struct batches *bs)
{
	enum rc rc = RC_OK;

	for (int i = 0; rc == RC_OK && i < PIECE && bs->rest < bs->end; i++) {
		size_t left = (size_t)(bs->end - bs->rest);
		const char *nl = memchr(bs->rest, '\n', left);
		size_t len = nl != NULL ? (size_t)(nl - bs->rest) : left;

		if (len > 0)
			rc = settle_line(job, bs, bs->rest, len);
		if (rc == RC_OK)
			bs->rest += len + (nl != NULL);
	}
	return rc == RC_OK && bs->rest == bs->end ? file_end(job, bs) : rc;
}

/* Lines that no file has: not asked for, or their answer was lost. */
static struct llm_answer
no_answer(const struct batches *bs, int64_t refusals)
{
	bool asked = strcmp(bs->at.told, "completed") == 0 ||
	    strcmp(bs->at.told, "gone") == 0;

	return (struct llm_answer){ .result = asked ? SERVICE_UNCLEAR :
		SERVICE_UNASKED, .text = "", .model = "",
		.error = "the batch ended without an answer to this",
		.wait_ms = refusals > 0 ? queue_wait_s(refusals) * 1000 : -1 };
}

static enum rc
settle_rest(struct job *job, struct batches *bs)
{
	struct batch_line *line;
	const char *why;
	int64_t refusals = 0;
	struct llm_answer answer;
	size_t n = 0;
	enum rc rc = RC_OK;

	if (strcmp(bs->at.told, "failed") == 0) {
		rc = batch_failures(job->db, job->mem, bs->at.job, &refusals,
		    &why);
		refusals++;
	}
	answer = no_answer(bs, refusals);
	if (rc == RC_OK)
		rc = batch_rest(job->db, job->mem, bs->at.id, PIECE, &line, &n);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = settle(job, bs, &line[i], &answer);
	if (rc != RC_OK || n > 0)
		return rc;
	if (*bs->at.input_file != '\0') {
		bs->file = bs->at.input_file;
		llm_batch_remove(bs->service, bs->file);
		called(bs, REMOVE);
		return RC_OK;
	}
	LOG(INFO, "batch_ended", L_INT("batch", bs->at.id), L_STR("as",
	    bs->at.told), L_INT("lines", bs->at.lines));
	return batch_end(job->db, job->mem, bs->at.id);
}

/* ---- rounds ---- */

static enum rc
begin(struct job *job, struct batches *bs, int64_t backlog)
{
	enum rc rc = batch_due(job->db, bs->mem, bs->kind->subject, &bs->at);

	if (rc == RC_OK) {
		/* a step without a call is done, and more may be due */
		rc = start(job, bs);
		if (bs->doing == NOTHING)
			arena_reset(bs->mem);
		bs->due = rc == RC_OK;
		return rc;
	}
	bs->due = false;
	if (rc == RC_NOT_FOUND)
		rc = RC_OK;
	if (rc == RC_OK && backlog != 0 && bs->made == 0 &&
	    clock_mono_ms() >= bs->make_ms)
		rc = make(job, bs, backlog);
	return rc;
}

enum rc
batches_round(struct job *job, struct batches *bs, int64_t backlog,
    int64_t wait_ms)
{
	const struct llm_batch_reply *r;

	switch (bs->doing) {
	case NOTHING:
		return begin(job, bs, backlog);
	case MAKING:
		return make_more(job, bs);
	case SETTLING:
		return settle_more(job, bs);
	case CALLING:
		break;
	}
	r = llm_batch_next(bs->service, wait_ms);
	return r != NULL ? take_reply(job, bs, r) : RC_OK;
}
