-- Of a session's token only its SHA-256 is kept; who is signed in stays so.
update session set token = encode(sha256(convert_to(token, 'UTF8')), 'hex');
