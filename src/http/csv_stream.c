/* SPDX-License-Identifier: MIT */
#include "http/csv_stream.h"

#include "base/arena.h"
#include "http/sink.h"

static enum rc
write_table(struct req *rq, struct sink *sink, void *what)
{
	struct csv_stream *s = what;

	s->sink = sink;
	s->csv = (struct csv)CSV_INIT(sink->out);
	csv_head(&s->csv, s->head);
	return s->rows(rq, s, s->what);
}

void
req_csv_stream(struct req *rq, const char *name, const char *const *head,
    csv_stream_rows *rows, void *what)
{
	struct csv_stream *s = arena_alloc(rq->mem, sizeof(*s));

	*s = (struct csv_stream){ .head = head, .rows = rows, .what = what };
	req_csv(rq, name);
	req_stream(rq, write_table, s);
}

bool
csv_stream_row(struct csv_stream *s)
{
	csv_end(&s->csv);
	return sink_ready(s->sink);
}
