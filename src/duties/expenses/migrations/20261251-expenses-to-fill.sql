-- What of a line is left to the first reading of its receipts: what was empty when it was made and nobody has edited since.
alter table expense_line add column to_fill text[] not null default '{}'
  check (to_fill <@ array['merchant', 'spentOn', 'amountCents', 'currency', 'vat']);

-- Those whose receipt is being read now, and which nobody has changed.
update expense_line line set to_fill =
  case when merchant = '' then array['merchant'] else '{}' end
  || case when spent_on is null then array['spentOn'] else '{}' end
  || case when amount_cents = 0 then array['amountCents'] else '{}' end
  || case when currency = (select currency from office_profile) then array['currency'] else '{}' end
  || case when vat = '[]' then array['vat'] else '{}' end
where version = 1 and removed_at is null and exists (
  select from line_receipt join receipt on receipt.id = line_receipt.receipt_id
  where line_id = line.id and reading is null and reading_state in ('waiting', 'reading')
);
