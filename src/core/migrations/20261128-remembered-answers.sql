-- A key counts for the person in whose name it was used; what was kept before was the actor's own business or cannot be told.
alter table remembered_answer add column person_id uuid;
update remembered_answer set person_id = actor_id;
alter table remembered_answer alter column person_id set not null;
alter table remembered_answer drop constraint remembered_answer_pkey;
alter table remembered_answer add primary key (actor_id, person_id, key);
-- No output means that the answer held a secret: whoever repeats the key is told that it was done.
update remembered_answer set output = null
where operation in ('office.makeApiKey', 'office.invite', 'office.makeResetLink', 'expenses.makeLink', 'expenses.remind');
