import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { rooms } from './tools/rooms.mjs';

/**
 * One `no-restricted-imports` block a room, made from the table of walls.
 * @param {string} name
 * @param {import('./tools/rooms.mjs').Room} room
 * @returns {import('eslint').Linter.Config}
 */
const wall = (name, room) => {
  const strangers = Object.keys(rooms).filter((other) => other !== name && !room.rooms.includes(other));
  const allowed = room.packages.map((pattern) =>
    pattern.source.replaceAll('^', '').replaceAll('$', '(?:$|/)'),
  );
  return {
    files: [`src/${name}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\.\\./)+(?:${strangers.join('|')})(?:/|$)`,
              message: `The room "${name}" must not know this room (tools/rooms.mjs).`,
            },
            {
              regex: `^(?!\\.${allowed.map((source) => `|${source}`).join('')})`,
              message: `The room "${name}" must not import this package (tools/rooms.mjs).`,
            },
          ],
        },
      ],
    },
  };
};

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', '.vscode-test/', 'test-results/', 'test/fixtures/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
    },
  },
  {
    // VS Code makes links of what looks like one in a message.
    files: ['src/**/*.ts'],
    ignores: ['src/shared/messages.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^show(?:Information|Warning|Error)Message$/]',
          message: 'Use src/shared/messages.ts: it takes links and invisible characters out.',
        },
      ],
    },
  },
  {
    files: ['src/policy/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'require', 'setTimeout', 'fetch'] },
  },
  {
    // Mocha's `describe` and `it` return promises that nobody awaits.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  ...Object.entries(rooms).map(([name, room]) => wall(name, room)),
);
