-- The amounts of every presented version, one row a line: what each figure of a month is added up from.
create table presented_line (
  version_id uuid not null references presented_version,
  line_id uuid not null references expense_line,
  report_id uuid not null references expense_report,
  member_id uuid not null references member,
  team_id uuid not null references team,
  category_id uuid not null references expense_category,
  claimed_cents bigint not null,
  primary key (version_id, line_id)
);
insert into presented_line
select version.id, line."lineId", line."reportId", line."memberId", line."teamId", line."categoryId", line."claimedCents"
from presented_version version, jsonb_to_recordset(version.snapshot) as line (
  "lineId" uuid, "reportId" uuid, "memberId" uuid, "teamId" uuid, "categoryId" uuid, "claimedCents" bigint
);
-- The last agreed correction of a line is what was accepted in the end.
create index expense_correction_agreed on expense_correction (line_id, decided_at desc) where agreed;
