-- Tries to sign in of the last minutes, counted before the password is compared. `who` is the hash of what was typed as
-- e-mail, `place` of the network or known device it came from; a try waits until `due`.

alter table wrong_password rename to sign_in_try;
alter index wrong_password_who rename to sign_in_try_who;
alter index wrong_password_at rename to sign_in_try_at;
alter table sign_in_try
  add column place text not null default '',
  add column due timestamptz not null default clock_timestamp();
