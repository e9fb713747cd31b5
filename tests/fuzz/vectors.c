/* SPDX-License-Identifier: MIT */
/*
 * An index of vectors that is damaged: refused with words, or searched without
 * reading beyond it; what is found is in order, and no id twice.
 *
 * What begins like an index is taken as the file. Other bytes are changes of a
 * sound one, four a change (place, place, place, value), with all checksums made
 * right again when the first byte is odd: what nobody writes, but is believed.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "meaning/vector_file.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { ROWS = 50, DIM = 24, K = 7, SIZE_MAX_BYTES = 1 << 20 };

struct file {
	uint8_t *bytes;
	size_t len;
};

static void
sound_make(struct arena *mem, const char *path)
{
	static const char *const names[] = { "bug", "payment" };
	const struct vector_about about = { "m", DIM, ROWS, names, 2 };
	struct vector_writer *w;
	const char *why;

	if (vector_writer_begin(mem, path, &about, &w, &why) != RC_OK)
		abort();
	for (int i = 0; i < ROWS; i++) {
		const struct vector_facts facts = { i * 2, i % 3,
			(uint64_t)i % 4, i };
		float v[DIM];

		for (int k = 0; k < DIM; k++)
			v[k] = (float)sin(i * DIM + k);
		if (vector_writer_add(w, &facts, v, &why) != RC_OK)
			abort();
	}
	if (vector_writer_finish(w, &why) != RC_OK)
		abort();
}

static const struct file *
sound(void)
{
	static struct file file;
	struct arena *mem;
	char path[] = "/tmp/tidemark-fuzz-XXXXXX";
	int fd;
	FILE *f;

	if (file.bytes != NULL)
		return &file;
	mem = arena_begin();
	fd = mkstemp(path);
	if (fd < 0)
		abort();
	close(fd);
	sound_make(mem, path);
	f = fopen(path, "rb");
	file.bytes = malloc(SIZE_MAX_BYTES);
	if (f == NULL || file.bytes == NULL)
		abort();
	file.len = fread(file.bytes, 1, SIZE_MAX_BYTES, f);
	fclose(f);
	unlink(path);
	arena_end(mem);
	return &file;
}

/* Makes all sums right that the header's sizes leave within the file. */
static void
mend(struct file *f)
{
	struct vector_head *h = (void *)f->bytes;
	struct vector_layout at;
	struct vector_row *rows;
	struct vector_sums *sums;

	if (h->dim == 0 || h->dim > VECTOR_DIM_MAX || h->room > ROWS ||
	    h->count > h->room)
		return;
	at = vector_layout_of(h->dim, h->room);
	if (at.size > f->len)
		return;
	rows = (void *)(f->bytes + at.rows);
	sums = (void *)(f->bytes + at.sums);
	for (size_t i = 0; i < h->count; i++)
		rows[i].sum = vector_sum(f->bytes + at.floats +
		    i * at.stride * sizeof(float), at.stride * sizeof(float));
	sums->rows = vector_sum(rows, h->count * sizeof(*rows));
	sums->codes = vector_sum(f->bytes + at.codes, h->count * at.stride);
	h->names_sum = vector_sum(f->bytes + at.names,
	    VECTOR_NAMES_MAX * sizeof(vector_name));
	h->sums_sum = vector_sum(sums, vector_blocks(h->room) * sizeof(*sums));
	h->sum = vector_sum(h, offsetof(struct vector_head, sum));
}

static struct file
file_of(const uint8_t *bytes, size_t len)
{
	struct file f = { NULL, len };

	if (len > 0 && *bytes != (uint8_t)*VECTOR_MAGIC)
		f.len = sound()->len;
	f.bytes = malloc(f.len + 1);
	if (f.bytes == NULL)
		abort();
	if (len == 0 || *bytes == (uint8_t)*VECTOR_MAGIC) {
		if (len > 0)
			memcpy(f.bytes, bytes, len);
		return f;
	}
	memcpy(f.bytes, sound()->bytes, f.len);
	for (size_t i = 1; i + 4 <= len; i += 4)
		f.bytes[(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]) %
		    f.len] = bytes[i + 3];
	if (*bytes % 2 == 1)
		mend(&f);
	return f;
}

static void
hits_check(const struct vector_hits *hits)
{
	if (hits->n > K)
		abort();
	for (size_t i = 1; i < hits->n; i++)
		if (hits->v[i - 1].score < hits->v[i].score)
			abort();
}

static void
use(struct arena *mem, struct vector_index *ix)
{
	const struct vector_about *about = vector_index_about(ix);
	const struct vector_filter filter = { 3, 30, NULL, 0,
		vector_index_category(ix, "payment"), true };
	float *query = arena_array(mem, about->dim, sizeof(*query));
	struct vector_hits hits;
	const float *v;
	const char *why;

	for (uint32_t i = 0; i < about->dim; i++)
		query[i] = (float)cos(i);
	if (vector_index_search(ix, mem, query, K, NULL, &hits, &why) == RC_OK)
		hits_check(&hits);
	else if (*why == '\0')
		abort();
	if (vector_index_search(ix, mem, query, K, &filter, &hits, &why) == RC_OK)
		hits_check(&hits);
	vector_index_get(ix, mem, 8, &v, &why);
	if (vector_index_check(ix, mem, &why) != RC_OK && *why == '\0')
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct file f = file_of(bytes, len < SIZE_MAX_BYTES ? len : 0);
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	const char *why;
	char path[32];
	int fd = memfd_create("vectors", 0);

	if (fd < 0 || write(fd, f.bytes, f.len) != (ssize_t)f.len)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (vector_index_open(mem, path, &ix, &why) == RC_OK) {
		use(mem, ix);
		vector_index_close(ix);
	} else if (why == NULL || *why == '\0') {
		abort();
	}
	close(fd);
	free(f.bytes);
	arena_end(mem);
	return 0;
}
