/* SPDX-License-Identifier: MIT */
/* demo_write() and demo_write_new(): how one made-up conversation goes. */
#include "tests/sandbox/story.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"

#include <string.h>

enum { BILLING = 120 };
/* Beyond 32 bits, as the real ones are. */
static const int64_t first_id = 2900000000, first_thread = 7400000000;

/* ---- who and what ---- */

static bool
suits(const struct text_block *p, const struct story *s)
{
	const char *game = p->arg[2], *on = p->arg[3];
	enum platform pf = s->player.platform;

	if (strcmp(game, "any") != 0 && strcmp(game, s->player.game->key) != 0)
		return false;
	return strcmp(on, "any") == 0 ||
	       (strcmp(on, "mobile") == 0 && pf != WEB) ||
	       (strcmp(on, "android") == 0 && pf == ANDROID) ||
	       (strcmp(on, "ios") == 0 && pf == IOS) ||
	       (strcmp(on, "web") == 0 && pf == WEB);
}

static void
choose_matter(struct story *s, bool outbreak)
{
	const struct demo *d = s->demo;
	const struct text_block *p;

	s->matter.outbreak = outbreak;
	s->matter.spam = !outbreak && rng_chance(&s->rng, .015);
	do
		p = &d->texts.v[d->problem[rng_below(
		    &s->rng, (size_t)d->problems)]];
	while (!suits(p, s));
	s->matter.problem =
	    outbreak ? texts_find(&d->texts, "problem", "crash_start") : p;
	s->matter.category = s->matter.problem->arg[1];
}

/* Outbreak reports come from Android players of the game in question. */
static void
choose_player(struct story *s, bool outbreak)
{
	double u;

	do {
		u = rng_unit(&s->rng);
		player_make(&s->player, s->mem, &s->demo->texts, s->demo->seed,
		    (int64_t)((double)s->demo->players *
			      (u * .7 + u * u * .3)));
	} while (outbreak && (s->player.platform != ANDROID ||
				 s->player.game != &world_games[0]));
}

static const char *
order_number(struct story *s)
{
	if (s->player.platform == IOS)
		return arena_fmt(s->mem, "M%c%c%d%cR",
		    'A' + rng_range(&s->rng, 0, 25),
		    'A' + rng_range(&s->rng, 0, 25),
		    rng_range(&s->rng, 100000, 999999),
		    'A' + rng_range(&s->rng, 0, 25));
	return arena_fmt(s->mem, "GPA.%d-%04d-%04d-%05d",
	    rng_range(&s->rng, 3300, 3399), rng_range(&s->rng, 0, 9999),
	    rng_range(&s->rng, 0, 9999), rng_range(&s->rng, 0, 99999));
}

static void
give_voice(struct story *s)
{
	const struct player *p = &s->player;
	int64_t hours = (s->demo->now - s->created) / HOUR;
	const char *price;

	s->voice = (struct voice){ .texts = &s->demo->texts,
		.rng = &s->rng,
		.game = p->game->name,
		.company = world_company,
		.device = p->device,
		.os = p->os,
		.soft = p->game->soft,
		.hard = p->game->hard,
		.name = p->first,
		.fullname = p->full,
		.agent = s->agent->first,
		.player = p->code,
		.order = order_number(s),
		.order2 = order_number(s),
		.level = p->level };
	s->voice.version = s->matter.outbreak ? p->game->release[0].version
					      : world_version(&s->rng, p->game,
						    hours > 0 ? hours : 0);
	s->voice.pack = world_pack(&s->rng, &price);
	s->voice.price = price;
}

static const char *
inbox_email(const struct story *s)
{
	for (int i = 0; i < INBOXES; i++)
		if (world_inboxes[i].id == s->mailbox)
			return world_inboxes[i].email;
	return world_inboxes[0].email;
}

/* ---- threads ---- */

static struct thread *
add_thread(struct story *s, const char *type, int64_t at)
{
	struct thread *th = &s->th[s->n];

	*th = (struct thread){ .id = first_thread + s->serial * 128 + s->n,
		.conv = s->id,
		.created = at,
		.type = type,
		.status = "nochange",
		.state = "published",
		.source = "web",
		.via = "user",
		.customer = s->player.json,
		.author = s->agent_json,
		.assigned = s->answered ? s->agent_json : NULL };
	s->n++;
	s->t = at;
	return th;
}

