-- Which roles the duty chart gives, and for which kind of place; each duty adds its own and names its old lines.
create table chart_role (
  name text primary key,
  place text not null check (place in ('team', 'department', 'branch')),
  unique (name, place)
);

alter table duty_assignment rename column duty to role;
alter table duty_assignment
  drop constraint duty_assignment_duty_check,
  drop constraint duty_assignment_check1,
  drop constraint duty_assignment_check2,
  drop constraint duty_given_twice,
  add column branch_id uuid references branch,
  add constraint duty_assignment_one_place check (num_nonnulls(team_id, department_id, branch_id) = 1),
  add column place text not null generated always as (
    case when team_id is not null then 'team' when department_id is not null then 'department' else 'branch' end
  ) stored,
  add column place_id uuid not null generated always as (coalesce(team_id, department_id, branch_id)) stored,
  add constraint duty_assignment_role foreign key (role, place) references chart_role (name, place) not valid;
alter table duty_assignment
  add constraint role_given_twice exclude using gist (
    member_id with =, role with =, place_id with =, daterange(from_day, to_day, '[]') with &&
  ) where (covers_id is null);
create index duty_assignment_branch on duty_assignment (branch_id, role, from_day);
