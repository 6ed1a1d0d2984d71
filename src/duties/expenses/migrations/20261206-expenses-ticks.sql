-- A tick vouches for all that its lines say. Those from before vouched for less, and go on to do so.
alter table review_tick add column is_of_all boolean not null default true;
update review_tick set is_of_all = false;
