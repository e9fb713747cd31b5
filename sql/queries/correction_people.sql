-- sql/queries/correction_people.sql: who said something
-- returns  who, how often; most often first
select who, count(*) from feedback group by who order by count(*) desc, who
