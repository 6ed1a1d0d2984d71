-- Team reports that stayed in a report of a department which their team has left, though nothing of them lies before its senior
-- manager or is signed: they are to be handed over where the team is now. What was asked about them there is settled by who asked.
create temporary table left_behind on commit drop as
select team_report.id, team_report.team_id, team_report.department_report_id
from expense_team_report team_report
join team on team.id = team_report.team_id
join expense_department_report report on report.id = team_report.department_report_id
where report.department_id <> team.department_id
  and not exists (
    select from expense_report part where part.team_report_id = team_report.id and part.presented_at is not null
  );
update expense_query set state = 'settled', settled_by = asked_by, settled_at = now(), version = version + 1
from left_behind
where expense_query.department_report_id = left_behind.department_report_id
  and expense_query.team_id = left_behind.team_id and state <> 'settled';
update expense_team_report
set handed_over_at = null, handed_over_by = null, department_report_id = null, version = version + 1
from left_behind where left_behind.id = expense_team_report.id;
