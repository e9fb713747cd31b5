#!/bin/bash
# SPDX-License-Identifier: MIT
# nginx asks who it is before each request, as a request of its own: that one
# must be the question and nothing else, whatever the method, path and body.
. "${0%/*}/../lib/page.sh"
page_open
page_as admin

# No answer about this token is kept for longer than five seconds.
sleep 5.5
page_post 'a request that changes state' /admin/backfill 'limit_pages=3' 200
db_is 'is carried out once' 'SELECT payload FROM job' '{"pages": 3}'
db_is 'and noted once' "SELECT count(*) FROM audit WHERE action = 'backfill'" 1
db 'DELETE FROM job'
sleep 5.5
page_get 'a GET that changes state' '/admin/backfill?limit_pages=4' 200
db_is 'is carried out once as well' 'SELECT payload FROM job' '{"pages": 4}'

# The role is part of the key of what nginx keeps.
page_as viewer
page_get 'a viewer reads the dashboard' /admin/dashboard 200
grep -l '^KEY: ' -r "$R/nginx/cache/views" | while read -r file; do
	sed -n 's/^KEY: \([a-z]*\) .*/\1/p' "$file"
done | sort -u >"$R/roles"
is 'what is kept is kept for the role' "$(xargs <"$R/roles")" viewer
check_end
