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

struct arena;
struct view;

/* page/shell.c: what all pages share */
struct view	*page_open(struct req *, const char *tpl, const char *title);
/* The same with its own time between looks for newer data; 0: none. */
struct view	*page_open_live(struct req *, const char *tpl,
		    const char *title, int seconds);
/* The page of the main navigation that the asked one belongs to, or else
 * their first one; the name as within a sentence. */
struct page_place {
	const char *url, *name;
};
struct page_place page_place(const struct req *);
/* Where who asks begins: the first page of the navigation that they may open. */
struct page_place page_home(const struct req *);
/* The path that was asked for, with its query. */
const char	*page_address(const struct req *);
enum rc		 page_send(struct req *, struct view *);
/* A sub-view SECTION with URL and TEXT: the form of most links. */
void		 page_link_row(struct view *, const char *section,
		    const char *url, const char *text);
/* A sub-view SECTION with TEXT alone; nothing when text is NULL or "". */
void		 page_text_row(struct view *, const char *section,
		    const char *text);
/* One of a menu: {{#OPTION}} with VALUE and NAME, and HERE when it is chosen. */
void		 page_option(struct view *menu, const char *value,
		    const char *name, bool chosen);
/* A filter of a list: {{#CHOICE}} with FIELD, LABEL and options: all, then the values;
 * what is chosen is one of them even if no value is like that. */
struct page_choice {
	const char *field, *label, *chosen;
	const char *const *value;
	size_t n;
	/* a value as people say it; NULL: as it is */
	const char *(*say)(struct arena *, const char *field, const char *value);
};
void		 page_choice_put(struct view *, struct page_choice);
/* Around a part of a list: {{#FIRST}} and {{#NEXT}} with URL; NULL: there is none. */
void		 page_turns(struct view *, const char *first, const char *next);
/* Fills {{#LINK}}{{URL}} or, without url, {{#PLAIN}}. */
void		 page_link_or_plain(struct view *, const char *url);
/* A sub-view SECTION with a number N that opens what it counts, {{#LINK}}; nothing is
 * opened by 0, {{#PLAIN}}. */
void		 page_number(struct view *row, const char *section, int64_t n,
		    const char *url);
/* The address when it is a path of this site, else "/": "//host" leaves it. */
const char	*page_own_path(const char *address);
/* After a form: to the page of what it was about, whose address is prefix and id;
 * or what went wrong. */
enum rc		 page_go_to(struct req *, enum rc, const char *prefix,
		    int64_t id);
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

/* page/correct.c, corrections.c */
extern const struct param correct_form_params[], undo_form_params[],
    correction_list_params[];
enum rc	page_correct(struct req *);
enum rc	page_correct_undo(struct req *);
enum rc	page_corrections(struct req *);

/* page/incidents.c, incident.c, incident_act.c, whose parameters are in
 * ask/incident.h */
extern const struct param incident_list_params[];
enum rc	page_incidents(struct req *);
enum rc	page_incidents_csv(struct req *);
enum rc	page_incident(struct req *);
enum rc	page_incident_csv(struct req *);
enum rc	page_incident_deed(struct req *);

/* page/customers.c, customers_csv with it */
extern const struct param customers_params[];
enum rc	page_customers(struct req *);
enum rc	page_customers_csv(struct req *);

/* page/search.c; as JSON and CSV it is api/search.c */
extern const struct param search_page_params[];
enum rc	page_search(struct req *);
/* page/groups.c, group.c, course.c, group_edit.c, whose parameters are in
 * ask/group.h */
extern const struct param groups_params[], group_params[], group_csv_params[];
enum rc	page_groups(struct req *);
enum rc	page_groups_csv(struct req *);
enum rc	page_group(struct req *);
enum rc	page_group_csv(struct req *);
enum rc	page_group_merge(struct req *);
enum rc	page_group_split(struct req *);
enum rc	page_group_rename(struct req *);
enum rc	page_group_undo(struct req *);
enum rc	page_move(struct req *);
enum rc	page_move_submit(struct req *);

/* page/jobs.c, account.c */
enum rc	page_jobs(struct req *);
extern const struct param zone_form_params[];
enum rc	page_account(struct req *);
enum rc	page_account_zone(struct req *);

/* page/settings.c, releases.c, office.c */
extern const struct param release_form_params[], csrf_form_params[],
    office_form_params[];
