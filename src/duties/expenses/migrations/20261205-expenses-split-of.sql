-- Which lines are parts of one: what they claim is converted together, also when a rate comes after the split.
alter table expense_line add column split_of uuid references expense_line;
create index expense_line_split_of on expense_line (split_of) where split_of is not null;

-- Those split before are known from the history; a part may have been split again.
with recursive made as (
  select line.id, event.record_id as whole
  from event join expense_line line on line.id = any (event.records) and line.id <> event.record_id
  where event.operation = 'expenses.splitLine'
), part as (
  select whole as id, whole as first from made where whole not in (select id from made)
  union
  select made.id, part.first from made join part on part.id = made.whole
)
update expense_line set split_of = part.first from part where part.id = expense_line.id;
