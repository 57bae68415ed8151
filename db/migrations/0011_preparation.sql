-- The next edition is prepared from what the last ones left open: who opened the preparation, what is planned, the list
-- of open points as the secretariat confirmed it, and how these are put together in clusters for a programme.
--
-- As everywhere: rows stand; a correction is a new row that names the one it takes the place of.

create table preparation (
  id bigint generated always as identity primary key,
  edition integer not null unique check (edition > 0),
  after_dialogue_id text not null references dialogue (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
comment on column preparation.after_dialogue_id is 'the last edition: what was done since is counted from its last day';

-- When and where it is to be held, as far as it is known: both may still be open, but who says so never is.
create table preparation_plan (
  id bigint generated always as identity primary key,
  preparation_id bigint not null references preparation (id),
  held_from date,
  held_until date,
  place text,
  source text not null check (source <> ''),
  source_url text,
  corrects bigint unique references preparation_plan (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check ((held_from is null) = (held_until is null)),
  check (held_until >= held_from)
);
create unique index preparation_plan_first on preparation_plan (preparation_id) where corrects is null;

-- A list of open points, frozen on the day on which it was confirmed. A later one takes its place; both stay readable.
create table carry_over (
  id bigint generated always as identity primary key,
  preparation_id bigint not null references preparation (id),
  as_of date not null,
  corrects bigint unique references carry_over (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create unique index carry_over_first on carry_over (preparation_id) where corrects is null;

create table carried_point (
  carry_over_id bigint not null references carry_over (id),
  recommendation_id bigint not null,
  body_id text not null,
  reason text not null check (reason in ('not-taken-up', 'silent', 'under-way', 'contested')),
  since date not null,
  primary key (carry_over_id, recommendation_id, body_id),
  foreign key (recommendation_id, body_id) references recommendation_addressee (recommendation_id, body_id)
);
comment on column carried_point.since is 'the day since which it is open for that reason';
create index carried_point_by_recommendation on carried_point (recommendation_id, body_id);

-- The clusters are what these steps make of nothing, in their order: first a proposal, then what people changed in it.
-- A step that undoes another names it; what was undone stays here.
create table cluster_step (
  id bigint generated always as identity primary key,
  preparation_id bigint not null references preparation (id),
  step jsonb not null,
  undoes bigint unique references cluster_step (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index cluster_step_by_preparation on cluster_step (preparation_id, id);

-- The newest row says whether everybody may read it.
create table preparation_publication (
  id bigint generated always as identity primary key,
  preparation_id bigint not null references preparation (id),
  public boolean not null,
  reason text check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check (public or reason is not null)
);
create index preparation_publication_by_preparation on preparation_publication (preparation_id, id desc);

do $$
declare fact text;
begin
  foreach fact in array array['preparation', 'preparation_plan', 'carry_over', 'carried_point', 'cluster_step',
    'preparation_publication']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
