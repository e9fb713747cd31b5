/* SPDX-License-Identifier: MIT */
#include "text/mail_split.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "text/footer.h"
#include "text/html_text.h"

enum { ATTRIBUTION_MAX = 300, SIGNATURE_LINES = 15, NAME_LINES = 5,
	THANKS_LINES = 2, NAME_LEN_MAX = 48 };

enum owner { OWN, QUOTED, SIGNATURE };

struct line {
	const char *s;
	size_t len;
	enum owner owner;
};

struct mail {
	struct line *line;
	size_t n;
	bool forwarded;
};

/* How the line above a quotation begins, and how it ends, by language. */
static const char *const attribution_starts[] = {
	"On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "Den ", "W dniu ",
	"Dnia ", "Il giorno ", "Pe ", "A(z) ", "От ",
	"В ",
};
static const char *const attribution_ends[] = {
	"wrote:", "schrieb:", "a écrit :", "a écrit:",
	"escribió:", "ha scritto:", "schreef:", "geschreven:",
	"escreveu:", "skrev:", "napisał:", "napisał(a):",
	"kirjoitti:", "yazdı:", "пишет:",
	"написал:",
	"написал(а):",
	"ha escrito:", "scrisse:",
};

/* Words between the dashes of "-----Original Message-----". */
static const char *const divider_words[] = {
	"original message", "original email", "forwarded message",
	"ursprüngliche nachricht",
	"weitergeleitete nachricht", "mensaje original", "mensaje reenviado",
	"message d'origine", "message original", "message transf",
	"messaggio originale", "messaggio inoltrato", "mensagem original",
	"mensagem encaminhada", "oorspronkelijk bericht",
	"doorgestuurd bericht", "oryginalna wiadomo", "reply above this line",
	"reply message",
};
static const char *const forward_words[] = {
	"forward", "weitergeleitet", "reenviado", "transf", "inoltrato",
	"encaminhada", "doorgestuurd",
};

/* Header lines that mail programs put above a quotation. */
static const char *const from_headers[] = {
	"From:", "Von:", "De:", "De :", "Da:", "Van:",
	"От:", "Od:", "Fra:", "Från:", "Kimden:",
};
static const char *const other_headers[] = {
	"Sent:", "Date:", "To:", "Subject:", "Cc:", "Gesendet:", "Datum:",
	"An:", "Betreff:", "Envoyé", "À :", "À:",
	"Objet", "Enviado", "Para:", "Asunto:", "Assunto:", "Inviato:",
	"A:", "Oggetto:", "Verzonden:", "Aan:", "Onderwerp:", "Skickat:",
	"Till:", "Ämne:", "Til:", "Emne:", "Data:", "Do:", "Temat:",
	"Кому:", "Дата:",
	"Тема:", "Reply-To:",
};

/* Lines that a mail program adds by itself. */
static const char *const program_lines[] = {
	"sent from my ", "sent from mail for", "sent from yahoo",
	"sent from outlook", "sent from samsung", "sent from gmail",
	"sent from proton", "sent from the all", "sent from a mobile",
	"sent from aol", "sent via ", "sent with proton",
	"sent using ", "get outlook for", "download outlook",
	"yahoo mail:", "virus-free.",
	"gesendet von ", "von meinem iphone", "von meinem ipad",
	"von meinem samsung", "gesendet mit ", "enviado desde ",
	"enviado do ", "enviado de ", "enviado a partir do",
	"envoyé de mon", "envoyé depuis",
	"télécharger outlook",
	"obtener outlook", "obter o outlook", "outlook für ",
	"inviato da", "verzonden vanaf", "verstuurd vanaf",
	"wysłane z", "skickat från", "sendt fra",
	"Отправлено",
	"iphone'umdan", "iphoneから送信",
};

/* Closings that stand alone on a line, a name below them. After thanks people
 * also go on writing, so there less may follow. */
