-- What stood beside a report when it was signed: the previous period and the month's earlier reports; null where it was signed
-- before this was kept. Apart from `around`, of which lists read the names row by row.
alter table expense_approval add column beside jsonb;
