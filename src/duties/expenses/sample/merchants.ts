import { plain } from '#office/sample/members.ts'
import type { Random } from '#office/sample/random.ts'
import { type Country, type DateManner, inventPhone, manners } from './countries.ts'
import { inventRegistration, type Registration } from './registration-numbers.ts'

export const receiptKinds = [
  'restaurant',
  'hotel',
  'fuel',
  'taxi',
  'parking',
  'train',
  'officeSupplies',
  'gift',
  'telephone',
  'fair',
] as const
export type ReceiptKind = (typeof receiptKinds)[number]

/** Where something was bought. `name` is on the sign, `legalName` under it; `manner` is how its cash register dates. */
export type Merchant = {
  name: string
  legalName: string
  country: Country
  kind: ReceiptKind
  street: string
  town: string
  phone: string
  web: string
  registration: Registration
  manner: DateManner
}

/** Signs are made of a country's first words and the trade's second ones, so there are many and none is a real chain. */
const firstWords: Record<Country, readonly string[]> = {
  LT: 'Žiogelio Ąžuolyno Gintaro Šaltinio Vėtrungės Eglynės Žuvėdros Rytmečio Ūkanų Beržyno Tėviškės Čiobrelio Įlankos Pušyno Žemynos Giedros'.split(
    ' ',
  ),
  LV: 'Ziemeļu Dzintara Ūdensrozes Kļavu Jūrmalnieku Rīta Ķiršu Bērzu Žubītes Ezermalas Šalkoņu Vējzieda'.split(' '),
  PL: 'Żuławska|Srebrna|Pod Łabędziem|Mewia|Złoty Kłos|Bursztynowa|Cicha Zatoka|Nad Źródłem|Lipowa|Świerkowa'.split(
    '|',
  ),
  DE: 'Lindenhof|Möwenblick|Alte Schmiede|Bärenquelle|Süderstrand|Kranichtal|Grüner Krug|Hügelland|Wiesenmühle'.split(
    '|',
  ),
  GB: 'Harrowgate|Thistle & Oak|Copperfield|Larkmead|Old Ferry|Penwick|Ashbourne|Marlow Green|Finch Lane'.split('|'),
  IE: 'Ballymoor|Corrib View|Lough Dale|Claddagh Row|Kilbrae|Shannon Gate|Rathmore|Inishbeg'.split('|'),
}

const trades: Record<ReceiptKind, Record<Country, readonly string[]>> = {
  restaurant: {
    LT: ['valgykla', 'užeiga', 'kavinė', 'bistro'],
    LV: ['ēdnīca', 'krogs', 'kafejnīca', 'bistro'],
    PL: ['restauracja', 'bistro', 'karczma'],
    DE: ['Gasthaus', 'Restaurant', 'Wirtshaus'],
    GB: ['Kitchen', 'Tavern', 'Dining Room'],
    IE: ['Kitchen', 'Bar & Grill', 'Café'],
  },
  hotel: {
    LT: ['viešbutis', 'svečių namai'],
    LV: ['viesnīca', 'viesu nams'],
    PL: ['hotel', 'pensjonat'],
    DE: ['Hotel', 'Pension'],
    GB: ['Hotel', 'Inn'],
    IE: ['Hotel', 'Guesthouse'],
  },
  fuel: {
    LT: ['degalinė', 'degalai'],
    LV: ['degviela', 'DUS'],
    PL: ['stacja paliw', 'paliwa'],
    DE: ['Tankstelle', 'Tankhof'],
    GB: ['Service Station', 'Fuels'],
    IE: ['Service Station', 'Oil'],
  },
  taxi: {
    LT: ['taksi', 'pavėžėjai'],
    LV: ['taksometri'],
    PL: ['taxi'],
    DE: ['Taxi', 'Funktaxi'],
    GB: ['Cars', 'Minicabs'],
    IE: ['Cabs'],
  },
  parking: {
    LT: ['parkingas', 'stovėjimo aikštelė'],
    LV: ['autostāvvieta'],
    PL: ['parking', 'parkingi'],
    DE: ['Parkhaus', 'Tiefgarage'],
    GB: ['Car Park'],
    IE: ['Car Park'],
  },
  train: {
    LT: ['traukiniai', 'geležinkelis'],
    LV: ['vilciens'],
    PL: ['kolej', 'pociągi'],
    DE: ['Bahn', 'Regiobahn'],
    GB: ['Rail'],
    IE: ['Rail'],
  },
  officeSupplies: {
    LT: ['kanceliarija', 'biuro prekės'],
    LV: ['kancelejas preces', 'birojs'],
    PL: ['artykuły biurowe', 'papiernia'],
    DE: ['Bürobedarf', 'Papierhaus'],
    GB: ['Stationers', 'Office Supplies'],
    IE: ['Stationery'],
  },
  gift: {
    LT: ['dovanos', 'saldainė'],
    LV: ['dāvanas', 'saldumi'],
    PL: ['upominki', 'delikatesy'],
    DE: ['Geschenke', 'Feinkost'],
    GB: ['Gifts', 'Chocolates'],
    IE: ['Gifts'],
  },
  telephone: {
    LT: ['ryšys', 'telekomas'],
    LV: ['sakari', 'mobilais'],
    PL: ['telefonia', 'łączność'],
    DE: ['Telefon', 'Mobilfunk'],
    GB: ['Mobile', 'Telecom'],
    IE: ['Mobile'],
  },
  fair: {
    LT: ['parodų centras', 'mugė'],
    LV: ['izstādes'],
    PL: ['targi'],
    DE: ['Messe'],
    GB: ['Exhibitions'],
    IE: ['Expo'],
  },
}

