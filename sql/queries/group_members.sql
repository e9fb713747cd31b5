-- sql/queries/group_members.sql: the members of a group and why they are here, newest first
-- $1 bigint       group
-- $2 timestamptz  created from, null for no bound
-- $3 timestamptz  created before, null for no bound
-- $4 bigint       mailbox, 0 for all
-- $5 timestamptz  creation of the last row seen, null to begin
-- $6 bigint       conversation of the last row seen
-- $7 bigint       how many at most
-- $8 bigint       only this conversation, 0 for all
-- returns         conversation, number, subject, one-liner, created (epoch), severity, text or 0, how many have that text, whether the text founded, the founder's title, how alike, words shared, kind of the edit that put it here or '', who, when (epoch), reason
select a.conversation_id, a.number, c.subject, a.one_liner,
  extract(epoch from a.created_at)::bigint, a.severity,
  coalesce(a.fingerprint_id, 0),
  (select count(*) from (select from analysis x
    where x.fingerprint_id = a.fingerprint_id limit 1000) as same),
  coalesce(f.founder, false),
  coalesce((select x.one_liner from analysis x
    where x.fingerprint_id = f.like_id
    order by x.created_at, x.conversation_id limit 1), ''),
  f.alike, coalesce(f.shared, ''), coalesce(e.kind, ''), coalesce(e.who, ''),
  coalesce(extract(epoch from e.at)::bigint, 0), coalesce(e.reason, '')
from analysis a
join conversation c on c.id = a.conversation_id
left join fingerprint f on f.id = a.fingerprint_id
left join cluster_edit e on e.id = coalesce(
  (select p.edit_id from cluster_pin p
    where p.conversation_id = a.conversation_id
    order by p.edit_id desc limit 1),
  (select p.edit_id from cluster_pin p
    where p.fingerprint_id = a.fingerprint_id
    order by p.edit_id desc limit 1),
  -- the group that its words made, which the program joined to this one
  (select m.id from cluster_edit m
    where m.cluster_id = f.cluster_id and m.cluster_id <> a.cluster_id
      and m.by_program and m.undone_at is null
    order by m.id desc limit 1))
where a.counted and a.cluster_id = $1::bigint
  and ($8::bigint = 0 or a.conversation_id = $8::bigint)
  and a.created_at >= coalesce($2::timestamptz, '-infinity')
  and a.created_at < coalesce($3::timestamptz, 'infinity')
  and ($4::bigint = 0 or a.mailbox_id = $4::bigint)
  and ($5::timestamptz is null
    or (a.created_at, a.conversation_id) < ($5::timestamptz, $6::bigint))
order by a.created_at desc, a.conversation_id desc
limit $7::bigint
