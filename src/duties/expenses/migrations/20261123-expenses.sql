-- Expense reports: claim procedure → round → receipt → line → report → team report → department report → review → payout.
-- Amounts are minor units. `claimed` and `accepted` amounts are in the office's currency, a line's `amount` in its own.

create table expense_policy (
  "only" boolean primary key default true check ("only"),
  -- A line up to this amount needs no receipt.
  receipt_free_cents bigint not null default 500 check (receipt_free_cents >= 0),
  -- A figure this far from the previous period is unusual.
  unusual_percent integer not null default 50 check (unusual_percent > 0),
  unusual_cents bigint not null default 10000 check (unusual_cents >= 0),
  link_days integer not null default 14 check (link_days between 1 and 90),
  link_files integer not null default 60 check (link_files between 1 and 500),
  due_day integer not null default 5 check (due_day between 1 and 28),
  version integer not null default 1
);
insert into expense_policy default values;

create table expense_category (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-zA-Z][a-zA-Z0-9]{1,40}$'),
  name_en text not null check (length(name_en) between 1 and 100),
  name_lt text not null check (length(name_lt) between 1 and 100),
  account text,
  -- A line above this needs a word of explanation and is shown to the senior manager first.
  limit_cents bigint check (limit_cents > 0),
  vat_deductible_percent integer not null default 100 check (vat_deductible_percent between 0 and 100),
  needs_customer boolean not null default false,
  position integer not null default 0,
  version integer not null default 1,
  closed_at timestamptz
);

-- What a Lithuanian sales office usually pays for; Law on VAT art. 58 and 62: taxis and own meals 0 %, entertaining 50 %.
insert into expense_category (id, code, name_en, name_lt, limit_cents, vat_deductible_percent, needs_customer, position) values
  (gen_random_uuid(), 'hotel', 'Hotels', 'Viešbučiai', 15000, 100, false, 1),
  (gen_random_uuid(), 'fuel', 'Fuel', 'Degalai', 15000, 100, false, 2),
  (gen_random_uuid(), 'meals', 'Meals while travelling', 'Maitinimas kelionėje', 4000, 0, false, 3),
  (gen_random_uuid(), 'entertainment', 'Entertaining customers', 'Reprezentacija', 20000, 50, true, 4),
  (gen_random_uuid(), 'taxi', 'Taxis', 'Taksi', 5000, 0, false, 5),
  (gen_random_uuid(), 'travel', 'Trains, buses, ferries', 'Traukiniai, autobusai, keltai', null, 100, false, 6),
  (gen_random_uuid(), 'flights', 'Flights', 'Skrydžiai', 60000, 100, false, 7),
  (gen_random_uuid(), 'parking', 'Parking and tolls', 'Stovėjimas ir kelių mokesčiai', 5000, 100, false, 8),
  (gen_random_uuid(), 'car', 'Car upkeep', 'Automobilio priežiūra', 30000, 100, false, 9),
  (gen_random_uuid(), 'phone', 'Telephone and data', 'Telefonas ir internetas', 6000, 100, false, 10),
  (gen_random_uuid(), 'supplies', 'Office supplies and post', 'Kanceliarija ir paštas', 10000, 100, false, 11),
  (gen_random_uuid(), 'samples', 'Samples and gifts', 'Pavyzdžiai ir dovanos', 10000, 100, true, 12),
  (gen_random_uuid(), 'training', 'Training and fairs', 'Mokymai ir parodos', null, 100, false, 13),
  (gen_random_uuid(), 'other', 'Other', 'Kita', 10000, 100, false, 14);

create table expense_budget (
  team_id uuid not null references team,
  category_id uuid not null references expense_category,
  month date not null check (extract(day from month) = 1),
  cents bigint not null check (cents >= 0),
  primary key (team_id, month, category_id)
);

