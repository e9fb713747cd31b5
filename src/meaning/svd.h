/* SPDX-License-Identifier: MIT */
/*
 * meaning/svd - the strongest directions of a large sparse matrix.
 *
 * Source: randomised subspace iteration (Halko, Martinsson and Tropp, SIAM Review
 *         2011, algorithm 4.4): a random sketch of SVD_SKETCH columns is multiplied
 *         by the matrix and its transpose in turn, so that strong directions
 *         outgrow weak ones; what is left is a small symmetric problem, solved by
 *         Jacobi's rotations. No library: the same input gives the same bytes,
 *         whichever BLAS a machine has, and nothing starts threads.
 * Memory: SVD_SKETCH floats for each row and each column of the matrix, twice for
 *         rows.
 */
#ifndef TIDEMARK_MEANING_SVD_H
#define TIDEMARK_MEANING_SVD_H

#include <stddef.h>
#include <stdint.h>

#include "meaning/feature.h"

struct arena;

/* directions wanted, and some to spare, which make them right */
enum { SVD_MOST = 256, SVD_SKETCH = SVD_MOST + 16 };

struct svd_matrix {
	size_t rows, columns;
	const size_t *from;	/* rows + 1: where a row's cells begin */
	const struct weighted *cells;	/* .row is the column here */
};

struct svd {
	/* columns * SVD_MOST: of each column its part in each direction, which are
	 * at right angles and of length 1; nothing but zeros where there is none */
	float *right;
	double strength[SVD_MOST];	/* singular values, falling */
};

/* In the arena. */
void	svd(struct arena *, const struct svd_matrix *, struct svd *);
/* Eigenvalues, falling, of a symmetric n * n matrix, which is overwritten, and
 * their vectors, the columns of `vectors`. */
void	svd_eigen(struct arena *, double *a, size_t n, double *values,
	    double *vectors);

#endif
