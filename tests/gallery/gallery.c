/* SPDX-License-Identifier: MIT */
/*
 * gallery [DIR]: renders every template with made-up data, to look at without
 * a database; static/ is expected beside the files in DIR. As a test (without
 * DIR) it proves that each template expands with all its includes.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/asset.h"
#include "html/chart.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "tests/gallery/gallery.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

static const int64_t now = 1768398120;	/* 2026-01-14 14:42 in Paris */
static const char *out_dir;
static int failed;

void
gallery_shell(struct view *v, const char *title, const char *here)
{
	static const char *const nav[][2] = { { "/", "Overview" },
		{ "/insights", "Insights" }, { "/conversations", "Conversations" },
		{ "/incidents", "Incidents" }, { "/groups", "Groups" },
		{ "/quality", "Quality" },
		{ "/alerts", "Alerts" }, { "/corrections", "Corrections" },
		{ "/jobs", "Jobs" }, { "/settings", "Settings" } };
	struct view *h = view_include(v, "HEADER", "header.tpl"), *in;

	view_include(v, "FOOTER", "footer.tpl");
	view_global(v, "TITLE", title);
	view_global(v, "ZONE", fmt_zone());
	view_global(v, "VERSION", "0.1.0");
	asset_globals(v);
	if (here == NULL)
		return;
	in = view_row(h, "SIGNED_IN");
	for (size_t i = 0; i < LEN(nav); i++) {
		struct view *n = view_row(in, "NAV");

		view_text(n, "URL", nav[i][0]);
		view_text(n, "NAME", nav[i][1]);
		view_show_if(n, "HERE", strcmp(nav[i][0], here) == 0);
	}
}

void
gallery_save(struct view *v, const char *name)
{
	struct sbuf out = SBUF_INIT;
	char path[512];
	FILE *f;

	if (view_render(v, &out) != RC_OK || out.len < 500) {
		printf("not ok - %s\n", name);
		failed = 1;
	} else {
		printf("ok - %s (%zu bytes)\n", name, out.len);
	}
	if (out_dir != NULL) {
		snprintf(path, sizeof(path), "%s/%s.html", out_dir, name);
		f = fopen(path, "w");
		if (f != NULL) {
			fwrite(sbuf_cstr(&out), 1, out.len, f);
			fclose(f);
		}
	}
	sbuf_free(&out);
}

/* A repeatable stream of numbers in 0..1. */
static double
noise(void)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x / 4294967296.0;
}

static const char *
bucket_url(void *mem, size_t i, const struct chart_series *s)
{
	struct link l = link_to(mem, "/conversations");

	link_int(&l, "from", (long long)i);
	link_arg(&l, "category", s ? s->key : NULL);
	return link_url(&l);
}

static const char *const keys[] = { "crash", "bug", "payment", "ux",
	"technical", "question", "feature_request", "other" };
static const char *const names[] = { "Crash", "Bug", "Payment", "UX",
	"Technical", "Question", "Feature", "Other" };
static const double weight[] = { 3, 6, 3, 2, 2, 5, 1.5, 3 };

/* Releases, two of them close together, and office hours. */
static void
annotate(struct arena *mem, struct chart *c, int64_t step)
{
	static const char *const out[] = { "9.1.3 out, Android",
		"9.1.4 out, Android", "9.1.4 out, iOS" };
	struct chart_mark *m = arena_array(mem, LEN(out), sizeof(*m));
	struct chart_band *b = arena_array(mem, 3, sizeof(*b));

	for (size_t i = 0; i < LEN(out); i++)
		m[i] = (struct chart_mark){ now - (30 - 11 * (int64_t)i) *
			step, out[i] };
	c->mark = m;
	c->nmarks = LEN(out);
	if (step != HOUR)
		return;
	for (int i = 0; i < 2; i++) {
		int64_t day = fmt_day_shift(now, i - 1);

		b[i] = (struct chart_band){ day + 9 * HOUR,
			day + 17 * HOUR + 1800 };
		if (b[i].to > c->at[c->n])
			b[i].to = c->at[c->n];
	}
	c->band = b;
	c->nbands = 2;
	c->band_name = "office hours";
}

