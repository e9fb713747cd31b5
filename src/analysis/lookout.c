/* SPDX-License-Identifier: MIT */
#include "analysis/lookout.h"

#include <string.h>

#include "base/arena.h"
#include "base/table.h"

enum { AFTER_GAP = DETECT_HOUR_BINS, NONE = -1 };

static const double IMPROBABLE = 1e-6;	/* silence of everything */
static const double EXPLAINED = 0.5;	/* of the total's excess, by categories */
static const double STANDS_OUT = 1e-3;	/* chance of those */
static const double NAMED = 0.01;	/* chance of a part that is named */
static const double FORGOTTEN = 0.02;	/* reports left of a series that is over */

static const char *const dimensions[LOOKOUT_DIMENSIONS] = { "all", "category",
	"platform", "version", "group" };

const char *
lookout_dimension_name(enum lookout_dimension d)
{
	return dimensions[d];
}

enum lookout_dimension
lookout_dimension_of(const char *name)
{
	return (enum lookout_dimension)WORDS_FIND(dimensions, name);
}

/* A series as the look-out knows it; index is also the detector's. */
struct watched {
	struct lookout_key key;
	size_t category;	/* of a part: its category's index */
	unsigned here;		/* reports of the bin at hand */
	int next;		/* with the same hash */
};

struct lookout {
	struct arena *mem;
	struct detector *detector;
	struct watched *series;
	size_t n, room;
	int *table;		/* by hash; NONE: empty */
	size_t slots;
	const struct lookout_span *span;
	bool *gap;		/* [span->n] */
	struct lookout_result *out;
	size_t alarm_room;
};

/* ---- series by name ---- */

static size_t
hash_text(size_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (h ^ 0xff) * 1099511628211u;
}

static size_t
slot_of(const struct lookout *l, const struct lookout_key *k)
{
	size_t h = 14695981039346656037u + (size_t)k->dimension;

	return hash_text(hash_text(h, k->category), k->part) % l->slots;
}

static int
find(const struct lookout *l, const struct lookout_key *k)
{
	int i = l->table[slot_of(l, k)];

	while (i != NONE && (l->series[i].key.dimension != k->dimension ||
	    strcmp(l->series[i].key.part, k->part) != 0 ||
	    strcmp(l->series[i].key.category, k->category) != 0))
		i = l->series[i].next;
	return i;
}

static size_t
enter(struct lookout *l, const struct lookout_key *k, size_t category)
{
	size_t slot = slot_of(l, k);

	l->series[l->n] = (struct watched){ .key = *k, .category = category,
		.next = l->table[slot] };
	l->table[slot] = (int)l->n;
	return l->n++;
}

/* The series of a name, made when it is new; so is what it is part of. */
static size_t
series_of(struct lookout *l, const struct lookout_key *k,
    const struct detect_level *known)
{
	int i = find(l, k);
	size_t parent = DETECT_TOTAL;

	if (i != NONE)
		return (size_t)i;
	if (k->dimension > LOOKOUT_CATEGORY)
		parent = series_of(l, &(struct lookout_key){ LOOKOUT_CATEGORY,
		    k->category, "" }, NULL);
	(void)detector_add(l->detector, parent, known);
	return enter(l, k, parent);
}

static void
add_known(struct lookout *l, const struct lookout_state *s, bool parts)
{
	for (size_t i = 0; i < s->n; i++)
		if ((s->series[i].key.dimension > LOOKOUT_CATEGORY) == parts &&
		    s->series[i].key.dimension != LOOKOUT_ALL)
			(void)series_of(l, &s->series[i].key,
			    &s->series[i].known);
}

static const struct detect_level *
total_of(const struct lookout_state *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->series[i].key.dimension == LOOKOUT_ALL)
			return &s->series[i].known;
	return NULL;
}

static void
begin(struct lookout *l, const struct detect_rule *rule,
    const struct lookout_state *s, const struct lookout_span *span)
{
	/* each count may be of a new part of a new category */
	l->room = 1 + s->n * 2 + span->counts * 2;
	l->slots = l->room * 2 + 1;
	l->series = arena_array(l->mem, l->room, sizeof(*l->series));
	l->table = arena_array(l->mem, l->slots, sizeof(*l->table));
	for (size_t i = 0; i < l->slots; i++)
		l->table[i] = NONE;
	l->span = span;
	l->gap = arena_array(l->mem, span->n, sizeof(*l->gap));
	l->detector = detector_new(l->mem, rule, span->n == 0 ? 0 :
	    span->bin[0].at / DETECT_BIN_S, total_of(s));
	(void)enter(l, &(struct lookout_key){ LOOKOUT_ALL, "", "" },
	    DETECT_TOTAL);
	add_known(l, s, false);
	add_known(l, s, true);
	detector_load(l->detector, &s->sums);
	l->out->threshold = detector_threshold(l->detector);
}