create table exchange_rate (
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  day date not null,
  -- Units of the office's currency for one unit of `currency`, decimal text.
  rate numeric not null check (rate > 0),
  source text not null,
  set_by uuid references member,
  at timestamptz not null default clock_timestamp(),
  primary key (currency, day)
);

create table procedure_version (
  id uuid primary key,
  number integer unique,
  body_en text not null,
  body_lt text not null,
  what_changed text not null default '',
  version integer not null default 1,
  drafted_by uuid references member,
  drafted_at timestamptz not null default clock_timestamp(),
  published_by uuid references member,
  published_at timestamptz,
  check ((number is null) = (published_at is null))
);
create unique index procedure_one_draft on procedure_version ((true)) where published_at is null;

-- A first text, ready to be read over and published.
insert into procedure_version (id, body_en, body_lt, drafted_by) values (gen_random_uuid(), $text$# How we claim expenses

1. **Keep every receipt.** Photograph it or save the PDF on the day you pay and send it in; the paper may then stay with you until the month is paid out.
2. **What must be legible:** merchant, day, total with currency, VAT if shown, the number of the receipt or invoice. Ask hotels and garages for an invoice in the company’s name.
3. **Say what it was for:** the visit, the customer, and who took part when you invite guests.
4. **Until the day the round is due** everything of the month is in. What you cannot find, declare as missing and say why: somebody has to decide on it.
5. **Your own share** (private calls, a companion’s breakfast) is taken off.
6. **Look through your report and confirm it** before it goes to the senior manager. What she or he does not accept is told to you with the reason.
7. **Money follows** after the approval, in one payment.

Questions go to your sales assistant.$text$, $text$# Kaip atsiskaitome už išlaidas

1. **Saugokite kiekvieną kvitą.** Nufotografuokite jį arba išsaugokite PDF tą pačią dieną ir atsiųskite; popierių laikykite, kol bus išmokėta.
2. **Turi būti įskaitoma:** pardavėjas, data, suma su valiuta, PVM, jei nurodytas, kvito ar sąskaitos numeris. Viešbučio ir serviso prašykite sąskaitos įmonės vardu.
3. **Parašykite, kam tai buvo:** vizitas, klientas, o kviečiant svečių – kas dalyvavo.
4. **Iki rinkimo termino** atsiunčiama viskas už mėnesį. Ko nerandate, pažymėkite kaip trūkstamą ir parašykite kodėl: kas nors turės nuspręsti.
5. **Jūsų pačių dalis** (asmeniniai skambučiai, bendrakeleivio pusryčiai) atimama.
6. **Peržiūrėkite ir patvirtinkite savo ataskaitą**, kol ji nenukeliavo vadovui. Jei kas nepriimta, sužinosite priežastį.
7. **Pinigai išmokami** po patvirtinimo vienu pavedimu.

Klausimai – jūsų pardavimų asistentei.$text$, null);

-- The proof that somebody was told of a version; absent means not informed.
create table procedure_proof (
  version_id uuid not null references procedure_version,
  member_id uuid not null references member,
  way text not null check (way in ('read', 'phone', 'inPerson', 'mail')),
  informed_on date not null,
  recorded_by uuid not null references member,
  note text not null default '',
  at timestamptz not null default clock_timestamp(),
  primary key (member_id, version_id)
);

create table expense_round (
  id uuid primary key,
  number text not null unique,
  team_id uuid not null references team,
  month date not null check (extract(day from month) = 1),
  due_day date not null,
  -- Reminders go out by themselves every so many days; null: only by hand.
  remind_every_days integer check (remind_every_days between 1 and 31),
  -- When they go out next; the job that finds another instant here was overtaken by a change.
  next_reminder_at timestamptz,
  opened_by uuid references member,
  opened_at timestamptz not null default clock_timestamp(),
  closed_by uuid references member,
  closed_at timestamptz,
  version integer not null default 1,
  unique (team_id, month)
);
create index expense_round_order on expense_round (month desc, id desc);

