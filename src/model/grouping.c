/* SPDX-License-Identifier: MIT */
#include "model/grouping.h"

#include "analysis/grouping.h"
#include "base/arena.h"
#include "db/db.h"
#include "net/crypto.h"

#include <stdlib.h>
#include <string.h>

enum {
	HASH_BYTES = 16,
	KEY_LOOKED_AT = 16,	/* founders of one key, the newest */
	TEXT_CANDIDATES = 8	/* founders compared with one text */
};

/* A text to be placed, and where it went. */
struct item {
	const char *hash, *title;
	struct sketch sketch;
	int64_t id, fresh;	/* fresh: a new group's id, should it need one */
	int64_t kept;		/* group that it may found again, or 0 */
	int64_t pinned;		/* group that a person chose, or 0 */
	int64_t cluster, like;	/* like: founder it joined, 0: it is one */
	double alike;
	const char *shared;
};

struct batch {
	struct db *db;
	struct arena *mem;
	struct item *item;
	size_t n;
	int64_t texts, round;
};

enum rc
grouping_lock(struct db *db, struct arena *mem)
{
	struct rows rows;

	return db_rows(db, mem, Q_group_lock, &rows, NO_ARGS);
}

static const char *
hash_of(struct arena *mem, const char *normal)
{
	return arena_copy(mem, crypto_sha256_hex(mem, normal, strlen(normal)),
	    2 * HASH_BYTES);
}

/* ---- rarity ---- */

static int
ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* The words of sketches, each text's once, sorted. */
static int64_t *
words_of(struct arena *mem, const struct sketch *const *s, size_t n,
    size_t *n_words)
{
	size_t all = 0, at = 0;
	int64_t *key;

	for (size_t i = 0; i < n; i++)
		all += s[i]->words;
	key = arena_array(mem, all + 1, sizeof(*key));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < s[i]->n; k++)
			if (s[i]->term[k].word != NULL)
				key[at++] = s[i]->term[k].key;
	qsort(key, all, sizeof(*key), ascending);
	*n_words = all;
	return key;
}

/* Folds repeats; times[i] is how often key[i] stood there. */
static size_t
fold_keys(int64_t *key, int64_t *times, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || key[i] != key[kept - 1]) {
			key[kept] = key[i];
			times[kept++] = 0;
		}
		times[kept - 1]++;
	}
	return kept;
}

static enum rc
weigh(struct batch *b, struct sketch **s, size_t n)
{
	size_t n_keys;
	int64_t *key = words_of(b->mem, (const struct sketch *const *)s, n,
	    &n_keys);
	int64_t *times = arena_array(b->mem, n_keys + 1, sizeof(*times));
	struct word_count *w;
	struct rarity rarity;
	struct rows rows;
	enum rc rc;

	n_keys = fold_keys(key, times, n_keys);
	rc = db_rows(b->db, b->mem, Q_group_rarity, &rows,
	    ARGS(arg_ints(key, n_keys)));
	if (rc != RC_OK)
		return rc;
	w = arena_array(b->mem, rows.n + 1, sizeof(*w));
	for (size_t i = 0; i < rows.n; i++)
		w[i] = (struct word_count){ row_int(&rows, i, 0),
			row_int(&rows, i, 1) };
	rarity = (struct rarity){ b->texts, w, rows.n };
	for (size_t i = 0; i < n; i++)
		sketch_weigh(s[i], &rarity);
	return RC_OK;
}

static enum rc
weigh_items(struct batch *b)
{
	struct sketch **s = arena_array(b->mem, b->n + 1, sizeof(struct sketch *));

	for (size_t i = 0; i < b->n; i++)
		s[i] = &b->item[i].sketch;
	return weigh(b, s, b->n);
}

/* ---- candidates ---- */

/* Founders that a statement found, by the item that they are for. */
struct founders {
	struct candidate *at;
	int64_t *cluster;
	size_t *item;
	size_t n;
};

struct asked {
	int64_t *place, *key, *weight;
	size_t n;
};