/* ---- gaps ---- */

/* Of the bins from the first one of a silence to the one after it. */
static void
mark_silence(struct lookout *l, size_t from, size_t to)
{
	double usual = 0;

	for (size_t i = from; i < to; i++)
		usual += detector_usual(l->detector, DETECT_TOTAL,
		    l->span->bin[i].week_hour) / DETECT_HOUR_BINS;
	if (detector_silence(l->detector, usual) > IMPROBABLE)
		return;
	for (size_t i = from; i < to + AFTER_GAP && i < l->span->n; i++)
		l->gap[i] = true;
}

static void
find_gaps(struct lookout *l, const struct lookout_state *s)
{
	const struct lookout_span *span = l->span;
	size_t silent = 0, c = 0;

	if (!(s->sums.days > 0))
		return;
	for (size_t i = 0; i < span->n; i++) {
		bool any = false;

		for (; c < span->counts && span->count[c].at <=
		    span->bin[i].at; c++)
			any = true;
		if (any && silent < i)
			mark_silence(l, silent, i);
		if (any)
			silent = i + 1;
	}
	/* the last bin may have only begun */
	if (silent + 1 < span->n)
		mark_silence(l, silent, span->n - 1);
}

/* ---- a bin ---- */

static double
excess(const struct detect_rise *r)
{
	return (double)r->reports - r->expected;
}

/* What rose of one category, or of the total, in the bin at hand. */
struct rose {
	size_t series;
	struct detect_rise most;	/* of its series */
};

/* In the order of the series, whatever the order in which they are noted. */
static void
note(struct rose *list, size_t *n, size_t series, const struct detect_rise *r)
{
	size_t i = *n;

	while (i > 0 && list[i - 1].series > series)
		i--;
	if (i > 0 && list[i - 1].series == series) {
		if (r->p < list[i - 1].most.p)
			list[i - 1].most = *r;
		return;
	}
	memmove(&list[i + 1], &list[i], (*n - i) * sizeof(*list));
	list[i] = (struct rose){ series, *r };
	++*n;
}

/* The part of each kind that the rise is mostly of: it has so much of the excess
 * that half of what it usually lacks to the whole is made up. "": none. */
static void
name_parts(const struct lookout *l, size_t category, size_t window,
    const char *part[LOOKOUT_DIMENSIONS])
{
	double best[LOOKOUT_DIMENSIONS] = { 0 };
	struct detect_rise whole, r;

	detector_window(l->detector, category, window, &whole);
	for (int i = 0; i < LOOKOUT_DIMENSIONS; i++)
		part[i] = "";
	for (size_t s = 1; s < l->n && excess(&whole) > 0; s++) {
		const struct watched *w = &l->series[s];
		double usual, share;

		if (w->key.dimension <= LOOKOUT_CATEGORY ||
		    w->category != category)
			continue;
		detector_window(l->detector, s, window, &r);
		share = excess(&r) / excess(&whole);
		usual = whole.expected > 0 ? r.expected / whole.expected : 0;
		if (r.p > NAMED || share < (1 + usual) / 2 ||
		    share <= best[w->key.dimension])
			continue;
		best[w->key.dimension] = share;
		part[w->key.dimension] = w->key.part;
	}
}

static int64_t
known_to(const struct lookout_span *span, size_t bin)
{
	int64_t end = span->bin[bin].at + DETECT_BIN_S;

	return end < span->until ? end : span->until;
}

static void
add_alarm(struct lookout *l, size_t bin, const struct rose *r)
{
	struct lookout_result *out = l->out;
	const struct detect_rise *m = &r->most;
	const char *part[LOOKOUT_DIMENSIONS];
	struct detect_rise hour;
	size_t first = bin + 1 - m->window;
	int64_t at;

	if (out->n == l->alarm_room) {
		struct lookout_alarm *more = arena_array(l->mem,
		    l->alarm_room * 2 + 16, sizeof(*more));

		if (out->n > 0)
			memcpy(more, out->alarm, out->n * sizeof(*more));
		out->alarm = more;
		l->alarm_room = l->alarm_room * 2 + 16;
	}
	detector_window(l->detector, r->series, DETECT_HOUR_BINS, &hour);
	name_parts(l, r->series, m->window, part);
	at = known_to(l->span, bin);
	out->alarm[out->n++] = (struct lookout_alarm){
		.category = l->series[r->series].key.category,
		.platform = part[LOOKOUT_PLATFORM],
		.version = part[LOOKOUT_VERSION], .group = part[LOOKOUT_GROUP],
		.at = at, .seconds = at - l->span->bin[first].at,
		.begins_at = l->span->bin[bin + 1 - detector_since(l->detector,
		m)].at,
		.reports = m->reports, .expected = m->expected,
		.chance = m->p, .rate = excess(&hour) };
}

