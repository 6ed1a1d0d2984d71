-- What this server's transaction numbers lack to those the history was begun with elsewhere; start sets it after a restore.
create function tx_ahead() returns bigint
  language sql immutable parallel safe
  return 0::bigint;

alter table event alter column tx set default (pg_current_xact_id()::text::bigint + tx_ahead())::text::xid8;
