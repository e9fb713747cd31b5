/* SPDX-License-Identifier: MIT */
/* Incidents, alerts, the detector, jobs and the connection. */
#include "tests/gallery/gallery.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/chart.h"

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#define LONG_NAME                                                            \
	"Lost all progress after the update to 9.1.4, and the support chat " \
	"does not open on any of the phones of the family"

/* ---- the list of incidents ---- */

#define FILTERS                                                        \
	"CSV_URL=/incidents.csv\n"                                     \
	"CHOICE{LABEL=State\nFIELD=state\nOPTION{VALUE=\nNAME=any}}\n" \
	"CHOICE{LABEL=Owner\nFIELD=owner\nOPTION{VALUE=-\nNAME=nobody}}\n"

#define INCIDENT(id, name, severity, state, ago, n)                         \
	"INCIDENT{URL=/incidents/" id "\nNAME=" name "\nID=" id "\n"        \
	"SEVERITY=" severity "\nSTATE=" state "\nLIST_URL=/conversations\n" \
	"COUNT=" n "\nCUSTOMERS_URL=/customers\nCUSTOMERS=" n "\n"          \
	"ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nAGO=" ago "\n>SPARK\n"

static const struct gallery_state lists[] = {
	{ "incidents", "incidents.tpl", "Incidents", "/incidents",
	    "SENTENCE=3 incidents are open\nMORE=2 high or critical\n"
	    "UNOWNED{URL=/incidents?owner=-\nTEXT=1 without an owner}\n" FILTERS
	    "OPEN_SECTION{>OPEN:incident-table.tpl{"
	    "CAPTION=Open incidents, most severe first\nAT=Open for\n" INCIDENT(
		"12", "Crashes, mostly on Android 9.1.4", "critical", "new",
		"42 min", "1,284") "OWNER=nobody\nUNOWNED{}}" INCIDENT("11",
		LONG_NAME, "high", "muted until Tue 13, 09:00", "3 d 4 h",
		"38") "OWNER=maria.lopez-fernandez}" INCIDENT("9",
		"Payment problems", "medium", "regressed, was fixed in 9.1.3",
		"5 h",
		"17") "OWNER=anna}"
		      "}}\n"
		      "OVER_SECTION{>OVER:incident-table.tpl{"
		      "CAPTION=Incidents that are over\nAT=Ended\n" INCIDENT(
			  "7", "Questions", "low", "merged into 12", "2 d ago",
			  "9") "OWNER=nobody\nUNOWNED{}}"
			       "}PAGES{NEXT{URL=/incidents?skip=25}}}" },
	{ "incidents-calm", "incidents.tpl", "Incidents", "/incidents",
	    "SENTENCE=No incident is open\nMORE=What rises above the usual is "
	    "listed here until it is back to usual or somebody resolves "
	    "it.\n" FILTERS "OPEN_SECTION{CALM{}}OVER_SECTION{NONE_OVER{}}" },
	{ "incidents-cut", "incidents.tpl", "Incidents", "/incidents",
	    "SENTENCE=120 incidents are open\n" FILTERS "OPEN_SECTION{CUT{"
	    "SHOWN=100\nALL=120\nCSV=/incidents.csv}}"
	    "OVER_SECTION{BEYOND{URL=/incidents}}" },
	{ "incidents-none-like", "incidents.tpl", "Incidents", "/incidents",
	    "SENTENCE=No open incident is like that\n" FILTERS
	    "OPEN_SECTION{NONE_LIKE{}}OVER_SECTION{NONE_LIKE{}}" },
};

/* ---- one incident ---- */

#define PART(slot, id, title, a, b)                                \
	">" slot ":breakdown.tpl{ID=" id "\nTITLE=" title "\n"     \
	"ROW{KEY=plain\nNAME=" a "\nCOUNT=31\nSHARE=82 %\nW=100\n" \
	"LINK{URL=/conversations}}"                                \
	"ROW{KEY=plain\nNAME=" b "\nCOUNT=7\nSHARE=18 %\nW=23\n"   \
	"LINK{URL=/conversations}}}\n"

#define HEAD                                                  \
	"ID=12\nSEVERITY=critical\nLIST_URL=/conversations\n" \
	"COUNT=38 conversations\nCUSTOMERS_URL=/customers\n"  \
	"CUSTOMERS=31 customers\nISO=2026-01-14T09:10:00Z\n"  \
	"RAISED=14 Jan 09:10\nLAST=6 min ago\nCOURSE_CSV=/hours.csv\n"

