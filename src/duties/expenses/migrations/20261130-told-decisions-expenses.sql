-- When a salesperson last looked at what of his signed report was not accepted. What is long past is not told anew.
alter table expense_report add column decisions_seen_at timestamptz;
update expense_report set decisions_seen_at = now() where approved_at < now() - interval '3 months';
