/* SPDX-License-Identifier: MIT */
/*
 * page/alert_settings - what is set about alerts, as a sentence.
 */
#ifndef TIDEMARK_PAGE_ALERT_SETTINGS_H
#define TIDEMARK_PAGE_ALERT_SETTINGS_H

struct req;

/* For the page of settings: whether Slack is set up. */
const char	*alert_sentence(struct req *);

#endif