static bool
room(const struct story *s, int64_t at)
{
	return at <= s->until && s->n < THREADS_MAX - 4;
}

static void
keep(struct story *s, const struct sbuf *plain, const struct sbuf *html,
    bool by_agent)
{
	s->last_plain = sbuf_cstr(plain);
	s->last_html = sbuf_cstr(html);
	s->last_by_agent = by_agent;
	s->messages++;
}

const char *
story_source(const struct story *s)
{
	return s->kind == BY_CHAT ? "chat" : s->writer.app ? "beacon" : "email";
}

static void
customer_thread(struct story *s, const struct sbuf *plain,
    const struct sbuf *html, int64_t at)
{
	struct thread *th =
	    add_thread(s, s->kind == BY_CHAT ? "chat" : "customer", at);

	th->author = s->player.json;
	th->via = "customer";
	th->source = story_source(s);
	th->status = "active";
	th->body = sbuf_cstr(html);
	th->to = inbox_email(s);
	if (s->kind == BY_MAIL && rng_chance(&s->rng, .09)) {
		th->file =
		    rng_chance(&s->rng, .8) ? "Screenshot.png" : "receipt.pdf";
		th->mime = th->file[0] == 'S' ? "image/png" : "application/pdf";
		th->file_size = rng_range(&s->rng, 40000, 2400000);
	}
	/* an agent forwarded the mail: the author is not the customer */
	if (s->n == 1 && s->kind == BY_MAIL && rng_chance(&s->rng, .01)) {
		th->author = s->agent_json;
		th->source = "emailfwd";
		th->via = "user";
	}
	s->asked = at;
	keep(s, plain, html, false);
}

static void
agent_thread(struct story *s, const struct sbuf *plain, const struct sbuf *html,
    int64_t at)
{
	struct thread *th;

	s->answered = true;
	th = add_thread(s, s->kind == BY_CHAT ? "chat" : "message", at);
	th->status = "pending";
	th->body = sbuf_cstr(html);
	th->to = s->player.email;
	if (s->quality != GOOD && rng_chance(&s->rng, .6))
		th->saved_reply = 6100 + rng_range(&s->rng, 1, 12);
	if (rng_chance(&s->rng, .6) && at + 900 < s->until)
		th->opened = at + rng_range(&s->rng, 30, 800);
	s->user_at = at;
	keep(s, plain, html, true);
}

static void
line_item(struct story *s, const char *text, bool by_rule, int64_t at)
{
	struct thread *th = add_thread(s, "lineitem", at);

	th->action = by_rule ? "manual-workflow" : NULL;
	th->action_text = text;
	s->user_at = at;
}

/* ---- the customer writes ---- */

/* What stands in bodies that say nothing. */
static bool
useless_body(struct story *s, struct sbuf *plain, struct sbuf *html)
{
	static const char *const empty[] = { "", "<br>", "&nbsp;",
		"<div dir=\"ltr\"><br></div>", "<br><br>Sent from my iPhone" };
	double u = rng_unit(&s->rng);

	if (s->matter.outbreak || u > .026)
		return false;
	if (u > .013) {
		speak_list(plain, &s->voice, "unreadable");
		mail_html(html, &s->rng, sbuf_cstr(plain));
	} else {
		sbuf_text(html, empty[rng_below(&s->rng, 5)]);
	}
	return true;
}

static void
sign(struct story *s, struct sbuf *plain)
{
	const char *sig = NULL;

	if (strcmp(s->writer.language, "en") != 0)
		sig = text_pick(
		    texts_find(&s->demo->texts, "language", s->writer.language),
		    "sig", &s->rng);
	sbuf_text(plain, "\n\n");
	if (sig != NULL)
		speak(plain, &s->voice, sig);
	else
		speak_list(plain, &s->voice, "signature");
}

static void
write_first(struct story *s)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);

	if (!useless_body(s, plain, html)) {
		if (s->matter.spam)
			speak_list(plain, &s->voice, "spam");
		else
			mail_first(plain, &s->voice, &s->writer, &s->matter);
		if (!s->writer.app && rng_chance(&s->rng, .22))
			sign(s, plain);
		if (s->writer.app && !s->matter.spam)
			mail_footer(
			    plain, &s->voice, &s->player, s->writer.language);
		mail_html(html, &s->rng, sbuf_cstr(plain));
	}
	customer_thread(s, plain, html, s->created);
}

