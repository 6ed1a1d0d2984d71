-- What is told of work that goes on under what was shown: only who does the work reads it, until it is shown too.
-- The history itself stays as it was written; a row here holds an event back, and goes when that part of it is shown.
create table event_held (
  event_id uuid not null references event (id),
  whole_id uuid not null,
  part_id uuid not null,
  primary key (event_id, part_id)
);
create index event_held_whole on event_held (whole_id);
create index event_held_part on event_held (part_id);
