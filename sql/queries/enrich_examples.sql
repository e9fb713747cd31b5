-- sql/queries/enrich_examples.sql: what people corrected lately of conversations near to one: of the category that the rules find, or with words in common
-- $1 bigint  conversation
-- $2 int     how many at most
-- returns    conversation, the customer's words, categories, intent, notes
-- Only what stands, in words that the rules in use have; of the newest 200. The same
-- each time: by category, then words in common (those of five letters and more; one
-- alone is chance), then the newest.
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
    and f.conversation_id <> $1::bigint
  group by f.conversation_id
), newest as (
  select * from said where category is not null or intent is not null
  order by id desc limit 200
), here as (
  select a.main_category, array(select w
    from unnest(tsvector_to_array(ts_filter(x.words, '{a,b}'))) w
    where length(w) >= 5 and w !~ ':') as words
  from analysis a left join search_doc x
    on x.conversation_id = a.conversation_id
  where a.conversation_id = $1::bigint
), near as (
  select s.*, a.main_category = h.main_category as alike,
    (select count(*)
      from unnest(tsvector_to_array(ts_filter(x.words, '{a,b}'))) w
      where w = any(h.words)) as shared
  from here h, newest s
  left join analysis a on a.conversation_id = s.conversation_id
  left join search_doc x on x.conversation_id = s.conversation_id
)
select n.conversation_id,
  c.subject || E'\n' || left(customer_words(c.id, c.first_reply_at), 1000),
  coalesce(n.category, ''), coalesce(n.intent, ''), n.notes
from near n join conversation c on c.id = n.conversation_id
where n.alike or n.shared >= 2
order by coalesce(n.alike, false) desc, n.shared desc, n.id desc
limit $2::int
