-- The record: who the bodies are, what was adopted, what a Dialogue was, what it recommended.
--
-- Two rules shape every table here.
-- 1. State is a dated fact. A body is a member because a row says from when, on whose word. Nothing is
--    overwritten: a correction is a new row that names the one it corrects ("corrects"), and readers take the rows
--    that nobody corrected. A withdrawn fact is a correction with "withdrawn" set.
-- 2. What a person reads in several languages is one jsonb object {locale: text}; English is always there.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- Where a fact comes from. A fact without a source is not a fact of the record.
create table source (
  id bigint generated always as identity primary key,
  title text not null,
  publisher text,
  url text,
  published_on date,
  note text,
  unique nulls not distinct (title, publisher, published_on)
);

-- States, commissions, sectoral bodies, NHRIs, CSOs, universities. The id is a short readable word that never
-- changes (TH, aichr, komnas-ham): links and exports are built on it.
create table body (
  id text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9-]*$'),
  kind text not null check (kind in
    ('state', 'organisation', 'commission', 'sectoral-body', 'nhri', 'cso', 'university', 'other')),
  name jsonb not null check (name ? 'en'),
  short_name jsonb not null default '{}',
  state_id text references body (id),
  website text,
  note jsonb not null default '{}'
);
comment on column body.state_id is 'for an NHRI or CSO: the State in which it works, as a body of kind state';

-- Every way in which documents print a body's name, so that extraction and import find it.
create table body_alias (
  alias text primary key check (alias = lower(alias)),
  body_id text not null references body (id)
);

