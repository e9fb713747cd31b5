/* SPDX-License-Identifier: MIT */
/*
 * The words of well-formed mail, as an HTML5 parser finds them: what
 * html_text() keeps, quotes and signature together, are the same words.
 */
#include "unit.h"

#include <gumbo.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "text/html_text.h"

static const char *const mails[] = {
	"<p>Hello,</p><p>the shop &amp; the map don&#39;t open.</p>",
	"<div dir=\"ltr\">One<div>two<br>three</div></div>",
	"<html><head><title>t</title><style>p { margin: 0 }</style></head>"
	"<body lang=EN-US><div class=WordSection1><p class=MsoNormal>A<o:p></o:p>"
	"</p><p class=MsoNormal>&nbsp;</p></div></body></html>",
	"<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>",
	"<ul><li>one</li><li>two <b>bold</b> <i>it</i></li></ul>",
	"<blockquote type=\"cite\"><div>old &lt;a@b.c&gt;</div></blockquote>new",
	"a<script>var x = '<p>no</p>';</script>b<!-- <p>no</p> -->c",
	"<a href=\"https://example.com/?a=1&amp;b=2\" title='x > y'>link</a>",
	"&eacute;&egrave;&uuml;&szlig;&euro;&hellip;&ldquo;&rdquo;&rsquo;&copy;",
	"&#8364; &#x20ac; &#128512; &#146;",
	"<pre>  keep\n  lines\n</pre>after",
	"<div>Caf\xc3\xa9 \xf0\x9f\x98\x80 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d</div>",
	"<font color=red>x</font><span style=\"a:b\">y</span><img src=\"z\" alt=\"\">",
	"<h1>Title</h1>text<hr>more<p>last",
	"<p>unclosed <b>bold<p>next</b> paragraph",
};

/* Words with one blank between. */
static void
words_add(struct sbuf *out, const char *s)
{
	while (*s != '\0') {
		size_t n;

		if (strncmp(s, "\xc2\xa0", 2) == 0)
			s++, n = 1;
		else
			n = *s == ' ' || *s == '\n' || *s == '\t' ? 1 : 0;
		if (n == 0)
			sbuf_char(out, *s);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			sbuf_char(out, ' ');
		s++;
	}
}

static bool
is_text_free(GumboTag tag)
{
	return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE ||
	    tag == GUMBO_TAG_TITLE;
}

static bool
is_inline(GumboTag tag)
{
	return tag == GUMBO_TAG_B || tag == GUMBO_TAG_I ||
	    tag == GUMBO_TAG_A || tag == GUMBO_TAG_FONT ||
	    tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_IMG ||
	    tag == GUMBO_TAG_UNKNOWN || is_text_free(tag);
}

static void
node_words(struct sbuf *out, const GumboNode *n)
{
	const GumboVector *kids = &n->v.element.children;

	if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE)
		words_add(out, n->v.text.text);
	if (n->type != GUMBO_NODE_ELEMENT || is_text_free(n->v.element.tag))
		return;
	if (!is_inline(n->v.element.tag))
		words_add(out, " ");
	for (unsigned i = 0; i < kids->length; i++)
		node_words(out, kids->data[i]);
	if (!is_inline(n->v.element.tag))
		words_add(out, " ");
}

static void
trim_end(struct sbuf *b)
{
	sbuf_reserve(b, 1);
	while (b->len > 0 && b->s[b->len - 1] == ' ')
		b->s[--b->len] = '\0';
}

static void
test_same_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(mails); i++) {
		struct arena *mem = arena_begin();
		struct sbuf *ours = sbuf_arena(mem), *theirs = sbuf_arena(mem);
		GumboOutput *doc = gumbo_parse(mails[i]);
		struct message_text m;

		print_message("%s\n", mails[i]);
		html_text(mem, mails[i], strlen(mails[i]), &m);
		words_add(ours, m.quoted);
		words_add(ours, *m.quoted ? " " : "");
		words_add(ours, m.own);
		node_words(theirs, doc->root);
		trim_end(ours);
		trim_end(theirs);
		assert_string_equal(sbuf_cstr(ours), sbuf_cstr(theirs));
		gumbo_destroy_output(&kGumboDefaultOptions, doc);
		arena_end(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
