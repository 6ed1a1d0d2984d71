-- A receipt is claimed in one report, by however many of its lines. What was claimed in two before stays for people to decide:
-- the first claim counts, or the signed one, and the others are marked.
alter table expense_line
  add column is_standing boolean not null generated always as (removed_at is null) stored,
  add constraint expense_line_claim unique (id, report_id, is_standing);
alter table line_receipt
  add column report_id uuid,
  add column is_standing boolean not null default true,
  add column was_double boolean not null default false;
update line_receipt set report_id = line.report_id, is_standing = line.is_standing
from expense_line line where line.id = line_receipt.line_id;
update line_receipt set was_double = true
from (
  select line_id, receipt_id,
         report_id <> first_value(report_id) over (
           partition by receipt_id order by report.approved_at nulls last, report.made_at, report.id
         ) as is_later
  from line_receipt join expense_report report on report.id = line_receipt.report_id
  where is_standing
) claim
where claim.is_later and claim.line_id = line_receipt.line_id and claim.receipt_id = line_receipt.receipt_id;
-- Report and standing come from the line itself, and go with it.
alter table line_receipt
  alter column report_id set not null,
  drop constraint line_receipt_line_id_fkey,
  add constraint line_receipt_claim foreign key (line_id, report_id, is_standing)
    references expense_line (id, report_id, is_standing) on update cascade,
  add constraint line_receipt_one_report exclude using gist (receipt_id with =, report_id with <>)
    where (is_standing and not was_double);
