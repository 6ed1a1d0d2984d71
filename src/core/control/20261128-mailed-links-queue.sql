-- Invitation and reset links stood readable in the queue as well; the offices' own rows of these jobs are ended by theirs.
delete from graphile_worker._private_jobs where payload->'job'->'payload'->>'link' is not null;
