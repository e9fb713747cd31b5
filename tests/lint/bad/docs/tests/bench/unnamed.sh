#!/bin/bash
# SPDX-License-Identifier: MIT
is 'it is there' 1 1