static const char incident_full[] =
    "SENTENCE=Crashes, mostly on Android 9.1.4: 38 reports of 31 customers "
    "since 09:00, 4.2\xc3\x97 the usual\n" HEAD
    "STATE=escalating\nOWNER=nobody\n"
    "ACTIONS{ACKNOWLEDGE{ID=12}UNMUTE{ID=12}MUTE{ID=12\n"
    "UNTIL=2026-01-15T14:42}RESOLVE{ID=12\nVERSION=9.1.4\nHINT=later than 9.1.4}}\n" PART(
	"SEVERITIES", "by-severity", "Severity", "critical", "high")
	PART("PLATFORMS", "by-platform", "Platform", "Android",
	    "not said") PART("VERSIONS", "by-version", "Version", "9.1.4",
	    "9.1.3") "GROUPS{GROUP{URL=/groups/1\nNAME=" LONG_NAME
		     "\nLIST_URL=/conversations\n"
		     "COUNT=17\nREPORTS=conversations\nCUSTOMERS_URL=/"
		     "customers\nCUSTOMERS=1\n"
		     "PEOPLE=customer}}\n"
		     "EVENT{WHO=anna\nWHAT=noted\nNOTE{TEXT=the game team "
		     "looks at it; "
		     "supercalifragilisticexpialidocious_stack_trace_without_a_"
		     "space_in_it}\n"
		     "ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10}"
		     "EVENT{WHO=Tidemark\nWHAT=saw it get worse\nTHEN{TEXT=30 "
		     "reports of 25 "
		     "customers}\nISO=2026-01-14T11:10:00Z\nWHEN=14 Jan 12:10}"
		     "SIMILAR{URL=/incidents/3\nNAME=Crashes\nSTATE=resolved, "
		     "is fixed in "
		     "9.0.2\nWHY=the same "
		     "category\nISO=2025-12-14T13:10:00Z\nWHEN=14 Dec}"
		     "MAY{OWN{ID=12\nME=anna\nOPTION{VALUE=anna\nNAME=anna}}"
		     "NOTING{ID=12}"
		     "MERGE{ID=12\nOPTION{VALUE=9\nNAME=9: " LONG_NAME "}}}";

static const struct gallery_state incidents[] = {
	{ "incident", "incident.tpl", "Crashes", "/incidents", incident_full },
	{ "incident-over", "incident.tpl", "Crashes", "/incidents",
	    "SENTENCE=Crashes: 38 reports of 31 customers from 09:00 to "
	    "14:10\n" HEAD "STATE=merged into 9\nOWNER=anna\n"
	    "MERGED{URL=/incidents/9\nTEXT=incident 9}"
	    "ACTIONS{REOPEN{ID=12}}NO_GROUP{}NO_EXAMPLE{}NONE_SIMILAR{}"
	    "MAY{OWN{ID=12}NOTING{ID=12}NONE_TO_MERGE{}}" },
};

/* Forty hours, of which the last six rise. */
static void
course(struct view *v)
{
	enum { HOURS = 40 };
	static double count[HOURS], usual[HOURS];
	static int64_t at[HOURS + 1];
	const struct chart_mark raised = { clock_now() - 5 * HOUR,
		"incident raised" };
	const struct chart_series one = { "crash", "Conversations",
		"/conversations", count };
	struct chart c = { .id = "course",
		.title = "Course",
		.finding = "Crashes rose to 9 an hour.",
		.unit = "conversations",
		.n = HOURS,
		.at = at,
		.now = clock_now(),
		.series = &one,
		.nseries = 1,
		.before = usual,
		.before_name = "the usual",
		.mark = &raised,
		.nmarks = 1 };

	for (int i = 0; i <= HOURS; i++)
		at[i] = (clock_now() / HOUR + 1 - HOURS + i) * HOUR;
	for (int i = 0; i < HOURS; i++) {
		count[i] = i < HOURS - 6 ? i % 3 : 4 + i % 5;
		usual[i] = 1 + i % 2;
	}
	chart_stack(v, "CHART", &c);
}

static void
one_incident(const struct gallery_state *s, bool examples)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, s->tpl);

	gallery_shell(v, s->title, s->here);
	gallery_fill(v, s->data);
	course(v);
	if (examples)
		gallery_rows(v);
	gallery_save(v, s->name);
	arena_end(mem);
}

/* ---- alerts ---- */

#define ALERT(what, about, severity, slack, why)                    \
	"ALERT{WHAT=" what "\n" about "SEVERITY{TEXT=" severity "}" \
	"DELIVERY=" slack "\n" why "ISO=2026-01-14T13:10:00Z\n"     \
	"WHEN=14 Jan 14:10\nAGO=32 min ago}"