create table receipt (
  id uuid primary key,
  number text not null unique,
  team_id uuid not null references team,
  -- Whose it is; null: in the sorting tray of the team.
  member_id uuid references member,
  round_id uuid references expense_round,
  sha256 text not null references kept_file,
  file_name text not null,
  mime text not null,
  size bigint not null,
  came_by text not null check (came_by in ('browser', 'link', 'mail', 'program')),
  link_id uuid,
  received_from uuid references member,
  received_at timestamptz not null default clock_timestamp(),
  preview_state text not null default 'waiting' check (preview_state in ('waiting', 'made', 'failed')),
  reading_state text not null default 'waiting' check (reading_state in ('waiting', 'reading', 'read', 'failed')),
  reading_job uuid,
  -- What the reader found, as it found it; never edited.
  reading jsonb,
  trouble jsonb,
  -- What people hold to be right; filled from the reading.
  merchant text,
  spent_on date,
  total_cents bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  vat jsonb not null default '[]',
  checked_by uuid references member,
  checked_at timestamptz,
  set_aside_at timestamptz,
  set_aside_by uuid references member,
  set_aside_why text,
  version integer not null default 1,
  search text generated always as (talka_ext.plain(coalesce(merchant, '') || ' ' || file_name || ' ' || number)) stored
);
create index receipt_team on receipt (team_id, received_at desc, id desc);
create index receipt_member on receipt (member_id, spent_on);
create index receipt_round on receipt (round_id, member_id);
create index receipt_tray on receipt (team_id, received_at) where member_id is null and set_aside_at is null;
create index receipt_order on receipt (received_at desc, id desc);
create index receipt_same_picture on receipt (sha256);
create index receipt_same_purchase on receipt (member_id, spent_on, total_cents);
create index receipt_unread on receipt (received_at) where reading_state in ('waiting', 'reading');
create index receipt_search on receipt using gin (search talka_ext.gin_trgm_ops);

create table receipt_page (
  receipt_id uuid not null references receipt,
  page integer not null check (page >= 1),
  width integer not null,
  height integer not null,
  picture_sha256 text not null references kept_file,
  thumb_sha256 text not null references kept_file,
  primary key (receipt_id, page)
);

-- Two that look like the same purchase and were seen to be two.
create table receipt_told_apart (
  one_id uuid not null references receipt,
  other_id uuid not null references receipt,
  by_id uuid not null references member,
  at timestamptz not null default clock_timestamp(),
  why text not null,
  primary key (one_id, other_id),
  check (one_id < other_id)
);

create table expected_receipt (
  id uuid primary key,
  round_id uuid not null references expense_round,
  member_id uuid not null references member,
  what text not null check (length(what) between 1 and 200),
  category_id uuid references expense_category,
  recurring boolean not null default false,
  source text not null check (source in ('recurring', 'assistant', 'salesperson', 'trip', 'card')),
  expected_on date,
  cents bigint,
  state text not null default 'waiting' check (state in ('waiting', 'received', 'missing', 'notNeeded')),
  receipt_id uuid references receipt,
  reason text,
  settled_by uuid references member,
  settled_at timestamptz,
  added_by uuid references member,
  added_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  check (state <> 'missing' or reason is not null),
  check (state <> 'received' or receipt_id is not null)
);
create index expected_receipt_round on expected_receipt (round_id, member_id);
create index expected_receipt_receipt on expected_receipt (receipt_id);
create index expected_receipt_waiting on expected_receipt (member_id) where state = 'waiting';

create table reminder (
  id uuid primary key,
  round_id uuid not null references expense_round,
  member_id uuid not null references member,
  way text not null check (way in ('mail', 'copied', 'phone', 'schedule')),
  missing integer not null,
  body text not null,
  sent_by uuid references member,
  at timestamptz not null default clock_timestamp(),
  mail_state text not null default 'none' check (mail_state in ('none', 'waiting', 'sent', 'failed'))
);
create index reminder_round on reminder (round_id, member_id, at);
create index reminder_unsent on reminder (round_id) where mail_state = 'failed';

