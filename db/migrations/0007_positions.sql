-- What an addressee says to a recommendation, by hand and in parts; the day until which replies are asked for; files as
-- evidence; and why a row of the record was put right. Rows stand, as everywhere (0001).

-- A statement says its words and where it is said. One without a source and without a document is the addressee's own,
-- made in this hall; one with either was written down from there.
alter table recommendation_position
  add column text text check (text <> ''),
  add column locale text,
  add column place text,
  add column because text,
  add check ((text is null) = (locale is null));
comment on column recommendation_position.place is 'where in the source or document: page, paragraph';
comment on column recommendation_position.because is 'why the row that this one corrects or withdraws was wrong';

alter table recommendation_stage add column because text;
comment on column recommendation_stage.because is 'why the row that this one corrects or withdraws was wrong';

-- "Partly" says of which part what. The parts belong to the statement: another division is another statement.
create table position_part (
  id bigint generated always as identity primary key,
  position_id bigint not null references recommendation_position (id),
  ordinal integer not null check (ordinal between 1 and 9),
  text text not null check (text <> ''),
  locale text not null,
  unique (position_id, ordinal)
);

create table part_position (
  id bigint generated always as identity primary key,
  part_id bigint not null references position_part (id),
  position text not null check (position in ('pending', 'supported', 'noted', 'no-reply')),
  stated_on date not null,
  text text check (text <> ''),
  locale text,
  place text,
  source_id bigint references source (id),
  document_id bigint references document (id),
  because text,
  corrects bigint unique references part_position (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check ((text is null) = (locale is null))
);
create index part_position_by_part on part_position (part_id, stated_on);

-- The day until which replies to a recommendation are asked for; a newer row names the one before it. "No reply" can be
-- said of an addressee only after it.
create table reply_day (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null references recommendation (id),
  due_on date not null,
  source text not null check (source <> ''),
  source_url text,
  because text,
  corrects bigint unique references reply_day (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index reply_day_by_recommendation on reply_day (recommendation_id);
create unique index reply_day_first on reply_day (recommendation_id) where corrects is null;

-- Evidence of an entry, kept under its SHA-256 among the originals.
create table progress_file (
  id bigint generated always as identity primary key,
  entry_id bigint not null references progress_entry (id),
  ordinal integer not null check (ordinal > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  media_type text not null,
  original_name text not null check (original_name <> ''),
  unique (entry_id, ordinal),
  unique (entry_id, sha256)
);

create view standing_part as
  select t.position_id, t.id as part_id, t.ordinal, t.text, t.locale, coalesce((
      select q.position from part_position q
      where q.part_id = t.id and not q.withdrawn and not exists (select from part_position c where c.corrects = q.id)
      order by q.stated_on desc, q.id desc limit 1
    ), 'pending') as position
  from position_part t;

-- What stands, as in 0006; where the answer was given in parts, what its parts come to. follow-up/split.ts has the rule
-- in words; a test holds the two together. Only "partly" has parts: apart from the others, so that the planner knows how
-- few need a look at them ("offset 0": once for each).
create or replace view standing_position as
  select p.id, p.recommendation_id, p.body_id, p.position, p.stated_on, p.source_id, p.document_id, p.corrects,
    p.withdrawn, p.recorded_at, p.recorded_by, p.text, p.locale, p.place, p.because
  from recommendation_position p
  where p.position <> 'partly' and not p.withdrawn
    and not exists (select from recommendation_position later where later.corrects = p.id)
  union all
  select p.id, p.recommendation_id, p.body_id, coalesce((
      select case
        when bool_and(t.position = 'supported') then 'supported'
        when bool_or(t.position = 'supported') then 'partly'
        when bool_or(t.position = 'pending') then 'pending'
        when bool_or(t.position = 'noted') then 'noted'
        else 'no-reply' end
      from (select s.position from standing_part s where s.position_id = p.id offset 0) t having count(*) > 0
    ), 'partly'), p.stated_on, p.source_id, p.document_id, p.corrects,
    p.withdrawn, p.recorded_at, p.recorded_by, p.text, p.locale, p.place, p.because
  from recommendation_position p
  where p.position = 'partly' and not p.withdrawn
    and not exists (select from recommendation_position later where later.corrects = p.id);

create or replace view standing_stage as
  select s.* from recommendation_stage s
  where not s.withdrawn and not exists (select from recommendation_stage later where later.corrects = s.id);

do $$
declare fact text;
begin
  foreach fact in array array['position_part', 'part_position', 'reply_day', 'progress_file']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
