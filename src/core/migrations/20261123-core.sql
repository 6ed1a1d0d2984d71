-- What every duty stands on: events and their seals, running numbers, remembered answers, jobs, kept files.

create table event (
  id uuid primary key,
  seq bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_name text not null,
  behalf_id uuid,
  behalf_name text,
  operation text not null,
  record_type text not null,
  record_id uuid not null,
  records uuid[] not null,
  member_id uuid,
  team_id uuid,
  says text not null,
  params jsonb not null default '{}',
  changes jsonb not null default '{}'
);
create index event_records on event using gin (records);
create index event_seq on event (seq);
create index event_order on event (tx, seq);
create index event_actor on event (actor_id, seq);
create index event_team on event (team_id, seq);
create index event_member on event (member_id, seq);

create table event_seal (
  number bigint primary key,
  at timestamptz not null default clock_timestamp(),
  tx_to xid8 not null,
  seq_to bigint not null,
  events integer not null check (events > 0),
  hash text not null check (length(hash) = 64)
);

create table running_number (
  kind text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (kind, year)
);

create table remembered_answer (
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  operation text not null,
  input_hash text not null,
  output jsonb,
  at timestamptz not null default clock_timestamp(),
  primary key (actor_id, key)
);
create index remembered_answer_at on remembered_answer (at);

create table job (
  id uuid primary key,
  task text not null,
  payload jsonb not null default '{}',
  says text not null,
  params jsonb not null default '{}',
  asked_by uuid,
  record_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  done integer not null default 0,
  total integer not null default 0,
  failure jsonb,
  result jsonb,
  attempts integer not null default 0,
  asked_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  -- Who asked for it has seen that it failed and wants it off the desk.
  dismissed_at timestamptz
);
create index job_open on job (asked_by, asked_at) where state in ('waiting', 'running', 'failed');
create index job_record on job (record_id);
create index job_asked_by on job (asked_by, asked_at);

create table kept_file (
  sha256 text primary key check (length(sha256) = 64),
  size bigint not null check (size >= 0),
  mime text not null,
  kept_at timestamptz not null default clock_timestamp()
);
