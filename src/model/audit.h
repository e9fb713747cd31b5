/* SPDX-License-Identifier: MIT */
/*
 * model/audit - what people changed, as it was written down (model/account.h).
 *
 * Shape:     newest first. detail is a JSON object, whose members depend on the
 *            action: what it was done to.
 * Ownership: all lives in the arena; of audit_each() until fn returns.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_AUDIT_H
#define TIDEMARK_MODEL_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct db;

struct audit_filter {
	const char *who, *action;	/* "" all */
	int64_t from, to;	/* seconds, to excluded; 0 no bound */
};

struct audit_row {
	int64_t id, at;
	const char *who, *action, *detail;
};

/* before: only rows before this one; 0: all. */
enum rc	audit_list(struct db *, struct arena *, const struct audit_filter *,
	    int64_t before, int64_t most, struct audit_row **, size_t *n);
/* All of them; fn answers false to stop. */
enum rc	audit_each(struct db *, struct arena *, const struct audit_filter *,
	    bool (*fn)(void *ctx, const struct audit_row *), void *ctx);

struct audit_choices {
	const char **who, **action;	/* by name */
	size_t n_who, n_action;
};

enum rc	audit_choices(struct db *, struct arena *, struct audit_choices *);

#endif
