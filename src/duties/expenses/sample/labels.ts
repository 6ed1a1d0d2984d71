import type { Country } from './countries.ts'

/** What the country's receipts and invoices call things. Lists hold several usages; a merchant keeps to one. */
export type Labels = {
  receipt: readonly string[]
  invoice: readonly string[]
  creditNote: string
  credits: string
  number: string
  date: string
  time: string
  cashier: readonly string[]
  company: string
  vatNumber: string
  phone: string
  subtotal: string
  total: readonly string[]
  vat: string
  net: string
  gross: string
  vatSum: string
  cash: string
  change: string
  card: readonly string[]
  tip: string
  withTip: string
  thanks: readonly string[]
  item: string
  quantity: string
  price: string
  amount: string
  buyer: string
  guest: string
  room: string
  arrival: string
  departure: string
  nights: string
  pump: string
  ride: readonly [from: string, distance: string]
  parked: readonly [from: string, to: string]
  paidBy: string
}

const english: Labels = {
  receipt: ['RECEIPT', 'SALE', 'VAT RECEIPT'],
  invoice: ['Invoice', 'Tax invoice'],
  creditNote: 'CREDIT NOTE',
  credits: 'Refund of receipt',
  number: 'No.',
  date: 'Date',
  time: 'Time',
  cashier: ['Server: Aoife', 'Clerk 04', 'Served by: Tom', 'Till 2'],
  company: 'Company No.',
  vatNumber: 'VAT Reg No.',
  phone: 'Tel.',
  subtotal: 'Subtotal',
  total: ['TOTAL', 'TOTAL DUE', 'Amount due', 'BALANCE DUE'],
  vat: 'VAT',
  net: 'Net',
  gross: 'Gross',
  vatSum: 'VAT total',
  cash: 'CASH',
  change: 'CHANGE',
  card: ['CARD', 'Debit card', 'Contactless'],
  tip: 'Tip',
  withTip: 'Total incl. tip',
  thanks: ['Thank you, please call again', 'Thank you for your custom!', 'Please retain for your records'],
  item: 'Description',
  quantity: 'Qty',
  price: 'Price',
  amount: 'Amount',
  buyer: 'Billed to',
  guest: 'Guest',
  room: 'Room',
  arrival: 'Arrival',
  departure: 'Departure',
  nights: 'Nights',
  pump: 'Pump',
  ride: ['Journey', 'Distance'],
  parked: ['Entry', 'Exit'],
  paidBy: 'Paid by',
}

const lithuanian: Labels = {
  receipt: ['KVITAS', 'PINIGŲ PRIĖMIMO KVITAS', 'FISKALINIS KVITAS'],
  invoice: ['PVM sąskaita faktūra', 'Sąskaita faktūra'],
  creditNote: 'KREDITINĖ SĄSKAITA',
  credits: 'Grąžinama pagal kvitą',
  number: 'Nr.',
  date: 'Data',
  time: 'Laikas',
  cashier: ['Kasininkė Rasa', 'Padavėjas: Ąžuolas', 'Kasa 03', 'Kasininkas(-ė) Živilė'],
  company: 'Įm. kodas',
  vatNumber: 'PVM kodas',
  phone: 'Tel.',
  subtotal: 'Tarpinė suma',
  total: ['IŠ VISO', 'MOKĖTI', 'Iš viso EUR', 'Mokėtina suma'],
  vat: 'PVM',
  net: 'Be PVM',
  gross: 'Su PVM',
  vatSum: 'Iš viso PVM',
  cash: 'Grynieji',
  change: 'Grąža',
  card: ['Banko kortelė', 'Mokėjimo kortelė', 'KORTELĖ'],
  tip: 'Arbatpinigiai',
  withTip: 'Iš viso su arbatpinigiais',
  thanks: ['Ačiū, kad pirkote!', 'Ačiū, lauksime sugrįžtant', 'Geros dienos!'],
  item: 'Pavadinimas',
  quantity: 'Kiekis',
  price: 'Kaina',
  amount: 'Suma',
  buyer: 'Pirkėjas',
  guest: 'Svečias',
  room: 'Kambarys',
  arrival: 'Atvykimas',
  departure: 'Išvykimas',
  nights: 'Naktų skaičius',
  pump: 'Kolonėlė',
  ride: ['Maršrutas', 'Atstumas'],
  parked: ['Įvažiavo', 'Išvažiavo'],
  paidBy: 'Apmokėta',
}

