-- What happened in the hall, told to those who build on it: events, who listens to them, and every attempt to tell.
--
-- An event is written in the transaction of the fact that it tells of, so there is one exactly when there is the other.
-- Its numbers follow the order in which the transactions end: whoever has read up to a number has missed none below it.

create table hall_event (
  id bigint generated always as identity primary key,
  kind text not null,
  occurred_at timestamptz not null,
  audit_id bigint not null references audit (id),
  subject_kind text,
  subject_id text,
  details jsonb not null default '{}'
);
comment on column hall_event.details is 'identifiers alone: never words of the record, never a person';
create index hall_event_by_kind on hall_event (kind, id);
create index hall_event_by_subject on hall_event (subject_kind, subject_id, id);

-- A receiver of events: somebody else's address, for which the secretariat answers.
create table webhook (
  id bigint generated always as identity primary key,
  hears_after bigint not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);
comment on column webhook.hears_after is 'the newest event when it was registered: it hears what comes after';

-- Name, address and chosen kinds; a newer choice names the one before it, so that two who change it at once are told.
create table webhook_choice (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook (id),
  name text not null check (name <> ''),
  address text not null check (address <> ''),
  kinds text[] not null check (cardinality(kinds) > 0),
  corrects bigint unique references webhook_choice (id),
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index webhook_choice_by_webhook on webhook_choice (webhook_id, id desc);
create unique index webhook_choice_first on webhook_choice (webhook_id) where corrects is null;

-- What its messages are signed with, sealed with a key that is not in the database. Renewing it is a new row.
create table webhook_secret (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook (id),
  sealed text not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index webhook_secret_by_webhook on webhook_secret (webhook_id, id desc);

create table webhook_step (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook (id),
  step text not null check (step in ('paused', 'resumed', 'ended')),
  reason text not null default '',
  passed_over bigint,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check (step <> 'paused' or reason <> ''),
  check (passed_over is null or step = 'resumed')
);
comment on column webhook_step.passed_over is 'on resuming: events up to this one are not told any more';
create index webhook_step_by_webhook on webhook_step (webhook_id, id desc);

-- Every attempt to tell: when, what was answered, in our own words. Never anything of the answer's body.
create table webhook_attempt (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook (id),
  event_id bigint references hall_event (id),
  occasion text not null check (occasion in ('turn', 'again', 'test')),
  message_id text not null,
  outcome text not null check (outcome in ('delivered', 'refused', 'redirected', 'timed-out', 'unreachable',
    'unknown-name', 'insecure', 'forbidden', 'locked')),
  status integer,
  took_ms integer not null,
  at timestamptz not null,
  check ((occasion = 'test') = (event_id is null))
);
create index webhook_attempt_by_webhook on webhook_attempt (webhook_id, id desc);
create index webhook_attempt_turns on webhook_attempt (webhook_id, event_id desc) where occasion = 'turn';

create view standing_webhook as
  select w.id, w.hears_after, c.id as choice_id, c.name, c.address, c.kinds, w.recorded_at, w.recorded_by
  from webhook w join webhook_choice c on c.webhook_id = w.id
  where not exists (select from webhook_choice later where later.corrects = c.id);

do $$
declare fact text;
begin
  foreach fact in array array['hall_event', 'webhook', 'webhook_choice', 'webhook_secret', 'webhook_step',
    'webhook_attempt']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
