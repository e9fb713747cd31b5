# SPDX-License-Identifier: MIT
# tests/lib/stack.sh - a running Tidemark in one short folder, $R.
#
# The folder belongs to the unprivileged user and holds all that the programs
# need, since that user may not be able to read the checkout, and since the path
# of a unix socket is limited to 107 bytes:
#
#	$R/s        sockets: Postgres, web.sock, sandbox.sock
#	$R/bin      the programs            $R/share  templates, static, cron, ...
#	$R/pg       the database cluster    $R/nginx  its configuration and caches
#	$R/v        files of vectors
#	$R/log      one file a service
#
# Services are started with service_start and ended by pid, in reverse, by
# stack_close; $services lists them as "pid start-time signal name".

# --- services ---------------------------------------------------------------

# When process $1 was started, in clock ticks; nothing when it is gone.
service_born()
{
	local stat

	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
	read -r -a stat <<<"${stat##*) }"
	[ "${stat[0]}" = Z ] || printf '%s' "${stat[19]}"
}

# Is pid $1, born at $2, still that process?
service_lives()
{
	[ -n "$2" ] && [ "$(service_born "$1")" = "$2" ]
}

# service_start SIGNAL NAME COMMAND...: in the background, as the user, with the
# environment "${stack_env[@]}"; SIGNAL ends it.
service_start()
{
	local signal=$1 name=$2 pid

	shift 2
	(
		cd "$R" || exit
		exec setsid "${as[@]}" env -i "${stack_env[@]}" "$@" 9>&-
	) >>"$R/log/$name" 2>&1 </dev/null &
	pid=$!
	printf '%d %s %s %s\n' $pid "$(service_born $pid)" "$signal" "$name" \
	    >>"$services"
}

# "pid start-time signal name" of a service.
service_line()
{
	grep " $1\$" "$services" | tail -n 1
}

service_pid()
{
	service_line "$1" | cut -d ' ' -f 1
}

service_up()
{
	local pid born rest

	read -r pid born rest < <(service_line "$1")
	service_lives "${pid:-0}" "${born:-}"
}

# End one service: pid start-time signal name, as in the list.
service_end()
{
	local pid=$1 born=$2 signal=$3 end=$((SECONDS + 30))

	service_lives "$pid" "$born" || return 0
	kill -"$signal" "$pid" 2>/dev/null
	while service_lives "$pid" "$born"; do
		if [ $SECONDS -ge $end ]; then
			warn "$4 (pid $pid) did not stop in 30 s, killing it"
			kill -KILL "$pid"
			sleep 0.2
		fi
		sleep 0.05
	done
	wait "$pid" 2>/dev/null
	return 0
}

service_stop()
{
	local line

	read -r -a line < <(service_line "$1")
	service_end "${line[@]}"
	sed -i "/^${line[0]} /d" "$services"
}

services_end()
{
	local line

	[ -s "$services" ] || return 0
	while read -r -a line; do
		service_end "${line[@]}"
	done < <(tac "$services")
	rm -f "$services"
}

# --- the folder -------------------------------------------------------------

