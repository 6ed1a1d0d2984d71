-- The version that an approval makes, with its refusals, of one that was presented: by whom and when stands with that one.
-- What it says itself (the approver) is under the seal of the history and stays.
alter table presented_version add column approves uuid references presented_version;

update presented_version made set approves = (
  select id from presented_version presented
  where presented.department_report_id = made.department_report_id and presented.number < made.number and withdrawn_at is null
  order by number desc limit 1
)
from expense_approval approval
where approval.version_id = made.id and not exists (
  select from event
  where records @> array[made.department_report_id] and operation in ('expenses.present', 'expenses.answerQuery')
    and params ->> 'version' = made.number::text
);
