/* SPDX-License-Identifier: MIT */
/*
 * model/rulebook - the rules as one person sees them: their draft when they have
 * one, else the version in force.
 *
 * Shape:     rulebook_open() reads; an edit works on doc and rulebook_keep()
 *            stores the outcome as the draft. A draft is always one that could be
 *            put in force: a document that is wrong is refused.
 * None yet:  before anything was analysed no version is stored: version 0, and
 *            the built-in rules that the option names.
 * Ownership: everything lives in the arena.
 */
#ifndef TIDEMARK_MODEL_RULEBOOK_H
#define TIDEMARK_MODEL_RULEBOOK_H

#include "analysis/document.h"
#include "analysis/ruleset.h"
#include "model/rules.h"

struct rulebook {
	struct rules_version now;	/* in force */
	bool drafted;			/* the person has a draft */
	bool stale;			/* and another version came since */
	struct rules_draft draft;
	const char *json;		/* the draft's, or the one in force */
	struct document *doc;		/* of json */
};

enum rc	rulebook_open(struct db *, struct arena *, const char *who,
	    const char *dflt, struct rulebook *);
/* RC_BAD_INPUT with *fault when the document is wrong; then nothing is kept. */
enum rc	rulebook_keep(struct db *, struct arena *, const char *who,
	    struct rulebook *, const char *json, struct ruleset_fault *);
/* A document by the name of a built-in one or by the number of a version. */
enum rc	rulebook_named(struct db *, struct arena *, const char *name,
	    const char **json);

#endif
