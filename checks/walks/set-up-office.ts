import type { Page } from 'playwright-core'
import { choose, goTo, press, see, seeDesk } from './act.ts'
import type { Step, Walk, Walker } from './walk.ts'

const password = 'Gintaras guli po smėliu'

async function setUp({ administrator: { page, name, email } }: Walk): Promise<void> {
  await page.goto('/')
  await press(page, 'Set up an office')
  await page.getByLabel('Name of the office').fill('Gintaro kelias')
  await press(page, 'Back')
  await press(page.getByRole('alertdialog'), 'Go on typing')
  await choose(page, 'Country', 'Lithuania')
  await choose(page, 'Currency', /EUR/)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('New password').fill(password)
  await press(page, 'Set up the office')
  await page.getByRole('heading', { name: 'Office and places' }).waitFor()
}

async function addPlaces({ administrator: { page } }: Walk): Promise<void> {
  await press(page, 'Add a branch')
  const branch = page.getByRole('dialog')
  await branch.getByRole('textbox', { name: 'Name' }).fill('Kaunas')
  await choose(branch, 'Country', 'Lithuania')
  await choose(branch, 'Time zone', 'Europe/Vilnius')
  await press(branch, 'Save')
  await page.getByRole('cell', { name: 'Kaunas', exact: true }).waitFor()

  await press(page, 'Add a team')
  const team = page.getByRole('dialog')
  await team.getByRole('textbox', { name: 'Name' }).fill('North')
  await choose(team, 'Department', 'Sales')
  await choose(team, 'Branch', 'Kaunas')
  await press(team, 'Save')
  await page.getByRole('row', { name: /North.*Kaunas/ }).waitFor()

  await press(page, 'Menu of First team')
  await page.getByRole('menuitem', { name: 'Close' }).click()
  await page.getByRole('row', { name: /First team.*Closed/ }).waitFor()
}

async function addPeople({ administrator, assistant, salesperson, manager, handed }: Walk): Promise<void> {
  const { page } = administrator
  await goTo(page, 'People')
  await addMember(page, assistant, 'Assistant', 'English')
  await addMember(page, salesperson, 'Salesperson', 'Lietuvių')
  await addMember(page, { name: 'Ieva Šimkutė', email: 'ieva@gintaro-kelias.example' }, 'Salesperson', 'English')
  await addMember(page, manager, 'Senior manager', 'English')
  for (const { name } of [assistant, salesperson, manager]) handed.invitations.set(name, await invite(page, name))
}

async function addMember(page: Page, { name, email }: Omit<Walker, 'page'>, role: string, language: string) {
  await press(page, 'Add a person')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByLabel('E-mail').fill(email)
  await choose(dialog, 'Roles', role)
  await page.keyboard.press('Escape')
  if (role === 'Senior manager') await choose(dialog, 'Department', 'Sales')
  else await choose(dialog, 'Team', 'North')
  await choose(dialog, 'Language', language)
  await press(dialog, 'Add')
  await page.getByRole('article').getByRole('heading', { name }).waitFor()
}

async function invite(page: Page, name: string): Promise<string> {
  await page.getByRole('row', { name }).click()
  const person = page.getByRole('article')
  await person.getByRole('heading', { name }).waitFor()
  await press(person, 'Invite')
  return person.getByLabel('Link', { exact: true }).inputValue()
}

async function fillChart({ administrator: { page }, assistant, manager }: Walk): Promise<void> {
  await goTo(page, 'Duty chart')
  await see(page, /\d gaps?/)
  await giveDuty(page, 'Expenses', 'North', assistant.name)
  await giveDuty(page, 'Combining', 'Sales', assistant.name)
  await giveDuty(page, 'Review', 'Sales', manager.name)
}

async function giveDuty(page: Page, duty: string, place: string, name: string): Promise<void> {
  const row = page.getByRole('region', { name: duty, exact: true })
  await press(row, `Give the duty for ${place}`)
  const dialog = page.getByRole('dialog')
  await choose(dialog, 'Person', new RegExp(name))
  await press(dialog, 'Give the duty')
  await row.getByRole('button', { name: new RegExp(name) }).waitFor()
}

async function acceptInvitations({ assistant, salesperson, manager, handed }: Walk): Promise<void> {
  for (const { name, page } of [assistant, salesperson, manager]) {
    const isLithuanian = name === salesperson.name
    await page.goto(handed.invitations.get(name)!)
    await page.getByLabel(isLithuanian ? 'Naujas slaptažodis' : 'New password').fill(password)
    await page.getByRole('button', { name: isLithuanian ? 'Pradėti' : 'Begin' }).click()
    await seeDesk(page, isLithuanian ? 'Darbo stalas' : 'Desk')
  }
}

async function publishProcedure({ assistant: { page } }: Walk): Promise<void> {
  await page.getByRole('link', { name: /publish it/ }).click()
  await page.getByText('Next version', { exact: true }).click()
  await press(page, 'Publish')
  await press(page.getByRole('alertdialog'), 'Publish')
  await see(page, 'Version 1 is in force.')
}

/** From nothing to an office with people who are in it. */
export const settingUp: readonly Step[] = [
  ['the administrator sets up an empty office', setUp],
  ['he adds a branch and a team, and closes the one that was made for him', addPlaces],
  ['he adds an assistant, two salespeople and a senior manager, and makes their invitations', addPeople],
  ['he gives the duties on the duty chart', fillChart],
  ['three accept their invitations, each in a browser of his own', acceptInvitations],
  ['the assistant publishes the claim procedure', publishProcedure],
]
