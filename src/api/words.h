/* SPDX-License-Identifier: MIT */
/*
 * api/words - the small things that JSON answers have in common.
 *
 * Ownership: texts live in the request's arena.
 */
#ifndef TIDEMARK_API_WORDS_H
#define TIDEMARK_API_WORDS_H

#include "http/req.h"

#include <stddef.h>
#include <stdint.h>

/* "feature_request" as "Feature Request"; "" as dflt. */
const char	*api_title(struct req *, const char *word, const char *dflt);
/* Where agents read a conversation in Help Scout. */
const char	*api_help_scout(struct req *, int64_t id,
		    int64_t number);
/* Answers {"ok": true}. */
enum rc		 api_ok(struct req *);
/* 422 that names the parameter. */
enum rc		 api_bad_param(struct req *, const char *name,
		    const char *message);
/* Text that is absent when it is empty. */
void		 jw_text_or_null(struct jw *, const char *);
void		 jw_int_or_null(struct jw *, int64_t, int64_t none);
void		 jw_texts(struct jw *, const char *const *, size_t n);
/* JSON that Postgres made, as safe as the writer's own. */
void		 jw_json(struct jw *, struct arena *, const char *json);

#endif
