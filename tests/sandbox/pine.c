/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/pine.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/shape.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
pine_control(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	sent_answer(&sb->pine.sent, cl, rp);
}

/* ---- errors ---- */

static void
plain(struct reply *rp, int status, const char *message)
{
	rp->status = status;
	rp->type = "text/plain";
	sbuf_text(&rp->body, message);
}

void
pine_refuse(struct reply *rp, int status, int code, const char *message)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	jw_int(jw_key(&w, "code"), code);
	jw_text(jw_key(&w, "message"), message);
	jw_array(jw_key(&w, "details"));
	jw_end(&w);
	jw_end(&w);
}

static void
refuse(struct reply *rp, int status, const char *code, const char *message)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	jw_object(jw_key(&w, "error"));
	jw_text(jw_key(&w, "code"), code);
	jw_text(jw_key(&w, "message"), message);
	jw_end(&w);
	jw_int(jw_key(&w, "status"), status);
	jw_end(&w);
}

/* A code makes it the control plane's form, a number the data plane's. */
static const struct {
	enum fault_kind kind;
	int status, number;
	const char *code, *message;
} refusals[] = {
	{ F_400, 400, 0, NULL, "Bad request: please check" },
	{ F_401, 401, 0, NULL, "Invalid API Key" },
	{ F_402, 403, 0, "QUOTA_EXCEEDED", "You have reached the max number of "
	  "serverless indexes." },
	{ F_403, 403, 0, "FORBIDDEN", "The key has no right to do that." },
	{ F_quota, 429, 8, NULL, "Request failed. You've reached your read unit "
	  "limit for the current month (1000000)." },
	{ F_429, 429, 8, NULL, "Too many upsert requests for namespace 'n', "
	  "limit 100 per second." },
	{ F_500, 500, 0, NULL, "internal error" },
	{ F_503, 503, 0, "UNAVAILABLE", "Try again." },
	{ F_documents, 400, 3, NULL, "This is a document index: use the "
	  "documents API." },
};

static bool
fault_instead(struct sandbox *sb, const struct fault *f, struct call *cl,
    struct reply *rp)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		if (refusals[i].kind != f->kind)
			continue;
		if (refusals[i].code != NULL)
			refuse(rp, refusals[i].status, refusals[i].code,
			    refusals[i].message);
		else if (refusals[i].number > 0)
			pine_refuse(rp, refusals[i].status, refusals[i].number,
			    refusals[i].message);
		else
			plain(rp, refusals[i].status, refusals[i].message);
		return true;
	}
	return f->kind != F_KINDS &&
	    fault_before(f, &sb->opt, &sb->rate, cl, rp);
}

/* ---- the control plane ---- */

static void
show(struct sandbox *sb, struct call *cl, struct reply *rp,
    struct pine_index *ix)
{
	bool ready = ix->looks-- <= 0;
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "name"), ix->name);
	if (sb->opt.pinecone_documents == IS_ON) {
		jw_object(jw_key(&w, "schema"));
		jw_end(&w);
	} else {
		jw_text(jw_key(&w, "metric"), "cosine");
		jw_int(jw_key(&w, "dimension"), (long long)ix->dimension);
	}
	jw_text(jw_key(&w, "host"), arena_fmt(cl->mem, "%s/pinecone/data/%s",
	    cl->host, ix->host));
	jw_object(jw_key(&w, "status"));
	jw_bool(jw_key(&w, "ready"), ready);
	jw_text(jw_key(&w, "state"), ready ? "Ready" : "Initializing");
	jw_end(&w);
	jw_text(jw_key(&w, "deletion_protection"), "disabled");
	jw_end(&w);
}

static struct pine_index *
find(struct pine_world *pw, const char *name)
{
	for (size_t i = 0; i < pw->n; i++)
		if (strcmp(pw->index[i].name, name) == 0)
			return &pw->index[i];
	return NULL;
}

