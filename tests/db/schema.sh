#!/bin/bash
# SPDX-License-Identifier: MIT
# Migrations: applied once, by one, in order; every statement can be prepared.
. "${0%/*}/../lib/db.sh"
db_open

like 'a second run applies nothing' "$(program tidemark-admin migrate)" \
    '^0 migrations applied'
like 'doctor sees the schema' "$(program tidemark-admin doctor)" \
    'migrations +ok'

db_fresh=${db_name}_fresh
pg_sql postgres -c "CREATE DATABASE $db_fresh"
migrate_fresh()
{
	"${as[@]}" env -i "${stack_env[@]}" "DATABASE_URL=$(pg_url "$db_fresh")" \
	    "$R/bin/tidemark-admin" migrate
}
cd "$R" || exit
for n in 1 2 3; do
	migrate_fresh >"$R/migrate.$n" 2>&1 &
	migrating[n]=$!
done
wait "${migrating[@]}"
files=$(find "$top/sql/migrations" -name '*.sql' | wc -l)
is 'three at once: each migration is applied once' \
    "$(awk '{ n += $1 } END { print n }' "$R"/migrate.?)" "$files"
schema()
{
	pg_dump -s -d "$(pg_url "$1")" | grep -v '^\\'
}
is 'the schema is the same as the template'"'"'s' \
    "$(schema "$db_fresh" | md5sum)" "$(schema "$db_name" | md5sum)"
pg_sql postgres -c "DROP DATABASE $db_fresh WITH (FORCE)"

# PREPARE checks names and types of each query against the schema; what it does
# not know (TRUNCATE has no parameters) is run and taken back.
for file in "$top"/sql/queries/*.sql; do
	name=$(basename "$file" .sql)
	case $(grep -v '^--' "$file" | head -n 1) in
	truncate*) problem=$(pg_sql "$db_name" -c BEGIN -f "$file" \
	    -c ROLLBACK 2>&1) ;;
	*) problem=$( { printf 'PREPARE q AS '; cat "$file"; } |
	    pg_sql "$db_name" -f - 2>&1) ;;
	esac
	is "query $name fits the schema" "$problem" ''
done
check_end
