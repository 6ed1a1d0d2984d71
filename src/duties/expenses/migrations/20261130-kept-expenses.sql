create or replace view kept_amount as
select 'expenses' as duty
where exists (select from expense_line) or exists (select from expense_budget) or exists (select from exchange_rate)
  or exists (select from expected_receipt where cents is not null);
