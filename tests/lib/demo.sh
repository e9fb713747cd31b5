# SPDX-License-Identifier: MIT
# tests/lib/demo.sh - ./dev demo and ./dev down.
#
# What runs is listed in var/demo (TIDEMARK_DEMO names another folder, for another
# demo): pids, env (how to reach it) and the link "run" to its folder. All of it is
# made anew each time.

demo_dir=${TIDEMARK_DEMO:-$top/var/demo}

# --- options ----------------------------------------------------------------

demo_port=8470
demo_rate=none
demo_live=yes
demo_detach=''
demo_data=()
demo_size=12000
demo_surge=20

demo_number()
{
	case $2 in
	*[!0-9]* | '') die "demo: $1 is a number from $3 to $4, not \"$2\"" ;;
	esac
	[ "${#2}" -le 7 ] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] ||
		die "demo: $1 is a number from $3 to $4, not $2"
}

demo_options()
{
	while [ $# -gt 0 ]; do
		case $1 in
		--detach) demo_detach=yes ;;
		--no-live) demo_live='' ;;
		--port | --data | --rate-limit | --surge)
			[ $# -ge 2 ] || die "demo: $1 needs a value"
			demo_option "$1" "$2"
			shift
			;;
		--*=*)
			demo_option "${1%%=*}" "${1#*=}"
			;;
		*) die "demo: unknown option $1; see ./dev help" ;;
		esac
		shift
	done
}

demo_option()
{
	case $1 in
	--port)
		demo_number --port "$2" 1024 65535
		demo_port=$2
		;;
	--rate-limit)
		[ "$2" = none ] || demo_number --rate-limit "$2" 1 1000000
		demo_rate=$2
		;;
	--surge)
		[ "$2" = none ] || demo_number --surge "$2" 0 86400
		demo_surge=$2
		;;
	--data)
		[ -r "$2" ] || die "demo: --data: cannot read $2"
		demo_data+=("$2")
		;;
	*) die "demo: unknown option $1; see ./dev help" ;;
	esac
}

# --- running ----------------------------------------------------------------

demo_runs()
{
	local pid born rest

	[ -s "$demo_dir/pids" ] || return
	while read -r pid born rest; do
		service_lives "$pid" "$born" && return
	done <"$demo_dir/pids"
	return 1
}

demo_up()
{
	demo_options "$@"
	demo_runs && die "a demo is running already at" \
	    "$(sed -n "s/^TIDEMARK_URL='\(.*\)'/\1/p" "$demo_dir/env" \
	    2>/dev/null); ./dev down ends it"
	demo_forget
	packages_need build run
	port_is_free "$demo_port" || die \
	    "port $demo_port is taken: choose another one with --port N"
	mkdir -p "$demo_dir"
	say 'Building ...'
	build_variant gcc || die 'the build failed'
	user_prepare
	stack_open "$demo_dir/pids"
	ln -sfn "$R" "$demo_dir/run"
	trap demo_end EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	demo_start || die "the demo did not start; see $demo_dir/run/log"
	demo_tell
	if [ -n "$demo_detach" ]; then
		trap - EXIT INT TERM HUP
		say "Ready. ./dev down ends it; $demo_dir/env says how to" \
		    'reach it.'
		return
	fi
	say 'Ctrl-C ends it.'
	demo_watch
}

demo_start()
{
	local sandbox_port

	sandbox_port=$(port_pick)
	stack_stage gcc && stack_configure tidemark "$demo_port" \
	    "$sandbox_port" || return
	demo_hook_secret=$(od -An -N 20 -tx1 /dev/urandom | tr -d ' \n')
	stack_slack
	stack_env+=(TIDEMARK_SWEEP_SECONDS=10
	    HS_WEBHOOK_SECRET="$demo_hook_secret")
	say 'Starting Postgres, on a unix socket alone ...'
	pg_start && pg_sql postgres -c 'CREATE DATABASE tidemark' &&
	    quietly "$R/log/migrate" program tidemark-admin migrate || return
	say "Starting nginx on 127.0.0.1:$demo_port and the web program ..."
	nginx_start "$demo_port" "$sandbox_port" 100r/s 30r/m &&
	    web_start || return
	demo_sandbox && demo_sign_in && demo_connect && demo_import &&
	    demo_webhook || return
	say 'Starting the scheduler, which runs the crontab ...'
	scheduler_start
	demo_outbreak
}

demo_outbreak()
{
	[ -n "$demo_live" ] && [ "$demo_surge" != none ] || return 0
	quietly "$R/log/surge" curl -sf --max-time 5 \
	    "$sandbox_url/_sandbox/surge?after=$demo_surge&rate=16"
}

