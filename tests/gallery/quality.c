/* SPDX-License-Identifier: MIT */
/* The scores of replies: dashboard, list, one reply. */
#include "tests/gallery/gallery.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/chart.h"

#include <math.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#define LONG_NAME "Maria Concepci\xc3\xb3n Lopez-Fernandez de la Vega y Castro"
#define UNBROKEN \
	"supercalifragilisticexpialidocious_stack_trace_without_a_space_in_it"

#define CONTROLS                                                            \
	">CONTROLS:quality-controls.tpl{RANGE{URL=/quality?range=7d\n"      \
	"NAME=7 d}RANGE{URL=/quality\nNAME=30 d\nHERE{}}DAYS=Other days\n"  \
	"PATH=/quality\nKEEP{NAME=agent\nVALUE=11}START=2025-12-16\n"       \
	"END=2026-01-14\nMENU{CHOSEN=All mailboxes\nCHOICE{URL=/quality\n"  \
	"NAME=All mailboxes\nHERE{}}CHOICE{URL=/quality?mbox=1\n"           \
	"NAME=Support}}MENU{CHOSEN=" LONG_NAME "\nCHOICE{URL=/quality\n"    \
	"NAME=All agents}}MENU{CHOSEN=Incidents set apart\n"                \
	"CHOICE{URL=/quality\nNAME=Incidents included}}CHIP{URL=/quality\n" \
	"TEXT=rubric version 2}}\n"

/* ---- the dashboard ---- */

#define TILE(name, value, sub)                          \
	"TILE{NAME=" name "\nVALUE=" value "\nSUB=" sub \
	"\nLINK{URL=/quality/replies\nVALUE=" value "}}"

#define DIMENSION(name, weight, mean, w, low, high, n, more)            \
	"DIMENSION{NAME=" name "\nWEIGHT=" weight "\nMEAN=" mean        \
	"\nSCALE=10\nW=" w "\nINTERVAL{LOW=" low "\nHIGH=" high "}N=" n \
	"\nURL=/quality/replies\n" more "}"

#define CELL(section, value) \
	section "{VALUE=" value "\nLINK{URL=/quality/replies}}"

#define MEAN(name, value) \
	"MARK{NAME=" name "\nVALUE=" value "\nLINK{URL=/quality/replies}}"

#define AGENT(rank, name, n, mean, happy)                               \
	"AGENT{" rank "NAME=" name "\nURL=/quality?agent=1\n"           \
	"LIST_URL=/quality/replies?agent=1\nN=" n "\n"                  \
	CELL("SCORE", mean) MEAN("Empathy", "6.1") MEAN(LONG_NAME,      \
	    "7.9") MEAN("Tone", "8.0") MEAN("Resolution", "5.2")        \
	CELL("HAPPY", happy) "}"

#define BIN(at, n, h)                                                       \
	"BIN{URL=/quality/replies?bin=" at "\nNAME=" at "\nAT=" at "\nN=" n \
	"\nH=" h "}"

#define REPLY(score, failed, subject, agent, text)                         \
	"REPLY{TOTAL=" score "\nSCORE=" score "\nURL=/quality/replies/1\n" \
	"SUBJECT=" subject "\n" failed "TEXT=" text "\nAGENT=" agent       \
	"\nISO=2026-01-14T13:10:00Z\nWHEN=32 min ago\n"                    \
	"FACT{TEXT=Crash}FACT{TEXT=rated not good}"                        \
	"FACT{TEXT=in an incident}}"

#define REPLIES                                                        \
	REPLY("8.2", "", "Game freezes, lost my save", "Ann Lee",      \
	    "Hello Maria, I am sorry that your progress is gone.")     \
	REPLY("0", "FAILED{}", UNBROKEN " " UNBROKEN, LONG_NAME,       \
	    "As I said, you should have read the manual!!! " UNBROKEN) \
	REPLY("10", "", "(no subject)", "Bo", "ok")

