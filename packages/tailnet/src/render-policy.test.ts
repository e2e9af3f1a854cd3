import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { inventories, policies } from '../tests/arbitraries.ts'
import { type Policy, type PolicyDocument, personToken, reach } from './index.ts'
import { renderPolicy } from './render-policy.ts'

const document: PolicyDocument = {
  tests: [{ src: personToken('boss'), accept: ['tag:web:443'], comment: 'The boss sees the web.' }],
  tagOwners: { 'tag:web': ['autogroup:admin'], 'tag:proxy': ['autogroup:admin'] },
  autoApprovers: { services: { 'tag:web': ['tag:web'] } },
  ssh: [{ action: 'check', src: ['autogroup:member'], dst: ['autogroup:self'], users: ['autogroup:nonroot'] }],
  grants: [
    { src: ['autogroup:admin'], dst: ['*'], ip: ['*'], comment: 'Whoever runs the tailnet.' },
    {
      src: ['tag:proxy'],
      dst: ['tag:web'],
      ip: ['tcp:443'],
      comment: 'The edge.',
      reason: 'It serves the public web.',
    },
  ],
  groups: { 'group:media': [personToken('boss'), personToken('guest')] },
  comments: {
    sections: { grants: 'Nothing is allowed but this.' },
    groups: { 'group:media': 'Reserved.' },
    services: { 'tag:web': 'Proxies advertise what they serve.' },
    tagOwners: { 'tag:proxy': 'The edge.' },
  },
}

function read(text: string): Policy {
  const errors: [] = []
  const policy: Policy = parse(text, errors, { allowTrailingComma: true })
  expect(errors).toEqual([])
  return policy
}

test('sections come in one order, comments and reasons above what they speak of', () => {
  expect(renderPolicy(document, 'From policy.ts.')).toMatchInlineSnapshot(`
    "// From policy.ts.

    {
    	"groups": {
    		// Reserved.
    		"group:media": ["{{ person:boss }}", "{{ person:guest }}"],
    	},

    	// Nothing is allowed but this.
    	"grants": [
    		// Whoever runs the tailnet.
    		{"src": ["autogroup:admin"], "dst": ["*"], "ip": ["*"]},
    		// The edge.
    		// It serves the public web.
    		{"src": ["tag:proxy"], "dst": ["tag:web"], "ip": ["tcp:443"]},
    	],
    	"ssh": [
    		{
    			"action": "check",
    			"src":    ["autogroup:member"],
    			"dst":    ["autogroup:self"],
    			"users":  ["autogroup:nonroot"],
    		},
    	],
    	"autoApprovers": {
    		"services": {
    			// Proxies advertise what they serve.
    			"tag:web": ["tag:web"],
    		},
    	},
    	"tagOwners": {
    		"tag:web": ["autogroup:admin"],

    		// The edge.
    		"tag:proxy": ["autogroup:admin"],
    	},
    	"tests": [
    		// The boss sees the web.
    		{"src": "{{ person:boss }}", "accept": ["tag:web:443"]},
    	],
    }
    "
  `)
})

test('what is printed says the same when it is read', () => {
  fc.assert(
    fc.property(policies, inventories, (policy, inventory) => {
      const printed = read(renderPolicy(policy, 'x'))
      expect(printed).toEqual(policy)
      for (const from of ['d0', 'd1', 'd2'])
        expect(reach(printed, inventory, { from })).toEqual(reach(policy, inventory, { from }))
    }),
    { numRuns: 50 },
  )
})
