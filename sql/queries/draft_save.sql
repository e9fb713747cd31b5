-- sql/queries/draft_save.sql: keeps a person's draft of the rules
-- $1 text  who
-- $2 int   the version it is based on
-- $3 text  document
-- returns nothing
insert into rules_draft (who, based_on, document) values ($1, $2::int, $3)
on conflict (who) do update set based_on = excluded.based_on,
  document = excluded.document, updated_at = now()
