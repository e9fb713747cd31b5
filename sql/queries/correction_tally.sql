-- sql/queries/correction_tally.sql: how often people corrected a field to a value
-- returns  field, value, how often; of each field the most frequent first
select field, became, count(*) from feedback
where undone_at is null and field in ('category', 'severity', 'intent')
group by field, became
order by field, count(*) desc, became
