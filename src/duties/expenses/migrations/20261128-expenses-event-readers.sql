-- What was told of a department's report before events named their department; finance sees a report once it is approved.

update event
set department_id = report.department_id,
  open_to = case when event.at >= approval.at then array['combine', 'review', 'payout'] else array['combine', 'review'] end
from department_report as report
left join expense_approval as approval on approval.department_report_id = report.id
where event.record_type = 'departmentReport' and event.record_id = report.id;

update event
set department_id = report.department_id,
  open_to = case when event.at >= approval.at then array['combine', 'review', 'payout'] else array['combine', 'review'] end
from expense_paper as paper
join department_report as report on report.id = paper.department_report_id
left join expense_approval as approval on approval.department_report_id = report.id
where event.record_type = 'expensePaper' and event.record_id = paper.id;
