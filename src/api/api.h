/* SPDX-License-Identifier: MIT */
/*
 * api/api - the handlers of JSON routes and the parameters they take.
 *
 * Source:    docs/openapi.json; the paths under /admin keep the parameters,
 *            clamps, keys and types of the systems that Tidemark replaces.
 * Errors:    {"detail": ...}; see http/route.h.
 */
#ifndef TIDEMARK_API_API_H
#define TIDEMARK_API_API_H

#include "http/req.h"

/* api/health.c */
enum rc	api_health(struct req *);
enum rc	api_healthz(struct req *);
enum rc	api_readyz(struct req *);
enum rc	api_metrics(struct req *);
enum rc	api_auth(struct req *);

/* api/dashboard.c */
extern const struct param api_learning_params[];
extern const struct param dashboard_params[];
enum rc	api_dashboard(struct req *);

/* api/trend.c */
extern const struct param volume_params[], aggregates_params[],
	topic_stats_params[];
enum rc	api_volume(struct req *);
enum rc	api_aggregates(struct req *);
enum rc	api_topic_stats(struct req *);

/* api/tickets.c */
extern const struct param tickets_params[], cluster_params[], poll_params[];
enum rc	api_tickets(struct req *);
enum rc	api_cluster(struct req *);
enum rc	api_poll(struct req *);

/* api/vectors.c */
extern const struct param reindex_recent_params[], reindex_vectors_params[],
	vector_search_params[];
enum rc	api_reindex_recent(struct req *);
enum rc	api_reindex_vectors(struct req *);
enum rc	api_vector_search(struct req *);

/* api/note.c */
extern const struct param reply_note_params[], hs_tags_params[];
enum rc	api_reply_note(struct req *);
enum rc	api_hs_tags(struct req *);

/* api/quality.c */
extern const struct param rollups_params[];
enum rc	api_rollups(struct req *);

/* api/usage.c */
extern const struct param calls_json_params[];
enum rc	api_usage_calls(struct req *);
/* api/audit.c */
extern const struct param audit_json_params[];
enum rc	api_audit(struct req *);
/* api/judge.c */
extern const struct param judge_json_params[], drift_json_params[],
	retest_json_params[];
enum rc	api_judge(struct req *);
enum rc	api_retest(struct req *);
enum rc	api_drift(struct req *);

/* api/rubric.c */
extern const struct param rubrics_params[], api_rubric_params[],
	rubric_put_params[], rescore_params[], activate_params[];
enum rc	api_rubrics(struct req *);
enum rc	api_rubric(struct req *);
enum rc	api_rubric_put(struct req *);
enum rc	api_rescore(struct req *);
enum rc	api_rubric_activate(struct req *);

/* api/preview.c */
extern const struct param preview_params[];
enum rc	api_preview(struct req *);

/* api/status.c */
enum rc	api_db_stats(struct req *);
enum rc	api_system_status(struct req *);
enum rc	api_config(struct req *);

/* api/backfill.c */
extern const struct param backfill_params[], backfill_all_params[];
enum rc	api_backfill(struct req *);
enum rc	api_backfill_all(struct req *);

/* api/detector.c */
extern const struct param detector_rule_params[], detector_rehearse_params[];
enum rc	api_detector(struct req *);
enum rc	api_learning(struct req *);
enum rc	api_detector_rule(struct req *);
enum rc	api_rehearsal(struct req *);
enum rc	api_rehearsal_add(struct req *);

/* api/groups.c; the parameters of the edits are in ask/group.h */
extern const struct param api_groups_params[], api_group_params[];
enum rc	api_groups(struct req *);
enum rc	api_group(struct req *);
enum rc	api_group_merge(struct req *);
enum rc	api_group_split(struct req *);
enum rc	api_group_rename(struct req *);
enum rc	api_group_undo(struct req *);
enum rc	api_group_move(struct req *);

