/* SPDX-License-Identifier: MIT */
/* What was told, or stands here alone when Slack is off. */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/alert.h"
#include "model/alert_say.h"
#include "model/slack.h"
#include "page/webhooks.h"

#include <string.h>

enum { SHOWN = 100, CSV_MOST = 5000 };

/* clang-format off */
const struct param alerts_page_params[] = {
	{ "before", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

/* Of buttons that were pressed there, or by who knows the address. */
static const char *
with_refused(struct arena *mem, const char *more, const char *refused)
{
	return refused == NULL ? more : arena_fmt(mem, "%s Buttons refused: %s.",
	    more, refused);
}

static void
put_slack(struct req *rq, struct view *v, const struct slack_account *a,
    const char *refused)
{
	char when[FMT_SIZE];

	if (*rq->conf->slack_bot_token == '\0') {
		view_text(v, "SENTENCE", "Alerts stand here");
		view_text(v, "MORE", "Slack is not set up: the option "
		    "slack_bot_token is empty.");
	} else if (*a->problem != '\0') {
		view_text(v, "SENTENCE", "Slack takes no alert");
		view_text(v, "MORE", arena_fmt(rq->mem, "Since %s: %s. What "
		    "waits goes out when that is put right.",
		    fmt_when(a->problem_at, clock_now(), when), a->problem));
	} else {
		view_text(v, "SENTENCE", "Alerts go to Slack");
		view_text(v, "MORE", with_refused(rq->mem,
		    "The same stand here.", refused));
	}
	view_show_if(v, "SETTINGS", rq->who.role >= ADMIN);
}

static void
put_alert(struct view *has, const struct alert_line *l, int64_t now)
{
	struct arena *mem = view_arena(has);
	struct view *row = view_row(has, "ALERT"), *about;
	const char *path = alert_path(mem, l);
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "WHAT", alert_what(mem, l));
	about = view_row(row, path != NULL ? "LINK" : "PLAIN");
	if (path != NULL)
		view_text(about, "URL", path);
	view_text(about, "TITLE", alert_about(mem, l));
	page_text_row(row, "SEVERITY", l->severity);
	view_text(row, "DELIVERY", alert_delivery(l));
	page_text_row(row, "WHY", l->error);
	view_text(row, "ISO", clock_iso(l->created_at, iso));
	view_text(row, "WHEN", fmt_when(l->created_at, now, buf));
	view_text(row, "AGO", fmt_ago(l->created_at, now, buf));
}

enum rc
page_alerts(struct req *rq)
{
	struct view *v = page_open(rq, "alerts.tpl", "Alerts"), *has;
	struct slack_account account;
	struct alert_line *lines;
	const char *refused = NULL;
	struct link next = link_to(rq->mem, "/alerts");
	size_t n;
	/* one more, to know whether there are older ones */
	enum rc rc = alert_list(rq->db, rq->mem, req_int(rq, "before"),
	    SHOWN + 1, &lines, &n);

	if (rc == RC_OK)
		rc = slack_account(rq->db, rq->mem, &account);
	if (rc == RC_OK)
		rc = webhooks_refused(rq, "slack", &refused);
	if (rc != RC_OK)
		return rc;
	put_slack(rq, v, &account, refused);
	if (n == 0) {
		view_show(v, req_int(rq, "before") == 0 ? "EMPTY" : "NO_OLDER");
		return page_send(rq, v);
	}
	has = view_row(v, "FULL");
	for (size_t i = 0; i < n && i < SHOWN; i++)
		put_alert(has, &lines[i], clock_now());
	view_show_if(has, "FIRST", req_int(rq, "before") != 0);
	if (n > SHOWN) {
		link_int(&next, "before", (long long)lines[SHOWN - 1].id);
		view_text(view_row(has, "NEXT"), "URL", link_url(&next));
	}
	return page_send(rq, v);
}

enum rc
page_alerts_csv(struct req *rq)
{
	static const char *const head[] = { "alert", "what", "about",
		"severity", "slack", "why", "created_at", "sent_at", "attempts",
		NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct alert_line *l;
	size_t n;
	enum rc rc = alert_list(rq->db, rq->mem, 0, CSV_MOST + 1, &l, &n);

	if (rc != RC_OK)
		return rc;
	req_csv_part(rq, "tidemark-alerts", CSV_MOST, n < CSV_MOST ? n :
	    CSV_MOST, n > CSV_MOST);
	csv_head(&c, head);
	for (size_t i = 0; i < n && i < CSV_MOST; i++) {
		csv_int(&c, l[i].id);
		csv_text(&c, alert_what(rq->mem, &l[i]));
		csv_text(&c, alert_about(rq->mem, &l[i]));
		csv_text(&c, l[i].severity);
		csv_text(&c, alert_delivery(&l[i]));
		csv_text(&c, l[i].error);
		csv_time(&c, l[i].created_at);
		csv_time(&c, l[i].sent_at);
		csv_int(&c, l[i].attempts);
		csv_end(&c);
	}
	return RC_OK;
}
