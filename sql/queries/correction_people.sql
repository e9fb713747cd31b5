-- sql/queries/correction_people.sql: who said something
-- returns  who (the word), name, how often; most often first
select 'who', who, count(*) from feedback group by who order by count(*) desc, who
