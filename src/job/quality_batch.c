/* SPDX-License-Identifier: MIT */
#include "job/quality_batch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/question.h"
#include "model/batch.h"
#include "model/carry.h"
#include "model/rubric.h"
#include "net/crypto.h"
#include "upstream/openai_batch.h"

#include <string.h>

enum {
	PIECE = 100,		/* lines that are added or settled in a round */
	LOOK_FIRST_S = 30,
	LOOK_MOST_S = 600,
	MAKE_MS = 2000,		/* between two looks whether one can be made */
	UNCLEAR_S = 60,		/* until a lost creation must be on the list */
	FETCH_TRIES = 6,	/* of a file that is broken or not there */
	GONE_TRIES = 6,		/* of a batch that is not there */
	BUSY_S = 3600
};

#define ID "reply-"

enum doing { NOTHING, MAKING, CALLING, SETTLING };
enum call { UPLOAD, CREATE, LIST, LOOK, CANCEL, FETCH, REMOVE };

struct batches {
	struct openai_batch *service;
	struct asker *by;
	struct arena *mem;		/* of the step under way */
	struct batch at;		/* that it is about */
	enum doing doing;
	enum call call;
	bool due;			/* something was, and more may be */
	int64_t make_ms;		/* none is made before */
	const char *file;		/* that is fetched or removed */
	struct openai_batch_seen found;	/* on the pages of the list so far */
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
batches_begin(struct arena *mem, struct asker *by)
{
	struct batches *bs = arena_alloc(mem, sizeof(*bs));

	*bs = (struct batches){ .by = by, .mem = arena_begin(),
		.service = openai_batch_open(&by->opt) };
	return bs;
}

void
batches_end(struct batches *bs)
{
	openai_batch_close(bs->service);
	sbuf_free(&bs->lines);
	arena_end(bs->mem);
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
	openai_batch_end(bs->service);
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
	int64_t s = LOOK_FIRST_S;

	while (tries-- > 0 && s < LOOK_MOST_S)
		s *= 2;
	return s < LOOK_MOST_S ? s : LOOK_MOST_S;
}

/* ---- making one ---- */

static enum openai_api
api_of(const struct batch *b)
{
	return strcmp(b->api, "responses") == 0 ? OPENAI_RESPONSES :
	    OPENAI_CHAT;
}

/* Smaller ones after refusals: what is queued at the service has limits too. */
static size_t
lines_most(const struct job *job, int64_t refused)
{
	int64_t most = job->conf->openai_batch_lines;

	while (refused-- > 0 && most > 1)
		most /= 2;
	return (size_t)most;
}

/* Of the day's cap, what is spent and kept back already not taken. */
static int64_t
money_left(const struct asker *by)
{
	int64_t cap = by->state.set.daily_cap;

	return cap - cap / 4 - by->state.cost - by->state.kept -
	    by->flying_cost;
}

/* A question for a line, or NULL: it is needless, or there is no room for it. */
static enum rc
consider(struct job *job, struct batches *bs, const struct asking_mark *mark,
    int64_t *money, struct question **out)
{
	struct question *q = question_begin(mark, bs->at.model, true);
	bool needless = false;
	enum rc rc = question_find(job, q, bs->at.rubric, &needless);

	*out = NULL;
	if (rc == RC_OK && needless)
		rc = asking_done(job->db, job->mem, mark);
	if (rc != RC_OK || needless || q->most > *money) {
		*money = needless ? *money : -1;
		question_end(q);
		return rc;
	}
	*money -= q->most;
	*out = q;
	return RC_OK;
}

static void
add_line(struct job *job, struct batches *bs, const struct question *q,
    struct batch_line *line)
{
	const struct openai_question asked = question_asked(job, q);

