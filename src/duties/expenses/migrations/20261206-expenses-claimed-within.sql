-- What is claimed goes the way of what was spent for the company, and in the office's currency is no more than that. What was
-- shown or signed otherwise stays, marked; in work it is counted as it should have been.
alter table expense_line add column was_beyond boolean not null default false;

create temporary table line_beyond on commit drop as
select line.id, report.presented_at is null as is_open, spent,
  case when own.is_own then spent else 0 end as claimed
from expense_line line
join expense_report report on report.id = line.report_id
cross join lateral (select amount_cents - own_share_cents as spent, rate = '1' and rate_source is null as is_own) own
where sign(claimed_cents) not in (0, sign(spent)) or (own.is_own and abs(claimed_cents) > abs(spent));

update expense_line line set claimed_cents = claimed, accepted_cents = case when refused_why is null then claimed else 0 end,
  version = version + 1
from line_beyond where line_beyond.id = line.id and is_open;
update expense_line line set was_beyond = true from line_beyond where line_beyond.id = line.id and not is_open;

alter table expense_line add constraint expense_line_claimed_within check (
  was_beyond or (
    sign(claimed_cents) in (0, sign(amount_cents - own_share_cents))
    and (rate <> '1' or rate_source is not null or abs(claimed_cents) <= abs(amount_cents - own_share_cents))
  )
);
