import type { ResolvedLogin, Secret } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Expression, expression, mark, quoted, value } from '../../ansible/jinja.ts'
import type { Step } from '../../ansible/task.ts'
import { directory } from '../../host/files.ts'
import type { ForgejoLoginUse } from '../../host/logins.ts'
import { printContent } from '../contents.ts'
import type { Pieces, Rendering } from '../rendering.ts'
import { asRoot, directoryPieces, templatePieces } from './files.ts'

/**
 * Tells Forgejo where people log in, when it runs: its command writes the database. What was told is noted only then, so that a run
 * that failed is made up for by the next one.
 */
export function forgejoLoginPieces(
  rendering: Rendering,
  { client, issuer, secret }: Pick<ResolvedLogin, 'client' | 'issuer'> & { readonly secret: Secret },
  use: ForgejoLoginUse,
): Pieces {
  const { scope, contents, programs, host } = rendering
  const { name, command, user, scopes } = use
  const folder = host.home === undefined ? '/var/lib/homelab' : `${host.home}/.local/state/homelab`
  if (host.home === undefined) scope.system([folder])
  const [listed, differs] = [scope.register(name, 'listed'), scope.register(name, 'differs')]
  const [program, ...options] = command
  const runs = (...words: readonly string[]): Step['module'] => ({
    'ansible.builtin.command': { argv: [scope.path(program), ...options.map(scope.path), 'admin', 'auth', ...words] },
  })
  const as: Pick<Step, 'become' | 'become_user'> = {
    ...asRoot(user === undefined ? undefined : true),
    ...present({ become_user: user }),
  }
  const told = [
    ...['--name', name, '--provider', 'openidConnect', '--key', client, '--secret', mark(scope.secret(secret))],
    ...['--auto-discover-url', `${issuer.url}/.well-known/openid-configuration`],
    ...scopes.flatMap(each => ['--scopes', each]),
  ]
  const isListed = expression`${listed}.stdout | default('') is search(${row(name)}, multiline=true)`
  const content = { kind: 'json', data: { name, client, issuer: issuer.url, scopes, secret } } as const
  const path = `${folder}/${scope.role}-${name}.json`
  const note = templatePieces(rendering, { path, mode: '0600' }, printContent(contents, scope, content), {})
  const [write] = note.tasks ?? []
  const notify = programs.flatMap(({ owns }) => owns.restart ?? [])
  const changing = { ...as, ...(notify.length > 0 && { notify }), no_log: true } as const
  return {
    ...note,
    tasks: directoryPieces(rendering, directory(folder, '0700')).tasks ?? [],
    confirmations: [
      {
        started: [],
        tasks: [
          {
            name: 'List where Forgejo lets people log in',
            module: runs('list'),
            ...as,
            register: listed,
            changed_when: false,
            until: expression`${listed} is succeeded`,
            retries: 10,
            delay: 3,
          },
          ...(write === undefined || 'block' in write
            ? []
            : [
                {
                  ...write,
                  name: `See whether ${name} is as it was told`,
                  register: differs,
                  check_mode: true,
                  no_log: true,
                } as const,
              ]),
          {
            name: `Let people log in with ${name}`,
            module: runs('add-oauth', ...told),
            ...changing,
            when: [expression`${listed} is not skipped`, expression`not (${isListed})`],
          },
          {
            name: `Tell Forgejo otherwise of ${name}`,
            module: runs(
              'update-oauth',
              '--id',
              value`${listed}.stdout | regex_search(${row(name)}, multiline=true) | split | first`,
              ...told,
            ),
            ...changing,
            when: [expression`${listed} is not skipped`, isListed, expression`${differs} is changed`],
          },
          ...(write === undefined || 'block' in write
            ? []
            : [{ ...write, name: `Note what was told of ${name}`, no_log: true } as const]),
        ],
      },
    ],
  }
}

/** Its row of the table begins with its number. Without a backslash: conditions and other texts do not read those alike. */
function row(name: string): Expression {
  return quoted(`^[0-9]+ +${name.replaceAll(/[.*+?$()[{|]/g, '[$&]')} `)
}
