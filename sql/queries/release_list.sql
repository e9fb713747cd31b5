-- sql/queries/release_list.sql: releases between two times, oldest first
-- $1 timestamptz  start, null for all
-- $2 timestamptz  end, null for all
-- $3 bigint       mailbox, 0 for all; a release of all mailboxes is one of each
-- $4 bigint       one release, 0 for all
-- returns         id, label, at (epoch), platform, mailbox, its name, who, made (epoch)
select r.id, r.label, extract(epoch from r.at)::bigint, r.platform,
  r.mailbox_id, coalesce(m.name, ''), r.created_by,
  extract(epoch from r.created_at)::bigint
from release r left join mailbox m on m.id = r.mailbox_id
where r.at >= coalesce($1::timestamptz, '-infinity')
  and r.at < coalesce($2::timestamptz, 'infinity')
  and ($3::bigint = 0 or r.mailbox_id in (0, $3::bigint))
  and ($4::bigint = 0 or r.id = $4::bigint)
order by r.at, r.id
