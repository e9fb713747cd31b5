-- The working list of insights: words to count, and who has seen what.

-- What a conversation is about in single words, most telling first; written with
-- the verdict, so that no page reads texts to count words.
create table keyword (
  conversation_id bigint primary key references conversation on delete cascade,
  words           text[] not null
);

-- Up to which number a person has seen the list; what is above is marked new.
create table insight_seen (
  user_id bigint primary key references app_user on delete cascade,
  number  bigint not null,
  seen_at timestamptz not null default now()
);
