-- What the shapes of rules/shapes.ts let in is all that may be stored. What does not fit is emptied first: the original
-- file keeps it. Where a value cannot be emptied, old rows stay and the rule holds for what is written from now on.

-- The parts of VAT that fit: rates of 0 to 100 per cent, amounts up to ten billion.
create function fitting_vat(vat jsonb) returns jsonb language sql immutable strict parallel safe
  return jsonb_path_query_array(vat, '$[0 to 19] ? (
    @.rate like_regex "^(100|[0-9]{1,2}([.][0-9]{1,3})?)$"
    && @.netCents >= -1000000000000 && @.netCents <= 1000000000000
    && @.vatCents >= -1000000000000 && @.vatCents <= 1000000000000)');

-- Sentences by their key and params, those that are such.
create function fitting_told(told jsonb) returns jsonb language sql immutable strict parallel safe
  return jsonb_path_query_array(told, '$[*] ? (@.says.type() == "string" && @.params.type() == "object")');

create function is_told(told jsonb) returns boolean language sql immutable strict parallel safe
  return told @? '$ ? (@.says.type() == "string" && @.params.type() == "object")';

-- Facts of a reading are objects, those that there are.
create function is_reading(reading jsonb) returns boolean language sql immutable strict parallel safe
  return reading @? '$ ? (@.type() == "object"
    && !exists(@.merchant ? (@.type() != "object")) && !exists(@.date ? (@.type() != "object"))
    && !exists(@.totalCents ? (@.type() != "object")) && !exists(@.currency ? (@.type() != "object"))
    && !exists(@.vat ? (@.type() != "object")) && !exists(@.vatNumber ? (@.type() != "object")))';

update receipt set
  spent_on = case when spent_on between '1900-01-01' and '2200-12-31' then spent_on end,
  total_cents = case when total_cents between -1000000000000 and 1000000000000 then total_cents end,
  merchant = left(merchant, 200),
  file_name = left(file_name, 200),
  vat = fitting_vat(vat),
  reading = case when is_reading(reading) then reading end,
  trouble = case when is_told(trouble) then trouble end,
  set_aside_says = case when is_told(set_aside_says) then set_aside_says end,
  picture_warnings = fitting_told(picture_warnings)
where spent_on not between '1900-01-01' and '2200-12-31'
  or total_cents not between -1000000000000 and 1000000000000
  or length(merchant) > 200
  or length(file_name) > 200
  or vat <> fitting_vat(vat)
  or not is_reading(reading)
  or not is_told(trouble)
  or not is_told(set_aside_says)
  or picture_warnings <> fitting_told(picture_warnings);

alter table receipt
  add constraint receipt_day check (spent_on between '1900-01-01' and '2200-12-31'),
  add constraint receipt_total check (total_cents between -1000000000000 and 1000000000000),
  add constraint receipt_merchant check (length(merchant) <= 200),
  add constraint receipt_file_name check (length(file_name) <= 200),
  add constraint receipt_vat check (vat = fitting_vat(vat)),
  add constraint receipt_reading check (is_reading(reading)),
  add constraint receipt_trouble check (is_told(trouble)),
  add constraint receipt_aside_says check (is_told(set_aside_says)),
  add constraint receipt_warnings check (picture_warnings = fitting_told(picture_warnings));

update expense_line set
  spent_on = case when spent_on between '1900-01-01' and '2200-12-31' then spent_on end,
  vat = fitting_vat(vat)
where spent_on not between '1900-01-01' and '2200-12-31'
  or vat <> fitting_vat(vat);

alter table expense_line
  add constraint expense_line_day check (spent_on between '1900-01-01' and '2200-12-31'),
  add constraint expense_line_vat check (vat = fitting_vat(vat)),
  add constraint expense_line_amounts check (
    amount_cents between -1000000000000 and 1000000000000
    and own_share_cents between -1000000000000 and 1000000000000
    and claimed_cents between -2000000000000 and 2000000000000
    and accepted_cents between -2000000000000 and 2000000000000
    and vat_cents between -20000000000000 and 20000000000000
  ) not valid,
  add constraint expense_line_rate check (rate::numeric > 0) not valid,
  add constraint expense_line_rate_day check (rate_day between '1900-01-01' and '2200-12-31') not valid;

update expected_receipt set
  expected_on = case when expected_on between '1900-01-01' and '2200-12-31' then expected_on end,
  cents = case when cents between -1000000000000 and 1000000000000 then cents end
where expected_on not between '1900-01-01' and '2200-12-31' or cents not between -1000000000000 and 1000000000000;

alter table expected_receipt
  add constraint expected_receipt_day check (expected_on between '1900-01-01' and '2200-12-31'),
  add constraint expected_receipt_cents check (cents between -1000000000000 and 1000000000000);

-- A month so far away that no day follows it opens no page; it comes to the last one that has a page, unless that is taken.
update expense_round one set month = '2199-12-01', due_day = '2200-01-05'
where month > '2199-12-01' and not exists (
  select from expense_round other where other.team_id = one.team_id and other.id <> one.id and other.month >= '2199-12-01');
update expense_report one set month = '2199-12-01'
where month > '2199-12-01' and not exists (
  select from expense_report other where other.member_id = one.member_id and other.id <> one.id and other.month >= '2199-12-01');
update team_report one set month = '2199-12-01'
where month > '2199-12-01' and not exists (
  select from team_report other where other.team_id = one.team_id and other.id <> one.id and other.month >= '2199-12-01');
update department_report one set month = '2199-12-01'
where month > '2199-12-01' and not exists (
  select from department_report other
  where other.department_id = one.department_id and other.id <> one.id and other.month >= '2199-12-01');
update expense_round set due_day = least(greatest(due_day, '1900-01-01'), '2200-12-31')
where due_day not between '1900-01-01' and '2200-12-31';

alter table expense_round
  add constraint expense_round_month check (month between '1901-01-01' and '2199-12-01') not valid,
  add constraint expense_round_due_day check (due_day between '1900-01-01' and '2200-12-31');
alter table expense_report
  add constraint expense_report_month check (month between '1901-01-01' and '2199-12-01') not valid;
alter table team_report
  add constraint team_report_month check (month between '1901-01-01' and '2199-12-01') not valid;
alter table department_report
  add constraint department_report_month check (month between '1901-01-01' and '2199-12-01') not valid;
alter table expense_budget
  add constraint expense_budget_fits check (cents <= 1000000000000 and month between '1901-01-01' and '2199-12-01') not valid;

-- `numeric` has infinity and NaN, both above every number.
alter table exchange_rate
  add constraint exchange_rate_fits check (rate < 1000000000 and day between '1900-01-01' and '2200-12-31') not valid;
alter table report_confirmation
  add constraint report_confirmation_day check (confirmed_on between '1900-01-01' and '2200-12-31') not valid;
alter table procedure_proof
  add constraint procedure_proof_day check (informed_on between '1900-01-01' and '2200-12-31') not valid;
alter table payout
  add constraint payout_paid_on check (paid_on between '1900-01-01' and '2200-12-31') not valid;
alter table presented_version
  add constraint presented_version_snapshot check (jsonb_typeof(snapshot) = 'array') not valid;
alter table expense_category
  add constraint expense_category_limit check (limit_cents <= 1000000000000) not valid;
