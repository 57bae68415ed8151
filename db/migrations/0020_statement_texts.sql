-- The text of a statement, handed in by the delegation that will make it. Until that speech begins only the delegation,
-- the chair, the secretariat and the rapporteur read it: whether it has begun is decided from the events of the meeting
-- (src/areas/floor/statement-text.ts), so a speech that was called by mistake and undone shows nothing. A newer text is
-- read instead of an older one.

create table statement_text (
  id bigint generated always as identity primary key,
  meeting_id text not null references meeting (id),
  -- an item of the programme, and what the text is for
  item text not null check (item <> ''),
  kind text not null check (kind in ('speech', 'reply', 'question', 'answer')),
  body_id text not null references body (id),
  locale text not null,
  words text not null check (words <> ''),
  handed_in_at timestamptz not null,
  handed_in_by text not null references account (id)
);
create index statement_text_of_meeting on statement_text (meeting_id, item, id);

-- "Checked against delivery": somebody compared a text with what was said, and notes where it differs.
create table statement_text_check (
  id bigint generated always as identity primary key,
  text_id bigint not null references statement_text (id),
  difference text not null default '',
  checked_at timestamptz not null,
  checked_by text not null references account (id),
  checked_name text not null
);
create index statement_text_check_by_text on statement_text_check (text_id, id desc);
comment on column statement_text_check.difference is 'empty: it was said as written';

do $$
declare fact text;
begin
  foreach fact in array array['statement_text', 'statement_text_check'] loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
