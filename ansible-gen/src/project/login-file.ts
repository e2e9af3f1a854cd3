import { loginValue, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { type HostContent, type Piece, pieces } from '../host/content.ts'
import { isLoginFile } from '../host/logins.ts'
import { marker } from './contents.ts'

/** A row for each variable: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile= */
export function loginFileContent(resolved: Resolved, service: ResolvedService): HostContent {
  const find = lookup(resolved)
  return pieces(
    ...marker(service).map(line => `# ${line}\n`),
    ...find.loginsFor(service.name).flatMap((login): Piece[] => {
      const { use, secret, provider } = login
      if (!isLoginFile(use)) return []
      const title = find.service(provider)?.title ?? provider
      return [
        ...Object.entries(use.variables).map(
          ([variable, value]) => `${variable}="${escaped(loginValue(login, value, title))}"\n`,
        ),
        ...(use.secret === undefined || secret === undefined
          ? []
          : [`${use.secret}="`, { kind: 'filtered', secret, filter: 'dotenv' } as const, '"\n']),
      ]
    }),
  )
}

/** As a secret is written between the same quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[\\"$]/g, String.raw`\$&`)
}
