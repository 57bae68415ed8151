-- The live Dialogue. Modality and programme are versions: a newer row is read instead of an older one, and what
-- happened under the older one can still be explained. What happens in the room is a list of events without gaps for
-- each meeting; its state is a pure function of them (src/areas/floor/floor.ts).

create table modality_version (
  id bigint generated always as identity primary key,
  dialogue_id text not null references dialogue (id),
  modality jsonb not null,
  -- why it was changed; the first one of an edition: where it comes from
  reason text not null,
  recorded_at timestamptz not null default now(),
  recorded_by text references account (id)
);
create index modality_version_newest on modality_version (dialogue_id, id desc);

create table programme_version (
  id bigint generated always as identity primary key,
  dialogue_id text not null references dialogue (id),
  programme jsonb not null,
  recorded_at timestamptz not null default now(),
  recorded_by text references account (id)
);
create index programme_version_newest on programme_version (dialogue_id, id desc);

-- A meeting: one floor. An edition has one, and as many rehearsals as it likes.
create table meeting (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  dialogue_id text not null references dialogue (id),
  -- a rehearsal is no part of the record
  rehearsal boolean not null default false,
  opened_at timestamptz not null default now(),
  opened_by text references account (id)
);
create index meeting_by_dialogue on meeting (dialogue_id);
comment on table meeting is 'the row is locked while commands of the meeting are decided, so that its events have no gaps';

-- Who does what in a meeting beyond what their mandate says: dated, as a mandate is.
create table meeting_duty (
  id bigint generated always as identity primary key,
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  duty text not null check (duty in ('chair', 'rapporteur', 'captioner', 'moderator', 'door')),
  since timestamptz not null,
  until timestamptz check (until >= since),
  granted_by text references account (id)
);
create index meeting_duty_by_account on meeting_duty (account_id, meeting_id);

create table floor_event (
  meeting_id text not null references meeting (id),
  seq integer not null check (seq > 0),
  kind text not null,
  -- the rest of the event, by its kind (src/areas/floor/event.ts)
  data jsonb not null default '{}',
  at timestamptz not null,
  by_account text references account (id),
  by_name text not null,
  -- given by the device that sent the command: doubled commands are recognised
  command_id text,
  primary key (meeting_id, seq)
);
create unique index floor_event_command on floor_event (meeting_id, command_id) where command_id is not null;

do $$
declare fact text;
begin
  foreach fact in array array['modality_version', 'programme_version', 'floor_event'] loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
