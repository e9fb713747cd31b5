/* SPDX-License-Identifier: MIT */
/* /api/v1/export.csv: a row per conversation with everything known about it. */
#include "api/api.h"

#include "api/filter.h"
#include "base/arena.h"
#include "base/parse.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "http/sink.h"
#include "model/export.h"

const struct param export_params[] = {
	API_FILTER_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct export {
	struct sink *sink;
	struct csv csv;
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
			write_time(&e->csv, values[i]);
		else
			csv_text(&e->csv, values[i]);
	}
	/* the id and the number come first */
	csv_texts(&e->csv, (const char *const[]){ e->site, "/conversation/",
	    values[0], "/", values[1], NULL });
	csv_end(&e->csv);
	return sink_ready(e->sink);
}

static enum rc
write_all(struct req *rq, struct sink *sink, void *what)
{
	struct export *e = what;

	e->sink = sink;
	e->csv = (struct csv)CSV_INIT(sink->out);
	for (size_t i = 0; i < export_columns_n; i++)
		csv_text(&e->csv, export_columns[i].name);
	csv_text(&e->csv, "hs_link");
	csv_end(&e->csv);
	return export_each(rq->db, rq->mem, &e->filter, write_row, e);
}

enum rc
api_export(struct req *rq)
{
	struct export *e = arena_alloc(rq->mem, sizeof(*e));
	enum rc rc = api_filter(rq, &e->filter);

	if (rc != RC_OK)
		return rc;
	e->site = rq->conf->hs_web_url;
	req_csv(rq, "tidemark-export");
	req_stream(rq, write_all, e);
	return RC_OK;
}
