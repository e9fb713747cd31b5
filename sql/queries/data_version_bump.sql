-- sql/queries/data_version_bump.sql: last statement of a transaction that pages could show
-- returns nothing
update data_version set version = version + 1, changed_at = now()
