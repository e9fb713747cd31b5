-- People who judge replies, beside the engines: reviews, who is to review what,
-- calibration, disputes, coaching; and the role of those who are judged.

-- An agent signs in to see the own scores: agent_id says whose these are.
alter table app_user add agent_id bigint,
  drop constraint app_user_role_check,
  add check (role in ('agent', 'viewer', 'reviewer', 'admin')),
  add check ((role = 'agent') = (agent_id is not null));
alter table api_token add agent_id bigint,
  drop constraint api_token_role_check,
  add check (role in ('agent', 'viewer', 'reviewer', 'admin')),
  add check ((role = 'agent') = (agent_id is not null));

-- A cycle: so many reviews per agent in these days, of replies that fit.
create table qa_cycle (
  id         bigint generated always as identity primary key,
  name       text not null,
  begins     date not null,	-- days (UTC) of the replies, both included
  ends       date not null check (ends >= begins),
  goal       int not null check (goal between 1 and 1000),	-- per agent
  mailboxes  bigint[] not null default '{}',
  category   text not null default '',
  rating     text not null default '',
  -- by chance, which says something about all replies; or what is worth a look
  pick       text not null default 'chance'
    check (pick in ('chance', 'spotlight')),
  -- the engine's score is kept from reviewers until they have submitted theirs
  blind      boolean not null default true,
  created_by text not null,
  created_at timestamptz not null default now(),
  closed_at  timestamptz
);

-- A calibration: several people judge the same replies, nobody sees another's
-- marks before the own ones are submitted.
create table qa_session (
  id         bigint generated always as identity primary key,
  name       text not null,
  -- whatever is in force later, all of them judge by this one
  rubric_version int not null references rubric,
  created_by text not null,
  created_at timestamptz not null default now(),
  closed_at  timestamptz
);
create table qa_session_member (
  session_id bigint not null references qa_session on delete cascade,
  reviewer   text not null,
  primary key (session_id, reviewer)
);
create table qa_session_message (
  session_id bigint not null references qa_session on delete cascade,
  position   int not null,
  message_id bigint not null references message on delete cascade,
  primary key (session_id, message_id)
);
create index qa_session_message_message on qa_session_message (message_id);

-- What a person makes of a reply. A draft is its reviewer's own; what was
-- submitted is never changed, a later review stands in its place.
create table qa_review (
  id             bigint generated always as identity primary key,
  message_id     bigint not null references message on delete cascade,
  rubric_version int not null references rubric,
  reviewer       text not null,
  kind           text not null check (kind in ('review', 'calibration')),
  session_id     bigint references qa_session on delete cascade,
  blind          boolean not null,	-- without sight of the engine's score
  -- the reviewer's last one of this reply when the form of this one was shown, 0
  -- none: what is sent twice is submitted once
  follows        bigint not null default 0,
  note           text not null default '',
  state          text not null default 'draft'
    check (state in ('draft', 'submitted')),
  total          float8,	-- as of a score: 0 .. 10, null without any mark
  failed         boolean not null default false,
  created_at     timestamptz not null default now(),
  submitted_at   timestamptz,
  check ((state = 'submitted') = (submitted_at is not null)),
  check ((kind = 'calibration') = (session_id is not null))
);
create index qa_review_message on qa_review (message_id, id desc);
create index qa_review_session on qa_review (session_id)
  where session_id is not null;
create index qa_review_newest on qa_review (submitted_at)
  where state = 'submitted';
create unique index qa_review_draft on qa_review (message_id, reviewer,
  coalesce(session_id, 0)) where state = 'draft';

create unique index qa_review_once on qa_review (message_id, reviewer, follows)
  where state = 'submitted';

-- Who has opened a reply with the engine's score: a review of theirs is not blind.
create table qa_seen (
  message_id bigint not null references message on delete cascade,
  reviewer   text not null,
  primary key (message_id, reviewer)
);

create table qa_review_mark (
  review_id bigint not null references qa_review on delete cascade,
  position  int not null,	-- of the rubric's dimension
  score     float8,	-- 0 .. its scale; null: does not apply
  note      text not null default '',
  evidence  text not null default '',
  primary key (review_id, position)
);

create function qa_review_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'submitted' then
    raise exception 'a submitted review is never changed';
  end if;
  return new;
end
$$;
create trigger qa_review_stays before update on qa_review
  for each row execute function qa_review_stays();

-- Where the review went as well, its marks may go.
create function qa_review_mark_stays() returns trigger language plpgsql as $$
begin
  if exists (select from qa_review
      where id = coalesce(old.review_id, new.review_id)
      and state = 'submitted') then
    raise exception 'marks of a submitted review are never changed';
  end if;
  return coalesce(new, old);
end
$$;
create trigger qa_review_mark_stays before insert or update or delete
  on qa_review_mark for each row execute function qa_review_mark_stays();

-- The marks of a review, array by array in the order of the rubric.
create function qa_review_marks(review bigint)
returns table (positions int[], scores float8[], notes text[], evidence text[])
language sql stable rows 1 as $$
  select coalesce(array_agg(k.position order by k.position), '{}'),
    coalesce(array_agg(k.score order by k.position), '{}'),
    coalesce(array_agg(k.note order by k.position), '{}'),
    coalesce(array_agg(k.evidence order by k.position), '{}')
  from qa_review_mark k where k.review_id = review
