-- The limits one begins with are thought of in euros; in an office of another currency they do not count until it sets its own.
alter table expense_policy add column amounts_currency text not null default 'EUR' check (amounts_currency ~ '^[A-Z]{3}$');
alter table expense_category add column limit_currency text not null default 'EUR' check (limit_currency ~ '^[A-Z]{3}$');
-- An office that is at work has had the time to set them.
update expense_policy set amounts_currency = office_profile.currency from office_profile;
update expense_category set limit_currency = office_profile.currency from office_profile;
