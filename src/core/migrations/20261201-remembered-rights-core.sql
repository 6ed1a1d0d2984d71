-- With which rights, teams, departments and API key an answer was given; what was kept before is shown to nobody again.
alter table remembered_answer add column rights_hash text not null default '';
alter table remembered_answer alter column rights_hash drop default;
