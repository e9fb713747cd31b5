/* SPDX-License-Identifier: MIT */
/*
 * quality/stats - how sure a mean is, and how well two judges agree.
 *
 * Shape:     pure functions over small arrays. Random numbers of a bootstrap
 *            come from a fixed seed: the same pairs give the same interval.
 * Mean:      with a 95 % interval by Student's t.
 * Kappa:     Cohen 1960; with quadratic weights Cohen 1968: disagreement counts
 *            by the square of the distance. 1 is agreement, 0 what chance would
 *            give. Scores are rounded to whole numbers 0 .. scale.
 * Bootstrap: percentiles of STATS_DRAWS draws with replacement (Efron 1979). Of
 *            kappa beyond STATS_DRAWN_MOST pairs the large-sample formula of Fleiss,
 *            Cohen and Everitt 1969 instead: the same to the eye, and a page of
 *            20,000 pairs costs no more than one of 500.
 * AUC:       the chance that a positive one has the higher score; ties count
 *            half (Hanley and McNeil 1982).
 * Share:     with Wilson's score interval (Wilson 1927), which also says something of
 *            none of few.
 * Units:     NAN where something is not defined: no pairs, or both judges gave
 *            all the same score.
 */
#ifndef TIDEMARK_QUALITY_STATS_H
#define TIDEMARK_QUALITY_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { STATS_DRAWS = 1000, STATS_DRAWN_MOST = 500, STATS_SCALE_MAX = 100 };

struct tally {
	int64_t n;
	double sum, square;	/* of the values, of their squares */
};

struct interval {
	double low, high;
};

struct score_pair {
	double a, b;	/* of the same reply, by two judges */
};

enum kappa_weights { KAPPA_NOMINAL, KAPPA_QUADRATIC };

void	tally_add(struct tally *, double value);
void	tally_merge(struct tally *, const struct tally *);
double	tally_mean(const struct tally *);
double	tally_sd(const struct tally *);	/* of the sample; NAN below 2 */
/* Half the width of the mean's interval; NAN below 2. */
double	tally_half(const struct tally *);

double	stats_kappa(const struct score_pair *, size_t n, int scale,
	    enum kappa_weights);
struct interval	stats_kappa_interval(struct arena *, const struct score_pair *,
	    size_t n, int scale, enum kappa_weights);
/* Share of pairs that are equal when rounded. */
double	stats_exact(const struct score_pair *, size_t n);
/* Mean of a - b. */
double	stats_bias(const struct score_pair *, size_t n);

/* The three and the interval of kappa, of which below AGREEMENT_LEAST pairs nothing
 * is said. */
enum { AGREEMENT_LEAST = 30 };

struct agreement {
	size_t n;
	double exact, bias, kappa;
	struct interval kappa_in;
};

struct agreement stats_agreement(struct arena *, const struct score_pair *,
	    size_t n, int scale);
/* The same without the interval. */
struct agreement stats_agreement_alone(const struct score_pair *, size_t n,
	    int scale);

/* 95 % of a share: k of n; NAN of none at all. */
struct interval	stats_share_interval(int64_t k, int64_t n);

struct labelled {
	double score;
	bool positive;
};

/* Sorts them. */
double	stats_auc(struct labelled *, size_t n);
struct interval	stats_auc_interval(struct arena *, const struct labelled *,
	    size_t n);

#endif
