/* SPDX-License-Identifier: MIT */
/*
 * upstream/hs_parse - Help Scout's JSON as structs.
 *
 * Tolerant where its answers differ by age, version and endpoint: unknown
 * members are ignored, missing and null are the same, lists may be missing,
 * empty or (where PHP made them) objects. An item without an id is left out.
 * Ownership: everything lives in the arena of the JSON.
 * Errors:    none; what is not there is "" or 0.
 */
#ifndef TIDEMARK_UPSTREAM_HS_PARSE_H
#define TIDEMARK_UPSTREAM_HS_PARSE_H

#include "upstream/helpscout.h"

struct json_object;

/* The items of _embedded.<name>; NULL for none. */
struct json_object *hs_parse_list(struct json_object *page, const char *name);
/* Address of the next page, or NULL. */
const char	*hs_parse_next(struct arena *, struct json_object *page);
/* number, pages, total and size; the rest of *out is left alone. */
void		 hs_parse_page(struct json_object *page, struct hs_page *out);

bool		 hs_parse_conversation(struct arena *, struct json_object *,
		    struct hs_conversation *);
bool		 hs_parse_user(struct arena *, struct json_object *,
		    struct hs_user *);
/* A customer as /customers/ID has it, with the first of its addresses. */
bool		 hs_parse_customer(struct arena *, struct json_object *,
		    struct hs_person *);
bool		 hs_parse_webhook(struct arena *, struct json_object *,
		    struct hs_webhook *);
bool		 hs_parse_mailbox(struct arena *, struct json_object *,
		    struct hs_mailbox *);
/* Appends to the threads that are there; leaves out doubles by id. */
void		 hs_parse_threads(struct arena *, struct json_object *list,
		    struct hs_conversation *);

#endif