static void
create(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct pine_world *pw = &sb->pine;
	struct pine_index *ix = &pw->index[pw->n];
	struct json_object *o;
	const char *why, *wrong = "no JSON", *name;

	if (json_parse(cl->mem, cl->body, cl->body_len, &o, &why) == RC_OK)
		wrong = pine_create_wrong(cl->mem, o);
	if (wrong != NULL) {
		refuse(rp, 400, "INVALID_ARGUMENT", wrong);
		return;
	}
	name = jr_text(cl->mem, o, "name");
	if (find(pw, name) != NULL) {
		refuse(rp, 409, "ALREADY_EXISTS", "Resource already exists");
		return;
	}
	if (pw->n == PINE_INDEXES) {
		refuse(rp, 403, "QUOTA_EXCEEDED", "too many indexes");
		return;
	}
	*ix = (struct pine_index){ .looks = sb->opt.pinecone_looks,
		.dimension = (size_t)jr_int(o, "dimension", 0) };
	snprintf(ix->name, sizeof(ix->name), "%s", name);
	snprintf(ix->host, sizeof(ix->host), "%s-x%lld", name,
	    (long long)++pw->made);
	pw->n++;
	show(sb, cl, rp, ix);
	rp->status = 201;
}

static void
drop(struct pine_world *pw, struct pine_index *ix, struct reply *rp)
{
	for (size_t i = 0; i < ix->n; i++) {
		free(ix->v[i].space);
		free(ix->v[i].id);
		free(ix->v[i].metadata);
		free(ix->v[i].values);
	}
	free(ix->v);
	*ix = pw->index[--pw->n];
	rp->status = 202;
}

static void
control(struct sandbox *sb, struct call *cl, struct reply *rp, const char *name)
{
	struct pine_index *ix = find(&sb->pine, name);

	if (*name == '\0' && strcmp(cl->method, "POST") == 0)
		create(sb, cl, rp);
	else if (ix == NULL)
		refuse(rp, 404, "NOT_FOUND", arena_fmt(cl->mem,
		    "Resource %s not found", name));
	else if (strcmp(cl->method, "DELETE") == 0)
		drop(&sb->pine, ix, rp);
	else
		show(sb, cl, rp, ix);
}

static void
data(struct sandbox *sb, struct call *cl, struct reply *rp, const char *path)
{
	size_t len = strcspn(path, "/");

	for (size_t i = 0; i < sb->pine.n; i++)
		if (strlen(sb->pine.index[i].host) == len &&
		    strncmp(sb->pine.index[i].host, path, len) == 0) {
			pine_data(sb, cl, rp, &sb->pine.index[i], path + len);
			return;
		}
	plain(rp, 404, "Not Found");
}

static const char *
head_wrong(const struct sandbox *sb, const struct call *cl)
{
	static const char *const versions[] = { "2025-10", "2026-04", NULL };

	if (strcmp(call_header(cl, "api-key"), sb->opt.pinecone_key) != 0)
		return arena_fmt(cl->mem, "Invalid API Key: %s",
		    call_header(cl, "api-key"));
	return shape_listed(call_header(cl, "x-pinecone-api-version"),
	    versions) ? NULL : "X-Pinecone-Api-Version is missing: the oldest "
	    "version is not served here";
}

void
pine_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *path = cl->path + strlen("/pinecone/");
	const char *wrong = head_wrong(sb, cl);
	struct fault fault;

	sb->stat[STAT_pinecone_calls]++;
	reply_header(rp, "x-pinecone-request-id", "req_sandbox");
	if (wrong != NULL) {
		plain(rp, 401, wrong);
		return;
	}
	fault = faults_take(&sb->faults, cl);
	if (cl->body_len > 0)
		sent_keep(&sb->pine.sent, cl->body, cl->body_len);
	if (fault_instead(sb, &fault, cl, rp))
		return;
	if (strcmp(path, "indexes") == 0)
		control(sb, cl, rp, "");
	else if (strncmp(path, "indexes/", 8) == 0)
		control(sb, cl, rp, path + 8);
	else if (strncmp(path, "data/", 5) == 0)
		data(sb, cl, rp, path + 5);
	else
		refuse(rp, 404, "NOT_FOUND", "no such path");
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}
