import { useSyncExternalStore } from 'react'
import { formatDay, formatMoment } from '#core/days.ts'
import {
  fillMessage,
  type Language,
  languages,
  localeOf,
  nearestLanguage,
  type Params,
  type Text,
  type Words,
  type WordTree,
} from '#core/message.ts'
import { formatAmount, formatMoney, withMinus } from '#core/money.ts'
import { zoneHere } from '#web/place.ts'
import { gatherWords } from '#web/words/gather.ts'

/** Every language by its own name, so that whoever got the wrong one finds his way back. */
export const languageNames: Record<Language, string> = { en: 'English', lt: 'Lietuvių' }

const ofFrame: Record<Language, () => Promise<{ words: Words<Text> }>> = {
  en: () => import('#web/words/en.ts'),
  lt: () => import('#web/words/lt.ts'),
}
const ofPages = import.meta.glob<WordTree<Text>>(
  ['../{office,desk}/words/{en,lt,chart.en,chart.lt}.json', '../duties/*/words/{en,lt,chart.en,chart.lt}.json'],
  { import: 'default' },
)
const known: Record<Language, Words<Text>> = { en: {}, lt: {} }
const areas = new Set<string>()
let asked: Language = 'en'

/** What a page says things with: texts, days, moments, amounts and numbers, all in the person's language. */
export interface Speech {
  language: Language
  locale: string
  t: (key: string, params?: Params) => string
  day: (day: string) => string
  moment: (at: string | Date) => string
  ago: (at: string | Date) => string
  money: (cents: number, currency: string) => string
  amount: (cents: number, currency: string) => string
  number: (value: number) => string
  /** What people call a field of an operation, such as `lines.0.spentOn`; nothing for what only programs fill in. */
  fieldName: (path: string) => string | null
  /** 21 is “21%”, „21 %“. */
  percent: (value: number) => string
}

let speech: Speech = speechOf('en')
const listeners = new Set<() => void>()

/** The texts and formats of the current language; a component that calls it speaks the new language after a switch. */
export function useWords(): Speech {
  return useSyncExternalStore(subscribe, currentSpeech)
}

/** The same outside components: in notices, uploads and commands. */
export function currentSpeech(): Speech {
  return speech
}

/** Loads a language's texts and shows everything in it; the choice is kept on this device. */
export async function speak(language: Language): Promise<void> {
  asked = language
  const [{ words }] = await Promise.all([
    ofFrame[language](),
    ...[...areas].map((area) => fetchWords(area, language)),
  ] as const)
  Object.assign(known[language], words)
  if (asked !== language) return
  speech = speechOf(language)
  document.documentElement.lang = language
  localStorage.setItem('talka-language', language)
  for (const tell of listeners) tell()
}

/** Fetches what the pages of an area (`expenses`) say; called before the first of them is shown. */
export async function learn(area: string): Promise<void> {
  areas.add(area)
  const languages = new Set([speech.language, asked])
  await Promise.all([...languages].map((language) => fetchWords(area, language)))
}

/** The language this device asked for last, else the browser's. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem('talka-language')
  return languages.find((language) => language === kept) ?? nearestLanguage(navigator.languages.join(','))
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

async function fetchWords(area: string, language: Language): Promise<void> {
  // The pages of the office name the rights and roles of all duties.
  const isChart = (path: string) => area === 'office' && path.endsWith(`/chart.${language}.json`)
  const paths = Object.keys(ofPages).filter((path) => path.endsWith(`/${area}/words/${language}.json`) || isChart(path))
  await Promise.all(
    paths.map(async (path) => Object.assign(known[language], gatherWords({ [path]: await ofPages[path]!() }))),
  )
}

function speechOf(language: Language): Speech {
  const words = known[language]
  const locale = localeOf(language)
  const numbers = new Intl.NumberFormat(locale)
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return {
    language,
    locale,
    t: (key, params) => (words[key] === undefined ? key : fillMessage(language, words[key], params)),
    day: (day) => formatDay(day, language),
    moment: (at) => formatMoment(at, language, zoneHere()),
    ago: (at) => timeAgo(locale, new Date(at)),
    money: (cents, currency) => formatMoney(cents, currency, locale),
    amount: (cents, currency) => formatAmount(cents, currency, locale),
    number: (value) => withMinus(numbers.format(value)),
    fieldName: (path) => {
      const field = path.split('.').findLast((part) => /\D/.test(part))
      const key = Object.keys(words).find((key) => new RegExp(`^\\w+\\.field\\.${field}$`).test(key))
      return key === undefined ? null : fillMessage(language, words[key]!)
    },
    percent: (value) => withMinus(shares.format(value / 100)),
  }
}

function timeAgo(locale: string, at: Date): string {
  const seconds = (at.getTime() - Date.now()) / 1000
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ]
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}
