import { markdown } from '@homelab/formats'
import { shownJinja } from '../ansible/jinja.ts'
import { ownFiles } from './own-paths.ts'
import { type Rendering, shownPath } from './rendering.ts'
import type { Variable } from './scope.ts'

/** What a role is for, what it writes, and its variables. */
export function readme(rendering: Rendering, variables: readonly Variable[]): string {
  const { scope, service, workload, host } = rendering
  const settings = variables.filter(({ secret }) => secret === undefined)
  const secrets = variables.filter(({ secret }) => secret !== undefined)
  const files = ownFiles(rendering)
  const sections = [
    `# ${scope.role}\n\n${service.title}: ${service.summary}.\n`,
    `Rendered from ${markdown.code(service.file)}; change the source and run synth. The role has one tag, ${markdown.code(scope.role)}.\n`,
    ...(workload.notes ?? []).map(note => `${note}\n`),
    ...(files.length === 0
      ? []
      : [
          '## Files\n',
          markdown.table(
            ['path', 'mode'],
            files.map(({ path, mode }) => [markdown.code(shownPath(host, path)), mode]),
          ),
        ]),
    ...(settings.length === 0
      ? []
      : [
          '## Variables\n',
          markdown.table(
            ['variable', 'default', 'meaning'],
            settings.map(({ name, default: value = '', description }) => [
              markdown.code(name),
              markdown.code(shownJinja(value)),
              description,
            ]),
          ),
        ]),
    ...(secrets.length === 0
      ? []
      : [
          '## Secrets\n',
          'Each is read from the vault on the control host when nobody gave it.\n',
          markdown.table(
            ['variable', 'meaning'],
            secrets.map(({ name, description }) => [markdown.code(name), description]),
          ),
        ]),
  ]
  return sections.join('\n')
}
