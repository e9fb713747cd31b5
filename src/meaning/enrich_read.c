/* SPDX-License-Identifier: MIT */
/* The answer: meaning/enrich.h. */
#include "meaning/enrich.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "meaning/enrich_kind.h"
#include "text/json_read.h"
#include "text/redact.h"

#include <math.h>
#include <string.h>

const char *const enrich_kinds[] = { "product", "feature", "platform", "device",
	"version", "level", "order", "error", "place", "other" };
const size_t enrich_n_kinds = sizeof(enrich_kinds) / sizeof(*enrich_kinds);

struct reading {
	struct arena *mem;
	const struct enrich_words *words;
	const struct enrich_question *q;
	const char *why;
};

const char *
enrich_tidied(struct arena *mem, const char *text, size_t most)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t len;

	for (; *text != '\0'; text++) {
		bool blank = (unsigned char)*text <= ' ' || *text == 0x7f;

		if (!blank)
			sbuf_char(out, *text);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			sbuf_char(out, ' ');
	}
	len = utf8_cut(sbuf_cstr(out), out->len, most);
	while (len > 0 && out->s[len - 1] == ' ')
		len--;
	return arena_copy(mem, sbuf_cstr(out), len);
}

/* What was taken out is back in it. */
static const char *
said(const struct reading *r, struct json_object *o, const char *key,
    size_t most)
{
	const char *text = jr_text(r->mem, o, key);

	return text == NULL ? "" : enrich_tidied(r->mem, redact_restore(
	    r->q->redaction, text), most);
}

/* NULL: it is not on the list. */
static const char *
listed(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; word != NULL && i < n; i++)
		if (strcmp(list[i], word) == 0)
			return list[i];
	return NULL;
}

/* ---- categories and intent ---- */

static bool
has(const struct enriched *e, const char *category)
{
	for (size_t i = 0; i < e->n_categories; i++)
		if (e->category[i] == category)
			return true;
	return false;
}

static enum enrich_result
other_word(struct reading *r, const char *what, const char *word)
{
	r->why = arena_fmt(r->mem, "the %s %.60s is none of the list", what,
	    word != NULL ? word : "(no text)");
	return ENRICH_OTHER_WORD;
}

static enum enrich_result
read_categories(struct reading *r, struct json_object *list,
    struct enriched *e)
{
	const struct enrich_words *w = r->words;

	e->category = arena_array(r->mem, jr_len(list), sizeof(*e->category));
	for (size_t i = 0; i < jr_len(list); i++) {
		const char *word = jr_text_at(r->mem, list, i);
		const char *own = listed(word, w->category, w->n_categories);

		if (own == NULL)
			return other_word(r, "category", word);
		if (!has(e, own))
			e->category[e->n_categories++] = own;
	}
	return ENRICH_OK;
}

static enum enrich_result
read_intent(struct reading *r, struct json_object *o, struct enriched *e)
{
	const char *word = jr_text(r->mem, o, "intent");
	const char *own = listed(word, r->words->intent, r->words->n_intents);

	if (jr_has(o, "intent") && own == NULL)
		return other_word(r, "intent", word);
	e->intent = own != NULL ? own : "";
	return ENRICH_OK;
}

/* ---- entities ---- */

/* What is not in the ticket is made up, and left out. */
static void
read_entities(const struct reading *r, struct json_object *list,
    struct enriched *e)
{
	size_t most = jr_len(list) < ENRICH_ENTITIES_MOST ? jr_len(list) :
	    ENRICH_ENTITIES_MOST;

	e->entity = arena_array(r->mem, most, sizeof(*e->entity));
	for (size_t i = 0; i < jr_len(list) && e->n_entities < most; i++) {
		struct json_object *o = jr_array_at(list, i);
		const char *kind = listed(jr_text(r->mem, o, "kind"),
		    enrich_kinds, enrich_n_kinds);
		const char *text = said(r, o, "text", ENRICH_ENTITY_MAX);

		if (kind != NULL && *text != '\0' &&
		    strstr(r->q->plain, text) != NULL)
			e->entity[e->n_entities++] = (struct enrich_entity){
				kind, text };
	}
}

