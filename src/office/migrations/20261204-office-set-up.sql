-- Months before it are counted otherwise: an instant of our time, as every other fact of the office.
update office_profile set set_up_at = clock_timestamp()
where set_up_at not between '2000-01-01 00:00Z' and '2200-01-01 00:00Z';
alter table office_profile
  add constraint office_profile_set_up_at_fits check (set_up_at between '2000-01-01 00:00Z' and '2200-01-01 00:00Z');