static const struct closing {
	const char *text;
	bool thanks;
} closings[] = {
	{ "regards", false }, { "best regards", false },
	{ "kind regards", false }, { "warm regards", false },
	{ "with kind regards", false }, { "kindest regards", false },
	{ "best", false }, { "all the best", false }, { "best wishes", false },
	{ "cheers", false }, { "sincerely", false },
	{ "yours sincerely", false }, { "sincerely yours", false },
	{ "yours truly", false }, { "yours faithfully", false },
	{ "yours", false }, { "respectfully", false }, { "cordially", false },
	{ "take care", false }, { "rgds", false }, { "br", false },
	{ "thanks and regards", false }, { "thanks & regards", false },
	{ "thanks", true }, { "many thanks", true }, { "thanks a lot", true },
	{ "thank you", true }, { "thank you so much", true },
	{ "thank you very much", true }, { "thanks so much", true },
	{ "thanks in advance", true }, { "thank you in advance", true },
	{ "thx", true }, { "ty", true }, { "with thanks", true },
	{ "love", true }, { "thanks for your help", true },
	{ "thank you for your help", true },
	{ "thank you for your time", true }, { "have a nice day", true },
	{ "have a great day", true },
	{ "mit freundlichen grüßen", false },
	{ "mit freundlichem gruß", false }, { "freundliche grüße", false },
	{ "viele grüße", false }, { "liebe grüße", false },
	{ "beste grüße", false }, { "herzliche grüße", false },
	{ "gruß", false }, { "grüße", false }, { "mfg", false },
	{ "lg", false }, { "vg", false }, { "danke", true },
	{ "vielen dank", true }, { "danke im voraus", true },
	{ "cordialement", false }, { "bien cordialement", false },
	{ "salutations", false }, { "amicalement", false },
	{ "cdlt", false }, { "merci", true }, { "merci d'avance", true },
	{ "merci beaucoup", true }, { "bonne journée", true },
	{ "saludos", false }, { "un saludo", false },
	{ "saludos cordiales", false }, { "atentamente", false },
	{ "gracias", true }, { "muchas gracias", true },
	{ "gracias de antemano", true }, { "atenciosamente", false },
	{ "abraços", false }, { "cumprimentos", false }, { "att", false },
	{ "obrigado", true }, { "obrigada", true },
	{ "cordiali saluti", false }, { "saluti", false },
	{ "distinti saluti", false }, { "un saluto", false },
	{ "grazie", true }, { "grazie mille", true },
	{ "met vriendelijke groet", false },
	{ "met vriendelijke groeten", false }, { "groeten", false },
	{ "groetjes", false }, { "mvg", false }, { "bedankt", true },
	{ "alvast bedankt", true }, { "pozdrawiam", false },
	{ "z poważaniem", false }, { "dziękuję", true },
	{ "med vänlig hälsning", false }, { "mvh", false },
	{ "venlig hilsen", false }, { "med venlig hilsen", false },
	{ "med vennlig hilsen", false }, { "hilsen", false },
	{ "teşekkürler", true }, { "с уважением", false },
	{ "спасибо", true },
};

#define LEN(table) (sizeof(table) / sizeof(*(table)))

static bool
starts(const struct line *l, const char *word)
{
	size_t n;

	/* most lines part from most words at the first letter */
	if (l->len == 0 || (*l->s | 0x20) != (*word | 0x20))
		return false;
	n = strlen(word);
	return l->len >= n && strncasecmp(l->s, word, n) == 0;
}

static bool
ends(const struct line *l, const char *word)
{
	size_t n = strlen(word);

	return l->len >= n && strncasecmp(l->s + l->len - n, word, n) == 0;
}

static bool
starts_any(const struct line *l, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (starts(l, words[i]))
			return true;
	return false;
}

static bool
ends_any(const struct line *l, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ends(l, words[i]))
			return true;
	return false;
}

static bool
holds_any(const struct line *l, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(words[i]);

		for (size_t k = 0; k + len <= l->len; k++)
			if (strncasecmp(l->s + k, words[i], len) == 0)
				return true;
	}
	return false;
}

