/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <time.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/footer.h"
#include "text/html_entity.h"
#include "text/html_text.h"

#define FFFD "\xef\xbf\xbd"

static struct message_text
read_mail(struct arena *mem, const char *why, const char *html)
{
	struct message_text m;

	print_message("%s\n", why);
	html_text(mem, html, strlen(html), &m);
	return m;
}

static void
test_words(void **state)
{
	static const struct {
		const char *why, *in, *own;
	} cases[] = {
		{ "plain", "Hello", "Hello" },
		{ "nothing", "", "" },
		{ "tags only", "<div><br></div>&nbsp;", "" },
		{ "inline tags join words", "a<b>b</b>c", "abc" },
		{ "blanks are one blank", "<i>a</i>  \n\t b", "a b" },
		{ "br", "a<br>b<br/>c<BR />d", "a\nb\nc\nd" },
		{ "br and newline are one break", "a<br>\nb", "a\nb" },
		{ "two br are an empty line", "a<br><br>b", "a\n\nb" },
		{ "many empty lines are one", "a<br><br><br><br>b", "a\n\nb" },
		{ "paragraphs", "<p>a</p><p>b</p>", "a\n\nb" },
		{ "divs", "<div>a</div><div>b</div>", "a\nb" },
		{ "nested divs", "<div><div>a</div></div>b", "a\nb" },
		{ "rows and cells",
		    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></table>",
		    "a b\nc" },
		{ "list", "<ul><li>a<li>b</ul>", "a\nb" },
		{ "pre keeps lines", "<pre>a\n  b</pre>", "a\nb" },
		{ "plain text keeps lines", "a\nb\n\n\n\nc", "a\nb\n\nc" },
		{ "plain text decodes entities", "a &lt;b&gt;\nc", "a <b>\nc" },
		{ "less-than is no tag", "a < b <3 <b>c</b>", "a < b <3 c" },
		{ "a tag that never ends", "<b>x</b> 1 <b", "x 1 <b" },
		{ "greater-than in a value", "<a href=\"x>y\">z</a>", "z" },
		{ "an address is no tag", "<b>a</b> <ann@example.com>",
		    "a <ann@example.com>" },
		{ "a link is no tag", "<b>a</b> <https://example.com/>",
		    "a <https://example.com/>" },
		{ "office tag", "a<o:p></o:p>b", "ab" },
		{ "single quotes", "<a href='x>y'>z</a>", "z" },
		{ "a quote never closed", "<a href=\"x>y</a>", "y" },
		{ "script", "a<script>if (a<b) c('</b>')</script>b", "ab" },
		{ "style in capitals", "<STYLE>p{}</style >x", "x" },
		{ "a script that never ends", "a<br><script>b", "a" },
		{ "title", "<head><title>t</title></head><body>x", "x" },
		{ "comment", "a<!-- <b>x</b> -->b<br>", "ab" },
		{ "outlook comment", "<!--[if mso]>x<![endif]-->a", "a" },
		{ "outlook open comment", "<![if !mso]>a<![endif]>", "a" },
		{ "doctype", "<!DOCTYPE html><p>a", "a" },
		{ "xml prologue", "<?xml version=\"1.0\"?><p>a", "a" },
		{ "named entity", "<i>&eacute;&Eacute;&euro;&hellip;</i>",
		    "\xc3\xa9\xc3\x89\xe2\x82\xac\xe2\x80\xa6" },
		{ "unknown entity stays", "<i>&foo; &</i>", "&foo; &" },
		{ "entity without semicolon", "<i>a &amp b &ltc</i>", "a & b &ltc" },
		{ "decimal and hex", "<i>&#233;&#xE9;&#XE9;</i>",
		    "\xc3\xa9\xc3\xa9\xc3\xa9" },
		{ "windows-1252", "<i>&#146;&#150;</i>",
		    "\xe2\x80\x99\xe2\x80\x93" },
		{ "no character", "<i>&#0;&#xd800;&#99999999999;</i>",
		    FFFD FFFD FFFD },
		{ "not a number", "<i>&#; &#x; &#a;</i>", "&#; &#x; &#a;" },
		{ "nbsp is a blank", "<i>a&nbsp;&nbsp; b\xc2\xa0" "c</i>", "a b c" },
		{ "zero width goes", "<i>a\xe2\x80\x8b" "b\xef\xbb\xbf&shy;c</i>", "abc" },
		{ "emoji with joiner stays",
		    "<i>\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb</i>",
		    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb" },
		{ "control characters go", "<i>a\x01\x02\x07" "b</i>", "ab" },
		{ "a broken byte", "<i>a\xff" "b</i>", "a" FFFD "b" },
		{ "right to left", "<p dir=rtl>\xd7\xa9\xd7\x9c</p>",
		    "\xd7\xa9\xd7\x9c" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct message_text m = read_mail(mem, cases[i].why,
		    cases[i].in);

		assert_string_equal(m.own, cases[i].own);
		assert_string_equal(m.quoted, "");
		arena_end(mem);
	}
}

/* Each is found: one that stands out of order would hide others. */
static void
test_all_entities(void **state)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} all[] = {
#define ENTITY(name, cp) { "&" name ";", cp },
#include "text/html_entity.def"
#undef ENTITY
	};

	(void)state;
	for (size_t i = 0; i < LEN(all); i++) {
		size_t len = strlen(all[i].name);
		uint32_t cp = 0;

		print_message("%s\n", all[i].name);
		assert_int_equal(html_entity(all[i].name, len, &cp), len);
		assert_int_equal(cp, all[i].cp);
	}
}

