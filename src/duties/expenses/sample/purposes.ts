/** Customers of the sample office; none exists. */
export const sampleCustomers = [
  'UAB „Ąžuolinė staklė“',
  'UAB „Šiaurės kalvė“',
  'AB „Žvyrupio mechanika“',
  'UAB „Ėglių baldai“',
  'MB „Stogo žygis“',
  'UAB „Ūlos statyba“',
  'UAB „Pamario laivai“',
  'SIA "Kurzemes darbnīca"',
  'SIA "Ziemeļu instrumenti"',
  'Warsztat Żuraw Sp. z o.o.',
  'Stocznia Mewa S.A.',
  'Möller & Söhne Werkzeug GmbH',
] as const

export const sampleGuests = [
  'Petras Ąžuolas, Rita Švedienė',
  'Antanas Kėvalas',
  'Zita Žygelytė, Ignas Ūsas',
  'Andris Kļaviņš',
  'Bożena Łoś, Marek Wąsik',
  'Jürgen Möller',
] as const

type Purposes = Record<string, { lt: readonly string[]; en: readonly string[] }>

/** Why money was spent, by category, in the words a salesperson would write. */
export const samplePurposes: Purposes = {
  hotel: {
    lt: ['Nakvynė lankant klientus', 'Nakvynė prieš rytinį susitikimą', 'Nakvynė parodos metu'],
    en: ['Overnight between customer visits', 'Night before a morning meeting', 'Stay during the trade fair'],
  },
  fuel: {
    lt: ['Kelionė pas klientus', 'Savaitės maršrutas', 'Tarnybinio automobilio degalai'],
    en: ['Customer round', 'Weekly route', 'Company car'],
  },
  meals: { lt: ['Pietūs kelyje', 'Vakarienė komandiruotėje'], en: ['Lunch on the road', 'Dinner while travelling'] },
  entertainment: {
    lt: ['Pietūs aptariant metinę sutartį', 'Vakarienė po pristatymo', 'Susitikimas dėl naujo asortimento'],
    en: ['Lunch about the yearly contract', 'Dinner after the presentation', 'Meeting on the new range'],
  },
  taxi: {
    lt: ['Iš oro uosto pas klientą', 'Į susitikimą ir atgal'],
    en: ['Airport to customer', 'To the meeting and back'],
  },
  travel: { lt: ['Traukiniu į susitikimą', 'Kelionė į parodą'], en: ['Train to the meeting', 'Journey to the fair'] },
  parking: {
    lt: ['Stovėjimas pas klientą', 'Stovėjimas miesto centre'],
    en: ['Parking at the customer', 'City centre parking'],
  },
  phone: { lt: ['Mobiliojo ryšio sąskaita', 'Mobilieji duomenys užsienyje'], en: ['Mobile bill', 'Data abroad'] },
  supplies: {
    lt: ['Pasiūlymams spausdinti', 'Kanceliarinės prekės biurui'],
    en: ['Printing of proposals', 'Supplies for the office'],
  },
  samples: {
    lt: ['Dovana įkurtuvių proga', 'Dovana už ilgą bendradarbiavimą'],
    en: ['Gift for an opening', 'Thanks for a long partnership'],
  },
  training: { lt: ['Įrankių paroda', 'Pramonės paroda'], en: ['Tool fair', 'Industry fair'] },
}

export const sampleExplanations = {
  lt: [
    'Viešbutis parodos savaitę, pigesnių nebuvo',
    'Stalas keturiems, sutartis pratęsta',
    'Pirkta visai komandai',
    'Ilgesnis maršrutas nei įprastai',
  ],
  en: [
    'Fair week, nothing cheaper was left',
    'A table for four, contract renewed',
    'Bought for the whole team',
    'Longer route than usual',
  ],
} as const

export const sampleMissingReasons = {
  lt: [
    'Stovėjimo automatas neišspausdino kvito',
    'Kvitas išbluko ir neįskaitomas, pardavėjas kopijos neturi',
    'Pamestas kelyje',
  ],
  en: ['The machine printed nothing', 'Faded beyond reading, the seller has no copy', 'Lost on the way'],
} as const
