-- What all offices of one database share: who they are, and the way into the job queue. No office may read another's row.

create extension if not exists pg_trgm schema talka_ext;
create extension if not exists unaccent schema talka_ext;
create extension if not exists btree_gist schema talka_ext;

-- Search text: lower case, without accents, so that `simkus` finds „Šimkus“. Immutable, so that an index can hold it.
create function talka_ext.plain(text) returns text
  language sql immutable strict parallel safe
  return lower(talka_ext.unaccent('talka_ext.unaccent', $1));

create table talka.office (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,30}$'),
  schema_name text not null unique,
  role_name text not null unique,
  role_password text not null,
  hosts text[] not null default '{}',
  added_at timestamptz not null default clock_timestamp()
);

-- The office is read off the session's own role: nobody can queue work for another office.
create function talka.add_job(task text, payload json, run_at timestamptz, max_attempts integer) returns void
  language sql security definer set search_path = ''
  as $$
    select graphile_worker.add_job(
      identifier => task,
      payload => json_build_object('office', office.name, 'job', payload),
      run_at => run_at,
      max_attempts => max_attempts)
    from talka.office where role_name = session_user
  $$;
