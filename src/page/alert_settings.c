/* SPDX-License-Identifier: MIT */
#include "page/alert_settings.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/alert.h"
#include "model/alert_rule.h"
#include "model/correction.h"
#include "model/slack.h"
#include "page/page.h"
#include "page/words.h"

#include <string.h>

#define LIST "/settings/alerts"

static const char *const weekdays[QUIET_DAYS] = { "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

static const struct {
	const char *kind, *name;
} kind_names[ALERT_KINDS] = {
	{ "delete_request", "Deletion requests" },
	{ "critical", "Critical conversations" },
	{ "empty", "Empty conversations" },
	{ "unreadable", "Unreadable conversations" },
};

/* clang-format off */
#define CSRF { "csrf", P_SECRET, "", 0, 200, NULL }
#define LAST { NULL, 0, NULL, 0, 0, NULL }
#define ID_PARAM(name) { name, P_TEXT, "", 0, ALERT_ID_MAX, NULL }
#define DAY_PARAMS(n)                                                          \
	{ "begins" n, P_TEXT, "", 0, 5, NULL },                                \
	{ "ends" n, P_TEXT, "", 0, 5, NULL }

const struct param alert_settings_params[] = {
	{ "category", P_TEXT, "", 0, ALERT_CATEGORY_MAX, NULL }, LAST,
};
const struct param alert_rule_params[] = {
	{ "category", P_TEXT, "", 0, ALERT_CATEGORY_MAX, NULL },
	ID_PARAM("channel"), ID_PARAM("owner"), ID_PARAM("escalate_to"),
	{ "least", P_WORD, "medium", 0, 0, "low|medium|high|critical" },
	{ "remind", P_INT, "0", 0, ALERT_MINUTES_MAX, NULL },
	{ "escalate", P_INT, "0", 0, ALERT_MINUTES_MAX, NULL }, CSRF, LAST,
};
const struct param alert_rule_gone_params[] = {
	{ "category", P_TEXT, NULL, 1, ALERT_CATEGORY_MAX, NULL }, CSRF, LAST,
};
const struct param alert_kinds_params[] = {
	{ "delete_request", P_BOOL, "0", 0, 0, NULL },
	{ "critical",       P_BOOL, "0", 0, 0, NULL },
	{ "empty",          P_BOOL, "0", 0, 0, NULL },
	{ "unreadable",     P_BOOL, "0", 0, 0, NULL },
	ID_PARAM("channel_delete_request"), ID_PARAM("channel_critical"),
	ID_PARAM("channel_empty"), ID_PARAM("channel_unreadable"), CSRF, LAST,
};
const struct param alert_digest_params[] = {
	{ "every", P_WORD, NULL, 0, 0, "off|day|week" },
	{ "weekday", P_INT, "1", 1, QUIET_DAYS, NULL },
	{ "at", P_TEXT, "09:00", 5, 5, NULL }, ID_PARAM("channel"), CSRF, LAST,
};
const struct param alert_quiet_params[] = {
	DAY_PARAMS("1"), DAY_PARAMS("2"), DAY_PARAMS("3"), DAY_PARAMS("4"),
	DAY_PARAMS("5"), DAY_PARAMS("6"), DAY_PARAMS("7"), CSRF, LAST,
};
/* clang-format on */

const char *
alert_sentence(struct req *rq)
{
	if (*rq->conf->slack_bot_token == '\0')
		return "Slack is not set up: alerts stand on the page of "
		    "alerts alone.";
	return *rq->conf->slack_channel == '\0' ? "They go to Slack, to the "
	    "channels of their categories." : arena_fmt(rq->mem,
	    "They go to Slack, to %s unless their category has another "
	    "channel.", rq->conf->slack_channel);
}

/* --- the page --------------------------------------------------------------------- */

static const char *
slack_says(struct req *rq, const struct slack_account *a)
{
	const struct conf *conf = rq->conf;
	char when[FMT_SIZE];

	if (*conf->slack_bot_token == '\0')
		return "Put the bot token of a Slack app into the option "
		    "slack_bot_token, its signing secret into "
		    "slack_signing_secret, and a channel into slack_channel.";
	if (*a->problem != '\0')
		return arena_fmt(rq->mem, "Since %s Slack refuses: %s. It is "
		    "tried again each minute.", fmt_when(a->problem_at,
		    clock_now(), when), a->problem);
	if (*conf->slack_signing_secret == '\0')
		return "Connected. Messages have no buttons until the option "
		    "slack_signing_secret is set.";
	return *a->team_id == '\0' ? "Set up; nothing was sent yet." :
	    arena_fmt(rq->mem, "Connected to the workspace %s.", a->team_id);
}

static const char *
minutes(struct arena *mem, int64_t n, const char *to)
{
	char buf[FMT_SIZE];

	if (n == 0)
		return "never";
	return arena_fmt(mem, "%s%s%s", fmt_duration(n * 60, buf), *to ?
	    ", " : "", to);
}

static const char *
category_name(struct arena *mem, const char *category)
{
	return *category == '\0' ? "All others" :
	    word_for(mem, "category", category);
}

static void
put_rule(struct view *v, const struct alert_rule *r, bool may_edit)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "RULE");
	struct link edit = link_to(mem, LIST);

	view_text(row, "NAME", category_name(mem, r->category));
	view_text(row, "CHANNEL", *r->channel ? r->channel : "default");
	view_text(row, "OWNER", *r->owner ? r->owner : "nobody");
	view_text(row, "LEAST", r->least);
	view_text(row, "REMIND", minutes(mem, r->remind, ""));
	view_text(row, "ESCALATE", minutes(mem, r->escalate, r->escalate_to));
	link_arg(&edit, "category", r->category);
	if (may_edit)
		view_text(view_row(row, "EDIT"), "URL", arena_fmt(mem,
		    "%s#rule", link_url(&edit)));
}