/* What is the author's own, and what is the part cut off that is asked for. */
struct mail {
	const char *why, *in, *own, *part;
};

static void
compare_mails(const struct mail *cases, size_t n, size_t part)
{
	for (size_t i = 0; i < n; i++) {
		struct arena *mem = arena_begin();
		struct message_text m = read_mail(mem, cases[i].why,
		    cases[i].in);
		const char *const *cut = (const void *)((const char *)&m + part);

		assert_string_equal(m.own, cases[i].own);
		assert_string_equal(*cut, cases[i].part);
		arena_end(mem);
	}
}

static void
test_history(void **state)
{
	static const struct mail cases[] = {
		{ "blockquote", "a<blockquote>b</blockquote>c", "a\n\nc", "b" },
		{ "gmail", "a<div class=\"gmail_quote\"><div>On Monday Ann "
		    "wrote:<br></div>b</div>", "a", "On Monday Ann wrote:\nb" },
		{ "gmail, then more", "a<div class=\"x gmail_quote\"><div>b</div>"
		    "</div><div>c</div>", "a\nc", "b" },
		{ "yahoo", "a<div id=1 class=yahoo_quoted><div>b</div></div>",
		    "a", "b" },
		{ "thunderbird", "a<div class='moz-cite-prefix'>On 1 May Ann "
		    "wrote:<br></div><blockquote type=cite>b</blockquote>c",
		    "a\n\nc", "On 1 May Ann wrote:\n\nb" },
		{ "outlook on the web", "<div>a</div><div id=\"appendonsend\">"
		    "</div><hr><div>b</div>", "a", "b" },
		{ "attribution", "a<br><br>On Mon, Ann &lt;a@b.c&gt; wrote:<br>b",
		    "a", "On Mon, Ann <a@b.c> wrote:\nb" },
		{ "attribution over two lines", "a\nOn Mon, 3 May 2026 at 10:00,\n"
		    "Ann <a@b.c> wrote:\nb", "a",
		    "On Mon, 3 May 2026 at 10:00,\nAnn <a@b.c> wrote:\nb" },
		{ "german attribution", "a\nAm 3. Mai 2026 schrieb Ann:\n> b",
		    "a\nAm 3. Mai 2026 schrieb Ann:", "> b" },
		{ "german attribution at the end", "a\nAm Mo., 3. Mai 2026 um "
		    "10:00 Uhr Ann <a@b.c> schrieb:\nb", "a",
		    "Am Mo., 3. Mai 2026 um 10:00 Uhr Ann <a@b.c> schrieb:\nb" },
		{ "french attribution", "a\nLe lun. 3 mai, Ann a \xc3\xa9" "crit :\nb",
		    "a", "Le lun. 3 mai, Ann a \xc3\xa9" "crit :\nb" },
		{ "a sentence is no attribution", "On Monday it crashed.\nx",
		    "On Monday it crashed.\nx", "" },
		{ "answers between quotes", "> b\na\n> c\nd", "a\nd", "> b\n> c" },
		{ "attribution and marks, answer below",
		    "On Monday Ann wrote:\n> b\n\na", "a",
		    "On Monday Ann wrote:\n> b" },
		{ "original message", "a<br>-----Original Message-----<br>b",
		    "a", "-----Original Message-----\nb" },
		{ "from and sent", "a<br>From: Ann<br>Sent: Monday<br>To: us<br>"
		    "Subject: x<br><br>b", "a",
		    "From: Ann\nSent: Monday\nTo: us\nSubject: x\n\nb" },
		{ "from alone is a word", "From: my phone\nto my tablet",
		    "From: my phone\nto my tablet", "" },
		{ "a forwarded mail is the sender's",
		    "<div class=gmail_quote>---------- Forwarded message "
		    "---------<br>receipt</div>",
		    "---------- Forwarded message ---------\nreceipt", "" },
	};

	(void)state;
	compare_mails(cases, LEN(cases), offsetof(struct message_text, quoted));
}

