-- Who may read an event: those who may open its record. A department's record names its department; `open_to` says
-- which duties of the team or department open the record.

alter table event
  add column department_id uuid,
  add column open_to text[] not null default '{expenses,combine,review}';
