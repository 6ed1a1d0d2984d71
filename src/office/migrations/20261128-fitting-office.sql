-- Days of the duty chart as office/shapes.ts lets them in; `date` has infinity too.
alter table duty_assignment
  add constraint duty_assignment_days check (from_day >= '1900-01-01' and from_day <= '2200-12-31' and to_day <= '2200-12-31') not valid;
alter table saved_view
  add constraint saved_view_settings check (jsonb_typeof(settings) = 'object') not valid;
