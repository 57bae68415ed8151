-- What is done so that a recommendation comes true: actions, each for one recommendation or several (many to many, as
-- IMPACT OSS has it), with who leads and who joins, milestones, and indicators with a baseline, a target and values.
--
-- As everywhere: rows stand; a correction is a new row that names the one it takes the place of; "withdrawn" takes a fact
-- away from then on and leaves it readable. The views at the end hold what stands.

create table action (
  id bigint generated always as identity primary key,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);

-- The plan as it is worded; a newer wording names the one before it, so that two people who change it at once are told.
create table action_plan (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  title text not null check (title <> ''),
  text text not null check (text <> ''),
  locale text not null,
  begins_on date not null,
  due_on date,
  resources text,
  source text,
  source_url text,
  corrects bigint unique references action_plan (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check (due_on is null or due_on >= begins_on)
);
create index action_plan_by_action on action_plan (action_id);
create unique index action_plan_first on action_plan (action_id) where corrects is null;

-- States, sectoral bodies, NHRIs, across the pillars of ASEAN: one leads at a time, any number join.
create table action_body (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  body_id text not null references body (id),
  part text not null check (part in ('leads', 'joins')),
  since date not null,
  until date,
  corrects bigint unique references action_body (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check (until is null or until > since)
);
comment on column action_body.until is 'first day on which it no longer holds; null while it holds';
create index action_body_by_action on action_body (action_id);
create index action_body_by_body on action_body (body_id);

create table action_recommendation (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  recommendation_id bigint not null references recommendation (id),
  corrects bigint unique references action_recommendation (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index action_recommendation_by_action on action_recommendation (action_id);
create index action_recommendation_by_recommendation on action_recommendation (recommendation_id);

-- How far an action is: it is planned by being written down; every later step is a row here.
create table action_step (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  step text not null check (step in ('begun', 'completed', 'stopped')),
  reached_on date not null,
  reason text,
  source_url text,
  corrects bigint unique references action_step (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check (step <> 'stopped' or reason <> '')
);
create index action_step_by_action on action_step (action_id, reached_on);

create table milestone (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index milestone_by_action on milestone (action_id);
create table milestone_plan (
  id bigint generated always as identity primary key,
  milestone_id bigint not null references milestone (id),
  title text not null check (title <> ''),
  locale text not null,
  due_on date not null,
  corrects bigint unique references milestone_plan (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index milestone_plan_by_milestone on milestone_plan (milestone_id);
create unique index milestone_plan_first on milestone_plan (milestone_id) where corrects is null;

create table milestone_reached (
  id bigint generated always as identity primary key,
  milestone_id bigint not null references milestone (id),
  reached_on date not null,
  evidence text,
  source_url text,
  corrects bigint unique references milestone_reached (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index milestone_reached_by_milestone on milestone_reached (milestone_id);

create table indicator (
  id bigint generated always as identity primary key,
  action_id bigint not null references action (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index indicator_by_action on indicator (action_id);
create table indicator_plan (
  id bigint generated always as identity primary key,
  indicator_id bigint not null references indicator (id),
  name text not null check (name <> ''),
  unit text not null check (unit <> ''),
  locale text not null,
  baseline numeric not null,
  baseline_on date not null,
  target numeric not null,
  target_on date not null check (target_on > baseline_on),
  corrects bigint unique references indicator_plan (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index indicator_plan_by_indicator on indicator_plan (indicator_id);
create unique index indicator_plan_first on indicator_plan (indicator_id) where corrects is null;

create table indicator_value (
  id bigint generated always as identity primary key,
  indicator_id bigint not null references indicator (id),
  value numeric not null,
  observed_on date not null,
  source text not null check (source <> ''),
  source_url text,
  corrects bigint unique references indicator_value (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index indicator_value_by_indicator on indicator_value (indicator_id, observed_on);

create view standing_action_plan as
  select p.* from action_plan p where not exists (select from action_plan later where later.corrects = p.id);
create view standing_action_body as
  select b.* from action_body b
  where not b.withdrawn and not exists (select from action_body later where later.corrects = b.id);
create view standing_action_recommendation as
  select r.* from action_recommendation r
  where not r.withdrawn and not exists (select from action_recommendation later where later.corrects = r.id);
create view standing_action_step as
  select s.* from action_step s
  where not s.withdrawn and not exists (select from action_step later where later.corrects = s.id);
create view standing_milestone as
  select m.action_id, p.* from milestone_plan p join milestone m on m.id = p.milestone_id
  where not p.withdrawn and not exists (select from milestone_plan later where later.corrects = p.id);
create view standing_milestone_reached as
  select r.* from milestone_reached r
  where not r.withdrawn and not exists (select from milestone_reached later where later.corrects = r.id);
create view standing_indicator as
  select i.action_id, p.* from indicator_plan p join indicator i on i.id = p.indicator_id
  where not p.withdrawn and not exists (select from indicator_plan later where later.corrects = p.id);
create view standing_indicator_value as
  select v.* from indicator_value v
  where not v.withdrawn and not exists (select from indicator_value later where later.corrects = v.id);

-- The same for what a recommendation's life and progress are made of (0001, 0005).
create view standing_stage as
  select s.* from recommendation_stage s
  where not s.withdrawn and not exists (select from recommendation_stage later where later.corrects = s.id);
create view standing_position as
  select p.* from recommendation_position p
  where not p.withdrawn and not exists (select from recommendation_position later where later.corrects = p.id);
create view standing_progress as
  select e.* from progress_entry e
  where not exists (select from progress_entry later where later.corrects = e.id)
    and not exists (select from progress_retraction x where x.entry_id = e.id);

do $$
declare fact text;
begin
  foreach fact in array array['action', 'action_plan', 'action_body', 'action_recommendation', 'action_step', 'milestone',
    'milestone_plan', 'milestone_reached', 'indicator', 'indicator_plan', 'indicator_value']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
