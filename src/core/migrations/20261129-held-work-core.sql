-- Work that writes to people and waited when its office was backed up: the restored office does it only when told to.
alter table job add column held_since timestamptz;
