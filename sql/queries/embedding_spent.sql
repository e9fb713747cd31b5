-- sql/queries/embedding_spent.sql: what vectors by a service cost today (UTC)
-- returns  millionths of a dollar
select coalesce(sum(cost), 0)::bigint from model_usage
where day = (now() at time zone 'UTC')::date and purpose = 'embedding'
