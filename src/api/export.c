/* SPDX-License-Identifier: MIT */
/* /api/v1/export.csv: a row per conversation with everything known about it. */
#include "api/api.h"

#include "api/filter.h"
#include "base/arena.h"
#include "base/parse.h"
#include "conf/conf.h"
#include "http/csv_stream.h"
#include "model/export.h"

const struct param export_params[] = {
	API_FILTER_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct export {
	struct csv_stream *out;
	struct filter filter;
	const char *site;	/* where agents read conversations */
};

static void
write_time(struct csv *csv, const char *seconds)
{
	int64_t at = 0;

	(void)parse_int(seconds, INT64_MIN, INT64_MAX, &at);
	csv_time(csv, at);
}

static bool
write_row(void *ctx, const char *const *values)
{
	struct export *e = ctx;

	for (size_t i = 0; i < export_columns_n; i++) {
		if (export_columns[i].is_time)
			write_time(&e->out->csv, values[i]);
		else
			csv_text(&e->out->csv, values[i]);
	}
	/* the id and the number come first */
	csv_texts(&e->out->csv, (const char *const[]){ e->site, "/conversation/",
	    values[0], "/", values[1], NULL });
	return csv_stream_row(e->out);
}

static enum rc
write_all(struct req *rq, struct csv_stream *out, void *what)
{
	struct export *e = what;

	e->out = out;
	return export_each(rq->db, rq->mem, &e->filter, write_row, e);
}

/* The columns of the query, and the one that is made here. */
static const char *const *
head_of(struct arena *mem)
{
	const char **head = arena_array(mem, export_columns_n + 2,
	    sizeof(*head));

	for (size_t i = 0; i < export_columns_n; i++)
		head[i] = export_columns[i].name;
	head[export_columns_n] = "hs_link";
	head[export_columns_n + 1] = NULL;
	return head;
}

enum rc
api_export(struct req *rq)
{
	struct export *e = arena_alloc(rq->mem, sizeof(*e));
	enum rc rc = api_filter(rq, &e->filter);

	if (rc != RC_OK)
		return rc;
	e->site = rq->conf->hs_web_url;
	req_csv_stream(rq, "tidemark-export", head_of(rq->mem), write_all, e);
	return RC_OK;
}