static const struct gallery_state alerts[] = {
	{ "alerts", "alerts.tpl", "Alerts", "/alerts",
	    "SENTENCE=Slack takes no alert\nMORE=Since 14 Jan 14:02: the "
	    "token "
	    "was revoked. What waits goes out when that is put "
	    "right.\nSETTINGS{}"
	    "FULL{" ALERT("Incident opened",
		"LINK{URL=/incidents/12\nTITLE=" LONG_NAME "}", "critical",
		"waits",
		"WHY{TEXT=the token was revoked "
		"(token_revoked), tried 4 times}") ALERT("Critical "
							 "conversation",
		"LINK{URL=/conversations/1\n"
		"TITLE=#48213 Game freezes, lost my save}",
		"high", "sent", "") ALERT("Test alert",
		"PLAIN{TITLE=asked by anna}", "low", "here alone",
		"WHY{TEXT=less severe than what is told in Slack}") "FIRST{}"
								    "NEXT{URL=/"
								    "alerts?"
								    "before=1}"
								    "}" },
	{ "alerts-none", "alerts.tpl", "Alerts", "/alerts",
	    "SENTENCE=Alerts stand here\nMORE=Slack is not set up: the option "
	    "slack_bot_token is empty.\nSETTINGS{}EMPTY{}" },
	{ "alerts-no-older", "alerts.tpl", "Alerts", "/alerts",
	    "SENTENCE=Alerts go to Slack\nMORE=The same stand here.\n"
	    "NO_OLDER{}" },
	{ "alert-settings", "alert-settings.tpl", "Alerts", "/settings",
	    "SENTENCE=They go to Slack, to C0ALERTS unless their category has "
	    "another channel.\nSLACK=Connected to the workspace T0ACME.\nTEST{}"
	    "RULE{NAME=All "
	    "others\nCHANNEL=default\nOWNER=nobody\nLEAST=medium\n"
	    "REMIND=never\nESCALATE=never\nEDIT{URL=/settings/alerts#rule}}"
	    "RULE{NAME=Progress lost\nCHANNEL=C0123456789\nOWNER=U0123456789\n"
	    "LEAST=high\nREMIND=30 min\nESCALATE=1 h, S0123456789\n"
	    "EDIT{URL=/settings/alerts?category=progress_lost#rule}}"
	    "RULE_FORM{TITLE=Change: Progress lost\nCATEGORIES{"
	    "OPTION{VALUE=\nNAME=All others}"
	    "OPTION{VALUE=progress_lost\nNAME=Progress lost\nHERE{}}}"
	    "CHANNEL=C0123456789\nREMIND=30\nESCALATE=60\n"
	    "LEAST{OPTION{VALUE=high\nNAME=high}}REMOVE{CATEGORY=progress_lost}}"
	    "KINDS{KIND{KEY=critical\nNAME=Critical conversations\nHERE{}}"
	    "KIND{KEY=unreadable\nNAME=Unreadable conversations}}"
	    "DIGEST=None is sent.\nDIGEST_FORM{AT=09:00\n"
	    "ACCOUNT_ZONE=America/Argentina/Buenos_Aires\n"
	    "OPTION{VALUE=off\nNAME=never}DAY{VALUE=1\nNAME=Monday}}"
	    "QUIET=None are set.\nQUIET_FORM{ACCOUNT_ZONE=Europe/Paris\n"
	    "DAY{NAME=Monday\nN=1\nBEGINS=22:00\nENDS=07:00}"
	    "DAY{NAME=Wednesday\nN=3}}" },
	{ "alert-settings-read", "alert-settings.tpl", "Alerts", "/settings",
	    "SENTENCE=Slack is not set up: alerts stand on the page of alerts "
	    "alone.\nSLACK=Put the bot token of a Slack app into the option "
	    "slack_bot_token, its signing secret into slack_signing_secret, "
	    "and "
	    "a channel into slack_channel.\nRULE{NAME=All others\n"
	    "CHANNEL=default\nOWNER=nobody\nLEAST=medium\nREMIND=never\n"
	    "ESCALATE=never}KINDS_SENTENCE{TEXT=Told: Critical conversations}"
	    "DIGEST=None is sent.\nQUIET=None are set." },
};

/* ---- the detector ---- */

#define RULE                                                                  \
	"at most one false alarm a week; at least 5 reports and 2 times the " \
	"usual; over after 6 h without a rise"

#define DETECTOR                                                            \
	"SENTENCE=At most one false alarm a week\nMORE=What is usual was " \
	"learned from 29 days, up to 14 Jan 00:00; looked last 34 s ago.\n" \
	"IN_FORCE=" RULE "\n"                                               \
	"VERSION_ROW{N=2\nRULE=" RULE "\nNOTE=less noise\nWHO=anna\n"       \
	"WHEN=14 Jan 14:10}"                                                \
	"VERSION_ROW{N=1\nRULE=" RULE "\nNOTE=comes with the program\n"     \
	"WHO=program\nWHEN=2 Jan 09:00}"

