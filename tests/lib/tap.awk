# SPDX-License-Identifier: MIT
# tests/lib/tap.awk - count TAP on the way through: "passed failed" at the end.
#
# A plan ("1..5") that saw fewer cases than it named makes the rest failures:
# the program ended early, whatever its exit status says.

/^1\.\.[0-9]+/ { close_plan(); planned = substr($1, 4) + 0; seen = 0 }
/^ok / { passed++; seen++ }
/^not ok / { failed++; seen++ }

function close_plan()
{
	if (seen < planned)
		failed += planned - seen
	planned = 0
}

END { close_plan(); print passed + 0, failed + 0 }
