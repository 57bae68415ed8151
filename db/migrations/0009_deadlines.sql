-- Being on time. What is due follows from the facts of the record (0005, 0006) and is never stored; kept here is by which
-- scheme people are reminded, who was reminded of what, how each person wants it, and the secret addresses of calendars.

-- A scheme holds from a day on until a newer one does, as membership does: it is data with a source.
create table reminding_scheme (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  since date not null unique,
  source text not null check (source <> ''),
  from_hour integer not null check (from_hour between 0 and 23),
  sign_off_within_days integer not null check (sign_off_within_days > 0),
  assess_within_days integer not null check (assess_within_days > 0)
);
comment on column reminding_scheme.from_hour is 'the hour at which a day of reminders begins, in each person''s own time zone';

create table reminding_step (
  scheme_id text not null references reminding_scheme (id),
  kind text not null,
  days integer not null,
  tell text not null check (tell in ('responsible', 'stand-in', 'secretariat')),
  primary key (scheme_id, kind, days)
);
comment on column reminding_step.days is 'days after the due day; negative before it';

-- One step towards one person for one thing that is due on one day. A due day that is put off begins anew; a mail that
-- was queued and its rows are one transaction, so that none is lost and none is sent twice.
create table reminder (
  id bigint generated always as identity primary key,
  thing text not null,
  due_on date not null,
  days integer not null,
  account_id text not null references account (id),
  mail_id bigint not null references mail (id),
  reminded_on date not null,
  reminded_at timestamptz not null,
  unique (account_id, thing, due_on, days)
);
comment on column reminder.reminded_on is 'the day where the person is';

-- How a person wants to be reminded; the newest row stands, and nobody without one is forgotten: they are told at once.
create table reminder_choice (
  id bigint generated always as identity primary key,
  account_id text not null references account (id),
  choice text not null check (choice in ('at-once', 'weekly', 'desk-only')),
  chosen_at timestamptz not null
);
create index reminder_choice_by_account on reminder_choice (account_id, id desc);

-- The address of a person's own calendar feed: whoever knows it reads the feed, so the hall keeps its hash alone.
create table calendar_address (
  id bigint generated always as identity primary key,
  account_id text not null references account (id),
  token_hash text not null unique,
  made_at timestamptz not null
);
create index calendar_address_by_account on calendar_address (account_id);
create table calendar_address_end (
  address_id bigint primary key references calendar_address (id),
  ended_at timestamptz not null
);

do $$
declare fact text;
begin
  foreach fact in array array['reminding_scheme', 'reminding_step', 'reminder', 'reminder_choice', 'calendar_address',
    'calendar_address_end']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
