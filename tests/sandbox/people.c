/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/people.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/filter.h"
#include "tests/sandbox/hal.h"
#include "tests/sandbox/state.h"

#include <stdlib.h>
#include <string.h>

/* When the account was set up: the same after every start. */
static const int64_t made = 1709287200, changed = 1748772000;

static void
write_raw(struct jw *w, const char *key, const char *raw)
{
	jw_raw(jw_key(w, key), raw != NULL ? raw : "\"\"");
}

static void
write_self(const struct sandbox *sb, const struct call *cl, struct jw *w,
    const char *kind, int64_t id)
{
	jw_object(jw_key(w, "_links"));
	jw_object(jw_key(w, "self"));
	jw_text(jw_key(w, "href"), arena_fmt(cl->mem, "%s/%s/%lld",
				       hal_base(sb, cl), kind, (long long)id));
	jw_end(w);
	jw_end(w);
}

static const char *
initials(const struct call *cl, const struct person *p)
{
	char a = p->first && p->first[1] > ' ' ? p->first[1] : '?';
	char b = p->last && p->last[1] > ' ' ? p->last[1] : '?';

	return arena_fmt(cl->mem, "%c%c", a, b);
}

static void
write_user(const struct sandbox *sb, const struct call *cl, struct reply *rp,
    const struct person *p, bool me)
{
	struct jw w = JW_INIT(&rp->body);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), p->id);
	write_raw(&w, "firstName", p->first);
	write_raw(&w, "lastName", p->last);
	write_raw(&w, "email", p->email);
	jw_text(jw_key(&w, "role"), p->role ? p->role : "user");
	jw_text(jw_key(&w, "timezone"), p->zone ? p->zone : "Etc/UTC");
	write_raw(&w, "photoUrl", p->photo);
	jw_time(jw_key(&w, "createdAt"), made);
	jw_time(jw_key(&w, "updatedAt"), changed);
	jw_text(jw_key(&w, "type"), p->type ? p->type : "user");
	jw_text(jw_key(&w, "mention"),
	    arena_fmt(cl->mem, "user%lld", (long long)p->id));
	jw_text(jw_key(&w, "initials"), initials(cl, p));
	jw_text(jw_key(&w, "jobTitle"), p->title ? p->title : "");
	jw_text(jw_key(&w, "phone"), "");
	jw_array(jw_key(&w, "alternateEmails"));
	jw_end(&w);
	if (me)
		jw_int(jw_key(&w, "companyId"), 4242);
	write_self(sb, cl, &w, "users", p->id);
	jw_end(&w);
}

static void
write_customer(const struct sandbox *sb, const struct call *cl,
    struct reply *rp, const struct person *p)
{
	struct jw w = JW_INIT(&rp->body);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), p->id);
	write_raw(&w, "firstName", p->first);
	write_raw(&w, "lastName", p->last);
	jw_text(jw_key(&w, "gender"), "Unknown");
	jw_text(jw_key(&w, "photoType"), "default");
	write_raw(&w, "photoUrl", p->photo);
	jw_time(jw_key(&w, "createdAt"), p->first_seen);
	jw_time(jw_key(&w, "updatedAt"), p->last_seen);
	jw_object(jw_key(&w, "_embedded"));
	jw_array(jw_key(&w, "emails"));
	if (p->email != NULL) {
		jw_object(&w);
		jw_int(jw_key(&w, "id"), p->id * 10);
		write_raw(&w, "value", p->email);
		jw_text(jw_key(&w, "type"), "home");
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	write_self(sb, cl, &w, "customers", p->id);
	jw_end(&w);
}

static int
user_order(const void *a, const void *b)
{
	const struct person *const *x = a, *const *y = b;

	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

/* createdAt, newest first: the default order of customers. */
static int
customer_order(const void *a, const void *b)
{
	const struct person *const *x = a, *const *y = b;

	if ((*x)->first_seen != (*y)->first_seen)
		return (*x)->first_seen < (*y)->first_seen ? 1 : -1;
	return user_order(b, a);
}

static bool
email_is(const struct person *p, const char *email)
{
	size_t len = strlen(email);

	return p->email != NULL && strlen(p->email) == len + 2 &&
	       memcmp(p->email + 1, email, len) == 0;
}

static size_t
select_people(struct call *cl, const struct people *pp, int64_t since,
    const struct person ***out)
{
	const char *email = params_get(&cl->params, "email");
	const struct person **v = arena_array(cl->mem, pp->n + 1, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < pp->n; i++)
		if (pp->v[i].last_seen >= since &&
		    (email == NULL || email_is(&pp->v[i], email)))
			v[n++] = &pp->v[i];
	*out = v;
	return n;
}

void
people_users(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "users",
		.path = "/users",
		.size = (size_t)sb->opt.list_page_size };
	const struct person **v;

	hal.total = select_people(cl, &sb->dir.users, 0, &v);
	qsort(v, hal.total, sizeof(*v), user_order);
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		write_user(sb, cl, rp, v[i], false);
	}
	hal_end(sb, cl, rp, &hal);
}

void
people_customers(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "customers",
		.path = "/customers",
		.size = (size_t)sb->opt.list_page_size };
	const char *text = params_get(&cl->params, "modifiedSince");
	const struct person **v;
	int64_t since = 0;

	if (text != NULL && !moment_read(text, &since)) {
		error_param(&sb->opt, rp, "modifiedSince",
		    "Expected a date of the form yyyy-MM-dd'T'HH:mm:ss'Z'",
		    text, "MalformedDate");
		return;
	}
	hal.total = select_people(cl, &sb->dir.customers, since, &v);
	qsort(v, hal.total, sizeof(*v), customer_order);
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		write_customer(sb, cl, rp, v[i]);
	}
	hal_end(sb, cl, rp, &hal);
}

