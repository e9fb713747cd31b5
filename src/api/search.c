/* SPDX-License-Identifier: MIT */
/* /api/v1/search: what the search page finds, as JSON and CSV. */
#include "api/api.h"

#include "api/filter.h"
#include "api/words.h"
#include "base/arena.h"
#include "db/db.h"
#include "html/csv.h"
#include "html/format.h"

#include <math.h>

enum { CSV_MOST = 1000 };

/* clang-format off */
#define PARAMS \
	{ "q", P_TEXT, NULL, 1, 200, NULL }, FILTER_SEARCH_PARAMS, SEARCH_PARAMS

const struct param search_params[] = {
	PARAMS,
	{ "limit",    P_CLAMP, "20", 1, 100, NULL },
	{ "after",    P_TEXT,  "", 0, 60, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param search_csv_params[] = {
	PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static enum rc
read_search(struct req *rq, struct search *s)
{
	if (!ask_search(rq, req_int, s))
		return api_filter_refuse(rq);
	s->most = CSV_MOST;
	s->local = fmt_from_local;
	if (s->query.error != NULL)
		return api_bad_param(rq, "q", s->query.error);
	if (s->query.n == 0)
		return api_bad_param(rq, "q", "holds no word");
	return RC_OK;
}

static enum rc
run(struct req *rq, const struct search *s, struct search_found *f)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = search_run(rq->db, rq->mem, s, f);
	if (rc == RC_BAD_INPUT)
		return api_bad_param(rq, "after", "must be the value of next "
		    "that an answer to the same search had");
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
write_pieces(struct jw *w, const char *key, const struct search_pieces *p)
{
	jw_array(jw_key(w, key));
	for (size_t i = 0; i < p->n; i++) {
		jw_object(w);
		jw_text(jw_key(w, "text"), p->v[i].text);
		jw_bool(jw_key(w, "mark"), p->v[i].mark);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_hit(struct req *rq, struct jw *w, const struct search_hit *h)
{
	const struct conversation *c = &h->c;

	jw_object(w);
	jw_int(jw_key(w, "id"), c->id);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_text(jw_key(w, "summary"), c->one_liner);
	jw_text(jw_key(w, "customer"), c->customer);
	jw_text(jw_key(w, "mailbox"), c->mailbox);
	jw_text(jw_key(w, "status"), c->status);
	jw_text(jw_key(w, "severity"), c->severity);
	jw_text(jw_key(w, "main_category"), c->main_category);
	jw_time(jw_key(w, "created_at"), c->created_at);
	jw_bool(jw_key(w, "holds_all"), h->whole);
	jw_array(jw_key(w, "found_by"));
	if (h->words)
		jw_text(w, "words");
	if (h->likeness > 0)
		jw_text(w, "meaning");
	jw_end(w);
	jw_num(jw_key(w, "likeness"), h->likeness);
	jw_int(jw_key(w, "messages"), h->messages);
	jw_text_or_null(jw_key(w, "said_in"), h->kind);
	jw_text_or_null(jw_key(w, "said_by"), h->author);
	jw_time(jw_key(w, "said_at"), h->said_at);
	write_pieces(w, "subject_marked", &h->subject);
	write_pieces(w, "excerpt", &h->excerpt);
	jw_text(jw_key(w, "hs_link"), api_help_scout(rq, c->id, c->number));
	jw_end(w);
}

static void
write_notes(struct jw *w, const struct search *s, const struct search_found *f)
{
	jw_int(jw_key(w, "total"), f->whole);
	jw_bool(jw_key(w, "total_is_more"), f->whole_cut);
	jw_int(jw_key(w, "partial"), f->part);
	jw_bool(jw_key(w, "partial_is_more"), f->part_cut);
	jw_int(jw_key(w, "alike"), f->near);
	jw_text_or_null(jw_key(w, "without_meaning"), f->without);
	jw_text(jw_key(w, "suggestion"), f->suggestion);
	jw_bool(jw_key(w, "corrected"), f->corrected);
	jw_texts(jw_key(w, "common"), f->common, f->n_common);
	jw_texts(jw_key(w, "notes"), s->query.notes, s->query.notes_n);
}

enum rc
api_search(struct req *rq)
{
	struct search_found f;
	struct search s;
	enum rc rc = read_search(rq, &s);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	s.most = req_int(rq, "limit");
	s.after = req_text(rq, "after");
	rc = run(rq, &s, &f);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_notes(&w, &s, &f);
	jw_array(jw_key(&w, "results"));
	for (size_t i = 0; i < f.n; i++)
		write_hit(rq, &w, &f.hit[i]);
	jw_end(&w);
	jw_text(jw_key(&w, "next"), f.next);
	jw_end(&w);
	return RC_OK;
}

static const char *const csv_names[] = { "id", "number", "created_at",
	"customer", "mailbox", "status", "severity", "main_category",
	"holds_all", "found_by", "likeness", "messages", "said_in", "said_by", "excerpt", "subject",
	"hs_link", NULL };

static void
csv_hit(struct req *rq, struct csv *csv, const struct search_hit *h)
{
	const struct conversation *c = &h->c;
	struct sbuf *excerpt = sbuf_arena(rq->mem);

	for (size_t i = 0; i < h->excerpt.n; i++)
		sbuf_text(excerpt, h->excerpt.v[i].text);
	csv_int(csv, c->id);
	csv_int(csv, c->number);
	csv_time(csv, c->created_at);
	csv_text(csv, c->customer);
	csv_text(csv, c->mailbox);
	csv_text(csv, c->status);
	csv_text(csv, c->severity);
	csv_text(csv, c->main_category);
	csv_text(csv, h->whole ? "yes" : "no");
	csv_text(csv, !h->words ? "meaning" : h->likeness > 0 ?
	    "words, meaning" : "words");
	csv_num(csv, h->likeness > 0 ? h->likeness : NAN, 3);
	csv_int(csv, h->messages);
	csv_text(csv, h->kind);
	csv_text(csv, h->author);
	csv_text(csv, sbuf_cstr(excerpt));
	csv_text(csv, c->subject);
	csv_text(csv, api_help_scout(rq, c->id, c->number));
	csv_end(csv);
}

enum rc
api_search_csv(struct req *rq)
{
	struct csv csv = CSV_INIT(&rq->out);
	struct search_found f;
	struct search s;
	enum rc rc = read_search(rq, &s);

	if (rc == RC_OK)
		rc = run(rq, &s, &f);
	if (rc != RC_OK)
		return rc;
	req_csv_part(rq, "search", CSV_MOST, f.n, f.next != NULL);
	csv_head(&csv, csv_names);
	for (size_t i = 0; i < f.n; i++)
		csv_hit(rq, &csv, &f.hit[i]);
	return RC_OK;
}