/* api/events.c */
enum rc	api_events(struct req *);
/* api/incidents.c; the parameters of the acts are in ask/incident.h */
extern const struct param old_incidents_params[], incidents_params[];
enum rc	api_old_incidents(struct req *);
enum rc	api_stats(struct req *);
enum rc	api_incidents(struct req *);
enum rc	api_incident(struct req *);
enum rc	api_incident_deed(struct req *);

/* api/jobs.c */
extern const struct param jobs_params[];
enum rc	api_jobs(struct req *);
enum rc	api_job_cancel(struct req *);
enum rc	api_job_again(struct req *);
enum rc	api_job_import(struct req *);
enum rc	api_job(struct req *);

/* api/oauth.c */
enum rc	api_oauth_install(struct req *);
enum rc	api_oauth_status(struct req *);
enum rc	api_disconnect(struct req *);

/* api/releases.c, views.c */
extern const struct param releases_params[], release_add_params[];
enum rc	api_releases(struct req *);
enum rc	api_release_add(struct req *);
enum rc	api_release_remove(struct req *);
enum rc	api_views(struct req *);

/* api/conversations.c */
extern const struct param conversations_params[], conversations_csv_params[];
enum rc	api_conversations(struct req *);
enum rc	api_conversations_csv(struct req *);
enum rc	api_conversation(struct req *);

/* api/search.c */
extern const struct param search_params[], search_csv_params[];
extern const struct param similar_params[];
enum rc	api_similar(struct req *);
enum rc	api_similar_csv(struct req *);
enum rc	api_search(struct req *);
enum rc	api_search_csv(struct req *);

/* api/rules.c */
extern const struct param rules_list_params[], rules_compare_params[],
    rules_document_params[], rules_text_params[], rules_trial_add_params[],
    rules_put_params[];
enum rc	api_rules(struct req *);
enum rc	api_rules_versions(struct req *);
enum rc	api_rules_version(struct req *);
enum rc	api_rules_diff(struct req *);
enum rc	api_rules_draft(struct req *);
enum rc	api_rules_draft_put(struct req *);
enum rc	api_rules_draft_drop(struct req *);
enum rc	api_rules_preview(struct req *);
enum rc	api_rules_trial(struct req *);
enum rc	api_rules_trial_add(struct req *);
enum rc	api_rules_put(struct req *);
/* api/corrections.c */
struct correction_result;
extern const struct param corrections_params[], corrections_csv_params[],
	correct_params[], undo_batch_params[];
enum rc	api_corrections(struct req *);
enum rc	api_corrections_csv(struct req *);
enum rc	api_correct(struct req *);
enum rc	api_correction_undo(struct req *);
enum rc	api_batch_undo(struct req *);
/* The answer to a correction that ask_correct() refused. */
enum rc	api_correction_error(struct req *, enum rc,
	    const struct correction_result *);

/* api/enrich.c */
extern const struct param enrich_newest_params[], enrich_forget_params[];
enum rc	api_enrich_newest(struct req *);
enum rc	api_enrich_forget(struct req *);
/* api/feedback.c */
extern const struct param mark_seen_params[], unmark_params[],
	feedback_params[];
enum rc	api_mark_seen(struct req *);
enum rc	api_unmark(struct req *);
enum rc	api_dismissed(struct req *);
enum rc	api_feedback(struct req *);
enum rc	api_feedback_summary(struct req *);
enum rc	api_learning_stats(struct req *);
/* api/webhook.c */
extern const struct param test_webhook_params[];
enum rc	api_webhook(struct req *);
enum rc	api_webhook_queued(struct req *);
enum rc	api_test_webhook(struct req *);
/* api/export.c */
extern const struct param export_params[];
enum rc	api_export(struct req *);

/* api/slack.c, alerts.c */
extern const struct param alerts_params[];
enum rc	api_slack_interact(struct req *);
enum rc	api_test_slack(struct req *);
enum rc	api_alerts(struct req *);

/* api/insights.c */
extern const struct param insights_params[];
enum rc	api_insights(struct req *);

#endif
