/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/mail.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "tests/sandbox/player.h"
#include "tests/sandbox/texts.h"

#include <string.h>

void
writer_draw(struct writer *w, struct rng *r, const struct player *p)
{
	double u = rng_unit(r);

	memset(w, 0, sizeof(*w));
	w->mood = u < .38 ? CALM : u < .65 ? TERSE : u < .80 ? ANGRY : CHATTY;
	w->lower = w->mood == TERSE && rng_chance(r, .45);
	w->typos = rng_chance(r, .18);
	w->emoji = rng_chance(r, .10);
	w->formal = rng_chance(r, .25);
	w->app = rng_chance(r, .48);
	w->language = strcmp(p->language, "en") != 0 && rng_chance(r, .75)
			  ? p->language
			  : "en";
}

/* ---- the customer ---- */

static bool
foreign(const struct writer *w)
{
	return strcmp(w->language, "en") != 0;
}

/* A text in the writer's language for the matter, or NULL. */
static const char *
foreign_text(
    const struct voice *v, const struct writer *w, const struct matter *m)
{
	static const char *const near[][2] = {
		{ "other", "praise" },
		{ "ux", "feature_request" },
		{ "technical", "crash" },
		{ "store", "payment" },
		{ "offerwall", "bug" },
		{ "device", "performance" },
	};
	const struct text_block *b =
	    texts_find(v->texts, "language", w->language);
	const char *text = text_pick(b, m->category, v->rng);

	for (size_t i = 0; i < sizeof(near) / sizeof(*near) && !text; i++)
		if (strcmp(m->category, near[i][0]) == 0)
			text = text_pick(b, near[i][1], v->rng);
	return text;
}

static const char *
foreign_key(const struct voice *v, const struct writer *w, const char *key)
{
	return text_pick(
	    texts_find(v->texts, "language", w->language), key, v->rng);
}

/* Two letters of a long word changed places; only ASCII letters move. */
static void
add_typos(struct sbuf *out, struct rng *r)
{
	int left = rng_range(r, 1, 3);
	char c;

	for (size_t i = 4; i + 4 < out->len && left > 0; i++) {
		char *s = out->s + i;

		if (s[0] < 'a' || s[0] > 'z' || s[1] < 'a' || s[1] > 'z' ||
		    s[-1] < 'a' || s[-1] > 'z' || !rng_chance(r, .03))
			continue;
		c = s[0];
		s[0] = s[1];
		s[1] = c;
		left--;
	}
}

static void
lower_case(struct sbuf *out, size_t from)
{
	for (size_t i = from; i < out->len; i++)
		if (out->s[i] >= 'A' && out->s[i] <= 'Z')
			out->s[i] = (char)(out->s[i] + 32);
}

static void
upper_case(struct sbuf *out, size_t from)
{
	for (size_t i = from; i < out->len; i++)
		if (out->s[i] >= 'a' && out->s[i] <= 'z')
			out->s[i] = (char)(out->s[i] - 32);
}

/* One more sentence of a list, with this chance. */
static void
maybe(struct sbuf *out, const struct voice *v, double p, const char *list)
{
	if (!rng_chance(v->rng, p))
		return;
	sbuf_char(out, out->len > 0 && rng_chance(v->rng, .2) ? '\n' : ' ');
	speak_list(out, v, list);
}

static void
add_matter(struct sbuf *out, const struct voice *v, const struct matter *m,
    double more)
{
	const char *text;

	if (m->outbreak) {
		speak_list(out, v, "outbreak");
		return;
	}
	speak(out, v, text_pick(m->problem, "say", v->rng));
	text = text_pick(m->problem, "more", v->rng);
	if (text != NULL && rng_chance(v->rng, more)) {
		sbuf_char(out, ' ');
		speak(out, v, text);
	}
}

static void
english(struct sbuf *out, const struct voice *v, const struct writer *w,
    const struct matter *m)
{
	static const struct {
		double hello, lead, more, tried, feeling, small, ask, bye;
	} by_mood[MOODS] = {
		[CALM] = { .85, .25, .5, .35, .25, .05, .45, .75 },
		[TERSE] = { .20, .02, .2, .08, .08, .00, .20, .15 },
		[ANGRY] = { .30, .10, .5, .40, .90, .00, .35, .30 },
		[CHATTY] = { .95, .80, .8, .60, .60, .45, .60, .90 },
	};
	size_t from;

	if (rng_chance(v->rng, by_mood[w->mood].hello)) {
		speak_list(out, v, "opener");
		sbuf_text(out, rng_chance(v->rng, .8) ? "\n\n" : " ");
	}
	if (rng_chance(v->rng, by_mood[w->mood].lead)) {
		speak_list(out, v, "lead");
		sbuf_char(out, ' ');
	}
	from = out->len;
	add_matter(out, v, m, by_mood[w->mood].more);
	if (w->mood == ANGRY && rng_chance(v->rng, .2))
		upper_case(out, from);
	if (strcmp(m->category, "other") != 0) {
		maybe(out, v, by_mood[w->mood].tried, "tried");
		maybe(out, v, by_mood[w->mood].feeling, "feeling");
		maybe(out, v, by_mood[w->mood].small, "smalltalk");
		maybe(out, v, by_mood[w->mood].ask, "ask");
	}
	if (w->mood == ANGRY && rng_chance(v->rng, .4))
		sbuf_text(out, "!!!");
	if (rng_chance(v->rng, by_mood[w->mood].bye)) {
		sbuf_text(out, "\n\n");
		speak_list(out, v, "signoff");
	}
}

