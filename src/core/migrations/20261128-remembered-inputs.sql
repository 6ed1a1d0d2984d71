-- A bare hash of an input with a password lets one guess it. Without its hash a repeated key is refused, not done again.
update remembered_answer set input_hash = '';
