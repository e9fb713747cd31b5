# SPDX-License-Identifier: MIT
# tests/lib/browser.sh - browser tests: npm packages, data, and the run.

# The pinned packages, into build/browser: the source tree stays as it is.
browser_install()
{
	local dir=$top/build/browser

	mkdir -p "$dir" && cp "$top"/tests/browser/package*.json "$dir/" || return
	cmp -s "$dir/package-lock.json" "$dir/installed" && return
	quietly "$dir/npm.log" npm --prefix "$dir" ci --no-audit --no-fund \
	    --ignore-scripts && cp "$dir/package-lock.json" "$dir/installed"
}

# A Tidemark with conversations of the sandbox, and a user "browser".
browser_open()
{
	db_open
	stack_slack
	stack_claude
	nginx_start "${stack_url##*:}" "${sandbox_url##*:}" &&
	    sandbox_start --demo 500 --seed 7 --rate-limit none \
		--slack-interact "$stack_url/slack/interact" &&
	    quietly "$R/log/import" program tidemark-backfill --all &&
	    quietly "$R/log/score" program tidemark-score &&
	    quietly "$R/log/quality" program tidemark-score --quality &&
	    quietly "$R/log/reindex" program tidemark-reindex &&
	    web_start &&
	    quietly "$R/log/admin" program tidemark-admin --role admin \
		user add browser
}

# What flow-live.js does behind the browser's back: new conversations are
# imported, judged and told; a job gets somewhere.
live_arrive()
{
	local before

	before=$(pg_sql "$db_name" -c 'select max(number) from conversation')

	for _ in 1 2 3 4 5; do
		curl -s -o /dev/null "$sandbox_url/_sandbox/event?count=10"
		program tidemark-backfill
		[ "$(pg_sql "$db_name" -c 'select max(number)
		    from conversation')" = "$before" ] || break
	done
	program tidemark-score
	program tidemark-live
}

live_job()
{
	pg_sql "$db_name" -c "insert into job (kind, state, done, total,
	    started_at) values ('conversation', 'running', 30, 100, now())"
	program tidemark-live
}

# What flow-learning.js learns from: people who see three kinds of reports where the
# rules see more. Forgotten, all is as it was.
learn_said()
{
	pg_sql "$db_name" -c "insert into feedback (batch, conversation_id, number,
	      field, became, who)
	    select 0, conversation_id, number, 'category', case main_category
	        when 'payment' then 'store' when 'crash' then 'device'
	        else 'technical' end, 'made up'
	    from analysis where counted and corrected = '{}'
	    order by conversation_id limit 300"
	program tidemark-reindex --learn
	program tidemark-score
	program tidemark-reindex --learn
}

learn_forget()
{
	program tidemark-admin learning use 0
	pg_sql "$db_name" -c "update feedback set undone_at = now(),
	      undone_by = 'made up' where batch = 0;
	    insert into analysis_due (conversation_id, again)
	    select conversation_id, true from feedback where batch = 0;
	    delete from learn_attempt; delete from learn_pick"
	program tidemark-score
}

# What bash -c runs a program with.
browser_program()
{
	declare -p as stack_env R
	declare -f program stack_secrets
	echo "program $1"
}

# The made-up pages of tests/gallery, from the build that the suite made.
browser_gallery()
{
	mkdir -p "$R/gallery" &&
	    quietly "$R/log/gallery" env srcdir="$top" \
		"$(build_dir gcc)/tests/gallery/gallery" "$R/gallery" &&
	    NODE_PATH=$top/build/browser/node_modules timeout -k 10 600 \
		node "$top/tests/browser/gallery.js" "$R/gallery"
}

browser_run()
{
	TIDEMARK_URL=$stack_url SCREENSHOTS=$top/var/screenshots \
	    TIDEMARK_LOGIN_URL=$(program tidemark-admin login-link browser) \
	    TIDEMARK_LIVE=$(declare -p as stack_env R db_name sandbox_url pg_socket
	    declare -f program stack_secrets pg_sql pg_url live_arrive live_job \
	    learn_said learn_forget) \
	    TIDEMARK_SCORE=$(browser_program tidemark-score) \
	    TIDEMARK_QUALITY=$(browser_program 'tidemark-score --quality') \
	    TIDEMARK_ENRICH=$(browser_program 'tidemark-score --enrich') \
	    TIDEMARK_BACKFILL=$(browser_program tidemark-backfill) \
	    TIDEMARK_NOTIFY=$(browser_program tidemark-notify) \
	    TIDEMARK_ADMIN=$(browser_program tidemark-admin) \
	    SANDBOX_URL=$sandbox_url DATABASE_URL=$(pg_url "$db_name") \
	    NODE_PATH=$top/build/browser/node_modules \
	    timeout -k 10 600 node "$top/tests/browser/$1"
}

# The demo by itself, with its outbreak at once.
browser_story()
{
	local dir status=0

	dir=$(mktemp -d) || return
	TIDEMARK_DEMO=$dir bash "$top/dev" demo --detach --surge 20 \
	    --port "$(port_pick)" >"$R/log/demo" || {
		sed 's/^/# /' "$R/log/demo"
		rm -rf "$dir"
		return 1
	}
	(
		set -a
		. "$dir/env"
		SCREENSHOTS=$top/var/screenshots \
		    NODE_PATH=$top/build/browser/node_modules \
		    timeout -k 10 400 node "$top/tests/browser/story.js"
	) || status=1
	[ $status = 0 ] || tail -n 20 "$dir/run/log/scheduler" | sed 's/^/# /'
	TIDEMARK_DEMO=$dir bash "$top/dev" down >>"$R/log/demo"
	rm -rf "$dir"
	return $status
}