static const char head[] =
    "SENTENCE=Replies score 7.4 of 10 on average\n"
    "REPLIES{TEXT=1,284 replies\nLINK{URL=/quality/replies}}"
    "MORE=in 30 days, judged by the local heuristic under "
    "Support replies, version 1\nWAITING{TEXT=1,204 conversations to be "
    "looked at}BESIDE{URL=/quality/rubric/1\n"
    "TEXT=the rubric}BESIDE{URL=/quality/queue\nTEXT=reviews to do}" CONTROLS;

/* clang-format off */
static const char figures[] =
    TILE("Score, mean", "7.4", "of 10, \xc2\xb1\xc2\xa0" "0.12")
    TILE("Replies scored", "1,284", "\nOF{URL=/quality/replies?state=none\n"
	"TEXT=12 without a score}")
    TILE("Lowest dimension", "Resolution", "5.2\xc2\xa0\xc2\xb1\xc2\xa0" "0.2 of 10")
    TILE("Failed as a whole", "7", "0 in a critical dimension")
    TILE("Happiness", "64", "\nOF{URL=/quality/replies?state=rated\n"
	"TEXT=311 ratings}OF{AND{}URL=/quality/replies?rating=not_good\n"
	"TEXT=40 not good}")
    DIMENSION("Empathy", "25\xc2\xa0%", "6.1\xc2\xa0\xc2\xb1\xc2\xa0" "0.2",
	"61", "59", "63", "1,284", "TO_ALL{TEXT=\xe2\x88\x92" "0.4 to all}")
    DIMENSION(LONG_NAME, "35\xc2\xa0%", "7.9\xc2\xa0\xc2\xb1\xc2\xa0" "1.2",
	"79", "67", "91", "1,272",
	"MISSING{URL=/quality/replies?state=none\nTEXT=12 without}CRITICAL{}")
    "DIMENSION{NAME=Tone\nWEIGHT=15\xc2\xa0%\nMEAN=8.0\nSCALE=5\nW=80\nN=1\n"
    "URL=/quality/replies\n}"
    BIN("0", "12", "3") BIN("1", "0", "0") BIN("2", "4", "1")
    BIN("3", "31", "8") BIN("4", "80", "20") BIN("5", "120", "30")
    BIN("6", "204", "51") BIN("7", "340", "85") BIN("8", "311", "78")
    BIN("9", "170", "42") BIN("10", "12", "3")
    REPLIES
    "LIST_URL=/quality/replies\nROLLUPS_CSV=/quality/qa_rollups.csv\n"
    "TREND_CSV=/quality/qa_trend_by_agent.csv\n"
    "MESSAGES_CSV=/quality/qa_messages.csv\n";

static const char agents[] = "AGENTS{ROLLUPS_CSV=/quality/qa_rollups.csv\n"
    "COLUMN{NAME=Empathy}COLUMN{NAME=" LONG_NAME "}COLUMN{NAME=Tone}"
    "COLUMN{NAME=Resolution}"
    AGENT("RANK{RANK=1\n}", "Ann Lee", "612", "7.9\xc2\xa0\xc2\xb1\xc2\xa0" "0.2", "71")
    AGENT("RANK{RANK=2\n}", LONG_NAME, "661", "6.9\xc2\xa0\xc2\xb1\xc2\xa0" "0.2", "\xe2\x88\x92" "12")
    AGENT("FEW{LEAST=20\n}", "Bo", "11", "9.0", "\xe2\x80\x93") "}";

/* How far a cycle is with somebody. */
static const char said[] = ">COACHING:coaching.tpl{TITLE=Said to " LONG_NAME "\n"
    "ABOUT=read by the agent and by reviewers; examples first\n"
    "NOTE{PINNED{}TEXT=Like this " UNBROKEN "\nWHO=anna\n"
    "ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 17:10\nON{URL=/quality/replies/2\n"
    "TEXT=" UNBROKEN "}REMOVE{ID=1\nBACK=/quality?agent=1}}"
    "NOTE{TEXT=Begin with the answer\nWHO=anna\n"
    "ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 17:10\n}"
    "FORM{ID=1}CYCLES{>COVER:coverage.tpl{"
    GALLERY_COVER("/quality/cycles/1", "May " UNBROKEN)
    "}>COVER:coverage.tpl{" GALLERY_COVERED("/quality/cycles/2", "June") "}}}";
