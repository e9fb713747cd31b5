/* SPDX-License-Identifier: MIT */
/*
 * magic[8]  u32 format, features, labels, words, none, rows  f32 sureness[4]
 * of each label, then of each word of the rules: u16 length, bytes
 * of each known bucket, ascending: how far it is from the one before (the first
 * from -1), 7 bits a byte, low ones first, 0x80 with all but the last byte
 * f32 rules_right[labels + words]
 * f32 rarity[rows]  f32 scale[rows + 1]  i8 weight[(rows + 1) * labels]
 * u64 checksum (FNV-1a) of all before it; numbers begin with their low byte
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "meaning/classifier_parts.h"

static const char magic[8] = "TIDELABL";

enum { FORMAT = 2, SUM_BYTES = 8, LEAST_LABELS = 2 };

/* So that no sum of a text's rows leaves what a float holds. */
static const float number_max = 1e6f;

static void
put(struct sbuf *out, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		sbuf_char(out, (char)(v >> 8 * i & 0xff));
}

static void
put_floats(struct sbuf *out, const float *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t bits;

		memcpy(&bits, &v[i], sizeof(bits));
		put(out, bits, sizeof(bits));
	}
}

static void
put_known(struct sbuf *out, const uint64_t *known)
{
	uint32_t from = 0, step;

	for (uint32_t b = 0; b < FEATURE_BUCKETS; b++) {
		if (!(known[b / 64] >> b % 64 & 1))
			continue;
		for (step = b + 1 - from; step >= 0x80; step >>= 7)
			sbuf_char(out, (char)(step | 0x80));
		sbuf_char(out, (char)step);
		from = b + 1;
	}
}

static void
put_texts(struct sbuf *out, const char *const *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put(out, strlen(text[i]), 2);
		sbuf_text(out, text[i]);
	}
}

static uint64_t
checksum(const char *bytes, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return h;
}

void
classifier_write(const struct classifier *c, struct sbuf *out)
{
	const float sure[] = { c->sure.base, c->sure.top, c->sure.lead,
		c->sure.threshold };
	const uint32_t head[] = { FORMAT, FEATURE_VERSION, c->labels_n,
		c->words_n, c->none, c->space.rows };
	size_t rows = (size_t)c->space.rows + 1, begin = out->len;

	sbuf_add(out, magic, sizeof(magic));
	for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
		put(out, head[i], sizeof(*head));
	put_floats(out, sure, sizeof(sure) / sizeof(*sure));
	put_texts(out, c->labels, c->labels_n);
	put_texts(out, c->words, c->words_n);
	put_known(out, c->space.known);
	put_floats(out, c->rules_right, c->labels_n + c->words_n);
	put_floats(out, c->space.rarity, c->space.rows);
	put_floats(out, c->scale, rows);
	sbuf_add(out, (const char *)c->weight, rows * c->labels_n);
	put(out, checksum(out->s + begin, out->len - begin), SUM_BYTES);
}

struct source {
	const char *at;
	size_t left;
	bool cut;	/* more was asked for than is left */
};

static const char *
take(struct source *s, size_t n)
{
	const char *at = s->at;

	if (s->left < n) {
		s->cut = true;
		return NULL;
	}
	s->at += n;
	s->left -= n;
	return at;
}

static uint64_t
get(struct source *s, unsigned bytes)
{
	const char *at = take(s, bytes);
	uint64_t v = 0;

	for (unsigned i = 0; at != NULL && i < bytes; i++)
		v |= (uint64_t)(unsigned char)at[i] << 8 * i;
	return v;
}

static bool
get_floats(struct source *s, float *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t bits = (uint32_t)get(s, sizeof(bits));

		memcpy(&v[i], &bits, sizeof(bits));
		if (!(fabsf(v[i]) <= number_max))
			return false;
	}
	return true;
}

/* Nothing is made room for before the bytes are known to be there. */
static const float *
floats(struct arena *mem, struct source *s, size_t n)
{
	float *v;

	if (s->left / sizeof(*v) < n) {
		s->cut = true;
		return NULL;
	}
	v = arena_array(mem, n, sizeof(*v));
	return get_floats(s, v, n) ? v : NULL;
}

static const char *const *
get_texts(struct arena *mem, struct source *s, size_t n)
{
	const char **out = arena_array(mem, n + 1, sizeof(*out));

	for (size_t i = 0; i < n; i++) {
		size_t len = (size_t)get(s, 2);
		const char *text = take(s, len);

		if (text == NULL || len == 0 || len > CLASSIFIER_LABEL_BYTES ||
		    memchr(text, '\0', len) != NULL || !utf8_valid(text, len))
			return NULL;
		out[i] = arena_copy(mem, text, len);
	}
	return out;
}

