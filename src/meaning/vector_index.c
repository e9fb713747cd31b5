/* SPDX-License-Identifier: MIT */
#include "meaning/vector_index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "meaning/vector_file.h"
#include "meaning/vector_map.h"

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* What is wrong with the header, as the rest of a sentence. */
static const char *
head_fault(const struct vector_head *h)
{
	if (memcmp(h->magic, VECTOR_MAGIC, sizeof(h->magic)) != 0)
		return "is no index of vectors";
	if (h->order != VECTOR_ORDER)
		return "was written by a machine of the other byte order";
	if (h->version != VECTOR_VERSION)
		return "is of another version of this program";
	if (h->sum != vector_sum(h, offsetof(struct vector_head, sum)))
		return "is damaged: its header";
	if (h->dim == 0 || h->dim > VECTOR_DIM_MAX ||
	    h->room > VECTOR_COUNT_MAX || h->count > h->room ||
	    h->names_n > VECTOR_NAMES_MAX ||
	    h->model[sizeof(h->model) - 1] != '\0')
		return "is damaged: its header is of no possible file";
	return NULL;
}

/* The same of all that is read at open. */
static const char *
parts_fault(struct vector_index *ix)
{
	const struct vector_head *h = ix->head;

	if (vector_sum(ix->names, VECTOR_NAMES_MAX * sizeof(*ix->names)) !=
	    h->names_sum)
		return "is damaged: the names of its categories";
	if (vector_sum(ix->sums, vector_blocks(h->room) * sizeof(*ix->sums)) !=
	    h->sums_sum)
		return "is damaged: its checksums";
	for (uint32_t i = 0; i < h->names_n; i++)
		if (memchr(ix->names[i], '\0', sizeof(*ix->names)) == NULL)
			return "is damaged: a category's name has no end";
	return NULL;
}

static void
index_point(struct vector_index *ix)
{
	const unsigned char *at = ix->map;

	ix->names = (const void *)(at + ix->at.names);
	ix->sums = (const void *)(at + ix->at.sums);
	ix->rows = (const void *)(at + ix->at.rows);
	ix->codes = (const void *)(at + ix->at.codes);
	ix->floats = (const void *)(at + ix->at.floats);
	ix->head = ix->map;
}

static void
index_about(struct vector_index *ix)
{
	for (uint32_t i = 0; i < ix->head->names_n; i++)
		ix->name[i] = ix->names[i];
	ix->about.model = ix->head->model;
	ix->about.dim = ix->head->dim;
	ix->about.count = ix->head->count;
	ix->about.names = ix->name;
	ix->about.names_n = ix->head->names_n;
	ix->seen = must_alloc(vector_blocks(ix->head->count) + 1);
	memset(ix->seen, 0, vector_blocks(ix->head->count) + 1);
}

/* Maps all of the file, once its header says that it is as long as it must be. */
static const char *
index_map(struct vector_index *ix, int fd)
{
	struct vector_head head;
	const char *fault;
	ssize_t n;

	if (fstat(fd, &ix->file) != 0 || !S_ISREG(ix->file.st_mode))
		return "is no file";
	n = pread(fd, &head, sizeof(head), 0);
	if (n != (ssize_t)sizeof(head))
		return "is damaged: it is shorter than a header";
	fault = head_fault(&head);
	if (fault != NULL)
		return fault;
	ix->at = vector_layout_of(head.dim, head.room);
	if ((uint64_t)ix->file.st_size != ix->at.size)
		return "is damaged: it is not as long as its header says";
	ix->map = mmap(NULL, ix->at.size, PROT_READ, MAP_SHARED, fd, 0);
	if (ix->map == MAP_FAILED) {
		ix->map = NULL;
		return "cannot be mapped: there is no room in memory";
	}
	index_point(ix);
	fault = head_fault(ix->head);
	return fault != NULL ? fault : parts_fault(ix);
}

enum rc
vector_index_open(struct arena *mem, const char *path,
    struct vector_index **out, const char **why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct vector_index *ix;
	const char *fault;

	*why = NULL;
	if (fd < 0) {
		*why = arena_fmt(mem, "%s cannot be read: %s", path,
		    strerror(errno));
		return errno == ENOENT ? RC_NOT_FOUND : RC_NOT_READY;
	}
	ix = must_alloc(sizeof(*ix));
	memset(ix, 0, sizeof(*ix));
	ix->math = vector_math_best();
	fault = index_map(ix, fd);
	close(fd);
	if (fault != NULL) {
		*why = arena_fmt(mem, "%s %s", path, fault);
		vector_index_close(ix);
		return RC_NOT_READY;
	}
	index_about(ix);
	*out = ix;
	return RC_OK;
}

void
vector_index_close(struct vector_index *ix)
{
	if (ix == NULL)
		return;
	if (ix->map != NULL)
		munmap(ix->map, ix->at.size);
	free(ix->seen);
	free(ix);
}

/* Another file stands there: taken if it can be used. One that was written over in its
 * place is the mapped one: that is used no more, since what is cut off cannot be read. */
static enum rc
follow(struct arena *mem, const char *path, const struct stat *there,
    struct vector_index **ix, const char **why)
{
	struct vector_index *newer;
	enum rc rc = vector_index_open(mem, path, &newer, why);

