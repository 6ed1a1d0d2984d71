-- A key may have fewer rights than its owner, only read, and end on a day. Keys made before keep all their owner's rights.

alter table api_key
  add column rights text[],
  add column read_only boolean not null default false,
  add column expires_on date;
