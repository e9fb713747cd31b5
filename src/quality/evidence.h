/* SPDX-License-Identifier: MIT */
/*
 * quality/evidence - where quoted words stand in a text.
 *
 * Shape:     compared without regard to case, kind of quotation mark, dash or
 *            space, and to an ellipsis at either end; every other character
 *            must be there, in order. A quotation of fewer than EVIDENCE_LEAST
 *            letters is found nowhere: it would be found everywhere.
 * Units:     bytes of the text as it is given.
 */
#ifndef TIDEMARK_QUALITY_EVIDENCE_H
#define TIDEMARK_QUALITY_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { EVIDENCE_LEAST = 2 };

bool	evidence_find(const char *text, const char *words, size_t *at,
	    size_t *len);

#endif
