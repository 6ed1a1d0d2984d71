-- A reading is an object, its facts are objects, its VAT, warnings and parts are lists of such: whatever shows it relies on that.
create or replace function is_reading(reading jsonb) returns boolean language sql immutable strict parallel safe
  return jsonb_typeof(reading) = 'object' and reading @? '$ ? (
    !(@.merchant.type() != "object") && !(@.date.type() != "object") && !(@.totalCents.type() != "object")
    && !(@.currency.type() != "object") && !(@.vat.type() != "object") && !(@.vatNumber.type() != "object")
    && !(@.vat.value.type() != "array" && @.vat.value.type() != "null")
    && !(@.warnings.type() != "array") && !(@.parts.type() != "array")
    && !exists(@.warnings[*] ? (!(@.says.type() == "string" && @.params.type() == "object")))
    && !exists(@.parts[*] ? (!(@.box.type() == "object"))))';

create or replace function is_told(told jsonb) returns boolean language sql immutable strict parallel safe
  return jsonb_typeof(told) = 'object' and told @? '$ ? (@.says.type() == "string" && @.params.type() == "object")';

update receipt set
  reading = case when is_reading(reading) then reading end,
  trouble = case when is_told(trouble) then trouble end,
  set_aside_says = case when is_told(set_aside_says) then set_aside_says end
where not is_reading(reading) or not is_told(trouble) or not is_told(set_aside_says);

alter table receipt
  add constraint receipt_size check (size between 0 and 9007199254740991) not valid;
alter table upload_link
  add constraint upload_link_room check (
    max_files >= 0 and files >= 0 and max_bytes between 0 and 9007199254740991 and bytes between 0 and 9007199254740991
  ) not valid;