/* Fills n buckets of made-up counts; the last day brings a burst of crashes. */
static void
made_up(struct arena *mem, struct chart *c, size_t n, int64_t step)
{
	struct chart_series *s = arena_array(mem, LEN(keys), sizeof(*s));
	int64_t *at = arena_array(mem, n + 1, sizeof(*at));
	double *before = arena_array(mem, n, sizeof(*before));
	int64_t end = step == HOUR ? now / HOUR * HOUR + HOUR
				   : fmt_day_start(now) + DAY;

	for (size_t i = 0; i <= n; i++)
		at[i] = end - (int64_t)(n - i) * step;
	for (size_t k = 0; k < LEN(keys); k++) {
		double *value = arena_array(mem, n, sizeof(*value));

		for (size_t i = 0; i < n; i++) {
			double day = 1 + 0.7 * sin((fmt_hour_of(at[i]) - 9) /
			    24.0 * 6.28);
			double f = step == HOUR ? day : 18;
			bool burst = k == 0 && at[i] > now - 6 * HOUR;

			value[i] = floor(f * weight[k] * (0.4 + noise()) *
			    (burst ? 7 : 1) * (i == n - 1 ? 0.6 : 1));
			before[i] += floor(f * weight[k] * (0.4 + noise()));
		}
		s[k] = (struct chart_series){ keys[k], names[k],
			"/conversations?category=x", value };
	}
	*c = (struct chart){ .id = "trend", .title = "What people write about",
		.finding = "Crashes rose from 3 to 24 an hour at 09:00 today.",
		.unit = "conversations", .n = n, .at = at, .now = now,
		.series = s, .nseries = LEN(keys), .before = before,
		.before_name = "the 48 h before", .url = bucket_url,
		.who = mem };
	annotate(mem, c, step);
}

static void
breakdowns(struct view *v)
{
	static const struct breakdown_row severity[] = {
		{ "critical", "critical", "/c?severity=critical", 12, 4 },
		{ "high", "high", "/c?severity=high", 84, 56 },
		{ "medium", "medium", "/c?severity=medium", 402, 390 },
		{ "low", "low", "/c?severity=low", 786, 701 },
	}, platform[] = {
		{ NULL, "Android", "/c?platform=android", 770, 610 },
		{ NULL, "iOS", "/c?platform=ios", 398, 402 },
		{ NULL, "Web", "/c?platform=web", 24, 30 },
		{ NULL, "not said", "/c?platform=", 92, 80 },
	}, version[] = {
		{ NULL, "9.1.4", "/c?version=9.1.4", 526, 12 },
		{ NULL, "9.1.3", "/c?version=9.1.3", 282, 480 },
		{ NULL, "9.1.1", "/c?version=9.1.1", 77, 90 },
		{ NULL, "9.0.8", "/c?version=9.0.8", 31, 48 },
		{ NULL, "not said", "/c?version=", 368, 350 },
	}, category[] = {
		{ "bug", "Bug", "/c?category=bug", 402, 390 },
		{ "crash", "Crash", "/c?category=crash", 311, 96 },
		{ "question", "Question", "/c?category=question", 268, 270 },
		{ "payment", "Payment", "/c?category=payment", 140, 120 },
		{ "progress_lost", "Progress lost", "/c", 63, 41 },
		{ "ux", "UX", "/c?category=ux", 52, 60 },
	};
	const struct breakdown all[] = {
		{ "b-severity", "Severity", "", "the 48 h before", 1284, severity, 4,
		    "/b.csv" },
		{ "b-platform", "Platform", "", NULL, 1284, platform, 4, NULL },
		{ "b-version", "Version", "", NULL, 1284, version, 5, NULL },
		{ "b-category", "Category", "", NULL, 1284, category, 6, NULL },
	};
	static const char *const slot[] = { "SEVERITY", "PLATFORM", "VERSION",
		"CATEGORY" };

	for (size_t i = 0; i < LEN(all); i++)
		chart_breakdown(v, slot[i], &all[i]);
}

static void
groups(struct view *v)
{
	static const struct {
		const char *name;
		int n, was;
	} group[] = {
		{ "Freezes after loading level 40", 38, 2 },
		{ "Charged twice for starter pack", 17, 14 },
		{ "Lost all progress after the update to 9.1.4, support chat "
		  "does not open", 15, 0 },
		{ "Cannot log in with Facebook any more", 11, 6 },
		{ "Reward for the offer never came", 9, 10 },
		{ "How do I transfer my game to a new phone?", 8, 8 },
		{ "Sound is missing in the shop", 5, 1 },
		{ "Ads cannot be closed", 4, 9 },
	};
	char buf[FMT_SIZE];

	for (size_t i = 0; i < LEN(group); i++) {
		struct view *g = view_row(v, "GROUP");
		double spark[48];

		for (size_t k = 0; k < 48; k++)
			spark[k] = floor(noise() * 2 +
			    (k > 40 ? group[i].n / 7.0 : group[i].was / 30.0));
		view_text(g, "URL", "/conversations?group=7");
		view_text(g, "NAME", group[i].name);
		view_count(g, "COUNT", group[i].n);
		view_text(g, "CHANGE", fmt_change(group[i].n, group[i].was, buf));
		chart_spark(g, "SPARK", spark, 48, "at most 7 an hour");
	}
}