/* Whether categories that stand out have most of what the total has too much. */
static bool
is_explained(const struct lookout *l, const struct detect_rise *total)
{
	double sum = 0;

	for (size_t s = 1; s < l->n; s++) {
		struct detect_rise r;

		if (l->series[s].key.dimension != LOOKOUT_CATEGORY)
			continue;
		detector_window(l->detector, s, total->window, &r);
		if (r.p <= STANDS_OUT && excess(&r) > 0)
			sum += excess(&r);
	}
	return sum >= EXPLAINED * excess(total);
}

/* All series that have a report in the bin: without one nothing new rises. */
static void
judge(struct lookout *l, size_t bin, const size_t *here, size_t n)
{
	struct rose *rose = arena_array(l->mem, n, sizeof(*rose));
	size_t n_rose = 0;

	for (size_t i = 0; i < n; i++) {
		const struct watched *w = &l->series[here[i]];
		struct detect_rise r;

		if (detector_judge(l->detector, here[i], &r))
			note(rose, &n_rose, w->key.dimension >
			    LOOKOUT_CATEGORY ? w->category : here[i], &r);
	}
	if (bin < l->span->judge)
		return;
	for (size_t i = 0; i < n_rose; i++)
		if (rose[i].series != DETECT_TOTAL)
			add_alarm(l, bin, &rose[i]);
	/* it is the first series */
	if (n_rose > 0 && rose[0].series == DETECT_TOTAL &&
	    !is_explained(l, &rose[0].most))
		add_alarm(l, bin, &rose[0]);
}

static double
share_of(const struct lookout_span *span, size_t bin)
{
	double part = (double)(known_to(span, bin) - span->bin[bin].at) /
	    DETECT_BIN_S;

	return part > 0 ? part : 0;
}

/* Counts from *c on that belong to the bin; which series they are of. */
static size_t
report(struct lookout *l, size_t bin, size_t *c, size_t *here)
{
	const struct lookout_span *span = l->span;
	size_t n = 0;

	for (; *c < span->counts && span->count[*c].at <= span->bin[bin].at;
	    ++*c) {
		size_t s;

		if (span->count[*c].at < span->bin[bin].at)
			continue;
		s = series_of(l, &span->count[*c].key, NULL);
		detector_report(l->detector, s, span->count[*c].reports);
		here[n++] = s;
	}
	return n;
}

static void
feed(struct lookout *l)
{
	const struct lookout_span *span = l->span;
	size_t *here = arena_array(l->mem, span->counts + 1, sizeof(*here));
	size_t c = 0;

	for (size_t i = 0; i < span->n; i++) {
		size_t n;

		detector_bin(l->detector, span->bin[i].week_hour,
		    share_of(span, i));
		if (l->gap[i])
			detector_gap(l->detector);
		n = report(l, i, &c, here);
		if (i >= span->day)
			judge(l, i, here, n);
		l->out->gaps += i >= span->day && l->gap[i];
	}
}

/* ---- the whole ---- */

static void
save(const struct lookout *l, struct lookout_state *to)
{
	detector_save(l->detector, &to->sums);
	to->series = arena_array(l->mem, l->n, sizeof(*to->series));
	for (size_t s = 0; s < l->n; s++) {
		const struct detect_level *k = detector_level(l->detector, s);

		if (s != DETECT_TOTAL && k->shape < FORGOTTEN)
			continue;
		to->series[to->n++] = (struct lookout_series){
			{ l->series[s].key.dimension,
			    arena_text(l->mem, l->series[s].key.category),
			    arena_text(l->mem, l->series[s].key.part) }, *k };
	}
}

void
lookout_day(struct arena *mem, const struct detect_rule *rule,
    const struct lookout_state *state, const struct lookout_span *span,
    struct lookout_result *out)
{
	struct lookout l = { .mem = mem, .span = span, .out = out };

	*out = (struct lookout_result){ 0 };
	begin(&l, rule, state, span);
	find_gaps(&l, state);
	feed(&l);
	if (!span->over)
		return;
	detector_learn(l.detector, span->n - span->day);
	detector_settle(l.detector);
	save(&l, &out->after);
}