/* A step to the next bucket, written as put_known() does; 0 for none. */
static uint32_t
get_step(struct source *s)
{
	uint32_t step = 0, part = 0x80;

	for (unsigned shift = 0; part & 0x80 && shift < 28; shift += 7) {
		part = (uint32_t)get(s, 1);
		step |= (part & 0x7f) << shift;
		if (part == 0 && shift > 0)
			return 0;
	}
	return part & 0x80 ? 0 : step;
}

static bool
get_known(struct arena *mem, struct source *s, uint32_t rows,
    struct feature_space *space)
{
	uint64_t *known = arena_array(mem, FEATURE_BITMAP, sizeof(*known));
	uint32_t from = 0, step;

	for (uint32_t i = 0; i < rows; i++) {
		step = get_step(s);
		if (step == 0 || step > FEATURE_BUCKETS - from)
			return false;
		from += step;
		known[(from - 1) / 64] |= 1ull << (from - 1) % 64;
	}
	space->known = known;
	feature_rank(mem, space);
	return true;
}

static const char *
get_body(struct arena *mem, struct source *s, struct classifier *c)
{
	static const char cut[] = "the model is cut short";
	static const char wild[] = "the model holds a number out of range";
	uint32_t rows = (uint32_t)get(s, 4);
	float sure[4] = { 0 };
	const char *weight;

	if (!get_floats(s, sure, 4))
		return s->cut ? cut : wild;
	c->sure = (struct sureness){ sure[0], sure[1], sure[2], sure[3] };
	c->labels = get_texts(mem, s, c->labels_n);
	c->words = c->labels == NULL ? NULL : get_texts(mem, s, c->words_n);
	if (c->words == NULL)
		return s->cut ? cut : "the model holds a label that is none";
	if (!get_known(mem, s, rows, &c->space))
		return s->cut ? cut : "the model's buckets are in no order";
	c->rules_right = floats(mem, s, (size_t)c->labels_n + c->words_n);
	c->space.rarity = floats(mem, s, rows);
	c->scale = floats(mem, s, (size_t)rows + 1);
	weight = take(s, ((size_t)rows + 1) * c->labels_n);
	if (s->cut)
		return cut;
	if (c->rules_right == NULL || c->space.rarity == NULL || c->scale == NULL)
		return wild;
	c->weight = (const int8_t *)arena_copy(mem, weight,
	    ((size_t)rows + 1) * c->labels_n);
	return s->left == 0 ? NULL : "the model is longer than it says";
}

static const char *
get_head(struct source *s, struct classifier *c)
{
	uint32_t format = (uint32_t)get(s, 4), features = (uint32_t)get(s, 4);
	uint32_t none;

	if (format != FORMAT || features != FEATURE_VERSION)
		return "the model is of another version; train it anew";
	c->labels_n = (uint32_t)get(s, 4);
	c->words_n = (uint32_t)get(s, 4);
	none = (uint32_t)get(s, 4);
	if (c->words_n > CLASSIFIER_LABELS_MAX)
		return "the model has too many words of the rules";
	if (c->labels_n < LEAST_LABELS || c->labels_n > CLASSIFIER_LABELS_MAX ||
	    (none >= c->labels_n && none != CLASSIFIER_NO_LABEL))
		return "the model has too few or too many labels";
	c->none = (uint16_t)none;
	return NULL;
}

static const char *
fault_of(struct arena *mem, const char *bytes, size_t len, struct classifier *c)
{
	struct source s = { bytes, len, false }, sum = { 0 };
	const char *why;

	if (len < sizeof(magic) + SUM_BYTES ||
	    memcmp(take(&s, sizeof(magic)), magic, sizeof(magic)) != 0)
		return "these bytes are no model";
	s.left -= SUM_BYTES;
	sum = (struct source){ bytes + len - SUM_BYTES, SUM_BYTES, false };
	if (checksum(bytes, len - SUM_BYTES) != get(&sum, SUM_BYTES))
		return "the model is damaged: its checksum is another";
	why = get_head(&s, c);
	return why != NULL ? why : get_body(mem, &s, c);
}

enum rc
classifier_read(struct arena *mem, const char *bytes, size_t len,
    struct classifier **out, const char **why)
{
	struct classifier *c = arena_alloc(mem, sizeof(*c));

	*out = NULL;
	*why = fault_of(mem, bytes, len, c);
	if (*why != NULL)
		return RC_BAD_INPUT;
	*out = c;
	return RC_OK;
}
