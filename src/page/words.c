/* SPDX-License-Identifier: MIT */
#include "page/words.h"

#include "analysis/wording.h"
#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct word {
	const char *key, *word;
};

/* clang-format off */
static const struct word severities[] = {
	{ "urgent",   "high or critical" },
	{ "critical", "critical" },
	{ "high",     "high" },
	{ "medium",   "medium" },
	{ "low",      "low" },
	{ NULL, NULL },
};
static const struct word jobs[] = {
	{ "backfill",      "Import" },
	{ "conversation",  "One conversation" },
	{ "score",         "Scoring" },
	{ "rules_apply",   "Judging anew" },
	{ "rules_preview", "Trial of a draft" },
	{ "regroup",       "Grouping anew" },
	{ "rescore",       "Judging by a rubric" },
	{ "detector_rehearsal", "Rehearsal of alerts" },
	{ "model_backlog", "Scoring by the model" },
	{ "model_batch", "Scoring by the model, by batch" },
	{ "model_test",    "Test of the model" },
	{ "enrich_backlog", "Asking what conversations are about" },
	{ "enrich_batch", "Asking what conversations are about, by batch" },
	{ "enrich_test",   "Test of the model for conversations" },
	{ "purge",         "Purge" },
	{ "retest",        "Judging again" },
	{ "model_retest",  "Judging again by the model" },
	{ NULL, NULL },
};
static const struct word flags[] = {
	{ "waiting",        "waiting for a reply" },
	{ "unreplied",      "without a reply yet" },
	{ "replied",        "with a reply" },
	{ "empty",          "empty" },
	{ "unreadable",     "unreadable" },
	{ "delete_request", "deletion requests" },
	{ "needs_person",   "waiting, not done" },
	{ "open",           "not done" },
	{ "done",           "done" },
	{ "dismissed",      "dismissed" },
	{ "corrected",      "corrected by people" },
	{ NULL, NULL },
};
static const struct word states[] = {
	{ "in_force", "in force" },
	{ "replaced", "replaced" },
	{ "undone",   "undone" },
	{ "noted",    "noted" },
	{ NULL, NULL },
};
static const struct {
	const char *dimension;
	const struct word *words;
} tables[] = {
	{ "severity", severities },
	{ "flag",     flags },
	{ "job",      jobs },
	{ "state",    states },
};
/* clang-format on */

enum { N_TABLES = sizeof(tables) / sizeof(*tables) };

static const char *
find(const char *dimension, const char *key)
{
	for (size_t t = 0; t < N_TABLES; t++) {
		if (strcmp(tables[t].dimension, dimension) != 0)
			continue;
		for (const struct word *w = tables[t].words; w->key; w++)
			if (strcmp(w->key, key) == 0)
				return w->word;
	}
	return wording_known(dimension, key);
}

const char *
word_for(struct arena *mem, const char *dimension, const char *key)
{
	const char *word = find(dimension, key);

	if (word != NULL)
		return word;
	if (*key == '\0' || strcmp(key, "unknown") == 0)
		return "not said";
	if (strcmp(dimension, "version") == 0)
		return key;
	/* several in one filter, as "other" of the chart has them */
	if (strchr(key, ',') != NULL)
		return "the rest";
	word = wording_one(mem, dimension, key);
	return strcmp(dimension, "status") != 0
		   ? word
		   : arena_fmt(mem, "%c%s", *key, word + 1);
}

const char *
word_many(struct arena *mem, const char *category)
{
	return wording_many(mem, category);
}

static const char *const colours[] = { "x0", "x1", "x2", "x3", "x4", "x5", "x6",
	"x7" };

enum { N_COLOURS = sizeof(colours) / sizeof(*colours) };

static size_t
slot_of(const char *key)
{
	uint32_t h = 2166136261u;

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 16777619u;
	return h % N_COLOURS;
}

void
word_colours(const char *const *keys, size_t n, const char **out)
{
	unsigned taken = 0;

	for (size_t i = 0; i < n; i++) {
		size_t slot;

		out[i] = keys[i];
		if (wording_known("category", keys[i]) != NULL)
			continue;
		slot = slot_of(keys[i]);
		for (size_t k = 0; k < N_COLOURS && taken >> slot & 1; k++)
			slot = (slot + 1) % N_COLOURS;
		taken |= 1u << slot;
		out[i] = colours[slot];
	}
}
