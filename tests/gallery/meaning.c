/* SPDX-License-Identifier: MIT */
/* What is found by meaning: search, and what reads like a conversation. */
#include "tests/gallery/gallery.h"

#define HIT(divide, text, why)                                              \
	"HIT{" divide "SEVERITY=low\nURL=/conversations/1\n"                \
	"SUBJECT{PLAIN{TEXT=" text "}}EXCERPT{PIECE{PLAIN{TEXT=I was "      \
	"charged twice, money back please}}}NUMBER=48213\n"                 \
	"FACT{TEXT=Payment}FACT{TEXT=" why "}"                              \
	"LIKE{URL=/conversations/1/similar\nTEXT=More like this}"           \
	"ISO=2026-01-14T13:10:00Z\nWHEN=14 Jan 14:10\nAGO=2 h ago}"

static const struct gallery_state states[] = {
	{ "search-meaning", "search.tpl", "Search", "/search",
	    "SENTENCE=2 conversations read alike\nQ=moneyback\n"
	    "RESULTS{SORT{URL=/search?q=moneyback\nNAME=Most relevant\nHERE{}}"
	    "CSV_URL=/api/v1/search.csv?q=moneyback\n"
	    HIT("", "Refund", "none of the words, but reads alike: 71 %")
	    HIT("", "Paid twice", "none of the words, but reads alike: 48 %")
	    "}" },
	{ "search-both", "search.tpl", "Search", "/search",
	    "SENTENCE=1 conversation\nQ=reimbursement\n"
	    "RESULTS{CSV_URL=/api/v1/search.csv?q=reimbursement\n"
	    HIT("", "Reimbursement", "reads alike: 80 %")
	    HIT("DIVIDE{TEXT=These hold none of the words, but read alike:}",
	        "Refund", "none of the words, but reads alike: 52 %") "}" },
	{ "search-words-alone", "search.tpl", "Search", "/search",
	    "SENTENCE=1 conversation\nMORE{TEXT=Found by words alone: the index "
	    "of vectors cannot be used; tidemark-reindex makes it anew.}"
	    "Q=refund\nRESULTS{CSV_URL=/api/v1/search.csv?q=refund\n"
	    HIT("", "Refund", "in 2 messages") "}" },
	{ "vectors", "vectors.tpl", "Found by meaning", "/settings",
	    "SENTENCE=12,400 conversations can be found by meaning\n"
	    "MODEL{NAME=The local model\nFACT{NAME=Vectors\nTEXT=12,400}"
	    "FACT{NAME=Index\nTEXT=12,400 vectors, made 4 min ago}}"
	    "MODEL{NAME=text-embedding-3-small\n"
	    "PROBLEM{TEXT=Today\xe2\x80\x99s cap of $2.00 is reached: 812 "
	    "conversations wait until tomorrow (UTC).}"
	    "PROBLEM{TEXT=Pinecone: the account\xe2\x80\x99s quota or credit "
	    "is used up}FACT{NAME=Vectors\nTEXT=11,588}"
	    "FACT{NAME=Cost today\nTEXT=$2.00 of $2.00 at most}"
	    "FACT{NAME=At Pinecone\nTEXT=9,000 of 11,588, in "
	    "tidemark-conversations, namespace tidemark-2}}RENEW{}" },
	{ "vectors-off", "vectors.tpl", "Found by meaning", "/settings",
	    "SENTENCE=Vectors are switched off: everything is found by its "
	    "words alone\n" },
	{ "similar", "similar.tpl", "More like this", "/conversations",
	    "SENTENCE=3 conversations read like this\nURL=/conversations/1\n"
	    "SUBJECT=Level 40 freezes\nNUMBER=48213\nSOME{"
	    "CSV_URL=/api/v1/conversations/1/similar.csv\n"
	    ">LIKE:similar-list.tpl{"
	    "ONE{URL=/conversations/3\nSUBJECT=level 40 never loads\n"
	    "REPLY{TEXT=Ines: Please update to 9.1.5; the level opens again "
	    "there.}FACT{TEXT=82 % alike}FACT{TEXT=2 h ago}"
	    "FACT{TEXT=closed after 3 h}FACT{TEXT=reply scored 8.4 of 10}}"
	    "ONE{URL=/conversations/4\nSUBJECT=stuck\nREPLY{TEXT=Not answered.}"
	    "FACT{TEXT=55 % alike}FACT{TEXT=5 h ago}FACT{TEXT=active}}}}" },
	{ "similar-none", "similar.tpl", "More like this", "/conversations",
	    "SENTENCE=Nothing reads like this\nURL=/conversations/1\n"
	    "SUBJECT=Level 40 freezes\nNUMBER=48213\nNONE{TEXT=No other "
	    "conversation is at least 70 % like it, or it is not in the index "
	    "of vectors yet: new ones come there within minutes.}" },
	{ "similar-off", "similar.tpl", "More like this", "/conversations",
	    "SENTENCE=Nothing reads like this\nURL=/conversations/1\n"
	    "SUBJECT=Level 40 freezes\nNUMBER=48213\nNONE{TEXT=It cannot be "
	    "told: vectors are switched off.}" },
};

void
gallery_meaning(void)
{
	gallery_show(states, sizeof(states) / sizeof(*states));
}
