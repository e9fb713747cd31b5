/* SPDX-License-Identifier: MIT */
/* sandbox/check - what every test here includes, in the order cmocka wants. */
#ifndef TIDEMARK_SANDBOX_CHECK_H
#define TIDEMARK_SANDBOX_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#endif