static void
finish(struct sbuf *out, const struct voice *v, const struct writer *w)
{
	if (w->lower)
		lower_case(out, 0);
	if (w->typos)
		add_typos(out, v->rng);
	if (w->emoji) {
		sbuf_char(out, ' ');
		speak_list(out, v, "emoji");
	}
}

void
mail_subject(struct sbuf *out, const struct voice *v, const struct writer *w,
    const struct matter *m)
{
	double u = rng_unit(v->rng);

	if (u < .012)
		return;
	if (u < .03) {
		sbuf_text(out, "(no subject)");
		return;
	}
	if (w->app && u < .12) {
		sbuf_fmt(
		    out, "[%s] Contact form, player %s", v->game, v->player);
		return;
	}
	if (u > .97)
		sbuf_text(out, "Re: ");
	if (m->outbreak && !foreign(w))
		speak_list(out, v, "outbreak_subject");
	else if (foreign(w))
		speak(out, v, foreign_key(v, w, "subject"));
	else
		speak(out, v, text_pick(m->problem, "subject", v->rng));
	if (w->lower)
		lower_case(out, 0);
	if (w->mood == ANGRY && u > .8)
		upper_case(out, 0);
}

void
mail_first(struct sbuf *out, const struct voice *v, const struct writer *w,
    const struct matter *m)
{
	const char *text;

	if (!foreign(w)) {
		english(out, v, w, m);
		finish(out, v, w);
		return;
	}
	if (w->mood != TERSE) {
		speak(out, v, foreign_key(v, w, "hello"));
		sbuf_text(out, "\n\n");
	}
	text = foreign_text(v, w, m);
	speak(out, v, text != NULL ? text : foreign_key(v, w, "bug"));
	if (w->mood != TERSE) {
		sbuf_text(out, "\n\n");
		speak(out, v, foreign_key(v, w, "bye"));
	}
	if (w->emoji) {
		sbuf_char(out, ' ');
		speak_list(out, v, "emoji");
	}
}

void
mail_later(struct sbuf *out, const struct voice *v, const struct writer *w,
    const struct matter *m, const char *list)
{
	const char *own = NULL;

	if (strcmp(list, "thanks") == 0) {
		if (foreign(w))
			own = foreign_key(v, w, "thanks");
		else if (rng_chance(v->rng, .4))
			own = text_pick(m->problem, "follow", v->rng);
	}
	if (w->mood == CHATTY || (w->mood == CALM && rng_chance(v->rng, .4))) {
		sbuf_fmt(out, "Hi %s,\n\n", v->agent);
	}
	if (own != NULL)
		speak(out, v, own);
	else
		speak_list(out, v, list);
	if (w->mood == CHATTY && strcmp(list, "thanks") != 0) {
		sbuf_char(out, ' ');
		speak_list(
		    out, v, rng_chance(v->rng, .5) ? "smalltalk" : "feeling");
	}
	if (w->mood != TERSE && rng_chance(v->rng, .5)) {
		sbuf_text(out, "\n\n");
		speak_list(out, v, "signoff");
	}
	if (w->lower)
		lower_case(out, 0);
	if (w->mood == ANGRY && rng_chance(v->rng, .15))
		upper_case(out, 0);
}

void
mail_footer(struct sbuf *out, const struct voice *v, const struct player *p,
    const char *language)
{
	sbuf_fmt(out,
	    "\n\n-----\nApp version: %s\nPlatform: %s\nOS: %s\n"
	    "Device: %s\nPlayer ID: %s\nLevel: %s\nLanguage: %s\n",
	    v->version, world_platforms[p->platform], p->os, p->device, p->code,
	    p->level, language);
}

/* ---- the agent ---- */