	openai_batch_add(&bs->lines, &bs->by->opt, &asked, bs->at.bare,
	    arena_fmt(job->mem, ID "%lld", (long long)q->mark.message));
	*line = (struct batch_line){ q->mark.message, q->mark.conversation,
		q->mark.id, q->mark.attempts, arena_text(job->mem, q->hash),
		q->most, 0 };
}

/* *full: it takes no more. */
static enum rc
add_lines(struct job *job, struct batches *bs, const struct asking_mark *marks,
    size_t n, size_t most, bool *full)
{
	struct batch_line *line = arena_array(job->mem, n, sizeof(*line));
	int64_t money = money_left(bs->by);
	size_t added = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && !*full && i < n; i++) {
		struct question *q;

		rc = consider(job, bs, &marks[i], &money, &q);
		if (q != NULL) {
			add_line(job, bs, q, &line[added++]);
			question_end(q);
		}
		*full = money < 0 || bs->n_lines + added >= most ||
		    bs->lines.len >= OPENAI_BATCH_BYTES_MAX;
		bs->last_mark = marks[i].id;
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
	struct asking_mark *marks;
	const char *why;
	int64_t refused = 0;
	bool full = false;
	size_t n = 0;
	enum rc rc = batch_failures(job->db, job->mem, bs->at.job, &refused,
	    &why);

	if (rc == RC_OK)
		rc = batch_marks(job->db, job->mem, bs->at.job, bs->last_mark,
		    PIECE, &marks, &n);
	if (rc == RC_OK)
		rc = asking_state(job->db, job->mem, &bs->by->state);
	asker_keep(bs->by);
	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = db_end(job->db, add_lines(job, bs, marks, n,
		    lines_most(job, refused), &full));
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
	struct asking_mark *marks;
	struct batch_seen *open;
	size_t n, n_open;
	int64_t enough;
	enum rc rc = batch_list(job->db, job->mem, backlog, &open, &n_open);

	*may = false;
	if (rc != RC_OK)
		return rc;
	enough = has_batch(open, n_open) ? job->conf->openai_batch_lines : 1;
	rc = batch_marks(job->db, job->mem, backlog, 0, enough, &marks, &n);
	*may = rc == RC_OK && n >= (size_t)enough && money_left(bs->by) > 0;
	return rc;
}

static enum rc
make(struct job *job, struct batches *bs, int64_t backlog)
{
	char mark[CRYPTO_TOKEN_SIZE];
	struct rubric rubric;
	bool may = false;
	enum rc rc = may_make(job, bs, backlog, &may);

	bs->make_ms = clock_mono_ms() + MAKE_MS;
	if (rc != RC_OK || !may)
		return rc;
	rc = rubric_read(job->db, job->mem, 0, &rubric);
	if (rc != RC_OK)
		return rc;
	crypto_token(mark);
	unmake(bs);
	bs->at = (struct batch){ .job = backlog, .mark = arena_text(bs->mem,
	    mark), .api = bs->by->opt.api == OPENAI_CHAT ? "chat" : "responses",
		.model = bs->by->opt.model, .rubric = rubric.version,
		.bare = *bs->by->state.bare != '\0', .batch = "",
		.input_file = "", .output_file = "", .error_file = "",
		.told = "", .problem = "" };
	rc = batch_begin(job->db, job->mem, &bs->at);
	if (rc != RC_OK)
		return rc;
	bs->made = bs->at.id;
	bs->last_mark = 0;
	bs->doing = MAKING;
	return RC_OK;
}

/* ---- steps ---- */

static enum rc
start_making(struct job *job, struct batches *bs)
{
	if (bs->at.id == bs->made && bs->n_lines > 0 && !bs->at.cancel) {
		openai_batch_upload(bs->service, arena_fmt(bs->mem,
		    "tidemark-%lld.jsonl", (long long)bs->at.id), &bs->lines);
		called(bs, UPLOAD);
		return RC_OK;
	}
	/* of a run that was ended: its lines are in no memory any more */
	if (bs->at.id == bs->made)
		unmake(bs);
	return batch_drop(job->db, job->mem, bs->at.id);
}

/* made: this run has stored the file just now and asked for no batch of it. */
static enum rc
start_sending(struct batches *bs)
{
	bool first = bs->made == bs->at.id;

	unmake(bs);
	bs->found = (struct openai_batch_seen){ .id = "" };
	if (first) {
		openai_batch_create(bs->service, bs->at.input_file,
		    api_of(&bs->at), bs->at.mark);
		called(bs, CREATE);
	} else {
		openai_batch_list(bs->service, "");
		called(bs, LIST);
	}
	return RC_OK;
}

static enum rc
start_running(struct batches *bs)
{
	if (bs->at.cancel && strcmp(bs->at.told, "cancelling") != 0) {
		openai_batch_cancel(bs->service, bs->at.batch);
		called(bs, CANCEL);
	} else {
		openai_batch_look(bs->service, bs->at.batch);
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
		openai_batch_fetch(bs->service, bs->file);
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
again(struct job *job, struct batches *bs, const struct openai_batch_reply *r,
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
		rc = batch_none(job->db, job->mem, true);
	return db_end(job->db, rc);
}

/* Before there is a batch: of the service, of the server's kind, or of the file. */
static enum rc
refused(struct job *job, struct batches *bs,
    const struct openai_batch_reply *r)
{
	int64_t wait = look_s(bs->at.tries);
	enum rc rc = RC_OK;

	if (r->none && strcmp(r->code, "model_not_found") != 0)
		return no_batches(job, bs, r->error);
	if (question_closes(r->result))
		rc = question_close(job, bs->by, r->error, &wait);
	if (rc != RC_OK || (r->result != OPENAI_CONTENT &&
	    r->result != OPENAI_LONG))
		return rc == RC_OK ? again(job, bs, r, wait) : rc;
	bs->at.state = BATCH_FETCHING;
	bs->at.told = "failed";
	bs->at.problem = arena_fmt(bs->mem, "the service refused the batch: %s",
	    r->error);
	return save(job, bs, 0);
}

static enum rc
take_upload(struct job *job, struct batches *bs,
    const struct openai_batch_reply *r)
{
	if (r->result != OPENAI_OK)
		return refused(job, bs, r);
	bs->at.state = BATCH_SENDING;
	bs->at.input_file = r->file;
	return forward(job, bs, 0);
}

static enum rc
take_seen(struct job *job, struct batches *bs,
    const struct openai_batch_seen *seen)
{
	bool ended = seen->state != OPENAI_BATCH_WORKING;
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
    const struct openai_batch_reply *r)
{
	enum rc rc;

	/* whatever was answered, the list is asked before another one is made */
	if (r->result == OPENAI_UNCLEAR || r->result == OPENAI_BUSY)
		return again(job, bs, r, UNCLEAR_S);
	if (r->result != OPENAI_OK)
		return refused(job, bs, r);
	rc = take_seen(job, bs, &r->batch);
	if (rc == RC_OK && bs->by->state.no_batch_at > 0)
		rc = batch_none(job->db, job->mem, false);
	if (rc == RC_OK && *bs->by->state.problem != '\0')
		rc = asking_problem(job->db, job->mem, "", 0);
	return rc;
}

/* Until its end: a batch with our mark is ours, the oldest of several. */
static enum rc
take_list(struct job *job, struct batches *bs,
    const struct openai_batch_reply *r, bool *more)
{
	if (r->result != OPENAI_OK)
		return again(job, bs, r, look_s(bs->at.tries));
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].mark, bs->at.mark) == 0)
			bs->found.id = arena_text(bs->mem, r->list[i].id);
	*more = true;
	if (*bs->found.id == '\0' && *r->after != '\0') {
		const char *after = arena_text(bs->mem, r->after);

		openai_batch_end(bs->service);
		openai_batch_list(bs->service, after);
		return RC_OK;
	}
	if (*bs->found.id == '\0' && !bs->at.cancel) {
		openai_batch_end(bs->service);
		openai_batch_create(bs->service, bs->at.input_file,
		    api_of(&bs->at), bs->at.mark);
		called(bs, CREATE);
		return RC_OK;
	}
	*more = false;
	if (*bs->found.id == '\0')
		return batch_drop(job->db, job->mem, bs->at.id);
	bs->at.batch = bs->found.id;
	bs->at.state = BATCH_RUNNING;
	return forward(job, bs, 0);
}