/* clang-format on */

static const struct gallery_state dashboards[] = {
	{ "quality-being-scored", "quality.tpl", "Quality", "/quality",
	    "SENTENCE=No reply is scored yet\nMORE=in 30 days\n"
	    "WAITING{TEXT=48,213 conversations to be looked at}" CONTROLS
	    "EMPTY{HEADING=Replies are being scored\nTEXT=The first scores "
	    "stand here within moments.\nURL=/quality\nSTEP=Look again}" },
	{ "quality-empty", "quality.tpl", "Quality", "/quality",
	    "SENTENCE=No reply is scored yet\nMORE=in 30 days\n" CONTROLS
	    "EMPTY{HEADING=No reply in this window\nTEXT=Nobody "
	    "answered a customer in these days under these filters, or nothing "
	    "is imported yet.\nURL=/quality?range=365d\nSTEP=See the last "
	    "year}" },
};

/* Thirty days of all and of two agents, one of whom was away for some. */
static void
course(struct view *v)
{
	enum { DAYS = 30 };
	static const char *const colours[] = { "plain", "a1", "a2" };
	static double all[DAYS], ann[DAYS], maria[DAYS];
	static int64_t at[DAYS + 1];
	const struct chart_series s[] = { { "plain", "Overall", NULL, all },
		{ "a1", "Ann Lee", NULL, ann },
		{ "a2", LONG_NAME, NULL, maria } };
	struct chart c = { .id = "course",
		.title = "Mean score by day",
		.finding = "",
		.unit = "of 10",
		.decimals = 1,
		.n = DAYS,
		.at = at,
		.now = clock_now(),
		.series = s,
		.nseries = LEN(s),
		.colour = colours };

	for (int i = 0; i <= DAYS; i++)
		at[i] = (clock_now() / DAY + 1 - DAYS + i) * DAY;
	for (int i = 0; i < DAYS; i++) {
		ann[i] = 7.5 + i % 4 * 0.3;
		maria[i] = i > 9 && i < 15 ? NAN : 6.2 + i % 5 * 0.4;
		all[i] = isnan(maria[i]) ? ann[i] : (ann[i] + maria[i]) / 2;
	}
	chart_line(v, "COURSE", &c);
}

static void
dashboard(const char *name, const char *more)
{
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "quality.tpl"), *full;

	gallery_shell(v, "Quality", "/quality");
	gallery_fill(v, head);
	full = view_row(v, "FULL");
	gallery_fill(full, figures);
	gallery_fill(full, more);
	course(full);
	gallery_save(v, name);
	arena_end(mem);
}

/* ---- the list ---- */

static const struct gallery_state lists[] = {
	{ "replies", "replies.tpl", "Replies", "/quality",
	    "SENTENCE=1,284 replies scored, from 7 to under 8\nMORE=in 30 "
	    "days, "
	    "judged by the local heuristic, by " LONG_NAME "\n"
	    "BACK_URL=/quality\n" CONTROLS "CSV_URL=/quality/qa_messages.csv\n"
	    "SORT{URL=/quality/replies\nNAME=Newest\nHERE{}}"
	    "SORT{URL=/quality/replies?sort=lowest\nNAME=Lowest}" REPLIES
	    "FIRST{URL=/quality/replies}NEXT{URL=/quality/replies?skip=50}" },
	{ "replies-empty", "replies.tpl", "Replies", "/quality",
	    "SENTENCE=0 replies that could not be judged\nMORE=in 30 days, "
	    "judged by the model\nBACK_URL=/quality\n" CONTROLS
	    "CSV_URL=/quality/qa_messages.csv\nEMPTY{}" },
};

/* ---- one reply ---- */

#define ABOUT                                                               \
	"SUBJECT=Game freezes, lost my save " UNBROKEN "\nAGENT=" LONG_NAME \
	"\nISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nMAILBOX=Support\n"  \
	"NUMBER=48213\nLINK{URL=/conversations/1}"

