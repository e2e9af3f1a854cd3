/** A name as Ansible takes it, without hyphens: `forgejo-actions-secrets` -> `forgejo_actions_secrets`. */
export function snakeCase(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}
