import type { RenderedFile } from '@homelab/estate/model'
import { printYaml, type YamlText } from '@homelab/formats'
import { hasMarks, jinjaSource, looksLikeJinja } from './jinja.ts'
import { type Task, taskData } from './task.ts'

/** A template of a role: a file of the host. */
export interface Template {
  /** Its name in `templates/`. */
  readonly name: string
  readonly text: string
}

/** An option of `meta/argument_specs.yml`. */
export interface ArgumentSpec {
  readonly type: 'str'
  readonly description: string
  readonly default?: string
  readonly no_log?: true
}

/** All of a role that is printed. */
export interface Role {
  readonly name: string
  readonly title: string
  /** What it sets up, one clause. */
  readonly summary: string
  readonly platform: 'macos' | 'linux'
  readonly author: string
  readonly defaults: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, ArgumentSpec>>
  readonly tasks: readonly Task[]
  /** Tasks that read secrets; its own file, so that a playbook can read all secrets first. */
  readonly secrets: readonly Task[]
  readonly handlers: readonly Task[]
  readonly templates: readonly Template[]
  readonly readme: string
}

/** A YAML file of an Ansible project: its start marker, the comment, the data. Entries of a list stand apart. */
export function ansibleYaml(header: string, data: unknown): string {
  if (!Array.isArray(data)) return `---\n${printYaml(data, { header, text: ansibleText })}`
  return `---\n# ${header}\n${data.map(entry => printYaml([entry], { text: ansibleText })).join('\n')}`
}

/**
 * Text that stays text: `!unsafe` is what Ansible never evaluates, wherever it stands:
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html#unsafe-or-raw-strings
 */
function ansibleText(text: string): YamlText {
  if (hasMarks(text)) return { value: jinjaSource(text) }
  return looksLikeJinja(text) ? { value: text, tag: '!unsafe' } : { value: text }
}

/** The files of a role, below `folder`. Parts that would be empty are left out. */
export function roleFiles(role: Role, folder: string, header: string, sources: readonly string[]): RenderedFile[] {
  const { name, defaults, tasks, secrets, handlers, templates, readme } = role
  const at = (path: string, content: string): RenderedFile => ({
    path: `${folder}/${name}/${path}`,
    content,
    sources,
  })
  const yaml = (path: string, data: unknown): RenderedFile => at(path, ansibleYaml(header, data))
  return [
    at('README.md', readme),
    ...(Object.keys(defaults).length === 0 ? [] : [yaml('defaults/main.yml', defaults)]),
    ...(handlers.length === 0 ? [] : [yaml('handlers/main.yml', handlers.map(taskData))]),
    yaml('meta/argument_specs.yml', { argument_specs: { main: specs(role) } }),
    yaml('meta/main.yml', meta(role)),
    yaml('tasks/main.yml', tasks.map(taskData)),
    ...(secrets.length === 0 ? [] : [yaml('tasks/secrets.yml', secrets.map(taskData))]),
    ...templates.map(template => at(`templates/${template.name}`, template.text)),
  ]
}

/** https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#role-argument-validation */
function specs({ title, summary, options }: Role): object {
  return { short_description: title, description: [`${title}: ${summary}.`], options }
}

function meta({ name, author, summary, platform }: Role): object {
  const platforms = { macos: { name: 'MacOSX', versions: ['all'] }, linux: { name: 'GenericLinux', versions: ['all'] } }
  return {
    galaxy_info: {
      role_name: name,
      author,
      description: summary,
      license: 'MIT',
      min_ansible_version: '2.17',
      platforms: [platforms[platform]],
    },
    dependencies: [],
  }
}
