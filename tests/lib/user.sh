# SPDX-License-Identifier: MIT
# tests/lib/user.sh - who the programs run as.
#
# Postgres refuses to be root, and nothing else needs to be. As root, programs
# run as the system user tidemark-dev through "${as[@]}"; otherwise as oneself.

as=()

user_prepare()
{
	[ "$(id -u)" = 0 ] || return 0
	if ! id -u tidemark-dev >/dev/null 2>&1; then
		say 'Creating the system user tidemark-dev, since Postgres' \
		    'refuses to run as root.'
		useradd --system --user-group --home-dir /nonexistent \
		    --shell /usr/sbin/nologin tidemark-dev ||
			die 'could not create the user tidemark-dev'
	fi
	as=(setpriv --reuid=tidemark-dev --regid=tidemark-dev --clear-groups --)
}

# Give a file or folder to that user.
user_give()
{
	[ ${#as[@]} -eq 0 ] || chown -R tidemark-dev:tidemark-dev "$@"
}
