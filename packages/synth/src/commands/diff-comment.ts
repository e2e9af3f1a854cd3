import { command } from '../cli/command.ts'

export const diffComment = command({
  name: 'diff-comment',
  summary:
    'Say on a pull request of the forge what changed, in one comment, and what is dangerous as the status of its commit',
  details: [
    'Reads what `diff --markdown` printed from its input, and runs nothing of the pull request. The next call writes over the same comment.',
    'Where that was printed by a job that runs the pull request, it can say what it likes: it helps who reviews, and proves nothing.',
    'Of its environment: FORGE_TOKEN (the job’s own), GITHUB_API_URL, GITHUB_REPOSITORY. A pull request from a fork has no token that may',
    'write: with --fork it then says so, prints what it would have posted, and ends with 0.',
  ].join('\n'),
  options: {
    pull: { type: 'text', value: 'NUMBER', help: 'the pull request' },
    commit: { type: 'text', value: 'ID', help: 'the commit that was compared, whole' },
    fork: { type: 'flag', help: 'it comes from a fork' },
  },
  examples: [
    { line: 'diff main..HEAD --markdown >diff.md', does: 'what changed' },
    { line: 'diff-comment --pull 7 --commit $(git rev-parse HEAD) <diff.md', does: 'say it on pull request 7' },
  ],
  run: async (values, context) => (await import('./diff-comment-run.ts')).commentDiff(values, context),
})
