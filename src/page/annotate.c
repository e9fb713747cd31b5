/* SPDX-License-Identifier: MIT */
#include "page/annotate.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "html/format.h"
#include "http/req.h"
#include "model/conversation.h"
#include "model/office.h"
#include "model/release.h"
#include "page/words.h"

static const char *
release_text(struct arena *mem, const struct release *r, bool names_mailbox)
{
	struct sbuf *out = sbuf_arena(mem);

	/* in tooltips a line is a thing of its own */
	for (const char *p = r->label; *p != '\0'; p++)
		sbuf_add(out, *p == '\n' || *p == '\r' ? " " : p, 1);
	if (*r->platform != '\0')
		sbuf_fmt(out, ", %s", word_for(mem, "platform", r->platform));
	if (names_mailbox && *r->mailbox_name != '\0')
		sbuf_fmt(out, ", %s", r->mailbox_name);
	return sbuf_cstr(out);
}

static enum rc
read_bands(struct req *rq, const struct range *r, struct annotation *a)
{
	struct office o;
	enum rc rc = office_read(rq->db, rq->mem, r->at[0], r->at[r->n],
	    rq->conf->timezone, &o);

	if (rc != RC_OK)
		return rc;
	a->nbands = o.n;
	a->band = arena_array(rq->mem, o.n, sizeof(*a->band));
	for (size_t i = 0; i < o.n; i++)
		a->band[i] = (struct chart_band){ o.span[i].opens,
			o.span[i].closes };
	return RC_OK;
}

enum rc
annotate_read(struct req *rq, const struct range *r, struct annotation *a)
{
	struct release *rows;
	enum rc rc = release_list(rq->db, rq->mem, r->at[0], r->at[r->n],
	    r->w.mailbox, &rows, &a->nmarks);

	if (rc != RC_OK)
		return rc;
	a->mark = arena_array(rq->mem, a->nmarks, sizeof(*a->mark));
	for (size_t i = 0; i < a->nmarks; i++)
		a->mark[i] = (struct chart_mark){ rows[i].at,
			release_text(rq->mem, &rows[i], r->w.mailbox == 0) };
	a->nbands = 0;
	return r->hourly ? read_bands(rq, r, a) : RC_OK;
}

void
annotate_chart(const struct annotation *a, struct chart *c)
{
	c->mark = a->mark;
	c->nmarks = a->nmarks;
	c->band = a->band;
	c->nbands = a->nbands;
	c->band_name = "office hours";
}

void
annotate_csv(struct csv *c, struct arena *mem, const struct annotation *a,
    int64_t from, int64_t to)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < a->nmarks; i++)
		if (a->mark[i].at >= from && a->mark[i].at < to)
			sbuf_fmt(out, "%s%s", out->len > 0 ? "; " : "",
			    a->mark[i].text);
	csv_text(c, sbuf_cstr(out));
}

enum rc
annotate_span(struct req *rq, int64_t from, int64_t to, const char **text)
{
	char all[FMT_SIZE], open[FMT_SIZE];
	struct office o;
	enum rc rc = office_read(rq->db, rq->mem, from, to,
	    rq->conf->timezone, &o);

	if (rc != RC_OK)
		return rc;
	*text = arena_text(rq->mem, fmt_duration(to - from, all));
	if (o.set)
		*text = arena_fmt(rq->mem, "%s (%s in office hours)", *text,
		    fmt_duration(office_seconds(&o, from, to), open));
	return RC_OK;
}

enum rc
annotate_waits(struct req *rq, struct conversation *c, size_t n, int64_t now)
{
	int64_t oldest = now;
	struct office o;
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		if (c[i].waiting_since != 0 && c[i].waiting_since < oldest)
			oldest = c[i].waiting_since;
	if (oldest == now)
		return RC_OK;
	rc = office_read(rq->db, rq->mem, oldest, now, rq->conf->timezone, &o);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		c[i].waiting_open_known = o.set;
		c[i].waiting_open = office_seconds(&o, c[i].waiting_since, now);
	}
	return rc;
}