static enum rc
take_look(struct job *job, struct batches *bs,
    const struct openai_batch_reply *r)
{
	if (r->result == OPENAI_OK)
		return take_seen(job, bs, &r->batch);
	/* it cannot be cancelled any more, or is not there any more */
	if (bs->call == CANCEL && !r->none && r->result == OPENAI_CONTENT) {
		bs->at.told = "cancelling";
		return forward(job, bs, 0);
	}
	if (*bs->at.problem == '\0')
		bs->at.tries = 0;	/* these were looks */
	if (!r->none || bs->at.tries + 1 < GONE_TRIES)
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
    const struct openai_batch_reply *r, bool *more)
{
	if (r->result == OPENAI_OK) {
		bs->rest = r->text;
		bs->end = r->text + r->len;
		bs->broken = false;
		bs->read = 0;
		bs->doing = SETTLING;
		*more = true;
		return RC_OK;
	}
	if (r->none && bs->at.tries + 1 >= FETCH_TRIES)
		return next_file(job, bs);
	return again(job, bs, r, look_s(bs->at.tries));
}

static enum rc
take_reply(struct job *job, struct batches *bs,
    const struct openai_batch_reply *r)
{
	bool more = false;
	enum rc rc = RC_OK;

	if (r->result != OPENAI_STOPPED) {
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

/* The reply changed, or is gone, since it was asked about: it is paid for, and asked
 * about again. */
static enum rc
store_stale(struct job *job, struct batches *bs, const struct question *q,
    const struct openai_answer *a)
{
	enum rc rc = a->result == OPENAI_UNASKED ? RC_OK : question_usage(job,
	    bs->by, q, a, true);

	return rc == RC_OK ? asking_later(job->db, job->mem, &q->mark, 0,
	    false) : rc;
}

/* Meanwhile other weights may be in force: the marks are kept under them. */
static enum rc
carry_on(struct job *job, const struct batches *bs, const struct question *q)
{
	struct rubric rubric;
	int64_t carried;
	enum rc rc = rubric_read(job->db, job->mem, 0, &rubric);

	if (rc != RC_OK || rubric.version == bs->at.rubric)
		return rc;
	return score_carry(job->db, job->mem, &rubric, &q->mark.message, 1,
	    &carried);
}

static enum rc
store(struct job *job, struct batches *bs, const struct batch_line *line,
    struct question *q, const struct openai_answer *a)
{
	bool good, needless;
	enum rc rc = question_read(job, q, bs->at.rubric, &needless);

	if (rc == RC_OK && strcmp(q->hash, line->hash) != 0)
		return store_stale(job, bs, q, a);
	if (rc == RC_OK && a->result == OPENAI_UNASKED)
		return asking_later(job->db, job->mem, &q->mark, a->wait_ms /
		    1000, false);
	if (rc == RC_OK && !bs->at.bare && openai_refuses_temperature(a)) {
		rc = batch_bare(job->db, job->mem, bs->at.model);
		return rc == RC_OK ? asking_later(job->db, job->mem, &q->mark,
		    0, false) : rc;
	}
	if (rc == RC_OK)
		rc = question_store(job, bs->by, q, a, &good);
	return rc == RC_OK && good ? carry_on(job, bs, q) : rc;
}

static enum rc
settle_lost(struct job *job, struct batches *bs, const struct question *q,
    const struct openai_answer *a)
{
	enum rc rc = db_begin(job->db);

	LOG(ERROR, "model_score_lost", L_INT("message", q->mark.message));
	if (rc == RC_OK)
		rc = batch_settle(job->db, job->mem, bs->at.id,
		    q->mark.message);
	if (rc == RC_OK)
		rc = question_lost(job, bs->by, q, a);
	return db_end(job->db, rc);
}

/* Score, cost, mark and line, all or none. */
static enum rc
settle(struct job *job, struct batches *bs, const struct batch_line *line,
    const struct openai_answer *a)
{
	const struct asking_mark mark = { line->ask, line->message,
		line->conversation, line->attempts, line->asked, true };
	struct question *q = question_begin(&mark, bs->at.model, true);
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = batch_settle(job->db, job->mem, bs->at.id, line->message);
	if (rc == RC_OK)
		rc = store(job, bs, line, q, a);
	rc = db_end(job->db, rc);
	if (rc != RC_OK && rc != RC_DB_DOWN && rc != RC_NOT_FOUND)
		rc = settle_lost(job, bs, q, a);
	question_end(q);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* The message that a line of a file is about; 0: none of ours. */
static int64_t
message_of(const char *id)
{
	int64_t n;

	return strncmp(id, ID, strlen(ID)) == 0 &&
	    parse_int(id + strlen(ID), 1, INT64_MAX, &n) ? n : 0;
}

static enum rc
settle_line(struct job *job, struct batches *bs, const char *text, size_t len)
{
	struct batch_line line;
	struct openai_answer a;
	const char *id;
	enum rc rc;

	if (!openai_batch_read(job->mem, api_of(&bs->at), text, len, &id, &a)) {
		bs->broken = true;
		return RC_OK;
	}
	bs->read++;
	openai_hide_key(&bs->by->opt, &a);
	rc = batch_line(job->db, job->mem, bs->at.id, message_of(id), &line);
	if (rc != RC_NOT_FOUND)
		return rc == RC_OK ? settle(job, bs, &line, &a) : rc;
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
	openai_batch_end(bs->service);
	openai_batch_remove(bs->service, bs->file);
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
static struct openai_answer
no_answer(const struct batch *b, int64_t refusals)
{
	bool asked = strcmp(b->told, "completed") == 0 ||
	    strcmp(b->told, "gone") == 0;

	return (struct openai_answer){ .result = asked ? OPENAI_UNCLEAR :
		OPENAI_UNASKED, .text = "", .code = "", .model = "",
		.error = "the batch ended without an answer to this",
		.wait_ms = refusals > 0 ? queue_wait_s(refusals) * 1000 : -1 };
}

static enum rc
settle_rest(struct job *job, struct batches *bs)
{
	struct batch_line *line;
	struct openai_answer a;
	const char *why;
	int64_t refusals = 0;
	size_t n = 0;
	enum rc rc = RC_OK;

	if (strcmp(bs->at.told, "failed") == 0) {
		rc = batch_failures(job->db, job->mem, bs->at.job, &refusals,
		    &why);
		refusals++;
	}
	a = no_answer(&bs->at, refusals);
	if (rc == RC_OK)
		rc = batch_rest(job->db, job->mem, bs->at.id, PIECE, &line, &n);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = settle(job, bs, &line[i], &a);
	if (rc != RC_OK || n > 0)
		return rc;
	if (*bs->at.input_file != '\0') {
		bs->file = bs->at.input_file;
		openai_batch_remove(bs->service, bs->file);
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
	enum rc rc = batch_due(job->db, bs->mem, &bs->at);

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
	if (rc == RC_OK && backlog != 0 && bs->by->state.closed_s == 0 &&
	    bs->made == 0 && clock_mono_ms() >= bs->make_ms)
		rc = make(job, bs, backlog);
	return rc;
}

enum rc
batches_round(struct job *job, struct batches *bs, int64_t backlog,
    int64_t wait_ms)
{
	const struct openai_batch_reply *r;

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
	r = openai_batch_next(bs->service, wait_ms);
	return r != NULL ? take_reply(job, bs, r) : RC_OK;
}