/* The categories of the rules in use, and the asked one even if it is none. */
static void
put_categories(struct view *form, const struct choices *may, const char *asked)
{
	struct view *menu = view_row(form, "CATEGORIES");
	struct arena *mem = view_arena(form);
	bool known = *asked == '\0';

	page_option(menu, "", category_name(mem, ""), known);
	for (size_t i = 0; i < may->categories; i++) {
		bool here = strcmp(may->category[i], asked) == 0;

		page_option(menu, may->category[i], category_name(mem,
		    may->category[i]), here);
		known = known || here;
	}
	if (!known)
		page_option(menu, asked, category_name(mem, asked), true);
}

/* The form, filled with the rule that is asked for. */
static void
put_rule_form(struct req *rq, struct view *v, const struct alert_settings *s,
    const struct choices *may)
{
	static const char *const least[] = { "low", "medium", "high",
		"critical" };
	const char *asked = req_text(rq, "category");
	struct alert_rule r = { asked, "", "", "medium", 0, 0, "" };
	struct view *form = view_row(v, "RULE_FORM"), *gone, *menu;
	bool known = false;

	for (size_t i = 0; i < s->n_rules; i++)
		if (strcmp(s->rules[i].category, asked) == 0) {
			r = s->rules[i];
			known = true;
		}
	view_text(form, "TITLE", *asked == '\0' ? "All others, or a category "
	    "of its own" : arena_fmt(rq->mem, known ? "Change: %s" :
	    "%s on its own", category_name(rq->mem, asked)));
	view_text(form, "CSRF", rq->who.csrf);
	put_categories(form, may, asked);
	view_text(form, "CHANNEL", r.channel);
	view_text(form, "OWNER", r.owner);
	view_int(form, "REMIND", r.remind);
	view_int(form, "ESCALATE", r.escalate);
	view_text(form, "ESCALATE_TO", r.escalate_to);
	menu = view_row(form, "LEAST");
	for (size_t i = 0; i < 4; i++)
		page_option(menu, least[i], least[i],
		    strcmp(least[i], r.least) == 0);
	if (!known || *asked == '\0')
		return;
	gone = view_row(form, "REMOVE");
	view_text(gone, "CSRF", rq->who.csrf);
	view_text(gone, "CATEGORY", asked);
}