static void
choose(struct view *form, const char *field, const char *label)
{
	struct view *c = view_row(form, "CHOICE"), *o;

	view_text(c, "FIELD", field);
	view_text(c, "LABEL", label);
	o = view_row(c, "OPTION");
	view_text(o, "VALUE", "");
	view_text(o, "NAME", "keep");
}

static void
choose_all(struct view *form)
{
	choose(form, "category", "Category");
	choose(form, "severity", "Severity");
	choose(form, "intent", "Intent");
}

/* What a reviewer finds in a row. */
static void
row_forms(struct view *r)
{
	struct view *m = view_row(r, "MENU"), *b;

	view_show(r, "PICKS");
	view_text(view_row(r, "PICK"), "ID", "1");
	view_text(view_row(r, "BY"), "TEXT", "severity by anna");
	view_text(m, "ID", "1");
	view_text(m, "CORRECT_URL", "/conversations/1#correct");
	b = view_row(m, "MARK");
	view_text(b, "NAME", "done");
	view_text(b, "VALUE", "1");
	view_text(b, "TEXT", "Done");
	view_text(view_row(m, "SEV"), "NAME", "low");
}

static void
row(struct view *list, const char *severity, int number, const char *subject,
    const char *said, const char *wait)
{
	static const char *const facts[] = { "Crash", "Progress lost",
		"Android 9.1.4", "level 40" };
	struct view *item = view_row(list, "ITEM");
	struct view *r = view_include(item, "ROW", "row.tpl");

	view_text(r, "SEVERITY", severity);
	view_text(r, "URL", "/conversations/1");
	view_int(r, "NUMBER", number);
	view_text(r, "SUBJECT", subject);
	if (said != NULL)
		view_text(view_row(r, "SAID"), "TEXT", said);
	for (size_t i = 0; i < LEN(facts); i++)
		view_text(view_row(r, "FACT"), "TEXT", facts[i]);
	view_text(r, "ISO", "2026-01-14T13:10:00Z");
	view_text(r, "WHEN", "14 Jan 14:10");
	view_text(r, "AGO", "32 min ago");
	view_text(view_row(r, "STATUS"), "TEXT", "active");
	if (wait != NULL)
		view_text(view_row(r, "WAIT"), "TEXT", wait);
	item = view_row(r, "ALIKE");
	view_text(item, "URL", "/conversations?group=7");
	view_text(item, "TEXT", "38 alike");
	view_text(view_row(r, "OPEN"), "URL",
	    "https://secure.helpscout.net/conversation/1");
	if (number % 2 == 0)
		row_forms(r);
}

void
gallery_rows(struct view *v)
{
	row(v, "critical", 48213, "Game freezes, lost my save",
	    "The game freezes on the loading screen of level 40 and after a "
	    "restart my whole progress since Christmas is gone.", "6 min");
	row(v, "critical", 48190, "CHARGED TWICE!!! refund now",
	    "Charged twice for the starter pack, wants the money back.",
	    "3 h 10 min");
	row(v, "high", 48188, "crash on start since yesterday", NULL, "1 h");
	row(v, "high", 48171, "Impossible d'ouvrir le jeu depuis la mise à jour",
	    "Ne s'ouvre plus depuis la mise à jour 9.1.4.", "2 h 4 min");
	row(v, "medium", 48140, "العبة لا تعمل على هاتفي الجديد 😢", NULL, NULL);
	row(v, "low", 48133, "(no subject)", "Empty message.", NULL);
}

static void
choices(struct view *v, const char *section, const char *const *list, size_t n,
    size_t here)
{
	for (size_t i = 0; i < n; i++) {
		struct view *c = view_row(v, section);

		view_text(c, "URL", "/?range=x");
		view_text(c, "NAME", list[i]);
		view_count(c, "COUNT", 1284 / ((long long)i + 1));
		view_show_if(c, "HERE", i == here);
	}
}

static void
tiles(struct view *full)
{
	static const char *const tile[][4] = {
		{ "Conversations", "1,284", "▲ 18 %", "1,088 before" },
		{ "Customers", "1,102", "▲ 15 %", "958 before" },
		{ "High + critical", "96", "▲ 61 %", "60 before" },
		{ "Waiting for a reply", "43", NULL, "oldest 3 h 10 min" },
		{ "First reply, median", "1 h 24 min", "▼ 9 min",
		  "of 612 replies" },
	};

	for (size_t i = 0; i < LEN(tile); i++) {
		struct view *t = view_row(full, "TILE");

		view_text(t, "NAME", tile[i][0]);
		view_text(t, "VALUE", tile[i][1]);
		view_text(t, "SUB", tile[i][3]);
		view_text(view_row(t, "LINK"), "URL", "/conversations");
		if (tile[i][2] != NULL)
			view_text(view_row(t, "CHANGE"), "TEXT", tile[i][2]);
	}
}

