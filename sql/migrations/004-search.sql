-- Search: a document of words per conversation, and the words of the account.

-- Both are trusted: the owner of the database may create them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- English word forms count as one word, accents do not count; words of other
-- languages are compared as they are written. No word is left out, so that a
-- phrase such as "not received" means what it says.
create text search dictionary tidemark_stem
  (template = pg_catalog.snowball, language = english);
create text search configuration tidemark (copy = pg_catalog.english);
alter text search configuration tidemark
  alter mapping for asciihword, asciiword, hword, hword_asciipart, hword_part,
    word with unaccent, tidemark_stem;
-- The same without word forms, for the beginning of a word.
create text search configuration tidemark_plain (copy = pg_catalog.simple);
alter text search configuration tidemark_plain
  alter mapping for asciihword, asciiword, hword, hword_asciipart, hword_part,
    word with unaccent, simple;

-- Weights: A subject, B customer, C agents, D notes. Beside words it holds marks
-- such as "tag:vip" and "from:1001", which no text can contain. content_hash is
-- the conversation's when it was read, so that only changes are read again.
create table search_doc (
  conversation_id bigint primary key
    references conversation on delete cascade,
  content_hash    bytea not null,
  words           tsvector not null
);
-- Ranking reads whole documents; up to a page they are kept in the row, as they are.
alter table search_doc set (toast_tuple_target = 8160);
create index search_doc_words on search_doc using gin (words);

-- How many conversations of a sample hold a word, and how it is mostly spelt.
create table search_word (
  stem text primary key,
  docs int not null,
  word text not null default ''
);
create index search_word_alike on search_word using gin (word gin_trgm_ops)
  where word <> '';

create table search_state (
  only_row     boolean primary key default true check (only_row),
  total        bigint not null default 0,  -- conversations that can be found
  sample       int not null default 0,     -- of them in the sample
  length       real not null default 1     -- their mean number of words
    check (length >= 1),
  data_version bigint not null default 0,
  took_seconds real not null default 0,
  made_at      timestamptz
);
insert into search_state default values;

-- from: names customers by any part of their name or address.
create index customer_alike on customer using gin
  (lower(first_name || ' ' || last_name || ' ' || email) gin_trgm_ops);

-- What operators such as status: and is: are compared with.
create function search_facts(a analysis)
returns text[] language sql stable as $$
  select array['status:' || a.status, 'category:' || a.main_category,
    'severity:' || a.severity, 'platform:' || lower(a.platform),
    'version:' || lower(a.app_version), 'intent:' || a.intent,
    case when a.waiting_since is not null then 'is:waiting' end,
    case when a.first_reply_seconds is null then 'is:unreplied'
      else 'is:replied' end,
    case when a.severity >= 'high' then 'is:urgent' end,
    case when a.is_empty then 'is:empty' end,
    case when a.is_unreadable then 'is:unreadable' end,
    case when a.is_delete_request then 'is:delete_request' end]
$$;
