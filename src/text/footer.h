/* SPDX-License-Identifier: MIT */
/*
 * text/footer - the lines by which an app's contact form names the device.
 *
 * "App version: 2.4.1", "Device = Pixel 7", "User id=5f0c…", "Level: 12".
 * A line may hold several, with "|" or ";" between; it counts as a footer only
 * when each part of it does. The keys are the table in footer.c.
 */
#ifndef TIDEMARK_TEXT_FOOTER_H
#define TIDEMARK_TEXT_FOOTER_H

#include <stdbool.h>
#include <stddef.h>

enum footer_key {
	FOOTER_NONE,
	FOOTER_OTHER,	/* known, and of no use to us: language, memory, … */
	FOOTER_APP_VERSION,
	FOOTER_PLATFORM,
	FOOTER_OS_VERSION,
	FOOTER_DEVICE,
	FOOTER_USER_ID,
	FOOTER_LEVEL,
	FOOTER_CHAPTER,
	FOOTER_KEYS
};

struct footer_part {
	enum footer_key key;
	const char *value;
	size_t len;
};

/* Parts of the line, 0 when it is no footer; at most max of them are told. */
size_t	footer_line(const char *line, size_t len, struct footer_part *parts,
	    size_t max);

#endif
