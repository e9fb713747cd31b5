/* SPDX-License-Identifier: MIT */
/*
 * text/html_entity - "&eacute;", "&#233;" and "&#xe9;" as a code point.
 *
 * Source: html_entity.def, and the HTML standard's table for the numbers 128
 *         to 159, which mean Windows-1252. A number that is no character is
 *         U+FFFD. The semicolon may be missing where old programs leave it
 *         out: after numbers, amp, lt, gt, quot and nbsp.
 */
#ifndef TIDEMARK_TEXT_HTML_ENTITY_H
#define TIDEMARK_TEXT_HTML_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the entity that starts at s, which is '&'; 0 when it is none. */
size_t	html_entity(const char *s, size_t len, uint32_t *cp);

#endif
