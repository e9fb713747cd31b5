/* SPDX-License-Identifier: MIT */
/* What webhooks tell of beside conversations, and the webhooks themselves. */
#include "upstream/helpscout.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "upstream/hs_call.h"
#include "upstream/hs_parse.h"

enum hs_result
hs_customer(struct hs *hs, struct arena *mem, int64_t id, struct hs_person *out)
{
	struct hs_call *call = hs_call_start(hs, arena_fmt(mem,
	    "%s/customers/%lld", hs->base, (long long)id));
	const struct http_reply *r;
	struct json_object *json;
	enum hs_result result = hs_call_wait(hs, call, mem, &json, &r);

	if (result == HS_OK && !hs_parse_customer(mem, json, out)) {
		hs_error_note(hs, "customer", "an answer without an id");
		result = HS_SERVER;
	}
	hs_call_end(hs, call);
	return result;
}

static bool
one_webhook(struct arena *mem, struct json_object *o, void *to)
{
	return hs_parse_webhook(mem, o, to);
}

enum hs_result
hs_webhooks(struct hs *hs, struct arena *mem, struct hs_webhook **out,
    size_t *n)
{
	static const struct hs_list l = { "webhooks", sizeof(**out),
		one_webhook };
	void *all;
	enum hs_result result = hs_read_all(hs, mem, &l, &all, n);

	*out = all;
	return result;
}

static const char *
spec_json(struct arena *mem, const struct hs_webhook_spec *s)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "url"), s->url);
	jw_array(jw_key(&w, "events"));
	for (size_t i = 0; i < s->n_events; i++)
		jw_text(&w, s->events[i]);
	jw_end(&w);
	jw_text(jw_key(&w, "secret"), s->secret);
	jw_text(jw_key(&w, "label"), s->label);
	jw_text(jw_key(&w, "payloadVersion"), "V2");
	jw_bool(jw_key(&w, "notification"), false);
	jw_end(&w);
	return sbuf_cstr(out);
}

static enum hs_result
change(struct hs *hs, struct arena *mem, const char *method, int64_t id,
    const char *body)
{
	const char *url = id == 0 ? arena_fmt(mem, "%s/webhooks", hs->base) :
	    arena_fmt(mem, "%s/webhooks/%lld", hs->base, (long long)id);
	struct hs_call *call = hs_call_change(hs, method, url, body);
	const struct http_reply *r;
	struct json_object *json;
	enum hs_result result = hs_call_wait(hs, call, mem, &json, &r);

	hs_call_end(hs, call);
	return result;
}

enum hs_result
hs_webhook_save(struct hs *hs, struct arena *mem, int64_t id,
    const struct hs_webhook_spec *spec)
{
	return change(hs, mem, id == 0 ? "POST" : "PUT", id,
	    spec_json(mem, spec));
}

enum hs_result
hs_webhook_remove(struct hs *hs, struct arena *mem, int64_t id)
{
	return change(hs, mem, "DELETE", id, NULL);
}
