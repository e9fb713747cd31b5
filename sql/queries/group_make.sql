-- sql/queries/group_make.sql: makes a group
-- $1 text  title
-- returns  id
insert into cluster (title) values ($1) returning id
