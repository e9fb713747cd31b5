/* SPDX-License-Identifier: MIT */
#include "base/rc.h"

static const struct {
	int status;
	const char *text;
} codes[] = {
#define RC(name, status, text) { status, text },
#include "base/rc.def"
#undef RC
};

int
rc_status(enum rc rc)
{
	return codes[rc].status;
}

const char *
rc_text(enum rc rc)
{
	return codes[rc].text;
}
