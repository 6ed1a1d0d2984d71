-- What a sentence is made of is an object, whoever writes it.
alter table event
  add constraint event_params check (jsonb_typeof(params) = 'object' and jsonb_typeof(changes) = 'object') not valid;
alter table job
  add constraint job_params check (jsonb_typeof(params) = 'object') not valid,
  add constraint job_failure check (failure is null or (jsonb_typeof(failure -> 'says') = 'string') is true) not valid;