static void
customer_writes(struct story *s, const char *list, int64_t at)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);
	const char *quoted = s->last_by_agent ? s->last_html : NULL;
	int64_t quoted_at = s->t;

	s->happy = strcmp(list, "thanks") == 0;
	mail_later(plain, &s->voice, &s->writer, &s->matter, list);
	mail_html(html, &s->rng, sbuf_cstr(plain));
	if (s->kind == BY_MAIL && quoted != NULL && html->len < 20000 &&
	    strlen(quoted) < 8000 && rng_chance(&s->rng, .55))
		mail_quote(html, &s->rng, quoted, quoted_at, s->agent->first,
		    inbox_email(s));
	customer_thread(s, plain, html, at);
}

/* ---- the agents ---- */

/* Replies are written from 06:00 to 22:00 UTC. */
static int64_t
office(struct story *s, int64_t at)
{
	int64_t hour = at % DAY / HOUR;

	if (hour >= 6 && hour < 22)
		return at;
	return at - at % DAY + (hour >= 22 ? DAY : 0) + 6 * HOUR +
	       rng_range(&s->rng, 60, 5400);
}

static void
draw_quality(struct story *s)
{
	double u = rng_unit(&s->rng);

	s->quality = u < s->agent->good                    ? GOOD
		     : u < s->agent->good + s->agent->fair ? FAIR
							   : POOR;
}

static void
set_agent(struct story *s, const struct agent *a)
{
	s->agent = a;
	s->agent_json = world_agent_json(s->mem, a);
	s->voice.agent = a->first;
}

static void
write_note(struct story *s, int64_t at)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);
	struct thread *th;

	speak_list(plain, &s->voice, "note");
	mail_html(html, &s->rng, sbuf_cstr(plain));
	th = add_thread(s, "note", at);
	th->body = sbuf_cstr(html);
	if (rng_chance(&s->rng, .15))
		th->author =
		    world_agent_json(s->mem, &world_agents[AGENTS - 1]);
}

static const char *
helpscout_signature(const struct story *s, const struct sbuf *plain)
{
	if (s->serial % 3 != 0 || plain->len < 80)
		return "";
	return "<div class=\"helpscout-signature\"><br>--<br>Pebblefox Games "
	       "Player Care<br>Harbor Hollow &amp; Comet Dash</div>";
}

/* list: NULL for the first answer to the matter. */
static void
agent_writes(struct story *s, const char *list, int64_t at)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);

	draw_quality(s);
	if (list == NULL || s->quality != GOOD)
		mail_reply(
		    plain, &s->voice, &s->writer, &s->matter, s->quality);
	else
		mail_reply_again(plain, &s->voice, list);
	mail_html(html, &s->rng, sbuf_cstr(plain));
	if (s->kind == BY_MAIL)
		sbuf_text(html, helpscout_signature(s, plain));
	agent_thread(s, plain, html, at);
}

static int64_t
after(struct story *s, double minutes)
{
	double seconds = rng_long_tail(&s->rng, minutes) * 60;

	if (s->kind == BY_CHAT)
		seconds = 15 + rng_unit(&s->rng) * 90;
	return s->t + 20 + (int64_t)(seconds < 20 * DAY ? seconds : 20 * DAY);
}

/* What happens before the first reply: assignment, notes. */
static void
before_reply(struct story *s, int64_t at)
{
	if (!s->answered && s->kind == BY_MAIL && rng_chance(&s->rng, .45)) {
		int64_t when = s->t + (at - s->t) / 3;

		bool by_rule = rng_chance(&s->rng, .5);

		line_item(s,
		    arena_fmt(s->mem, "%s assigned to %s",
			by_rule ? "Workflow" : "Ines Carvalho",
			s->agent->first),
		    by_rule, when);
	}
	if (rng_chance(&s->rng, .10))
		write_note(s, s->t + (at - s->t) / 2);
}

/* ---- the way of a conversation ---- */

static int
wanted_messages(struct story *s)
{
	double u = rng_unit(&s->rng);

	if (s->demo->threads > 0)
		return rng_range(&s->rng, (int)s->demo->threads - 1,
		    (int)s->demo->threads + 1);
	if (u < .03)
		return 1;
	if (u < .48)
		return 2;
	if (u < .70)
		return 3;
	if (u < .86)
		return 4;
	if (u < .975)
		return rng_range(&s->rng, 5, 9);
	return rng_range(&s->rng, 12, 60);
}