/* ---- texts ---- */

static bool
is_linkish(const char *text, const char *p)
{
	return strncmp(p, "://", 3) == 0 || (strncmp(p, "www.", 4) == 0 &&
	    (p == text || strchr(" <(\"", p[-1]) != NULL));
}

/* The word around p, as long as the whole of it is in the ticket. */
static bool
is_known_word(const struct reading *r, const char *text, const char *p)
{
	const char *from = p;
	size_t len;

	while (from > text && from[-1] != ' ' && strchr("<(\"", from[-1]) ==
	    NULL)
		from--;
	len = strcspn(from, " <>()\"");
	while (len > 0 && strchr(".,;!?", from[len - 1]) != NULL)
		len--;
	return strstr(r->q->plain, arena_copy(r->mem, from, len)) != NULL;
}

/* A link that the model brings is not for people to click. */
static bool
is_foreign(const struct reading *r, const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if (is_linkish(text, p) && !is_known_word(r, text, p))
			return true;
	return false;
}

/* "en", "pt-BR"; anything else is none. */
static const char *
language(const struct reading *r, struct json_object *o)
{
	const char *text = jr_text(r->mem, o, "language");
	size_t n = text == NULL ? 0 : strspn(text,
	    "abcdefghijklmnopqrstuvwxyz");

	if (n < 2 || n > 3)
		return "";
	if (text[n] == '\0')
		return text;
	return text[n] == '-' && strlen(text + n) == 3 && strspn(text + n + 1,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 ? text : "";
}

static enum enrich_result
read_texts(struct reading *r, struct json_object *o, struct enriched *e)
{
	e->summary = said(r, o, "summary", ENRICH_SUMMARY_MAX);
	e->language = language(r, o);
	e->translation = strncmp(e->language, "en", 2) == 0 ? "" :
	    said(r, o, "translation", ENRICH_SUMMARY_MAX);
	e->cause = said(r, o, "root_cause", ENRICH_CAUSE_MAX);
	if (*e->summary == '\0') {
		r->why = "the answer has no summary";
		return ENRICH_NO_SUMMARY;
	}
	if (is_foreign(r, e->summary) || is_foreign(r, e->translation) ||
	    is_foreign(r, e->cause)) {
		r->why = "the answer names an address that the ticket does not";
		return ENRICH_FOREIGN;
	}
	return ENRICH_OK;
}

static enum enrich_result
read_object(struct reading *r, struct json_object *o, struct enriched *e)
{
	double sure = jr_num(o, "sure", 0);
	enum enrich_result result = read_texts(r, o, e);

	if (result == ENRICH_OK)
		result = read_categories(r, jr_array(o, "categories"), e);
	if (result == ENRICH_OK)
		result = read_intent(r, o, e);
	read_entities(r, jr_array(o, "entities"), e);
	e->sure = sure >= 0 ? fmin(sure, 1) : 0;
	return result;
}

enum enrich_result
enrich_read(struct arena *mem, const struct enrich_words *words,
    const struct enrich_question *q, const char *answer, struct enriched *e,
    const char **why)
{
	struct reading r = { mem, words, q, "" };
	enum enrich_result result = ENRICH_NO_JSON;
	struct json_object *o;
	const char *wrong;

	*e = (struct enriched){ .summary = "" };
	if (json_parse(mem, answer, strlen(answer), &o, &wrong) == RC_OK &&
	    jr_is_object(o))
		result = read_object(&r, o, e);
	else
		r.why = "the answer is no JSON object";
	*why = r.why;
	if (result != ENRICH_OK)
		*e = (struct enriched){ .summary = "", .language = "",
			.translation = "", .intent = "", .cause = "" };
	return result;
}
