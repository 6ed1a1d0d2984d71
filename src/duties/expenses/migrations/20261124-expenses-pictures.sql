alter table receipt
  -- What was wrong with the picture when it came: keys of sentences with their params; the reading may prove it harmless.
  add column picture_warnings jsonb not null default '[]',
  -- Whoever brought it cannot or need not take another.
  add column picture_kept_by uuid references member,
  add column picture_kept_at timestamptz,
  -- The better picture that came instead; this one is set aside.
  add column replaced_by uuid references receipt,
  -- Cut from the picture of this receipt, as its first, second … part.
  add column part_of uuid references receipt,
  add column part_number smallint,
  -- What looks like several receipts is one: whoever said so.
  add column one_receipt_by uuid references member,
  add column one_receipt_at timestamptz,
  -- Instead of a person's words, a sentence of Talka's own says why it was set aside.
  add column set_aside_says jsonb,
  add constraint receipt_picture_kept check ((picture_kept_by is null) = (picture_kept_at is null)),
  add constraint receipt_one_receipt check ((one_receipt_by is null) = (one_receipt_at is null)),
  add constraint receipt_part check ((part_of is null) = (part_number is null));
-- No picture is taken apart twice, whoever is at it at the same time.
create unique index receipt_parts on receipt (part_of, part_number) where part_of is not null;
