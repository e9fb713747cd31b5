/* SPDX-License-Identifier: MIT */
/*
 * analysis/wording - what categories and platforms are called, and the sentence
 * that says what an incident is.
 *
 * Shape:     pages, JSON and messages say the same of an incident, so the sentence
 *            is made here and nowhere else. Times come as words, since only who
 *            writes knows the reader's zone.
 * Keys:      those that no table holds (a ruleset may bring its own categories)
 *            are shown with blanks for underscores and a capital at the front.
 * Ownership: texts live in the arena or for ever.
 */
#ifndef TIDEMARK_ANALYSIS_WORDING_H
#define TIDEMARK_ANALYSIS_WORDING_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* "Crash", "iOS"; NULL when no table has it. dimension: category mention
 * platform. */
const char *wording_known(const char *dimension, const char *key);
/* The same for any key. */
const char *wording_one(struct arena *, const char *dimension, const char *key);
/* "Crashes", "Reports of lost progress" */
const char *wording_many(struct arena *, const char *category);
/* For the middle of a sentence; an abbreviation stays as it is. */
const char *wording_lower_first(struct arena *, const char *text);

struct wording_scope {
	const char *category;               /* "" all of them */
	const char *also;                   /* more, with commas; "" */
	const char *platform, *app_version; /* where it mostly is; "" */
	const char *group; /* title of the group it is about; "" */
};

/* "Crashes, mostly on Android 2.4.1" */
const char *wording_subject(struct arena *, const struct wording_scope *);

struct wording_counts {
	int64_t conversations, customers;
	const char *when; /* "since 09:00", "from 09:00 to 12:00" */
	int64_t reports;  /* of the last rise, */
	double expected;  /* and how many were usual */
};

/* "Crashes, mostly on Android 2.4.1: 38 reports of 31 customers since 09:00, 9×
 * the usual"; subject as above. */
const char *wording_incident(
    struct arena *, const char *subject, const struct wording_counts *);

#endif
