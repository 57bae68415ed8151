-- People: accounts, the ways they prove who they are, and the mandates they hold.
--
-- An account says who a person is; a mandate says what they may do, for whom, from when until when. Mandates are facts
-- of the record like any other: ending one, or putting one right, is a new row that corrects the first. The accounts'
-- own tables (session, credential, passkey ...) belong to better-auth, under our names: they are keys and locks, not
-- record, and change freely.

create table account (
  id text primary key,
  name text not null check (btrim(name) <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  locale text not null default 'en',
  time_zone text not null default 'Asia/Jakarta',
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table account_session (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  token text not null unique,
  user_agent text,
  ip_address text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column account_session.ip_address is 'always null: addresses of people are not kept';
create index account_session_by_account on account_session (account_id);

-- One row for each way in: a password (provider "credential"), or the account at an OpenID Connect provider.
create table account_credential (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, provider_account_id)
);
create index account_credential_by_account on account_credential (account_id);

create table account_passkey (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz default now()
);
create index account_passkey_by_account on account_passkey (account_id);

create table account_second_factor (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  secret text not null,
  recovery_codes text not null,
  verified boolean not null default true,
  failed_verifications integer not null default 0,
  locked_until timestamptz
);
create index account_second_factor_by_account on account_second_factor (account_id);

-- Things that are said once and soon expire: the second step of a sign-in, a new password by mail, a passkey's challenge.
create table account_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_verification_by_identifier on account_verification (identifier);

create table rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);
comment on column rate_limit.key is 'who and what is counted, as better-auth forms it; rows are dropped after their window';

create table mandate (
  id bigint generated always as identity primary key,
  account_id text not null references account (id),
  role text not null check (role in
    ('secretariat', 'chair', 'representative', 'focal-point', 'nhri', 'cso', 'observer')),
  body_id text references body (id),
  duty text check (duty in ('main', 'alternate', 'validating')),
  since date not null,
  until date,
  reason text not null check (btrim(reason) <> ''),
  granted_by text references account (id),
  corrects bigint unique references mandate (id),
  withdrawn boolean not null default false,
  recorded_at timestamptz not null default now(),
  check (until is null or until > since),
  check ((duty is not null) = (role = 'focal-point')),
  check (body_id is not null or role in ('secretariat', 'chair', 'observer'))
);
comment on column mandate.until is 'first day on which it is no longer held; null while it is';
comment on column mandate.granted_by is 'null: by the hall itself (first secretariat, demonstration cast, command line)';
comment on column mandate.reason is 'the letter, decision or note verbale it rests on, or why it was ended';
create index mandate_by_account on mandate (account_id);

-- The facts that stand: not corrected by a later one, not withdrawn.
create view standing_mandate as
  select m.* from mandate m
  where not m.withdrawn and not exists (select from mandate later where later.corrects = m.id);

-- There is no open sign-up: an account begins with an invitation, whose secret is kept only as a hash.
create table invitation (
  id bigint generated always as identity primary key,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  email text check (email = lower(email)),
  name text,
  role text not null,
  body_id text references body (id),
  duty text,
  since date not null,
  until date,
  reason text not null,
  locale text not null default 'en',
  invited_by text references account (id),
  invited_at timestamptz not null,
  expires_at timestamptz not null
);
comment on column invitation.email is 'null only for the first link of a new hall: the person gives their own';

create table invitation_answer (
  invitation_id bigint primary key references invitation (id),
  answer text not null check (answer in ('accepted', 'withdrawn')),
  account_id text references account (id),
  answered_at timestamptz not null
);

-- Mail on its way out. In a demonstration it is shown on a page and goes no further.
create table mail (
  id bigint generated always as identity primary key,
  recipient text not null,
  locale text not null,
  subject text not null,
  text text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  error text
);
comment on column mail.text is 'emptied once sent: a mail can hold a one-time link, which must not stay at rest';

do $$
declare fact text;
begin
  foreach fact in array array['mandate', 'invitation', 'invitation_answer']
  loop
    execute format('create trigger facts_stand before update or delete on %I for each row execute function refuse_change()', fact);
    execute format('create trigger facts_stand_whole before truncate on %I for each statement execute function refuse_change()', fact);
  end loop;
end $$;