# stack_open [LIST]: make the folder; LIST is where services are listed.
stack_open()
{
	R=$(mktemp -d "${TIDEMARK_TMP:-/tmp}/tidemark-XXXXXX") || exit
	[ ${#R} -le 80 ] || die "$R is too long a path for unix sockets:" \
	    'set TIDEMARK_TMP to a short folder'
	services=${1:-$R/services}
	mkdir -p "$R"/{s,v,bin,share,log,nginx/{logs,temp,cache}}
	: >"$R/log/build"
	user_give "$R"
	: "${pg_socket:=$R/s}"
	stack_env=(HOME="$R" PATH="$R/bin:$PATH" LANG=C.UTF-8)
}

# Also after a start that failed halfway, or before any.
stack_close()
{
	[ -n "${R:-}" ] || return 0
	services_end
	rm -rf "${R:?}"
}

# Programs of build variant $1 and the files they read.
stack_stage()
{
	local dir

	dir=$(build_dir "$1")
	find "$dir" -maxdepth 3 -name 'tidemark-*' -type f -perm -u+x \
	    -not -path '*/_inst/*' -exec cp -t "$R/bin" {} + &&
	    cp -R "$top"/{templates,static,cron,nginx} "$R/share/" &&
	    cp "$lib/scheduler.sh" "$R/share/" || return
	cp -R "$top/tests/sandbox/texts" "$R/share/" 2>/dev/null
	# The crontab's lines end in logger: here they go where the rest goes.
	printf '#!/bin/sh\nexec sed -u "s/^/$2: /"\n' >"$R/bin/logger"
	chmod 755 "$R/bin/logger"
	user_give "$R/bin" "$R/share"
}

# The folder of another stack serves for this one's programs and files too.
stack_share()
{
	rmdir "$R/bin" "$R/share" && ln -s "$1/bin" "$1/share" "$R/"
}

# --- Postgres ---------------------------------------------------------------

pg_bin()
{
	printf '%s/%s' "$(pg_config --bindir)" "$1"
}

# pg_start [-c name=value]...: a private cluster, on a unix socket alone.
pg_start()
{
	(cd "$R" && quietly "$R/log/initdb" "${as[@]}" "$(pg_bin initdb)" \
	    -D "$R/pg" -U tidemark -A trust -E UTF8 --locale=C.UTF-8 \
	    --no-sync) || return
	pg_run "$@"
}

# Start the cluster that is there.
pg_run()
{
	service_start INT postgres "$(pg_bin postgres)" -D "$R/pg" \
	    -c listen_addresses= -c unix_socket_directories="$R/s" \
	    -c unix_socket_permissions=0700 -c shared_buffers=256MB \
	    -c max_connections=60 -c log_min_duration_statement=2000 "$@"
	wait_for 30 'Postgres accepts connections' \
	    "$(pg_bin pg_isready)" -q -h "$pg_socket" -U tidemark
}

pg_url()
{
	printf 'postgresql:///%s?host=%s&user=tidemark' "$1" "$pg_socket"
}

# psql that stops at the first error: pg_sql DATABASE [ARGUMENT]...
pg_sql()
{
	local name=$1

	shift
	psql -X -q -At -v ON_ERROR_STOP=1 -d "$(pg_url "$name")" "$@"
}

# --- nginx ------------------------------------------------------------------

port_is_free()
{
	! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

port_pick()
{
	local port

	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 12000))
		port_is_free $port && printf '%d' $port && return
	done
	die 'no free loopback port between 20000 and 32000'
}

nchan_module=/usr/lib/nginx/modules/ngx_nchan_module.so

# Is there nchan? With it nginx wants this folder whatever the temp paths say, and
# only root can make it; nginx_nchan=no does without, as where it is not installed.
nchan_there()
{
	[ "${nginx_nchan:-yes}" = yes ] && [ -r $nchan_module ] || return
	[ -d /var/lib/nginx/body ] || mkdir -p /var/lib/nginx/body 2>/dev/null ||
		warn 'live events are off: as root, mkdir -p /var/lib/nginx/body'
	[ -d /var/lib/nginx/body ]
}

# nginx_start PORT SANDBOX-PORT [UI-RATE] [SIGN-IN-RATE] [USER-OF-A-PROXY]
#	[HSTS]
nginx_start()
{
	local dir=$R/nginx live='/^@NCHAN@/d'

	! nchan_there || live="s|^@NCHAN@||; s|@NCHAN_MODULE@|$nchan_module|"
	sed -e "$live" -e "s|@CONNECTIONS@|${nginx_connections:-1024}|" \
	    -e "s|@SOCKETS@|$R/s|; s|@SHARE@|$R/share|; s|@PORT@|$1|" \
	    -e "s|@SANDBOX_PORT@|$2|; s|@UI_RATE@|${3:-100000r/s}|" \
	    -e "s|@SIGN_IN_RATE@|${4:-100000r/s}|; s|@REMOTE_USER@|${5:-}|" \
	    -e "s|@HSTS@|${6:-}|" \
	    "$R/share/nginx/dev.conf.in" >"$dir/nginx.conf" || return
	[ -e "$dir/tidemark" ] || ln -s "$R/share/nginx" "$dir/tidemark"
	service_start TERM nginx nginx -p "$dir/" -c nginx.conf \
	    -e logs/error.log
	wait_for 10 "nginx listens on port $1" nginx_answers "$1" || {
		cat "$R/log/nginx" "$dir/logs/error.log" >&2
		return 1
	}
}

nginx_answers()
{
	service_up nginx && ! port_is_free "$1"
}

# --- programs ---------------------------------------------------------------

# stack_configure DATABASE PORT SANDBOX-PORT: what the programs are told.
stack_configure()
{
	stack_url=http://127.0.0.1:$2
	sandbox_url=http://127.0.0.1:$3
	stack_env+=(
		DATABASE_URL="$(pg_url "$1")"
		TIDEMARK_SOCKET="$R/s/web.sock"
		TIDEMARK_PUBLIC_URL="$stack_url"
		TIDEMARK_TEMPLATE_DIR="$R/share/templates"
		TIDEMARK_STATIC_DIR="$R/share/static"
		TIDEMARK_WORKERS="${TIDEMARK_WORKERS:-2}"
		HS_BASE_URL="$sandbox_url/v2"
		HS_CLIENT_ID=sandbox-app
		HS_CLIENT_SECRET=sandbox-secret
		TIDEMARK_HS_AUTHORIZE_URL="$sandbox_url/authentication/authorizeClientApplication"
		TIDEMARK_KEY_FILE="$R/key"
		TIDEMARK_VECTOR_FOLDER="$R/v"
		TIDEMARK_SLACK_BASE_URL="$sandbox_url/slack/api"
		TIDEMARK_SLACK_HOOKS_URL="$sandbox_url/slack/hooks/"
		OPENAI_BASE_URL="$sandbox_url/openai/v1"
		OPENAI_EMBED_URL="$sandbox_url/openai/v1/embeddings"
		TIDEMARK_ANTHROPIC_BASE_URL="$sandbox_url/anthropic"
		TIDEMARK_PINECONE_BASE_URL="$sandbox_url/pinecone"
	)
	! nchan_there || stack_env+=(TIDEMARK_LIVE_SOCKET="$R/s/live.sock")
	[ -e "$R/key" ] || quietly "$R/log/key" program tidemark-admin key create
}

# The sandbox's Slack is this stack's; the sandbox must be told where presses of
# buttons go: --slack-interact "$stack_url/slack/interact".
stack_slack()
{
	stack_env+=(SLACK_BOT_TOKEN=xoxb-sandbox
	    SLACK_DEFAULT_CHANNEL_ID=C0ALERTS
	    SLACK_SIGNING_SECRET=sandbox-signing-secret)
}

# The sandbox's model is this stack's; who scores replies is set in qa_setting.
stack_model()
{
	stack_env+=(OPENAI_API_KEY=sk-sandbox)
}

# The sandbox's other model is this stack's; whether it is asked is set in
# enrich_state.
stack_claude()
{
	stack_env+=(ANTHROPIC_API_KEY=sk-ant-sandbox)
}

# Secrets that the stack knows, and to which service each may go: the sandbox looks for
# them in what it is sent (tests/sandbox/leak.h), and check_end tells.
stack_secrets()
{
	local pair name service text='' line

	for pair in "${stack_env[@]}"; do
		name=${pair%%=*}
		case $name in
		HS_*SECRET | HELPSCOUT_*SECRET | HS_API_TOKEN) service=helpscout ;;
		SLACK_BOT_TOKEN) service=slack ;;
		OPENAI_API_KEY) service=openai ;;
		ANTHROPIC_API_KEY) service=anthropic ;;
		PINECONE_API_KEY) service=pinecone ;;
		*SECRET | *PASSWORD) service=- ;;
		*) continue ;;
		esac
		text+="$name $service ${pair#*=}"$'\n'
	done
	[ ! -r "$R/key" ] || while read -r line; do
		text+="key_file - $line"$'\n'
	done <"$R/key"
	for line in ${page_token[@]+"${page_token[@]}"}; do
		text+="access_token - $line"$'\n'
	done
	[ "$R $text" = "${stack_told:-}" ] && return
	stack_told="$R $text"
	printf '%s' "$text" >"$R/secrets.$BASHPID" &&
	    mv "$R/secrets.$BASHPID" "$R/secrets"
}