#define ASKED                                                                \
	"MESSAGE{KIND=customer\nID=1\nWHO=Maria Lopez\n"                     \
	"ISO=2026-01-14T12:10:00Z\nWHEN=14 Jan 13:10\nTEXT{PIECE{BARE{"     \
	"TEXT=Hi, the game freezes at level 40. }}PIECE{MARK{TEXT=What can " \
	"I do?\nSAYS=answers what was asked}}}}"

#define ANSWERED                                                           \
	"MESSAGE{KIND=agent\nID=2\nWHO=" LONG_NAME "\nJUDGED{}"            \
	"ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nTEXT{PIECE{MARK{"    \
	"TEXT=Hello Maria\nSAYS=greets by name}OF{TEXT=1,3}}PIECE{BARE{TEXT=, }}"     \
	"PIECE{MARK{TEXT=you should have read\nSAYS=blames the customer\n" \
	"AGAINST{}}OF{TEXT=1}}PIECE{BARE{TEXT= the manual <b>" UNBROKEN "</b>}}}}"

#define HISTORY                                                             \
	"SCORES{HISTORY{HERE{TEXT=6.2 by the local heuristic, rubric "      \
	"version 2}COUNTS{}ISO=2026-01-14T13:11:00Z\nWHEN=14 Jan 14:11}"    \
	"HISTORY{OTHER{URL=/quality/replies/2?score=1\nTEXT=failed by the " \
	"model, rubric version 1}KEPT{TEXT=marks kept from version "        \
	"1}ISO=2026-01-14T13:10:00Z\n"                                      \
	"WHEN=14 Jan 14:10}}"

static const struct gallery_state replies[] = {
	{ "reply", "reply.tpl", "Reply", "/quality",
	    ABOUT
	    "RATING{TEXT=not good\nCOMMENT{TEXT=did not help}}" ASKED ANSWERED
	    "SCORE_BOX{TOTAL=6.2\nBY=Judged by the local heuristic, "
	    "version 1, under Support replies, version 2\n"
	    "SURE{TEXT=71\xc2\xa0% sure}"
	    "REASONING{TEXT=Greets, but blames.}"
	    "MARK{POSITION=1\nNAME=Empathy\nWEIGHT=25\xc2\xa0%\nVALUE{TEXT=4.5 of 10}"
	    "SIGNAL{SAYS=greets by name\nWORDS{TEXT=Hello Maria}"
	    "POINTS=+0.50}SIGNAL{SAYS=blames the customer\nWORDS{TEXT=you "
	    "should have read}POINTS=\xe2\x88\x92"
	    "3.00}}"
	    "MARK{POSITION=2\nNAME=" LONG_NAME "\nWEIGHT=35\xc2\xa0%\nCRITICAL{}"
	    "VALUE{TEXT=8.0 of 10}REASON{TEXT=Answers the question.}"
	    "EVIDENCE{TEXT=What can I do?}}"
	    "MARK{POSITION=3\nNAME=Tone\nWEIGHT=15\xc2\xa0%\nNONE{TEXT=does not apply}}"
	    "MARK{POSITION=4\nNAME=Resolution\nWEIGHT=25\xc2\xa0%\nNONE{TEXT=void}"
	    "REASON{TEXT=Says what comes next.}"
	    "EVIDENCE{TEXT=we will refund you\nLOST{}}}}" HISTORY },
	{ "reply-failed", "reply.tpl", "Reply", "/quality",
	    ABOUT ASKED ANSWERED
	    "SCORE_BOX{TOTAL=\xe2\x80\x93\nFAILED{}"
	    "BY=Judged by the model, version 1, under Support replies, version "
	    "1\nERROR{TEXT=the answer was cut off after "
	    "1,200 "
	    "tokens}}" HISTORY },
	{ "reply-not-judged", "reply.tpl", "Reply", "/quality",
	    ABOUT ASKED "UNJUDGED{}" },
};

void
gallery_quality(void)
{
	dashboard("quality", agents);
	dashboard("quality-agent", said);
	gallery_show(dashboards, LEN(dashboards));
	gallery_show(lists, LEN(lists));
	gallery_show(replies, LEN(replies));
}
