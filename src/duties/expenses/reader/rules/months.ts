/**
 * Names of months as receipts write them, accents taken off, and their numbers: English, Malay, Lithuanian, Latvian, Estonian,
 * Polish, Czech, German, Dutch, French, Spanish, Italian, Swedish, Finnish.
 */
export const MONTHS: [RegExp, number][] = [
  [/^(jan|sau|styc|led|ene|gen|tammi|jaan)/, 1],
  [/^(feb|vas|lut|fev|helmi|veebr|unor)/, 2],
  [/^(mar(?!ras)|kov|maer|mrt|mrz|maal|brez|mac)/, 3],
  [/^(apr|bal|kwi|avr|abr|huhti|dub)/, 4],
  [/^(may|mai|geg|maj|mei|mag|touko|kve)/, 5],
  [/^(jun|bir|czer|juin|giu|kesa|cervn|cerven$)/, 6],
  [/^(jul|lie|lip|juil|lug|heina|cervc|juul)/, 7],
  [/^(aug|rugp|sie|aou|ago|elo|srp|ogos)/, 8],
  [/^(sep|rugs|wrz|set|syys|zar)/, 9],
  [/^(oct|okt|spa|paz|out|loka|rij|ott)/, 10],
  [/^(nov|lap|lis|marras)/, 11],
  [/^(dec|dez|gru|dic|joulu|pros|det|dis|des)/, 12],
]
