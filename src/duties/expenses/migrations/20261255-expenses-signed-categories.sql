-- What categories were called and which account they went to when a report was signed; null where it was signed before this was
-- kept. Apart from `around`, of which lists read the names row by row.
alter table expense_approval add column categories jsonb;