static void
controls(struct view *page)
{
	static const char *const ranges[] = { "24 h", "48 h", "7 d", "30 d",
		"90 d" };
	static const char *const boxes[] = { "All mailboxes", "Support",
		"Payments", "Community" };
	struct view *v = view_include(page, "CONTROLS", "controls.tpl");

	choices(v, "RANGE", ranges, LEN(ranges), 1);
	choices(v, "MAILBOX_CHOICE", boxes, LEN(boxes), 0);
	view_text(v, "PATH", "/");
	view_text(v, "CUSTOM_NAME", "Custom");
	view_text(v, "MAILBOX", "All mailboxes");
	view_text(v, "FROM", "2026-01-12T15:00");
	view_text(v, "TO", "2026-01-14T15:00");
}

static struct view *
overview_head(struct arena *mem)
{
	struct view *v = view_open(mem, "overview.tpl");

	gallery_shell(v, "Overview", "/");
	controls(v);
	view_text(v, "FRESH", "fresh 12 s ago");
	return v;
}

/* What a model says of the last hours. */
static void
period_said(struct view *v)
{
	struct view *said = view_row(v, "SAID"), *claim = view_row(said,
	    "CLAIM");

	view_text(said, "BY", "by anthropic, claude-haiku-4-5, of Tue 13, 14:00 "
	    "to today, 14:00; the numbers are Tidemark\xe2\x80\x99s");
	view_text(claim, "TEXT", "Crashes went from 12 to 38.");
	view_text(claim, "URL", "/conversations?category=crash");
	view_text(claim, "COUNT", "38 conversations, 12 before");
}

static void
overview(const char *name, size_t n, int64_t step)
{
	struct arena *mem = arena_begin();
	struct view *v = overview_head(mem), *full, *proof;
	struct chart c;

	view_text(v, "SENTENCE", "Crashes on Android are up 4.2× since 09:00");
	view_text(v, "MORE", "38 customers, 31 of them on 9.1.4.");
	proof = view_row(v, "PROOF");
	view_text(proof, "URL", "/conversations?category=crash");
	view_text(proof, "TEXT", "Show the 38");
	view_text(view_row(v, "NOTE"), "TEXT", "the hour since 14:00 is not over");
	full = view_row(v, "FULL");
	tiles(full);
	view_row(v, "BY_RULES");
	period_said(full);
	made_up(mem, &c, n, step);
	view_text(full, "TREND_SPAN", "conversations per hour, 48 hours");
	view_text(full, "TREND_CSV", "/trend.csv");
	chart_stack(full, "TREND", &c);
	groups(full);
	breakdowns(full);
	view_text(full, "NOW_SUB", "waiting for a reply, high or critical");
	view_text(full, "NOW_URL", "/conversations?waiting=1");
	view_count(full, "NOW_ALL", 96);
	gallery_rows(full);
	gallery_save(v, name);
	arena_end(mem);
}

/* Lines, with names beside their ends. */
static void
lines(const char *name)
{
	struct arena *mem = arena_begin();
	struct view *v = overview_head(mem), *full;
	struct chart c;

	view_text(v, "SENTENCE", "Bugs are written about most");
	full = view_row(v, "FULL");
	made_up(mem, &c, 48, HOUR);
	c.nseries = 4;
	chart_line(full, "TREND", &c);
	gallery_save(v, name);
	arena_end(mem);
}

static void
overview_empty(void)
{
	struct arena *mem = arena_begin();
	struct view *v = overview_head(mem), *e;

	view_text(v, "SENTENCE", "No conversation arrived in these 48 hours");
	view_text(v, "MORE", "The last one came on 2 Jan at 18:04.");
	e = view_row(v, "EMPTY");
	view_text(e, "HEADING", "Help Scout is not connected yet");
	view_text(e, "TEXT", "Here will stand what customers write about, hour "
	    "by hour, as soon as conversations are imported.");
	view_text(e, "STEP", "See how to connect");
	view_text(e, "URL", "/jobs");
	gallery_save(v, "overview-empty");
	arena_end(mem);
}

static void
again(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "again.tpl"), *f;

	gallery_shell(v, "Nothing was changed yet", "/conversations");
	view_text(v, "SENTENCE", "312 conversations match now, not 311");
	view_text(v, "BACK", "/conversations");
	f = view_row(v, "FORM");
	view_text(view_row(f, "KEEP"), "NAME", "severity");
	view_int(f, "EXPECT", 312);
	view_count(f, "COUNT", 312);
	gallery_save(v, "again");
	arena_end(mem);
}