static void
test_signature(void **state)
{
	static const struct mail cases[] = {
		{ "dashes", "a<br><br>--<br>Ann<br>Sent from my iPhone", "a",
		    "--\nAnn\nSent from my iPhone" },
		{ "dashes and a blank", "a\n-- \nAnn Smith\nACME", "a",
		    "--\nAnn Smith\nACME" },
		{ "sent from", "a\n\nSent from my iPhone", "a",
		    "Sent from my iPhone" },
		{ "outlook", "a<br>Get Outlook for Android", "a",
		    "Get Outlook for Android" },
		{ "regards", "a\n\nKind regards,\nAnn Smith\n+1 555 0100", "a",
		    "Kind regards,\nAnn Smith\n+1 555 0100" },
		{ "german", "<p>a</p><p>Mit freundlichen Gr&uuml;&szlig;en<br>Ann",
		    "a", "Mit freundlichen Gr\xc3\xbc\xc3\x9f" "en\nAnn" },
		{ "thanks with a name", "a\nThanks!\nann", "a", "Thanks!\nann" },
		{ "thanks, then the matter", "Hi\nThanks\nmy game crashed today",
		    "Hi\nThanks\nmy game crashed today", "" },
		{ "thanks alone is the message", "Thank you!", "Thank you!", "" },
		{ "marked by Help Scout", "<div>a</div><div class="
		    "\"helpscout-signature\"><div>Ann</div></div><div>b</div>",
		    "a\nb", "Ann" },
		{ "a footer below stays", "a\n--\nAnn\nApp version: 2.4.1", "a\n"
		    "App version: 2.4.1", "--\nAnn" },
		{ "a question below is no name", "a\nBest\nwhy does it crash?",
		    "a\nBest\nwhy does it crash?", "" },
	};

	(void)state;
	compare_mails(cases, LEN(cases), offsetof(struct message_text, signature));
}

static void
test_plain(void **state)
{
	struct arena *mem = arena_begin();
	struct message_text m;
	const char text[] = "a <b> &amp; \0c\r\nd";

	(void)state;
	plain_text(mem, text, sizeof(text) - 1, &m);
	assert_string_equal(m.own, "a <b> &amp; " FFFD "c\nd");
	arena_end(mem);
}