$$;

-- Who is to review what.
create table qa_assignment (
  id          bigint generated always as identity primary key,
  cycle_id    bigint not null references qa_cycle on delete cascade,
  message_id  bigint not null references message on delete cascade,
  agent_id    bigint not null,
  reviewer    text not null,
  why         text[] not null,	-- reasons of qa_spotlight(), {} by chance
  state       text not null default 'open'
    check (state in ('open', 'done', 'skipped')),
  -- why it was skipped, in the words of its reviewer
  reason      text not null default '',
  assigned_at timestamptz not null default now(),
  done_at     timestamptz,	-- or skipped
  unique (cycle_id, message_id),
  check ((state = 'skipped') = (reason <> ''))
);
create index qa_assignment_reviewer on qa_assignment (reviewer, id)
  where state = 'open';
create index qa_assignment_message on qa_assignment (message_id);

-- An agent who sees it otherwise.
create table qa_dispute (
  id          bigint generated always as identity primary key,
  message_id  bigint not null references message on delete cascade,
  agent_id    bigint not null,
  who         text not null,	-- as signed in
  text        text not null,
  -- the reply's newest one when the form of this one was shown, 0 none: what is sent
  -- twice is one
  follows     bigint not null default 0,
  created_at  timestamptz not null default now(),
  state       text not null default 'open'
    check (state in ('open', 'upheld', 'changed', 'withdrawn')),
  resolution  text not null default '',
  resolved_by text not null default '',
  resolved_at timestamptz,
  -- the one that changed the score
  review_id   bigint references qa_review,
  check ((state = 'open') = (resolved_at is null)),
  check ((state = 'changed') = (review_id is not null))
);
create unique index qa_dispute_open on qa_dispute (message_id)
  where state = 'open';
create unique index qa_dispute_once on qa_dispute (message_id, who, follows,
  md5(text)) where state <> 'withdrawn';
create index qa_dispute_message on qa_dispute (message_id);
create index qa_dispute_agent on qa_dispute (agent_id, id);