static void
lines_read(struct arena *mem, const char *s, size_t len, struct mail *m)
{
	const char *end = s + len;
	size_t n = 0;

	for (const char *p = s; p < end; p++)
		n += *p == '\n';
	m->line = arena_array(mem, n + 1, sizeof(*m->line));
	while (s < end) {
		struct line *l = &m->line[m->n++];
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *to = nl == NULL ? end : nl;

		if (*s == MARK_QUOTED || *s == MARK_SIGNATURE)
			l->owner = *s++ == MARK_QUOTED ? QUOTED : SIGNATURE;
		l->s = s;
		l->len = (size_t)(to - s);
		while (l->len > 0 && (l->s[l->len - 1] == ' '))
			l->len--;
		if (l->len > 0 && *l->s == '>')
			l->owner = QUOTED;
		s = to + 1;
	}
}

static size_t
next_filled(const struct mail *m, size_t i)
{
	while (i < m->n && m->line[i].len == 0)
		i++;
	return i;
}

/* "On Monday, Ann <ann@…> wrote:", which mail programs wrap over up to three
 * lines. Answers the number of lines, 0 when it is none. */
static size_t
attribution(const struct mail *m, size_t i)
{
	size_t total = 0;
	bool start = starts_any(&m->line[i], attribution_starts,
	    LEN(attribution_starts));

	for (size_t k = 0; k < 3 && i + k < m->n; k++) {
		const struct line *l = &m->line[i + k];

		total += l->len;
		if (l->len == 0 || total > ATTRIBUTION_MAX)
			return 0;
		if (l->s[l->len - 1] == ':' &&
		    ends_any(l, attribution_ends, LEN(attribution_ends)) &&
		    (start || (k == 0 && memchr(l->s, '@', l->len))))
			return k + 1;
		if (!start)
			return 0;
	}
	return 0;
}

static bool
divider(struct mail *m, size_t i)
{
	const struct line *l = &m->line[i];

	if (l->len < 12 || l->len > 80)
		return false;
	if ((!starts(l, "--") && !starts(l, "Begin forwarded") &&
	    !starts(l, "##")) ||
	    (!holds_any(l, divider_words, LEN(divider_words)) &&
	    !starts(l, "Begin forwarded")))
		return false;
	m->forwarded |= holds_any(l, forward_words, LEN(forward_words));
	return true;
}

/* "From: … Sent: … To: …", one header to a line. */
static bool
header_block(const struct mail *m, size_t i)
{
	size_t headers = 0;

	if (!starts_any(&m->line[i], from_headers, LEN(from_headers)))
		return false;
	for (size_t k = 1; k < 6; k++) {
		i = next_filled(m, i + 1);
		if (i >= m->n)
			break;
		headers += starts_any(&m->line[i], other_headers,
		    LEN(other_headers));
	}
	return headers >= 2;
}

static void
own_from(struct mail *m, size_t from, size_t to, enum owner owner)
{
	for (size_t i = from; i < to; i++)
		if (m->line[i].owner == OWN)
			m->line[i].owner = owner;
}

/* Lines of the marker above a quotation that starts here, or 0. */
static size_t
history_marker(struct mail *m, size_t i)
{
	if (divider(m, i) || header_block(m, i))
		return 1;
	return attribution(m, i);
}

static void
history_find(struct mail *m)
{
	for (size_t i = 0; i < m->n; i++) {
		size_t marker, next;

		if (m->line[i].owner != OWN) {
			divider(m, i);	/* may say "forwarded" */
			continue;
		}
		if (m->line[i].len == 0)
			continue;
		marker = history_marker(m, i);
		if (marker == 0)
			continue;
		next = next_filled(m, i + marker);
		/* what is quoted by marks has an end of its own */
		if (next < m->n && m->line[next].owner == QUOTED) {
			own_from(m, i, next, QUOTED);
			continue;
		}
		own_from(m, i, m->n, QUOTED);
		return;
	}
}

