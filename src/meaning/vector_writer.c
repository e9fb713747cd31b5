/* SPDX-License-Identifier: MIT */
#include "meaning/vector_index.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "meaning/vector_file.h"

enum { LOCK_TRIES = 8, CODE_MAX = 127 };

struct vector_writer {
	struct arena *mem;
	const char *path, *aside;
	int fd;
	struct vector_head head;
	struct vector_layout at;
	vector_name *names;
	struct vector_sums *sums;
	/* the block that is being filled */
	struct vector_row *rows;
	int8_t *codes;
	float *floats;
	size_t filled;
	uint64_t written;	/* rows in the file */
	int64_t last_id;
};

static enum rc
refuse(struct vector_writer *w, const char **why, const char *what)
{
	*why = arena_fmt(w->mem, "%s: %s: %s", w->aside, what, strerror(errno));
	return RC_INTERNAL;
}

static void
writer_close(void *what)
{
	struct vector_writer *w = what;

	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

static const char *
about_fault(struct arena *mem, const struct vector_about *about)
{
	if (about->dim == 0 || about->dim > VECTOR_DIM_MAX)
		return arena_fmt(mem, "vectors of %u numbers: 1 to %d can be "
		    "stored", about->dim, VECTOR_DIM_MAX);
	if (about->count > VECTOR_COUNT_MAX)
		return arena_fmt(mem, "%llu vectors: at most %d can be stored",
		    (unsigned long long)about->count, VECTOR_COUNT_MAX);
	if (strlen(about->model) > VECTOR_MODEL_MAX)
		return arena_fmt(mem, "the name of the model is longer than %d "
		    "bytes", VECTOR_MODEL_MAX);
	if (about->names_n > VECTOR_NAMES_MAX)
		return arena_fmt(mem, "%zu categories: at most %d can be stored",
		    about->names_n, VECTOR_NAMES_MAX);
	for (size_t i = 0; i < about->names_n; i++)
		if (strlen(about->names[i]) > VECTOR_NAME_MAX)
			return arena_fmt(mem, "the name of category %s is longer "
			    "than %d bytes", about->names[i], VECTOR_NAME_MAX);
	return NULL;
}

/* The file aside, which no other writer has. One that was locked by us after
 * its writer had moved it into place is not the file aside any more. */
static enum rc
aside_open(struct vector_writer *w, const char **why)
{
	for (int i = 0; i < LOCK_TRIES; i++) {
		struct stat ours, there;

		w->fd = open(w->aside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		    0640);
		if (w->fd < 0)
			return refuse(w, why, "cannot be made");
		if (flock(w->fd, LOCK_EX | LOCK_NB) != 0) {
			*why = arena_fmt(w->mem, "%s: another program is "
			    "building it", w->path);
			return RC_CONFLICT;
		}
		if (fstat(w->fd, &ours) == 0 && stat(w->aside, &there) == 0 &&
		    ours.st_dev == there.st_dev && ours.st_ino == there.st_ino)
			return RC_OK;
		writer_close(w);
	}
	*why = arena_fmt(w->mem, "%s: other programs keep building it", w->path);
	return RC_CONFLICT;
}

static void
head_fill(struct vector_writer *w, const struct vector_about *about)
{
	struct vector_head *h = &w->head;

	memcpy(h->magic, VECTOR_MAGIC, sizeof(h->magic));
	h->version = VECTOR_VERSION;
	h->order = VECTOR_ORDER;
	h->dim = about->dim;
	h->room = about->count;
	h->names_n = (uint32_t)about->names_n;
	memcpy(h->model, about->model, strlen(about->model));
	w->names = arena_array(w->mem, VECTOR_NAMES_MAX, sizeof(*w->names));
	for (size_t i = 0; i < about->names_n; i++)
		memcpy(w->names[i], about->names[i], strlen(about->names[i]));
}

enum rc
vector_writer_begin(struct arena *mem, const char *path,
    const struct vector_about *about, struct vector_writer **out,
    const char **why)
{
	struct vector_writer *w = arena_alloc(mem, sizeof(*w));
	enum rc rc;

	*why = about_fault(mem, about);
	if (*why != NULL)
		return RC_BAD_INPUT;
	w->mem = mem;
	w->path = arena_text(mem, path);
	w->aside = arena_fmt(mem, "%s.new", path);
	w->fd = -1;
	arena_defer(mem, writer_close, w);
	rc = aside_open(w, why);
	if (rc != RC_OK)
		return rc;
	head_fill(w, about);
	w->at = vector_layout_of(about->dim, about->count);
	if (ftruncate(w->fd, 0) != 0 ||
	    ftruncate(w->fd, (off_t)w->at.size) != 0)
		return refuse(w, why, "cannot be made as long as it must be");
	w->sums = arena_array(mem, vector_blocks(about->count), sizeof(*w->sums));
	w->rows = arena_array(mem, VECTOR_BLOCK, sizeof(*w->rows));
	w->codes = arena_array(mem, VECTOR_BLOCK, w->at.stride);
	w->floats = arena_array(mem, VECTOR_BLOCK * sizeof(float), w->at.stride);
	w->last_id = INT64_MIN;
	*out = w;
	return RC_OK;
}

static bool
put(struct vector_writer *w, const void *bytes, size_t len, uint64_t at)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = pwrite(w->fd, p, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

static enum rc
block_write(struct vector_writer *w, const char **why)
{
	struct vector_sums *sums = &w->sums[w->written / VECTOR_BLOCK];
	size_t n = w->filled, stride = w->at.stride;

	if (n == 0)
		return RC_OK;
	sums->rows = vector_sum(w->rows, n * sizeof(*w->rows));
	sums->codes = vector_sum(w->codes, n * stride);
	if (!put(w, w->rows, n * sizeof(*w->rows),
	    w->at.rows + w->written * sizeof(*w->rows)) ||
	    !put(w, w->codes, n * stride, w->at.codes + w->written * stride) ||
	    !put(w, w->floats, n * stride * sizeof(float),
	    w->at.floats + w->written * stride * sizeof(float)))
		return refuse(w, why, "cannot be written");
	w->written += n;
	w->filled = 0;
	return RC_OK;
}

/* Not below what was worked out in double, which is right to a billionth. */
static float
float_up(double v)
{
	return nextafterf((float)(v * (1 + 1e-9)), INFINITY);
}

static void
row_code(struct vector_row *row, const float *v, int8_t *codes, size_t n)
{
	double most = 0, slip = 0, length = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs((double)v[i]));
	row->scale = (float)(most / CODE_MAX);
	for (size_t i = 0; i < n; i++) {
		double code = row->scale > 0 ?
		    nearbyint((double)v[i] / row->scale) : 0, part, rest;

		code = fmax(-CODE_MAX, fmin(CODE_MAX, code));
		codes[i] = (int8_t)code;
		part = code * row->scale;
		rest = (double)v[i] - part;
		length += part * part;
		slip += rest * rest;
	}
	row->slip = float_up(sqrt(slip));
	row->length = float_up(sqrt(length));
}

static const char *
vector_fault(struct vector_writer *w, const struct vector_facts *facts,
    const float *v)
{
	double square = 0;

	if (facts->id <= w->last_id && w->written + w->filled > 0)
		return arena_fmt(w->mem, "id %lld comes after %lld: ids must "
		    "ascend", (long long)facts->id, (long long)w->last_id);
	for (uint32_t i = 0; i < w->head.dim; i++)
		square += (double)v[i] * (double)v[i];
	if (!isfinite(square))
		return arena_fmt(w->mem, "the vector of id %lld holds what is "
		    "no number", (long long)facts->id);
	if (square > VECTOR_LENGTH_MAX * VECTOR_LENGTH_MAX)
		return arena_fmt(w->mem, "the vector of id %lld is longer than "
		    "%g", (long long)facts->id, VECTOR_LENGTH_MAX);
	return NULL;
}

enum rc
vector_writer_add(struct vector_writer *w, const struct vector_facts *facts,
    const float *v, const char **why)
{
	struct vector_row *row = &w->rows[w->filled];
	float *floats = w->floats + w->filled * w->at.stride;

	if (w->written + w->filled >= w->head.room) {
		*why = arena_fmt(w->mem, "there is room for %llu vectors alone",
		    (unsigned long long)w->head.room);
		return RC_TOO_LARGE;
	}
	*why = vector_fault(w, facts, v);
	if (*why != NULL)
		return RC_BAD_INPUT;
	memset(row, 0, sizeof(*row));
	row->facts.id = facts->id;
	row->facts.mailbox = facts->mailbox;
	row->facts.categories = facts->categories;
	row->facts.day = facts->day;
	memcpy(floats, v, w->head.dim * sizeof(*v));
	row_code(row, floats, w->codes + w->filled * w->at.stride, w->at.stride);
	row->sum = vector_sum(floats, w->at.stride * sizeof(*v));
	w->last_id = facts->id;
	w->filled++;
	return w->filled < VECTOR_BLOCK ? RC_OK : block_write(w, why);
}

/* The rename is only safe from a power cut when its folder is. */
static bool
folder_sync(struct vector_writer *w)
{
	const char *slash = strrchr(w->path, '/');
	const char *folder = slash == NULL ? "." : slash == w->path ? "/" :
	    arena_copy(w->mem, w->path, (size_t)(slash - w->path));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

enum rc
vector_writer_finish(struct vector_writer *w, const char **why)
{
	enum rc rc = block_write(w, why);
	size_t names = VECTOR_NAMES_MAX * sizeof(*w->names);
	size_t sums = vector_blocks(w->head.room) * sizeof(*w->sums);

	if (rc != RC_OK)
		return rc;
	w->head.count = w->written;
	w->head.names_sum = vector_sum(w->names, names);
	w->head.sums_sum = vector_sum(w->sums, sums);
	w->head.sum = vector_sum(&w->head, offsetof(struct vector_head, sum));
	if (!put(w, w->names, names, w->at.names) ||
	    !put(w, w->sums, sums, w->at.sums) ||
	    !put(w, &w->head, sizeof(w->head), 0))
		return refuse(w, why, "cannot be written");
	if (fsync(w->fd) != 0)
		return refuse(w, why, "cannot be synced");
	if (rename(w->aside, w->path) != 0)
		return refuse(w, why, "cannot be put into its place");
	if (!folder_sync(w))
		return refuse(w, why, "its folder cannot be synced");
	writer_close(w);
	return RC_OK;
}
