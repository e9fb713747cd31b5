/* SPDX-License-Identifier: MIT */
/* One conversation in Help Scout itself, under the paths of the replaced system, which
 * called an internal note a reply. */
#include "api/api.h"

#include "api/words.h"
#include "ask/note.h"
#include "base/parse.h"

#include <string.h>

const struct param reply_note_params[] = {
	{ "conv_id", P_INT, NULL, 0, INT64_MAX, NULL },
	{ "text", P_TEXT, NULL, 1, NOTE_CHARS, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param hs_tags_params[] = {
	{ "conv_id", P_INT, "0", 0, INT64_MAX, NULL },
	{ "url", P_TEXT, "", 0, 2000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

enum rc
api_reply_note(struct req *rq)
{
	int64_t id = req_int(rq, "conv_id");
	enum rc rc = id == 0 ? req_fail(rq, RC_BAD_REQUEST, "conv_id required") :
	    ask_note(rq, id, req_text(rq, "text"));

	return rc == RC_OK ? api_ok(rq) : rc;
}

/* The digits after "/conversation/", 0 when there are none. */
static int64_t
id_in_url(const char *url)
{
	static const char before[] = "/conversation/";
	const char *at = strstr(url, before);
	char digits[20];
	int64_t id = 0;
	size_t len;

	if (at == NULL)
		return 0;
	at += strlen(before);
	len = strspn(at, "0123456789");
	if (len == 0 || len >= sizeof(digits))
		return 0;
	memcpy(digits, at, len);
	digits[len] = '\0';
	return parse_int(digits, 1, INT64_MAX, &id) ? id : 0;
}

enum rc
api_hs_tags(struct req *rq)
{
	int64_t id = req_int(rq, "conv_id");
	const char **tags = NULL;
	size_t n = 0;
	struct jw w;
	enum rc rc;

	if (id == 0)
		id = id_in_url(req_text(rq, "url"));
	if (id == 0)
		return req_fail(rq, RC_BAD_REQUEST, "Provide conv_id or url");
	rc = ask_tags(rq, id, &tags, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "conv_id"), id);
	jw_texts(jw_key(&w, "tags"), tags, n);
	jw_int(jw_key(&w, "count"), (int64_t)n);
	jw_end(&w);
	return RC_OK;
}
