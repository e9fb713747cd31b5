#!/bin/bash
# SPDX-License-Identifier: MIT
# Signals and dead workers: no answer is ever cut, and the program goes on.
. "${0%/*}/../lib/page.sh"
page_open
page_as viewer

# Living children of process $1.
workers_of()
{
	ps --ppid "$1" -o pid=,stat= | awk '$2 !~ /^Z/ { print $1 }' | sort
}

workers()
{
	workers_of "$(service_pid web)"
}

has_workers()
{
	[ "$(workers | wc -l)" -eq "$1" ]
}

# Ask until $R/stop is there; each answer's status goes to $R/load.$1.
load()
{
	local i=0

	while [ ! -e "$R/stop" ]; do
		i=$((i + 1))
		curl -sS -o /dev/null -w '%{http_code}\n' "${page_auth[@]}" \
		    "$stack_url/metrics?$i" 2>&1
	done >"$R/load.$1"
}

load_start()
{
	local n

	rm -f "$R/stop" "$R"/load.*
	for n in 1 2 3 4; do
		load $n &
		loaders[n]=$!
	done
}

# The answers that were not 200, counted.
load_end()
{
	touch "$R/stop"
	wait "${loaders[@]}"
	grep -h -v '^200$' "$R"/load.* | sort | uniq -c
}

# Hold the table that sign-in reads for some seconds: requests wait for it.
hold_database()
{
	db "BEGIN; LOCK TABLE api_token IN ACCESS EXCLUSIVE MODE;
	    SELECT pg_sleep($1); COMMIT" >/dev/null &
	holder=$!
	wait_for 5 'the lock is taken' held
}

held()
{
	[ "$(db "SELECT count(*) FROM pg_locks WHERE granted AND relation =
	    'api_token'::regclass AND mode = 'AccessExclusiveLock'")" = 1 ]
}

# Ask in the background, in the time that the database is held.
ask_slowly()
{
	curl -sS -o "$R/slow.body" -w '%{http_code} %{size_download}' \
	    -D "$R/slow.head" "${page_auth[@]}" "$stack_url/metrics" \
	    >"$R/slow" 2>&1 &
	asker=$!
	sleep 0.7
}

slow_answer()
{
	wait "$asker" "$holder"
	is "$1" "$(cat "$R/slow")" \
	    "200 $(tr -d '\r' <"$R/slow.head" |
	    sed -n 's/^Content-Length: //p')"
}

is 'two workers run' "$(workers | wc -l)" 2
sleep 2	# a worker that dies young is replaced after a pause

load_start
victim=$(workers | head -n 1)
kill -KILL "$victim"
check 'a killed worker is replaced' wait_for 6 'two workers' has_workers 2
unlike 'by another one' "$(workers)" "^$victim\$"
sleep 2.2
for victim in $(workers); do
	kill -TERM "$victim"
done
check 'workers that were told to end are replaced' \
    wait_for 6 'two workers' has_workers 2
failures=$(load_end)
check "load saw at most the one request that was killed ($(cat "$R"/load.* |
    wc -l) answers, others: ${failures:-none})" \
    eval '[ "$(awk "{ n += \$1 } END { print n + 0 }" <<<"$failures")" -le 1 ]'

hold_database 2
ask_slowly
kill -TERM "$(workers | head -n 1)" "$(workers | tail -n 1)"
slow_answer 'SIGTERM to the workers cuts no answer'

wait_for 6 'two workers' has_workers 2
hold_database 2
ask_slowly
service_stop web
slow_answer 'SIGTERM to the master waits for the answer'
check 'the socket is gone' test ! -e "$R/s/web.sock"

web_start
rm "$R/s/web.sock"
: >"$R/s/web.sock"
service_stop web
check 'what another program put in its place stays' test -e "$R/s/web.sock"

check 'it starts again' web_start

# A body that ends before its length, as when nginx is killed: FastCGI records
# by hand, since nginx sends none that is cut.
cut_body()
{
	perl -MIO::Socket::UNIX -e '
		sub record { pack("CCnnxx", 1, $_[0], 1, length $_[1]) . $_[1] }
		my $to = IO::Socket::UNIX->new(Peer => shift) or exit 1;
		my %p = (REQUEST_METHOD => "POST", REQUEST_URI => "/sign-in",
		    CONTENT_TYPE => "application/x-www-form-urlencoded",
		    CONTENT_LENGTH => shift);
		my $params = join "", map {
			pack("CC", length, length $p{$_}) . $_ . $p{$_} } keys %p;
		print $to record(1, pack("nCx5", 1, 0)), record(4, $params),
		    record(4, ""), record(5, "name=anna&password=x");
		$to->flush;
		$to->shutdown(1);
		local $/;
		print unpack("x8a*", <$to>) =~ s/[^\n -~]//gr;' "$R/s/web.sock" "$1"
}

like 'a form that ends early is refused' "$(cut_body 21)" '^Status: 400'
unlike 'one that is whole is read' "$(cut_body 20)" '^Status: 400'
page_get 'and answers' /metrics 200
orphans=$(workers)
kill -KILL "$(service_pid web)"
gone()
{
	# shellcheck disable=SC2086 # several words
	! kill -0 $orphans 2>/dev/null
}
check 'without their master the workers end' wait_for 5 'no workers' gone
check 'after kill -9 of the master it starts again' web_start
page_get 'and answers again' /healthz 200

db_pids="SELECT pid FROM pg_stat_activity WHERE application_name = 'tidemark-web'"
db "SELECT pg_terminate_backend(pid) FROM ($db_pids) s" >/dev/null
page_get 'a lost database connection' /metrics '200|503'
page_get 'is made anew' /metrics 200
check_end
