/* SPDX-License-Identifier: MIT */
#include "analysis/wording.h"

#include "base/arena.h"
#include "base/sbuf.h"

#include <ctype.h>
#include <stddef.h>
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
	{ "android", "Android",  NULL },
	{ "unknown", "not said", NULL },
	{ NULL, NULL, NULL },
};
/* clang-format on */

static const struct word *
find(const struct word *w, const char *key)
{
	while (w->key != NULL && strcmp(w->key, key) != 0)
		w++;
	return w->key == NULL ? NULL : w;
}

const char *
wording_known(const char *dimension, const char *key)
{
	const struct word *w = NULL;

	if (strcmp(dimension, "platform") == 0)
		w = find(platforms, key);
	else if (strcmp(dimension, "category") == 0 ||
		 strcmp(dimension, "mention") == 0)
		w = find(categories, key);
	return w == NULL ? NULL : w->one;
}

static const char *
plain(struct arena *mem, const char *key)
{
	char *copy = arena_text(mem, key);

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	copy[0] = (char)toupper((unsigned char)copy[0]);
	return copy;
}

const char *
wording_one(struct arena *mem, const char *dimension, const char *key)
{
	const char *word = wording_known(dimension, key);

	return word != NULL ? word : plain(mem, key);
}

const char *
wording_many(struct arena *mem, const char *category)
{
	const struct word *w = find(categories, category);

	return w != NULL ? w->many : plain(mem, category);
}

/* ---- incidents ---- */

const char *
wording_lower_first(struct arena *mem, const char *text)
{
	char *copy = arena_text(mem, text);

	if (copy[0] != '\0' && islower((unsigned char)copy[1]))
		copy[0] = (char)tolower((unsigned char)copy[0]);
	return copy;
}

static void
add_more(struct arena *mem, struct sbuf *out, const char *also)
{
	while (*also != '\0') {
		size_t len = strcspn(also, ",");
		const char *key = arena_copy(mem, also, len);

		also += len + (also[len] == ',');
		sbuf_text(out, *also != '\0' ? ", " : " and ");
		sbuf_text(out, wording_lower_first(mem, wording_many(mem, key)));
	}
}

const char *
wording_subject(struct arena *mem, const struct wording_scope *s)
{
	struct sbuf *out = sbuf_arena(mem);
	bool on = *s->platform != '\0';

	sbuf_text(out, *s->category == '\0' ? "More conversations than usual"
					    : wording_many(mem, s->category));
	add_more(mem, out, s->also);
	if (*s->group != '\0')
		sbuf_fmt(out, " like \xe2\x80\x9c%s\xe2\x80\x9d", s->group);
	if (on || *s->app_version != '\0')
		sbuf_fmt(out, ", mostly on %s%s%s",
		    on ? wording_one(mem, "platform", s->platform) : "version",
		    *s->app_version != '\0' ? " " : "", s->app_version);
	return sbuf_cstr(out);
}

/* "9×", "2.4×" the usual; of what hardly ever comes there is no multiple. */
static const char *
how_much(struct arena *mem, const struct wording_counts *c)
{
	double times;

	if (c->expected < 0.5)
		return "where hardly any are usual";
	times = (double)c->reports / c->expected;
	return arena_fmt(mem,
	    times < 9.95 ? "%.1f\xc3\x97 the usual" : "%.0f\xc3\x97 the usual",
	    times);
}

const char *
wording_incident(
    struct arena *mem, const char *subject, const struct wording_counts *c)
{
	return arena_fmt(mem, "%s: %lld %s of %lld %s %s, %s", subject,
	    (long long)c->conversations,
	    c->conversations == 1 ? "report" : "reports",
	    (long long)c->customers,
	    c->customers == 1 ? "customer" : "customers", c->when,
	    how_much(mem, c));
}
