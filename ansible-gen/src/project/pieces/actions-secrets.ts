import { expression, mark } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import type { ActionsSecrets } from '../../host/actions-secrets.ts'
import type { Pieces, Rendering } from '../rendering.ts'

/**
 * Sets each secret through the forge's API, which tells new from known ones but never their values:
 * https://forgejo.org/docs/latest/user/api-usage/, `PUT /repos/{owner}/{repo}/actions/secrets/{name}`.
 */
export function actionsSecretsPieces(
  rendering: Rendering,
  { owner, repository, token, secrets }: ActionsSecrets,
): Pieces {
  const { scope, service, find, contents } = rendering
  const [forge] = find.flowsFrom(service.name).filter(({ origin }) => origin === 'need')
  const route = find.routesOf(forge?.to ?? '').find(({ kind, protocol }) => kind !== 'public' && protocol === 'https')
  if (route === undefined) {
    contents.findings.push({
      code: 'unreachable-route',
      where: { subject: service.name, path: 'needs', file: service.file },
      problem: 'no address of the forge is known whose secrets it sets',
      fix: 'let it need the endpoint of a forge that has a private route',
    })
    return {}
  }
  const api = scope.setting('api_url', 'Address of the API of the forge.', `${route.url}/api/v1`)
  const tasks = Object.entries(secrets).map(([name, secret]): Task => {
    const answer = scope.register(name, 'set')
    return {
      name: `Set ${name}`,
      module: {
        'ansible.builtin.uri': {
          url: `${mark(api)}/repos/${owner}/${repository}/actions/secrets/${name}`,
          method: 'PUT',
          headers: { Authorization: `token ${mark(scope.secret(token))}` },
          body_format: 'json',
          body: { data: mark(scope.secret(secret)) },
          status_code: [201, 204],
        },
      },
      register: answer,
      changed_when: expression`${answer}.status == 201`,
      no_log: true,
    }
  })
  return { tasks }
}
