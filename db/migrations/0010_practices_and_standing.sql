-- Good practices that States and NHRIs share; the way of a State towards a national human rights institution (NHRI); the
-- accreditation of civil society organisations, from application to decision and appeal.
--
-- As everywhere: rows stand; a correction is a new row that names the one it takes the place of.

create table practice (
  id bigint generated always as identity primary key,
  by_body_id text not null references body (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create index practice_by_body on practice (by_body_id);

-- All that is said of a practice, at once: a later wording takes the place of the one it names, its links with it, so that
-- every wording can be read as it stood, and of two that change the same one the second is told.
create table practice_wording (
  id bigint generated always as identity primary key,
  practice_id bigint not null references practice (id),
  title text not null check (title <> ''),
  done text not null check (done <> ''),
  outcome text not null check (outcome <> ''),
  since date not null,
  locale text not null,
  source text not null check (source <> ''),
  source_url text,
  words tsvector not null,
  corrects bigint unique references practice_wording (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
comment on column practice_wording.words is 'lexemes as the search of recommendations makes them (src/areas/publication/lexemes.ts)';
create index practice_wording_by_practice on practice_wording (practice_id);
create unique index practice_wording_first on practice_wording (practice_id) where corrects is null;
create index practice_wording_words on practice_wording using gin (words);

create table practice_theme (
  wording_id bigint not null references practice_wording (id),
  theme_id text not null references theme (id),
  primary key (wording_id, theme_id)
);
create index practice_theme_by_theme on practice_theme (theme_id);
create table practice_article (
  wording_id bigint not null references practice_wording (id),
  article_id bigint not null references article (id),
  primary key (wording_id, article_id)
);
create index practice_article_by_article on practice_article (article_id);
create table practice_recommendation (
  wording_id bigint not null references practice_wording (id),
  recommendation_id bigint not null references recommendation (id),
  primary key (wording_id, recommendation_id)
);
create index practice_recommendation_by_recommendation on practice_recommendation (recommendation_id);

-- Taken back by those who shared it, with the reason; it stays readable as taken back.
create table practice_withdrawal (
  id bigint generated always as identity primary key,
  practice_id bigint not null unique references practice (id),
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);

create view standing_practice as
  select w.* from practice_wording w
  where not exists (select from practice_wording later where later.corrects = w.id);

-- The steps towards an NHRI are data: what leads where differs from State to State, so that none is compulsory. A kind
-- without a rung ("other") is told in words and stands on no rung of the ladder.
create table institution_step_kind (
  id text primary key check (id ~ '^[a-z][a-z-]*$'),
  rung integer unique,
  label jsonb not null check (label ? 'en')
);
insert into institution_step_kind (id, rung, label) values
  ('commitment', 1, '{"en": "Commitment", "id": "Komitmen", "th": "คำมั่น"}'),
  ('draft-law', 2, '{"en": "Draft law", "id": "Rancangan undang-undang", "th": "ร่างกฎหมาย"}'),
  ('law-adopted', 3, '{"en": "Law adopted", "id": "Undang-undang disahkan", "th": "ตรากฎหมายแล้ว"}'),
  ('appointed', 4, '{"en": "Members appointed", "id": "Anggota diangkat", "th": "แต่งตั้งกรรมการแล้ว"}'),
  ('applied', 5, '{"en": "Applied for accreditation", "id": "Mengajukan akreditasi", "th": "ยื่นขอรับรองสถานะ"}'),
  ('accredited', 6, '{"en": "Accredited", "id": "Terakreditasi", "th": "ได้รับการรับรองสถานะ"}'),
  ('other', null, '{"en": "Another step", "id": "Langkah lain", "th": "ขั้นตอนอื่น"}');

create table institution_step (
  id bigint generated always as identity primary key,
  state_id text not null references body (id),
  kind text not null references institution_step_kind (id),
  reached_on date not null,
  text text not null check (text <> ''),
  locale text not null,
  source text not null check (source <> ''),
  source_url text,
  recorded_for text references body (id),
  corrects bigint unique references institution_step (id),
  withdrawn boolean not null default false,
  reason text,
  recorded_at timestamptz not null,
  recorded_by text not null references account (id),
  check ((corrects is null) = (reason is null)),
  check (not withdrawn or corrects is not null)
);
comment on column institution_step.recorded_for is 'the State in whose name it was recorded; null: by the secretariat';
comment on column institution_step.reason is 'why an earlier row was corrected or taken back';
create index institution_step_by_state on institution_step (state_id, reached_on);

-- How many days a step of an accreditation may take, from when on. A new number is a new row.
create table accreditation_limit (
  name text not null check (name in ('begin', 'answer', 'decide', 'appeal', 'decide-appeal')),
  since date not null,
  days integer not null check (days > 0),
  source text not null,
  primary key (name, since)
);
comment on column accreditation_limit.name is 'begin: until screening begins; answer: for the organisation to give what was asked; decide: from screening to decision; appeal: for the organisation to appeal; decide-appeal: for the answer to it';
insert into accreditation_limit (name, since, days, source)
select name, '2000-01-01', days, 'Set by this hall until the body adopts its own'
from (values ('begin', 14), ('answer', 30), ('decide', 60), ('appeal', 30), ('decide-appeal', 60)) as set_by_the_hall (name, days);

-- What an organisation is measured by. An application is measured by what held on the day it came in.
create table accreditation_criterion (
  id text primary key check (id ~ '^[a-z][a-z0-9-]*$'),
  ordinal integer not null,
  question jsonb not null check (question ? 'en'),
  since date not null,
  source text not null
);
-- From that day on a criterion no longer counts for what comes in.
create table accreditation_criterion_end (
  criterion_id text primary key references accreditation_criterion (id),
  until date not null,
  source text not null
);
insert into accreditation_criterion (id, ordinal, question, since, source)
select id, ordinal, question::jsonb, '2000-01-01', 'Set by this hall until the body adopts its own'
from (values
  ('purpose', 1, '{"en": "Does its purpose agree with the ASEAN Charter and the ASEAN Human Rights Declaration?", "id": "Apakah tujuannya sejalan dengan Piagam ASEAN dan Deklarasi HAM ASEAN?", "th": "วัตถุประสงค์สอดคล้องกับกฎบัตรอาเซียนและปฏิญญาอาเซียนว่าด้วยสิทธิมนุษยชนหรือไม่"}'),
  ('non-profit', 2, '{"en": "Does it work without profit?", "id": "Apakah organisasi ini nirlaba?", "th": "ดำเนินงานโดยไม่แสวงหากำไรหรือไม่"}'),
  ('region', 3, '{"en": "Does its work concern people in at least one member State?", "id": "Apakah kegiatannya menyangkut masyarakat di sedikitnya satu negara anggota?", "th": "งานเกี่ยวข้องกับผู้คนในรัฐสมาชิกอย่างน้อยหนึ่งรัฐหรือไม่"}'),
  ('activity', 4, '{"en": "Has it been active for at least two years?", "id": "Apakah sudah aktif sedikitnya dua tahun?", "th": "ดำเนินงานมาแล้วอย่างน้อยสองปีหรือไม่"}'),
  ('governance', 5, '{"en": "Does it have statutes, and say who leads it and who funds it?", "id": "Apakah memiliki anggaran dasar serta menyebutkan pemimpin dan sumber dananya?", "th": "มีธรรมนูญ และเปิดเผยผู้นำกับแหล่งทุนหรือไม่"}')
) as set_by_the_hall (id, ordinal, question);

-- What an organisation says of itself when it applies. Whom to write to is kept apart, below.
create table accreditation_application (
  id bigint generated always as identity primary key,
  reference text generated always as ('CSO-' || extract(year from received_on)::int::text || '-' ||
    lpad(id::text, greatest(4, length(id::text)), '0')) stored unique,
  name text not null check (name <> ''),
  english_name text,
  seat text not null check (seat <> ''),
  state_id text references body (id),
  purpose text not null check (purpose <> ''),
  reach text not null check (reach <> ''),
  website text,
  locale text not null,
  received_on date not null,
  recorded_at timestamptz not null,
  recorded_by text references account (id)
);
comment on column accreditation_application.state_id is 'the member State of its seat; null where the seat is elsewhere';
comment on column accreditation_application.recorded_by is 'null: the organisation itself, by the public form';

-- Personal data: no fact of the record. Read by the secretariat and by mail; it can be changed and erased.
create table accreditation_contact (
  application_id bigint primary key references accreditation_application (id),
  name text not null,
  email text not null check (email = lower(email))
);
create index accreditation_contact_by_email on accreditation_contact (email);

-- The links by which an organisation opens its own case: 256 bits, of which the hall keeps the hash alone. Every letter
-- brings one, so that a lost letter locks nobody out.
create table accreditation_link (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  application_id bigint not null references accreditation_application (id),
  made_at timestamptz not null
);

-- What happened to an application. The turn is its place in the case: two people who take the same turn can't both.
create table accreditation_event (
  id bigint generated always as identity primary key,
  application_id bigint not null references accreditation_application (id),
  turn integer not null check (turn > 0),
  step text not null check (step in ('taken-over', 'screening', 'information-asked', 'information-given', 'granted',
    'refused', 'closed', 'withdrawn', 'reopened', 'appealed', 'appeal-allowed', 'appeal-dismissed', 'suspended',
    'reinstated', 'ended')),
  reached_on date not null,
  reason text not null,
  locale text not null,
  recorded_at timestamptz not null,
  recorded_by text references account (id),
  unique (application_id, turn)
);
comment on column accreditation_event.recorded_by is 'null: the organisation itself, by its link';

create table accreditation_finding (
  id bigint generated always as identity primary key,
  application_id bigint not null references accreditation_application (id),
  criterion_id text not null references accreditation_criterion (id),
  finding text not null check (finding in ('met', 'not-met', 'unclear')),
  reason text not null check (reason <> ''),
  corrects bigint unique references accreditation_finding (id),
  recorded_at timestamptz not null,
  recorded_by text not null references account (id)
);
create unique index accreditation_finding_first on accreditation_finding (application_id, criterion_id) where corrects is null;

-- The organisation that an application made a body of the record.
create table accreditation_body (
  application_id bigint primary key references accreditation_application (id),
  body_id text not null unique references body (id),
  recorded_at timestamptz not null
);

do $$
declare fact text;
begin
  foreach fact in array array['practice', 'practice_wording', 'practice_theme', 'practice_article',
    'practice_recommendation', 'practice_withdrawal', 'institution_step', 'accreditation_limit',
    'accreditation_criterion', 'accreditation_criterion_end',
    'accreditation_application', 'accreditation_event', 'accreditation_finding', 'accreditation_body']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
