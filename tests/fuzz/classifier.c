/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a model, as they are and with the checksum put right: refused with a
 * reason, or used; then a text gets a label of the model and a sureness of 0
 * to 1, and writing the model gives the same bytes. The bytes as a text: its bag
 * holds buckets that there are, each of them counted.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "meaning/classifier.h"

enum { SUM_BYTES = 8 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char text[] = "the card was not refunded, why is my card charged";

static const char *const text_mark = "main:payment";

static void
check(struct arena *mem, const struct classifier *c, const char *bytes,
    size_t len)
{
	const struct feature_text t = { text, sizeof(text) - 1, NULL, 0 };
	struct sbuf *out = sbuf_arena(mem);
	struct guess g;

	classifier_predict(c, feature_read(feature_reader_new(mem, 0), &t), &g);
	if (g.label >= classifier_labels(c) || !(g.sure >= 0 && g.sure <= 1))
		abort();
	classifier_write(c, out);
	if (out->len != len || memcmp(out->s, bytes, len) != 0)
		abort();
}

static void
try(struct arena *mem, const char *bytes, size_t len)
{
	struct classifier *c;
	const char *why;

	if (classifier_read(mem, bytes, len, &c, &why) == RC_OK)
		check(mem, c, bytes, len);
	else if (c != NULL || *why == '\0')
		abort();
}

/* What the last bytes of a whole model are. */
static void
checksum_write(char *bytes, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len - SUM_BYTES; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	for (size_t i = 0; i < SUM_BYTES; i++)
		bytes[len - SUM_BYTES + i] = (char)(h >> 8 * i & 0xff);
}

static void
read_text(struct arena *mem, const char *bytes, size_t len)
{
	const struct feature_text t = { bytes, len, &text_mark, 1 };
	struct bag bag = feature_read(feature_reader_new(mem, 0), &t);

	if (bag.n == 0 || bag.n > FEATURE_MOST)
		abort();
	for (size_t i = 0; i < bag.n; i++)
		if (bag.v[i].bucket >= FEATURE_BUCKETS || bag.v[i].count == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	char *copy = arena_copy(mem, (const char *)bytes, len);

	read_text(mem, copy, len);
	try(mem, copy, len);
	if (len >= SUM_BYTES) {
		checksum_write(copy, len);
		try(mem, copy, len);
	}
	arena_end(mem);
	return 0;
}
