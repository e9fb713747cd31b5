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
enum rc	api_healthz(struct req *);
enum rc	api_readyz(struct req *);
enum rc	api_metrics(struct req *);
enum rc	api_auth(struct req *);

/* api/dashboard.c */
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

/* api/preview.c */
extern const struct param preview_params[];
enum rc	api_preview(struct req *);

/* api/status.c */
enum rc	api_db_stats(struct req *);
enum rc	api_system_status(struct req *);
enum rc	api_stats(struct req *);
enum rc	api_config(struct req *);

/* api/backfill.c */
extern const struct param backfill_params[], backfill_all_params[];
enum rc	api_backfill(struct req *);
enum rc	api_backfill_all(struct req *);

/* api/jobs.c */
extern const struct param jobs_params[];
enum rc	api_jobs(struct req *);
enum rc	api_job(struct req *);

/* api/conversations.c */
extern const struct param conversations_params[], conversations_csv_params[];
enum rc	api_conversations(struct req *);
enum rc	api_conversations_csv(struct req *);
enum rc	api_conversation(struct req *);

/* api/export.c */
extern const struct param export_params[];
enum rc	api_export(struct req *);

/* api/insights.c */
extern const struct param insights_params[];
enum rc	api_insights(struct req *);

#endif
