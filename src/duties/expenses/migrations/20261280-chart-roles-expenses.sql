-- The roles of expenses, by the names of their rights: in the chart, and where history says who may read.
insert into chart_role (name, place) values
  ('expenses.prepare', 'team'),
  ('expenses.combine', 'department'),
  ('expenses.review', 'department'),
  ('expenses.pay', 'department')
on conflict do nothing;

create temp table renamed_role (was text, role text) on commit drop;
insert into renamed_role values
  ('expenses', 'expenses.prepare'), ('combine', 'expenses.combine'), ('review', 'expenses.review'), ('payout', 'expenses.pay');

update duty_assignment set role = renamed_role.role from renamed_role where renamed_role.was = duty_assignment.role;

update event set open_to = array(
  select coalesce(renamed_role.role, one) from unnest(open_to) with ordinality as each (one, at)
  left join renamed_role on renamed_role.was = one order by at
)
where open_to && array['expenses', 'combine', 'review', 'payout'];

alter table duty_assignment validate constraint duty_assignment_role;
