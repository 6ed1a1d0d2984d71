-- Finds the other receipt of one purchase whoever handed it in: a colleague may have sent the same dinner.
create index receipt_same_day_and_total on receipt (spent_on, total_cents) where set_aside_at is null;