#define DETECTOR_FORM                                                      \
	"FORM{BUDGET{OPTION{VALUE=1\nNAME=one false alarm in four weeks}}" \
	"LEAST=5\nRATIO{OPTION{VALUE=2\nNAME=2 times}}QUIET=6\n"           \
	"WEEKS{OPTION{VALUE=8\nNAME=8 weeks}}MAY_SAVE{}}"

static const struct gallery_state detector[] = {
	{ "detector", "detector.tpl", "When alerts are raised", "/settings",
	    DETECTOR DETECTOR_FORM
	    "REHEARSAL{RULE=" RULE "\nBY=by anna, 14 Jan 14:10\n"
	    "DONE{SAYS=3 alarms in 8.0 weeks: 0.4 a week.\nSPAN=19 Nov to 14 "
	    "Jan, "
	    "after 28 days to learn from\nCSV{URL=/detector/alarms.csv}"
	    "ALARMS{ALARM{URL=/conversations\nSUBJECT=Crashes, mostly Android "
	    "9.1.4 \xe2\x80\x9c" LONG_NAME
	    "\xe2\x80\x9d\nNUMBERS=38 reports in "
	    "4 h, where 3.1 are usual\n>SPARK\nISO=2026-01-14T09:10:00Z\n"
	    "WHEN=14 Jan 09:10\nLASTED=11 h 15 min}"
	    "ALARM{URL=/conversations\nSUBJECT=Questions\nNUMBERS=5 reports in "
	    "2 h, where 0.3 are usual\n>SPARK\nISO=2026-01-02T09:10:00Z\n"
	    "WHEN=2 Jan 09:10\nLASTED=2 h}}"
	    "INCIDENTS{INCIDENT{ID=12\nTITLE=" LONG_NAME "\nWHEN=14 Jan 09:00\n"
	    "CAUGHT=caught, 10 min after it began}"
	    "INCIDENT{ID=7\nTITLE=Questions\nWHEN=2 Jan\nCAUGHT=missed}}}}" },
	{ "detector-runs", "detector.tpl", "When alerts are raised",
	    "/settings",
	    DETECTOR DETECTOR_FORM "REHEARSAL{RULE=" RULE
				   "\nBY=by anna, 14 Jan 14:41\n"
				   "RUNS{W=41\nTEXT=23 of 56 days}}" },
	{ "detector-failed", "detector.tpl", "When alerts are raised",
	    "/settings",
	    DETECTOR "REHEARSAL{RULE=" RULE
		     "\nBY=by anna, 14 Jan 14:41\nENDED{TEXT=It ended without a result.}}" },
	{ "detector-quiet", "detector.tpl", "When alerts are raised",
	    "/settings",
	    "SENTENCE=At most one false alarm a week\n"
	    "MORE=Nothing is learned yet: that begins when the first import is "
	    "complete and a day is over.\nIN_FORCE=" RULE "\n"
	    "REHEARSAL{RULE=" RULE
	    "\nBY=by anna, 14 Jan\nDONE{SAYS=0 alarms in "
	    "4.0 weeks: 0.0 a week.\nCSV{URL=/detector/alarms.csv}QUIET{}}}" },
};

/* ---- the connection, jobs ---- */

static const struct gallery_state others[] = {
	{ "connect-none", "connect.tpl", "Help Scout", "/settings",
	    "SENTENCE=Nothing is imported: nobody is connected.\n"
	    "NEXT{TEXT=Connect an account that sees every inbox.}"
	    "CONNECT{PRIMARY{}DO=Connect}"
	    "REDIRECT_URL=https://tidemark.example.com/helpscout/oauth/"
	    "callback\n"
	    "APP{TEXT=abcdef0123456789}" },
	{ "connect-refused", "connect.tpl", "Help Scout", "/settings",
	    "SENTENCE=Nothing is imported: nobody is connected.\n"
	    "PROBLEM{TEXT=Help Scout came back without a code: access was not "
	    "allowed there}CONNECT{PRIMARY{}DO=Connect}"
	    "REDIRECT_URL=https://tidemark.example.com/helpscout/oauth/"
	    "callback" },
	{ "jobs-none", "jobs.tpl", "Jobs", "/jobs",
	    "SENTENCE=Help Scout is not connected\nMORE=Connect it under "
	    "Settings.\nEMPTY{}" },
	{ "jobs-none-like", "jobs.tpl", "Jobs", "/jobs",
	    "SENTENCE=The import is up to date\nNOTHING{}" },
};

void
gallery_live(void)
{
	gallery_show(lists, LEN(lists));
	one_incident(&incidents[0], true);
	one_incident(&incidents[1], false);
	gallery_show(alerts, LEN(alerts));
	gallery_show(detector, LEN(detector));
	gallery_show(others, LEN(others));
}
