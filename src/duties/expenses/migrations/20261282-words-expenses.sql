-- Texts of receipts were called `expenses.collect.…`. What the history tells keeps that name (it is sealed); what is asked about does not.
update expense_receipt set set_aside_says = jsonb_set(set_aside_says, '{says}', to_jsonb('expenses.' || substr(set_aside_says ->> 'says', 18)))
where starts_with(set_aside_says ->> 'says', 'expenses.collect.');
update expense_receipt set trouble = jsonb_set(trouble, '{says}', to_jsonb('expenses.' || substr(trouble ->> 'says', 18)))
where starts_with(trouble ->> 'says', 'expenses.collect.');
