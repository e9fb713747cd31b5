/* SPDX-License-Identifier: MIT */
/* What people make of replies: reviews, the queue, calibration, disputes. */
#include "tests/gallery/gallery.h"

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#define LONG_NAME "Maria Concepci\xc3\xb3n Lopez-Fernandez de la Vega y Castro"
#define UNBROKEN \
	"supercalifragilisticexpialidocious_stack_trace_without_a_space_in_it"

#define REPLY                                                              \
	"SUBJECT=Game freezes " UNBROKEN "\nAGENT=" LONG_NAME              \
	"\nISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nMAILBOX=Support\n" \
	"NUMBER=48213\nLINK{URL=/conversations/1}"                         \
	"MESSAGE{KIND=agent\nID=2\nWHO=" LONG_NAME "\nJUDGED{}"            \
	"ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nTEXT{PIECE{BARE{"   \
	"TEXT=Hello Maria, please read the manual <b>" UNBROKEN "</b>}}}}"

#define FIELD(key, name, more)                                            \
	"FIELD{KEY=" key "\nNAME=" name "\nGUIDANCE=Sees the trouble as " \
	"the customer does.\nSCALE=10\n" more                             \
	"OPTION{VALUE=\nNAME=-\nHERE{}}OPTION{VALUE=10\nNAME=10}"         \
	"OPTION{VALUE=na\nNAME=does not apply}}"

#define FORM(more)                                                        \
	"FORM{ID=2\nBLIND=1\nTITLE=Your review\n" more                    \
	"NOTE=Kind, but sends " UNBROKEN "\n" FIELD("empathy", "Empathy", \
	    "WHY=Names the trouble\nWORDS=I can see how frustrating\n")   \
	    FIELD("accuracy", LONG_NAME, "CRITICAL{}") "}"

#define MARK(name, score, engine, differs, more)              \
	"MARK{NAME=" name "\nSCORE=" score "\nENGINE=" engine \
	"\nDIFFERENCE=" differs "\n" more "}"

#define SAID(heading, more)                                                \
	"REVIEW{HEADING=" heading "\nWHO=anna\nISO=2026-01-14T14:10:00Z\n" \
	"WHEN=14 Jan 15:10\nTOTAL=6.2\nENGINE=7.4\n"                       \
	"DIFFERENCE=\xe2\x88\x92"                                          \
	"1.2\n" more MARK("Empathy", "4", "6.5",                           \
	    "\xe2\x88\x92"                                                 \
	    "2.5",                                                         \
	    "WHY{TEXT=No word of sorry}WORDS{TEXT=" UNBROKEN "}")          \
	    MARK(LONG_NAME, "n/a", "8.0", "\xe2\x80\x93", "") "}"

#define CONTROLS                                                     \
	">CONTROLS:quality-controls.tpl{RANGE{URL=/quality/report\n" \
	"NAME=30 d\nHERE{}}DAYS=Other days\nPATH=/quality/report\n"  \
	"START=2025-12-16\nEND=2026-01-14\n}"

#define AGREES(section, name, n, exact, kappa, bias, more)                   \
	section "{NAME=" name "\nREPLIES{N=" n                               \
		"\nLINK{URL=/quality/replies}}EXACT=" exact "\nKAPPA=" kappa \
		"\nBIAS=" bias "\n" more "}"

#define TODO(section, subject, facts)                               \
	section "{URL=/quality/replies/2\nSUBJECT=" subject         \
		"\nAGENT=" LONG_NAME "\nISO=2026-01-14T13:10:00Z\n" \
		"WHEN=3 h ago\nTEXT=" UNBROKEN "\n" facts "}"

#define NEW_CYCLE                                                           \
	"BEGINS=2025-12-16\nENDS=2026-01-14\nMAILBOX{OPTION{VALUE=1\nNAME=Support}}" \
	"CATEGORY{OPTION{VALUE=crash\nNAME=Crash}}"