static void
conversations(void)
{
	static const char *const sorts[] = { "Newest", "Oldest",
		"Waiting longest", "Most severe" };
	static const char *const severity[] = { "critical", "high", "medium",
		"low" };
	static const char *const category[] = { "Crash", "Bug", "Payment",
		"Question", "Progress lost", "UX", "Other" };
	static const char *const chips[][2] = { { "category", "Crash" },
		{ "platform", "Android" }, { "from", "14 Jan 09:00" } };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "conversations.tpl"), *has, *f, *more;

	gallery_shell(v, "Conversations", "/conversations");
	view_text(v, "SENTENCE", "311 conversations");
	view_text(view_include(v, "CHANGED", "changed.tpl"), "TEXT",
	    "2 conversations: severity high, done");
	f = view_include(v, "BULK", "bulk.tpl");
	choose_all(f);
	f = view_row(f, "ALL");
	view_count(f, "COUNT", 311);
	view_text(f, "MATCHING", "severity=high");
	view_int(f, "EXPECT", 311);
	more = view_row(v, "MORE");
	view_text(more, "CUSTOMERS", "298 customers");
	view_text(more, "CUSTOMERS_URL", "/customers");
	view_text(more, "SPAN", "12 Jan 14:00 to 14 Jan 14:42");
	has = view_row(v, "HAS_CHIPS");
	for (size_t i = 0; i < LEN(chips); i++) {
		struct view *c = view_row(has, "CHIP");

		view_text(c, "WHAT", chips[i][0]);
		view_text(c, "VALUE", chips[i][1]);
		view_text(c, "URL", "/conversations?x=y");
	}
	choices(v, "SORT", sorts, LEN(sorts), 0);
	view_text(v, "CSV_URL", "/conversations.csv");
	view_text(v, "ALL_URL", "/export.csv");
	f = view_row(v, "FACET");
	view_text(f, "NAME", "Severity");
	choices(f, "CHOICE", severity, LEN(severity), 9);
	f = view_row(v, "FACET");
	view_text(f, "NAME", "Category");
	choices(f, "CHOICE", category, LEN(category), 0);
	gallery_rows(v);
	gallery_rows(v);
	f = view_row(v, "NEXT");
	view_text(f, "URL", "/conversations?after=1");
	view_int(f, "COUNT", 50);
	gallery_save(v, "conversations");
	arena_end(mem);
}

static struct view *
message(struct view *v, const char *kind, const char *who, const char *what,
    const char *body)
{
	struct view *m = view_row(v, "MESSAGE");

	view_text(m, "KIND", kind);
	view_text(m, "ID", who);
	view_text(m, "WHO", who);
	view_text(m, "WHAT", what);
	view_text(m, "ISO", "2026-01-14T13:10:00Z");
	view_text(m, "WHEN", "14 Jan 14:10");
	view_text(view_row(m, "TEXT"), "BODY", body);
	return m;
}

