-- A line is approved once. Of one that was signed in two department reports the first signature counts.
alter table presented_line add column is_approved boolean not null default false;
update presented_line set is_approved = true
from (
  select distinct on (line_id) line_id, version_id
  from presented_line join expense_approval approval using (version_id)
  order by line_id, approval.at, version_id
) first
where first.line_id = presented_line.line_id and first.version_id = presented_line.version_id;
create unique index presented_line_approved on presented_line (line_id) where is_approved;
create index presented_line_report on presented_line (report_id);

-- Team reports that went with their team to another department's report, though they lay before the senior manager or were
-- signed: back where that is, unless both signed.
create temporary table gone_on on commit drop as
with standing as (
  select distinct on (department_report_id) id, department_report_id from presented_version
  where withdrawn_at is null order by department_report_id, number desc
), shown as (
  select distinct report.team_report_id, standing.department_report_id, approval.at as approved_at
  from standing
  join presented_line line on line.version_id = standing.id
  join expense_report report on report.id = line.report_id
  left join expense_approval approval on approval.department_report_id = standing.department_report_id
)
select distinct on (team_report.id) team_report.id, shown.department_report_id, shown.approved_at
from team_report join shown on shown.team_report_id = team_report.id
where team_report.department_report_id is distinct from shown.department_report_id
  and not exists (
    select from shown own
    where own.team_report_id = team_report.id and own.department_report_id = team_report.department_report_id
      and own.approved_at is not null
  )
order by team_report.id, shown.approved_at, shown.department_report_id;

update team_report set department_report_id = gone_on.department_report_id, version = version + 1
from gone_on where gone_on.id = team_report.id;
-- What was signed with them is approved; what was not is free for a supplement.
update expense_report report set
  approved_at = case when presented_at is not null then gone_on.approved_at end,
  team_report_id = case when presented_at is not null then team_report_id end,
  version = version + 1
from gone_on where gone_on.id = report.team_report_id and gone_on.approved_at is not null and report.approved_at is null;