const towns: Record<Country, readonly [string, readonly string[]][]> = {
  LT: [
    ['LT-01144 Vilnius', ['Šv. Stepono g. 14', 'Žvejų g. 8', 'Aušros Vartų g. 21', 'Kalvarijų g. 125']],
    ['LT-44280 Kaunas', ['Kęstučio g. 57', 'Laisvės al. 90', 'Šiaurės pr. 8']],
    ['LT-91246 Klaipėda', ['Liepų g. 10', 'Žvejų g. 22', 'Tiltų g. 16']],
    ['LT-76298 Šiauliai', ['Tilžės g. 109', 'Vytauto g. 88']],
    ['LT-35200 Panevėžys', ['Respublikos g. 40', 'Ukmergės g. 18']],
    ['LT-62113 Alytus', ['Ūdrijos g. 3', 'Naujoji g. 48']],
  ],
  LV: [
    ['Rīga, LV-1050', ['Brīvības iela 55', 'Kaļķu iela 12', 'Krišjāņa Barona iela 31']],
    ['Liepāja, LV-3401', ['Graudu iela 27', 'Jūras iela 9']],
    ['Jelgava, LV-3001', ['Lielā iela 14', 'Raiņa iela 2']],
  ],
  PL: [
    ['80-838 Gdańsk', ['ul. Świętojańska 18', 'ul. Długie Ogrody 5', 'ul. Grunwaldzka 141']],
    ['81-372 Gdynia', ['ul. Żeromskiego 7', 'al. Zwycięstwa 96']],
    ['00-121 Warszawa', ['ul. Złota 44', 'ul. Mokotowska 12']],
  ],
  DE: [
    ['10115 Berlin', ['Chausseestraße 43', 'Bergstraße 7']],
    ['20099 Hamburg', ['Lange Reihe 81', 'Mühlenstraße 11']],
    ['60311 Frankfurt am Main', ['Große Gallusstraße 9', 'Römerweg 3']],
    ['50667 Köln', ['Brückenstraße 17', 'Domstraße 60']],
  ],
  GB: [
    ['London EC1V 4PT', ['12 Goswell Yard', '48 St John Row']],
    ['Birmingham B5 6RN', ['5 Station Parade', '19 Hurst Lane']],
    ['Manchester M2 4AH', ['27 Tib Court', '3 Albert Place']],
  ],
  IE: [
    ['Dublin 2', ['14 Baggot Row', '6 Duke Lane']],
    ['Cork T12', ['22 Oliver Quay', '9 Bridge Street']],
  ],
}

/** The sign of a shop, restaurant, hotel … that does not exist, with an address, numbers and its own way of dating. */
export function inventMerchant(random: Random, country: Country, kind: ReceiptKind): Merchant {
  const first = random.pick(firstWords[country])
  const trade = random.pick(trades[kind][country])
  const [town, streets] = random.pick(towns[country])
  const { name, legalName } = signs(random, country, first, trade)
  return {
    name,
    legalName,
    country,
    kind,
    street: random.pick(streets),
    town,
    phone: inventPhone(random, country),
    web: `www.${webName(first)}.example`,
    registration: inventRegistration(random, country),
    manner: random.pick(manners[country].dates),
  }
}

function signs(random: Random, country: Country, first: string, trade: string) {
  switch (country) {
    case 'LT': {
      const name = `${first} ${trade}`
      return { name, legalName: `${random.pick(['UAB', 'UAB', 'MB'])} „${name}“` }
    }
    case 'LV':
      return { name: `${first} ${trade}`, legalName: `SIA "${first} ${trade}"` }
    case 'PL': {
      const name = `${trade.charAt(0).toUpperCase()}${trade.slice(1)} ${first}`
      return { name, legalName: `${name} ${random.pick(['Sp. z o.o.', 'S.A.', 's.c.'])}` }
    }
    case 'DE':
      return { name: `${trade} ${first}`, legalName: `${first} ${trade} ${random.pick(['GmbH', 'e. K.', 'KG'])}` }
    case 'GB':
    case 'IE':
      return { name: `${first} ${trade}`, legalName: `${first} ${trade} ${random.pick(['Ltd', 'Ltd', 'Limited'])}` }
  }
}

/** Letters of an internet name: "Žuvėdros" → "zuvedros". */
const webName = (text: string) => plain(text.replace(/ß/g, 'ss')).replace(/[^a-z]/g, '')
