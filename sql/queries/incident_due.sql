-- sql/queries/incident_due.sql: open incidents that time may change
-- $1 timestamptz  now
-- $2 bigint       seconds of an hour that is new
-- $3 bigint       seconds without a rise that are quiet; 0: that is not known
-- returns         id
select id from incident
where state <> 'resolved' and (
  $3::bigint > 0
    and last_rise <= $1::timestamptz - make_interval(secs => $3::bigint)
  or state = 'new' and raised_at <= $1 - make_interval(secs => $2::bigint)
  or state = 'muted' and mute_until <= $1)
order by id
