-- A paper made of the work under what was shown is read by who is at that work, as the work itself is.
alter table expense_paper add column of_work boolean not null default false;

-- Of those made before it is not known from which view: every paper made while its report lay before the senior manager counts.
update expense_paper paper set of_work = true
where report_id is not null and exists (
  select from presented_line line
  join presented_version version on version.id = line.version_id
  left join expense_approval approval on approval.department_report_id = version.department_report_id
  where line.report_id = paper.report_id and version.presented_at <= paper.at
    and (approval.at is null or approval.at > paper.at)
);
update event set open_to = array_remove(open_to, 'review')
from expense_paper paper
where paper.of_work and event.record_type = 'expensePaper' and event.record_id = paper.id;
