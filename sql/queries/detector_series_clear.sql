-- sql/queries/detector_series_clear.sql: forgets all series
-- returns nothing
delete from detector_series