static struct asked
keys_of(struct batch *b)
{
	const size_t most = b->n * GROUPING_KEYS + 1;
	struct asked a = { arena_array(b->mem, most, sizeof(int64_t)),
		arena_array(b->mem, most, sizeof(int64_t)),
		arena_array(b->mem, most, sizeof(int64_t)), 0 };
	const struct term *key[GROUPING_KEYS];

	for (size_t i = 0; i < b->n; i++) {
		size_t n = sketch_keys(&b->item[i].sketch, key);

		for (size_t k = 0; k < n; k++, a.n++) {
			a.place[a.n] = (int64_t)i;
			a.key[a.n] = key[k]->key;
			a.weight[a.n] = (int64_t)(1000 * key[k]->weight *
			    key[k]->weight);
		}
	}
	return a;
}

static enum rc
look_up(struct batch *b, struct founders *f)
{
	struct asked a = keys_of(b);
	struct sketch **s;
	struct rows rows;
	enum rc rc = db_rows(b->db, b->mem, Q_group_candidates, &rows,
	    ARGS(arg_int(b->round), arg_ints(a.place, a.n),
	    arg_ints(a.key, a.n), arg_ints(a.weight, a.n),
	    arg_int(KEY_LOOKED_AT), arg_int(TEXT_CANDIDATES)));

	if (rc != RC_OK)
		return rc;
	f->n = rows.n;
	f->at = arena_array(b->mem, rows.n + 1, sizeof(*f->at));
	f->cluster = arena_array(b->mem, rows.n + 1, sizeof(*f->cluster));
	f->item = arena_array(b->mem, rows.n + 1, sizeof(*f->item));
	s = arena_array(b->mem, rows.n + 1, sizeof(*s));
	for (size_t i = 0; i < rows.n; i++) {
		s[i] = arena_alloc(b->mem, sizeof(**s));
		sketch_make(b->mem, row_text(&rows, i, 3), s[i]);
		f->item[i] = (size_t)row_int(&rows, i, 0);
		f->cluster[i] = row_int(&rows, i, 2);
		f->at[i] = (struct candidate){ row_int(&rows, i, 1), s[i], 0 };
	}
	return weigh(b, s, rows.n);
}

/* ---- decisions ---- */

struct choice {
	struct candidate *at;
	int64_t *cluster;
	size_t n;
};

/* A person's word limits what a text may be like to what is in that group. */
static void
consider(struct choice *c, const struct item *it, int64_t founder,
    int64_t cluster, const struct sketch *s)
{
	if (it->pinned != 0 && it->pinned != cluster)
		return;
	c->cluster[c->n] = cluster;
	c->at[c->n++] = (struct candidate){ founder, s, 0 };
}

static void
join(struct batch *b, struct item *it, const struct choice *c,
    const struct candidate *best)
{
	it->like = best->founder;
	it->cluster = c->cluster[best - c->at];
	it->alike = best->alike;
	it->shared = sketch_shared(b->mem, &it->sketch, best->sketch);
}

static bool
is_taken(const struct batch *b, size_t before, int64_t cluster)
{
	for (size_t i = 0; i < before; i++)
		if (b->item[i].like == 0 && b->item[i].cluster == cluster)
			return true;
	return false;
}

static void
found(struct batch *b, size_t i)
{
	struct item *it = &b->item[i];

	it->cluster = it->pinned != 0 ? it->pinned :
	    it->kept != 0 && !is_taken(b, i, it->kept) ? it->kept : it->fresh;
}

/* Candidates are those that the database found and the founders of this batch
 * so far, of which there are few enough to look at all. */
static void
decide(struct batch *b, const struct founders *f)
{
	struct choice c = { arena_array(b->mem, b->n + f->n + 1,
	    sizeof(*c.at)), arena_array(b->mem, b->n + f->n + 1,
	    sizeof(*c.cluster)), 0 };
	size_t next = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct item *it = &b->item[i];
		struct candidate *best;

		c.n = 0;
		for (; next < f->n && f->item[next] == i; next++)
			consider(&c, it, f->at[next].founder,
			    f->cluster[next], f->at[next].sketch);
		for (size_t k = 0; k < i; k++)
			if (b->item[k].like == 0)
				consider(&c, it, b->item[k].id,
				    b->item[k].cluster, &b->item[k].sketch);
		best = grouping_best(&it->sketch, c.at, c.n);
		it->shared = "";
		if (best != NULL)
			join(b, it, &c, best);
		else
			found(b, i);
	}
}

