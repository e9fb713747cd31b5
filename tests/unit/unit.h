/* SPDX-License-Identifier: MIT */
/* What every unit test includes, in the order cmocka wants. */
#ifndef TIDEMARK_TESTS_UNIT_H
#define TIDEMARK_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#endif