create table membership (
  id bigint generated always as identity primary key,
  body_id text not null references body (id),
  of_body_id text not null references body (id),
  capacity text not null check (capacity in ('member', 'observer', 'candidate')),
  since date not null,
  until date,
  source_id bigint not null references source (id),
  corrects bigint unique references membership (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null default now(),
  check (until is null or until > since)
);
comment on column membership.until is 'first day on which it no longer holds; null while it holds';

-- Standing of an NHRI under the Paris Principles (A, B) or of a CSO in consultative relationship: each row is one
-- event of its history with the reason for it.
create table accreditation (
  id bigint generated always as identity primary key,
  body_id text not null references body (id),
  by_body_id text references body (id),
  scheme text not null check (scheme in ('paris-principles', 'consultative-relationship')),
  status text not null check (status in
    ('A', 'B', 'applied', 'screening', 'granted', 'refused', 'suspended', 'ended')),
  effective_on date not null,
  reason jsonb not null default '{}',
  source_id bigint not null references source (id),
  corrects bigint unique references accreditation (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null default now()
);
create index accreditation_by_body on accreditation (body_id, effective_on);

create table instrument (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  kind text not null check (kind in ('declaration', 'treaty', 'statement', 'charter', 'terms-of-reference', 'other')),
  title jsonb not null check (title ? 'en'),
  short_title jsonb not null default '{}',
  adopted_on date not null,
  place text,
  official_url text,
  about jsonb not null default '{}',
  source_id bigint not null references source (id)
);

create table instrument_adoption (
  instrument_id text not null references instrument (id),
  body_id text not null references body (id),
  adopted_on date not null,
  source_id bigint not null references source (id),
  primary key (instrument_id, body_id)
);

create table article (
  id bigint generated always as identity primary key,
  instrument_id text not null references instrument (id),
  number text not null,
  ordinal integer not null,
  heading jsonb not null default '{}',
  part jsonb not null default '{}',
  unique (instrument_id, number)
);
comment on column article.heading is 'our own short heading where the instrument gives none';

-- The words of an article, by language, from a named source. A newer text is a new row; the newest is read.
create table article_text (
  id bigint generated always as identity primary key,
  article_id bigint not null references article (id),
  locale text not null,
  text text not null,
  source_id bigint not null references source (id),
  recorded_at timestamptz not null default now()
);
create index article_text_by_article on article_text (article_id, locale, id desc);

create table dialogue (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  edition integer not null unique,
  title jsonb not null check (title ? 'en'),
  summary jsonb not null default '{}',
  held_from date not null,
  held_until date not null check (held_until >= held_from),
  place jsonb not null default '{}',
  mode text not null check (mode in ('in-person', 'online', 'hybrid', 'unknown')),
  convened_by text not null references body (id),
  source_id bigint not null references source (id)
);

create table segment (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  dialogue_id text not null references dialogue (id),
  parent_id text references segment (id),
  ordinal integer not null,
  kind text not null check (kind in ('opening', 'thematic-session', 'briefings', 'interactive-dialogue',
    'general-segment', 'stakeholders-segment', 'recommendations-segment', 'fireside-chat', 'commemoration',
    'treasure-hunt', 'press-release', 'other')),
  title jsonb not null check (title ? 'en'),
  summary jsonb not null default '{}',
  held_on date not null,
  source_id bigint not null references source (id)
);
create index segment_by_dialogue on segment (dialogue_id, ordinal);

create table person (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  name text not null,
  note jsonb not null default '{}'
);

-- Who did what in a Dialogue, or in one of its segments: co-chair, speaker, keynote, panellist.
create table participation (
  id bigint generated always as identity primary key,
  dialogue_id text not null references dialogue (id),
  segment_id text references segment (id),
  person_id text not null references person (id),
  body_id text references body (id),
  role text not null check (role in ('co-chair', 'chair', 'keynote', 'opening-remarks', 'welcome', 'briefing',
    'speaker', 'panellist', 'rapporteur')),
  title jsonb not null default '{}',
  ordinal integer not null default 0,
  source_id bigint not null references source (id)
);
create index participation_by_dialogue on participation (dialogue_id, ordinal);

create table delegation (
  dialogue_id text not null references dialogue (id),
  body_id text not null references body (id),
  capacity text not null check (capacity in ('member', 'observer', 'commission', 'permanent-representatives',
    'nhri', 'cso', 'university', 'organiser')),
  note jsonb not null default '{}',
  source_id bigint not null references source (id),
  primary key (dialogue_id, body_id)
);

create table statement (
  id bigint generated always as identity primary key,
  dialogue_id text not null references dialogue (id),
  segment_id text references segment (id),
  body_id text references body (id),
  person_id text references person (id),
  kind text not null check (kind in ('country-briefing', 'remarks', 'statement', 'quotation', 'good-practice')),
  summary jsonb not null check (summary ? 'en'),
  source_id bigint not null references source (id)
);
create index statement_by_dialogue on statement (dialogue_id, segment_id);

create table theme (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  parent_id text references theme (id),
  ordinal integer not null default 0,
  label jsonb not null check (label ? 'en'),
  scope jsonb not null default '{}'
);

-- How our themes answer to other people's lists.
create table theme_mapping (
  theme_id text not null references theme (id),
  scheme text not null check (scheme in ('upr-issue', 'ahrd-article', 'sdg')),
  code text not null,
  primary key (theme_id, scheme, code)
);
create index theme_mapping_by_code on theme_mapping (scheme, code);

-- An original file, untouched, known by its SHA-256. What was read from it lives beside it (later migrations).
create table document (
  id bigint generated always as identity primary key,
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  media_type text not null,
  original_name text not null,
  received_at timestamptz not null default now(),
  received_from text
);

-- What is known about a document (title, kind, language, date): each correction a new row, the newest is read.
create table document_description (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  title text not null,
  kind text not null check (kind in ('press-release', 'upr-report', 'statement', 'declaration', 'report', 'dataset', 'other')),
  language text,
  published_on date,
  publisher text,
  url text,
  recorded_at timestamptz not null default now(),
  recorded_by text
);
create index document_description_by_document on document_description (document_id, id desc);

-- A recommendation of the record. Its words, positions and themes are facts of their own, below.
create table recommendation (
  id bigint generated always as identity primary key,
  reference text not null unique check (reference ~ '^[A-Za-z0-9][A-Za-z0-9.-]*$'),
  mechanism text not null check (mechanism in ('dialogue', 'upr', 'treaty-body', 'special-procedure', 'other')),
  dialogue_id text references dialogue (id),
  segment_id text references segment (id),
  session text,
  made_on date not null,
  ordinal integer,
  recorded_at timestamptz not null default now(),
  recorded_by text
);
comment on column recommendation.reference is 'public stable identifier, in links, exports and citations';
comment on column recommendation.session is 'the session of the mechanism where it is not a Dialogue, e.g. UPR 12';
create index recommendation_by_dialogue on recommendation (dialogue_id, ordinal);

-- The words, append-only. kind "original" is what the document says; "correction" replaces it from then on;
-- "translation" stands beside it; "title" is the short name people use for it.
create table recommendation_text (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null references recommendation (id),
  kind text not null check (kind in ('original', 'correction', 'translation', 'title', 'explanation')),
  locale text not null,
  text text not null,
  reason text,
  source_id bigint references source (id),
  recorded_at timestamptz not null default now(),
  recorded_by text
);
create index recommendation_text_by_recommendation on recommendation_text (recommendation_id, id);

create table recommendation_maker (
  recommendation_id bigint not null references recommendation (id),
  body_id text not null references body (id),
  primary key (recommendation_id, body_id)
);
create index recommendation_maker_by_body on recommendation_maker (body_id, recommendation_id);

create table recommendation_addressee (
  recommendation_id bigint not null references recommendation (id),
  body_id text not null references body (id),
  primary key (recommendation_id, body_id)
);
create index recommendation_addressee_by_body on recommendation_addressee (body_id, recommendation_id);

-- Themes and articles can be put right later: the row that withdraws one is dated, the first stays.
create table recommendation_theme (
  recommendation_id bigint not null references recommendation (id),
  theme_id text not null references theme (id),
  recorded_at timestamptz not null default now(),
  recorded_by text,
  withdrawn_at timestamptz,
  primary key (recommendation_id, theme_id, recorded_at)
);
create index recommendation_theme_by_theme on recommendation_theme (theme_id, recommendation_id);

create table recommendation_article (
  recommendation_id bigint not null references recommendation (id),
  article_id bigint not null references article (id),
  recorded_at timestamptz not null default now(),
  recorded_by text,
  withdrawn_at timestamptz,
  primary key (recommendation_id, article_id, recorded_at)
);
create index recommendation_article_by_article on recommendation_article (article_id, recommendation_id);

-- What an addressee said to it. The newest uncorrected row by date is its position on a day.
create table recommendation_position (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null references recommendation (id),
  body_id text not null references body (id),
  position text not null check (position in ('pending', 'supported', 'partly', 'noted', 'no-reply')),
  stated_on date not null,
  source_id bigint references source (id),
  document_id bigint references document (id),
  corrects bigint unique references recommendation_position (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null default now(),
  recorded_by text
);
create index recommendation_position_by_recommendation on recommendation_position (recommendation_id, body_id, stated_on);

-- Where a recommendation stands in the world: document, page, paragraph and the exact passage; or a source alone
-- where no document is in the hall yet.
create table provenance (
  id bigint generated always as identity primary key,
  recommendation_id bigint not null references recommendation (id),
  document_id bigint references document (id),
  source_id bigint references source (id),
  page integer,
  paragraph text,
  passage text,
  place jsonb,
  recorded_at timestamptz not null default now(),
  check (document_id is not null or source_id is not null)
);
comment on column provenance.place is 'anchors of the passage in the reading: {from: {page, line, character}, to: {...}}';
create index provenance_by_recommendation on provenance (recommendation_id);
create index provenance_by_document on provenance (document_id, page);

-- One row for every write, in the same transaction as the write. Append-only: see the rule at the end.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id text,
  actor_name text not null,
  permission text not null,
  subject_kind text,
  subject_id text,
  details jsonb not null default '{}'
);
create index audit_by_subject on audit (subject_kind, subject_id, id desc);
create index audit_by_actor on audit (actor_id, id desc);

-- The hall itself: opened as a demonstration or for real, when, under which name.
create table hall (
  id boolean primary key default true check (id),
  mode text not null check (mode in ('demonstration', 'real')),
  name jsonb not null,
  opened_at timestamptz not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are facts: they are never changed or deleted; record a correction instead', tg_table_name;
end $$;

do $$
declare fact text;
begin
  foreach fact in array array['membership', 'accreditation', 'article_text', 'document', 'document_description',
    'recommendation_text', 'recommendation_position', 'provenance', 'audit']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
