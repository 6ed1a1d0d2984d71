-- What tables were once called of which events prove rows: the old name lies under the history's seals.
create table renamed_table (was text primary key, name text not null);