void
mail_reply(struct sbuf *out, const struct voice *v, const struct writer *w,
    const struct matter *m, enum quality q)
{
	const char *own = NULL;

	if (q == POOR) {
		speak_list(out, v, "agent_poor");
		return;
	}
	if (q == FAIR) {
		speak_list(
		    out, v, m->outbreak ? "outbreak_fair" : "agent_fair");
		return;
	}
	if (foreign(w) && (own = foreign_key(v, w, "good")) != NULL &&
	    rng_chance(v->rng, .75)) {
		speak(out, v, own);
		return;
	}
	speak_list(out, v, "agent_hello");
	sbuf_text(out, "\n\n");
	if (strcmp(m->category, "other") != 0) {
		speak_list(out, v, "agent_sorry");
		sbuf_char(out, rng_chance(v->rng, .5) ? ' ' : '\n');
	}
	if (m->outbreak)
		speak_list(out, v, "outbreak_good");
	else
		speak(out, v, text_pick(m->problem, "good", v->rng));
	sbuf_text(out, rng_chance(v->rng, .4) ? " " : "\n\n");
	speak_list(out, v, "agent_next");
	sbuf_text(out, "\n\n");
	speak_list(out, v, "agent_bye");
}

void
mail_reply_again(struct sbuf *out, const struct voice *v, const char *list)
{
	if (rng_chance(v->rng, .7)) {
		speak_list(out, v, "agent_hello");
		sbuf_text(out, "\n\n");
	}
	speak_list(out, v, list);
	if (rng_chance(v->rng, .25)) {
		sbuf_char(out, ' ');
		speak_list(out, v, "agent_next");
	}
	sbuf_text(out, "\n\n");
	if (rng_chance(v->rng, .8))
		speak_list(out, v, "agent_bye");
	else
		sbuf_text(out, v->agent);
}

/* ---- HTML ---- */

static void
add_escaped(struct sbuf *out, char c)
{
	if (c == '<')
		sbuf_text(out, "&lt;");
	else if (c == '>')
		sbuf_text(out, "&gt;");
	else if (c == '&')
		sbuf_text(out, "&amp;");
	else
		sbuf_char(out, c);
}

/* How a mail program writes lines: around all, around a line, an empty line. */
static const struct {
	const char *open, *close, *line, *line_end;
} manners[] = {
	{ "", "", "", "<br>\n" },
	{ "", "", "", "<br>" },
	{ "<div dir=\"ltr\">", "</div>", "<div>", "</div>" },
	{ "", "", "<p>", "</p>" },
	{ "<div class=\"WordSection1\">", "</div>",
	    "<p class=\"MsoNormal\"><span lang=\"EN-US\">",
	    "<o:p></o:p></span></p>\n" },
	{ "<div dir=\"auto\" style=\"font-family:sans-serif;font-size:12pt\">",
	    "</div>", "", "<br/>" },
};

void
mail_html(struct sbuf *out, struct rng *r, const char *plain)
{
	size_t i = rng_below(r, sizeof(manners) / sizeof(*manners)), len;
	bool more = true;

	if (rng_chance(r, .4))
		i = 0;
	sbuf_text(out, manners[i].open);
	for (; more; plain += len + 1) {
		len = strcspn(plain, "\n");
		more = plain[len] != '\0';
		sbuf_text(out, manners[i].line);
		for (size_t k = 0; k < len; k++)
			add_escaped(out, plain[k]);
		if (len == 0 && *manners[i].line != '\0')
			sbuf_text(out, i == 4 ? "&nbsp;" : "<br>");
		if (more || *manners[i].line != '\0')
			sbuf_text(out, manners[i].line_end);
	}
	sbuf_text(out, manners[i].close);
}

static void
quote_head(struct sbuf *out, int64_t at, const char *who, const char *address)
{
	char iso[CLOCK_ISO_SIZE];

	clock_iso(at, iso);
	sbuf_fmt(out, "On %.10s at %.5s %s &lt;%s&gt; wrote:", iso, iso + 11,
	    who, address);
}

void
mail_quote(struct sbuf *out, struct rng *r, const char *html, int64_t at,
    const char *who, const char *address)
{
	switch (rng_below(r, 3)) {
	case 0:
		sbuf_text(out, "<br><div class=\"gmail_quote\"><div dir=\"ltr\""
			       " class=\"gmail_attr\">");
		quote_head(out, at, who, address);
		sbuf_text(out,
		    "<br></div><blockquote class=\"gmail_quote\" "
		    "style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid "
		    "rgb(204,204,204);padding-left:1ex\">");
		sbuf_text(out, html);
		sbuf_text(out, "</blockquote></div>");
		break;
	case 1:
		sbuf_text(out, "<br><br>");
		quote_head(out, at, who, address);
		sbuf_text(out, "<br><blockquote type=\"cite\">");
		sbuf_text(out, html);
		sbuf_text(out, "</blockquote>");
		break;
	default:
		sbuf_fmt(out,
		    "<br><hr><div><b>From:</b> %s &lt;%s&gt;<br>"
		    "<b>Subject:</b> Re: your message<br></div><br>",
		    who, address);
		sbuf_text(out, html);
	}
}
