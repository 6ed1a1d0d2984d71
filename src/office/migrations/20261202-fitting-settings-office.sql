-- What is edited by its version has one that can be named and counted on; what does not fit begins anew.
update office_profile set version = 1 where version not between 1 and 1000000000;
update branch set version = 1 where version not between 1 and 1000000000;
update department set version = 1 where version not between 1 and 1000000000;
update team set version = 1 where version not between 1 and 1000000000;
update member set version = 1 where version not between 1 and 1000000000;
update duty_assignment set version = 1 where version not between 1 and 1000000000;
alter table office_profile add constraint office_profile_version_fits check (version between 1 and 1000000000);
alter table branch add constraint branch_version_fits check (version between 1 and 1000000000);
alter table department add constraint department_version_fits check (version between 1 and 1000000000);
alter table team add constraint team_version_fits check (version between 1 and 1000000000);
alter table member add constraint member_version_fits check (version between 1 and 1000000000);
alter table duty_assignment add constraint duty_assignment_version_fits check (version between 1 and 1000000000);