static void
conversation(void)
{
	static const char *const pairs[][2] = { { "Categories",
		"Crash, Progress lost" }, { "Intent", "Crash report" },
		{ "Platform", "Android 14" }, { "Version", "9.1.4" },
		{ "Level", "40" }, { "Device", "Samsung SM-A546B" } };
	static const char *const why[][3] = {
		{ "Crash", "freezes", "+6" }, { "Progress lost",
		"my whole progress since Christmas is gone", "+5" },
		{ "A crash is at least high", NULL, "" } };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "conversation.tpl"), *m, *a, *g;
	struct view *says, *says_what;

	gallery_shell(v, "Game freezes, lost my save", "/conversations");
	view_text(v, "SUBJECT", "Game freezes, lost my save");
	view_text(v, "SEVERITY", "critical");
	view_int(v, "NUMBER", 48213);
	view_text(v, "STATUS", "active");
	view_text(v, "MAILBOX", "Support");
	view_text(v, "ISO", "2026-01-14T13:10:00Z");
	view_text(v, "CREATED", "14 Jan 14:10");
	view_text(view_row(v, "WAITING"), "TEXT", "6 min");
	view_text(view_row(v, "OPEN"), "URL", "https://secure.helpscout.net/c/1");
	m = message(v, "customer", "Maria Lopez", "customer", "Hi,\n\nthe game "
	    "freezes on the loading screen of level 40. After I restarted my "
	    "phone my whole progress since Christmas is gone!!\n\nI paid for the "
	    "starter pack and the season pass. Please help me, I am really "
	    "upset.\n\nThanks\nMaria");
	message(v, "note", "Jonas", "note for colleagues", "Same as #48190? Level "
	    "40 since the 9.1.4 rollout. Asked the game team.");
	m = message(v, "agent", "Jonas", "reply", "Hello Maria,\n\nI am sorry. We "
	    "found the cause in 9.1.4 and a fix is on its way to the store. Your "
	    "progress is safe on our server.\n\nJonas");
	view_text(view_row(m, "QUOTED"), "BODY", "> On 14 Jan, Maria wrote:\n> "
	    "the game freezes on the loading screen of level 40.");
	a = view_row(v, "ANALYSIS");
	view_text(view_row(a, "SAID"), "TEXT", "The game freezes at level 40 and "
	    "the progress is gone.");
	for (size_t i = 0; i < LEN(pairs); i++) {
		struct view *p = view_row(a, "PAIR");

		view_text(p, "NAME", pairs[i][0]);
		view_text(p, "VALUE", pairs[i][1]);
		view_text(view_row(p, "LINK"), "URL", "/conversations?x=y");
	}
	for (size_t i = 0; i < LEN(why); i++) {
		struct view *r = view_row(a, "REASON");

		view_text(r, "TEXT", why[i][0]);
		if (why[i][1] != NULL)
			view_text(view_row(r, "QUOTE"), "TEXT", why[i][1]);
		view_text(r, "POINTS", why[i][2]);
	}
	g = view_row(a, "CORRECT");
	view_text(g, "ID", "1");
	choose_all(g);
	g = view_row(view_row(a, "SAID_BEFORE"), "ENTRY");
	view_text(g, "WHO", "anna");
	view_text(g, "TEXT", "severity critical");
	view_text(view_row(g, "NOTES"), "TEXT", "paid twice");
	view_text(g, "AGO", "8 min ago");
	view_text(view_row(g, "UNDO"), "ID", "1");
	says = view_row(a, "SAYS");
	says_what = view_row(says, "SUMMARY");
	view_text(says_what, "LANG", "es");
	view_text(says_what, "TEXT", "El juego se cierra al abrir el nivel 12.");
	view_text(view_row(says, "TRANSLATION"), "TEXT",
	    "The game closes when level 12 is opened.");
	says_what = view_row(says, "FACT");
	view_text(says_what, "NAME", "Root cause");
	view_text(says_what, "VALUE", "crash on opening level 12");
	view_text(says, "ENGINE", "By anthropic, claude-haiku-4-5, 14 Jan 14:11; "
	    "sure to 90 %. Nothing is counted by it.");
	view_text(a, "ENGINE", "By the rules, version 3, 14 Jan 14:10");
	g = view_row(v, "GROUP");
	view_text(g, "URL", "/conversations?group=7");
	view_text(g, "TITLE", "Freezes after loading level 40");
	view_text(g, "COUNT", "38 conversations");
	for (int i = 0; i < 3; i++) {
		struct view *l = view_row(g, "ALIKE");

		view_text(l, "URL", "/conversations/2");
		view_text(l, "SUBJECT", "stuck on level 40 loading");
		view_text(l, "AGO", "12 min ago");
	}
	g = view_row(v, "SIMILAR");
	view_text(view_row(g, "MORE"), "URL", "/conversations/1/similar");
	a = view_row(view_include(g, "LIKE", "similar-list.tpl"), "ONE");
	view_text(a, "URL", "/conversations/3");
	view_text(a, "SUBJECT", "level 40 never loads");
	view_text(view_row(a, "REPLY"), "TEXT", "Ines: Please update to 9.1.5; "
	    "the level opens again there.");
	view_text(view_row(a, "FACT"), "TEXT", "82 % alike");
	view_text(view_row(a, "FACT"), "TEXT", "closed after 3 h");
	view_text(view_row(a, "FACT"), "TEXT", "reply scored 8.4 of 10");
	g = view_row(v, "TAGS");
	view_text(view_row(g, "TAG"), "TEXT", "android");
	view_text(view_row(g, "TAG"), "TEXT", "app:9.1.4");
	gallery_save(v, "conversation");
	arena_end(mem);
}

static void
pieces(struct view *v, const char *section, const char *before,
    const char *mark, const char *after)
{
	view_text(view_row(view_row(v, section), "PLAIN"), "TEXT", before);
	view_text(view_row(view_row(v, section), "MARK"), "TEXT", mark);
	view_text(view_row(view_row(v, section), "PLAIN"), "TEXT", after);
}

static void
search(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "search.tpl"), *in, *row;

	gallery_shell(v, "Search", "/search");
	view_text(v, "SENTENCE", "12 conversations");
	view_text(view_row(v, "MORE"), "TEXT", "and 40 that hold only some of "
	    "the words");
	view_text(v, "Q", "refund \"not received\"");
	row = view_row(v, "MEANT");
	view_text(row, "URL", "/search?q=refund");
	view_text(row, "TEXT", "refund");
	in = view_row(v, "RESULTS");
	view_text(in, "CSV_URL", "/api/v1/search.csv?q=refund");
	for (int i = 0; i < 6; i++) {
		struct view *said;

		row = view_row(in, "HIT");
		if (i == 4)
			view_text(view_row(row, "DIVIDE"), "TEXT",
			    "These hold only some of the words:");
		view_text(row, "SEVERITY", i < 2 ? "high" : "low");
		view_text(row, "URL", "/conversations/1");
		pieces(row, "SUBJECT", "My ", "refund", " for the season pass");
		said = view_row(row, "EXCERPT");
		view_text(view_row(said, "BY"), "TEXT", "Maria Lopez");
		pieces(said, "PIECE", "I asked for a ", "refund",
		    " two weeks ago and it was <not> received by my bank yet");
		view_int(row, "NUMBER", 48213 - i);
		view_text(view_row(row, "FACT"), "TEXT", "Payment");
		view_text(row, "ISO", "2026-01-14T13:10:00Z");
		view_text(row, "AGO", "2 h ago");
	}
	view_show(view_row(v, "HELP"), "FIELD");
	gallery_save(v, "search");
	arena_end(mem);
}

