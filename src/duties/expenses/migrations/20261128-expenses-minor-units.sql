-- Until now a currency's minor unit was what CLDR prints (HUF none) where people typed, and a hundredth where paper was
-- read. From here on it is ISO 4217's. `as_read` and `as_typed`: what to multiply an amount by that came the one way or the other.
create temporary table minor_unit_before on commit drop as
select currency, digits, 10.0 ^ (digits - 2) as as_read, 10.0 ^ (digits - shown) as as_typed
from (
  select unnest('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,VND,VUV,XAF,XOF,XPF}'::text[]), 0, 0
  union all select unnest('{BHD,JOD,KWD,LYD,OMR,TND}'::text[]), 3, 3
  union all select 'IQD', 3, 0
  union all select unnest('{AFN,ALL,COP,HUF,IDR,IRR,KPW,LAK,LBP,MGA,MMK,PKR,SLL,SOS,SYP,YER}'::text[]), 2, 0
) as listed (currency, digits, shown);

create temporary table office_unit on commit drop as
select currency, coalesce(digits, 2) as digits from office_profile left join minor_unit_before using (currency);
-- An office's own amounts stand in too many places to tell how each came there.
delete from minor_unit_before using office_unit where office_unit.currency = minor_unit_before.currency;

create or replace function pg_temp.vat_times(vat jsonb, factor numeric) returns jsonb language sql as $$
  select coalesce(jsonb_agg(part
    || jsonb_build_object('netCents', round((part->>'netCents')::numeric * factor), 'vatCents', round((part->>'vatCents')::numeric * factor))
    || case when part ? 'grossCents' then jsonb_build_object('grossCents', round((part->>'grossCents')::numeric * factor)) else '{}' end
    order by at), '[]')
  from jsonb_array_elements(vat) with ordinality as parts (part, at)
$$;

create temporary table receipt_before on commit drop as
select receipt.id, receipt.total_cents, receipt.currency, digits,
  case when total_cents = (reading->'totalCents'->>'value')::numeric and receipt.currency = reading->'currency'->>'value'
    then as_read else as_typed end as factor
from receipt join minor_unit_before using (currency);

-- Lines that were not presented follow their receipt where they say what it says; what was presented stays as it was signed.
with mended as (
  select line.id, digits, coalesce((
      select receipt_before.factor from line_receipt join receipt_before on receipt_before.id = line_receipt.receipt_id
      where line_receipt.line_id = line.id and receipt_before.total_cents = line.amount_cents and receipt_before.currency = line.currency
      limit 1
    ), as_typed) as factor
  from expense_line line
  join expense_report report on report.id = line.report_id and report.presented_at is null
  join minor_unit_before using (currency)
), counted as (
  select line.id, factor, round(line.amount_cents * factor) as amount, round(line.own_share_cents * factor) as own,
    case when factor = as_typed then line.claimed_cents::numeric
      else round((round(line.amount_cents * factor) - round(line.own_share_cents * factor)) * line.rate::numeric
        * 10.0 ^ ((select digits from office_unit) - before.digits)) end as claimed
  from expense_line line join mended using (id) join minor_unit_before before using (currency)
)
update expense_line line set
  amount_cents = amount,
  own_share_cents = own,
  vat = pg_temp.vat_times(line.vat, factor),
  vat_cents = (select coalesce(sum((part->>'vatCents')::numeric), 0) from jsonb_array_elements(pg_temp.vat_times(line.vat, factor)) part),
  claimed_cents = claimed,
  accepted_cents = case when refused_why is null then claimed else accepted_cents end,
  version = version + 1
from counted where counted.id = line.id and factor <> 1;

update receipt set
  total_cents = round(receipt.total_cents * factor),
  vat = pg_temp.vat_times(vat, factor),
  version = version + 1
from receipt_before where receipt_before.id = receipt.id and factor <> 1;

-- The reading too, so that reading again still tells what a person changed.
update receipt set reading = reading
  || jsonb_build_object('totalCents', reading->'totalCents' || jsonb_build_object('value', round((reading->'totalCents'->>'value')::numeric * as_read)))
  || case when jsonb_typeof(reading->'tipCents'->'value') = 'number'
    then jsonb_build_object('tipCents', reading->'tipCents' || jsonb_build_object('value', round((reading->'tipCents'->>'value')::numeric * as_read))) else '{}' end
  || case when jsonb_typeof(reading->'vat'->'value') = 'array'
    then jsonb_build_object('vat', reading->'vat' || jsonb_build_object('value', pg_temp.vat_times(reading->'vat'->'value', as_read))) else '{}' end
from minor_unit_before before
where before.currency = reading->'currency'->>'value' and as_read <> 1;
