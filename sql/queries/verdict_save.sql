-- sql/queries/verdict_save.sql: writes verdicts beside the conversations' facts; verdict_mark goes before, correction_apply must follow
-- $1 bigint[]   conversations
-- $2 text[]     categories, each a text[] literal
-- $3 text[]     main categories
-- $4 text[]     intents
-- $5 text[]     severities
-- $6 bigint[]   scores
-- $7 text[]     reasons, each JSON
-- $8 text[]     platforms
-- $9 text[]     app versions
-- $10 text[]    operating system versions
-- $11 text[]    devices
-- $12 bigint[]  levels, null when there is none
-- $13 text[]    user ids in the game
-- $14 bigint[]  texts (fingerprints), null when there is none
-- $15 bigint[]  flags: 1 empty, 2 unreadable, 4 delete request
-- $16 text[]    one-liners
-- $17 text[]    input hashes as hex
-- $18 int       ruleset version
-- $19 int       engine
-- $20 int       version of the model in use
-- $21 text[]    what the model said, '' for nothing known
-- $22 bigint[]  how sure it was in thousandths, null where it was not asked
-- $23 text[]    what the rules said where they were not believed, else null
-- returns nothing
with given as (
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[],
    $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::bigint[], $13::text[], $14::bigint[], $15::bigint[],
    $16::text[], $17::text[], $21::text[], $22::bigint[], $23::text[])
  as g(id, categories, main_category, intent, severity, score, reasons,
    platform, app_version, os_version, device, level, game_user_id,
    fingerprint_id, flags, one_liner, input_hash, guess, sure, rules_category)
)
insert into analysis as a (conversation_id, created_at, modified_at, number,
  mailbox_id, customer_id, status, counted, waiting_since,
  first_reply_seconds, categories, main_category, intent, severity, score,
  reasons, platform, app_version, os_version, device, level, game_user_id,
  fingerprint_id, cluster_id, is_empty, is_unreadable, is_delete_request,
  one_liner, ruleset_version, engine_version, input_hash, learnt_version,
  guess, sure, rules_category, engine)
select g.id, c.created_at, c.modified_at, c.number, c.mailbox_id,
  c.customer_id, c.status, c.counted, c.waiting_since,
  extract(epoch from c.first_reply_at - c.created_at)::int,
  g.categories::text[], g.main_category, g.intent, g.severity::severity,
  g.score, g.reasons::jsonb, g.platform, g.app_version, g.os_version,
  g.device, g.level, g.game_user_id, g.fingerprint_id,
  group_of(g.id, g.fingerprint_id),
  g.flags & 1 <> 0, g.flags & 2 <> 0, g.flags & 4 <> 0, g.one_liner,
  $18::int, $19::int, decode(g.input_hash, 'hex'), $20::int, g.guess,
  g.sure / 1000.0, g.rules_category,
  case when g.rules_category is null then 'rules' else 'learned' end
from given g join conversation c on c.id = g.id
on conflict (conversation_id) do update set
  created_at = excluded.created_at, modified_at = excluded.modified_at,
  number = excluded.number, mailbox_id = excluded.mailbox_id,
  customer_id = excluded.customer_id, status = excluded.status,
  counted = excluded.counted, waiting_since = excluded.waiting_since,
  first_reply_seconds = excluded.first_reply_seconds,
  categories = excluded.categories, main_category = excluded.main_category,
  intent = excluded.intent, severity = excluded.severity,
  score = excluded.score, reasons = excluded.reasons,
  platform = excluded.platform, app_version = excluded.app_version,
  os_version = excluded.os_version, device = excluded.device,
  level = excluded.level, game_user_id = excluded.game_user_id,
  fingerprint_id = excluded.fingerprint_id,
  cluster_id = excluded.cluster_id, is_empty = excluded.is_empty,
  is_unreadable = excluded.is_unreadable,
  is_delete_request = excluded.is_delete_request,
  one_liner = excluded.one_liner, engine = excluded.engine,
  ruleset_version = excluded.ruleset_version,
  engine_version = excluded.engine_version,
  input_hash = excluded.input_hash, analysed_at = now(),
  learnt_version = excluded.learnt_version, guess = excluded.guess,
  sure = excluded.sure, rules_category = excluded.rules_category,
  ruled_main_category = null, ruled_categories = null, ruled_intent = null,
  ruled_severity = null, corrected = '{}'
