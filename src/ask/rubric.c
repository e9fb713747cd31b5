/* SPDX-License-Identifier: MIT */
#include "ask/rubric.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "text/json_read.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400 };

/* ---- forms ---- */

/* As typed, with plain line ends and without other control characters; what is no
 * text is none. */
static const char *
typed(struct req *rq, const char *name)
{
	const char *raw = param_raw(&rq->params, name);
	char *out, *to;

	if (raw == NULL || !utf8_valid(raw, strlen(raw)))
		return "";
	to = out = arena_text(rq->mem, raw);
	for (const char *s = raw; *s != '\0'; s++)
		if (((unsigned char)*s >= 0x20 && *s != 0x7f) || *s == '\n' ||
		    *s == '\t')
			*to++ = *s;
	*to = '\0';
	return out;
}

static const char *
of_row(struct req *rq, const char *field, size_t i)
{
	return typed(rq, arena_fmt(rq->mem, "%s.%zu", field, i + 1));
}

void
ask_rubric_form(struct req *rq, struct rubric_form *out)
{
	*out = (struct rubric_form){ .name = typed(rq, "name"),
		.note = typed(rq, "note") };
	for (size_t i = 0; i < RUBRIC_ROWS && param_raw(&rq->params,
	    arena_fmt(rq->mem, "key.%zu", i + 1)) != NULL; i++)
		out->row[out->n++] = (struct rubric_row){
			of_row(rq, "key", i), of_row(rq, "name", i),
			of_row(rq, "weight", i), of_row(rq, "scale", i),
			of_row(rq, "guidance", i),
			*of_row(rq, "may_na", i) != '\0',
			*of_row(rq, "critical", i) != '\0' };
}

/* ---- JSON ---- */

static void
read_dimension(struct arena *mem, struct json_object *o, struct dimension *d)
{
	const char *key = jr_text(mem, o, "key");
	const char *name = jr_text(mem, o, "name");
	const char *guidance = jr_text(mem, o, "guidance");
	int64_t scale = jr_int(o, "scale", jr_has(o, "scale") ? 0 : 10);

	*d = (struct dimension){ key ? key : "", name ? name : "",
		guidance ? guidance : "", jr_num(o, "weight", -1),
		scale < 1 || scale > RUBRIC_SCALE_MAX ? 0 : (int)scale,
		jr_bool(o, "may_na", true), jr_bool(o, "critical", false) };
}

enum rc
ask_rubric_json(struct req *rq, const char *dimensions, struct rubric *out,
    const char **fault)
{
	struct json_object *doc;
	struct dimension *d;

	if (json_parse(rq->mem, dimensions, strlen(dimensions), &doc, fault) !=
	    RC_OK)
		return RC_BAD_INPUT;
	if (!jr_is_array(doc)) {
		*fault = "must be a list of dimensions";
		return RC_BAD_INPUT;
	}
	out->n = jr_len(doc);
	if (out->n > RUBRIC_ROWS)
		out->n = RUBRIC_ROWS;
	d = arena_array(rq->mem, RUBRIC_ROWS, sizeof(*d));
	for (size_t i = 0; i < out->n; i++)
		read_dimension(rq->mem, jr_array_at(doc, i), &d[i]);
	out->dimension = d;
	*fault = NULL;
	return RC_OK;
}

/* ---- versions ---- */

enum rc
ask_rubric(struct req *rq, int64_t version, struct rubric_about *about,
    struct rubric *r)
{
	enum rc rc = rubric_about(rq->db, rq->mem, version, about);

	if (rc == RC_OK)
		rc = rubric_read(rq->db, rq->mem, about->version, r);
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "there is no version %lld of the rubric", (long long)version);
}

enum rc
ask_rubric_path(struct req *rq, struct rubric_about *about, struct rubric *r)
{
	int64_t version;

	if (!req_path_id(rq, &version) || version > INT32_MAX)
		return req_fail(rq, RC_NOT_FOUND, "there is no such version of "
		    "the rubric");
	return ask_rubric(rq, version, about, r);
}

enum rc
ask_rubric_other(struct req *rq, const struct rubric_about *one, int64_t asked,
    struct rubric_about *other, struct rubric *r)
{
	struct rubric_about *before;
	size_t n;
	enum rc rc;

	if (asked != 0 || !one->active)
		return ask_rubric(rq, asked, other, r);
	rc = rubric_versions(rq->db, rq->mem, one->version, 1, &before, &n);
	if (rc != RC_OK || n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	return ask_rubric(rq, before[0].version, other, r);
}

/* ---- what people want ---- */

/* Replies from when on; 0: of all times. */
static int64_t
since(const struct req *rq)
{
	int64_t days = strtoll(req_text(rq, "span"), NULL, 10);

	if (req_given(rq, "since"))
		return req_int(rq, "since");
	return days == 0 ? 0 : clock_now() - days * DAY_S;
}

enum rc
ask_rescore(struct req *rq, struct rescore *out)
{
	struct rubric_about about;
	struct rubric r;
	int64_t id;
	enum rc rc = ask_rubric_path(rq, &about, &r), conflict;

	if (rc != RC_OK)
		return rc;
	conflict = rescore_add(rq->db, rq->mem, about.version, since(rq),
	    req_int(rq, "most"), rq->who.name, &id);
	if (conflict != RC_OK && conflict != RC_CONFLICT)
		return conflict;
	rc = rescore_find(rq->db, rq->mem, id, out);
	if (rc == RC_OK && conflict == RC_CONFLICT)
		return req_fail(rq, conflict, "replies are being judged by "
		    "version %lld already (job %lld)",
		    (long long)about.version, (long long)out->job);
	return rc;
}

enum rc
ask_rubric_activate(struct req *rq, int64_t *now)
{
	struct rubric_about about;
	struct rubric r;
	int64_t over = req_int(rq, "over");
	enum rc rc = ask_rubric_path(rq, &about, &r);

	if (rc == RC_OK)
		rc = rubric_activate(rq->db, rq->mem, about.version, over,
		    rq->who.name, now);
	if (rc != RC_CONFLICT)
		return rc;
	return req_fail(rq, rc, "Version %lld of the rubric is in force by "
	    "now, not %lld: look at the difference again, then decide",
	    (long long)*now, (long long)over);
}
