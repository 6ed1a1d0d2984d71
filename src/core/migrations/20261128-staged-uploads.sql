-- Uploads under way, so that one begun at one process goes on at another.

create table staged_upload (
  id uuid primary key,
  owner text not null,
  file_name text not null,
  mime text not null,
  size bigint not null check (size >= 0),
  -- Bytes that have come and are safe.
  arrived bigint not null default 0 check (arrived between 0 and size),
  begun_at timestamptz not null default clock_timestamp(),
  touched_at timestamptz not null default clock_timestamp()
);
create index staged_upload_owner on staged_upload (owner);
create index staged_upload_touched on staged_upload (touched_at);

-- The bytes, here or under a key of the object store.
create table staged_piece (
  upload_id uuid not null references staged_upload on delete cascade,
  starts_at bigint not null,
  bytes bytea,
  object text,
  primary key (upload_id, starts_at),
  check (num_nonnulls(bytes, object) = 1)
);
-- Pictures and PDFs do not get smaller.
alter table staged_piece alter column bytes set storage external;
