/* SPDX-License-Identifier: MIT */
/*
 * quality/evidence - where quoted words stand in a text.
 *
 * Shape:     compared without regard to case, kind of quotation mark, dash or
 *            space, and to quotation marks and an ellipsis at either end; every
 *            other character must be there, in order, and whole words: "ok" is
 *            not in "book". The first place counts. A quotation of fewer than
 *            EVIDENCE_LEAST letters and digits is found nowhere: it would be
 *            found everywhere.
 * Input:     any bytes; time is linear in both texts.
 * Units:     bytes of the text as it is given; whole characters of valid UTF-8.
 */
#ifndef TIDEMARK_QUALITY_EVIDENCE_H
#define TIDEMARK_QUALITY_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { EVIDENCE_LEAST = 2 };

struct arena;

bool	evidence_find(struct arena *, const char *text, const char *words,
	    size_t *at, size_t *len);

#endif
