/* SPDX-License-Identifier: MIT */
/*
 * page/page - the handlers of HTML routes and the parameters they take.
 *
 * Shape:  one page, one file, one or more rows in main/routes.def. A page that
 *         is shared by everyone of a role (ROUTE_SHARED) holds nothing of the
 *         person: no name, no form token.
 * Errors: handlers answer a result; dispatch() shows the error page for it.
 */
#ifndef TIDEMARK_PAGE_PAGE_H
#define TIDEMARK_PAGE_PAGE_H

#include "http/req.h"

struct view;

/* page/shell.c: what all pages share */
struct view	*page_open(struct req *, const char *tpl, const char *title);
enum rc		 page_send(struct req *, struct view *);
/* Starts a CSV answer that a browser saves as NAME.csv. */
void		 page_csv(struct req *, const char *name);
/* A sub-view SECTION with URL and TEXT: the form of most links. */
void		 page_link_row(struct view *, const char *section,
		    const char *url, const char *text);
/* A sub-view SECTION with TEXT alone; nothing when text is NULL or "". */
void		 page_text_row(struct view *, const char *section,
		    const char *text);
/* Fills {{#LINK}}{{URL}} or, without url, {{#PLAIN}}. */
void		 page_link_or_plain(struct view *, const char *url);
/* page/error.c */
void		 page_error(struct req *, enum rc);

/* page/overview.c, trend_csv.c, overview_csv.c */
extern const struct param overview_params[], breakdown_csv_params[];
enum rc	page_overview(struct req *);
enum rc	page_trend_csv(struct req *);
enum rc	page_breakdown_csv(struct req *);
enum rc	page_moved_csv(struct req *);

/* page/conversations.c, conversation.c; the list as CSV is api/conversations.c */
extern const struct param conversation_list_params[];
enum rc	page_conversations(struct req *);
enum rc	page_conversation(struct req *);

/* page/customers.c, customers_csv with it */
extern const struct param customers_params[];
enum rc	page_customers(struct req *);
enum rc	page_customers_csv(struct req *);

/* page/insights.c, insights_csv.c */
extern const struct param insights_page_params[], insights_csv_params[],
    seen_params[];
enum rc	page_insights(struct req *);
enum rc	page_insights_csv(struct req *);
enum rc	page_insights_about_csv(struct req *);
enum rc	page_insights_seen(struct req *);

/* page/jobs.c, account.c */
enum rc	page_jobs(struct req *);
enum rc	page_jobs_csv(struct req *);
enum rc	page_account(struct req *);
enum rc	page_tokens_csv(struct req *);

/* page/sign_in.c */
extern const struct param sign_in_params[], sign_in_form_params[],
    link_params[], sign_out_params[];
enum rc	page_sign_in(struct req *);
enum rc	page_sign_in_submit(struct req *);
enum rc	page_link(struct req *);
enum rc	page_link_submit(struct req *);
enum rc	page_sign_out(struct req *);

#endif
