import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { addTeam } from '../people.ts'
import { sentFile } from '../sent-file.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

let width = 300
/** A receipt of the tray that nobody has sorted yet. */
async function unsorted(teamId: string): Promise<string> {
  const { office, people } = server()
  const create = { width: ++width, height: 460, channels: 3, background: { r: width % 255, g: 80, b: 120 } } as const
  const file = sentFile(await sharp({ create }).jpeg().toBuffer())
  return (await as(office, people.rasa).expenses.addReceipt({ teamId, file })).receipt.id
}

async function twoInTray() {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const [first, second] = [await unsorted(people.north), await unsorted(people.north)]
  const seen = async (receiptId: string) => ({ receiptId, version: (await rasa.receipt({ receiptId })).version })
  const give = async (receiptId: string) =>
    rasa.attribute({ receipts: [await seen(receiptId)], memberId: people.ieva.id })
  const numberOf = async (receiptId: string) => (await rasa.receipt({ receiptId })).number
  const whose = async (receiptId: string) => (await rasa.receipt({ receiptId })).memberId
  const page = await at('rasa', `/expenses/tray?open=${first}`, { language: 'en' })
  await person(page).waitFor()
  const end = async () => {
    for (const receiptId of [first, second])
      if (!(await whose(receiptId))) await rasa.setAside({ ...(await seen(receiptId)), why: 'Private' })
    await page.context().close()
  }
  return { page, first, second, give, numberOf, whose, people, rasa, end }
}

const person = (page: Page) => page.getByRole('button', { name: /Jonas Ąžuolas/ })
const goOn = (page: Page) => page.getByRole('button', { name: t('expenses.reportPage.do.goOn') })

for (const how of ['mouse', 'key'] as const)
  test(`a receipt in front that another sorts stays there and says so: a press meant for it gives nobody the next (${how})`, async () => {
    const { page, first, second, give, numberOf, whose, people, end } = await twoInTray()
    const box = (await person(page).boundingBox())!
    const key = await person(page).locator('kbd').textContent()
    await page.mouse.move(box.x + 20, box.y + 8)
    await give(first)
    const number = await numberOf(first)
    await see(page, t('expenses.tray.gone.given', { number, name: people.ieva.name }))
    if (how === 'mouse') await page.mouse.click(box.x + 20, box.y + 8)
    else for (const one of [key!, 's']) await page.keyboard.press(one)
    await page.waitForTimeout(700)
    assert.equal(await whose(second), null)
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.equal(new URL(page.url()).searchParams.get('open'), first)

    if (how === 'mouse') await goOn(page).click()
    else await page.keyboard.press('j')
    await person(page).click()
    await see(
      page,
      t('expenses.tray.attributed', { count: 1, number: await numberOf(second), name: people.jonas.name }),
    )
    assert.equal(await whose(second), people.jonas.id)
    await end()
  })

test('a chosen receipt that another sorts stays meant: what is in front is not taken for it', async () => {
  const { page, first, second, give, numberOf, whose, end } = await twoInTray()
  await page.getByRole('checkbox', { name: await numberOf(second) }).check()
  await give(second)
  const [number, n] = [await numberOf(second), 1]
  await see(page, new RegExp(`^${number}`))
  await goOn(page).waitFor()
  await page.keyboard.press('1')
  await page.waitForTimeout(700)
  assert.equal(await whose(first), null)
  await goOn(page).click()
  await see(page, t('expenses.tray.whose', { count: n }))
  await page.keyboard.press('1')
  await page.getByText(t('expenses.tray.tab.sort'), { exact: true }).waitFor()
  assert.notEqual(await whose(first), null)
  await end()
})

test('where nobody is in the team any more its assistant is told so, and sets the receipt aside', async () => {
  const { office, people } = server()
  const teamId = await addTeam(office, people, { name: 'Elm', assistant: people.rasa })
  const receiptId = await unsorted(teamId)
  const page = await at('rasa', `/expenses/tray?open=${receiptId}`, { language: 'en' })
  await see(page, t('expenses.tray.nobodyThere'))
  assert.equal(await page.getByText(t('expenses.tray.notYours')).count(), 0)
  await page.getByRole('button', { name: /^Set aside/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Private')
  await press(page.getByRole('dialog'), t('expenses.receipts.setAside'))
  await see(page, t('expenses.tray.empty'))
  assert.equal((await as(office, people.rasa).expenses.receipt({ receiptId })).setAsideWhy, 'Private')
  await page.context().close()
})

test('who may only look at a receipt of the tray is told that its team’s assistant sorts it', async () => {
  const { people } = server()
  const receiptId = await unsorted(people.north)
  const page = await at('daiva', `/expenses/tray?open=${receiptId}`, { language: 'en' })
  await see(page, t('expenses.tray.notYours'))
  await page.keyboard.press('s')
  await page.waitForTimeout(300)
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.context().close()
})
