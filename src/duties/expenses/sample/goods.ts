import type { ReceiptLanguage, VatKind } from './countries.ts'
import type { ReceiptKind } from './merchants.ts'

/** One thing a shop sells: name, price range in cents of a euro, VAT treatment. */
export type Good = readonly [name: string, low: number, high: number, vat: VatKind]

type Shelf = Record<ReceiptLanguage, readonly Good[]>

const restaurant: Shelf = {
  lt: [
    ['Šaltibarščiai su bulvėmis', 490, 750, 'food'],
    ['Cepelinai su spirgučiais', 790, 1190, 'food'],
    ['Dienos pietūs', 690, 1150, 'food'],
    ['Kepta starkio filė', 1290, 1990, 'food'],
    ['Vištienos kepsnys', 990, 1490, 'food'],
    ['Žąsienos sriuba', 550, 790, 'food'],
    ['Varškėtukai su uogiene', 450, 690, 'food'],
    ['Kava juoda', 200, 320, 'drink'],
    ['Mineralinis vanduo 0,5 l', 180, 350, 'drink'],
    ['Gira 0,4 l', 220, 380, 'drink'],
    ['Žolelių arbata', 200, 330, 'drink'],
  ],
  lv: [
    ['Pusdienu piedāvājums', 690, 1090, 'food'],
    ['Pelēkie zirņi ar speķi', 650, 950, 'food'],
    ['Karbonāde ar kartupeļiem', 890, 1390, 'food'],
    ['Aukstā zupa', 450, 650, 'food'],
    ['Foreles fileja', 1350, 1890, 'food'],
    ['Rupjmaizes kārtojums', 420, 590, 'food'],
    ['Kafija', 220, 350, 'drink'],
    ['Ķiršu sula 0,3 l', 250, 390, 'drink'],
    ['Minerālūdens', 190, 320, 'drink'],
  ],
  pl: [
    ['Żurek z jajkiem', 380, 560, 'food'],
    ['Pierogi ruskie 8 szt.', 650, 890, 'food'],
    ['Kotlet schabowy zestaw', 890, 1290, 'food'],
    ['Dorsz pieczony', 1150, 1690, 'food'],
    ['Gołąbki w sosie', 750, 990, 'food'],
    ['Sernik', 390, 560, 'food'],
    ['Kawa czarna', 250, 390, 'drink'],
    ['Woda gaz. 0,5 l', 180, 290, 'drink'],
    ['Sok jabłkowy', 220, 330, 'drink'],
  ],
  de: [
    ['Mittagstisch', 890, 1290, 'food'],
    ['Rinderroulade m. Klößen', 1690, 2290, 'food'],
    ['Wiener Schnitzel', 1890, 2590, 'food'],
    ['Kürbissuppe', 590, 850, 'food'],
    ['Gemüsepfanne', 1190, 1590, 'food'],
    ['Käsespätzle', 1190, 1490, 'food'],
    ['Apfelschorle 0,4', 390, 520, 'drink'],
    ['Kännchen Kaffee', 420, 580, 'drink'],
    ['Mineralwasser 0,75', 520, 690, 'drink'],
  ],
  en: [
    ['Soup of the Day', 650, 850, 'food'],
    ['Fish & Chips', 1450, 1850, 'food'],
    ['Beef & Ale Pie', 1390, 1790, 'food'],
    ['Chicken Caesar Salad', 1190, 1590, 'food'],
    ['Club Sandwich', 950, 1290, 'food'],
    ['Sticky Toffee Pudding', 690, 850, 'food'],
    ['Flat White', 320, 420, 'drink'],
    ['Sparkling Water', 280, 450, 'drink'],
    ['Pot of Tea', 280, 390, 'drink'],
  ],
}

const officeSupplies: Shelf = {
  lt: [
    ['Kopijavimo popierius A4, 500 l.', 449, 699, 'standard'],
    ['Segtuvas 75 mm', 249, 429, 'standard'],
    ['Rašiklis mėlynas', 69, 249, 'standard'],
    ['Lipnūs lapeliai 76×76', 119, 289, 'standard'],
    ['Dažų kasetė juoda', 2490, 5990, 'standard'],
    ['Žymekliai, 4 spalvų', 399, 699, 'standard'],
    ['Katalogas „Įrankiai 2026“', 900, 1900, 'book'],
  ],
  lv: [
    ['Papīrs A4, 500 lapas', 459, 690, 'standard'],
    ['Mape-reģistrs', 259, 450, 'standard'],
    ['Pildspalva zila', 89, 249, 'standard'],
    ['Līmlapiņas', 129, 290, 'standard'],
    ['Marķieri, 4 krāsas', 390, 690, 'standard'],
  ],
  pl: [
    ['Papier ksero A4, 500 ark.', 459, 690, 'standard'],
    ['Segregator', 259, 450, 'standard'],
    ['Długopis niebieski', 79, 249, 'standard'],
    ['Karteczki samoprzylepne', 129, 290, 'standard'],
    ['Toner czarny', 3990, 7990, 'standard'],
  ],
  de: [
    ['Kopierpapier A4 500 Bl.', 499, 749, 'standard'],
    ['Ordner breit', 229, 429, 'standard'],
    ['Kugelschreiber blau', 99, 299, 'standard'],
    ['Haftnotizen', 149, 329, 'standard'],
    ['Druckerpatrone schwarz', 2490, 4490, 'standard'],
  ],
  en: [
    ['A4 Copier Paper 500', 499, 749, 'standard'],
    ['Lever Arch File', 229, 449, 'standard'],
    ['Ballpoint Pens x10', 299, 599, 'standard'],
    ['Sticky Notes', 149, 349, 'standard'],
    ['Ink Cartridge Black', 2490, 3990, 'standard'],
  ],
}

