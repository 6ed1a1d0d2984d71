-- The table was renamed once; what hangs on it kept the old name.
do $$
declare part record;
begin
  for part in
    select conname as name from pg_constraint where conrelid = to_regclass('sign_in_try') and starts_with(conname, 'wrong_password')
  loop
    execute format('alter table sign_in_try rename constraint %I to %I', part.name, replace(part.name, 'wrong_password', 'sign_in_try'));
  end loop;
end $$;
