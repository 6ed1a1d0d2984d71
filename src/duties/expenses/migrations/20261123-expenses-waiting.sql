-- What a report's page and the assistant's desk ask for at every look.
create index expense_line_removed on expense_line (report_id, removed_at) where removed_at is not null;
create index receipt_failed on receipt (team_id, received_at) where reading_state = 'failed' and set_aside_at is null;
