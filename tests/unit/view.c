/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "html/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"javascript:alert(1)",
	" javascript:alert(1)",
	"data:text/html,<script>alert(1)</script>",
	"--><svg/onload=alert(1)>",
	"]]></title><script>",
	"</textarea><script>alert(1)</script>",
	"{{X}} {{%AUTOESCAPE context=\"NONE\"}}",
	"a\nb\tc\r\nd",
	"\xe2\x80\xae\xd7\xa9\xd7\x9c\xf0\x9f\x98\x80",
	"&lt;b&gt; &#60;b&#62;",
	"\xff\xfe broken utf-8 \xc3",
	"\x60\x24{alert(1)}",
};

static char *
source_dir(const char *name)
{
	static char path[512];
	const char *src = getenv("srcdir");

	snprintf(path, sizeof(path), "%s/%s", src ? src : ".", name);
	return path;
}

/* Every place where a value was printed stands between [[ and ]]; only what
 * cannot end a text or a quoted attribute may be there. */
static void
assert_harmless(const char *html)
{
	size_t places = 0;

	for (const char *p = html; (p = strstr(p, "[[")) != NULL; places++) {
		const char *end = strstr(p, "]]");

		assert_non_null(end);
		for (p += 2; p < end; p++)
			assert_null(strchr("<>\"'", *p));
	}
	assert_int_equal(places, 15);
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "<img"));
}

static void
test_hostile_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(hostile); i++) {
		struct arena *mem = arena_begin();
		struct view *v = view_open(mem, "hostile.tpl");
		struct sbuf *out = sbuf_arena(mem);

		print_message("%s\n", hostile[i]);
		view_text(v, "X", hostile[i]);
		view_text(view_row(v, "ROW"), "X", hostile[i]);
		view_text(view_include(v, "PART", "part.tpl"), "X", hostile[i]);
		assert_int_equal(view_render(v, out), RC_OK);
		assert_harmless(out->s);
		arena_end(mem);
	}
}

static void
test_href(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "a path of ours", "/c?a=1&b=2", "/c?a=1&amp;b=2" },
		{ "escapes stay", "/c?q=%C3%A9", "/c?q=%C3%A9" },
		{ "https", "https://secure.helpscout.net/c/1",
		    "https://secure.helpscout.net/c/1" },
		{ "javascript", "javascript:alert(1)", "#" },
		{ "javascript in capitals", "JavaScript:alert(1)", "#" },
		{ "data", "data:text/html,x", "#" },
		{ "vbscript", "vbscript:x", "#" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct view *v = view_open(mem, "href.tpl");
		struct sbuf *out = sbuf_arena(mem);

		print_message("%s\n", cases[i].why);
		view_text(v, "X", cases[i].in);
		assert_int_equal(view_render(v, out), RC_OK);
		assert_string_equal(out->s,
		    arena_fmt(mem, "<a href=\"%s\">.</a>\n", cases[i].out));
		arena_end(mem);
	}
}

static void
test_rows(void **state)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "rows.tpl"), *row;
	struct sbuf *out = sbuf_arena(mem);

	(void)state;
	view_text(v, "OWNER", "Ann");
	row = view_row(v, "ROW");
	view_text(row, "NAME", "a");
	view_count(row, "COUNT", 1234567);
	view_int(row, "N", -1234567);
	view_num(row, "X", 2.25, 1);
	row = view_row(v, "ROW");
	view_text(row, "NAME", NULL);
	view_show_if(row, "FLAG", true);
	view_show_if(v, "NEVER", false);
	sbuf_text(out, "before ");
	assert_int_equal(view_render(v, out), RC_OK);
	assert_string_equal(out->s,
	    "before <li>a 1,234,567 -1234567 2.2 of Ann</li>\n"
	    "<li>   ! of Ann</li>\n\n");
	arena_end(mem);
}

static void
test_global_reaches_includes(void **state)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "hostile.tpl");
	struct sbuf *out = sbuf_arena(mem);

	(void)state;
	view_global(view_include(v, "PART", "part.tpl"), "EVERYWHERE", "<x>");
	assert_int_equal(view_render(v, out), RC_OK);
	assert_non_null(strstr(out->s, "<u>&lt;x&gt;</u>"));
	arena_end(mem);
}

static void
test_failure_leaves_nothing(void **state)
{
	static const char *const names[] = { "none.tpl", "../view.c",
		"/etc/passwd", "" };

	(void)state;
	for (size_t i = 0; i < LEN(names); i++) {
		struct arena *mem = arena_begin();
		struct view *v = view_open(mem, names[i]);
		struct sbuf *out = sbuf_arena(mem);

		sbuf_text(out, "kept");
		view_text(v, "X", "x");
		assert_int_equal(view_render(v, out), RC_INTERNAL);
		assert_string_equal(out->s, "kept");

		v = view_open(mem, "hostile.tpl");
		view_include(v, "PART", names[i]);
		assert_int_equal(view_render(v, out), RC_INTERNAL);
		assert_string_equal(out->s, "kept");
		arena_end(mem);
	}
}

static void
test_init_names_the_bad_file(void **state)
{
	static const struct {
		const char *why, *file, *text;
	} cases[] = {
		{ "no pragma", "raw.tpl", "<p>{{X}}</p>\n" },
		{ "unclosed section", "open.tpl",
		    "{{%AUTOESCAPE context=\"HTML\"}}\n{{#A}}" },
		{ "href without quotes", "href.tpl",
		    "{{%AUTOESCAPE context=\"HTML\"}}\n<a href={{X}}>" },
		{ "empty file", "empty.tpl", "" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		char dir[] = "/tmp/tidemark-view-XXXXXX", path[64];
		FILE *f;

		print_message("%s\n", cases[i].why);
		assert_non_null(mkdtemp(dir));
		snprintf(path, sizeof(path), "%s/%s", dir, cases[i].file);
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(cases[i].text, f);
		fclose(f);
		assert_int_equal(view_init(dir), RC_INTERNAL);
		assert_non_null(strstr(view_error(), cases[i].file));
		unlink(path);
		assert_int_equal(view_init(dir), RC_INTERNAL);
		assert_non_null(strstr(view_error(), dir));
		rmdir(dir);
	}
	assert_int_equal(view_init("/nonexistent"), RC_INTERNAL);
}

static int
load(void **state)
{
	(void)state;
	return view_init(source_dir("tests/unit/html")) == RC_OK ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_values),
		cmocka_unit_test(test_href),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_global_reaches_includes),
		cmocka_unit_test(test_failure_leaves_nothing),
		cmocka_unit_test(test_init_names_the_bad_file),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
