-- Documents in: a file's way from its arrival to the record.
--
-- The document itself (0001) is known by its SHA-256 and never changes. Everything that happens to it is a dated row:
-- it arrived, somebody asked for it to be read, it was read or could not be, the rules proposed recommendations, a
-- person took one step of the review after another, and what was accepted entered the record. Where a document stands
-- is computed from these rows; the review of a document waits where its last step left it.

-- Each time a file came in. The same file twice is one document with two receipts.
create table document_receipt (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  original_name text not null check (original_name <> ''),
  way text not null check (way in ('page', 'command-line', 'sample')),
  received_at timestamptz not null,
  received_by text references account (id)
);
create index document_receipt_by_document on document_receipt (document_id, id desc);

-- A file that turned out not to be wanted leaves the desk; its bytes stay. A later receipt brings it back.
create table document_set_aside (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  set_aside_at timestamptz not null,
  set_aside_by text references account (id)
);
create index document_set_aside_by_document on document_set_aside (document_id, id desc);

create table reading_request (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  recognise_in text,
  proposes boolean not null default true,
  asked_at timestamptz not null,
  asked_by text references account (id)
);
comment on column reading_request.recognise_in is 'language whose characters are to be recognised; null reads the text that the file holds';
comment on column reading_request.proposes is 'false where the text alone is wanted, because what it recommends is in the record already';
create index reading_request_by_document on reading_request (document_id, id desc);

-- How far a reading has come. Work at hand and not a fact: overwritten, and of no use once the reading is there.
create table reading_progress (
  request_id bigint primary key references reading_request (id),
  stage text not null check (stage in ('reading', 'recognising', 'proposing')),
  done integer not null,
  total integer not null check (total >= done),
  at timestamptz not null
);

-- How a reading ended: with pages, or with a refusal whose reason is a message key with its values.
create table reading (
  id bigint generated always as identity primary key,
  request_id bigint not null unique references reading_request (id),
  document_id bigint not null references document (id),
  kind text check (kind in ('pdf', 'docx', 'html', 'text', 'csv', 'picture')),
  page_count integer,
  language text,
  recognised jsonb,
  guess jsonb not null default '{}',
  refused text,
  refused_values jsonb not null default '{}',
  finished_at timestamptz not null,
  check ((kind is null) = (refused is not null)),
  check ((kind is null) = (page_count is null))
);
comment on column reading.recognised is '{by, language, confidence (0 to 100)} where the text was recognised from pictures';
comment on column reading.guess is 'what the text seems to say of itself, offered to the person who describes the document';
create index reading_by_document on reading (document_id, id desc);

create table reading_page (
  reading_id bigint not null references reading (id),
  number integer not null check (number > 0),
  size jsonb,
  lines jsonb not null,
  primary key (reading_id, number)
);
comment on column reading_page.lines is '[{text, box, opens, confidence?}], as src/areas/documents/text.ts has them';

create table proposal (
  reading_id bigint not null references reading (id),
  ordinal integer not null check (ordinal > 0),
  content jsonb not null,
  primary key (reading_id, ordinal)
);

-- The review of a reading, step by step. Two people who review at once can't both take step 7: the second is told.
create table review_step (
  reading_id bigint not null references reading (id),
  number integer not null check (number > 0),
  step jsonb not null,
  counts jsonb not null,
  taken_at timestamptz not null,
  taken_by text references account (id),
  primary key (reading_id, number)
);

comment on column review_step.counts is 'how many items stand how after this step: {waiting, accepted, rejected, entered}';

-- Which item of a review became which recommendation.
create table review_entry (
  reading_id bigint not null references reading (id),
  item text not null,
  recommendation_id bigint not null unique references recommendation (id),
  primary key (reading_id, item)
);

-- On what occasion the recommendations of a document were made; the newest row is read.
create table document_occasion (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  mechanism text not null check (mechanism in ('dialogue', 'upr', 'treaty-body', 'special-procedure', 'other')),
  dialogue_id text references dialogue (id),
  session text,
  made_on date not null,
  recorded_at timestamptz not null,
  recorded_by text references account (id)
);
create index document_occasion_by_document on document_occasion (document_id, id desc);

create table document_publication (
  document_id bigint primary key references document (id),
  published_at timestamptz not null,
  published_by text references account (id)
);

-- What everybody may read: documents that were published, and those on which the record rests.
create view public_document as
  select d.* from document d
  where exists (select from document_publication p where p.document_id = d.id)
    or exists (select from provenance p where p.document_id = d.id);

do $$
declare fact text;
begin
  foreach fact in array array['document_receipt', 'document_set_aside', 'reading_request', 'reading', 'reading_page',
    'proposal', 'review_step', 'review_entry', 'document_occasion', 'document_publication']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
