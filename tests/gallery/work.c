/* SPDX-License-Identifier: MIT */
/* Pages of what the program does, and of what people said to it. */
#include "gallery.h"

#include "base/arena.h"
#include "html/view.h"

#include <stddef.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

static void
jobs(void)
{
	static const char *const job[][6] = {
		{ "backfill", "running", "412 of 1,300 pages", "3 min", "4 min ago",
		  "ann" },
		{ "reanalyse", "queued", "", "–", "1 min ago", "ann" },
		{ "backfill", "failed", "Help Scout answered 401: the client id or "
		  "secret is wrong", "2 s", "2 d ago", "cron" } };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "jobs.tpl"), *has;

	gallery_shell(v, "Jobs", "/jobs");
	view_text(v, "SENTENCE", "The import is up to date");
	view_text(v, "MORE", "Last sweep 40 s ago, 3 conversations wait for "
	    "analysis.");
	has = view_row(v, "PAIR");
	view_text(has, "NAME", "Conversations");
	view_text(has, "VALUE", "48,213 from 2 Mar 2024 to now");
	has = view_row(v, "HAS_JOBS");
	for (size_t i = 0; i < LEN(job); i++) {
		struct view *j = view_row(has, "JOB"), *bar;

		view_text(j, "KIND", job[i][0]);
		view_int(j, "ID", (long long)i);
		view_text(j, "STATE", job[i][1]);
		view_text(j, "NOTE", job[i][2]);
		view_text(j, "TOOK", job[i][3]);
		view_text(j, "AGO", job[i][4]);
		view_text(j, "WHO", job[i][5]);
		if (i > 0)
			continue;
		bar = view_row(j, "BAR");
		view_text(bar, "W", "32");
		view_text(bar, "TEXT", "32 %");
	}
	gallery_save(v, "jobs");
	arena_end(mem);
}

static void
corrections(void)
{
	static const char *const said[][6] = {
		{ "anna", "Severity", "low", "high", "paid twice", "in force" },
		{ "token bot", "Category", "Other", "Payment", "",
		  "undone by anna, 14 Jan 14:12" } };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "corrections.tpl"), *full, *field;

	gallery_shell(v, "Corrections", "/corrections");
	view_text(v, "SENTENCE", "2 corrections");
	view_text(v, "MORE", "In force on 1 conversation.");
	view_text(v, "CSV_URL", "/api/v1/corrections.csv");
	field = view_row(v, "CHOICE");
	view_text(field, "FIELD", "field");
	view_text(field, "LABEL", "What");
	field = view_row(field, "OPTION");
	view_text(field, "VALUE", "");
	view_text(field, "NAME", "keep");
	full = view_row(v, "FULL");
	for (size_t i = 0; i < LEN(said); i++) {
		struct view *r = view_row(full, "ROW"), *values;

		view_text(r, "ISO", "2026-01-14T13:10:00Z");
		view_text(r, "WHEN", "14 Jan 14:10");
		view_text(r, "WHO", said[i][0]);
		view_text(r, "URL", "/conversations/1");
		view_int(r, "NUMBER", 48213);
		view_text(r, "SUBJECT", "Game freezes");
		view_text(r, "FIELD", said[i][1]);
		values = view_row(r, "VALUES");
		view_text(values, "WAS", said[i][2]);
		view_text(values, "BECAME", said[i][3]);
		view_text(view_row(r, "NOTES"), "TEXT", said[i][4]);
		view_text(r, "STATE", said[i][5]);
		if (i == 0)
			view_text(view_row(r, "UNDO"), "ID", "1");
	}
	gallery_save(v, "corrections");
	arena_end(mem);
}

void
gallery_work(void)
{
	jobs();
	corrections();
}
