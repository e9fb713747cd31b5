/* SPDX-License-Identifier: MIT */
/*
 * page/office - office hours in words.
 */
#ifndef TIDEMARK_PAGE_OFFICE_H
#define TIDEMARK_PAGE_OFFICE_H

#include "model/office.h"

struct req;

/* "Mon to Fri 09:00-17:30, Sat 10:00-14:00, times of Europe/Paris." */
const char	*office_sentence(struct req *,
		    const struct office_day day[static WEEKDAYS]);

#endif
