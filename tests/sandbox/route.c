/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/route.h"

#include "base/parse.h"
#include "tests/sandbox/call.h"

#include <string.h>

static bool
take_number(const char **p, int64_t *out)
{
	size_t len = strspn(*p, "0123456789");
	char digits[24];

	if (len == 0 || len >= sizeof(digits))
		return false;
	memcpy(digits, *p, len);
	digits[len] = '\0';
	*p += len;
	return parse_int(digits, 0, INT64_MAX, out);
}

bool
route_fits(const char *pattern, struct call *cl)
{
	const char *p = cl->path;
	int64_t number[2] = { 0, 0 };
	int n = 0;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '*') {
			if (n == 2 || !take_number(&p, &number[n++]))
				return false;
		} else if (*p++ != *pattern) {
			return false;
		}
	}
	if (*p == '/')
		p++;
	if (*p != '\0')
		return false;
	cl->id = number[0];
	cl->sub_id = number[1];
	return true;
}
