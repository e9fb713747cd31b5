/* SPDX-License-Identifier: MIT */
#include "analysis/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/footer.h"

enum { PARTS_MAX = 8, SUBJECT_MAX = 500 };

static const char *const subject_prefixes[] = {
	"re:", "fw:", "fwd:", "aw:", "wg:", "sv:", "vs:", "tr:", "rv:", "res:",
	"enc:", "antw:", "odp:", "ynt:",
};
static const char *const no_subjects[] = {
	"(no subject)", "no subject", "(kein betreff)", "(sin asunto)",
	"(aucun objet)", "(nessun oggetto)", "(sem assunto)",
};

static size_t
blanks(const char *s)
{
	return strspn(s, " \t\r\n");
}

/* "Re: [Ticket #123] Fwd: x" is x. */
static const char *
subject_core(const char *s)
{
	const char *from;

	do {
		from = s;
		s += blanks(s);
		for (size_t i = 0; i < sizeof(subject_prefixes) /
		    sizeof(*subject_prefixes); i++) {
			size_t n = strlen(subject_prefixes[i]);

			if (strncasecmp(s, subject_prefixes[i], n) == 0)
				s += n;
		}
		if (*s == '[' && strchr(s, ']') != NULL)
			s = strchr(s, ']') + 1;
		s += blanks(s);
	} while (s != from);
	for (size_t i = 0; i < sizeof(no_subjects) / sizeof(*no_subjects); i++)
		if (strcasecmp(s, no_subjects[i]) == 0)
			return "";
	return s;
}

static void
footer_take(struct arena *mem, struct footer *f, const struct footer_part *p)
{
	const char **slot[FOOTER_KEYS] = {
		[FOOTER_APP_VERSION] = &f->app_version,
		[FOOTER_PLATFORM] = &f->platform,
		[FOOTER_OS_VERSION] = &f->os_version,
		[FOOTER_DEVICE] = &f->device,
		[FOOTER_USER_ID] = &f->game_user_id,
		[FOOTER_LEVEL] = &f->level,
		[FOOTER_CHAPTER] = &f->chapter,
	};

	if (slot[p->key] != NULL && *slot[p->key] == NULL && p->len > 0)
		*slot[p->key] = arena_copy(mem, p->value, p->len);
}

/* Appends the line, unless it is a footer; then takes what it says. */
static void
line_take(struct arena *mem, struct cleaned *out, struct sbuf *text,
    const char *s, size_t len)
{
	struct footer_part part[PARTS_MAX];
	size_t n = footer_line(s, len, part, PARTS_MAX);

	for (size_t i = 0; i < n; i++)
		footer_take(mem, &out->footer, &part[i]);
	if (n == 0) {
		sbuf_add(text, s, len);
		sbuf_char(text, '\n');
	}
}

/* A letter or digit of any script; emoji and signs are none. */
static bool
is_sign(uint32_t cp)
{
	if (cp < 0x80)
		return !((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		    (cp >= 'A' && cp <= 'Z'));
	return cp < 0xaa || (cp >= 0x2000 && cp < 0x2c00) ||
	    (cp >= 0x3000 && cp <= 0x3030) || cp >= 0x1f000 ||
	    (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfffd || cp == 0xbf ||
	    cp == 0xd7;
}

static bool
nothing_to_read(const char *s)
{
	size_t len = strlen(s);

	while (len > 0) {
		uint32_t cp;
		size_t n = utf8_get(s, len, &cp);

		if (n > 0 && !is_sign(cp))
			return false;
		n += n == 0;
		s += n;
		len -= n;
	}
	return true;
}

/* Many contact forms make the subject of the first words of the text. */
static bool
text_repeats(const char *text, const char *subject)
{
	size_t n = strlen(subject);

	while (n > 0 && strchr(". ", subject[n - 1]) != NULL)
		n--;
	return strncasecmp(text, subject, n) == 0;
}

/* Stored text is valid; what comes from anywhere else is made so. */
static const char *
valid_text(struct arena *mem, const char *s)
{
	struct sbuf *clean;

	if (s == NULL)
		return "";
	if (utf8_valid(s, strlen(s)))
		return s;
	clean = sbuf_arena(mem);
	utf8_clean(clean, s, strlen(s));
	return sbuf_cstr(clean);
}

void
report_clean(struct arena *mem, const struct report *r, struct cleaned *out)
{
	struct sbuf *text = sbuf_arena(mem);
	const char *s = valid_text(mem, r->text), *end;
	const char *subject = subject_core(valid_text(mem, r->subject));

	memset(out, 0, sizeof(*out));
	end = s + utf8_cut(s, strlen(s), REPORT_MAX);
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t len = (size_t)((nl == NULL ? end : nl) - s);

		line_take(mem, out, text, s, len);
		s += len + 1;
	}
	while (text->len > 0 && text->s[text->len - 1] == '\n')
		text->s[--text->len] = '\0';
	out->text = sbuf_cstr(text) + blanks(sbuf_cstr(text));
	out->subject = text_repeats(out->text, subject) ? "" :
	    arena_copy(mem, subject, utf8_cut(subject, strlen(subject),
	    SUBJECT_MAX));
	out->empty = nothing_to_read(out->text);
}
