import { made, type Secret } from '@homelab/estate/model'
import { pieces } from '../../host/content.ts'
import type { HostFile } from '../../host/files.ts'
import type { Program } from '../../host/program.ts'
import { settingsFolder } from './places.ts'

/** The same on both sides. */
export const agentTokenPath = `${settingsFolder}/agent-token`

/** What an agent shows to be let in, with nothing else in the file: https://docs.k3s.io/cli/token#agent */
export function agentTokenFile(token: Secret): HostFile {
  return made({ path: agentTokenPath, mode: '0600', owner: { user: 'root' }, content: pieces(token) })
}

/** The secret that a server or an agent has there, as one text. */
export function agentTokenOf({ reads = [] }: Pick<Program, 'reads'>): string | undefined {
  const content = reads.find(({ path }) => path === agentTokenPath)?.content
  return content?.kind === 'pieces' ? JSON.stringify(content.pieces) : undefined
}
