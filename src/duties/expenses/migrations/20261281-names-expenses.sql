-- The bare words are for the duties to come: what is of expenses says so, and what hangs on a table is called after it.
do $$
declare
  bare text;
  part record;
begin
  foreach bare in array array[
    'procedure_version', 'procedure_proof', 'receipt', 'receipt_page', 'receipt_told_apart', 'expected_receipt', 'reminder',
    'upload_link', 'department_report', 'team_report', 'line_receipt', 'report_confirmation', 'presented_version',
    'presented_line', 'review_look', 'review_tick', 'query_message', 'payout'
  ] loop
    execute format('alter table %I rename to %I', bare, 'expense_' || bare);
    for part in select conname as name from pg_constraint where conrelid = to_regclass('expense_' || bare) loop
      execute format('alter table %I rename constraint %I to %I', 'expense_' || bare, part.name, 'expense_' || part.name);
    end loop;
    for part in
      select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
      where indrelid = to_regclass('expense_' || bare) and not starts_with(relname, 'expense_')
    loop
      execute format('alter index %I rename to %I', part.name, 'expense_' || part.name);
    end loop;
  end loop;
end $$;

alter function merchant_key rename to expense_merchant_key;
alter function fitting_vat rename to expense_fitting_vat;
alter function fitting_told rename to expense_fitting_told;
alter function is_told rename to expense_is_told;
alter function is_reading rename to expense_is_reading;

insert into renamed_table (was, name) values ('presented_version', 'expense_presented_version'), ('payout', 'expense_payout');
