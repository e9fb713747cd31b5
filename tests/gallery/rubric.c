/* SPDX-License-Identifier: MIT */
/* Pages of rubrics. */
#include "gallery.h"

#include "base/arena.h"
#include "html/view.h"

#include <stddef.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

static const struct {
	const char *key, *name, *weight, *percent, *guidance;
	double w;
} dimensions[] = {
	{ "empathy", "Empathy", "0.25", "25 %", "Sees the person.", 25 },
	{ "accuracy", "Accuracy", "0.35", "35 %", "Answers each question.", 35 },
	{ "tone", "Tone", "0.15", "15 %", "Polite, personal and calm.", 15 },
	{ "resolution", "Resolution", "0.2", "20 %", "Solves it, or says what "
	    "happens next.", 20 },
};

static void
table(struct view *v)
{
	struct view *in = view_include(v, "RUBRIC", "rubric-table.tpl");

	for (size_t i = 0; i < LEN(dimensions); i++) {
		struct view *d = view_row(in, "DIMENSION");

		view_text(d, "NAME", dimensions[i].name);
		view_text(d, "KEY", dimensions[i].key);
		view_text(d, "GUIDANCE", dimensions[i].guidance);
		view_text(d, "WEIGHT", dimensions[i].percent);
		view_num(d, "W", dimensions[i].w, 1);
		view_int(d, "SCALE", 10);
		view_show_if(d, "CRITICAL", i == 1);
		view_show_if(d, "ALWAYS", i == 2);
	}
}

static void
versions(struct arena *mem)
{
	struct view *v = view_open(mem, "rubric.tpl");

	gallery_shell(v, "The rubric", "/quality");
	view_text(v, "SENTENCE", "Replies are judged by “Support replies”, "
	    "version 2");
	view_text(v, "MORE", "by anna, 14 Jan 09:12: accuracy counts more");
	view_int(view_row(v, "EDIT"), "FROM", 2);
	view_show(v, "COMPARED");
	table(v);
	for (int i = 2; i > 0; i--) {
		struct view *r = view_row(v, "VERSION_ROW"), *c;

		view_int(r, "N", i);
		view_text(r, "URL", "/quality/rubric/1");
		view_text(r, "NAME", "Support replies");
		view_text(r, "NOTE", i == 2 ? "accuracy counts more" :
		    "comes with the program");
		view_text(r, "WHO", i == 2 ? "anna" : "tidemark");
		view_text(r, "ISO", "2026-01-14T08:12:00Z");
		view_text(r, "WHEN", "14 Jan 09:12");
		view_show_if(r, "ACTIVE", i == 2);
		c = view_row(r, "COMPARE");
		view_show_if(c, "A", i == 1);
		view_show_if(c, "B", i == 2);
	}
	gallery_save(v, "rubric");
}

static void
form(struct arena *mem)
{
	struct view *v = view_open(mem, "rubric-edit.tpl");

	gallery_shell(v, "Edit the rubric", "/quality");
	view_text(view_row(v, "FAULT"), "TEXT", "The weights must sum to 1, not "
	    "0.95.");
	view_int(v, "FROM", 2);
	view_text(v, "NAME", "Support replies");
	view_int(v, "MOST", 12);
	view_text(v, "SUM", "The weights sum to 0.95; they must sum to 1.");
	for (size_t i = 0; i < LEN(dimensions); i++) {
		struct view *r = view_row(v, "ROW");

		view_int(r, "N", (long long)i + 1);
		view_text(r, "KEY", dimensions[i].key);
		view_text(r, "NAME", dimensions[i].name);
		view_text(r, "WEIGHT", dimensions[i].weight);
		view_text(r, "SCALE", "10");
		view_text(r, "GUIDANCE", dimensions[i].guidance);
		view_show(r, "MAY_NA");
	}
	gallery_save(v, "rubric-edit");
}

static void
number(struct view *row, const char *section, long long n)
{
	struct view *v = view_row(row, section);

	view_count(v, "N", n);
	if (n > 0)
		view_text(view_row(v, "LINK"), "URL", "#replies");
	else
		view_show(v, "PLAIN");
}

