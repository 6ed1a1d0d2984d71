-- Whose a record is today that was somebody else's, or another team's, when some of its history was told. The history itself
-- stays as it was written: what it tells of such a record is read by who may open it now.
create table moved_record (
  record_id uuid primary key,
  member_id uuid,
  team_id uuid not null
);
