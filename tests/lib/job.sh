# SPDX-License-Identifier: MIT
# tests/lib/job.sh - import and analysis together, against the sandbox.
#
#	. "${0%/*}/../lib/job.sh"
#	job_open [SANDBOX-ARGUMENT]...	database, sandbox with a fixed history
#	job_all				import and analyse everything
#	job_fresh			go on with a new, empty database
#	job_state			what is stored, one line a table
#
# job_state leaves out what tells of the way and not of the result: when a row
# was written, numbers that a sequence gave out.

. "${BASH_SOURCE[0]%/*}/crawl.sh"

job_open()
{
	crawl_open --demo 400 --seed 3 --now 2026-01-15T12:00:00Z \
	    --page-size 10 "$@"
	stack_env+=(TIDEMARK_LOG_LEVEL=warn)
}

# job_run PROGRAM ARGUMENT...: with its output in $R/out, its status back.
job_run()
{
	program "$@" >"$R/out" 2>&1
}

job_all()
{
	job_run tidemark-backfill --all && job_run tidemark-score
}

job_fresh()
{
	pg_sql postgres -c "DROP DATABASE IF EXISTS $db_name WITH (FORCE)" \
	    -c "CREATE DATABASE $db_name TEMPLATE migrated"
}

# One table: job_rows NAME 'KEYS LEFT OUT' [KEYS ADDED]
job_rows()
{
	printf "SELECT '%s', count(*), md5(string_agg(r, chr(10) ORDER BY r))
	    FROM (SELECT (to_jsonb(t) - '{%s}'::text[] || %s)::text AS r
		FROM %s t) s;\n" "$1" "$2" "${3:-'{}'::jsonb}" "$1"
}

job_state()
{
	{
		job_rows mailbox ''
		job_rows agent ''
		job_rows customer ''
		job_rows conversation imported_at
		job_rows message ''
		job_rows analysis analysed_at,cluster_id,fingerprint_id \
		    "jsonb_build_object('text', (SELECT encode(hash, 'hex')
			FROM fingerprint f WHERE f.id = t.fingerprint_id))"
		job_rows rollup_hour ''
		job_rows analysis_due ''
		job_rows rollup_dirty ''
		job_rows customer_dirty ''
	} | pg_sql "$db_name" -f - || die 'the state cannot be read'
}

# Does rollup_hour say what a recount of analysis says?
job_recount()
{
	db "SELECT count(*) FROM (
	    SELECT hour, mailbox_id, conversations FROM rollup_hour
	     WHERE dimension = 'all'
	    EXCEPT
	    (SELECT date_trunc('hour', created_at), mailbox_id, count(*)::int
	      FROM analysis WHERE counted GROUP BY 1, 2
	     UNION ALL
	     SELECT date_trunc('hour', created_at), 0, count(*)::int
	      FROM analysis WHERE counted GROUP BY 1)) s"
}