const latvian: Labels = {
  receipt: ['ČEKS', 'KASES ČEKS', 'DARĪJUMA KVĪTS'],
  invoice: ['Rēķins', 'Faktūrrēķins'],
  creditNote: 'KREDĪTRĒĶINS',
  credits: 'Atgriezts pēc čeka',
  number: 'Nr.',
  date: 'Datums',
  time: 'Laiks',
  cashier: ['Kasieris: Inese', 'Apkalpoja Kārlis', 'Kase 2'],
  company: 'Reģ. Nr.',
  vatNumber: 'PVN Nr.',
  phone: 'Tālr.',
  subtotal: 'Starpsumma',
  total: ['KOPĀ', 'SAMAKSAI', 'Kopā apmaksai', 'KOPĀ EUR'],
  vat: 'PVN',
  net: 'Bez PVN',
  gross: 'Ar PVN',
  vatSum: 'PVN kopā',
  cash: 'Skaidra nauda',
  change: 'Atlikums',
  card: ['Maksājumu karte', 'Bankas karte'],
  tip: 'Dzeramnauda',
  withTip: 'Kopā ar dzeramnaudu',
  thanks: ['Paldies par pirkumu!', 'Uz redzēšanos!', 'Jauku dienu!'],
  item: 'Nosaukums',
  quantity: 'Daudz.',
  price: 'Cena',
  amount: 'Summa',
  buyer: 'Pircējs',
  guest: 'Viesis',
  room: 'Numurs',
  arrival: 'Ierašanās',
  departure: 'Izbraukšana',
  nights: 'Naktis',
  pump: 'Sūknis',
  ride: ['Maršruts', 'Attālums'],
  parked: ['Iebrauca', 'Izbrauca'],
  paidBy: 'Apmaksāts',
}

const polish: Labels = {
  receipt: ['PARAGON FISKALNY'],
  invoice: ['Faktura VAT', 'Faktura'],
  creditNote: 'ZWROT TOWARU',
  credits: 'Zwrot do paragonu',
  number: 'nr',
  date: 'Data',
  time: 'Godz.',
  cashier: ['Kasjer Łucja', 'Kasa 1 Kasjer 7', '#Kasa2 Paweł'],
  company: 'NIP',
  vatNumber: 'NIP',
  phone: 'tel.',
  subtotal: 'SUMA CZĘŚCIOWA',
  total: ['SUMA PLN', 'SUMA', 'DO ZAPŁATY', 'RAZEM'],
  vat: 'PTU',
  net: 'Netto',
  gross: 'Brutto',
  vatSum: 'SUMA PTU',
  cash: 'GOTÓWKA',
  change: 'RESZTA',
  card: ['KARTA PŁATNICZA', 'Karta', 'ZAPŁACONO KARTĄ'],
  tip: 'Napiwek',
  withTip: 'Razem z napiwkiem',
  thanks: ['Dziękujemy i zapraszamy', 'Dziękujemy za zakupy!', 'Zapraszamy ponownie'],
  item: 'Nazwa',
  quantity: 'Ilość',
  price: 'Cena',
  amount: 'Wartość',
  buyer: 'Nabywca',
  guest: 'Gość',
  room: 'Pokój',
  arrival: 'Przyjazd',
  departure: 'Wyjazd',
  nights: 'Liczba nocy',
  pump: 'Dystrybutor',
  ride: ['Trasa', 'Dystans'],
  parked: ['Wjazd', 'Wyjazd'],
  paidBy: 'Zapłacono',
}

const german: Labels = {
  receipt: ['RECHNUNG', 'KASSENBON', 'Quittung', 'BELEG'],
  invoice: ['Rechnung'],
  creditNote: 'GUTSCHRIFT',
  credits: 'Erstattung zu Beleg',
  number: 'Nr.',
  date: 'Datum',
  time: 'Uhrzeit',
  cashier: ['Es bediente Sie: Jörg', 'Kasse 3', 'Bediener 12', 'Es bediente Sie Frau Groß'],
  company: 'HRB',
  vatNumber: 'USt-IdNr.',
  phone: 'Tel.',
  subtotal: 'Zwischensumme',
  total: ['SUMME', 'Summe EUR', 'GESAMT', 'Zu zahlen', 'Gesamtbetrag'],
  vat: 'MwSt',
  net: 'Netto',
  gross: 'Brutto',
  vatSum: 'MwSt gesamt',
  cash: 'Gegeben bar',
  change: 'Rückgeld',
  card: ['Kartenzahlung', 'girocard', 'EC-Karte'],
  tip: 'Trinkgeld',
  withTip: 'Gesamt inkl. Trinkgeld',
  thanks: ['Vielen Dank für Ihren Besuch!', 'Vielen Dank für Ihren Einkauf', 'Auf Wiedersehen'],
  item: 'Bezeichnung',
  quantity: 'Menge',
  price: 'Preis',
  amount: 'Betrag',
  buyer: 'Rechnung an',
  guest: 'Gast',
  room: 'Zimmer',
  arrival: 'Anreise',
  departure: 'Abreise',
  nights: 'Nächte',
  pump: 'Zapfsäule',
  ride: ['Fahrt', 'Strecke'],
  parked: ['Einfahrt', 'Ausfahrt'],
  paidBy: 'Bezahlt',
}

export const labels: Record<Country, Labels> = {
  LT: lithuanian,
  LV: latvian,
  PL: polish,
  DE: german,
  GB: english,
  IE: english,
}
