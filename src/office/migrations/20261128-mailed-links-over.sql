-- What was queued with its link before is not sent any more (core/control/20261128-mailed-links-queue.sql): whoever asked makes another.
update job set state = 'failed', failure = '{"says": "office.linkUsed"}', ended_at = clock_timestamp(), next_try_at = null
where task = 'office.mailLink' and state in ('waiting', 'running') and not payload ? 'invitationId';