/* ---- writing ---- */

static enum rc
write_keys(struct batch *b)
{
	int64_t *key = arena_array(b->mem, b->n * GROUPING_KEYS + 1,
	    sizeof(*key));
	int64_t *id = arena_array(b->mem, b->n * GROUPING_KEYS + 1,
	    sizeof(*id));
	const struct term *term[GROUPING_KEYS];
	size_t all = 0;

	for (size_t i = 0; i < b->n; i++) {
		size_t n = b->item[i].like != 0 ? 0 :
		    sketch_keys(&b->item[i].sketch, term);

		for (size_t k = 0; k < n; k++, all++) {
			key[all] = term[k]->key;
			id[all] = b->item[i].id;
		}
	}
	return db_run(b->db, b->mem, Q_founder_add, ARGS(arg_int(b->round),
	    arg_ints(key, all), arg_ints(id, all)));
}

static enum rc
write_counts(struct batch *b)
{
	const struct sketch **s = arena_array(b->mem, b->n + 1,
	    sizeof(struct sketch *));
	int64_t *key, *times;
	size_t n;

	for (size_t i = 0; i < b->n; i++)
		s[i] = &b->item[i].sketch;
	key = words_of(b->mem, s, b->n, &n);
	times = arena_array(b->mem, n + 1, sizeof(*times));
	n = fold_keys(key, times, n);
	return db_run(b->db, b->mem, Q_word_count_add, ARGS(arg_ints(key, n),
	    arg_ints(times, n), arg_int((int64_t)b->n)));
}

static enum rc
write_clusters(struct batch *b)
{
	int64_t *id = arena_array(b->mem, b->n + 1, sizeof(*id));
	const char **title = arena_array(b->mem, b->n + 1, sizeof(*title));
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->item[i].like != 0 ||
		    b->item[i].cluster != b->item[i].fresh)
			continue;
		id[n] = b->item[i].fresh;
		title[n++] = b->item[i].title;
	}
	return db_run(b->db, b->mem, Q_cluster_add, ARGS(arg_ints(id, n),
	    arg_texts(title, n)));
}

/* The columns that both fingerprint_add and regroup_save take. */
struct columns {
	const char **hash, **sketch, **shared;
	int64_t *id, *cluster, *like, *alike;
};

static struct columns
columns_of(struct batch *b)
{
	const size_t size = b->n + 1;
	struct columns c = { arena_array(b->mem, size, sizeof(char *)),
		arena_array(b->mem, size, sizeof(char *)),
		arena_array(b->mem, size, sizeof(char *)),
		arena_array(b->mem, size, sizeof(int64_t)),
		arena_array(b->mem, size, sizeof(int64_t)),
		arena_array(b->mem, size, sizeof(int64_t)),
		arena_array(b->mem, size, sizeof(int64_t)) };

	for (size_t i = 0; i < b->n; i++) {
		const struct item *it = &b->item[i];

		c.hash[i] = it->hash;
		c.sketch[i] = it->sketch.text;
		c.shared[i] = it->shared;
		c.id[i] = it->id;
		c.cluster[i] = it->pinned ? DB_NULL_INT : it->cluster;
		c.like[i] = it->like ? it->like : DB_NULL_INT;
		c.alike[i] = (int64_t)(10000 * it->alike + 0.5);
	}
	return c;
}

