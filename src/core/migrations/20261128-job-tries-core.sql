-- When work that did not succeed is tried again, and since when its letter may be with the mail server.
alter table job add column next_try_at timestamptz;
alter table job add column handed_over_at timestamptz;
