-- sql/queries/group_seat.sql: the group that a conversation is in
-- $1 bigint  conversation
-- returns    group or 0, one-liner; no row when it is not analysed
select coalesce(cluster_id, 0), one_liner from analysis
where conversation_id = $1::bigint
