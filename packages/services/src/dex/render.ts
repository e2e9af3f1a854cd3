import { fills, type Slots } from '@homelab/estate/contents'
import {
  clientVariable,
  type Finding,
  lookup,
  type Resolved,
  type ResolvedLogin,
  type ResolvedService,
} from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { type DexConfiguration, type DexSettings, data, dexSlot, port } from './slot.ts'

/** Dex's configuration, with the programs that need it. */
export const dexSlots: Slots = fills(dexSlot, dexConfig)

/** https://dexidp.io/docs/configuration/ */
function dexConfig(resolved: Resolved, service: ResolvedService, settings: DexSettings): string | Finding {
  const { passwords, connectors, configuration = {} } = settings
  if (passwords.length + connectors.length === 0) {
    return {
      code: 'empty-setting',
      where: { subject: service.name, path: 'workload', file: service.file },
      problem: 'nobody can log in: it knows neither people nor whom to ask, and does not start',
      fix: 'say `passwords` or `connectors`',
    }
  }
  const issuer = service.issuer?.url ?? ''
  const own: DexConfiguration = {
    storage: { type: 'sqlite3', config: { file: `${data}/dex.db` } },
    web: { http: `0.0.0.0:${port}` },
    // The programs are the estate’s own: nobody is asked whether they may know who somebody is.
    oauth2: { skipApprovalScreen: true },
  }
  const sections = Object.entries(own).map(([name, fields]) => [name, { ...fields, ...configuration[name] }])
  return printYaml({
    issuer,
    ...configuration,
    ...Object.fromEntries(sections),
    ...(connectors.length > 0 && {
      connectors: connectors.map(({ comesBack, config, ...connector }) => ({
        ...connector,
        config: { ...config, ...(comesBack === true && { redirectURI: `${issuer}/callback` }) },
      })),
    }),
    enablePasswordDB: passwords.length > 0,
    ...(passwords.length > 0 && { staticPasswords: passwords }),
    staticClients: lookup(resolved).loginsAt(service.name).map(client),
  })
}

function client({ client: id, title, secret, back }: ResolvedLogin): object {
  const known = secret === undefined ? { public: true } : { secretEnv: clientVariable(id) }
  return { id, name: title, ...known, redirectURIs: back.map(({ redirect }) => redirect) }
}
