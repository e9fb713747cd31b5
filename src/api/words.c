/* SPDX-License-Identifier: MIT */
#include "api/words.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "html/link.h"

#include <string.h>

const char *
api_title(struct req *rq, const char *word, const char *dflt)
{
	char *title;
	bool first = true;

	if (word == NULL || *word == '\0')
		return dflt;
	title = arena_text(rq->mem, word);
	for (char *p = title; *p != '\0'; p++) {
		if (first && *p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		if (*p == '_')
			*p = ' ';
		first = *p == ' ';
	}
	return title;
}

const char *
api_help_scout(struct req *rq, int64_t id, int64_t number)
{
	return link_help_scout(rq->mem, rq->conf->hs_web_url, id, number);
}

enum rc
api_bad_param(struct req *rq, const char *name, const char *message)
{
	rq->bad_param = (struct param_problem){ name, "query", message,
		"value_error" };
	return RC_BAD_INPUT;
}

enum rc
api_ok(struct req *rq)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_end(&w);
	return RC_OK;
}

void
jw_text_or_null(struct jw *w, const char *s)
{
	jw_text(w, s == NULL || *s == '\0' ? NULL : s);
}

void
jw_int_or_null(struct jw *w, int64_t n, int64_t none)
{
	if (n == none)
		jw_null(w);
	else
		jw_int(w, n);
}

void
jw_texts(struct jw *w, const char *const *texts, size_t n)
{
	jw_array(w);
	for (size_t i = 0; i < n; i++)
		jw_text(w, texts[i]);
	jw_end(w);
}

/* In JSON "<" can only stand inside a string. */
void
jw_json(struct jw *w, struct arena *mem, const char *json)
{
	struct sbuf *out = sbuf_arena(mem);

	for (; *json != '\0'; json++) {
		if (*json == '<')
			sbuf_text(out, "\\u003c");
		else
			sbuf_char(out, *json);
	}
	jw_raw(w, sbuf_cstr(out));
}
