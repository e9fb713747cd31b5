/* SPDX-License-Identifier: MIT */
#include "upstream/slack_text.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

#define JOINER "\xe2\x81\xa0"
#define DOTS "\xe2\x80\xa6"

/* The character at s as it is sent, and how many characters that is. */
static size_t
piece(const char *s, size_t step, bool mrkdwn, char out[static 16], size_t *len)
{
	const char *as = NULL;
	size_t chars = 1;

	if (step == 1 && (unsigned char)*s <= ' ')
		as = " ";
	else if (step == 0)
		as = "\xef\xbf\xbd";
	else if (mrkdwn && *s == '&')
		as = "&amp;", chars = 5;
	else if (mrkdwn && *s == '<')
		as = "&lt;", chars = 4;
	else if (mrkdwn && *s == '>')
		as = "&gt;", chars = 4;
	else if (mrkdwn && *s == '*')
		as = JOINER "*" JOINER, chars = 3;
	else if (mrkdwn && *s == '_')
		as = JOINER "_" JOINER, chars = 3;
	else if (mrkdwn && *s == '~')
		as = JOINER "~" JOINER, chars = 3;
	else if (mrkdwn && *s == '`')
		as = JOINER "`" JOINER, chars = 3;
	*len = as != NULL ? strlen(as) : step;
	memcpy(out, as != NULL ? as : s, *len);
	return chars;
}

static const char *
cut(struct arena *mem, const char *text, size_t most, bool mrkdwn)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t left = strlen(text), chars = 0, keep = 0, step, len;
	char buf[16];

	/* keep: what still leaves room for the dots */
	while (left > 0) {
		step = utf8_step(text, left);
		chars += piece(text, step, mrkdwn, buf, &len);
		if (chars > most) {
			out->len = keep;
			if (most > 0)
				sbuf_text(out, DOTS);
			break;
		}
		sbuf_add(out, buf, len);
		if (chars + 1 <= most)
			keep = out->len;
		text += step > 0 ? step : 1;
		left -= step > 0 ? step : 1;
	}
	return sbuf_cstr(out);
}

const char *
slack_mrkdwn(struct arena *mem, const char *text, size_t most)
{
	return cut(mem, text, most, true);
}

const char *
slack_plain(struct arena *mem, const char *text, size_t most)
{
	return cut(mem, text, most, false);
}
