-- When a person who had left was taken back last: what was given him before, such as an upload link, works no more.
alter table member add column reactivated_at timestamptz;
update member set reactivated_at = taken.at from (
  select record_id, max(at) as at from event where says = 'office.event.memberReactivated' group by record_id
) taken where taken.record_id = member.id;