static void
small_pages(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "sign-in.tpl"), *t;

	gallery_shell(v, "Sign in", NULL);
	view_show(v, "FAILED");
	gallery_save(v, "sign-in");
	v = view_open(mem, "sign-in-link.tpl");
	gallery_shell(v, "Sign in", NULL);
	gallery_save(v, "sign-in-link");
	v = view_open(mem, "error.tpl");
	gallery_shell(v, "Not found", "");
	view_text(v, "STATUS", "404");
	view_text(v, "HEADING", "There is no such page");
	view_text(view_row(v, "MESSAGE"), "TEXT", "Conversation 48213 is not "
	    "here: it may have been deleted or merged in Help Scout.");
	view_text(v, "KEPT", "Nothing was changed.");
	view_text(v, "STEP", "All conversations");
	view_text(v, "STEP_URL", "/conversations");
	gallery_save(v, "error");
	v = view_open(mem, "error.tpl");
	gallery_shell(v, "Refused", "/settings");
	gallery_fill(v, "STATUS=422\nHEADING=This cannot be answered as it was "
	    "asked\nMESSAGE{TEXT=rank_least must be a whole number.}"
	    "KEPT=Nothing was changed.\nSTEP=Go to Settings\n"
	    "STEP_URL=/settings\nTYPED{ACTION=/settings/quality\n"
	    "FIELD{KEY=engine\nLABEL=engine\nMENU{OPTION{VALUE=openai\n"
	    "NAME=openai\nHERE{}}}}FIELD{KEY=note\nLABEL=note\n"
	    "LONG{TYPED_VALUE=Two lines, a_name_without_any_space_that_is_long_"
	    "enough_to_need_more_than_the_width_of_a_small_screen}}"
	    "FIELD{KEY=on\nLABEL=on\nTICK{TYPED_VALUE=1}}"
	    "FIELD{KEY=rank_least\nLABEL=rank least\nSHORT{TYPED_VALUE=many}}}");
	gallery_save(v, "error-typed");
	v = view_open(mem, "account.tpl");
	gallery_shell(v, "Account", "/account");
	view_text(v, "NAME", "ann");
	view_text(v, "ROLE_TEXT", "Administrator: may read everything and change "
	    "settings.");
	view_text(v, "BASE", "https://tidemark.example.com");
	t = view_row(view_row(v, "TOKENS"), "TOKEN");
	view_text(t, "NAME", "reports");
	view_text(t, "ROLE", "viewer");
	view_text(t, "MADE", "2 Jan 09:00");
	view_text(t, "USED", "3 min ago");
	gallery_save(v, "account");
	arena_end(mem);
}

static void
connection(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "connect.tpl"), *facts, *f;

	gallery_shell(v, "Help Scout", "/settings");
	view_text(v, "SENTENCE", "The connection is broken: nothing is "
	    "imported.");
	facts = view_row(v, "FACTS");
	f = view_row(facts, "FACT");
	view_text(f, "NAME", "Connected as");
	view_text(f, "TEXT", "Ann Lee, ann@example.com");
	f = view_row(facts, "FACT");
	view_text(f, "NAME", "Last problem");
	view_text(f, "TEXT", "2 Jan 09:00: Help Scout, renewal of the "
	    "connection: 400, the request is not valid: Invalid "
	    "refresh_token.");
	view_text(view_row(v, "NEXT"), "TEXT", "Connect again: the import waits "
	    "for it and then goes on where it was.");
	f = view_row(v, "CONNECT");
	view_show(f, "PRIMARY");
	view_text(f, "DO", "Connect again");
	view_text(view_row(v, "LEAVE"), "AFTER", "The import then stops. What "
	    "was imported stays.");
	view_text(v, "REDIRECT_URL",
	    "https://tidemark.example.com/helpscout/oauth/callback");
	gallery_save(v, "connect");
	arena_end(mem);
}

