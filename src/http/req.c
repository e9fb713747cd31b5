/* SPDX-License-Identifier: MIT */
#include "http/route.h"

#include "base/arena.h"
#include "base/parse.h"
#include "conf/conf.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

/* Longer than an answer is kept, and than it takes to see what was done. */
enum { CHANGED_SECONDS = 8 };

static const char *const role_names[] = { "nobody", "agent", "viewer",
	"reviewer", "admin" };

const char *
role_name(enum role role)
{
	return role_names[role];
}

bool
role_parse(const char *name, enum role *role)
{
	for (int i = AGENT; i <= ADMIN; i++) {
		if (strcmp(name, role_names[i]) == 0) {
			*role = (enum role)i;
			return true;
		}
	}
	return false;
}

static const struct param_value *
value_of(const struct req *rq, const char *name)
{
	const struct param_value *v = param_find(&rq->params, name);

	assert(v != NULL);
	return v;
}

int64_t
req_int(const struct req *rq, const char *name)
{
	return value_of(rq, name)->number;
}

const char *
req_text(const struct req *rq, const char *name)
{
	return value_of(rq, name)->text;
}

const int64_t *
req_ids(const struct req *rq, const char *name, size_t *n)
{
	const struct param_value *v = value_of(rq, name);

	*n = (size_t)v->number;
	return v->ids;
}

bool
req_given(const struct req *rq, const char *name)
{
	return value_of(rq, name)->given;
}

bool
req_path_id(const struct req *rq, int64_t *id)
{
	return parse_int(rq->path_value, 1, INT64_MAX, id);
}

void
req_header(struct req *rq, const char *name, const char *value)
{
	assert(strpbrk(value, "\r\n") == NULL);
	sbuf_fmt(&rq->headers, "%s: %s\r\n", name, value);
}

enum rc
req_fail(struct req *rq, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rq->problem = arena_vfmt(rq->mem, fmt, ap);
	va_end(ap);
	return rc;
}

struct jw
req_json(struct req *rq)
{
	rq->content_type = "application/json";
	return (struct jw)JW_INIT(&rq->out);
}

void
req_csv(struct req *rq, const char *name)
{
	rq->content_type = "text/csv; charset=utf-8; header=present";
	req_header(rq, "Content-Disposition",
	    arena_fmt(rq->mem, "attachment; filename=\"%s.csv\"", name));
}

void
req_csv_part(struct req *rq, const char *name, size_t most, size_t rows,
    bool cut)
{
	req_csv(rq, name);
	req_header(rq, "X-Row-Limit", arena_fmt(rq->mem, "%zu", most));
	req_header(rq, "X-Row-Count", arena_fmt(rq->mem, "%zu", rows));
	req_header(rq, "X-Rows-Cut", cut ? "1" : "0");
}

void
req_stream(struct req *rq, enum rc (*write)(struct req *, struct sink *,
    void *), void *what)
{
	assert(!(rq->route->flags & ROUTE_SHARED));
	rq->stream = write;
	rq->stream_what = what;
}

enum rc
req_redirect(struct req *rq, const char *path)
{
	assert(path[0] == '/' && path[1] != '/');
	rq->status = 303;
	rq->content_type = "text/plain; charset=utf-8";
	req_header(rq, "Location", path);
	return RC_OK;
}

const char *
req_cookie(const struct req *rq, const char *name)
{
	size_t len = strlen(name);
	const char *p = rq->head.cookie;

	while (*p != '\0') {
		p += strspn(p, " ;");
		if (strncmp(p, name, len) == 0 && p[len] == '=')
			return arena_copy(rq->mem, p + len + 1,
			    strcspn(p + len + 1, "; "));
		p += strcspn(p, ";");
	}
	return NULL;
}

static const char *
cookie_rest(const struct req *rq)
{
	return strncmp(rq->conf->public_url, "https://", 8) == 0 ?
	    "; Path=/; HttpOnly; SameSite=Lax; Secure" :
	    "; Path=/; HttpOnly; SameSite=Lax";
}

void
req_changed(struct req *rq, int64_t batch)
{
	/* nginx passes by what it keeps for any value but "" and "0" */
	req_header(rq, "Set-Cookie", arena_fmt(rq->mem,
	    CHANGED_COOKIE "=%s%s; Max-Age=%d",
	    batch == 0 ? "none" : arena_fmt(rq->mem, "%lld", (long long)batch),
	    cookie_rest(rq), CHANGED_SECONDS));
}

int64_t
req_last_change(const struct req *rq)
{
	const char *text = req_cookie(rq, CHANGED_COOKIE);
	int64_t batch;

	return text != NULL && parse_int(text, 1, INT64_MAX, &batch) ? batch : 0;
}

void
req_session_cookie(struct req *rq, const char *session)
{
	req_header(rq, "Set-Cookie", arena_fmt(rq->mem,
	    SESSION_COOKIE "=%s%s%s", session, cookie_rest(rq),
	    *session ? "" : "; Max-Age=0"));
}
