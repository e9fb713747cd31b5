# SPDX-License-Identifier: MIT
# tests/lib/request.jq - what is wrong with a request, by somebody else's OpenAPI
# description: one line a fault, nothing when it fits.
#
#	jq -r -L tests/lib --slurpfile doc DESCRIPTION --arg path /v1/embeddings \
#	    --arg method post -f request.jq bodies.ndjson
include "fits";

$doc[0] as $d
| ($d.paths[$path][$method].requestBody.content["application/json"].schema
    // error("no schema for \($method) \($path)")) as $s
| faults($d; $s; "body")
