/* SPDX-License-Identifier: MIT */
/* What is set for everybody, as sentences. */
#include "page/page.h"

#include "ask/connect.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"
#include "model/learning.h"
#include "model/office.h"
#include "model/release.h"
#include "model/rules.h"
#include "page/alert_settings.h"
#include "page/learning.h"
#include "page/office.h"

static void
setting(struct view *v, const char *name, const char *url, const char *text)
{
	struct view *s = view_row(v, "SETTING");

	view_text(s, "NAME", name);
	view_text(s, "URL", url);
	view_text(s, "TEXT", text);
}

static const char *
releases_sentence(struct arena *mem, const struct release *r, size_t n)
{
	char count[FMT_SIZE], when[FMT_SIZE];

	if (n == 0)
		return "None is marked on the charts.";
	return arena_fmt(mem, "%s on the charts, the last one \xe2\x80\x9c%s"
	    "\xe2\x80\x9d on %s.", fmt_plural((long long)n, "mark", "marks",
	    count), r[n - 1].label, fmt_when(r[n - 1].at, clock_now(), when));
}

static const char *
rules_sentence(struct arena *mem, const struct rules_version *r)
{
	char when[FMT_SIZE];

	if (r->version == 0)
		return "The first analysis puts the built-in ones in force.";
	return arena_fmt(mem, "\xe2\x80\x9c%s\xe2\x80\x9d, version %lld, by %s, "
	    "%s.", r->name, (long long)r->version, r->who, fmt_when(r->at,
	    clock_now(), when));
}

static const char *
connect_sentence(const struct connect_state *s)
{
	if (s->way != WAY_CONNECTION)
		return s->way == WAY_NONE ? "Not connected." : "Imported "
		    "without a person's connection.";
	return s->c.broken ? "The connection is broken." : "Connected.";
}

enum rc
page_settings(struct req *rq)
{
	struct connect_state connect;
	struct rules_version rules = { 0 };
	struct learning_state learning;
	struct office_day days[WEEKDAYS];
	struct release *releases;
	struct view *v;
	size_t n;
	enum rc rc = office_days(rq->db, rq->mem, days);

	if (rc == RC_OK)
		rc = release_list(rq->db, rq->mem, 0, 0, 0, &releases, &n);
	if (rc == RC_OK)
		rc = rules_version(rq->db, rq->mem, 0, &rules);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = learning_state(rq->db, rq->mem, &learning);
	if (rc == RC_OK)
		rc = connect_state(rq, &connect);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "settings.tpl", "Settings");
	setting(v, "Rules", "/settings/rules", rules_sentence(rq->mem, &rules));
	setting(v, "Learning", "/settings/learning", learning_sentence(rq->mem,
	    &learning));
	setting(v, "Detector", "/detector", "When a rise counts, and what that would "
	    "have raised so far.");
	setting(v, "Office hours", "/settings/office",
	    office_sentence(rq, days));
	setting(v, "Alerts", "/settings/alerts", alert_sentence(rq));
	setting(v, "Releases", "/settings/releases",
	    releases_sentence(rq->mem, releases, n));
	if (rq->who.role >= ADMIN)
		setting(v, "Scoring of replies", "/settings/quality",
		    *rq->conf->openai_api_key == '\0' ? "By the heuristic." :
		    "By the heuristic, and a model as far as it is asked.");
	if (rq->who.role >= ADMIN) {
		setting(v, "What conversations are about",
		    "/settings/enrichment", "By the rules, and a model as far "
		    "as it is asked.");
		setting(v, "Found by meaning", "/settings/vectors", "Vectors "
		    "of conversations and their index: how far they are.");
		setting(v, "What models cost", "/settings/usage", "Calls, "
		    "tokens and money, for what and by day.");
	}
	if (rq->who.role >= ADMIN)
		setting(v, "Help Scout", "/connect", connect_sentence(&connect));
	if (rq->who.role >= ADMIN)
		setting(v, "Data", "/settings/data", "Purge demo data, or all.");
	if (rq->who.role >= ADMIN)
		setting(v, "Audit", "/settings/audit", "Who changed what, and when.");
	return page_send(rq, v);
}
