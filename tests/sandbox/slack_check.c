/* SPDX-License-Identifier: MIT */
/* The limits of Block Kit: what real Slack refuses is refused here. */
#include "base/arena.h"
#include "base/utf8.h"
#include "tests/sandbox/slack.h"
#include "text/json_read.h"

#include <string.h>

enum { BLOCKS_MAX = 50 };

static size_t
length(struct arena *mem, struct json_object *o, const char *key)
{
	const char *text = jr_text(mem, o, key);

	return text == NULL ? 0 : utf8_count(text, strlen(text));
}

static bool
is(struct arena *mem, struct json_object *o, const char *key, const char *text)
{
	const char *has = jr_text(mem, o, key);

	return has != NULL && strcmp(has, text) == 0;
}

/* A text object of 1 to most characters. */
static const char *
text_wrong(struct arena *mem, struct json_object *o, size_t most, bool plain)
{
	size_t len = length(mem, o, "text");

	if (!is(mem, o, "type", "plain_text") &&
	    (plain || !is(mem, o, "type", "mrkdwn")))
		return "text object of the wrong type";
	if (len < 1 || len > most)
		return arena_fmt(mem, "must be 1 to %zu characters, is %zu",
		    most, len);
	return NULL;
}

static const char *
list_wrong(struct arena *mem, struct json_object *list, size_t most,
    size_t text_most)
{
	const char *wrong = NULL;

	if (jr_len(list) < 1 || jr_len(list) > most)
		return arena_fmt(mem, "1 to %zu items", most);
	for (size_t i = 0; i < jr_len(list) && wrong == NULL; i++)
		wrong = text_wrong(mem, jr_array_at(list, i), text_most, false);
	return wrong;
}

static const char *
button_wrong(struct arena *mem, struct json_object *b)
{
	const char *style = jr_text(mem, b, "style");
	size_t id = length(mem, b, "action_id");

	if (!is(mem, b, "type", "button"))
		return "element that the sandbox does not know";
	if (style != NULL && strcmp(style, "primary") != 0 &&
	    strcmp(style, "danger") != 0)
		return "style";
	if (id < 1 || id > 255 || length(mem, b, "value") > 2000 ||
	    length(mem, b, "url") > 3000)
		return "action_id, value or url too long";
	return text_wrong(mem, jr_object(b, "text"), 75, true);
}

static const char *
actions_wrong(struct arena *mem, struct json_object *list)
{
	const char *wrong = NULL;

	if (jr_len(list) < 1 || jr_len(list) > 25)
		return "1 to 25 elements";
	for (size_t i = 0; i < jr_len(list) && wrong == NULL; i++)
		wrong = button_wrong(mem, jr_array_at(list, i));
	return wrong;
}

static const char *
block_wrong(struct arena *mem, struct json_object *b)
{
	if (is(mem, b, "type", "header"))
		return text_wrong(mem, jr_object(b, "text"), 150, true);
	if (is(mem, b, "type", "section"))
		return jr_has(b, "fields") ? list_wrong(mem, jr_array(b,
		    "fields"), 10, 2000) : text_wrong(mem, jr_object(b,
		    "text"), 3000, false);
	if (is(mem, b, "type", "context"))
		return list_wrong(mem, jr_array(b, "elements"), 10, 3000);
	if (is(mem, b, "type", "actions"))
		return actions_wrong(mem, jr_array(b, "elements"));
	return is(mem, b, "type", "divider") ? NULL : "unknown type of block";
}

const char *
slack_blocks_wrong(struct arena *mem, struct json_object *blocks)
{
	if (jr_len(blocks) > BLOCKS_MAX)
		return "[ERROR] no more than 50 items allowed "
		       "[json-pointer:/blocks]";
	for (size_t i = 0; i < jr_len(blocks); i++) {
		const char *wrong = block_wrong(mem, jr_array_at(blocks, i));

		if (wrong != NULL)
			return arena_fmt(mem, "[ERROR] %s "
			    "[json-pointer:/blocks/%zu]", wrong, i);
	}
	return NULL;
}
