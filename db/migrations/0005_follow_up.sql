-- What becomes of a recommendation: the stages of its life, and how it is carried out, told on three tracks that are
-- kept apart: the State's own report, the assessments of stakeholders (NHRIs, CSOs), the body's assessment.

-- A recommendation is proposed by being made; every later stage is a row here.
create table recommendation_stage (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null references recommendation (id),
  stage text not null check (stage in ('consolidated', 'consensus', 'adopted', 'noted', 'deferred', 'withdrawn')),
  reached_on date not null,
  into_id bigint references recommendation (id) check (into_id <> recommendation_id),
  reason text not null check (reason <> ''),
  source text not null check (source <> ''),
  source_url text,
  corrects bigint unique references recommendation_stage (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check ((stage = 'consolidated') = (into_id is not null))
);
comment on column recommendation_stage.into_id is 'the recommendation that goes on with the words of a duplicate';
create index recommendation_stage_by_recommendation on recommendation_stage (recommendation_id, reached_on);
create index recommendation_stage_by_target on recommendation_stage (into_id) where into_id is not null;

-- Scales are data: each grade says which of the hall's own levels it amounts to.
create table assessment_scale (id text primary key, name jsonb not null check (name ? 'en'), source text not null);
create table assessment_grade (
  scale_id text not null references assessment_scale (id),
  code text not null,
  ordinal integer not null,
  label jsonb not null check (label ? 'en'),
  level text not null check (level in
    ('not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken')),
  primary key (scale_id, code)
);

create table progress_entry (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null,
  about_body_id text not null,
  track text not null check (track in ('state', 'stakeholder', 'body')),
  by_body_id text not null references body (id),
  scale_id text not null,
  grade text not null,
  observed_on date not null,
  text text not null check (text <> ''),
  locale text not null,
  evidence text,
  evidence_url text,
  corrects bigint unique references progress_entry (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  foreign key (recommendation_id, about_body_id) references recommendation_addressee (recommendation_id, body_id),
  foreign key (scale_id, grade) references assessment_grade (scale_id, code)
);
comment on column progress_entry.corrects is 'the entry that this one takes the place of; the first stays readable';
create index progress_entry_by_recommendation on progress_entry (recommendation_id, about_body_id, observed_on);
create index progress_entry_by_body on progress_entry (about_body_id, recommendation_id);

-- Signed off by the validating focal point. "Fully" on the State's track counts with it, and with evidence, alone.
create table progress_validation (
  id bigint generated always as identity primary key,
  entry_id bigint not null unique references progress_entry (id),
  validated_at timestamptz not null,
  validated_by text not null references account (id)
);

-- Taken back by those who said it; it stays visible as taken back.
create table progress_retraction (
  id bigint generated always as identity primary key,
  entry_id bigint not null unique references progress_entry (id),
  reason text not null check (reason <> ''),
  retracted_at timestamptz not null,
  retracted_by text not null references account (id)
);

do $$
declare fact text;
begin
  foreach fact in array array['recommendation_stage', 'progress_entry', 'progress_validation', 'progress_retraction']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
