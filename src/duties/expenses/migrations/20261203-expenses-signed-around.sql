-- Teams, budgets and marks as they were when a report was signed; null where it was signed before this was kept.
alter table expense_approval add column around jsonb;