static enum rc
write_new(struct batch *b)
{
	struct columns c = columns_of(b);
	enum rc rc = write_clusters(b);

	if (rc == RC_OK)
		rc = db_run(b->db, b->mem, Q_fingerprint_add,
		    ARGS(arg_ints(c.id, b->n), arg_texts(c.hash, b->n),
		    arg_texts(c.sketch, b->n), arg_ints(c.cluster, b->n),
		    arg_ints(c.like, b->n), arg_ints(c.alike, b->n),
		    arg_texts(c.shared, b->n), arg_int(b->round)));
	if (rc == RC_OK)
		rc = write_keys(b);
	return rc == RC_OK ? write_counts(b) : rc;
}

/* ---- placing what arrives ---- */

static enum rc
read_state(struct batch *b, struct rows *rows)
{
	enum rc rc = db_rows(b->db, b->mem, Q_group_state, rows, NO_ARGS);

	if (rc == RC_OK) {
		b->texts = row_int(rows, 0, 0);
		b->round = row_int(rows, 0, 1);
	}
	return rc;
}

/* Ids in the order of arrival, and for each a group's, used or not. */
static enum rc
reserve(struct batch *b)
{
	struct rows rows;
	enum rc rc = db_rows(b->db, b->mem, Q_group_reserve, &rows,
	    ARGS(arg_int((int64_t)b->n)));

	for (size_t i = 0; rc == RC_OK && i < b->n; i++) {
		if (b->item[i].id == 0)
			b->item[i].id = row_int(&rows, i, 0);
		b->item[i].fresh = row_int(&rows, i, 1);
	}
	return rc;
}

static enum rc
place_new(struct batch *b)
{
	struct founders f = { 0 };
	struct rows state;
	enum rc rc = read_state(b, &state);

	if (rc == RC_OK)
		rc = reserve(b);
	for (size_t i = 0; i < b->n; i++)
		b->item[i].shared = "";
	if (rc == RC_OK)
		rc = weigh_items(b);
	if (rc == RC_OK)
		rc = look_up(b, &f);
	if (rc != RC_OK)
		return rc;
	decide(b, &f);
	return write_new(b);
}

/* A text by its hash, and who asked for it. */
struct ask {
	const char *hash;
	struct grouping_text *text;
	size_t place;
	int64_t id;
};

static int
by_hash(const void *a, const void *b)
{
	const struct ask *x = a, *y = b;
	int order = strcmp(x->hash, y->hash);

	return order != 0 ? order : x->place < y->place ? -1 :
	    x->place > y->place;
}

static int
same_hash(const void *a, const void *b)
{
	return strcmp(((const struct ask *)a)->hash,
	    ((const struct ask *)b)->hash);
}

static int
by_place(const void *a, const void *b)
{
	size_t x = ((const struct ask *)a)->place;
	size_t y = ((const struct ask *)b)->place;

	return x < y ? -1 : x > y;
}

/* One ask for each distinct text, by hash; the first who wrote it counts. */
static size_t
asks_of(struct arena *mem, struct grouping_text *texts, size_t n,
    struct ask *ask)
{
	size_t all = 0, kept = 0;

	for (size_t i = 0; i < n; i++)
		if (texts[i].normal != NULL)
			ask[all++] = (struct ask){ hash_of(mem,
			    texts[i].normal), &texts[i], i, 0 };
	qsort(ask, all, sizeof(*ask), by_hash);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || strcmp(ask[i].hash, ask[kept - 1].hash) != 0)
			ask[kept++] = ask[i];
	return kept;
}

static enum rc
find_known(struct db *db, struct arena *mem, struct ask *ask, size_t n)
{
	const char **hash = arena_array(mem, n + 1, sizeof(*hash));
	struct rows rows;
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		hash[i] = ask[i].hash;
	rc = db_rows(db, mem, Q_group_known, &rows, ARGS(arg_texts(hash, n)));
	for (size_t i = 0; rc == RC_OK && i < rows.n; i++) {
		struct ask key = { .hash = row_text(&rows, i, 0) };
		struct ask *found = bsearch(&key, ask, n, sizeof(*ask),
		    same_hash);

		if (found != NULL)
			found->id = row_int(&rows, i, 1);
	}
	return rc;
}

