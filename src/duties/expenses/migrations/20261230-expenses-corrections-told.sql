-- Why a correction was turned down, and when its proposer last looked at what became of it. What is long decided is not told anew.
alter table expense_correction add column why text check (length(why) between 1 and 1000);
alter table expense_correction add column decision_seen_at timestamptz;
update expense_correction set decision_seen_at = decided_at;
