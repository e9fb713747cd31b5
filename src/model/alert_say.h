/* SPDX-License-Identifier: MIT */
/*
 * model/alert_say - an alert in words, for page, CSV and JSON alike. Pure.
 *
 * Ownership: texts are static or in the arena.
 */
#ifndef TIDEMARK_MODEL_ALERT_SAY_H
#define TIDEMARK_MODEL_ALERT_SAY_H

#include "model/alert.h"

/* "Incident opened", "Deletion request", "Digest" */
const char	*alert_what(struct arena *, const struct alert_line *);
/* "Crashes, mostly Android", "#1001 Cannot log in"; "" when there is none. */
const char	*alert_about(struct arena *, const struct alert_line *);
/* A path of this site, or NULL. */
const char	*alert_path(struct arena *, const struct alert_line *);
/* "sent", "waits", "here alone", "given up" */
const char	*alert_delivery(const struct alert_line *);

#endif
