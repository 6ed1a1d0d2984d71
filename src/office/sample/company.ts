/** The sample office as its letterhead has it: an invented wholesaler of tools and workshop supplies. */
export const sampleCompany = {
  key: 'gervainis',
  name: 'UAB „Gervainis“',
  shortName: 'Gervainis',
  trade: {
    en: 'Wholesale of tools, fastenings and workshop supplies',
    lt: 'Įrankių, tvirtinimo detalių ir dirbtuvių reikmenų didmena',
  },
  address: 'Savanorių pr. 178, LT-03154 Vilnius',
  country: 'LT',
  currency: 'EUR',
  timeZone: 'Europe/Vilnius',
  language: 'lt',
  companyCode: '304728155',
  vatNumber: 'LT100084726312',
  phone: '+370 5 200 4400',
  domain: 'gervainis.example',
} as const

export type SampleBranch = {
  key: 'vilnius' | 'kaunas' | 'klaipeda' | 'riga' | 'gdansk'
  name: { en: string; lt: string }
  headquarters: boolean
  address: string
  country: 'LT' | 'LV' | 'PL'
  /** IANA name. */
  timeZone: string
  currency: 'EUR' | 'PLN'
  /** As `date-holidays` names it: country, or country and region. */
  holidayRegion: string
}

export const sampleBranches: readonly SampleBranch[] = [
  branch('vilnius', named('Vilnius'), 'Savanorių pr. 178, LT-03154 Vilnius', 'LT', 'Europe/Vilnius', true),
  branch('kaunas', named('Kaunas'), 'Taikos pr. 114, LT-51122 Kaunas', 'LT', 'Europe/Vilnius'),
  branch('klaipeda', named('Klaipėda'), 'Šilutės pl. 51, LT-94181 Klaipėda', 'LT', 'Europe/Vilnius'),
  branch('riga', named('Rīga', 'Ryga'), 'Krasta iela 68, Rīga, LV-1019', 'LV', 'Europe/Riga'),
  branch('gdansk', named('Gdańsk', 'Gdanskas'), 'ul. Marynarki Polskiej 59, 80-557 Gdańsk', 'PL', 'Europe/Warsaw'),
]

function named(en: string, lt = en): SampleBranch['name'] {
  return { en, lt }
}

function branch(
  key: SampleBranch['key'],
  name: SampleBranch['name'],
  address: string,
  country: SampleBranch['country'],
  timeZone: string,
  headquarters = false,
): SampleBranch {
  const currency = country === 'PL' ? 'PLN' : 'EUR'
  return { key, name, headquarters, address, country, timeZone, currency, holidayRegion: country }
}

export const sampleDepartments = [
  { key: 'sales', name: { en: 'Sales', lt: 'Pardavimai' } },
  { key: 'finance', name: { en: 'Finance', lt: 'Finansai' } },
  { key: 'logistics', name: { en: 'Logistics', lt: 'Logistika' } },
] as const
export type SampleDepartment = (typeof sampleDepartments)[number]['key']

export const sampleTeams = [
  { key: 'north', name: { en: 'North', lt: 'Šiaurė' }, department: 'sales', branch: 'kaunas' },
  { key: 'south', name: { en: 'South', lt: 'Pietūs' }, department: 'sales', branch: 'vilnius' },
  { key: 'west', name: { en: 'West', lt: 'Vakarai' }, department: 'sales', branch: 'klaipeda' },
  { key: 'export', name: { en: 'Export', lt: 'Eksportas' }, department: 'sales', branch: 'riga' },
] as const
export type SampleTeam = (typeof sampleTeams)[number]['key']
