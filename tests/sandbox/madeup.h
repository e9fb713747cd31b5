/* SPDX-License-Identifier: MIT */
/*
 * sandbox/madeup - a value of a schema, made of a text: the same gets the same.
 *
 * Texts are the first words of the text, so that what was taken out of it can be
 * found in the answer; of a list of words one is taken by the text.
 */
#ifndef TIDEMARK_SANDBOX_MADEUP_H
#define TIDEMARK_SANDBOX_MADEUP_H

struct arena;
struct json_object;
struct jw;

void		 madeup_write(struct arena *, struct jw *,
		    struct json_object *schema, const char *text);
/* As much of the text as so many words. */
const char	*madeup_words(struct arena *, const char *text, int words);

#endif
