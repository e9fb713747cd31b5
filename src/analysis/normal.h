/* SPDX-License-Identifier: MIT */
/*
 * analysis/normal - the same matter in other words of no account is one text.
 *
 * Stems of the report's words, without numbers, ids, addresses, links,
 * greetings, politeness and little words: what a fingerprint is taken of.
 * NULL when nothing is left to compare.
 */
#ifndef TIDEMARK_ANALYSIS_NORMAL_H
#define TIDEMARK_ANALYSIS_NORMAL_H

struct arena;
struct ruleset;

const char	*normal_text(const struct ruleset *, struct arena *,
		    const char *subject, const char *text);

#endif