static void
put_kinds(struct req *rq, struct view *v, const struct alert_settings *s)
{
	struct view *form;
	struct sbuf *told = sbuf_arena(rq->mem);

	for (size_t i = 0; i < ALERT_KINDS; i++)
		if (s->kinds[i].enabled)
			sbuf_fmt(told, "%s%s", told->len > 0 ? ", " : "Told: ",
			    kind_names[i].name);
	if (rq->who.role < ADMIN) {
		page_text_row(v, "KINDS_SENTENCE", told->len > 0 ?
		    sbuf_cstr(told) : "None is told.");
		return;
	}
	form = view_row(v, "KINDS");
	view_text(form, "CSRF", rq->who.csrf);
	for (size_t i = 0; i < ALERT_KINDS; i++) {
		struct view *k = view_row(form, "KIND");

		view_text(k, "KEY", kind_names[i].kind);
		view_text(k, "NAME", kind_names[i].name);
		view_text(k, "CHANNEL", s->kinds[i].channel);
		view_show_if(k, "HERE", s->kinds[i].enabled);
	}
}

static void
put_digest(struct req *rq, struct view *v, const struct digest_rule *d)
{
	static const char *const every[][2] = { { "off", "never" },
		{ "day", "every day" }, { "week", "every week" } };
	bool weekly = strcmp(d->every, "week") == 0;
	struct view *form;

	view_text(v, "DIGEST", strcmp(d->every, "off") == 0 ? "None is sent." :
	    arena_fmt(rq->mem, "Every %s at %s, times of %s: how many "
	    "conversations came in, about what, and which incidents are open.",
	    weekly ? weekdays[d->weekday - 1] : "day", d->at,
	    rq->conf->timezone));
	if (rq->who.role < ADMIN)
		return;
	form = view_row(v, "DIGEST_FORM");
	view_text(form, "CSRF", rq->who.csrf);
	view_text(form, "AT", d->at);
	view_text(form, "CHANNEL", d->channel);
	view_text(form, "ACCOUNT_ZONE", rq->conf->timezone);
	for (size_t i = 0; i < 3; i++)
		page_option(form, every[i][0], every[i][1],
		    strcmp(every[i][0], d->every) == 0);
	for (int i = 0; i < QUIET_DAYS; i++) {
		struct view *day = view_row(form, "DAY");

		view_int(day, "VALUE", i + 1);
		view_text(day, "NAME", weekdays[i]);
		view_show_if(day, "HERE", d->weekday == i + 1);
	}
}

static void
put_quiet(struct req *rq, struct view *v, const struct alert_settings *s)
{
	struct sbuf *out = sbuf_arena(rq->mem);
	struct view *form;

	for (int i = 0; i < QUIET_DAYS; i++)
		if (*s->quiet[i].begins != '\0')
			sbuf_fmt(out, "%s%.3s %s\xe2\x80\x93%s", out->len > 0 ?
			    ", " : "", weekdays[i], s->quiet[i].begins,
			    s->quiet[i].ends);
	view_text(v, "QUIET", out->len == 0 ? "None are set." :
	    arena_fmt(rq->mem, "%s, times of %s.", sbuf_cstr(out),
	    rq->conf->timezone));
	if (rq->who.role < ADMIN)
		return;
	form = view_row(v, "QUIET_FORM");
	view_text(form, "CSRF", rq->who.csrf);
	view_text(form, "ACCOUNT_ZONE", rq->conf->timezone);
	for (int i = 0; i < QUIET_DAYS; i++) {
		struct view *day = view_row(form, "DAY");

		view_int(day, "N", i + 1);
		view_text(day, "NAME", weekdays[i]);
		view_text(day, "BEGINS", s->quiet[i].begins);
		view_text(day, "ENDS", s->quiet[i].ends);
	}
}

