import { type Keeping, providerOfVault, type RenderedFile, type SecretStorePart } from '@homelab/estate/model'
import { markdown, printIni } from '@homelab/formats'
import { ansibleYaml } from '../ansible/role.ts'

const header = 'Rendered; do not edit: change the sources and run synth.'

/** What every Ansible project has, whatever it sets up. */
export function projectFiles(keeping: Keeping, folder: string): RenderedFile[] {
  const file = (path: string, content: string): RenderedFile => ({ path: `${folder}/${path}`, content, sources: [] })
  return [
    file('.ansible-lint', ansibleYaml(header, { profile: 'production', exclude_paths: ['.ansible/'] })),
    file('.yamllint', ansibleYaml(header, yamllint)),
    file('README.md', readme(storesOf(keeping))),
    file('ansible.cfg', printIni(configuration, { header, reader: 'configparser' })),
    file('requirements.yml', ansibleYaml(header, { collections: collectionsOf(keeping) })),
  ]
}

/** https://docs.ansible.com/ansible/latest/reference_appendices/config.html; facts A1 */
const configuration = {
  defaults: {
    inventory: 'inventory/hosts.yml',
    interpreter_python: 'auto_silent',
    roles_path: 'roles',
    host_key_checking: false,
  },
  privilege_escalation: { become: false },
}

/** Like its defaults, but for lines: commands and messages are not folded. What ansible-lint asks for is included. */
const yamllint = {
  extends: 'default',
  rules: {
    'line-length': { max: 160 },
    'comments-indentation': 'disable',
    braces: { 'max-spaces-inside': 1 },
    comments: { 'min-spaces-from-content': 1 },
    'octal-values': { 'forbid-implicit-octal': true, 'forbid-explicit-octal': true },
  },
}

/** What keeps the vaults of an estate, each once. */
function storesOf(keeping: Keeping): readonly SecretStorePart[] {
  return [...new Set(keeping.vaults.flatMap(({ name }) => providerOfVault(keeping, name) ?? []))]
}

/** What roles use, and the lookups of the stores. */
function collectionsOf(keeping: Keeping): readonly object[] {
  return [{ name: 'community.general' }, ...storesOf(keeping).flatMap(({ collection }) => collection ?? [])]
}

function readme(stores: readonly SecretStorePart[]): string {
  const programs = stores.map(({ title, program }) => `${markdown.code(program)} for ${title}`).join(', ')
  const needed =
    stores.length === 0
      ? '`requirements.yml`.'
      : `\`requirements.yml\`, and on the control host the program of the vault (${programs}), unlocked.`
  return `# Ansible project

Rendered from the estate; change the sources and run synth. It needs Ansible with the collections of
${needed}

    ansible-playbook playbooks/HOST.yml --check --diff
    ansible-playbook playbooks/HOST.yml --tags ROLE

Tasks that need root on the host use sudo: add \`--ask-become-pass\` where sudo asks for a password, with \`--check\` too.
${stores.map(({ withAnsible }) => (withAnsible === undefined ? '' : `${withAnsible}\n`)).join('')}
The secrets of the roles that run are read first; without one of them nothing is changed. Each role has one tag, its
name, and a README of its own. Where a host keeps its things stands in \`inventory/host_vars/\`.
`
}
