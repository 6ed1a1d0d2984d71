-- Letters were kept with the address by which anybody could send receipts in the person's name.
update reminder set body = regexp_replace(body, '/u/[A-Za-z0-9_-]{65}', '/u/…', 'g') where body ~ '/u/[A-Za-z0-9_-]{65}';
