-- No more is claimed than was spent, and nothing foreign is counted one to one.
alter table expense_line alter column rate drop not null;
alter table expense_line alter column claimed_cents drop not null;
alter table expense_line alter column accepted_cents drop not null;

create temporary table line_within on commit drop as
with minor_unit (currency, digits) as (
  select unnest('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF}'::text[]), 0
  union all select unnest('{BHD,IQD,JOD,KWD,LYD,OMR,TND}'::text[]), 3
  union all select unnest('{CLF,UYW}'::text[]), 4
)
select line.id, report.presented_at is null as is_open,
  case when line.amount_cents >= 0 then greatest(0, least(own_share_cents, amount_cents))
    else least(0, greatest(own_share_cents, amount_cents)) end as own,
  case when line.currency = profile.currency then 1
    else line.rate::numeric * 10.0 ^ (coalesce(office.digits, 2) - coalesce(own.digits, 2)) end as worth,
  line.currency <> profile.currency and line.rate_source is null as has_no_rate
from expense_line line
join expense_report report on report.id = line.report_id
cross join office_profile profile
left join minor_unit own on own.currency = line.currency
left join minor_unit office on office.currency = profile.currency;

-- Of what was presented only the own share is mended: what was claimed and signed for stays, and tells of itself in the figures.
update expense_line line set
  own_share_cents = own,
  claimed_cents = case when is_open and own <> line.own_share_cents then round((amount_cents - own) * worth) else claimed_cents end,
  accepted_cents = case when is_open and own <> line.own_share_cents and refused_why is null
    then round((amount_cents - own) * worth) else accepted_cents end,
  vat_cents = case when is_open and amount_cents <> 0 then round(
    (select coalesce(sum((part->>'vatCents')::numeric), 0) from jsonb_array_elements(vat) part) * (amount_cents - own) / amount_cents
  ) else vat_cents end,
  version = version + 1
from line_within
where line_within.id = line.id and (own <> line.own_share_cents or (is_open and own <> 0));

update expense_line line set rate = null, claimed_cents = null, accepted_cents = null, version = version + 1
from line_within where line_within.id = line.id and is_open and has_no_rate;

alter table expense_line
  add constraint expense_line_own_share check (
    own_share_cents between least(0, amount_cents) and greatest(0, amount_cents)
  ),
  add constraint expense_line_counted check (
    (rate is null) = (claimed_cents is null) and (claimed_cents is not null or coalesce(accepted_cents, 0) = 0)
  );
