/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/fault.h"

#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/rate.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
#define FAULT(name, help) #name,
#include "tests/sandbox/fault.def"
#undef FAULT
};

/* The kinds that are nothing but a status. */
static const struct {
	enum fault_kind kind;
	int status;
} plain[] = {
	{ F_500, 500 },
	{ F_502, 502 },
	{ F_503, 503 },
	{ F_504, 504 },
	{ F_403, 403 },
	{ F_404, 404 },
	{ F_401, 401 },
};

bool
faults_add(struct faults *fs, const char *kind, int64_t count, int64_t ms,
    int64_t skip, const char *path)
{
	struct fault *f = &fs->v[fs->n];

	if (fs->n == FAULTS_MAX || strlen(path) >= sizeof(f->path))
		return false;
	for (int i = 0; i < F_KINDS; i++)
		if (strcmp(kind, names[i]) == 0) {
			*f = (struct fault){ (enum fault_kind)i, count, ms,
				skip, "" };
			snprintf(f->path, sizeof(f->path), "%s", path);
			fs->n++;
			return true;
		}
	return false;
}

static bool
fits(const struct fault *f, const struct call *cl)
{
	char whole[2048];

	snprintf(
	    whole, sizeof(whole), "%s %s?%s", cl->method, cl->path, cl->query);
	return strstr(whole, f->path) != NULL;
}

struct fault
faults_take(struct faults *fs, const struct call *cl)
{
	struct fault none = { F_KINDS, 0, 0, 0, "" }, taken;

	for (size_t i = 0; i < fs->n; i++) {
		if (!fits(&fs->v[i], cl))
			continue;
		if (fs->v[i].skip > 0) {
			fs->v[i].skip--;
			continue;
		}
		taken = fs->v[i];
		fs->struck++;
		if (--fs->v[i].left <= 0)
			memmove(&fs->v[i], &fs->v[i + 1],
			    (--fs->n - i) * sizeof(*fs->v));
		return taken;
	}
	return none;
}

static void
html_page(struct reply *rp, int status)
{
	rp->status = status;
	rp->type = "text/html; charset=utf-8";
	sbuf_clear(&rp->body);
	sbuf_text(&rp->body,
	    "<!DOCTYPE html>\n<html><head><title>Something "
	    "went wrong</title></head>\n<body><h1>We&rsquo;ll be right back"
	    "</h1><p>Our engineers have been told.</p></body></html>\n");
}

bool
fault_before(const struct fault *f, const struct options *o, struct rate *rt,
    struct call *cl, struct reply *rp)
{
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (f->kind == plain[i].kind) {
			error_plain(o, rp, plain[i].status);
			return true;
		}
	switch (f->kind) {
	case F_429:
		rate_refuse(rt, o, f->ms >= 1000 ? f->ms / 1000 : 1, rp);
		return true;
	case F_html:
	case F_html200:
		html_page(rp, f->kind == F_html ? 502 : 200);
		return true;
	case F_drop:
		rp->sending = SEND_NOTHING;
		return true;
	case F_next_loop:
		cl->links = LINKS_LOOP;
		return false;
	case F_next_other_host:
		cl->links = LINKS_OTHER_HOST;
		return false;
	default:
		return false;
	}
}

void
fault_after(const struct fault *f, struct reply *rp)
{
	switch (f->kind) {
	case F_slow:
		rp->delay_ms = f->ms > 0 ? f->ms : 2000;
		break;
	case F_lost:
		rp->sending = SEND_NOTHING;
		break;
	case F_cut:
		rp->sending = SEND_HALF;
		break;
	case F_lose:
		rp->sending = SEND_NOTHING;
		break;
	case F_garbage:
		sbuf_clear(&rp->body);
		sbuf_add(
		    &rp->body, "{\"_embedded\":{\x01\xff\xfe]]},,\0 oops", 27);
		break;
	case F_empty:
		sbuf_clear(&rp->body);
		break;
	case F_truncate_json:
		rp->body.len /= 2;
		break;
	default:
		break;
	}
}

void
faults_list(const struct faults *fs, struct jw *w)
{
	jw_array(w);
	for (size_t i = 0; i < fs->n; i++) {
		jw_object(w);
		jw_text(jw_key(w, "kind"), names[fs->v[i].kind]);
		jw_int(jw_key(w, "left"), fs->v[i].left);
		jw_int(jw_key(w, "ms"), fs->v[i].ms);
		jw_int(jw_key(w, "skip"), fs->v[i].skip);
		jw_text(jw_key(w, "path"), fs->v[i].path);
		jw_end(w);
	}
	jw_end(w);
}