# Whose conversations: the files given, or ones that the sandbox makes up.
demo_sandbox()
{
	local args=(--rate-limit "$demo_rate" --base-url "$sandbox_url"
	    --client-id sandbox-app --client-secret sandbox-secret
	    --slack-interact "$stack_url/slack/interact")
	local file n=0

	for file in "${demo_data[@]}"; do
		n=$((n + 1))
		cp -L "$file" "$R/share/data$n-${file##*/}" || return
		user_give "$R/share/data$n-${file##*/}"
		args+=(--data "$R/share/data$n-${file##*/}")
	done
	# calm: the outbreak begins before the eyes of who looks
	[ $n -gt 0 ] || args+=(--demo "$demo_size" --outbreak 0)
	[ -z "$demo_live" ] || args+=(--live 2 --live-new usual)
	say "Starting a sandbox of Help Scout on $sandbox_url ..."
	sandbox_start "${args[@]}"
}

demo_sign_in()
{
	local token link

	quietly "$R/log/admin" program tidemark-admin --role admin \
	    user add demo || return
	token=$(program tidemark-admin --role admin token create demo) &&
	    link=$(program tidemark-admin login-link demo) || return
	(
		umask 077
		{
			printf "TIDEMARK_URL='%s'\n" "$stack_url"
			printf "TIDEMARK_TOKEN='%s'\n" "$token"
			printf "TIDEMARK_LOGIN_URL='%s'\n" "$link"
			printf "DATABASE_URL='%s'\n" "$(pg_url tidemark)"
			printf "SANDBOX_URL='%s'\n" "$sandbox_url"
			printf "HS_WEBHOOK_SECRET='%s'\n" "$demo_hook_secret"
		} >"$demo_dir/env"
	)
	demo_link=$link
}

# By the consent page, as a person would.
demo_connect()
{
	say 'Connecting to it as an administrator would ...'
	. "$lib/connect.sh"
	connect_session demo admin && connect_account demo && rm -f "$R/demo"
}

demo_import()
{
	local stack_env=("${stack_env[@]}" TIDEMARK_LOG_LEVEL=warn)

	say 'Importing its conversations over its API ...'
	program tidemark-backfill --all || return
	say 'Sorting them into categories and groups ...'
	program tidemark-score || return
	say 'Scoring the replies of its agents ...'
	program tidemark-score --quality || return
	say 'Learning which of them read alike ...'
	program tidemark-reindex || return
	say "$(pg_sql tidemark -c 'SELECT count(*) FROM conversation')" \
	    'conversations are in.'
}

demo_webhook()
{
	say 'Asking it to tell what happens, by webhooks ...'
	quietly "$R/log/webhook" program tidemark-admin webhook register
}

demo_tell()
{
	say ''
	say "Tidemark:         $stack_url"
	say "Sign in (once):   $demo_link"
	say "Its Slack:        $sandbox_url/_sandbox/slack"
	say "Another link:     ./dev link"
	say ''
}

# A fresh sign-in link for a demo that runs.
demo_link()
{
	demo_runs || die 'link: no demo is running'
	demo_attach
	program tidemark-admin login-link demo
}

# Take up what another ./dev started.
demo_attach()
{
	R=$(readlink "$demo_dir/run") && [ -d "$R" ] || return
	services=$demo_dir/pids
	pg_socket=$R/s
	user_prepare
	stack_env=(HOME="$R" PATH="$R/bin:$PATH" LANG=C.UTF-8)
	stack_configure tidemark "$(sed -n "s/^TIDEMARK_URL=.*:\([0-9]*\)'/\1/p" \
	    "$demo_dir/env")" "$(sed -n "s/^SANDBOX_URL=.*:\([0-9]*\)'/\1/p" \
	    "$demo_dir/env")"
}

# In the foreground: until Ctrl-C, or until something that must run has ended.
demo_watch()
{
	local name

	while sleep 1; do
		for name in postgres nginx sandbox web scheduler; do
			service_up $name && continue
			tail -n 20 "$R/log/$name" >&2
			die "$name has ended; stopping the demo"
		done
	done
}

demo_end()
{
	say ''
	say 'Stopping ...'
	stack_close
	rm -f "$demo_dir/run" "$demo_dir/env"
}

# What a demo left that ended by itself.
demo_forget()
{
	local old

	old=$(readlink "$demo_dir/run" 2>/dev/null)
	case $old in
	*/tidemark-??????) rm -rf "$old" ;;
	esac
	rm -f "$demo_dir"/{run,env,pids}
}

demo_down()
{
	[ $# -eq 0 ] || die "down takes no argument, got: $*"
	if ! demo_runs; then
		demo_forget
		say 'No demo is running.'
		return
	fi
	services=$demo_dir/pids
	services_end
	demo_forget
	say 'The demo has ended.'
}
