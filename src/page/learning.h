/* SPDX-License-Identifier: MIT */
/*
 * page/learning - what is in use of what was learned, as a sentence.
 *
 * Ownership: in the arena, or constant.
 */
#ifndef TIDEMARK_PAGE_LEARNING_H
#define TIDEMARK_PAGE_LEARNING_H

struct arena;
struct learning_state;

const char	*learning_sentence(struct arena *, const struct learning_state *);

#endif
