/* SPDX-License-Identifier: MIT */
#include "ask/rules.h"

#include "conf/conf.h"

#include <string.h>

enum rc
ask_rules(struct req *rq, struct rulebook *b)
{
	return rulebook_open(rq->db, rq->mem, rq->who.name, rq->conf->ruleset,
	    b);
}

struct changes
ask_rules_changes(struct req *rq, const struct rulebook *b)
{
	struct document *now;
	const char *why;

	if (!b->drafted || document_read(rq->mem, b->now.document,
	    strlen(b->now.document), &now, &why) != RC_OK)
		return (struct changes){ NULL, 0 };
	return document_diff(rq->mem, now, b->doc);
}
