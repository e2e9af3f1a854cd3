import type { Policy } from '../../src/index.ts'
import { type Case, cases, policyDoc, tagsDoc } from './case.ts'

const policy: Policy = {
  groups: { 'group:ops': ['cal@example.com'] },
  tagOwners: {
    'tag:deploy': ['ada@example.com'],
    'tag:prod': ['tag:deploy'],
    'tag:web': ['tag:prod', 'tag:web'],
    'tag:ops': ['group:ops'],
    'tag:free': ['autogroup:member'],
    'tag:admins': [],
    'tag:tagged': ['autogroup:tagged'],
  },
}
const apply = (name: string, cite: string, who: string, tags: string, answer: 'yes' | 'no') =>
  cases([
    name,
    cite,
    policy,
    {
      ask: 'may apply',
      holder: who.startsWith('tag:') ? { by: 'tags', tags: who.split(',') } : { by: 'user', login: who },
      tags: tags.split(','),
    },
    answer,
  ])

const owners = tagsDoc('define-tag-owners')
const fromTag = tagsDoc('apply-a-tag-from-another-tag')

/** Who may give which tag. */
export const ownerCases: readonly Case[] = [
  apply('a listed user', policyDoc('tag-owners'), 'ada@example.com', 'tag:deploy', 'yes'),
  apply('no other user', owners, 'cal@example.com', 'tag:deploy', 'no'),
  apply('a member of a listed group', policyDoc('tag-owners'), 'cal@example.com', 'tag:ops', 'yes'),
  apply('every member', policyDoc('tag-owners'), 'cal@example.com', 'tag:free', 'yes'),
  apply('an Admin gives every tag', owners, 'ben@example.com', 'tag:prod', 'yes'),
  apply('the Owner gives every tag', owners, 'ada@example.com', 'tag:prod', 'yes'),
  apply('a Network admin gives every tag', owners, 'dee@example.com', 'tag:prod', 'yes'),
  apply('a Member gives no tag without owners', owners, 'cal@example.com', 'tag:admins', 'no'),
  apply('nobody gives a tag that is not defined', tagsDoc('define-a-tag'), 'ben@example.com', 'tag:phantom', 'no'),
  apply('a tag gives a tag that it owns', fromTag, 'tag:deploy', 'tag:prod', 'yes'),
  apply('a tag does not give its owner', fromTag, 'tag:prod', 'tag:deploy', 'no'),
  apply('ownership is asked for one step', fromTag, 'tag:deploy', 'tag:web', 'no'),
  apply('the very same tags', fromTag, 'tag:prod', 'tag:prod', 'yes'),
  apply('a subset needs ownership', fromTag, 'tag:prod,tag:ops', 'tag:prod', 'no'),
  apply('a subset with a tag that owns itself', fromTag, 'tag:web,tag:ops', 'tag:web', 'yes'),
  apply('every requested tag must be owned', fromTag, 'tag:deploy', 'tag:prod,tag:ops', 'no'),
  apply('what has a tag is autogroup:tagged', policyDoc('autogroups'), 'tag:ops', 'tag:tagged', 'yes'),
].flat()
