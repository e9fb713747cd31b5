/* SPDX-License-Identifier: MIT */
#include "page/finding.h"

#include <math.h>

/* Standard deviations above the usual, for a count whose variance is larger
 * than its mean: support mail comes in waves. */
static double
surprise(double seen, double usual)
{
	return (seen - usual) / sqrt(1 + usual + usual * usual / 25);
}

static bool
is_news(double seen, double usual)
{
	return seen >= FINDING_LEAST && seen >= 2 * usual &&
	    surprise(seen, usual) >= 4;
}

/* The best run that starts at a bucket; *best is what it has to beat. */
static bool
search_from(const struct finding_series *s, size_t from, size_t n, double last,
    double *best, struct finding *out)
{
	double seen = 0, usual = 0, whole = 0;
	bool found = false;

	for (size_t i = from; i < n && i < from + FINDING_LONGEST; i++) {
		double score;

		seen += s->now[i];
		usual += s->usual[i] * (i == n - 1 ? last : 1);
		whole += s->usual[i];
		/* what still goes on matters more than what is over */
		score = surprise(seen, usual) * (i == n - 1 ? 1.5 : 1);
		if (!is_news(seen, usual) || score <= *best)
			continue;
		*best = score;
		found = true;
		out->from = from;
		out->to = i + 1;
		out->seen = seen;
		out->usual = usual;
		out->whole = whole;
		out->goes_on = i == n - 1;
	}
	return found;
}

bool
finding_search(const struct finding_series *series, size_t n_series, size_t n,
    double last, struct finding *out)
{
	double best = 0;

	for (size_t s = 0; s < n_series; s++)
		for (size_t from = 0; from < n; from++)
			if (series[s].now[from] > 0 &&
			    search_from(&series[s], from, n, last, &best, out))
				out->series = s;
	return best > 0;
}
