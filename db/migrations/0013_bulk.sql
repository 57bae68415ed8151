-- Many facts from one file: past reviews (history), and the spreadsheets in which positions and progress come back.
-- Each file is kept as it came; that somebody looked at it and entered it, what came of it, and that it was taken back
-- are dated facts of their own.

create table bulk_file (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('history', 'progress', 'positions')),
  track text check (track in ('state', 'stakeholder', 'body')),
  by_body_id text references body (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  original_name text not null,
  received_at timestamptz not null,
  received_by text not null,
  account_id text references account (id),
  check ((kind = 'progress') = (track is not null)),
  check ((track is null) = (by_body_id is null))
);
comment on column bulk_file.by_body_id is 'in whose name a sheet of progress speaks';

-- Somebody saw what the file would change and said: enter it.
create table bulk_entry (
  file_id bigint primary key references bulk_file (id),
  skips_faulty boolean not null default false,
  asked_at timestamptz not null,
  asked_by text not null
);

create table bulk_outcome (
  file_id bigint primary key references bulk_file (id),
  entered integer not null,
  known integer not null,
  faulty integer not null,
  refused text,
  refused_values jsonb not null default '{}',
  ended_at timestamptz not null
);
comment on column bulk_outcome.entered is 'recommendations of a history, changes of a sheet';

create table bulk_undo (
  file_id bigint primary key references bulk_file (id),
  reason text not null check (reason <> ''),
  undone_at timestamptz not null,
  undone_by text not null
);

-- Which facts a sheet made, so that they can be taken back together.
create table bulk_fact (
  file_id bigint not null references bulk_file (id),
  progress_entry_id bigint unique references progress_entry (id),
  position_id bigint unique references recommendation_position (id),
  check (num_nonnulls(progress_entry_id, position_id) = 1)
);
create index bulk_fact_by_file on bulk_fact (file_id);

-- Work at hand, not a fact: how far an import is. It is overwritten, and what it tells is over with the outcome.
create table bulk_progress (
  file_id bigint primary key references bulk_entry (file_id),
  stage text not null check (stage in ('waiting', 'reading', 'entering', 'indexing')),
  done integer not null,
  total integer not null,
  at timestamptz not null
);

do $$
declare fact text;
begin
  foreach fact in array array['bulk_file', 'bulk_entry', 'bulk_outcome', 'bulk_undo', 'bulk_fact']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;

-- A recommendation that came with a file goes when the whole file is taken back: its row stays, and nothing that reads
-- "recommendation", its makers or its addressees sees it any more. The rule is here, in one place, for every query there
-- is and will be. A table that refers to them refers to the recorded ones.
alter table recommendation rename to recorded_recommendation;
alter table recommendation_maker rename to recorded_maker;
alter table recommendation_addressee rename to recorded_addressee;
alter table recorded_recommendation add column bulk_file_id bigint references bulk_file (id);
create index recorded_recommendation_by_file on recorded_recommendation (bulk_file_id) where bulk_file_id is not null;

create view recommendation as
  select r.id, r.reference, r.mechanism, r.dialogue_id, r.segment_id, r.session, r.made_on, r.ordinal, r.recorded_at,
    r.recorded_by, r.bulk_file_id
  from recorded_recommendation r
  where not exists (select from bulk_undo u where u.file_id = r.bulk_file_id);
create view recommendation_taken_back as
  select r.id from bulk_undo u join recorded_recommendation r on r.bulk_file_id = u.file_id;
create view recommendation_maker as
  select m.recommendation_id, m.body_id from recorded_maker m
  where not exists (select from recommendation_taken_back t where t.id = m.recommendation_id);
create view recommendation_addressee as
  select a.recommendation_id, a.body_id from recorded_addressee a
  where not exists (select from recommendation_taken_back t where t.id = a.recommendation_id);
comment on view recommendation is 'the recommendations that stand: those of a file that was taken back are left out';

-- Rows leave the index with their recommendations. Nodes hold its columns in memory: those filled before this version
-- are filled anew.
alter table search_state add column forgot_at bigint not null default 0;
