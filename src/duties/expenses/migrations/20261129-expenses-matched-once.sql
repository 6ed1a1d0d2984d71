-- A receipt is one expected receipt. Of several it was matched with the first stays; the others wait again.
drop index expected_receipt_receipt;
update expected_receipt set state = 'waiting', receipt_id = null, settled_by = null, settled_at = null, version = version + 1
where id in (
  select id from (
    select id, row_number() over (partition by receipt_id order by settled_at, id) as place
    from expected_receipt where receipt_id is not null
  ) matched where place > 1
);
create unique index expected_receipt_receipt on expected_receipt (receipt_id);