static void
shift(struct view *row, const char *name, int i)
{
	static const char *const shifts[] = { "−0.42", "+0.13", "0.00" };

	view_text(row, "NAME", name);
	view_text(row, "BEFORE", "7.31");
	view_text(row, "AFTER", "6.89");
	view_text(row, "SHIFT", shifts[i % 3]);
	number(row, "ALL", 1000);
	number(row, "UP", i % 3 == 1 ? 31 : 0);
	number(row, "DOWN", i % 3 == 0 ? 204 : 0);
}

static void
difference(struct view *v)
{
	struct view *d = view_row(v, "DIFFERENCE"), *some;

	view_int(d, "OTHER", 2);
	view_int(d, "THIS", 3);
	some = view_row(d, "SOME");
	view_text(some, "SAYS", "The mean is 6.89 instead of 7.31; 204 of 1,000 "
	    "replies moved by more than 1.");
	shift(view_row(some, "SHIFT_ROW"), "Total", 0);
	for (size_t i = 0; i < LEN(dimensions); i++)
		shift(view_row(some, "SHIFT_ROW"), dimensions[i].name,
		    (int)i + 1);
	shift(view_row(some, "AGENT"), "Jakub Zieliński", 0);
	shift(view_row(some, "AGENT"), "Mei Tanahashi", 1);
}

static void
version(struct arena *mem)
{
	struct view *v = view_open(mem, "rubric-version.tpl"), *r, *list, *offer;

	gallery_shell(v, "A version of the rubric", "/quality");
	view_text(v, "SENTENCE", "“Support replies”, version 3");
	view_text(v, "MORE", "by anna, 14 Jan 14:40: resolution counts more");
	view_text(v, "SCORES_URL", "/quality?rubric=3");
	table(v);
	difference(v);
	r = view_row(v, "RUNS");
	view_int(r, "W", 40);
	view_text(r, "TEXT", "400 of 1,000 replies judged");
	list = view_row(v, "LIST");
	view_text(list, "NAME", "Total: worse by more than 1");
	view_text(list, "COUNT", "1 reply");
	view_text(list, "URL", "/quality/rubric/3");
	r = view_row(list, "REPLY");
	view_text(r, "AGENT", "Jakub Zieliński");
	view_text(r, "ISO", "2026-01-14T13:10:00Z");
	view_text(r, "WHEN", "3 h ago");
	view_text(r, "URL", "/quality/replies/1?rubric=3");
	view_text(r, "SUBJECT", "Charged twice");
	view_text(r, "SAID", "Thank you for writing. We are looking into it.");
	view_text(r, "BEFORE", "6.10");
	view_text(r, "AFTER", "3.20");
	view_text(v, "OVER", "2");
	r = view_row(v, "RESCORE");
	view_text(r, "URL", "/quality/rubric/3/rescore");
	r = view_row(r, "OPTION");
	view_text(r, "VALUE", "all");
	view_text(r, "NAME", "of all times");
	view_int(view_row(v, "ACTIVATE"), "THIS", 3);
	offer = view_row(v, "OFFER");
	view_text(offer, "TEXT", "1,204 replies of the last 30 days without a "
	    "score by the model: about $2.40.");
	view_int(offer, "DAYS", 30);
	gallery_save(v, "rubric-version");
}

static void
diff(struct arena *mem)
{
	struct view *v = view_open(mem, "rubric-diff.tpl"), *c;

	gallery_shell(v, "Two rubrics", "/quality");
	view_text(v, "SENTENCE", "From version 2 to version 3: 1 change");
	view_text(v, "MORE", "Version 3 is by anna, 14 Jan 14:40");
	c = view_row(view_row(v, "SOME"), "CHANGE");
	view_text(c, "KEY", "resolution");
	view_text(c, "WHAT", "weight");
	view_text(c, "BEFORE", "0.25");
	view_text(c, "AFTER", "0.35");
	gallery_save(v, "rubric-diff");
}

void
gallery_rubric(void)
{
	struct arena *mem = arena_begin();

	versions(mem);
	form(mem);
	version(mem);
	diff(mem);
	arena_end(mem);
}
