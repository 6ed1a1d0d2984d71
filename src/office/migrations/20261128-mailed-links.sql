-- Invitation and reset links stood readable in what was queued to mail them. One that still waits fails; its asker makes another.
update job set payload = payload - 'link' where task = 'office.mailLink' and payload ? 'link';
