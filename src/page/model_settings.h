/* SPDX-License-Identifier: MIT */
/*
 * page/model_settings - what the pages share on which it is set who asks a model:
 * menus, the test of the connection, the cap of a day, what came before.
 */
#ifndef TIDEMARK_PAGE_MODEL_SETTINGS_H
#define TIDEMARK_PAGE_MODEL_SETTINGS_H

#include "ask/cost.h"
#include "html/view.h"

struct model_choice {
	const char *key, *name;
};

/* A menu of SECTION, with the OPTION that is chosen. */
void		 model_put_choices(struct view *, const char *section,
		    const struct model_choice *, size_t n, const char *chosen);
/* TESTED, what became of the last test of a kind, and TEST where one may be asked
 * for: with a key. */
enum rc		 model_put_test(struct req *, struct view *, const char *kind,
		    bool has_key);
/* BACKLOG with its days, 30 when nobody asked. */
struct view	*model_put_backlog(struct req *, struct view *);
/* ESTIMATE; where there is something to ask about its START, else NULL. */
struct view	*model_put_estimate(struct req *, struct view *backlog,
		    const struct cost_backlog *, const char *said);
/* The form's daily_cap in millionths of a dollar. */
enum rc		 model_read_cap(struct req *, int64_t *micro);

#endif
