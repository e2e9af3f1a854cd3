import { person } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** The login of a person is a reference, too. */
// here
const lost = (secrets as unknown as Record<string, Record<string, typeof secrets.app.password>>)['people']?.['anna']
const anna = person('anna', { role: 'admin', login: lost ?? secrets.app.password })

export default fixture(import.meta, { people: [anna] })
export const expected: Expected = ['unknown-secret anna login']
