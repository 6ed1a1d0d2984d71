-- Receipts in no report that were left in a team closed since are with the team that their person is in now; what lies in its tray
-- with that of whom it was taken from last. Nobody else would see them.
create temporary table left_in_closed on commit drop as
select expense_receipt.id, expense_receipt.member_id, team.id as team_id
from expense_receipt
join team own on own.id = expense_receipt.team_id and own.closed_at is not null
join member on member.deactivated_at is null and member.id = coalesce(expense_receipt.member_id, (
  select (changes -> 'memberId' ->> 0)::uuid from event
  where records @> array[expense_receipt.id] and record_id = expense_receipt.id and says = 'expenses.said.receiptToTray'
    and changes -> 'memberId' ->> 0 is not null
  order by seq desc limit 1
))
join team on team.id = member.team_id and team.closed_at is null
where expense_receipt.set_aside_at is null and not exists (
  select from expense_line_receipt where expense_line_receipt.receipt_id = expense_receipt.id and is_standing
);
update expense_receipt set team_id = left_in_closed.team_id, version = version + 1
from left_in_closed where left_in_closed.id = expense_receipt.id;
insert into moved_record (record_id, member_id, team_id) select id, member_id, team_id from left_in_closed
on conflict (record_id) do update set team_id = excluded.team_id, member_id = excluded.member_id;