static enum rc
place_unknown(struct db *db, struct arena *mem, struct ask *ask, size_t n)
{
	struct batch b = { .db = db, .mem = mem,
		.item = arena_array(mem, n + 1, sizeof(*b.item)) };
	struct ask **whose = arena_array(mem, n + 1, sizeof(*whose));
	struct ask *order = arena_array(mem, n + 1, sizeof(*order));
	enum rc rc;

	memcpy(order, ask, n * sizeof(*ask));
	qsort(order, n, sizeof(*order), by_place);
	for (size_t i = 0; i < n; i++) {
		if (order[i].id != 0)
			continue;
		whose[b.n] = bsearch(&order[i], ask, n, sizeof(*ask),
		    same_hash);
		b.item[b.n].hash = order[i].hash;
		b.item[b.n].title = order[i].text->title;
		sketch_make(mem, order[i].text->normal,
		    &b.item[b.n++].sketch);
	}
	if (b.n == 0)
		return RC_OK;
	rc = place_new(&b);
	for (size_t i = 0; i < b.n; i++)
		whose[i]->id = b.item[i].id;
	return rc;
}

enum rc
grouping_place(struct db *db, struct arena *mem, struct grouping_text *texts,
    size_t n)
{
	struct ask *ask = arena_array(mem, n + 1, sizeof(*ask));
	size_t n_asks = asks_of(mem, texts, n, ask);
	enum rc rc = grouping_lock(db, mem);

	if (rc == RC_OK)
		rc = find_known(db, mem, ask, n_asks);
	if (rc == RC_OK)
		rc = place_unknown(db, mem, ask, n_asks);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct ask key = { 0 };

		if (texts[i].normal == NULL)
			continue;
		key.hash = hash_of(mem, texts[i].normal);
		texts[i].fingerprint = ((struct ask *)bsearch(&key, ask,
		    n_asks, sizeof(*ask), same_hash))->id;
	}
	return rc;
}

enum rc
grouping_find(struct db *db, struct arena *mem, const char *normal,
    const char **hash, int64_t *group)
{
	struct rows rows;
	enum rc rc;

	*hash = "";
	*group = 0;
	if (normal == NULL)
		return RC_OK;
	*hash = hash_of(mem, normal);
	rc = db_rows(db, mem, Q_group_find, &rows, ARGS(arg_text(*hash)));
	if (rc == RC_OK && rows.n > 0)
		*group = row_int(&rows, 0, 0);
	return rc;
}

/* ---- placing everything again ---- */

enum rc
regroup_begin(struct db *db, struct arena *mem, int64_t *round)
{
	return db_int(db, mem, Q_regroup_begin, round, NO_ARGS);
}

enum rc
regroup_forget(struct db *db, struct arena *mem, int64_t most, bool *more)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_regroup_forget, &rows,
	    ARGS(arg_int(most)));

	*more = rc == RC_OK && rows.changed > 0;
	return rc;
}

enum rc
regroup_state(struct db *db, struct arena *mem, struct regroup *r)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_regroup_progress, &rows, NO_ARGS);

	*r = (struct regroup){ 0 };
	if (rc == RC_OK && rows.n > 0)
		*r = (struct regroup){ .done = row_int(&rows, 0, 0),
			.all = row_int(&rows, 0, 1),
			.moved = row_int(&rows, 0, 2), .under_way = true };
	return rc;
}

static enum rc
take_stored(struct batch *b, int64_t after, int64_t most)
{
	struct rows rows;
	enum rc rc = db_run(b->db, b->mem, Q_regroup_drop,
	    ARGS(arg_int(after), arg_int(most)));

	if (rc == RC_OK)
		rc = db_rows(b->db, b->mem, Q_regroup_take, &rows,
		    ARGS(arg_int(after), arg_int(most)));
	if (rc != RC_OK)
		return rc;
	b->n = rows.n;
	b->item = arena_array(b->mem, rows.n + 1, sizeof(*b->item));
	for (size_t i = 0; i < rows.n; i++) {
		struct item *it = &b->item[i];

		it->id = row_int(&rows, i, 0);
		sketch_make(b->mem, row_text(&rows, i, 1), &it->sketch);
		it->kept = row_int(&rows, i, 2);
		if (row_bool(&rows, i, 4))
			it->pinned = row_int(&rows, i, 3);
		it->title = row_text(&rows, i, 5);
		it->hash = "";
	}
	return RC_OK;
}

