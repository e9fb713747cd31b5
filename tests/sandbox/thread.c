/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/thread.h"

#include "base/json.h"

#include <stdio.h>
#include <string.h>

static void
write_list(struct jw *w, const char *key, const char *one)
{
	jw_array(jw_key(w, key));
	if (one != NULL)
		jw_text(w, one);
	jw_end(w);
}

static void
write_action(struct jw *w, const struct thread *th)
{
	jw_object(jw_key(w, "action"));
	jw_text(jw_key(w, "type"), th->action ? th->action : "default");
	if (th->action_text != NULL)
		jw_text(jw_key(w, "text"), th->action_text);
	jw_object(jw_key(w, "associatedEntities"));
	jw_end(w);
	jw_end(w);
}

static void
write_rating(struct jw *w, const struct thread *th)
{
	if (th->rating == NULL)
		return;
	jw_object(jw_key(w, "rating"));
	jw_int(jw_key(w, "customerId"), th->rated_by);
	jw_text(jw_key(w, "rating"), th->rating);
	jw_text(jw_key(w, "comments"), th->comment ? th->comment : "");
	jw_end(w);
}

static void
write_href(struct jw *w, const char *relation, const char *href)
{
	jw_object(jw_key(w, relation));
	jw_text(jw_key(w, "href"), href);
	jw_end(w);
}

static void
write_file(struct jw *w, const struct thread *th)
{
	char href[160];
	long long id = (long long)th->id * 10 + 1;
	bool image = strncmp(th->mime, "image/", 6) == 0;

	jw_object(w);
	jw_int(jw_key(w, "id"), id);
	jw_text(jw_key(w, "filename"), th->file);
	jw_text(jw_key(w, "mimeType"), th->mime);
	jw_int(jw_key(w, "width"), image ? 1080 : 0);
	jw_int(jw_key(w, "height"), image ? 2340 : 0);
	jw_int(jw_key(w, "size"), th->file_size);
	jw_text(jw_key(w, "state"), "valid");
	jw_object(jw_key(w, "_links"));
	for (int data = 0; data < 2; data++) {
		snprintf(href, sizeof(href),
		    "https://api.helpscout.net/v2/"
		    "conversations/%lld/attachments/%lld%s",
		    (long long)th->conv, id, data ? "/data" : "");
		write_href(w, data ? "data" : "self", href);
	}
	snprintf(
	    href, sizeof(href), "https://secure.helpscout.net/file/%lld/", id);
	write_href(w, "web", href);
	jw_end(w);
	jw_end(w);
}

static void
write_embedded(struct jw *w, const struct thread *th)
{
	jw_object(jw_key(w, "_embedded"));
	jw_array(jw_key(w, "attachments"));
	if (th->file != NULL)
		write_file(w, th);
	jw_end(w);
	jw_end(w);
}

static void
write_persons(struct jw *w, const struct thread *th)
{
	if (th->customer != NULL)
		jw_raw(jw_key(w, "customer"), th->customer);
	if (th->author != NULL)
		jw_raw(jw_key(w, "createdBy"), th->author);
	if (th->assigned != NULL)
		jw_raw(jw_key(w, "assignedTo"), th->assigned);
}

void
thread_write(struct jw *w, const struct thread *th)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), th->id);
	jw_text(jw_key(w, "type"), th->type);
	jw_text(jw_key(w, "status"), th->status);
	jw_text(jw_key(w, "state"), th->state);
	write_action(w, th);
	if (th->body != NULL)
		jw_text(jw_key(w, "body"), th->body);
	jw_object(jw_key(w, "source"));
	jw_text(jw_key(w, "type"), th->source);
	jw_text(jw_key(w, "via"), th->via);
	jw_end(w);
	write_persons(w, th);
	jw_int(jw_key(w, "savedReplyId"), th->saved_reply);
	write_list(w, "to", th->to);
	write_list(w, "cc", NULL);
	write_list(w, "bcc", NULL);
	jw_time(jw_key(w, "createdAt"), th->created);
	if (th->opened != 0)
		jw_time(jw_key(w, "openedAt"), th->opened);
	write_rating(w, th);
	write_embedded(w, th);
	jw_end(w);
}
