/* SPDX-License-Identifier: MIT */
/*
 * text/readable - words, or keys hit at random?
 *
 * A word is unreadable when no language spells so: no vowel, a long row of
 * consonants, many letter pairs that do not occur, a row of the keyboard. Only
 * words of ASCII letters are judged; every other script is readable. A text is
 * unreadable when most of its letters stand in such words.
 */
#ifndef TIDEMARK_TEXT_READABLE_H
#define TIDEMARK_TEXT_READABLE_H

#include <stdbool.h>

struct tokens;

bool	readable_word(const char *lower_case);
bool	readable_text(const struct tokens *);

#endif
