-- Told before events kept apart which of their records is the department's, and without the department that opens it.
update event
set department_records = array[report.id], department_id = report.department_id
from department_report as report
where event.records @> array[report.id]
  and event.department_records = '{}'
  and event.record_type in ('expenseLine', 'expenseCorrection', 'expenseQuery', 'teamReport');
