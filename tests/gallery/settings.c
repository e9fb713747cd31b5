/* SPDX-License-Identifier: MIT */
/* Settings, saved views and the editor of the rules. */
#include "tests/gallery/gallery.h"

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#define FIELDS                                                 \
	">FIELDS:release-form.tpl{ACTION=/settings/releases\n" \
	"LABEL=9.1.4 out\nLABEL_MAX=80\nAT=2026-01-14T09:00\n" \
	"PLATFORM=android\nOPTION{VALUE=1\nNAME=Support}DO=Save}"

#define TABS                                                                \
	">TABS:rules-tabs.tpl{TAB{URL=/settings/rules\nNAME=Rules\nHERE{}}" \
	"TAB{URL=/settings/rules/versions\nNAME=Versions}"                  \
	"STALE{BASED=2\nNOW=3\nWHO=ben\nWHEN=14 Jan 14:10\n"                \
	"URL=/settings/rules/diff}DRAFT{CHANGES=2 changes\nNOW=3}}"

#define CHANGES                                                              \
	">CHANGES:rules-changes.tpl{SOME{CHANGE{WHAT=rule\n"                 \
	"NAME=payment.refund\nLINK{URL=/settings/rules/rule/payment.refund}" \
	"KIND=changed\nMEMBER{TEXT=words}BEFORE=refund\n"                    \
	"AFTER=refund, money back}}}"

