/* SPDX-License-Identifier: MIT */
#include "tests/gallery/gallery.h"

#include "base/arena.h"
#include "html/chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *fill(struct view *, const char *);

/* Up to one of ends, where it stands; a line may also end with the text. */
static const char *
word(const char *s, const char *ends, char *buf, size_t size)
{
	size_t len = strcspn(s, ends);

	if (len >= size || (s[len] == '\0' && *ends != '\n')) {
		fprintf(stderr, "gallery: no one of \"%s\" after: %.40s\n",
		    ends, s);
		exit(1);
	}
	memcpy(buf, s, len);
	buf[len] = '\0';
	return s + len;
}

static const char *
include(struct view *v, const char *s)
{
	static const double spark[] = { 0, 1, 0, 2, 1, 0, 1, 3, 6, 9, 7 };
	char name[40], tpl[40];

	if (strncmp(s, "SPARK", 5) == 0) {
		chart_spark(v, "SPARK", spark, sizeof(spark) / sizeof(*spark),
		    "At most 9 an hour");
		return s + 5;
	}
	s = word(s, ":", name, sizeof(name)) + 1;
	s = word(s, "{", tpl, sizeof(tpl)) + 1;
	return fill(view_include(v, name, tpl), s);
}

/* What stands before the next "}" or the end. */
static const char *
fill(struct view *v, const char *s)
{
	char name[40], value[600];

	for (s += strspn(s, " \n"); *s != '\0' && *s != '}';
	     s += strspn(s, " \n")) {
		if (*s == '>') {
			s = include(v, s + 1);
			continue;
		}
		s = word(s, "={", name, sizeof(name));
		if (*s == '{') {
			s = fill(view_row(v, name), s + 1);
			continue;
		}
		s = word(s + 1, "\n}", value, sizeof(value));
		view_text(v, name, value);
	}
	return *s == '}' ? s + 1 : s;
}

void
gallery_fill(struct view *v, const char *text)
{
	if (*fill(v, text) != '\0') {
		fprintf(stderr, "gallery: a brace too many in: %.60s\n", text);
		exit(1);
	}
}

void
gallery_show(const struct gallery_state *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena *mem = arena_begin();
		struct view *v = view_open(mem, s[i].tpl);

		gallery_shell(v, s[i].title, s[i].here);
		gallery_fill(v, s[i].data);
		gallery_save(v, s[i].name);
		arena_end(mem);
	}
}
