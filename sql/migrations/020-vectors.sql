-- Vectors of conversations: what makes them, and where they are searched.

-- A model that makes vectors. The local one is learnt from the account's own texts
-- and stands in bytes; of a service's it is the name.
create table embedding_model (
  id         bigint generated always as identity primary key,
  engine     text not null check (engine in ('local', 'openai')),
  name       text not null default '',
  asked      int not null default 0,	-- the length that is asked for, 0 its own
  dimension  int not null default 0,	-- 0: not known yet
  bytes      bytea not null default '',
  texts      bigint not null default 0,	-- conversations there were when it was learnt
  -- making: its index is not whole; then current, and the one before is old. Old
  -- ones of a service stay, since their vectors were paid for.
  state      text not null default 'making'
    check (state in ('making', 'current', 'old')),
  made_at    timestamptz not null default now(),
  -- the index file: vectors in it, and the newest of them
  in_file    bigint not null default 0,
  file_until timestamptz,
  file_at    timestamptz,
  -- what the service said last, and until when it is not asked
  problem    text not null default '',
  closed_until timestamptz,
  capped_on  date,	-- the day (UTC) whose cap was reached
  -- where its vectors are at Pinecone, '' nowhere
  pine_index text not null default '',
  pine_space text not null default '',
  pine_problem text not null default '',	-- what it said last, '' all is well
  pine_closed timestamptz	-- it is not asked before
);
alter table embedding_model alter bytes set storage external;
create unique index embedding_model_one on embedding_model (engine, state)
  where state <> 'old';

-- vector: floats of 4 bytes, the lowest first; null when the text holds nothing that
-- the model knows, or is refused. content_hash is the conversation's when it was
-- read; the same input is not embedded twice.
create table embedding (
  model_id        bigint not null references embedding_model on delete cascade,
  conversation_id bigint not null references conversation on delete cascade,
  content_hash    bytea not null,
  input_hash      bytea not null,
  vector          bytea,
  made_at         timestamptz not null default clock_timestamp(),
  upserted        boolean not null default false,	-- at Pinecone
  primary key (model_id, conversation_id)
);
create index embedding_input on embedding (model_id, input_hash);
create index embedding_upsert on embedding (model_id, conversation_id)
  where not upserted and vector is not null;
create index embedding_conversation on embedding (conversation_id);

-- What is to be deleted at Pinecone: a record, or null: all of a namespace.
create table embedding_gone (
  id              bigint generated always as identity primary key,
  pine_index      text not null,
  pine_space      text not null,
  dimension       int not null,
  conversation_id bigint
);

create function embedding_tell_gone() returns trigger language plpgsql as $$
begin
  insert into embedding_gone (pine_index, pine_space, dimension,
    conversation_id)
  select m.pine_index, m.pine_space, m.dimension, g.conversation_id
  from gone g join embedding_model m on m.id = g.model_id
  where m.pine_index <> '' and g.upserted;
  return null;
end
$$;
create trigger embedding_gone after delete on embedding
  referencing old table as gone
  for each statement execute function embedding_tell_gone();

create function embedding_model_tell_gone() returns trigger language plpgsql as $$
begin
  insert into embedding_gone (pine_index, pine_space, dimension)
  select pine_index, pine_space, dimension from embedding_model where pine_index <> '';
  return null;
end
$$;
create trigger embedding_model_gone before truncate on embedding_model
  for each statement execute function embedding_model_tell_gone();

insert into purge_rule (name, fate) values ('embedding_model', 'emptied'),
  ('embedding', 'emptied');
insert into purge_rule (name, fate, what) values
  ('embedding_gone', 'kept', 'what is still to be deleted at Pinecone');
