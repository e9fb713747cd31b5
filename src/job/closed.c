/* SPDX-License-Identifier: MIT */
#include "job/closed.h"

enum { FIRST_S = 30, MOST_S = 900 };

int64_t
closed_s(int64_t waits)
{
	int64_t s = FIRST_S;

	while (waits-- > 0 && s < MOST_S)
		s *= 2;
	return s < MOST_S ? s : MOST_S;
}