static void
customers(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "customers.tpl"), *full, *row;

	gallery_shell(v, "Customers", "/conversations");
	view_text(v, "SENTENCE", "298 customers");
	row = view_row(v, "LIST");
	view_text(row, "URL", "/conversations");
	view_text(row, "TEXT", "311 conversations");
	full = view_row(v, "FULL");
	for (int i = 0; i < 12; i++) {
		row = view_row(full, "CUSTOMER");
		view_text(row, "NAME", "Maria Lopez");
		view_text(row, "URL", "/conversations?customer=1");
		view_count(row, "COUNT", 12 - i);
		view_text(row, "SEVERITY", i < 3 ? "high" : "low");
		view_text(row, "ISO", "2026-01-14T13:10:00Z");
		view_text(row, "WHEN", "14 Jan 14:10");
	}
	gallery_save(v, "customers");
	arena_end(mem);
}

static void
group_pages(void)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "groups.tpl"), *row;

	gallery_shell(v, "Groups", "/groups");
	controls(v);
	view_text(v, "SENTENCE", "1 group");
	view_text(v, "LEAST", "2");
	view_text(v, "SPAN", "48 hours");
	view_text(v, "MADE", "Made by the words of their texts alone.");
	row = view_row(view_row(v, "FULL"), "GROUP");
	view_text(row, "URL", "/groups/1");
	view_text(row, "NAME", "Freezes after the second boss");
	view_count(row, "COUNT", 38);
	view_text(row, "SEVERITY", "high");
	gallery_save(v, "groups");
	v = view_open(mem, "move.tpl");
	gallery_shell(v, "Move to another group", "/groups");
	view_text(v, "SUBJECT", "It freezes");
	gallery_save(v, "move");
	v = view_open(mem, "group.tpl");
	gallery_shell(v, "Freezes after the second boss", "/groups");
	controls(v);
	gallery_fill(v, "NAME=Freezes after the second boss\nSIZE=38 "
	    "conversations\nCUSTOMERS=31 customers\nSPAN=48 hours\nEVER=212\n"
	    "TEXTS=40 texts\nFIRST=2 Jan\nLAST=14 Jan 14:10\n"
	    "LIST_URL=/conversations\nCUSTOMERS_URL=/customers\n"
	    "EVER_URL=/conversations\n");
	row = view_row(v, "MEMBER");
	view_text(row, "URL", "/conversations/1");
	view_text(row, "SUBJECT", "It freezes");
	view_text(row, "WHY", "similarity 0.87 with \u201cBoss fight\u201d, "
	    "shares: boss, freez");
	view_text(row, "SEVERITY", "high");
	row = view_row(view_row(v, "RELATED"), "GROUP");
	view_text(row, "URL", "/groups/2");
	view_text(row, "NAME", "Black screen in the castle");
	view_int(row, "ID", 2);
	view_text(row, "COUNT", "12 conversations");
	gallery_save(v, "group");
	arena_end(mem);
}

static void
insights(void)
{
	static const char *const words[] = { "crash", "refund", "loading",
		"reward" };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "insights.tpl"), *x;

	gallery_shell(v, "Insights", "/insights");
	view_text(v, "SENTENCE", "328 conversations in the last 48 hours");
	view_text(v, "MORE", "251 with a reply, 12 new since 14 Jan 09:12");
	x = view_row(v, "SEEN");
	view_text(x, "TEXT", "Mark all as seen");
	view_text(v, "MAILBOX", "All mailboxes");
	view_text(v, "CUSTOM_NAME", "Custom");
	gallery_rows(v);
	view_text(v, "PROGRESS", "6 of 328 shown");
	view_text(view_row(v, "NEXT"), "URL", "/insights?below=1");
	x = view_row(v, "FACET");
	view_text(x, "NAME", "Keywords");
	choices(x, "CHOICE", words, LEN(words), 9);
	gallery_save(v, "insights");
	arena_end(mem);
}

int
main(int argc, char **argv)
{
	const char *src = getenv("srcdir");
	char dir[512];

	out_dir = argc > 1 ? argv[1] : NULL;
	clock_set(now);
	fmt_zone_set("Europe/Paris");
	snprintf(dir, sizeof(dir), "%s/templates", src ? src : ".");
	if (view_init(dir) != RC_OK)
		return 1;
	snprintf(dir, sizeof(dir), "%s/static", src ? src : ".");
	if (asset_init(dir) != RC_OK)
		return 1;
	overview("overview", 48, HOUR);
	overview("overview-week", 168, HOUR);
	overview("overview-day", 24, HOUR);
	overview("overview-month", 30, DAY);
	overview("overview-quarter", 90, DAY);
	lines("lines");
	overview_empty();
	conversations();
	again();
	conversation();
	connection();
	customers();
	search();
	group_pages();
	insights();
	small_pages();
	gallery_work();
	gallery_live();
	gallery_quality();
	gallery_review();
	gallery_settings();
	gallery_meaning();
	gallery_rubric();
	return failed;
}
