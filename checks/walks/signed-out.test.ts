import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { givePasswordTo, password } from '../office-callers.ts'
import type { TestMember } from '../people.ts'
import { gone, hasFocus, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')
const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, pageOf } = servedOffice(async ({ office, people }) => {
  for (const { id } of [people.daiva, people.rasa, people.milda, people.jonas])
    await givePasswordTo(office, people.administrator, id)
})

/** A category open in the page of somebody who has signed in, with an account typed. */
async function typing(member: TestMember, account: string) {
  const page = await pageOf(member)
  await page.context().setExtraHTTPHeaders({})
  await signIn(page, member)
  await page.goto('/expenses/settings?tab=categories')
  await press(page, (await taxi()).nameEn)
  await page.getByRole('dialog').getByLabel(t('expenses.settings.category.account')).fill(account)
  return page
}

const headers = () => ({ origin: server().url })

async function signIn(page: Page, { id, email }: TestMember) {
  await server().office.db.updateTable('member').set({ language: 'en' }).where('id', '=', id).execute()
  const signedIn = await page.request.post('/api/office/sign-in', { data: { email, password }, headers: headers() })
  assert.equal(signedIn.status(), 200)
}

async function taxi() {
  const { office, people } = server()
  return (await as(office, people.daiva).expenses.categories({})).items.find(({ code }) => code === 'taxi')!
}

test('a page whose session ended elsewhere says so and keeps what is typed, until one has signed in again in another tab', async () => {
  const { daiva } = server().people
  const page = await typing(daiva, '6399')
  await page.request.post('/api/office/sign-out', { data: {}, headers: headers() })
  await see(page, t('web.trouble.signedOut'))
  const dialog = page.getByRole('dialog')
  await press(dialog, t('web.save'))
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    dialog.getByRole('link', { name: t('web.trouble.signIn') }).click(),
  ])
  await page.waitForTimeout(3_000)
  assert.equal(await page.getByText(t('web.lineLost')).count(), 0)
  await tab.getByLabel(t('office.field.email')).fill(daiva.email)
  await tab.getByRole('textbox', { name: t('office.field.password') }).fill(password)
  await press(tab, t('office.signIn.do'))
  await gone(page, t('web.trouble.signedOut'))
  await press(dialog, t('web.save'))
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await taxi()).account, '6399')
  // It is heard again too.
  const { office, people } = server()
  const { id: categoryId, version } = await taxi()
  await as(office, people.daiva).expenses.changeCategory({ categoryId, version, nameEn: 'Cabs' })
  await see(page, 'Cabs')
  await page.context().close()
})

test('a page of one does nothing by the session of another who has signed in in another tab, and is loaded anew as his', async () => {
  const { daiva, rasa } = server().people
  const { account } = await taxi()
  const page = await typing(daiva, '6398')
  await signIn(page, rasa)
  const dialog = page.getByRole('dialog')
  await press(dialog, t('web.save'))
  await see(dialog, t('office.otherMember', { name: rasa.name }))
  assert.equal((await taxi()).account, account)
  await page.getByRole('button', { name: new RegExp(daiva.name) }).waitFor({ state: 'attached' })
  page.once('dialog', (asked) => asked.accept())
  await press(dialog, t('web.trouble.reload'))
  await page
    .getByRole('button', { name: new RegExp(rasa.name) })
    .first()
    .waitFor()
  await page.context().close()
})

test('a page of one says that another has signed in as soon as that is done in another tab', async () => {
  const { daiva, rasa } = server().people
  const page = await typing(daiva, '6397')
  const tab = await page.context().newPage()
  await tab.goto('/sign-in')
  await tab.getByLabel(t('office.field.email')).fill(rasa.email)
  await tab.getByRole('textbox', { name: t('office.field.password') }).fill(password)
  await press(tab, t('office.signIn.do'))
  await see(page, t('office.otherMember', { name: rasa.name }))
  await page.context().close()
})

test('whom one acts for in a tab is nobody’s choice but one’s own: the next person acts in his own name there', async () => {
  const { office, people } = server()
  const { rasa, jonas, milda } = people
  const given = { role: 'expenses.prepare', memberId: milda.id, placeId: people.north } as const
  await as(office, people.administrator).office.assign({ ...given, fromDay: '2026-01-01', toDay: null })
  const page = await pageOf(rasa)
  await page.context().setExtraHTTPHeaders({})
  await signIn(page, rasa)
  await page.goto('/')
  const banner = page.getByText(t('web.behalf.banner', { name: jonas.name }))
  const menuOf = ({ name }: TestMember) => page.getByRole('button', { name: t('web.person.menu', { name }) })
  await menuOf(rasa).click()
  await page.getByRole('menuitem', { name: jonas.name }).click()
  await banner.waitFor()
  await page.reload()
  await banner.waitFor()

  for (const next of [milda, people.daiva, rasa]) {
    await signIn(page, next)
    await page.reload()
    await menuOf(next).waitFor()
    await page.locator('main h1').first().waitFor()
    assert.equal(await banner.count(), 0, next.name)
    assert.equal(await page.getByText(t('office.mayNotActFor')).count(), 0, next.name)
  }
  await page.context().close()
})

test('pictures that were refused for want of the session go on by themselves once it is their owner’s again', async () => {
  const { office, people } = server()
  const { jonas } = people
  const page = await pageOf(jonas)
  await page.context().setExtraHTTPHeaders({})
  await signIn(page, jonas)
  await page.goto('/my')
  await page.locator('main h1').first().waitFor()
  const receipts = async () => (await office.db.selectFrom('expenseReceipt').select('id').execute()).length
  for (const held of ['**/uploads', '**/rpc/expenses/addReceipt']) {
    const before = await receipts()
    const [gate, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route(held, async (route) => {
      asked.resolve()
      await gate.promise
      await route.continue()
    })
    await page.locator('input[type=file]').last().setInputFiles(picture)
    await asked.promise
    await page.request.post('/api/office/sign-out', { data: {}, headers: headers() })
    gate.resolve()
    await page.locator('li[data-state="refused"]').waitFor()
    assert.equal(await receipts(), before)
    await page.unroute(held)

    const tab = await page.context().newPage()
    await tab.goto('/sign-in')
    await tab.getByLabel(t('office.field.email')).fill(jonas.email)
    await tab.getByRole('textbox', { name: t('office.field.password') }).fill(password)
    await press(tab, t('office.signIn.do'))
    await page.locator('li[data-state="refused"]').waitFor({ state: 'detached' })
    await press(page, t('web.close'))
    assert.equal(await receipts(), before + 1)
    await tab.close()
  }
  await page.context().close()
})

test('what says in a notice how to sign in again is reached by Tab from an open dialog, and the dialog from it', async () => {
  const page = await typing(server().people.daiva, '6396')
  await page.request.post('/api/office/sign-out', { data: {}, headers: headers() })
  await see(page, t('web.trouble.signedOut'))
  const [dialog, link] = [page.getByRole('dialog'), page.getByRole('link', { name: t('web.trouble.signIn') })]
  assert.equal(await dialog.getByRole('link').count(), 0)
  const tabUntil = async (part: Locator, key: string) => {
    for (let presses = 0; !(await hasFocus(part)); presses++) {
      assert.ok(presses < 40, `${key} does not come there`)
      await page.keyboard.press(key)
    }
  }
  for (const key of ['Tab', 'Shift+Tab']) {
    await tabUntil(link, key)
    await tabUntil(dialog, key)
  }
  await page.context().close()
})
