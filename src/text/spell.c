/* SPDX-License-Identifier: MIT */
#include "text/spell.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Characters of s, -1 when there are too many. */
static int
letters(const char *s, uint32_t to[static SPELL_MOST])
{
	size_t len = strlen(s), at = 0;
	int n = 0;

	while (at < len) {
		size_t step;

		if (n == SPELL_MOST)
			return -1;
		step = utf8_get(s + at, len - at, &to[n]);
		if (step == 0)
			return -1;
		at += step;
		n++;
	}
	return n;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

int
spell_slips(const char *a, const char *b)
{
	int d[SPELL_MOST + 1][SPELL_MOST + 1];
	uint32_t x[SPELL_MOST], y[SPELL_MOST];
	int n = letters(a, x), m = letters(b, y);

	if (n < 0 || m < 0)
		return SPELL_MOST + 1;
	for (int i = 0; i <= n; i++)
		d[i][0] = i;
	for (int j = 0; j <= m; j++)
		d[0][j] = j;
	for (int i = 1; i <= n; i++)
		for (int j = 1; j <= m; j++) {
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
			    d[i - 1][j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

int
spell_allowed(const char *word)
{
	size_t n = utf8_count(word, strlen(word));

	return n < 4 || n > SPELL_MOST ? 0 : n < 7 ? 1 : 2;
}
