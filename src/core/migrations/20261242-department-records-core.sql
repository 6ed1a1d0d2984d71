-- Those of an event's records that are the department's: named only to those to whom a role for the department opens them.
alter table event add column department_records uuid[] not null default '{}';
