import { type SampleBranch, type SampleDepartment, type SampleTeam, sampleCompany } from './company.ts'

type SampleRole = 'assistant' | 'salesperson' | 'seniorManager' | 'colleague' | 'administrator'

export type SampleMember = {
  /** Stable across seeds and days: the part of the e-mail before the sign. */
  key: string
  firstName: string
  lastName: string
  name: string
  email: string
  phone: string
  /** Language of the screens and letters. */
  language: 'lt' | 'en'
  role: SampleRole
  title: { en: string; lt: string }
  department: SampleDepartment
  team?: SampleTeam
  branch: SampleBranch['key']
}

const titles: Record<string, { en: string; lt: string }> = {
  salesperson: { en: 'Salesperson', lt: 'Pardavimų vadybininkas (-ė)' },
  assistant: { en: 'Sales assistant', lt: 'Pardavimų asistentė' },
  manager: { en: 'Head of sales', lt: 'Pardavimų skyriaus vadovas' },
  deputy: { en: 'Deputy head of sales', lt: 'Pardavimų skyriaus vadovo pavaduotoja' },
  accountant: { en: 'Accountant', lt: 'Buhalterė' },
  chiefAccountant: { en: 'Chief accountant', lt: 'Vyriausioji buhalterė' },
  dispatcher: { en: 'Dispatcher', lt: 'Transporto vadybininkas' },
  warehouse: { en: 'Warehouse manager', lt: 'Sandėlio vadovas' },
  administrator: { en: 'IT administrator', lt: 'IT administratorius' },
}

type Row = readonly [name: string, branch: SampleBranch['key'], language?: 'lt' | 'en']

const assistants: readonly Row[] = [
  ['Rasa Kazlauskienė', 'kaunas'],
  ['Ieva Žukaitė', 'vilnius'],
  ['Aistė Petrauskienė', 'klaipeda'],
  ['Līga Ozoliņa', 'riga', 'en'],
  ['Dovilė Šimkutė', 'vilnius'],
]

const salespeople: Record<SampleTeam, readonly Row[]> = {
  north: [
    ['Jonas Šimkus', 'kaunas'],
    ['Mantas Grigaitis', 'kaunas'],
    ['Eglė Mažeikienė', 'kaunas'],
    ['Tomas Žvirblis', 'kaunas'],
    ['Gintarė Butkutė', 'kaunas'],
    ['Rokas Ąžuolaitis', 'kaunas'],
    ['Šarūnas Vaitkevičius', 'kaunas'],
  ],
  south: [
    ['Lukas Jankauskas', 'vilnius'],
    ['Agnė Stankevičiūtė', 'vilnius'],
    ['Darius Čepaitis', 'vilnius'],
    ['Kristina Navickienė', 'vilnius'],
    ['Paulius Urbonas', 'vilnius'],
    ['Jūratė Gudaitytė', 'vilnius'],
  ],
  west: [
    ['Mindaugas Ėrelis', 'klaipeda'],
    ['Simona Lukošiūtė', 'klaipeda'],
    ['Andrius Rimkus', 'klaipeda'],
    ['Vaida Norvaišienė', 'klaipeda'],
    ['Edgaras Stonkus', 'klaipeda'],
  ],
  export: [
    ['Jānis Bērziņš', 'riga', 'en'],
    ['Inese Kalniņa', 'riga', 'en'],
    ['Piotr Wiśniewski', 'gdansk', 'en'],
    ['Małgorzata Zielińska', 'gdansk', 'en'],
    ['Ugnė Paulauskaitė', 'vilnius'],
    ['Nerijus Žemaitis', 'vilnius'],
  ],
}

/** Forty people who do not exist, surnames in the form their bearers' languages give them. */
export const sampleMembers: readonly SampleMember[] = [
  ...assistants.map((row) => member(row, 'assistant', 'assistant', 'sales')),
  ...Object.entries(salespeople).flatMap(([team, rows]) =>
    rows.map((row) => member(row, 'salesperson', 'salesperson', 'sales', team as SampleTeam)),
  ),
  member(['Vytautas Bagdonas', 'vilnius'], 'seniorManager', 'manager', 'sales'),
  member(['Giedrė Sabaliauskienė', 'vilnius'], 'seniorManager', 'deputy', 'sales'),
  ...(['Danutė Rakauskienė', 'Milda Jonaitytė', 'Roberta Česnulytė', 'Živilė Gaižauskaitė'] as const).map((name, i) =>
    member([name, 'vilnius'], 'colleague', i ? 'accountant' : 'chiefAccountant', 'finance'),
  ),
  member(['Algirdas Kubilius', 'vilnius'], 'colleague', 'warehouse', 'logistics'),
  member(['Ernestas Pocius', 'vilnius'], 'colleague', 'dispatcher', 'logistics'),
  member(['Artūrs Liepiņš', 'riga', 'en'], 'colleague', 'warehouse', 'logistics'),
  member(['Paweł Lewandowski', 'gdansk', 'en'], 'colleague', 'warehouse', 'logistics'),
  member(['Karolis Vėjelis', 'vilnius'], 'administrator', 'administrator', 'finance'),
]

function member(
  [name, branch, language = 'lt']: Row,
  role: SampleRole,
  title: string,
  department: SampleDepartment,
  team?: SampleTeam,
): SampleMember {
  const [firstName, lastName] = name.split(' ') as [string, string]
  const key = `${plain(firstName)}.${plain(lastName)}`
  const email = `${key}@${sampleCompany.domain}`
  const phone = phoneOf(key, branch)
  return {
    key,
    firstName,
    lastName,
    name,
    email,
    phone,
    language,
    role,
    title: titles[title]!,
    department,
    branch,
    ...(team && { team }),
  }
}

/** A mobile number made from the name, so that it stays when others come or go. */
function phoneOf(key: string, branch: SampleBranch['key']): string {
  let digits = 7
  for (const letter of key) digits = (digits * 31 + letter.charCodeAt(0)) % 100_000
  const five = String(digits).padStart(5, '0')
  if (branch === 'riga') return `+371 290 ${five}`
  if (branch === 'gdansk') return `+48 500 0${five.slice(0, 2)} ${five.slice(2)}`
  return `+370 600 ${five}`
}

/** Letters as e-mail addresses have them: "Šimkutė" → "simkute". */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .toLowerCase()
}
