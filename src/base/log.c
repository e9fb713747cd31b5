/* SPDX-License-Identifier: MIT */
#include "base/log.h"

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { MAX_VALUE = 2000 };

static const char *const level_names[] = { "debug", "info", "warn", "error" };
static const char *prog = "tidemark";
static enum log_level least_level = LOG_INFO;

void
log_open(const char *program, enum log_level least)
{
	const char *slash = strrchr(program, '/');

	prog = slash ? slash + 1 : program;
	least_level = least;
}

enum log_level
log_level_of(const char *name)
{
	for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
		if (strcmp(name, level_names[i]) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

static bool
is_plain(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("\"=\\\x7f", s[i]))
			return false;
	return len > 0;
}

static void
add_value(struct sbuf *line, const char *s)
{
	size_t len = utf8_cut(s, strnlen(s, MAX_VALUE + 1), MAX_VALUE);

	if (is_plain(s, len)) {
		sbuf_add(line, s, len);
		return;
	}
	sbuf_char(line, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '"' || c == '\\')
			sbuf_fmt(line, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			sbuf_fmt(line, "\\x%02x", c);
		else
			sbuf_char(line, (char)c);
	}
	sbuf_char(line, '"');
}

void
log_event(enum log_level level, const char *event,
    const struct log_field *fields)
{
	struct sbuf line = SBUF_INIT;
	char now[CLOCK_ISO_SIZE];
	ssize_t written;

	if (level < least_level)
		return;
	sbuf_fmt(&line, "ts=%s level=%s prog=%s pid=%ld event=%s",
	    clock_iso(clock_now(), now), level_names[level], prog,
	    (long)getpid(), event);
	for (; fields->name != NULL; fields++) {
		sbuf_fmt(&line, " %s=", fields->name);
		if (fields->text != NULL)
			add_value(&line, fields->text);
		else
			sbuf_int(&line, fields->number);
	}
	sbuf_char(&line, '\n');
	/* One write keeps lines of several processes apart. */
	written = write(STDERR_FILENO, line.s, line.len);
	(void)written;
	sbuf_free(&line);
}