static void
test_cap(void **state)
{
	struct arena *mem = arena_begin();
	struct sbuf *b = sbuf_arena(mem);
	struct message_text m;

	(void)state;
	while (b->len <= HTML_TEXT_MAX)
		sbuf_text(b, "\xf0\x9f\x98\x80");
	html_text(mem, b->s, b->len, &m);
	assert_true(m.cut);
	assert_true(utf8_valid(m.own, strlen(m.own)));
	assert_int_equal(strlen(m.own), HTML_TEXT_MAX);
	html_text(mem, b->s, 1000, &m);
	assert_false(m.cut);
	arena_end(mem);
}

/* Processor time for len bytes of unit after unit. */
static clock_t
cost_of(const char *unit, size_t len)
{
	struct arena *mem = arena_begin();
	struct sbuf *b = sbuf_arena(mem);
	struct message_text m;
	clock_t began;

	while (b->len < len)
		sbuf_text(b, unit);
	sbuf_text(b, "end>");
	began = clock();
	html_text(mem, b->s, b->len, &m);
	began = clock() - began;
	arena_end(mem);
	return began;
}

/* Each of these takes quadratic time, or the stack, of a careless parser. */
static void
test_hostile(void **state)
{
	static const struct {
		const char *why, *unit;
	} cases[] = {
		{ "deep divs", "<div>" },
		{ "deep quotes", "<blockquote><div class=gmail_quote>" },
		{ "open quotes", "<a href=\"" },
		{ "open tags", "<b" },
		{ "open comments", "<!--" },
		{ "open scripts", "<script" },
		{ "scripts never closed", "<script></scrip" },
		{ "attributes", "<a a=1 b=2 c=3 d='4' " },
		{ "ampersands", "&#&&lt" },
		{ "attributions", "On a<br>" },
		{ "headers", "From: a<br>" },
		{ "closings", "x<br>regards<br>" },
		{ "dashes", "x<br>--<br>" },
		{ "empty lines", "<br>" },
		{ "greater-than", "&gt;" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		clock_t quarter, whole;

		print_message("%s\n", cases[i].why);
		quarter = cost_of(cases[i].unit, 250000);
		whole = cost_of(cases[i].unit, 1000000);
		/* four times the bytes: about 4 when linear, 16 when not */
		assert_true(whole < 9 * quarter + CLOCKS_PER_SEC / 10);
	}
}

static void
test_footer(void **state)
{
	static const struct {
		const char *why, *in;
		size_t parts;
		enum footer_key key;
		const char *value;
	} cases[] = {
		{ "version", "App version: 2.4.1", 1, FOOTER_APP_VERSION, "2.4.1" },
		{ "no blank", "User id=5f0c", 1, FOOTER_USER_ID, "5f0c" },
		{ "underscore", "device_model = Pixel 7", 1, FOOTER_DEVICE, "Pixel 7" },
		{ "several", "OS: Android 14 | Level: 12", 2, FOOTER_PLATFORM,
		    "Android 14" },
		{ "known and unused", "Language: de", 1, FOOTER_OTHER, "de" },
		{ "no value", "Device:", 1, FOOTER_DEVICE, "" },
		{ "unknown", "Problem: it crashes", 0, 0, NULL },
		{ "a sentence", "Device: it gets hot when I play for an hour", 0,
		    0, NULL },
		{ "half a footer", "OS: Android | it crashes", 0, 0, NULL },
		{ "no number", "Level: impossible", 0, 0, NULL },
		{ "empty", "", 0, 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct footer_part part[4];
		size_t n;

		print_message("%s\n", cases[i].why);
		n = footer_line(cases[i].in, strlen(cases[i].in), part, 4);
		assert_int_equal(n, cases[i].parts);
		if (n == 0)
			continue;
		assert_int_equal(part[0].key, cases[i].key);
		assert_int_equal(part[0].len, strlen(cases[i].value));
		assert_memory_equal(part[0].value, cases[i].value, part[0].len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_all_entities),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_footer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
