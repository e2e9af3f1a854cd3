import type { RenderedFile } from '@homelab/estate'
import { printIni } from '@homelab/formats'
import { ansibleYaml } from '../ansible/role.ts'

const header = 'Rendered; do not edit: change the sources and run synth.'

/** What every Ansible project has, whatever it sets up. */
export function projectFiles(folder: string): RenderedFile[] {
  const file = (path: string, content: string): RenderedFile => ({ path: `${folder}/${path}`, content, sources: [] })
  return [
    file('.ansible-lint', ansibleYaml(header, { profile: 'production', exclude_paths: ['.ansible/'] })),
    file('.yamllint', ansibleYaml(header, yamllint)),
    file('README.md', readme),
    file('ansible.cfg', printIni(configuration, { header, reader: 'configparser' })),
    file('requirements.yml', ansibleYaml(header, { collections: [{ name: 'community.general' }] })),
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

const readme = `# Ansible project

Rendered from the estate; change the sources and run synth. It needs Ansible with the collections of
\`requirements.yml\`, and on the control host the program of the vault (\`op\` for 1Password), unlocked.

    ansible-playbook playbooks/HOST.yml --check --diff
    ansible-playbook playbooks/HOST.yml --tags ROLE

Tasks that need root on the host use sudo: add \`--ask-become-pass\` where sudo asks for a password, with \`--check\` too.
Ansible 2.19 and newer run each task in a session of its own, so an \`op\` that is unlocked through the desktop app asks for
consent once for each secret; a service account (\`OP_SERVICE_ACCOUNT_TOKEN\`) is not asked.

The secrets of the roles that run are read first; without one of them nothing is changed. Each role has one tag, its
name, and a README of its own. Where a host keeps its things stands in \`inventory/host_vars/\`.
`
