import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { reminderLetter } from './reminders.ts'

test('no sentence of a letter ends twice, in Lithuanian either, whose long days end with a full stop', () => {
  for (const language of ['lt', 'en'] as const)
    for (const isOverdue of [false, true]) {
      const { body } = reminderLetter(
        {
          language,
          name: 'Jonas Šimkus',
          assistant: 'Rasa Kazlauskienė',
          month: '2026-11',
          dueDay: '2026-12-05',
          isOverdue,
          missing: [{ what: 'Viešbutis', expectedOn: '2026-11-04' }],
          received: 3,
          url: null,
        },
        (key, params) => translate(language, key, params),
      )
      assert.match(body, language === 'lt' ? /2026 m\. gruodžio 5 d\./ : /5 December 2026/)
      assert.doesNotMatch(body, /\.\./)
    }
})