/* The next customer message after what the agent wrote last. */
static const char *
customer_turn(struct story *s, const char *agent_list, int left)
{
	if (agent_list != NULL && strcmp(agent_list, "agent_ask") == 0)
		return "info";
	if (left > 3)
		return rng_chance(&s->rng, .6)   ? "still"
		       : rng_chance(&s->rng, .5) ? "info"
						 : "smalltalk";
	if (s->quality == POOR)
		return "still";
	return rng_chance(&s->rng, s->quality == GOOD ? .72 : .35) ? "thanks"
								   : "still";
}

static const char *
agent_turn(struct story *s, const char *customer_list)
{
	if (customer_list == NULL)
		return rng_chance(&s->rng, .2) ? "agent_ask" : NULL;
	if (strcmp(customer_list, "thanks") == 0)
		return "agent_glad";
	if (strcmp(customer_list, "info") == 0)
		return rng_chance(&s->rng, .6) ? NULL : "agent_again";
	return rng_chance(&s->rng, .3) ? "agent_ask" : "agent_again";
}

static void
converse(struct story *s)
{
	int wanted = wanted_messages(s);
	const char *said = NULL, *asked = NULL;
	int64_t at;

	while (s->messages < wanted) {
		if (!s->last_by_agent) {
			if (s->answered && rng_chance(&s->rng, .06))
				set_agent(s, world_agent(&s->rng));
			at = office(s, after(s, s->agent->minutes));
			if (at - s->t > 2 * DAY && s->messages + 1 < wanted &&
			    room(s, s->t + DAY + 7200)) {
				customer_writes(s, "waiting",
				    s->t + DAY + rng_range(&s->rng, 0, 7200));
				continue;
			}
			if (!room(s, at))
				return;
			before_reply(s, at);
			asked = agent_turn(s, said);
			agent_writes(s, asked, at);
		} else {
			at = after(s, 150);
			if (!room(s, at))
				return;
			said = customer_turn(s, asked, wanted - s->messages);
			customer_writes(s, said, at);
		}
	}
}

static void
chat(struct story *s)
{
	static const char *const lists[] = { "chat_hello", NULL, "chat_wait" };
	struct sbuf *plain, *html;

	for (int i = 0; i < 4 && (i == 0 || room(s, s->t + 200)); i++) {
		plain = sbuf_arena(s->mem);
		html = sbuf_arena(s->mem);
		if (i == 0)
			speak_list(plain, &s->voice, lists[0]);
		else if (i == 1)
			speak_list(plain, &s->voice, "chat_agent");
		else if (i == 2)
			mail_first(plain, &s->voice, &s->writer, &s->matter);
		else
			speak_list(plain, &s->voice, lists[2]);
		mail_html(html, &s->rng, sbuf_cstr(plain));
		if (i % 2 == 0)
			customer_thread(
			    s, plain, html, i ? after(s, 1) : s->created);
		else
			agent_thread(s, plain, html, after(s, 1));
		if (s->n == 1)
			s->t = s->created;
	}
	if (s->last_by_agent && room(s, s->t + 300))
		agent_writes(s, NULL, after(s, 1));
}

static void
phone(struct story *s)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);
	struct thread *th;

	speak_list(plain, &s->voice, "phone_note");
	sbuf_char(plain, '\n');
	s->writer.mood = TERSE;
	s->writer.language = "en";
	mail_first(plain, &s->voice, &s->writer, &s->matter);
	mail_html(html, &s->rng, sbuf_cstr(plain));
	th = add_thread(s, "phone", s->created);
	th->status = "active";
	th->body = sbuf_cstr(html);
	s->asked = s->user_at = s->created;
	keep(s, plain, html, false);
}

/* ---- how it ends ---- */

static void
rate(struct story *s)
{
	static const char *const marks[] = { "great", "okay", "not_good" };
	static const char *const lists[] = { "rating_good", "rating_okay",
		"rating_bad" };
	struct sbuf *comment;
	double u = rng_unit(&s->rng);
	int mark = s->quality == GOOD   ? (u < .85 ? 0 : 1)
		   : s->quality == FAIR ? (u < .4       ? 0
					      : u < .75 ? 1
							: 2)
					: (u < .8 ? 2 : 1);

	for (int i = s->n - 1; i >= 0; i--) {
		if (strcmp(s->th[i].type, "message") != 0 ||
		    strcmp(s->th[i].state, "published") != 0)
			continue;
		comment = sbuf_arena(s->mem);
		speak_list(comment, &s->voice, lists[mark]);
		s->th[i].rating = marks[mark];
		s->th[i].comment = sbuf_cstr(comment);
		s->th[i].rated_by = s->player.id;
		return;
	}
}

