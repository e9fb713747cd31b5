/* SPDX-License-Identifier: MIT */
/*
 * text/spell - how many slips of the finger lie between two words.
 *
 * A slip is a letter left out, put in, mistaken for another, or two neighbours
 * swapped (optimal string alignment; Boytsov, "Indexing methods for approximate
 * dictionary searching", 2011). Letters are characters, not bytes.
 * Limits: words beyond SPELL_MOST characters are never alike.
 */
#ifndef TIDEMARK_TEXT_SPELL_H
#define TIDEMARK_TEXT_SPELL_H

enum { SPELL_MOST = 40 };

/* At most SPELL_MOST + 1, which stands for "not alike". */
int	spell_slips(const char *a, const char *b);
/* The slips that a word of that spelling may be mended by: 0 when it is so
 * short that any other word is near. */
int	spell_allowed(const char *word);

#endif
