-- Finds the lines accepted before for the merchant of a receipt, so that category and purpose can be suggested.

-- A merchant's name as one key: without accents, case, company form and signs; what readers of pictures mix up is one letter.
-- Immutable, so that an index can hold it; lines that stand already are in the index at once.
create function merchant_key(name text) returns text
  language sql immutable strict parallel safe
  return translate(
    regexp_replace(
      coalesce(
        nullif(trim(regexp_replace(talka_ext.plain(name), '\m(uab|mb|ab|vsi|ii|sia|as|ou|oy|gmbh|mbh|kg|ag|sp\.? ?z ?o\.? ?o|sa|sarl|srl|sro|bv|ltd|llc|inc|plc)\M', ' ', 'g'), ' ."„“”'''), ''),
        talka_ext.plain(name)),
      '[^a-z0-9\u00c0-\u1fff\u3040-\ud7ff]+', '', 'g'),
    '0158l', 'oisbi') collate "C";

create index expense_line_merchant on expense_line ((merchant_key(merchant) collate "C"), report_id)
  where removed_at is null and refused_at is null;
-- Read backwards, a name misread at its beginning stands beside the right one.
create index expense_line_merchant_end on expense_line ((reverse(merchant_key(merchant)) collate "C"))
  where removed_at is null and refused_at is null;

create index receipt_vat_number on receipt ((reading #>> '{vatNumber,value}'), id)
  where reading #>> '{vatNumber,value}' is not null;
