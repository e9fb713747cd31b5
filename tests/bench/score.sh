#!/bin/bash
# SPDX-License-Identifier: MIT
# bench score: replies that the heuristic scorer judges in a second of one core,
# beside the default rules on the same replies.

exec "${build:-${top:?}/build/gcc}/tests/bench/quality" speed "$@"