const gift: Shelf = {
  lt: [
    ['Šokoladinių saldainių dėžutė', 1290, 2990, 'standard'],
    ['Medus su riešutais 400 g', 690, 1190, 'standard'],
    ['Lininė staltiesė', 2490, 4990, 'standard'],
    ['Dovanų maišelis', 149, 349, 'standard'],
    ['Knyga „Lietuvos ežerai“', 1490, 2990, 'book'],
  ],
  lv: [
    ['Šokolādes kaste', 1190, 2590, 'standard'],
    ['Lina dvielis', 1290, 2490, 'standard'],
    ['Dzintara piespraude', 1990, 4990, 'standard'],
    ['Dāvanu maisiņš', 149, 349, 'standard'],
  ],
  pl: [
    ['Bombonierka', 1090, 2490, 'standard'],
    ['Miód lipowy', 690, 1190, 'standard'],
    ['Świeca zapachowa', 890, 1690, 'standard'],
    ['Torebka prezentowa', 149, 349, 'standard'],
  ],
  de: [
    ['Pralinen 400 g', 1290, 2690, 'food'],
    ['Präsentkorb klein', 2990, 4990, 'standard'],
    ['Geschenkpapier', 299, 499, 'standard'],
  ],
  en: [
    ['Chocolate Box 350g', 1290, 2490, 'standard'],
    ['Scented Candle', 1490, 2490, 'standard'],
    ['Gift Wrap', 250, 450, 'standard'],
  ],
}

/** Things with a single line; the rest of the receipt tells more (nights, litres, from and to). */
const single: Record<'taxi' | 'parking' | 'train' | 'telephone' | 'fair', Shelf> = {
  taxi: {
    lt: [['Keleivių vežimas', 480, 2400, 'ride']],
    lv: [['Pasažieru pārvadājums', 550, 2600, 'ride']],
    pl: [['Przejazd taxi', 600, 2200, 'ride']],
    de: [['Personenbeförderung', 950, 3800, 'ride']],
    en: [['Passenger fare', 980, 3600, 'none']],
  },
  parking: {
    lt: [['Automobilio stovėjimas', 120, 1400, 'standard']],
    lv: [['Autostāvvietas maksa', 150, 1500, 'standard']],
    pl: [['Postój pojazdu', 150, 1100, 'standard']],
    de: [['Parkgebühr', 300, 2800, 'standard']],
    en: [['Parking charge', 350, 2400, 'standard']],
  },
  train: {
    lt: [['Bilietas Vilnius–Klaipėda', 1690, 2890, 'ride']],
    lv: [['Biļete Rīga–Liepāja', 790, 1290, 'ride']],
    pl: [['Bilet Gdańsk Gł.–Warszawa Centr.', 1690, 3990, 'ride']],
    de: [['Fahrkarte Berlin–Hamburg 2. Kl.', 2790, 8990, 'ride']],
    en: [['Standard Day Return', 1890, 7400, 'ride']],
  },
  telephone: {
    lt: [['Mobiliojo ryšio planas', 1290, 3490, 'standard']],
    lv: [['Mobilo sakaru tarifs', 1190, 2990, 'standard']],
    pl: [['Abonament telefoniczny', 990, 2490, 'standard']],
    de: [['Mobilfunktarif', 1990, 3990, 'standard']],
    en: [['Mobile plan, monthly', 1500, 3800, 'standard']],
  },
  fair: {
    lt: [['Įėjimo bilietas, 1 diena', 1500, 4500, 'standard']],
    lv: [['Ieejas biļete', 1500, 3900, 'standard']],
    pl: [['Bilet wstępu', 1200, 3500, 'standard']],
    de: [['Tageskarte Fachbesucher', 2900, 7900, 'standard']],
    en: [['Day Visitor Pass', 2500, 6500, 'standard']],
  },
}

/** What a receipt of this kind may list; hotels and fuel stations build their lines from nights and litres instead. */
export function shelfOf(kind: Exclude<ReceiptKind, 'hotel' | 'fuel'>, language: ReceiptLanguage): readonly Good[] {
  if (kind === 'restaurant') return restaurant[language]
  if (kind === 'officeSupplies') return officeSupplies[language]
  if (kind === 'gift') return gift[language]
  return single[kind][language]
}

export const stayNames: Record<ReceiptLanguage, readonly [night: string, breakfast: string, cityTax: string]> = {
  lt: ['Nakvynė, vienvietis kambarys', 'Pusryčiai', 'Pagalvės mokestis'],
  lv: ['Naktsmītne, vienvietīgs numurs', 'Brokastis', 'Tūrisma nodeva'],
  pl: ['Nocleg, pokój jednoosobowy', 'Śniadanie', 'Opłata miejscowa'],
  de: ['Übernachtung Einzelzimmer', 'Frühstück', 'Beherbergungsteuer'],
  en: ['Accommodation, single room', 'Breakfast', 'Visitor levy'],
}

export const fuelNames: Record<ReceiptLanguage, readonly string[]> = {
  lt: ['Dyzelinas', 'Benzinas A95', 'Dyzelinas Plius'],
  lv: ['Dīzeļdegviela', 'Benzīns 95'],
  pl: ['Olej napędowy ON', 'Benzyna Pb95'],
  de: ['Diesel', 'Super E10', 'Super E5'],
  en: ['Diesel', 'Unleaded 95'],
}
