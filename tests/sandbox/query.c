/* SPDX-License-Identifier: MIT */
/*
 * The query parameter of a list, as far as the stand-in knows it:
 * "(field:value AND NOT field:[from TO to] ...)", without OR and nesting.
 */
#include "tests/sandbox/filter.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/store.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	bool number;
} fields[C_FIELDS] = {
	[C_CREATED] = { "createdAt", false },
	[C_MODIFIED] = { "modifiedAt", false },
	[C_NUMBER] = { "number", true },
	[C_ID] = { "id", true },
	[C_MAILBOX] = { "mailboxid", true },
	[C_CUSTOMER] = { "customerIds", true },
	[C_TAG] = { "tag", false },
	[C_STATUS] = { "status", false },
	[C_SUBJECT] = { "subject", false },
	[C_EMAIL] = { "email", false },
};

/* "*", "NOW", "NOW-3HOURS", or a date. */
static bool
range_end(const struct call *cl, const char *text, int64_t open, int64_t *at)
{
	static const struct {
		const char *unit;
		int64_t seconds;
	} units[] = { { "SECOND", 1 }, { "MINUTE", 60 }, { "HOUR", HOUR },
		{ "DAY", DAY }, { "WEEK", 7 * DAY }, { "MONTH", 30 * DAY } };
	int64_t count;
	size_t len;

	if (strcmp(text, "*") == 0) {
		*at = open;
		return true;
	}
	if (strncmp(text, "NOW", 3) != 0)
		return moment_read(text, at);
	*at = cl->now;
	if (text[3] == '\0')
		return true;
	len = strspn(text + 4, "0123456789");
	if (text[3] != '-' || len == 0 ||
	    !parse_int(arena_copy(cl->mem, text + 4, len), 0, 1000000, &count))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strncmp(text + 4 + len, units[i].unit,
			strlen(units[i].unit)) == 0) {
			*at -= count * units[i].seconds;
			return true;
		}
	return false;
}

static bool
read_range(const struct call *cl, char *value, struct condition *c)
{
	char *to;

	if (*value != '[' || (to = strstr(value, " TO ")) == NULL ||
	    value[strlen(value) - 1] != ']')
		return false;
	value[strlen(value) - 1] = '\0';
	*to = '\0';
	return range_end(cl, value + 1, 0, &c->from) &&
	       range_end(cl, to + 4, INT64_MAX, &c->to);
}

static const char *
read_condition(
    const struct call *cl, const char *name, char *value, struct condition *c)
{
	int i = 0;

	while (i < C_FIELDS && strcmp(name, fields[i].name) != 0)
		i++;
	if (i == C_FIELDS)
		return arena_fmt(cl->mem,
		    "the stand-in does not know the "
		    "field %s",
		    name);
	c->field = i;
	c->text = value;
	if (i == C_CREATED || i == C_MODIFIED)
		return read_range(cl, value, c) ? NULL
						: "expected [from TO to]";
	if (fields[i].number && !parse_int(value, 0, INT64_MAX, &c->from))
		return "expected a number";
	return NULL;
}

/* The value that p stands on: [..], "..", or up to a blank. */
static char *
take_value(const struct call *cl, const char **p)
{
	const char *from = *p, *to;

	if (*from == '[' && (to = strchr(from, ']')) != NULL) {
		*p = to + 1;
		return arena_copy(cl->mem, from, (size_t)(to - from) + 1);
	}
	if (*from == '"' && (to = strchr(from + 1, '"')) != NULL) {
		*p = to + 1;
		return arena_copy(cl->mem, from + 1, (size_t)(to - from) - 1);
	}
	to = from + strcspn(from, " )");
	*p = to;
	return arena_copy(cl->mem, from, (size_t)(to - from));
}

static bool
take_word(const char **p, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*p, word, len) != 0 || (*p)[len] != ' ')
		return false;
	*p += len + strspn(*p + len, " ");
	return true;
}

const char *
query_read(struct call *cl, const char *text, struct filter *f)
{
	const char *p = text + strspn(text, " ("), *wrong;
	struct condition *c;
	size_t len;

	while (*p != '\0') {
		if (f->conds == FILTER_ITEMS)
			return "too many conditions";
		c = &f->cond[f->conds++];
		c->not = take_word(&p, "NOT");
		len = strcspn(p, ": ()");
		if (p[len] != ':')
			return "expected field:value";
		p += len + 1;
		wrong = arena_copy(cl->mem, p - len - 1, len);
		wrong = read_condition(cl, wrong, take_value(cl, &p), c);
		if (wrong != NULL)
			return wrong;
		p += strspn(p, " )");
		if (*p != '\0' && !take_word(&p, "AND"))
			return "the stand-in knows AND only";
	}
	return NULL;
}

static bool
text_holds(const struct conv *cv, uint32_t at, uint32_t len, const char *wanted)
{
	struct sbuf text = SBUF_INIT;
	bool holds;

	if (len == 0)
		return false;
	holds = scan_text((struct slice){ cv->json + at, len }, &text) &&
		strcasestr(sbuf_cstr(&text), wanted) != NULL;
	sbuf_free(&text);
	return holds;
}

static bool
condition_fits(const struct condition *c, const struct conv *cv)
{
	switch (c->field) {
	case C_CREATED:
		return cv->created >= c->from && cv->created <= c->to;
	case C_MODIFIED:
		return cv->modified >= c->from && cv->modified <= c->to;
	case C_NUMBER:
		return cv->number == c->from;
	case C_ID:
		return cv->id == c->from;
	case C_MAILBOX:
		return cv->mailbox == c->from;
	case C_CUSTOMER:
		return cv->customer == c->from;
	case C_TAG:
		return conv_tagged(cv, c->text);
	case C_STATUS:
		return strcmp(conv_status_text(cv->status), c->text) == 0;
	case C_SUBJECT:
		return text_holds(cv, cv->subject_at, cv->subject_len, c->text);
	default:
		return text_holds(cv, cv->email_at, cv->email_len, c->text);
	}
}

bool
query_fits(const struct filter *f, const struct conv *cv)
{
	for (size_t i = 0; i < f->conds; i++)
		if (condition_fits(&f->cond[i], cv) == f->cond[i].not )
			return false;
	return true;
}
