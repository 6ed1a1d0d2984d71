-- Who usually reads is what each duty says of its roles.
alter table event alter column open_to drop default;
