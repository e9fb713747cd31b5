/* SPDX-License-Identifier: MIT */
/*
 * upstream/slack_text - text from outside made harmless for Slack, and cut to
 * what a field may hold.
 *
 * Source:  & < > leave as &amp; &lt; &gt;, the only three that Slack reads, so no
 *          mention, link or channel can be made by outside text. Marks of mrkdwn
 *          (* _ ~ `) get a word joiner (U+2060) beside them, so that a subject
 *          cannot dress up as our own words.
 * Units:   characters (code points) as sent: what escaping adds counts.
 * Shape:   slack_plain() for plain_text objects, where only length matters;
 *          slack_mrkdwn() for outside text within mrkdwn. Both put line breaks
 *          and control characters as a blank, and end what was cut with "…".
 */
#ifndef TIDEMARK_UPSTREAM_SLACK_TEXT_H
#define TIDEMARK_UPSTREAM_SLACK_TEXT_H

#include <stddef.h>

struct arena;

enum {
	SLACK_HEADER_MAX = 150,
	SLACK_TEXT_MAX = 4000	/* of chat.update, the narrower one */
};

const char	*slack_mrkdwn(struct arena *, const char *text, size_t most);
const char	*slack_plain(struct arena *, const char *text, size_t most);

#endif
