-- sql/queries/group_known.sql: the texts that are stored already
-- $1 text[]  hashes as hex
-- returns    hash as hex, text
select encode(hash, 'hex'), id from fingerprint
where hash = any(array(select decode(h, 'hex') from unnest($1::text[]) as h))