/* A group keeps its id through its oldest text; others that found need a new
 * one. */
static enum rc
find_taken(struct batch *b)
{
	int64_t *kept = arena_array(b->mem, b->n + 1, sizeof(*kept));
	struct rows rows;
	enum rc rc;

	for (size_t i = 0; i < b->n; i++)
		kept[i] = b->item[i].kept;
	rc = db_rows(b->db, b->mem, Q_regroup_taken, &rows,
	    ARGS(arg_ints(kept, b->n), arg_int(b->round)));
	for (size_t r = 0; rc == RC_OK && r < rows.n; r++)
		for (size_t i = 0; i < b->n; i++)
			if (b->item[i].kept == row_int(&rows, r, 0))
				b->item[i].kept = 0;
	return rc;
}

static enum rc
save_again(struct batch *b, struct regroup *r)
{
	struct columns c = columns_of(b);
	enum rc rc = write_clusters(b);

	if (rc == RC_OK)
		rc = db_int(b->db, b->mem, Q_regroup_save, &r->moved,
		    ARGS(arg_ints(c.id, b->n), arg_ints(c.cluster, b->n),
		    arg_ints(c.like, b->n), arg_ints(c.alike, b->n),
		    arg_texts(c.shared, b->n), arg_int(b->round)));
	if (rc != RC_OK)
		return rc;
	r->done += (int64_t)b->n;
	if (r->all < r->done)
		r->all = r->done;	/* some came meanwhile */
	return write_keys(b);
}

enum rc
regroup_step(struct db *db, struct arena *mem, int64_t most, struct regroup *r)
{
	struct batch b = { .db = db, .mem = mem };
	struct founders f = { 0 };
	struct rows state;
	enum rc rc = grouping_lock(db, mem);

	r->under_way = false;
	if (rc == RC_OK)
		rc = read_state(&b, &state);
	if (rc != RC_OK || row_int(&state, 0, 2) == 0)
		return rc;
	r->under_way = true;
	b.round = row_int(&state, 0, 2);
	rc = take_stored(&b, row_int(&state, 0, 3), most);
	if (rc == RC_OK && b.n == 0) {
		r->under_way = false;
		return db_run(db, mem, Q_regroup_end, NO_ARGS);
	}
	if (rc == RC_OK)
		rc = reserve(&b);
	if (rc == RC_OK)
		rc = find_taken(&b);
	if (rc == RC_OK)
		rc = weigh_items(&b);
	if (rc == RC_OK)
		rc = look_up(&b, &f);
	if (rc != RC_OK)
		return rc;
	decide(&b, &f);
	return save_again(&b, r);
}

enum rc
grouping_lead(struct db *db, struct arena *mem, int64_t group)
{
	struct batch b = { .db = db, .mem = mem };
	const struct term *term[GROUPING_KEYS];
	int64_t keys[GROUPING_KEYS];
	struct sketch s, *one = &s;
	struct rows rows, state;
	size_t n;
	enum rc rc = db_rows(db, mem, Q_lead_wanted, &rows,
	    ARGS(arg_int(group)));

	if (rc != RC_OK || rows.n == 0)
		return rc;
	rc = read_state(&b, &state);
	if (rc != RC_OK)
		return rc;
	sketch_make(mem, row_text(&rows, 0, 1), &s);
	rc = weigh(&b, &one, 1);
	if (rc != RC_OK)
		return rc;
	n = sketch_keys(&s, term);
	for (size_t i = 0; i < n; i++)
		keys[i] = term[i]->key;
	return db_run(db, mem, Q_lead_set, ARGS(arg_int(row_int(&rows, 0, 0)),
	    arg_ints(keys, n)));
}
