/* SPDX-License-Identifier: MIT */
#include "upstream/helpscout.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "upstream/hs_call.h"

/* A refusal is an answer of Help Scout itself. What a proxy says, a page in place of
 * an answer, or nothing at all tells nothing of what became of the request. */
static bool
may_be_done(enum hs_result result, const struct http_reply *r)
{
	if (result == HS_OK || r == NULL)
		return false;
	if (r->error != HTTP_NONE)
		return r->error != HTTP_BAD_URL && r->error != HTTP_DNS &&
		    r->error != HTTP_CONNECT && r->error != HTTP_TLS;
	return r->status < 300 || r->status == 408 || r->status >= 500;
}

static const char *
note_json(struct arena *mem, const char *text)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "text"), text);
	jw_end(&w);
	return sbuf_cstr(out);
}

enum hs_result
hs_note_add(struct hs *hs, struct arena *mem, int64_t id, const char *text,
    bool *unsure)
{
	struct hs_call *call = hs_call_change(hs, "POST", arena_fmt(mem,
	    "%s/conversations/%lld/notes", hs->base, (long long)id),
	    note_json(mem, text));
	const struct http_reply *r = NULL;
	struct json_object *json;
	enum hs_result result;

	call->once = true;
	result = hs_call_wait(hs, call, mem, &json, &r);
	if (result == HS_OK && r->status != 201) {
		hs_error_set(hs, "note", r);
		result = HS_SERVER;
	}
	*unsure = may_be_done(result, r);
	hs_call_end(hs, call);
	return result;
}
