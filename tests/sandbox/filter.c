/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/filter.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/options.h"
#include "tests/sandbox/store.h"

#include <string.h>

#define BIT(status) (1u << (status))

static bool
refuse(const struct options *o, struct reply *rp, const char *name,
    const char *message, const char *value, const char *code)
{
	error_param(o, rp, name, message, value, code);
	return false;
}

static bool
read_status(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	const char *text = params_get(&cl->params, "status");

	if (text == NULL || strcmp(text, "active") == 0)
		f->statuses = BIT(ST_ACTIVE);
	else if (strcmp(text, "open") == 0)
		f->statuses = o->open_means == OPEN_ACTIVE
				  ? BIT(ST_ACTIVE)
				  : BIT(ST_ACTIVE) | BIT(ST_PENDING);
	else if (strcmp(text, "closed") == 0)
		f->statuses = BIT(ST_CLOSED);
	else if (strcmp(text, "pending") == 0)
		f->statuses = BIT(ST_PENDING);
	else if (strcmp(text, "spam") == 0)
		f->statuses = BIT(ST_SPAM);
	else if (strcmp(text, "all") == 0)
		f->statuses = o->all_spam == ON ? ~0u : ~BIT(ST_SPAM);
	else
		return refuse(o, rp, "status",
		    "Expected one of these: "
		    "'active', 'all', 'closed', 'open', 'pending', 'spam'",
		    text, "EnumValue");
	return true;
}

/* The parts of "a,b,c", at most FILTER_ITEMS of them. */
static size_t
split(struct arena *mem, const char *text, const char **parts)
{
	size_t n = 0, len;

	for (const char *p = text; n < FILTER_ITEMS; p += len + 1) {
		len = strcspn(p, ",");
		if (len > 0)
			parts[n++] = arena_copy(mem, p, len);
		if (p[len] == '\0')
			break;
	}
	return n;
}

static bool
read_mailboxes(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	const char *text = params_get(&cl->params, "mailbox");
	const char *part[FILTER_ITEMS];

	if (text == NULL)
		return true;
	f->mailboxes = split(cl->mem, text, part);
	for (size_t i = 0; i < f->mailboxes; i++)
		if (!parse_int(part[i], 1, INT64_MAX, &f->mailbox[i]))
			return refuse(o, rp, "mailbox", "must be a number",
			    text, "InvalidIdentifier");
	return true;
}

static bool
read_number(const struct options *o, struct call *cl, struct reply *rp,
    const char *name, int64_t *out)
{
	const char *text = params_get(&cl->params, name);

	if (text == NULL || parse_int(text, 0, INT64_MAX, out))
		return true;
	return refuse(o, rp, name, "must be a number", text, "InvalidNumber");
}

/* yyyy-MM-dd'T'HH:mm:ss'Z' and nothing else; milliseconds are refused. */
bool
moment_read(const char *text, int64_t *at)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9'
				   : text[i] != form[i])
			return false;
	return clock_parse(text, at);
}

static bool
read_since(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	const char *text = params_get(&cl->params, "modifiedSince");

	if (text == NULL)
		return true;
	if (!moment_read(text, &f->since))
		return refuse(o, rp, "modifiedSince",
		    "Expected a date of the form yyyy-MM-dd'T'HH:mm:ss'Z'",
		    text, "MalformedDate");
	f->since += o->since == SINCE_EXCLUSIVE;
	return true;
}

static bool
read_sort(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	static const char *const names[] = { "createdAt", "customerEmail",
		"customerName", "mailboxid", "modifiedAt", "number", "score",
		"status", "subject", "waitingSince" };
	const char *field = params_get(&cl->params, "sortField");
	const char *order = params_get(&cl->params, "sortOrder");
	int i = 0;

	while (field != NULL && i < SORT_FIELDS && strcmp(field, names[i]) != 0)
		i++;
	if (i == SORT_FIELDS)
		return refuse(o, rp, "sortField",
		    "Expected one of these: "
		    "'createdAt', 'customerEmail', 'customerName', "
		    "'mailboxid', 'modifiedAt', 'number', 'score', 'status', "
		    "'subject', 'waitingSince'",
		    field, "EnumValue");
	f->sort = (enum sort_field)i;
	f->ascending = order != NULL && strcmp(order, "asc") == 0;
	if (order != NULL && !f->ascending && strcmp(order, "desc") != 0)
		return refuse(o, rp, "sortOrder",
		    "Expected one of these: 'asc', 'desc'", order, "EnumValue");
	return true;
}

static bool
read_embed(const struct options *o, struct call *cl, struct reply *rp)
{
	const char *text = params_get(&cl->params, "embed");

	if (text == NULL || *text == '\0' || strcmp(text, "threads") == 0)
		return true;
	return refuse(o, rp, "embed", "Expected one of these: 'threads'", text,
	    "EnumValue");
}

static bool
read_query(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	const char *text = params_get(&cl->params, "query"), *wrong;

	if (text == NULL)
		return true;
	wrong = query_read(cl, text, f);
	if (wrong != NULL)
		return refuse(o, rp, "query", wrong, text, "Query");
	return true;
}

bool
filter_read(const struct options *o, struct call *cl, struct reply *rp,
    struct filter *f)
{
	const char *tags = params_get(&cl->params, "tag");

	memset(f, 0, sizeof(*f));
	f->hidden_mailbox = o->hidden_mailbox;
	f->known_until = cl->now - o->search_delay;
	if (tags != NULL)
		f->tags = split(cl->mem, tags, f->tag);
	return read_status(o, cl, rp, f) && read_mailboxes(o, cl, rp, f) &&
	       read_number(o, cl, rp, "folder", &f->folder) &&
	       read_number(o, cl, rp, "assigned_to", &f->assignee) &&
	       read_number(o, cl, rp, "number", &f->number) &&
	       read_since(o, cl, rp, f) && read_sort(o, cl, rp, f) &&
	       read_embed(o, cl, rp) && read_query(o, cl, rp, f);
}

static bool
fits_mailbox(const struct filter *f, const struct conv *cv)
{
	if (f->hidden_mailbox != 0 && cv->mailbox == f->hidden_mailbox)
		return false;
	for (size_t i = 0; i < f->mailboxes; i++)
		if (cv->mailbox == f->mailbox[i])
			return true;
	return f->mailboxes == 0;
}

static bool
fits_tags(const struct filter *f, const struct conv *cv)
{
	for (size_t i = 0; i < f->tags; i++)
		if (conv_tagged(cv, f->tag[i]))
			return true;
	return f->tags == 0;
}

bool
filter_fits(const struct filter *f, const struct conv *cv)
{
	if (cv->gone || (f->statuses & BIT(cv->status)) == 0 ||
	    cv->modified < f->since || cv->changed > f->known_until)
		return false;
	if ((f->folder != 0 && cv->folder != f->folder) ||
	    (f->assignee != 0 && cv->assignee != f->assignee) ||
	    (f->number != 0 && cv->number != f->number))
		return false;
	return fits_mailbox(f, cv) && fits_tags(f, cv) && query_fits(f, cv);
}