enum rc	page_settings(struct req *);
enum rc	page_releases(struct req *);
enum rc	page_release(struct req *);
enum rc	page_release_add(struct req *);
enum rc	page_release_change(struct req *);
enum rc	page_release_remove(struct req *);
enum rc	page_office(struct req *);
enum rc	page_office_submit(struct req *);

/* page/connect.c */
extern const struct param callback_params[];
enum rc	page_connect(struct req *);
enum rc	page_disconnect(struct req *);
enum rc	page_oauth_start(struct req *);
enum rc	page_oauth_callback(struct req *);

/* page/detector.c */
extern const struct param detector_page_params[], detector_rule_form_params[],
    detector_rehearse_form_params[];
enum rc	page_detector(struct req *);
enum rc	page_detector_csv(struct req *);
enum rc	page_detector_rule(struct req *);
enum rc	page_detector_rehearse(struct req *);

/* page/views.c */
extern const struct param view_new_params[], view_add_params[],
    view_change_params[];
enum rc	page_views(struct req *);
enum rc	page_view_new(struct req *);
enum rc	page_view(struct req *);
enum rc	page_view_add(struct req *);
enum rc	page_view_change(struct req *);
enum rc	page_view_remove(struct req *);

/* page/rules.c, rules_rule.c, rules_category.c, rules_words.c, rules_draft.c,
 * rules_trial.c, rules_versions.c */
extern const struct param rules_params[], rules_rule_params[],
    rules_rule_form_params[], rules_category_form_params[],
    rules_words_params[], rules_test_params[], rules_start_params[],
    rules_import_params[], rules_try_params[], rules_save_params[],
    rules_trial_params[], rules_versions_params[], rules_diff_params[],
    rules_export_params[];
enum rc	page_rules(struct req *);
enum rc	page_rule_new(struct req *);
enum rc	page_rule(struct req *);
enum rc	page_rule_submit(struct req *);
enum rc	page_category_new(struct req *);
enum rc	page_category(struct req *);
enum rc	page_category_submit(struct req *);
enum rc	page_rules_words(struct req *);
enum rc	page_rules_words_submit(struct req *);
enum rc	page_rules_draft(struct req *);
enum rc	page_rules_test(struct req *);
enum rc	page_rules_start(struct req *);
enum rc	page_rules_import(struct req *);
enum rc	page_rules_discard(struct req *);
enum rc	page_rules_try(struct req *);
enum rc	page_rules_save(struct req *);
enum rc	page_rules_trial(struct req *);
enum rc	page_rules_versions(struct req *);
enum rc	page_rules_diff(struct req *);
enum rc	page_rules_export(struct req *);
/* page/insights.c, insights_csv.c */
extern const struct param insights_page_params[], insights_csv_params[],
    seen_params[];
enum rc	page_insights(struct req *);
enum rc	page_insights_csv(struct req *);
enum rc	page_insights_about_csv(struct req *);
enum rc	page_insights_seen(struct req *);

/* page/jobs.c, jobs_csv with it; job_import_params is of ask/job.h */
extern const struct param jobs_page_params[], job_form_params[],
    job_import_form_params[];
enum rc	page_jobs_csv(struct req *);
enum rc	page_job_cancel(struct req *);
enum rc	page_job_again(struct req *);
enum rc	page_job_import(struct req *);
enum rc	page_account(struct req *);
enum rc	page_tokens_csv(struct req *);

/* page/alerts.c, alert_settings.c */
extern const struct param alerts_page_params[], alert_settings_params[],
    alert_rule_params[], alert_rule_gone_params[], alert_kinds_params[],
    alert_digest_params[], alert_quiet_params[];
enum rc	page_alerts(struct req *);
enum rc	page_alerts_csv(struct req *);
enum rc	page_alert_settings(struct req *);
enum rc	page_alert_rule(struct req *);
enum rc	page_alert_rule_gone(struct req *);
enum rc	page_alert_kinds(struct req *);
enum rc	page_alert_digest(struct req *);
enum rc	page_alert_quiet(struct req *);
enum rc	page_alert_test(struct req *);

