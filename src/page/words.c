/* SPDX-License-Identifier: MIT */
#include "page/words.h"

#include "base/arena.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct word {
	const char *key, *one, *many;
};

/* clang-format off */
static const struct word categories[] = {
	{ "crash",           "Crash",           "Crashes" },
	{ "bug",             "Bug",             "Bug reports" },
	{ "payment",         "Payment",         "Payment problems" },
	{ "performance",     "Performance",     "Performance problems" },
	{ "ux",              "UX",              "Usability complaints" },
	{ "technical",       "Technical",       "Technical problems" },
	{ "question",        "Question",        "Questions" },
	{ "feature_request", "Feature",         "Feature requests" },
	{ "account",         "Account",         "Account problems" },
	{ "store",           "Store",           "Store problems" },
	{ "device",          "Device",          "Device problems" },
	{ "offerwall",       "Offerwall",       "Offerwall problems" },
	{ "progress_lost",   "Progress lost",   "Reports of lost progress" },
	{ "delivery",        "Delivery",        "Delivery problems" },
	{ "damaged",         "Damaged",         "Damaged goods" },
	{ "wrong_item",      "Wrong item",      "Wrong or missing items" },
	{ "returns",         "Returns",         "Returns" },
	{ "refund",          "Refund",          "Requests for money back" },
	{ "coupon",          "Coupon",          "Coupon problems" },
	{ "order_change",    "Order change",    "Changes of orders" },
	{ "order_status",    "Order status",    "Questions about orders" },
	{ "product",         "Product",         "Questions about products" },
	{ "website",         "Website",         "Website problems" },
	{ "outage",          "Outage",          "Outages" },
	{ "data_loss",       "Data loss",       "Reports of lost data" },
	{ "security",        "Security",        "Security reports" },
	{ "sign_in",         "Sign-in",         "Sign-in problems" },
	{ "permissions",     "Permissions",     "Permission problems" },
	{ "billing",         "Billing",         "Billing problems" },
	{ "integration",     "Integration",     "Integration problems" },
	{ "api",             "API",             "API problems" },
	{ "import_export",   "Import and export", "Import and export problems" },
	{ "setup",           "Setup",           "Questions about setup" },
	{ "other",           "Other",           "Other conversations" },
	{ NULL, NULL, NULL },
};
static const struct word platforms[] = {
	{ "ios",     "iOS",      NULL },
	{ "mac",     "macOS",    NULL },
	{ "unknown", "not said", NULL },
	{ NULL, NULL, NULL },
};
static const struct word severities[] = {
	{ "urgent",   "high or critical", NULL },
	{ "critical", "critical",         NULL },
	{ "high",     "high",             NULL },
	{ "medium",   "medium",           NULL },
	{ "low",      "low",              NULL },
	{ NULL, NULL, NULL },
};
static const struct word jobs[] = {
	{ "rules_apply",   "Judging anew",     NULL },
	{ "rules_preview", "Trial of a draft", NULL },
	{ "regroup",       "Grouping anew",    NULL },
	{ "detector_rehearsal", "Rehearsal of alerts", NULL },
	{ NULL, NULL, NULL },
};
static const struct word flags[] = {
	{ "waiting",        "waiting for a reply", NULL },
	{ "unreplied",      "without a reply yet", NULL },
	{ "replied",        "with a reply",        NULL },
	{ "empty",          "empty",               NULL },
	{ "unreadable",     "unreadable",          NULL },
	{ "delete_request", "deletion requests",   NULL },
	{ "needs_person",   "waiting, not done",   NULL },
	{ "open",           "not done",            NULL },
	{ "done",           "done",                NULL },
	{ "dismissed",      "dismissed",           NULL },
	{ "corrected",      "corrected by people", NULL },
	{ NULL, NULL, NULL },
};
static const struct word states[] = {
	{ "in_force", "in force", NULL },
	{ "replaced", "replaced", NULL },
	{ "undone",   "undone",   NULL },
	{ "noted",    "noted",    NULL },
	{ NULL, NULL, NULL },
};
static const struct {
	const char *dimension;
	const struct word *words;
} tables[] = {
	{ "category", categories },
	{ "mention",  categories },
	{ "platform", platforms },
	{ "severity", severities },
	{ "flag",     flags },
	{ "job",      jobs },
	{ "state",    states },
};
/* clang-format on */

enum { N_TABLES = sizeof(tables) / sizeof(*tables) };

static const struct word *
find(const char *dimension, const char *key)
{
	for (size_t t = 0; t < N_TABLES; t++) {
		if (strcmp(tables[t].dimension, dimension) != 0)
			continue;
		for (const struct word *w = tables[t].words; w->key; w++)
			if (strcmp(w->key, key) == 0)
				return w;
	}
	return NULL;
}

const char *
word_for(struct arena *mem, const char *dimension, const char *key)
{
	const struct word *w = find(dimension, key);
	char *plain;

	if (w != NULL)
		return w->one;
	if (*key == '\0' || strcmp(key, "unknown") == 0)
		return "not said";
	if (strcmp(dimension, "version") == 0)
		return key;
	/* several in one filter, as "other" of the chart has them */
	if (strchr(key, ',') != NULL)
		return "the rest";
	plain = arena_text(mem, key);
	for (char *p = plain; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	if (strcmp(dimension, "status") != 0)
		plain[0] = (char)toupper((unsigned char)plain[0]);
	return plain;
}

const char *
word_many(struct arena *mem, const char *category)
{
	const struct word *w = find("category", category);

	return w ? w->many : word_for(mem, "category", category);
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
		if (find("category", keys[i]) != NULL)
			continue;
		slot = slot_of(keys[i]);
		for (size_t k = 0; k < N_COLOURS && taken >> slot & 1; k++)
			slot = (slot + 1) % N_COLOURS;
		taken |= 1u << slot;
		out[i] = colours[slot];
	}
}
