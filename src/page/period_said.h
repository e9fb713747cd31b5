/* SPDX-License-Identifier: MIT */
/*
 * page/period_said - what a model says of the last hours, on the overview: marked as
 * the model's, each claim with the rows behind it and their number, which is ours.
 */
#ifndef TIDEMARK_PAGE_PERIOD_SAID_H
#define TIDEMARK_PAGE_PERIOD_SAID_H

#include "base/rc.h"

#include <stdint.h>

struct req;
struct view;

/* SAID of overview.tpl, unless there is nothing, or it is of long ago. */
enum rc	period_said_put(struct req *, struct view *, int64_t now);

#endif
