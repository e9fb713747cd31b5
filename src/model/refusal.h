/* SPDX-License-Identifier: MIT */
/*
 * model/refusal - why what somebody sent is not taken, in a table of each kind.
 */
#ifndef TIDEMARK_MODEL_REFUSAL_H
#define TIDEMARK_MODEL_REFUSAL_H

#include "base/rc.h"

struct refusal {
	enum rc rc;
	const char *cause;	/* as it is counted */
	const char *words;	/* for who sent it */
};

#endif