static const struct gallery_state states[] = {
	{ "review-blind", "reply.tpl", "Reply", "/quality",
	    REPLY ">REVIEW:review.tpl{" FORM(
		"DUTY{TEXT=May}SKIP{}HIDDEN{SEEN{}}OPEN{}SUMMARY=Go "
		"on with your draft\n") "}" },
	{ "review-done", "reply.tpl", "Reply", "/quality",
	    REPLY ">REVIEW:review.tpl{TOLD{TEXT=This review was saved already: it "
		  "counts once.}" FORM("SUMMARY=Give marks\n")
		SAID("Review", "BLIND{}"
			       "NOTE{TEXT=Kind, but late. " UNBROKEN "}")
		    SAID("Earlier review",
			"FAILED{}OTHER_RUBRIC{TEXT=under version 1 of the "
			"rubric}") "DISPUTE{STATE=open\nTEXT=It was "
				   "solved " UNBROKEN "\nWHO=bo\n"
				   "WHEN=14 Jan 16:10\nSETTLE{ID=1}}"
				   "COACHING{HEADING=Example\nTEXT=Like "
				   "this " UNBROKEN "\nWHO=anna\n"
				   "WHEN=14 Jan "
				   "17:10\nREMOVE{ID=1\nREPLY=2}}COACH_FORM{ID="
				   "2}}" },
	{ "review-own", "reply.tpl", "Reply", "/quality",
	    REPLY ">REVIEW:review.tpl{" SAID("Review",
		"") "DISPUTE{STATE=open\nTEXT=It was solved\nWHO=bo\n"
		    "WHEN=14 Jan 16:10\nWITHDRAW{ID=2}}"
		    "DISPUTE{STATE=upheld\nTEXT=It was solved\nWHO=bo\n"
		    "WHEN=14 Jan 16:10\nSETTLED{WHO=anna\nSAID{TEXT=It came "
		    "back}}}DISPUTE_FORM{ID=2}}" },
	{ "queue", "queue.tpl", "Reviews to do", "/quality",
	    "SENTENCE=2 replies for you to review\nDAYS=30\nNEXT{}"
	    "SESSION{URL=/quality/calibration/1\nNAME=June\nOWED=4 "
	    "replies}" TODO(">MINE:todo.tpl", "Paid but got nothing",
		"FACT{TEXT=May}") TODO(">MINE:todo.tpl", UNBROKEN,
		"FACT{TEXT=May}") TODO("DISPUTE", "x",
		"") TODO(">WORTH:todo.tpl", "Crash",
		"FACT{TEXT=the customer was not pleased}"
		"FACT{TEXT=the engine was not sure}") "MORE_WORTH{N=12\n>WORTH:"
						      "todo.tpl{URL=/quality/"
						      "replies/3\n"
						      "SUBJECT=Refund\nAGENT="
						      "Bo\nISO=2026-01-14T13:"
						      "10:00Z\n"
						      "WHEN=3 h ago\n}}"
						      "CYCLE{ID=1\nNAME="
						      "May " UNBROKEN
						      "\nSAYS=8 of 10 reviews\n"
						      "ABOUT=1 May to 31 May, "
						      "5 for each agent, by "
						      "chance, blind\n"
						      "ME=anna\n>COVER:"
						      "coverage."
						      "tpl{" GALLERY_COVER(
							  "/quality?agent=1",
							  LONG_NAME) "}>COVER:"
								     "coverage."
								     "tpl"
								     "{" GALLERY_COVERED("/quality?agent=2",
									 "Bo") "}}" NEW_CYCLE },
	{ "queue-empty", "queue.tpl", "Reviews to do", "/quality",
	    "SENTENCE=Nothing is assigned to you\nDAYS=30\nNO_DISPUTE{}"
	    "NONE_WORTH{}" NEW_CYCLE },
	{ "calibration", "calibration.tpl", "Calibration", "/quality",
	    "ME=anna\nSESSION{URL=/quality/calibration/1\nNAME=June " UNBROKEN
	    "\nABOUT=10 replies, 3 members\nSTATE=waits for you\nDONE=40 %\n"
	    "WHO=anna\nWHEN=14 Jan 14:10}" },
	{ "calibration-none", "calibration.tpl", "Calibration", "/quality",
	    "ME=anna\nNONE{}" },
	{ "session", "session.tpl", "Calibration", "/quality",
	    "NAME=June\nMORE=closed\nRUBRIC{URL=/quality/rubric/1\n"
	    "TEXT=under version 1 of the "
	    "rubric}MEMBER{NAME=anna}MEMBER{NAME=" LONG_NAME
	    "}REPLY{URL=/quality/replies/2\nSUBJECT=" UNBROKEN
	    "\nCELL{TEXT=8.0}CELL{TEXT=6.2}}"
	    "FULL{COLUMN{NAME=Total}COLUMN{NAME=" LONG_NAME "}" AGREES(
		"DIMENSION", "Total", "48", "40 %", "0.71 (0.58 to 0.82)",
		"+0.3", "") AGREES("DIMENSION", LONG_NAME, "12", "25 %", "",
		"0.0", "FEW{LEAST=30}") "BIAS{NAME=anna\nCELL{TEXT=+1.5}CELL{"
					"TEXT=0.0}}}" },
	{ "session-waits", "session.tpl", "Calibration", "/quality",
	    "NAME=June\nMORE=4 replies left for you\nMEMBER{NAME=anna}"
	    "REPLY{URL=/quality/replies/2\nSUBJECT=Crash\nCELL{TEXT=judged}}"
	    "CLOSE{ID=1}" },
	{ "disputes", "disputes.tpl", "Disputes", "/quality",
	    "SENTENCE=2 disputes\nSORT{URL=/quality/disputes\nNAME=All\nHERE{}}"
	    "SORT{URL=/quality/disputes?state=open\nNAME=Open}"
	    "DISPUTE{URL=/quality/replies/2\nSUBJECT=" UNBROKEN "\nSTATE=open\n"
	    "TEXT=It was solved " UNBROKEN "\nAGENT=" LONG_NAME "\n"
	    "WHEN=14 Jan 16:10}DISPUTE{URL=/quality/replies/3\nSUBJECT=Crash\n"
	    "STATE=upheld\nTEXT=No\nANSWER{TEXT=anna: It came back}AGENT=Bo\n"
	    "WHEN=13 Jan 16:10}" },
	{ "disputes-none", "disputes.tpl", "Disputes", "/quality",
	    "SENTENCE=No disputes\nNONE{}SORT{URL=/quality/disputes\nNAME=All\n"
	    "HERE{}}" },
	{ "cycle", "cycle.tpl", "A cycle of reviews", "/quality",
	    "SENTENCE=2 replies assigned in May " UNBROKEN
	    "\nABOUT=1 May to 31 May, 5 for each agent, by chance, blind\n"
	    "CHIP{URL=/quality/cycles/1\nTEXT=" LONG_NAME "}"
	    "SORT{URL=/quality/cycles/1\nNAME=All\nHERE{}}"
	    "SORT{URL=/quality/cycles/1?state=skipped\nNAME=Skipped}" TODO(
		"ASSIGNED", "Paid but got nothing",
		"REVIEWER=anna\nSTATE=to do\n") TODO("ASSIGNED", UNBROKEN,
		"REVIEWER=anna\nSTATE=skipped\nREASON{TEXT=not in "
		"English " UNBROKEN "}") },
	{ "cycle-none", "cycle.tpl", "A cycle of reviews", "/quality",
	    "SENTENCE=0 replies skipped in May\nABOUT=1 May to 31 "
	    "May\nNONE{}" },
	{ "judge-none", "judge.tpl", "Engine and people", "/quality",
	    "SENTENCE=No reply was judged by the engine and by people\n"
	    "MORE=0 replies in 30 days\n" CONTROLS "EMPTY{TEXT=Nobody has "
	    "reviewed one of these replies without sight of its score\n"
	    "URL=/quality/queue\nSTEP=Review replies}AGAIN{PASS=6\nSTEP=1\nNONE{TEXT=It has not been "
	    "tried yet. Say how many replies below; what it costs is said "
	    "before it begins.}FORM{REPLIES=20\nMOST=500\nENGINE=openai\n"
	    "RUBRIC=1\nSTART{TEXT=80 questions about 20 replies: about $0.04."
	    "}}}" },
	{ "judge-people", "judge.tpl", "Engine and people", "/quality",
	    "SENTENCE=No reply was judged by the engine and by people\n"
	    "MORE=4 replies in 30 days\n" CONTROLS "ENGINE{NONE{TEXT=Nobody "
	    "has reviewed one of these replies without sight of its score\n"
	    "MAY{}}}PEOPLE{CUT{MOST=2,000}TABLE{" AGREES("DIMENSION", "Total",
		"4", "25 %", "", "+0.1", "FEW{LEAST=30}") "}}" },
	{ "judge-engine", "judge.tpl", "Engine and people", "/quality",
	    "SENTENCE=4 replies were judged by both, too few to say how far the "
	    "engine can be trusted\nMORE=4 replies in 30 days\n" CONTROLS
	    "ENGINE{TABLE{" AGREES("DIMENSION", "Total", "4", "25 %", "", "+0.1",
		"FEW{LEAST=30}") "}}PEOPLE{NONE{MAY{}}}" },
	{ "drift", "drift.tpl", "The engine over time", "/quality",
	    "SENTENCE=The judge changed once\nMORE=the model, 90 days\n"
	    "REPORT=/quality/report\n" CONTROLS
	    "FULL{UNIT=week\nCSV=/quality/drift.csv\nCHANGES{}FEW{LEAST=30}"
	    "JUDGE{NAME=Judge 1\nWHAT=model " UNBROKEN
	    ", rubric version 1, engine version 1\nISO=2025-11-03T08:00:00Z\n"
	    "SINCE=3 Nov 09:00\nN=1,204}JUDGE{NAME=Judge 2\nWHAT=rubric "
	    "version 2\nISO=2026-01-02T08:00:00Z\nSINCE=2 Jan 09:00\nN=212}"
	    "CHANGE{NAME=1 to 2\nWHAT=rubric version 2\nN=180\nBEFORE=7.21\n"
	    "AFTER=6.80\nMOVE=\xe2\x88\x92"
	    "0.4 \xc2\xb1 0.11\nMOVED=14 %}"
	    "POINT{WHEN=week of 2025-12-29\nJUDGE=Judge 1\nN=96\nMEAN=7.2 "
	    "\xc2\xb1 0.3\nREVIEWS=34\nDIFFERS=+0.2\nKAPPA=0.58}"
	    "POINT{WHEN=week of 2026-01-05\nJUDGE=Judge 2\nN=104\nMEAN=6.8 "
	    "\xc2\xb1 0.3\nREVIEWS=0\nDIFFERS=\xe2\x80\x93\n"
	    "KAPPA=\xe2\x80\x93}}" },
	{ "drift-none", "drift.tpl", "The engine over time", "/quality",
	    "SENTENCE=No reply was judged in these days\nMORE=the local "
	    "heuristic, 30 days\nREPORT=/quality/report\n" CONTROLS
	    "EMPTY{URL=/quality/drift?range=365d}" },
	{ "judge", "judge.tpl", "Engine and people", "/quality",
	    "SENTENCE=The engine agrees with people to 0.62, where 1 is always "
	    "and 0 is chance\nMORE=212 replies in 30 days\n"
	    "OTHER{URL=/quality/report?reviews=all\nTEXT=count reviews in "
	    "sight of the score too}" CONTROLS "ENGINE{TABLE{" AGREES(
		"DIMENSION", "Total", "212", "31 %", "0.62 (0.51 to 0.71)",
		"\xe2\x88\x92"
		"0.4",
		"") AGREES("DIMENSION", LONG_NAME, "14", "21 %", "", "+1.0",
		"FEW{LEAST=30}") "}}PEOPLE{TABLE{" AGREES("DIMENSION", "Total",
		"48", "44 %", "0.78 (0.70 to 0.85)", "+0.1",
		"") "}}DRIFT{URL=/quality/drift\nTEXT"
		    "=its course over "
		    "time}AGREEMENT_CSV=/quality/agreement.csv\n"
		    "AGAIN{PASS=6\nSTEP=1\nSAYS{TEXT=50 replies drawn by "
		    "chance, asked "
		    "for by anna 14 Jan 14:10, judged by " UNBROKEN "}"
		    "TABLE{CSV=/quality/flips.csv\nCHANGE{NAME=As it "
		    "was}CHANGE{NAME="
		    "Longer}FLIP{NAME=Total\nCELL{SHARE=4 %\nOF=2 of 50, 1 to "
		    "14 %}"
		    "CELL{SHARE=12 %\nOF=6 of 50, 6 to 24 "
		    "%}}FLIP{NAME=" LONG_NAME
		    "\nCELL{SHARE=0 %\nOF=0 of 50, 0 to 7 %}CELL{SHARE="
		    "\xe2\x80\x93\nOF=nothing to compare}}}}" },
};

void
gallery_review(void)
{
	gallery_show(states, LEN(states));
}
