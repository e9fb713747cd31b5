/* SPDX-License-Identifier: MIT */
/*
 * base/rc - the short list of results that functions answer with.
 *
 * The list is rc.def; each code has one HTTP status and one sentence.
 */
#ifndef TIDEMARK_BASE_RC_H
#define TIDEMARK_BASE_RC_H

enum rc {
#define RC(name, status, text) RC_##name,
#include "base/rc.def"
#undef RC
	RC_COUNT
};

int		 rc_status(enum rc);	/* HTTP status */
const char	*rc_text(enum rc);	/* static, for logs */

#endif
