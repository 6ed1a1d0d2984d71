-- A month has one report (0) and, once that is signed, supplements of what came late (1, 2, …), of a department and of a team.
alter table department_report add column supplement integer not null default 0 check (supplement >= 0);
alter table department_report drop constraint department_report_department_id_month_key;
alter table department_report add unique (department_id, month, supplement);
alter table team_report add column supplement integer not null default 0 check (supplement >= 0);
alter table team_report drop constraint team_report_team_id_month_key;
alter table team_report add unique (team_id, month, supplement);

-- A presentation taken back before it was approved; what was shown stays as it was shown.
alter table presented_version add column withdrawn_at timestamptz;
alter table presented_version add column withdrawn_by uuid references member;
alter table presented_version add column withdrawn_why text;
alter table presented_version add check ((withdrawn_at is null) = (withdrawn_by is null));
alter table presented_version add check ((withdrawn_at is null) = (withdrawn_why is null));

-- Who was missing when it was signed, by name, as the one who signed was told.
alter table expense_approval add column signed_without text[] not null default '{}';

-- An office too small for four eyes: since when and by whom; kept with each decision that it let through.
alter table expense_policy add column small_office_since timestamptz;
alter table expense_policy add column small_office_by uuid references member;
alter table expense_policy add check ((small_office_since is null) = (small_office_by is null));
alter table expense_approval add column small_office_since timestamptz;
alter table expense_approval add column small_office_by text;
alter table expense_approval add check ((small_office_since is null) = (small_office_by is null));
alter table expense_correction add column small_office_since timestamptz;
alter table expense_correction add column small_office_by text;
alter table expense_correction add check ((small_office_since is null) = (small_office_by is null));
alter table payout add column small_office_since timestamptz;
alter table payout add column small_office_by text;
alter table payout add check ((small_office_since is null) = (small_office_by is null));

-- What a signature had locked out of its month is free again: whole teams to be handed over, single reports to be taken in.
update team_report set department_report_id = null, handed_over_at = null, handed_over_by = null, version = version + 1
where department_report_id in (select department_report_id from expense_approval)
  and not exists (select from expense_report part where part.team_report_id = team_report.id and part.presented_at is not null);
update expense_report set team_report_id = null, version = expense_report.version + 1
from team_report
where team_report.id = expense_report.team_report_id and expense_report.presented_at is null
  and team_report.department_report_id in (select department_report_id from expense_approval);
