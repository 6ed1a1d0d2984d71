insert into moved_record (record_id, member_id, team_id)
select distinct receipt.id, receipt.member_id, receipt.team_id
from event join receipt on receipt.id = event.record_id
where (event.member_id, event.team_id) is distinct from (receipt.member_id, receipt.team_id)
union
select distinct report.id, report.member_id, report.team_id
from event join expense_report report on report.id = event.record_id
where event.team_id is distinct from report.team_id;
