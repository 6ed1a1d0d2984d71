-- The Lithuanian of what every office starts with, where nobody has changed it.
update expense_category set name_lt = 'Kanceliarinės prekės ir paštas' where code = 'supplies' and name_lt = 'Kanceliarija ir paštas';
update expense_category set name_lt = 'Reprezentacinės išlaidos' where code = 'entertainment' and name_lt = 'Reprezentacija';
update procedure_version set body_lt = replace(replace(replace(body_lt,
    'kviečiant svečių – kas dalyvavo', 'kviečiant svečius – kas dalyvavo'),
    'Viešbučio ir serviso prašykite', 'Viešbučio ir autoserviso prašykite'),
    'pažymėkite kaip trūkstamą ir parašykite kodėl', 'pažymėkite, kad kvito nėra, ir parašykite kodėl')
  where drafted_by is null and published_at is null;
