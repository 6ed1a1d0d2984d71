-- Nothing is accepted of a refused line. What was agreed on one afterwards overruled the refusal; the parts of one that was split
-- are refused as it was, as the figures that were signed have them.
update expense_line set refused_why = null, refused_by = null, refused_at = null, version = version + 1
where refused_at is not null and accepted_cents <> 0 and exists (
  select from expense_correction where line_id = expense_line.id and agreed
);
update expense_line set accepted_cents = 0, version = version + 1
where refused_at is not null and accepted_cents <> 0;
alter table expense_line
  add constraint expense_line_refused check (refused_at is null or coalesce(accepted_cents, 0) = 0);
