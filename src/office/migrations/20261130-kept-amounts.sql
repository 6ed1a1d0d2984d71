-- Whether amounts in the office's currency are kept; each duty that keeps some adds its own.
create view kept_amount as select 'office' as duty where false;
