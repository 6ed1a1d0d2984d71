-- The office: its places, teams and people, who does which duty, how they sign in.

create table office_profile (
  "only" boolean primary key default true check ("only"),
  name text not null check (length(name) between 1 and 200),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  language text not null check (language in ('en', 'lt')),
  sample boolean not null default false,
  -- How far the sample office has been filled; null when it is ready or the office is a real one.
  filling_job uuid,
  version integer not null default 1,
  set_up_at timestamptz not null default clock_timestamp()
);

create table branch (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  headquarters boolean not null default false,
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  version integer not null default 1,
  closed_at timestamptz
);
create unique index branch_name on branch (lower(name)) where closed_at is null;
create unique index branch_headquarters on branch (headquarters) where headquarters;

create table department (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  sales boolean not null default false,
  version integer not null default 1,
  closed_at timestamptz
);
create unique index department_name on department (lower(name)) where closed_at is null;

create table team (
  id uuid primary key,
  department_id uuid not null references department,
  branch_id uuid not null references branch,
  name text not null check (length(name) between 1 and 200),
  version integer not null default 1,
  closed_at timestamptz
);
create unique index team_name on team (department_id, lower(name)) where closed_at is null;

create table member (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and length(email) <= 320),
  email_verified boolean not null default false,
  image text,
  language text not null default 'en' check (language in ('en', 'lt')),
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  phone text check (length(phone) <= 50),
  roles text[] not null default '{}' check (roles <@ array['assistant', 'salesperson', 'seniorManager', 'colleague', 'administrator']),
  department_id uuid references department,
  branch_id uuid references branch,
  team_id uuid references team,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  deactivated_at timestamptz,
  version integer not null default 1,
  search text generated always as (talka_ext.plain(name || ' ' || email)) stored
);
create unique index member_email on member (email);
create index member_search on member using gin (search talka_ext.gin_trgm_ops);
create index member_team on member (team_id);
create index member_name on member (name, id);

create table duty_assignment (
  id uuid primary key,
  duty text not null check (duty in ('expenses', 'combine', 'review', 'payout')),
  member_id uuid not null references member,
  team_id uuid references team,
  department_id uuid references department,
  from_day date not null,
  to_day date,
  -- The assignment this one stands in for while a colleague is away.
  covers_id uuid references duty_assignment,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  check (to_day is null or to_day >= from_day),
  -- Expenses are prepared for a team; everything else is done for a whole department.
  check ((team_id is not null) = (duty = 'expenses')),
  check ((team_id is null) <> (department_id is null)),
  constraint duty_given_twice exclude using gist (
    member_id with =, duty with =, (coalesce(team_id, department_id)) with =, daterange(from_day, to_day, '[]') with &&
  ) where (covers_id is null)
);
create index duty_assignment_covers on duty_assignment (covers_id);
create index duty_assignment_member on duty_assignment (member_id, from_day);
create index duty_assignment_team on duty_assignment (team_id, duty, from_day);
create index duty_assignment_department on duty_assignment (department_id, duty, from_day);

create table invitation (
  id uuid primary key,
  member_id uuid not null references member,
  kind text not null check (kind in ('invite', 'reset')),
  token_hash text not null unique,
  made_by uuid references member,
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_member on invitation (member_id, made_at);

create table api_key (
  id uuid primary key,
  member_id uuid not null references member,
  name text not null check (length(name) between 1 and 100),
  hint text not null,
  key_hash text not null unique,
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_member on api_key (member_id);

create table saved_view (
  id uuid primary key,
  member_id uuid not null references member,
  page text not null check (length(page) between 1 and 100),
  name text not null check (length(name) between 1 and 100),
  settings jsonb not null,
  unique (member_id, page, name)
);

-- Sign-in, as better-auth keeps it.
create table session (
  id uuid primary key,
  user_id uuid not null references member on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index session_user_id on session (user_id);

create table account (
  id uuid primary key,
  user_id uuid not null references member on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (provider_id, account_id)
);
create index account_user_id on account (user_id);

-- Wrong passwords of the last minutes, by the hash of what was typed as e-mail.
create table wrong_password (
  id uuid primary key,
  who text not null,
  at timestamptz not null default clock_timestamp()
);
create index wrong_password_who on wrong_password (who, at);
create index wrong_password_at on wrong_password (at);

create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index verification_identifier on verification (identifier);