-- What is said to an agent: on a reply, or in general. Pinned: an example.
create table qa_coaching (
  id         bigint generated always as identity primary key,
  agent_id   bigint not null,
  message_id bigint references message on delete cascade,
  author     text not null,
  text       text not null,
  pinned     boolean not null default false,
  -- the newest one that stood beside the form, 0 none: what is sent twice is one
  follows    bigint not null default 0,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index qa_coaching_once on qa_coaching (agent_id,
  coalesce(message_id, 0), author, follows, md5(text)) where removed_at is null;
create index qa_coaching_agent on qa_coaching (agent_id, id)
  where removed_at is null;
create index qa_coaching_message on qa_coaching (message_id);

-- What people said of a reply: the newest review that was submitted, calibration
-- apart.
create function qa_said(message bigint) returns setof qa_review
language sql stable rows 1 as $$
  select * from qa_review
  where message_id = message and state = 'submitted' and kind = 'review'
  order by id desc limit 1
$$;

-- Whether the newest review under this rubric, calibration included, has a mark at
-- the position, 0 a total: half of a pair with the engine (engine_pairs.sql).
create function qa_compared(message bigint, rub int, only_blind bool, pos int)
returns bool language sql stable as $$
  select coalesce((
    select case pos when 0 then v.total is not null
      else exists (select from qa_review_mark k where k.review_id = v.id
        and k.position = pos and k.score is not null) end
    from qa_review v
    where v.message_id = message and v.rubric_version = rub
      and v.state = 'submitted' and (v.blind or not only_blind)
    order by v.id desc limit 1), false)
$$;

-- The engine's newest scored replies from f to t (excluded) that are worth a look,
-- with the reasons; the more and the graver these are, the higher the weight.
--   critical  a critical dimension is 0
--   angry     the customer rated it not good, or answered angrily
--   apart     person and engine differ by 3 points or more
--   outlier   2 standard deviations from the mean of the agent's replies, and 20
--             of these
--   unsure    the engine was less than half sure, or a mark has no evidence
-- Replies that somebody reviewed are worth it for "apart" alone, and not to who
-- wrote that review. Those of one reading are the newest `most`.
create function qa_spotlight(f timestamptz, t timestamptz, eng text, rub int,
  boxes bigint[], cat text, rat text, reader text, most bigint)
returns table (message_id bigint, agent_id bigint, reasons text[],
  weight int)
language sql stable as $$
  with newest as (
    select q.*, avg(q.total) over own as mean, stddev(q.total) over own as sd,
      count(q.total) over own as n
    from (
      select * from qa_current
      where counted and outcome = 'scored' and engine = eng
        and rubric_version = rub and replied_at >= f and replied_at < t
        and (boxes = '{}' or mailbox_id = any(boxes))
        and (cat = '' or category = cat) and (rat = '' or rating = rat)
      order by replied_at desc limit most) q
    window own as (partition by q.agent_id)
  ), judged as (
    select n.message_id, n.agent_id,
      said.id is null and n.failed as critical,
      said.id is null and (n.rating = 'not_good' or exists (
        select from qa_mark k where k.score_id = n.score_id
        and k.signals @> '[{"name": "angered"}]')) as angry,
      said.id is not null and said.reviewer <> reader
        and abs(said.total - n.total) >= 3 as apart,
      said.id is null and n.n >= 20
        and abs(n.total - n.mean) > 2 * n.sd as outlier,
      said.id is null and (n.confidence < 0.5 or exists (
        select from qa_mark k where k.score_id = n.score_id
        and k.state = 'void')) as unsure
    from newest n left join lateral qa_said(n.message_id) said on true
  )
  select j.message_id, j.agent_id, array_agg(r.name order by r.weight desc),
    sum(r.weight)::int
  from judged j cross join lateral (values ('critical', 16, j.critical),
    ('angry', 8, j.angry), ('apart', 4, j.apart), ('outlier', 2, j.outlier),
    ('unsure', 1, j.unsure)) as r(name, weight, holds)
  where r.holds
  group by j.message_id, j.agent_id
$$;

-- Every score with a total that an engine gave replies from f to t (excluded), by
-- which judge: its version, rubric, model and prompt. Judges are numbered by when
-- they began, those that gave a reply its first score ("first"); one that only
-- judged what others had judged was tried, and is left out. boxes to incidents: as
-- qa_counts(); one_of: of so many replies one ("sampled"), always the same; a power
-- of two. Besides these all that people reviewed without sight of a score: they are
-- few, and a sample would leave nearly none of them.
create function qa_judges(f timestamptz, t timestamptz, eng text,
  boxes bigint[], who bigint, cat text, rat text, incidents text, one_of bigint)
returns table (judge bigint, message_id bigint, replied_at timestamptz,
  engine_version int, rubric_version int, model text, prompt_hash bytea,
  since timestamptz, first boolean, sampled boolean, total float8)
language sql stable as $$
  with reply as materialized (
    select q.message_id, q.replied_at, bool_or(q.sampled) as sampled
    from (
      -- rarity by rarity through its index, whatever the planner knows of the values
      select s.*, true as sampled
      from unnest(qa_rarities(one_of)) as wanted(rarity)
      cross join lateral (
        select c.message_id, c.replied_at, c.agent_id, c.mailbox_id, c.category,
          c.rating, c.in_incident
        from qa_current c
        where c.counted and c.outcome = 'scored' and c.engine = eng
          and c.rarity = wanted.rarity
          and c.replied_at >= f and c.replied_at < t
        offset 0
      ) s
      union all
      select c.message_id, c.replied_at, c.agent_id, c.mailbox_id, c.category,
        c.rating, c.in_incident, false
      from qa_review v
      -- by its number alone: every other index would be read once a review
      cross join lateral (select * from qa_current o
        where o.message_id = v.message_id offset 0) c
      where v.state = 'submitted' and v.blind and v.total is not null
        -- nothing is reviewed before it is written, but for clocks that differ
        and v.submitted_at >= f - interval '1 day'
        and c.counted and c.outcome = 'scored' and c.engine = eng
        and c.replied_at >= f and c.replied_at < t
    ) q
    where (boxes = '{}' or q.mailbox_id = any(boxes))
      and (who = 0 or q.agent_id = who)
      and (cat = '' or q.category = cat)
      and (rat = '' or q.rating = rat)
      and (incidents = 'all' or q.in_incident = (incidents = 'only'))
    group by q.message_id, q.replied_at
  ), given as (
    select r.message_id, r.replied_at, r.sampled, s.engine_version,
      s.rubric_version, s.model, s.prompt_hash, min(s.id) as began,
      min(s.scored_at) as since,
      (array_agg(s.total order by s.id desc))[1] as total
    from reply r
    cross join lateral (select * from qa_score c
      where c.message_id = r.message_id and c.engine = eng
        and c.outcome = 'scored' and c.total is not null
      offset 0) s
    group by 1, 2, 3, 4, 5, 6, 7
  ), placed as materialized (
    select g.*, g.began = min(g.began) over (partition by g.message_id) as first
    from given g
  ), used as (
    select row_number() over (order by min(p.since), p.engine_version,
        p.rubric_version, p.model, p.prompt_hash) as judge,
      p.engine_version, p.rubric_version, p.model, p.prompt_hash,
      min(p.since) as since
    from placed p
    group by p.engine_version, p.rubric_version, p.model, p.prompt_hash
    having bool_or(p.first)
  )
  select u.judge, p.message_id, p.replied_at, u.engine_version,
    u.rubric_version, u.model, u.prompt_hash, u.since, p.first, p.sampled,
    p.total
  from used u join placed p on p.engine_version = u.engine_version
    and p.rubric_version = u.rubric_version and p.model = u.model
    and p.prompt_hash is not distinct from u.prompt_hash
$$;

-- What people changed, by who and by what: a filter of it, and the values that the
-- filter offers (audit_choices.sql), look at no other row.
create index audit_who on audit (who, id);
create index audit_action on audit (action, id);
