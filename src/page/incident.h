/* SPDX-License-Identifier: MIT */
/*
 * page/incident - what pages say of incidents alike.
 */
#ifndef TIDEMARK_PAGE_INCIDENT_H
#define TIDEMARK_PAGE_INCIDENT_H

#include "model/incident.h"

struct arena;

const char	*incident_url(struct arena *, int64_t id);
/* "since 09:00", "from Tue 13, 09:00 to Wed 14, 12:00" */
const char	*incident_when(struct arena *, const struct incident_row *,
		    int64_t now);
/* "muted until 14 Jan 12:00", "resolved, fixed in 2.5" */
const char	*incident_state_text(struct arena *, const struct incident_row *,
		    int64_t now);

#endif