enum rc
page_alert_settings(struct req *rq)
{
	struct view *v = page_open(rq, "alert-settings.tpl", "Alerts");
	struct slack_account account;
	struct alert_settings s;
	struct choices may;
	bool admin = rq->who.role >= ADMIN;
	enum rc rc = alert_settings(rq->db, rq->mem, &s);

	if (rc == RC_OK)
		rc = slack_account(rq->db, rq->mem, &account);
	if (rc == RC_OK)
		rc = correction_choices(rq->db, rq->mem, &may);
	if (rc != RC_OK)
		return rc;
	view_text(v, "SENTENCE", alert_sentence(rq));
	view_text(v, "SLACK", slack_says(rq, &account));
	if (admin && *rq->conf->slack_bot_token != '\0')
		view_text(view_row(v, "TEST"), "CSRF", rq->who.csrf);
	for (size_t i = 0; i < s.n_rules; i++)
		put_rule(v, &s.rules[i], admin);
	if (admin)
		put_rule_form(rq, v, &s, &may);
	put_kinds(rq, v, &s);
	put_digest(rq, v, &s.digest);
	put_quiet(rq, v, &s);
	return page_send(rq, v);
}

/* --- the forms -------------------------------------------------------------------- */

static enum rc
saved(struct req *rq, enum rc rc)
{
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, rc, "An id of Slack is letters and digits: "
		    "C, G or D at the front of a channel's, U or W of a "
		    "person's, S of a group's");
	return rc == RC_OK ? req_redirect(rq, LIST) : rc;
}

enum rc
page_alert_rule(struct req *rq)
{
	struct alert_rule r = { req_text(rq, "category"),
		req_text(rq, "channel"), req_text(rq, "owner"),
		req_text(rq, "least"), req_int(rq, "remind"),
		req_int(rq, "escalate"), req_text(rq, "escalate_to") };

	if (r.escalate > 0 && *r.escalate_to == '\0')
		return req_fail(rq, RC_BAD_INPUT, "An escalation needs somebody "
		    "to be mentioned");
	return saved(rq, alert_rule_save(rq->db, rq->mem, &r, rq->who.name));
}

enum rc
page_alert_rule_gone(struct req *rq)
{
	return saved(rq, alert_rule_remove(rq->db, rq->mem,
	    req_text(rq, "category"), rq->who.name));
}

enum rc
page_alert_kinds(struct req *rq)
{
	struct ticket_rule k[ALERT_KINDS];

	for (size_t i = 0; i < ALERT_KINDS; i++)
		k[i] = (struct ticket_rule){ kind_names[i].kind,
			req_int(rq, kind_names[i].kind) != 0,
			req_text(rq, arena_fmt(rq->mem, "channel_%s",
			kind_names[i].kind)) };
	return saved(rq, ticket_rules_save(rq->db, rq->mem, k, rq->who.name));
}

enum rc
page_alert_digest(struct req *rq)
{
	struct digest_rule d = { req_text(rq, "every"), req_int(rq, "weekday"),
		req_text(rq, "at"), req_text(rq, "channel") };

	if (!parse_is_clock(d.at))
		return req_fail(rq, RC_BAD_INPUT, "at must be from 00:00 to "
		    "23:59");
	return saved(rq, digest_rule_save(rq->db, rq->mem, &d, rq->who.name));
}

enum rc
page_alert_quiet(struct req *rq)
{
	struct quiet_day day[QUIET_DAYS];

	for (int i = 0; i < QUIET_DAYS; i++) {
		struct quiet_day *d = &day[i];

		d->begins = req_text(rq, arena_fmt(rq->mem, "begins%d", i + 1));
		d->ends = req_text(rq, arena_fmt(rq->mem, "ends%d", i + 1));
		if (*d->begins == '\0' && *d->ends == '\0')
			continue;
		if (!parse_is_clock(d->begins) || !parse_is_clock(d->ends))
			return req_fail(rq, RC_BAD_INPUT, "%s needs two times "
			    "from 00:00 to 23:59, or none", weekdays[i]);
	}
	return saved(rq, quiet_save(rq->db, rq->mem, day, rq->who.name));
}

enum rc
page_alert_test(struct req *rq)
{
	const struct conf *conf = rq->conf;
	enum rc rc;

	if (*conf->slack_bot_token == '\0' || *conf->slack_channel == '\0')
		return req_fail(rq, RC_CONFLICT, "A test goes to the default "
		    "channel: the options slack_bot_token and slack_channel "
		    "are needed");
	rc = alert_test(rq->db, rq->mem, rq->who.name, conf->slack_channel);
	return rc == RC_OK ? req_redirect(rq, "/alerts") : rc;
}
