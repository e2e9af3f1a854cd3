/** All tables, by what they are about. */
import { aclCases } from './acls.ts'
import { appCases, guestCases } from './apps-and-guests.ts'
import { autogroupCases } from './autogroups.ts'
import { type Case, recorded as page } from './case.ts'
import { definitionCases } from './definitions.ts'
import { grantCases } from './grants.ts'
import { ipSetCases } from './ip-sets.ts'
import { ownDeviceCases } from './own-devices.ts'
import { ownerCases } from './owners.ts'
import { portCases } from './ports.ts'
import { postureCases } from './postures.ts'
import { recordedCases } from './recorded.ts'
import { routingCases } from './routing.ts'
import { serviceCases } from './services.ts'
import { shownBy } from './shown-by.ts'
import { sshCases } from './ssh.ts'
import { sshTestCases } from './ssh-tests.ts'
import { testCases } from './tests.ts'

const tables: Readonly<Record<string, readonly Case[]>> = {
  grants: grantCases,
  autogroups: autogroupCases,
  'own devices': ownDeviceCases,
  ports: portCases,
  services: serviceCases,
  routing: routingCases,
  acls: aclCases,
  tests: testCases,
  ssh: sshCases,
  'ssh tests': sshTestCases,
  owners: ownerCases,
  definitions: definitionCases,
  'IP sets': ipSetCases,
  postures: postureCases,
  guests: guestCases,
  'app capabilities': appCases,
  recorded: recordedCases,
}

/** With a recording, where one shows what the documentation says. */
export const filesOfCases: Readonly<Record<string, readonly Case[]>> = Object.fromEntries(
  Object.entries(tables).map(([file, cases]) => [
    file,
    cases.map(one => {
      const recording = shownBy[file]?.[one.name]
      return recording === undefined ? one : { ...one, cite: `${one.cite} ${page(recording)}` }
    }),
  ]),
)
