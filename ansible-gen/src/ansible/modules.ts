import type { Expression } from './jinja.ts'

/** The modules in use with the arguments in use: https://docs.ansible.com/ansible/latest/collections/index_module.html */
interface Modules {
  readonly 'ansible.builtin.apt': {
    readonly name: string
    readonly state: 'present'
    readonly update_cache: true
    readonly allow_downgrade: true
  }
  readonly 'ansible.builtin.assert': {
    readonly that: readonly Expression[]
    readonly fail_msg: string
    readonly success_msg?: string
    readonly quiet?: true
  }
  readonly 'ansible.builtin.command': { readonly argv: readonly string[]; readonly stdin?: string }
  /** From a place on the host. */
  readonly 'ansible.builtin.copy': {
    readonly src: string
    readonly dest: string
    readonly remote_src: true
    readonly mode: string
    readonly owner: string
  }
  readonly 'ansible.builtin.debug': { readonly msg: string }
  readonly 'ansible.builtin.fail': { readonly msg: string }
  readonly 'ansible.builtin.file': {
    readonly path: string
    readonly state: 'absent' | 'directory' | 'link'
    /** What a link leads to. */
    readonly src?: string
    readonly mode?: string
    readonly owner?: string
    readonly group?: string
  }
  readonly 'ansible.builtin.find': {
    readonly paths: string
    readonly patterns: readonly string[]
    readonly excludes?: readonly string[]
    readonly contains?: string
    /** Python's name of it; since Ansible 2.17. */
    readonly encoding?: string
  }
  readonly 'ansible.builtin.get_url': {
    readonly url: string
    readonly dest: string
    readonly mode: string
    /** `sha256:…` */
    readonly checksum?: string
    /** Fetched each time, and written where it differs. */
    readonly force?: true
  }
  readonly 'ansible.builtin.group': { readonly name: string; readonly system: true; readonly gid?: number }
  readonly 'ansible.builtin.import_role': { readonly name: string; readonly tasks_from: string }
  readonly 'ansible.builtin.import_tasks': { readonly file: string }
  readonly 'ansible.builtin.meta': 'flush_handlers'
  readonly 'ansible.builtin.package': { readonly name: string; readonly state: 'present' }
  readonly 'ansible.builtin.set_fact': Readonly<Record<string, string>>
  readonly 'ansible.builtin.slurp': { readonly src: string }
  readonly 'ansible.builtin.stat': { readonly path: string }
  readonly 'ansible.builtin.systemd_service': {
    readonly name?: string
    readonly state?: 'started' | 'restarted'
    readonly enabled?: boolean
    readonly daemon_reload?: boolean
  }
  readonly 'ansible.builtin.template': {
    readonly src: string
    readonly dest: string
    readonly mode: string
    readonly owner?: string
    readonly group?: string
    /** A command line that reads the new file, `%s`, and refuses what is wrong with it. */
    readonly validate?: string
  }
  readonly 'ansible.builtin.unarchive': {
    readonly src: string
    readonly dest: string
    readonly remote_src: true
    readonly owner: string
  }
  readonly 'ansible.builtin.uri': {
    readonly url: string
    readonly method: 'PUT'
    readonly headers: Readonly<Record<string, string>>
    readonly body_format: 'json'
    readonly body: object
    readonly status_code: readonly number[]
  }
  readonly 'ansible.builtin.user': {
    readonly name: string
    readonly system: true
    readonly uid?: number
    readonly group?: string
    readonly groups?: readonly string[]
    readonly append?: true
    readonly home?: string
    readonly create_home: false
    readonly shell: string
  }
  readonly 'ansible.builtin.wait_for': { readonly timeout: string }
  /** By a new connection. */
  readonly 'ansible.builtin.wait_for_connection': { readonly timeout: string }
  readonly 'community.general.homebrew': {
    readonly name: string
    readonly state: 'present'
    readonly path: string
  }
  readonly 'community.general.homebrew_cask': {
    readonly name: string
    readonly state: 'present'
    readonly path: string
  }
}

/** One module with its arguments. */
export type ModuleCall = {
  readonly [M in keyof Modules]: { readonly [K in M]: Modules[M] }
}[keyof Modules]