create table upload_link (
  id uuid primary key,
  round_id uuid not null references expense_round,
  member_id uuid not null references member,
  expires_at timestamptz not null,
  max_files integer not null,
  max_bytes bigint not null,
  files integer not null default 0,
  bytes bigint not null default 0,
  made_by uuid references member,
  made_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index receipt_link on receipt (link_id, sha256) where link_id is not null;
create index upload_link_round on upload_link (round_id, member_id);
alter table receipt add foreign key (link_id) references upload_link;

create table department_report (
  id uuid primary key,
  number text not null unique,
  department_id uuid not null references department,
  month date not null check (extract(day from month) = 1),
  prepared_by uuid references member,
  made_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  unique (department_id, month)
);
create index department_report_order on department_report (month desc, id);

create table team_report (
  id uuid primary key,
  number text not null unique,
  team_id uuid not null references team,
  month date not null check (extract(day from month) = 1),
  department_report_id uuid references department_report,
  prepared_by uuid references member,
  made_at timestamptz not null default clock_timestamp(),
  handed_over_by uuid references member,
  handed_over_at timestamptz,
  note text not null default '',
  version integer not null default 1,
  unique (team_id, month)
);
create index team_report_order on team_report (month desc, id);
create index team_report_department on team_report (department_report_id);

create table expense_report (
  id uuid primary key,
  number text not null unique,
  member_id uuid not null references member,
  team_id uuid not null references team,
  round_id uuid references expense_round,
  month date not null check (extract(day from month) = 1),
  team_report_id uuid references team_report,
  prepared_by uuid references member,
  made_at timestamptz not null default clock_timestamp(),
  -- Set while the figures lie before the senior manager or are approved: lines change only through a query or a correction.
  presented_at timestamptz,
  approved_at timestamptz,
  version integer not null default 1,
  unique (member_id, month)
);
create index expense_report_team on expense_report (team_id, month desc, id);
create index expense_report_order on expense_report (month desc, id);
create index expense_report_team_report on expense_report (team_report_id);

create table expense_line (
  id uuid primary key,
  report_id uuid not null references expense_report,
  position integer not null default 0,
  spent_on date,
  merchant text not null default '',
  category_id uuid references expense_category,
  amount_cents bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Units of the office's currency for one of the line's, decimal text, with its day and source.
  rate text not null default '1' check (rate ~ '^[0-9]+(\.[0-9]+)?$'),
  rate_day date,
  rate_source text,
  vat jsonb not null default '[]',
  vat_cents bigint not null default 0,
  own_share_cents bigint not null default 0,
  claimed_cents bigint not null,
  accepted_cents bigint not null,
  purpose text not null default '',
  customer text not null default '',
  guests text not null default '',
  explanation text not null default '',
  missing_reason text,
  missing_declared_by uuid references member,
  missing_declared_at timestamptz,
  refused_why text,
  refused_by uuid references member,
  refused_at timestamptz,
  removed_at timestamptz,
  removed_by uuid references member,
  version integer not null default 1,
  check ((missing_reason is null) = (missing_declared_at is null)),
  check ((refused_at is null) = (refused_why is null))
);
create index expense_line_report on expense_line (report_id, position, id) where removed_at is null;
create index expense_line_category on expense_line (category_id);

create table line_receipt (
  line_id uuid not null references expense_line,
  receipt_id uuid not null references receipt,
  primary key (line_id, receipt_id)
);
create index line_receipt_receipt on line_receipt (receipt_id);

-- The salesperson has seen the report as it then was.
create table report_confirmation (
  id uuid primary key,
  report_id uuid not null references expense_report,
  way text not null check (way in ('self', 'phone', 'inPerson', 'mail')),
  confirmed_on date not null,
  total_cents bigint not null,
  -- SHA-256 over the lines as confirmed; another hash now means the confirmation is out of date.
  content_hash text not null,
  recorded_by uuid not null references member,
  note text not null default '',
  at timestamptz not null default clock_timestamp()
);
create index report_confirmation_report on report_confirmation (report_id, at);

-- What the senior manager was shown; never edited.
create table presented_version (
  id uuid primary key,
  department_report_id uuid not null references department_report,
  number integer not null,
  presented_by uuid not null references member,
  presented_at timestamptz not null default clock_timestamp(),
  snapshot jsonb not null,
  total_cents bigint not null,
  hash text not null check (length(hash) = 64),
  unique (department_report_id, number)
);

create table review_look (
  member_id uuid not null references member,
  department_report_id uuid not null references department_report,
  version_number integer not null,
  at timestamptz not null default clock_timestamp(),
  primary key (department_report_id, member_id, version_number)
);

create table review_tick (
  department_report_id uuid not null references department_report,
  -- `line:ID`, `cell:MEMBER:CATEGORY` or `person:MEMBER`.
  target text not null,
  -- What was ticked, as a hash: a change afterwards takes the tick away.
  content_hash text not null,
  ticked_by uuid not null references member,
  at timestamptz not null default clock_timestamp(),
  primary key (department_report_id, target)
);

create table expense_query (
  id uuid primary key,
  department_report_id uuid not null references department_report,
  member_id uuid not null references member,
  team_id uuid not null references team,
  line_id uuid references expense_line,
  category_id uuid references expense_category,
  asked_by uuid not null references member,
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'asked' check (state in ('asked', 'answered', 'settled')),
  answered_at timestamptz,
  settled_by uuid references member,
  settled_at timestamptz,
  version integer not null default 1
);
create index expense_query_report on expense_query (department_report_id, asked_at);
create index expense_query_open on expense_query (team_id) where state <> 'settled';

create table query_message (
  id uuid primary key,
  query_id uuid not null references expense_query,
  by_id uuid not null references member,
  at timestamptz not null default clock_timestamp(),
  body text not null check (length(body) between 1 and 4000)
);
create index query_message_query on query_message (query_id, at);

create table expense_approval (
  id uuid primary key,
  department_report_id uuid not null unique references department_report,
  version_id uuid not null references presented_version,
  approved_by uuid not null references member,
  approver_name text not null,
  total_cents bigint not null,
  hash text not null,
  at timestamptz not null default clock_timestamp()
);

-- A change to something approved: proposed with a reason, effective when the senior manager agrees; both stay visible.
create table expense_correction (
  id uuid primary key,
  department_report_id uuid not null references department_report,
  line_id uuid not null references expense_line,
  was_cents bigint not null,
  now_cents bigint not null,
  reason text not null check (length(reason) between 1 and 1000),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by uuid references member,
  decided_at timestamptz,
  agreed boolean,
  check ((decided_at is null) = (agreed is null))
);
create index expense_correction_report on expense_correction (department_report_id);
create unique index expense_correction_open on expense_correction (line_id) where decided_at is null;

create table payout (
  id uuid primary key,
  department_report_id uuid not null references department_report,
  correction_id uuid references expense_correction,
  member_id uuid not null references member,
  team_id uuid not null references team,
  cents bigint not null,
  paid_on date,
  paid_by uuid references member,
  paid_at timestamptz,
  reference text not null default ''
);
create index payout_report on payout (department_report_id, member_id);
create index payout_open on payout (department_report_id) where paid_at is null;

create table expense_paper (
  id uuid primary key,
  department_report_id uuid references department_report,
  report_id uuid references expense_report,
  kind text not null check (kind in ('pdf', 'xlsx', 'csv')),
  language text not null check (language in ('en', 'lt')),
  job_id uuid,
  sha256 text references kept_file,
  file_name text not null,
  asked_by uuid references member,
  at timestamptz not null default clock_timestamp(),
  check ((department_report_id is null) <> (report_id is null))
);
create index expense_paper_department on expense_paper (department_report_id, at);
create index expense_paper_report on expense_paper (report_id, at);
