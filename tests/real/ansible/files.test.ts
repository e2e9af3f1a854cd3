/** Every file that the roles deploy, read by its owner's parser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as facts from '../../facts/ansible.ts'
import { resolved } from '../../support/ansible.ts'
import { pythonReader } from '../formats/readers.ts'
import { python } from '../python.ts'
import { type Deployed, deploy } from './deploy.ts'

const tools = await python()
/** What a person may well put into a vault, and what formats stumble over. */
const awkward = ` #;:=%"'\\\\n$(x) {{ y }} é\``
const secret = (item: string, field: string): string => `${field} of ${item}${awkward}`
let deployed: Deployed
beforeAll(async () => {
  if (tools !== undefined) deployed = await deploy(tools, resolved, 'indri', secret)
})
afterAll(() => deployed?.remove())

describe.skipIf(tools === undefined)('the files of the Mac', () => {
  test('property lists say to plistlib what the facts say', async () => {
    const read = await pythonReader('plist')
    const lists = [...deployed.files].filter(([path]) => path.endsWith('.plist'))
    const results = (await read?.(lists.map(([, { text }]) => text))) ?? []
    const trees = Object.fromEntries(
      lists.map(([path], index) => [path, results[index]?.error ?? results[index]?.tree]),
    )
    expect(trees).toMatchObject(facts.agents)
  })
})