static const struct gallery_state states[] = {
	{ "settings", "settings.tpl", "Settings", "/settings",
	    "SETTING{NAME=Detector\nURL=/detector\nTEXT=When a rise counts.}"
	    "SETTING{NAME=Help Scout\nURL=/connect\nTEXT=Connected.}" },
	{ "office", "office.tpl", "Office hours", "/settings",
	    "SENTENCE=Mon 09:00 to 17:30, times of Europe/Paris.\n"
	    "FORM{ACCOUNT_ZONE=Europe/Paris\n"
	    "DAY{NAME=Monday\nN=1\nOPENS=09:00\nCLOSES=17:30}"
	    "DAY{NAME=Sunday\nN=7}}" },
	{ "quality-settings", "quality-settings.tpl", "Scoring of replies",
	    "/settings", "MODEL=gpt-4o-mini at https://api.openai.com/v1.\n"
	    "TESTED{TEXT=It works, 14 Jan 14:10: gpt-4o-mini answered in 0.6 s, "
	    "in the form that was asked for}TEST{}"
	    "USAGE=1,284 questions, 12 of them without a score; 1,104,000 and "
	    "310,400 tokens, $0.35 of $5.00.\n"
	    "ENGINE{OPTION{VALUE=heuristic\nNAME=the heuristic alone}"
	    "OPTION{VALUE=openai\nNAME=the heuristic and the model\nHERE{}}}"
	    "SAMPLING{OPTION{VALUE=all\nNAME=all replies\nHERE{}}}"
	    "PER_AGENT=20\nCAP=5.00\nRANK_LEAST=20\nBACKLOG{DAYS=30\n"
	    "WAITING{TEXT=3 replies wait for the model now.}"
	    "BATCH{TEXT=Since 14 Jan 09:10: batch of 5000 is being answered, "
	    "1200 answered there. It costs $1.70 more at most.}"
	    "ESTIMATE{TEXT=12,400 replies of the last 30 days without a score "
	    "by the model. At once: about $3.38. By batch, within a day of its "
	    "turn: about $1.69.}START{DAYS=30}}" },
	{ "quality-settings-none", "quality-settings.tpl", "Scoring of replies",
	    "/settings", "MODEL=No model is set up: the option openai_api_key "
	    "is empty.\nUSAGE=Nothing was asked today.\nCAP=5.00\n"
	    "ENGINE{OPTION{VALUE=heuristic\nNAME=the heuristic alone\nHERE{}}}" },
	{ "learning", "learning.tpl", "Learning", "/settings",
	    "SENTENCE=Version 3 judges beside the rules, learned from 412 "
	    "corrections, since 14 Jan 14:10.\n"
	    "JOB{TEXT=1,200 of 12,400 conversations are judged anew.}"
	    "MISSING=418 corrections of categories so far.\n"
	    "SAID{TEXT=The last run, 14 Jan 15:17: Nothing new since the last "
	    "attempt.}LEDGER{ATTEMPT{ISO=2026-01-14T14:10:00Z\n"
	    "WHEN=14 Jan 14:10\nMODEL=3\nIN_USE{}AGAINST=version 2\n"
	    "EXAMPLES=412\nBEFORE=64 of 82 (78 %)\nAFTER=71 of 82 (87 %)\n"
	    "OUTCOME=Promoted: 9 gained, 2 lost.}"
	    "ATTEMPT{ISO=2026-01-12T09:17:00Z\nWHEN=12 Jan 09:17\nMODEL=none\n"
	    "AGAINST=version 2\nEXAMPLES=330\nBEFORE=52 of 66 (79 %)\n"
	    "AFTER=49 of 66 (74 %)\nOUTCOME=Not promoted: right on 49 of 66 held "
	    "back, the model in use on 52.}"
	    "ATTEMPT{ISO=2026-01-10T09:17:00Z\nWHEN=10 Jan 09:17\nMODEL=2\n"
	    "AGAINST=the rules alone\nEXAMPLES=300\nBEFORE=41 of 60 (68 %)\n"
	    "AFTER=47 of 60 (78 %)\nOUTCOME=Promoted: 7 gained, 1 lost.\n"
	    "USE{VERSION=2}}}BACK{USE{VERSION=0}}"
	    "PICKS{PICK{URL=/conversations/1#correct\n"
	    "SUBJECT=The lamp hums since noon\nWHY=counts as other; the model "
	    "says performance and is 41 % sure}}" },
	{ "learning-none", "learning.tpl", "Learning", "/settings",
	    "SENTENCE=The rules alone say what a conversation is about.\n"
	    "MISSING=23 corrections of categories so far; learning takes 150, so "
	    "127 more.\nNONE{}NO_PICKS{}" },
	{ "enrich-settings", "enrich-settings.tpl",
	    "What conversations are about", "/settings",
	    "MODEL=claude-haiku-4-5 at https://api.anthropic.com; where it is "
	    "not sure, claude-sonnet-4-5 as well.\n"
	    "TESTED{TEXT=It works, 14 Jan 14:10: claude-haiku-4-5 answered in "
	    "0.9 s, in the form that was asked for}TEST{}"
	    "USAGE=412 questions, 3 of them without an answer of use; 704,000 "
	    "tokens sent, 512,000 of them from the cache, 61,400 answered; "
	    "$0.55 of $2.00. Days are those of UTC.\n"
	    "ENGINE{OPTION{VALUE=off\nNAME=the rules alone}"
	    "OPTION{VALUE=anthropic\nNAME=the rules, and a model of Anthropic\n"
	    "HERE{}}}CAP=2.00\nSURE=50\nBACKLOG{DAYS=30\n"
	    "BATCH{TEXT=Since 14 Jan 09:10: batch of 5000 is being answered. It "
	    "costs $7.10 more at most.}"
	    "ESTIMATE{TEXT=4,100 conversations of the last 30 days that the "
	    "model was not asked about. At once: about $5.20, at $2.00 a day in "
	    "3 days. By batch, within a day of its turn: about $2.60.}"
	    "START{DAYS=30\nBY_BATCH{}}}" },
	{ "enrich-settings-none", "enrich-settings.tpl",
	    "What conversations are about", "/settings",
	    "MODEL=No model is set up: the options anthropic_api_key and "
	    "openai_api_key are empty.\nUSAGE=Nothing was asked today.\n"
	    "ENGINE{OPTION{VALUE=off\nNAME=the rules alone\nHERE{}}}"
	    "CAP=2.00\nSURE=50\n" },
	{ "usage", "usage.tpl", "What models cost", "/settings",
	    "SENTENCE=Models cost $14.20 in the last 30 days: 12,400 calls, 31 "
	    "of them in vain\nDAYS=30\nCSV_URL=/settings/usage.csv?days=30\n"
	    "SOME{SUM{PURPOSE=what conversations are about\nENGINE=anthropic\n"
	    "MODEL=claude-haiku-4-5\nCALLS{N=8,100\nLINK{URL=/settings/usage/calls}}"
	    "FAILURES{N=24\nLINK{URL=/settings/usage/calls?result=failed}}"
	    "INPUT=14,100,000\nCACHED=62 %\nOUTPUT=1,204,000\nTOOK=1.1 s\n"
	    "COST=$12.10\nEACH=$0.00149}SAVING{URL=/settings/enrichment\n"
	    "NAME=what conversations are about, claude-haiku-4-5\n"
	    "TEXT=about $12.10 in 30 days; then the rules alone say it.}"
	    "ROW{DAY=2026-01-14\nPURPOSE=what conversations are about\n"
	    "ENGINE=anthropic\nMODEL=claude-haiku-4-5\n"
	    "CALLS{N=412\nLINK{URL=/settings/usage/calls}}"
	    "FAILURES{N=0\nPLAIN{}}INPUT=704,000\nCACHED=73 %\nOUTPUT=61,400\n"
	    "TOOK=1.0 s\nCOST=$0.55}}" },
	{ "usage-none", "usage.tpl", "What models cost", "/settings",
	    "SENTENCE=No model was asked in the last 30 days\nDAYS=30\n"
	    "CSV_URL=/settings/usage.csv?days=30\nNONE{}" },
	{ "usage-calls", "usage-calls.tpl", "Calls of models", "/settings",
	    "SENTENCE=8,131 calls of models, 24 in vain, $12.10\n"
	    "CHOICE{LABEL=For\nFIELD=purpose\nOPTION{NAME=all\nHERE{}}}"
	    "CHOICE{LABEL=Result\nFIELD=result\nOPTION{NAME=all\n}"
	    "OPTION{NAME=in vain\nHERE{}}}FROM=2026-01-01\n"
	    "CSV_URL=/settings/usage/calls.csv\n"
	    "FULL{ROW{ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\n"
	    "PURPOSE=scores of replies\nENGINE=openai\nMODEL=gpt-4.1-mini\n"
	    "ABOUT{URL=/conversations/48213\nTEXT=#48213}"
	    "ABOUT{URL=/quality/replies/7\nTEXT=its reply}RESULT=answered\n"
	    "INPUT=1,704\nCACHED=1,024\nOUTPUT=210\nCOST=$0.00087\n"
	    "TOOK=1.4 s}ROW{ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\n"
	    "PURPOSE=vectors of texts\nENGINE=openai\n"
	    "MODEL=a_model_whose_name_is_long_and_has_no_space_in_it_from_end_"
	    "to_end\nNOTHING{TEXT=64 conversations}RESULT=in vain: the server "
	    "answered 429: too many tokens a minute\nINPUT=0\nCACHED=0\n"
	    "OUTPUT=0\nCOST=$0.00000\nTOOK=0.2 s}}"
	    "NEXT{URL=/settings/usage/calls?after=12}" },
	{ "usage-calls-none", "usage-calls.tpl", "Calls of models", "/settings",
	    "SENTENCE=No call of a model\nCHOICE{LABEL=For\nFIELD=purpose\n"
	    "OPTION{NAME=nothing\nHERE{}}}EMPTY{}" },
	{ "audit", "audit.tpl", "Audit", "/settings",
	    "CHOICE{LABEL=Who\nFIELD=who\nOPTION{NAME=all\nHERE{}}}"
	    "CHOICE{LABEL=What\nFIELD=action\nOPTION{NAME=all\nHERE{}}}"
	    "FROM=2026-01-01\nCSV_URL=/settings/audit.csv\n"
	    "FULL{ROW{ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nWHO=anna\n"
	    "WHAT=review\nMEMBER{KEY=reply\nVALUE=48213\n"
	    "LINK{URL=/quality/replies/48213}}MEMBER{KEY=review\nVALUE=7\n"
	    "PLAIN{}}}ROW{ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\n"
	    "WHO=token supercalifragilisticexpialidocious_reports\n"
	    "WHAT=alert settings\nMEMBER{KEY=rule\nVALUE=a_rule_whose_name_is_"
	    "long_and_has_no_space_in_it_at_all_from_end_to_end\nPLAIN{}}}}"
	    "NEXT{URL=/settings/audit?after=12}" },
	{ "audit-none", "audit.tpl", "Audit", "/settings",
	    "CHOICE{LABEL=Who\nFIELD=who\nOPTION{NAME=nobody\nHERE{}}}"
	    "EMPTY{}" },
	{ "purge", "purge.tpl", "Data", "/settings",
	    "HELD=1,284 conversations are stored, 400 of them from a demo.\n"
	    "PURGE{TITLE_TEXT=Purge demo data\nTEXT=400 conversations in "
	    "mailboxes whose server says that it makes them up (Billing, "
	    "Support), and all that was made of them.\nWHAT=demo\nWORD=demo}"
	    "PURGE{TITLE_TEXT=Purge all\nTEXT=All conversations.\nWHAT=all\n"
	    "WORD=everything}KEPT{TEXT=users, sessions and API tokens}"
	    "KEPT{TEXT=the audit}AGAIN=Help Scout stays connected.\n" },
	{ "purge-none", "purge.tpl", "Data", "/settings",
	    "HELD=No conversation is stored.\n"
	    "NO_DEMO{TEXT=There is no demo data.}KEPT{TEXT=the audit}"
	    "AGAIN=Nothing is imported now.\n" },
	{ "releases", "releases.tpl", "Releases", "/settings",
	    "FORM{" FIELDS "}RELEASES{RELEASE{LABEL=9.1.4 out\n"
	    "AT=14 Jan 09:00\nPLATFORM=Android\nMAILBOX=all\nWHO=anna\n"
	    "EDIT{URL=/settings/releases/1}}}" },
	{ "releases-none", "releases.tpl", "Releases", "/settings",
	    "FORM{" FIELDS "}NONE{}" },
	{ "release", "release.tpl", "9.1.4 out", "/settings",
	    "NAME=9.1.4 out\nFORM{" FIELDS "}"
	    "REMOVE{ACTION=/settings/releases/1/remove}" },
	{ "views", "views.tpl", "Views", "/",
	    "BOX{TITLE=Shared\nVIEW{URL=/conversations?severity=critical\n"
	    "NAME=Critical ones\nTEXT=by anna\nCHANGE{URL=/views/1}}}"
	    "BOX{TITLE=Yours\nNONE{TEXT=None yet.}}" },
	{ "view", "view.tpl", "A view", "/",
	    "HEADING=Change a view\nPATH=/conversations?severity=critical\n"
	    "ACTION=/views/1\nNEW{}NAME=Critical ones\nNAME_MAX=80\n"
	    "SHARE{ON{}}REMOVE{ACTION=/views/1/remove}" },
	{ "rules", "rules.tpl", "Rules", "/settings",
	    "SENTENCE=214 rules, version 3\nMORE=By anna.\n" TABS
	    "PROGRESS{HEADING=Judged anew\nTEXT=412 of 1,300\nSHARE=32 %\nW=32}"
	    "CATEGORY{URL=/settings/rules/category/crash\nNAME=Crash\n"
	    "RULES_URL=#g\nRULES=12\nLIST_URL=/conversations\nCOUNT=311\n"
	    "SEVERITY=high\nINTENT=crash report\nBEFORE=bug}"
	    "FOUND=214 rules\nEDIT{}GROUP{ID=g\nOPEN{}NAME=Crash\nCOUNT=12\n"
	    "RULE{URL=/settings/rules/rule/crash.start\nID=crash.start\n"
	    "MARK{TEXT=draft}FINDS=crashes, closes by itself\n"
	    "EFFECT=+6 crash}}" },
	{ "rules-category", "rules-category.tpl", "Crash", "/settings",
	    "TITLE_TEXT=Crash\n" TABS
	    "FAULT{TEXT=Two categories have that name.}"
	    "NAMED{NAME=crash\nOPTION{VALUE=1\nNAME=first}"
	    "OUTRANKS{FIELD=over_bug\nNAME=Bug\nON{}}}"
	    "MENU{NAME=Severity at least\nFIELD=least\nHELP=Never below it.\n"
	    "OPTION{VALUE=high\nNAME=high}}AGGRAVATED{}"
	    "EDIT{OLD{TEXT=12 rules name it}}" },
	{ "rules-diff", "rules-diff.tpl", "Changes", "/settings",
	    "SENTENCE=2 changes from version 2 to 3\n" TABS CHANGES },
	{ "rules-draft", "rules-draft.tpl", "Draft", "/settings",
	    "SENTENCE=2 changes\n" TABS
	    "TEXT=It crashes\nVERDICTS{VERDICT{NAME=In force\nCATEGORY=Crash\n"
	    "APPLIES=Crash, Bug\nINTENT=crash report\nSEVERITY=high\nSCORE=12\n"
	    "REASON{RULE=crash.start\nQUOTE{TEXT=crashes}EFFECT=+6 crash}}}"
	    "HAVE{" CHANGES "TRIALS{TRIAL{URL=/settings/rules/trial/1\n"
	    "TEXT=12 of 1,000 change\nWHEN=14 Jan 14:10}}"
	    "BAD_WHY{TEXT=Say why.}OVER_IT{NOW=3\nWHO=ben}}"
	    "EDIT{BUILTIN{NAME=app-and-game}}" },
	{ "rules-rule", "rules-rule.tpl", "payment.refund", "/settings",
	    "TITLE_TEXT=payment.refund\n" TABS "ID=payment.refund\n"
	    "BAD_ID{TEXT=Another rule has that id.}"
	    "AREA{NAME=Words\nFIELD=words\nROWS=4\nVALUE=refund\n"
	    "HELP=One a line}OPTION{VALUE=1\nNAME=do not count}THRESHOLD=5\n"
	    "POINTS{NAME=Payment\nFIELD=p_payment\nVALUE=6}INTENTS{NAME="
	    "Refund\n"
	    "FIELD=i_refund\nVALUE=4}ALSO{FIELD=a_bug\nNAME=Bug}SEVERITY=4\n"
	    "MEDIUM=6\nHIGH=12\nCRITICAL=20\nEDIT{OLD{}}" },
	{ "rules-trial", "rules-trial.tpl", "A trial", "/settings",
	    "SENTENCE=12 of 1,000 change\n" TABS
	    "RUNS{W=41\nTEXT=410 of 1,000\nURL=/settings/rules/trial/1}"
	    "OVER{TEXT=crash.start}DIMENSION{KEY=category\nNAME=Category\n"
	    "CHANGED=12 change\nALL{URL=#list\nTEXT=12}TABLE{CELL{FROM=Other\n"
	    "TO=Payment\nURL=#list\nN=12}}}"
	    "LIST{NAME=Other to Payment\nURL=/settings/rules/trial/1\n"
	    "ROW{URL=/conversations/1\nSUBJECT=Charged twice\nNUMBER=48213\n"
	    "SAID=Charged twice\nBEFORE=Other, low\nAFTER=Payment, medium}}" },
	{ "rules-versions", "rules-versions.tpl", "Versions", "/settings",
	    TABS
	    "VERSION{N=3\nACTIVE{}NAME=app-and-game\nWHY=refunds\nWHO=ben\n"
	    "ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nB{}URL=/export}"
	    "BACK{OLD{N=2}}NEXT{URL=/settings/rules/versions?before=2}" },
	{ "rules-words", "rules-words.tpl", "Words", "/settings",
	    TABS
	    "NAME=app-and-game\nNUMBER{NAME=Applies from\nFIELD=t\nVALUE=5}"
	    "EDIT{}PART{ID=w1\nKIND=urgent\nNAME=Urgent words\nVALUE=now\n"
	    "ROWS=3\nHELP=One a line\nBAD{TEXT=A line is too long.}EDIT{}}" },
};

void
gallery_settings(void)
{
	gallery_show(states, LEN(states));
}