	if (rc == RC_OK) {
		vector_index_close(*ix);
		*ix = newer;
	} else if (*ix != NULL && there->st_dev == (*ix)->file.st_dev &&
	    there->st_ino == (*ix)->file.st_ino) {
		vector_index_close(*ix);
		*ix = NULL;
	} else if (*ix != NULL) {
		(*ix)->refused = *there;
		rc = RC_OK;
	}
	return rc;
}

enum rc
vector_index_follow(struct arena *mem, const char *path,
    struct vector_index **ix, const char **why)
{
	struct stat there;

	*why = NULL;
	if (stat(path, &there) != 0) {
		*why = arena_fmt(mem, "%s cannot be read: %s", path,
		    strerror(errno));
		if (errno != ENOENT)
			return *ix != NULL ? RC_OK : RC_NOT_READY;
		vector_index_close(*ix);
		*ix = NULL;
		return RC_NOT_FOUND;
	}
	if (*ix != NULL && (same_file(&there, &(*ix)->file) ||
	    same_file(&there, &(*ix)->refused)))
		return RC_OK;
	return follow(mem, path, &there, ix, why);
}

const struct vector_about *
vector_index_about(const struct vector_index *ix)
{
	return &ix->about;
}

uint64_t
vector_index_category(const struct vector_index *ix, const char *name)
{
	for (size_t i = 0; i < ix->about.names_n; i++)
		if (strcmp(ix->name[i], name) == 0)
			return (uint64_t)1 << i;
	return 0;
}

void
vector_index_use(struct vector_index *ix, const struct vector_math *math)
{
	ix->math = math;
}

static uint64_t
block_rows(const struct vector_index *ix, uint64_t block)
{
	uint64_t left = ix->about.count - block * VECTOR_BLOCK;

	return left < VECTOR_BLOCK ? left : VECTOR_BLOCK;
}

bool
vector_map_rows(struct vector_index *ix, uint64_t block)
{
	if ((ix->seen[block] & VECTOR_ROWS) == 0 &&
	    vector_sum(ix->rows + block * VECTOR_BLOCK,
	    block_rows(ix, block) * sizeof(*ix->rows)) == ix->sums[block].rows)
		ix->seen[block] |= VECTOR_ROWS;
	return (ix->seen[block] & VECTOR_ROWS) != 0;
}

bool
vector_map_codes(struct vector_index *ix, uint64_t block)
{
	if ((ix->seen[block] & VECTOR_CODES) == 0 &&
	    vector_sum(ix->codes + block * VECTOR_BLOCK * ix->at.stride,
	    block_rows(ix, block) * ix->at.stride) == ix->sums[block].codes)
		ix->seen[block] |= VECTOR_CODES;
	return (ix->seen[block] & VECTOR_CODES) != 0;
}

const float *
vector_map_floats(const struct vector_index *ix, uint64_t row)
{
	const float *v = ix->floats + row * ix->at.stride;

	return vector_sum(v, ix->at.stride * sizeof(*v)) == ix->rows[row].sum ?
	    v : NULL;
}

enum rc
vector_map_damaged(struct arena *mem, const char *part, uint64_t from,
    const char **why)
{
	*why = arena_fmt(mem, "the index of vectors is damaged: %s from row %llu",
	    part, (unsigned long long)from);
	return RC_NOT_READY;
}

/* The first row whose id is not below, `count` when there is none. */
static enum rc
row_of(struct vector_index *ix, struct arena *mem, int64_t id, uint64_t *row,
    const char **why)
{
	uint64_t low = 0, high = ix->about.count;

	while (low < high) {
		uint64_t mid = low + (high - low) / 2;

		if (!vector_map_rows(ix, mid / VECTOR_BLOCK))
			return vector_map_damaged(mem, "rows", mid /
			    VECTOR_BLOCK * VECTOR_BLOCK, why);
		if (ix->rows[mid].facts.id < id)
			low = mid + 1;
		else
			high = mid;
	}
	*row = low;
	return RC_OK;
}

enum rc
vector_index_get(struct vector_index *ix, struct arena *mem, int64_t id,
    const float **out, const char **why)
{
	const float *v;
	uint64_t row;
	enum rc rc = row_of(ix, mem, id, &row, why);

	if (rc != RC_OK)
		return rc;
	if (row == ix->about.count || !vector_map_rows(ix, row / VECTOR_BLOCK) ||
	    ix->rows[row].facts.id != id)
		return RC_NOT_FOUND;
	v = vector_map_floats(ix, row);
	if (v == NULL)
		return vector_map_damaged(mem, "floats", row, why);
	*out = (const float *)(const void *)arena_copy(mem,
	    (const char *)(const void *)v, ix->about.dim * sizeof(*v));
	return RC_OK;
}

enum rc
vector_index_check(struct vector_index *ix, struct arena *mem, const char **why)
{
	memset(ix->seen, 0, vector_blocks(ix->about.count));
	for (uint64_t b = 0; b < vector_blocks(ix->about.count); b++) {
		if (!vector_map_rows(ix, b))
			return vector_map_damaged(mem, "rows", b * VECTOR_BLOCK,
			    why);
		if (!vector_map_codes(ix, b))
			return vector_map_damaged(mem, "codes", b * VECTOR_BLOCK,
			    why);
	}
	for (uint64_t row = 0; row < ix->about.count; row++)
		if (vector_map_floats(ix, row) == NULL)
			return vector_map_damaged(mem, "floats", row, why);
	return RC_OK;
}