/* page/quality.c, quality_csv.c, replies.c, reply.c */
extern const struct param quality_params[], replies_params[], reply_params[];
enum rc	page_quality(struct req *);
enum rc	page_qa_rollups_csv(struct req *);
enum rc	page_qa_overall_csv(struct req *);
enum rc	page_qa_trend_csv(struct req *);
enum rc	page_qa_by_agent_csv(struct req *);
enum rc	page_replies(struct req *);
enum rc	page_replies_csv(struct req *);
enum rc	page_reply(struct req *);
/* page/review.c, whose parameters are in ask/review.h */
enum rc	page_review_submit(struct req *);
enum rc	page_coaching_submit(struct req *);
enum rc	page_coaching_agent(struct req *);
enum rc	page_coaching_remove(struct req *);
enum rc	page_dispute_submit(struct req *);
enum rc	page_dispute_withdraw(struct req *);
enum rc	page_dispute_settle(struct req *);

/* page/rubric.c, rubric_edit.c, rubric_version.c */
extern const struct param rubric_params[], rubric_diff_params[],
    rubric_new_params[], rubric_form_params[], rubric_version_params[],
    rescore_form_params[], activate_form_params[];
enum rc	page_rubric(struct req *);
enum rc	page_rubric_diff(struct req *);
enum rc	page_rubric_new(struct req *);
enum rc	page_rubric_submit(struct req *);
enum rc	page_rubric_version(struct req *);
enum rc	page_rescore(struct req *);
enum rc	page_rubric_activate(struct req *);
/* page/quality_settings.c */
extern const struct param quality_settings_params[],
    quality_settings_form_params[], quality_backlog_params[];
enum rc	page_quality_settings(struct req *);
enum rc	page_quality_settings_submit(struct req *);
enum rc	page_quality_test(struct req *);
enum rc	page_quality_backlog(struct req *);
/* page/enrich_settings.c */
extern const struct param enrich_settings_params[],
    enrich_settings_form_params[], enrich_backlog_params[];
enum rc	page_enrich_settings(struct req *);
enum rc	page_enrich_settings_submit(struct req *);
enum rc	page_enrich_test(struct req *);
enum rc	page_enrich_backlog(struct req *);
/* page/vectors.c */
enum rc	page_vectors(struct req *);
enum rc	page_vectors_renew(struct req *);
/* page/similar.c */
extern const struct param similar_page_params[];
enum rc	page_similar(struct req *);
/* page/usage.c, usage_calls.c */
extern const struct param usage_params[], calls_params[], calls_csv_params[];
enum rc	page_usage(struct req *);
enum rc	page_usage_csv(struct req *);
enum rc	page_usage_calls(struct req *);
enum rc	page_usage_calls_csv(struct req *);
/* page/learning.c */
extern const struct param learning_params[];
extern const struct param learning_form_params[];
enum rc	page_learning(struct req *);
enum rc	page_learning_csv(struct req *);
enum rc	page_learning_use(struct req *);
/* page/purge.c */
extern const struct param purge_form_params[];
enum rc	page_purge(struct req *);
enum rc	page_purge_submit(struct req *);
/* page/audit.c */
extern const struct param audit_params[], audit_csv_params[];
enum rc	page_audit(struct req *);
enum rc	page_audit_csv(struct req *);
/* page/queue.c, cycle.c, calibration.c, whose forms are in ask/queue.h; disputes.c,
 * judge.c */
extern const struct param disputes_params[], judge_params[], cycle_params[],
    judge_csv_params[], retest_form_params[];
enum rc	page_queue(struct req *);
enum rc	page_queue_next(struct req *);
enum rc	page_cycle_add(struct req *);
enum rc	page_cycle_fill(struct req *);
enum rc	page_cycle_close(struct req *);
enum rc	page_cycle(struct req *);
enum rc	page_assignment_skip(struct req *);
enum rc	page_calibration(struct req *);
enum rc	page_session(struct req *);
enum rc	page_session_add(struct req *);
enum rc	page_session_close(struct req *);
enum rc	page_disputes(struct req *);
enum rc	page_judge(struct req *);
enum rc	page_retest(struct req *);
enum rc	page_agreement_csv(struct req *);
enum rc	page_flips_csv(struct req *);
/* page/drift.c */
extern const struct param drift_params[];
enum rc	page_drift(struct req *);
enum rc	page_drift_csv(struct req *);

/* page/sign_in.c */
extern const struct param sign_in_params[], sign_in_form_params[],
    link_params[], sign_out_params[];
enum rc	page_sign_in(struct req *);
enum rc	page_sign_in_submit(struct req *);
enum rc	page_link(struct req *);
enum rc	page_link_submit(struct req *);
enum rc	page_sign_out(struct req *);

#endif
