/* SPDX-License-Identifier: MIT */
/*
 * base/log - one line per event on stderr, in logfmt.
 *
 *	LOG(INFO, "import", L_INT("pages", 12), L_STR("host", host));
 *	=> ts=2026-01-15T12:00:00Z level=info prog=tidemark-backfill pid=7
 *	   event=import pages=12 host=api.helpscout.net
 *
 * Values are cut at 2000 bytes, quoted and escaped here: none can forge a line.
 * Never log: names, addresses, subjects, message text, tokens, secrets.
 */
#ifndef TIDEMARK_BASE_LOG_H
#define TIDEMARK_BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
	const char *name;
	const char *text;	/* NULL: number counts */
	long long number;
};

#define L_STR(name, value) { (name), (value) ? (value) : "-", 0 }
#define L_INT(name, value) { (name), 0, (long long)(value) }
#define L_RC(rc) { "rc", rc_text(rc), 0 }

#define LOG(level, event, ...)                                                 \
	log_event(LOG_##level, (event),                                        \
	    (const struct log_field[]){ __VA_ARGS__ __VA_OPT__(, ){ 0, 0, 0 } })

void	log_open(const char *program, enum log_level least);
/* "debug", "info", "warn", "error"; anything else is info. */
enum log_level log_level_of(const char *name);
void	log_event(enum log_level, const char *event, const struct log_field *);

#endif