static const struct closing *
closing_of(const struct line *l)
{
	struct line t = *l;

	while (t.len > 0 && strchr(",.!;:- ", t.s[t.len - 1]) != NULL)
		t.len--;
	for (size_t i = 0; i < LEN(closings); i++)
		if (starts(&t, closings[i].text) &&
		    strlen(closings[i].text) == t.len)
			return &closings[i];
	return NULL;
}

static bool
is_footer(const struct line *l)
{
	struct footer_part part;

	return footer_line(l->s, l->len, &part, 1) > 0;
}

static bool
is_dashes(const struct line *l)
{
	if (l->len < 2 || l->len > 3)
		return false;
	return memcmp(l->s, "---", l->len) == 0 ||
	    memcmp(l->s, "___", l->len) == 0;
}

/* One word, or a few that all begin like a name. */
static bool
is_name(const struct line *l, size_t words_max)
{
	size_t words = 0, small = 0;

	if (l->len > NAME_LEN_MAX || strchr("?!", l->s[l->len - 1]) != NULL)
		return false;
	for (size_t i = 0; i < l->len; i++) {
		if (l->s[i] == ' ' || (i > 0 && l->s[i - 1] != ' '))
			continue;
		words++;
		small += l->s[i] >= 'a' && l->s[i] <= 'z';
	}
	return words <= words_max && (words == 1 || small == 0);
}

/* Nothing but what a signature holds until the end. */
static bool
signature_below(const struct mail *m, size_t i, const struct closing *closing)
{
	size_t most = closing == NULL ? SIGNATURE_LINES :
	    closing->thanks ? THANKS_LINES : NAME_LINES, lines = 0;

	for (i++; i < m->n; i++) {
		const struct line *l = &m->line[i];

		if (l->owner != OWN || l->len == 0 || is_footer(l) ||
		    starts_any(l, program_lines, LEN(program_lines)))
			continue;
		if (++lines > most)
			return false;
		if (closing != NULL && !is_name(l, closing->thanks ? 3 : 6))
			return false;
	}
	return true;
}

static void
cut_below(struct mail *m, size_t i)
{
	for (; i < m->n; i++)
		if (m->line[i].owner == OWN && !is_footer(&m->line[i]))
			m->line[i].owner = SIGNATURE;
}

static void
signature_find(struct mail *m)
{
	bool words = false;

	for (size_t i = 0; i < m->n; i++) {
		struct line *l = &m->line[i];
		const struct closing *closing;

		if (l->owner != OWN || l->len == 0)
			continue;
		if (starts_any(l, program_lines, LEN(program_lines)) &&
		    l->len < 80) {
			l->owner = SIGNATURE;
			continue;
		}
		closing = closing_of(l);
		if (words && (closing != NULL || is_dashes(l)) &&
		    signature_below(m, i, closing)) {
			cut_below(m, i);
			return;
		}
		words = words || !is_footer(l);
	}
}

/* The lines of one owner, at most one empty line in a row. */
static const char *
lines_of(struct arena *mem, const struct mail *m, enum owner owner,
    size_t *filled)
{
	struct sbuf *out = sbuf_arena(mem);
	bool gap = false;

	*filled = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct line *l = &m->line[i];

		if (l->len == 0)
			gap = true;
		if (l->len == 0 || l->owner != owner)
			continue;
		if (out->len > 0)
			sbuf_text(out, gap ? "\n\n" : "\n");
		sbuf_add(out, l->s, l->len);
		gap = false;
		*filled += 1;
	}
	return sbuf_cstr(out);
}

void
mail_split(struct arena *mem, const char *lines, size_t len,
    struct message_text *out)
{
	struct mail m = { 0 };
	size_t own, other;

	lines_read(mem, lines, len, &m);
	history_find(&m);
	signature_find(&m);
	out->own = lines_of(mem, &m, OWN, &own);
	out->quoted = lines_of(mem, &m, QUOTED, &other);
	out->signature = lines_of(mem, &m, SIGNATURE, &other);
	if (own == 0 && m.forwarded) {
		out->own = out->quoted;
		out->quoted = "";
	}
}