declare -A page_token=()

# Run a program of the stack in the foreground: program NAME ARGUMENT...
program()
{
	local name=$1

	shift
	stack_secrets
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" "$R/bin/$name" "$@")
}

# The same, ended after so long, with the status of timeout (137: it was killed):
# program_for SIGNAL SECONDS NAME ARGUMENT...
program_for()
{
	local signal=$1 seconds=$2 name=$3

	shift 3
	stack_secrets
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout \
	    -s "$signal" "$seconds" "$R/bin/$name" "$@")
}

# web_start ARGUMENT...: nginx, which asks it, must be running.
web_start()
{
	rm -f "$R/s/web.sock"
	stack_secrets
	service_start TERM web "$R/bin/tidemark-web" "$@"
	wait_for 20 'the web program answers' \
	    curl -fs "$stack_url/healthz" || {
		tail -n 20 "$R/log/web" >&2
		return 1
	}
}

# Any status but nginx's own 502 will do.
sandbox_answers()
{
	[ "$(curl -s -o /dev/null -w '%{http_code}' "$sandbox_url/")" != 502 ]
}

# sandbox_start ARGUMENT...: the stand-in for Help Scout.
sandbox_start()
{
	rm -f "$R/s/sandbox.sock"
	stack_secrets
	service_start TERM sandbox "$R/bin/tidemark-sandbox" \
	    --socket "$R/s/sandbox.sock" --texts "$R/share/texts" \
	    --secrets "$R/secrets" --leaks "$R/leaks" \
	    --redirect-url "$stack_url/helpscout/oauth/callback" "$@"
	wait_for 120 'the sandbox answers' sandbox_answers || {
		tail -n 20 "$R/log/sandbox" >&2
		return 1
	}
}

scheduler_start()
{
	service_start TERM scheduler bash "$R/share/scheduler.sh" \
	    "$R/share/cron/tidemark.crontab"
}
