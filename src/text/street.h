/* SPDX-License-Identifier: MIT */
/*
 * text/street - where people live or want their parcels: "12 Main Street",
 * "Hauptstr. 5", "8 rue de la Paix", "PO Box 77".
 *
 * By form alone: a number of a house beside words of which one means a street, in
 * English, German, French, Spanish and Italian; the words between begin with a
 * capital, or are one. No list of places, so a street without such a word is not
 * found.
 */
#ifndef TIDEMARK_TEXT_STREET_H
#define TIDEMARK_TEXT_STREET_H

#include <stddef.h>

/* Bytes of the address that begins at p in text, 0 none. */
size_t	street_len(const char *text, const char *p);

#endif
