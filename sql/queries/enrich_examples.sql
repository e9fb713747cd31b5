-- sql/queries/enrich_examples.sql: what people corrected of conversations lately, newest first
-- $1 int   how many at most
-- returns  conversation, the customer's words, categories, intent, notes
-- Only what stands, in words that the rules in use have.
with said as (
  select f.conversation_id, max(f.id) as id,
    (array_agg(f.became order by f.id desc)
      filter (where f.field = 'category')) [1] as category,
    (array_agg(f.became order by f.id desc)
      filter (where f.field = 'intent')) [1] as intent,
    coalesce((array_agg(f.notes order by f.id desc)
      filter (where f.notes <> '')) [1], '') as notes
  from feedback f
  where f.undone_at is null and f.field in ('category', 'intent', 'note')
  group by f.conversation_id
)
select s.conversation_id,
  c.subject || E'\n' || left(customer_words(c.id, c.first_reply_at), 1000),
  coalesce(s.category, ''), coalesce(s.intent, ''), s.notes
from said s join conversation c on c.id = s.conversation_id
where s.category is not null or s.intent is not null
order by s.id desc
limit $1::int