static void
close_it(struct story *s)
{
	int64_t at = s->t + rng_range(&s->rng, 1, 7200);

	if (!room(s, at))
		return;
	s->closed_by_rule = rng_chance(&s->rng, .15);
	line_item(s,
	    s->closed_by_rule ? "Workflow marked as Closed"
			      : arena_fmt(s->mem, "%s %s marked as Closed",
				    s->agent->first, s->agent->last),
	    s->closed_by_rule, at);
	s->th[s->n - 1].status = "closed";
	s->status = "closed";
	s->closed_at = at;
	if (rng_chance(&s->rng, .16))
		rate(s);
}

static void
draft_reply(struct story *s)
{
	struct sbuf *plain = sbuf_arena(s->mem), *html = sbuf_arena(s->mem);
	struct thread *th;
	int64_t at = s->t + rng_range(&s->rng, 300, 3000);

	if (!room(s, at))
		return;
	mail_reply(plain, &s->voice, &s->writer, &s->matter, GOOD);
	mail_html(html, &s->rng, sbuf_cstr(plain));
	th = add_thread(s, "message", at);
	th->state = "draft";
	th->body = sbuf_cstr(html);
	th->to = s->player.email;
}

static void
settle(struct story *s)
{
	bool stale = s->until - s->t > 2 * DAY;
	double u = rng_unit(&s->rng);

	if (s->matter.spam) {
		s->status = "spam";
		return;
	}
	s->status = s->last_by_agent ? "pending" : "active";
	if (s->last_by_agent || s->happy ? u < (stale ? .94 : .55)
					 : u < (stale ? .7 : .04))
		close_it(s);
	else if (!s->last_by_agent && u > .96)
		draft_reply(s);
}

static void
tell(struct story *s)
{
	double u = rng_unit(&s->rng);

	s->kind = s->matter.spam || s->matter.outbreak ? BY_MAIL
		  : u < .08                            ? BY_CHAT
		  : u < .10                            ? BY_PHONE
						       : BY_MAIL;
	if (s->kind == BY_CHAT)
		chat(s);
	else if (s->kind == BY_PHONE)
		phone(s);
	else
		write_first(s);
	if (!s->matter.spam && s->kind != BY_CHAT)
		converse(s);
	settle(s);
}

static void
begin(struct story *s, const struct demo *d, int64_t i, int64_t at,
    int64_t until, bool outbreak)
{
	s->demo = d;
	s->rng = rng_for(d->seed, "story", i);
	s->serial = i;
	s->id = first_id + i * 8 + (int64_t)rng_below(&s->rng, 8);
	s->number = 40001 + i;
	s->created = s->t = at;
	s->until = until;
	choose_player(s, outbreak);
	choose_matter(s, outbreak);
	set_agent(s, world_agent(&s->rng));
	give_voice(s);
	writer_draw(&s->writer, &s->rng, &s->player);
	/* who is locked out of a game taps its link to the support first */
	s->writer.app = s->writer.app || (outbreak && rng_chance(&s->rng, .6));
	s->mailbox = s->player.game->mailbox;
	if ((strcmp(s->matter.category, "payment") == 0 ||
		strcmp(s->matter.category, "account") == 0) &&
	    rng_chance(&s->rng, .55))
		s->mailbox = BILLING;
}

static void
write_one(const struct demo *d, int64_t i, int64_t at, int64_t until, bool outbreak,
    struct sbuf *out)
{
	struct arena *mem = arena_begin();
	struct story *s = arena_alloc(mem, sizeof(*s));

	s->mem = mem;
	begin(s, d, i, at, until, outbreak);
	tell(s);
	story_write(s, out);
	arena_end(mem);
}

void
demo_write(const struct demo *d, int64_t i, struct sbuf *out)
{
	write_one(d, i, d->arrival[i].at, d->now, d->arrival[i].outbreak, out);
}

void
demo_write_new(const struct demo *d, int64_t i, int64_t at, bool outbreak,
    struct sbuf *out)
{
	write_one(d, i, at, at, outbreak, out);
}