static void
one(struct reply *rp)
{
	rp->status = 200;
	rp->type = "application/hal+json";
}

void
people_user(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct person *p = people_find(&sb->dir.users, cl->id);

	if (p == NULL) {
		error_plain(&sb->opt, rp, 404);
		return;
	}
	one(rp);
	write_user(sb, cl, rp, p, false);
}

/* Whoever made the token: the owner of the account, or the first user. */
void
people_me(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct people *pp = &sb->dir.users;
	struct person nobody = { .id = 1,
		.first = "\"Sandbox\"",
		.last = "\"Owner\"",
		.email = "\"owner@example.com\"",
		.role = "owner" };
	const struct person *p = pp->n > 0 ? &pp->v[0] : &nobody;

	for (size_t i = 0; i < pp->n; i++)
		if (pp->v[i].role != NULL &&
		    strcmp(pp->v[i].role, "owner") == 0)
			p = &pp->v[i];
	one(rp);
	write_user(sb, cl, rp, p, true);
}

void
people_customer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct person *p = people_find(&sb->dir.customers, cl->id);

	if (p == NULL || p->gone) {
		error_plain(&sb->opt, rp, 404);
		return;
	}
	one(rp);
	write_customer(sb, cl, rp, p);
}

static void
write_mailbox(const struct sandbox *sb, const struct call *cl, struct reply *rp,
    const struct mailbox *mb)
{
	static const char *const subs[] = { "fields", "folders" };
	const char *self = arena_fmt(
	    cl->mem, "%s/mailboxes/%lld", hal_base(sb, cl), (long long)mb->id);
	struct jw w = JW_INIT(&rp->body);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), mb->id);
	jw_text(jw_key(&w, "name"), mb->name);
	jw_text(jw_key(&w, "slug"),
	    arena_fmt(cl->mem, "%016llx",
		(unsigned long long)mb->id * 0x9e3779b97f4a7c15ull));
	jw_text(jw_key(&w, "email"), mb->email);
	jw_time(jw_key(&w, "createdAt"), made);
	jw_time(jw_key(&w, "updatedAt"), changed);
	jw_object(jw_key(&w, "_links"));
	for (int i = 0; i < 2; i++) {
		jw_object(jw_key(&w, subs[i]));
		jw_text(jw_key(&w, "href"),
		    arena_fmt(cl->mem, "%s/%s/", self, subs[i]));
		jw_end(&w);
	}
	jw_object(jw_key(&w, "self"));
	jw_text(jw_key(&w, "href"), self);
	jw_end(&w);
	jw_end(&w);
	jw_end(&w);
}

void
people_mailboxes(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "mailboxes",
		.path = "/mailboxes",
		.size = (size_t)sb->opt.list_page_size };
	const struct mailbox **v =
	    arena_array(cl->mem, sb->dir.mailboxes_n + 1, sizeof(*v));

	for (size_t i = 0; i < sb->dir.mailboxes_n; i++)
		if (sb->dir.mailboxes[i].id != sb->opt.hidden_mailbox)
			v[hal.total++] = &sb->dir.mailboxes[i];
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		write_mailbox(sb, cl, rp, v[i]);
	}
	hal_end(sb, cl, rp, &hal);
}

void
people_mailbox(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	if (cl->id == sb->opt.hidden_mailbox && cl->id != 0) {
		error_plain(&sb->opt, rp, (int)sb->opt.hidden_status);
		return;
	}
	for (size_t i = 0; i < sb->dir.mailboxes_n; i++)
		if (sb->dir.mailboxes[i].id == cl->id) {
			one(rp);
			write_mailbox(sb, cl, rp, &sb->dir.mailboxes[i]);
			return;
		}
	error_plain(&sb->opt, rp, 404);
}

static size_t
tickets(const struct sandbox *sb, const char *tag)
{
	size_t n = 0;

	for (size_t i = 0; i < sb->store.n; i++)
		n += !sb->store.v[i].gone && conv_tagged(&sb->store.v[i], tag);
	return n;
}

static void
write_tag(const struct sandbox *sb, const struct call *cl, struct reply *rp,
    const struct tag *t)
{
	struct slice raw = { t->name, strlen(t->name) };
	struct sbuf *name = sbuf_arena(cl->mem);
	struct jw w = JW_INIT(&rp->body);
	char *slug;

	scan_text(raw, name);
	slug = arena_text(cl->mem, sbuf_cstr(name));
	for (char *p = slug; *p != '\0'; p++)
		if (*p == ' ')
			*p = '-';
	jw_object(&w);
	jw_int(jw_key(&w, "id"), t->id);
	jw_raw(jw_key(&w, "name"), t->name);
	jw_text(jw_key(&w, "slug"), slug);
	jw_raw(jw_key(&w, "color"), t->color);
	jw_time(jw_key(&w, "createdAt"), made);
	jw_time(jw_key(&w, "updatedAt"), changed);
	jw_int(
	    jw_key(&w, "ticketCount"), (long long)tickets(sb, sbuf_cstr(name)));
	jw_end(&w);
}

void
people_tags(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "tags",
		.path = "/tags",
		.size = (size_t)sb->opt.list_page_size,
		.total = sb->dir.tags_n };

	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		write_tag(sb, cl, rp, &sb->dir.tags[i]);
	}
	hal_end(sb, cl, rp, &hal);
}
