/* SPDX-License-Identifier: MIT */
/*
 * what is this
 */
