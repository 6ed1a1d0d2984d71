-- What is edited by its version has one that can be named and counted on; what does not fit begins anew.
update expense_policy set version = 1 where version not between 1 and 1000000000;
update expense_category set version = 1 where version not between 1 and 1000000000;
update procedure_version set version = 1 where version not between 1 and 1000000000;
update expense_round set version = 1 where version not between 1 and 1000000000;
update receipt set version = 1 where version not between 1 and 1000000000;
update expected_receipt set version = 1 where version not between 1 and 1000000000;
update department_report set version = 1 where version not between 1 and 1000000000;
update team_report set version = 1 where version not between 1 and 1000000000;
update expense_report set version = 1 where version not between 1 and 1000000000;
update expense_line set version = 1 where version not between 1 and 1000000000;
update expense_query set version = 1 where version not between 1 and 1000000000;
alter table expense_policy add constraint expense_policy_version_fits check (version between 1 and 1000000000);
alter table expense_category add constraint expense_category_version_fits check (version between 1 and 1000000000);
alter table procedure_version add constraint procedure_version_version_fits check (version between 1 and 1000000000);
alter table expense_round add constraint expense_round_version_fits check (version between 1 and 1000000000);
alter table receipt add constraint receipt_version_fits check (version between 1 and 1000000000);
alter table expected_receipt add constraint expected_receipt_version_fits check (version between 1 and 1000000000);
alter table department_report add constraint department_report_version_fits check (version between 1 and 1000000000);
alter table team_report add constraint team_report_version_fits check (version between 1 and 1000000000);
alter table expense_report add constraint expense_report_version_fits check (version between 1 and 1000000000);
alter table expense_line add constraint expense_line_version_fits check (version between 1 and 1000000000);
alter table expense_query add constraint expense_query_version_fits check (version between 1 and 1000000000);

-- The policy as operations/settings.ts lets it in.
update expense_policy set
  receipt_free_cents = least(receipt_free_cents, 1000000000000),
  unusual_cents = least(unusual_cents, 1000000000000),
  unusual_percent = least(unusual_percent, 1000)
where receipt_free_cents > 1000000000000 or unusual_cents > 1000000000000 or unusual_percent > 1000;
alter table expense_policy
  add constraint expense_policy_fits check (
    receipt_free_cents <= 1000000000000 and unusual_cents <= 1000000000000 and unusual_percent <= 1000
  );
