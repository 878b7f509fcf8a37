import comments from '@eslint-community/eslint-plugin-eslint-comments';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.{ts,tsx}', '**/*.stories.tsx'];

const zodMini = {
  regex: '^zod(?!/mini$)',
  message: "Import * as z from 'zod/mini': the other entries cost five times its weight.",
};
const node = {
  regex:
    '^(node:|(assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|url|util|zlib)(/|$))',
  message: 'This runs in browsers too.',
};

const exportAll = {
  selector: 'ExportAllDeclaration',
  message: 'List the exported names: the index is a list of names.',
};
const zodNamespace = {
  selector: "ImportDeclaration[source.value='zod/mini'] > :matches(ImportSpecifier, ImportDefaultSpecifier)",
  message: "Write import * as z from 'zod/mini'.",
};
const dateNow = {
  selector:
    "MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes from outside: use the clock you were given.',
};
const moduleState = {
  selector:
    'Program > VariableDeclaration[kind=/^(let|var)$/], Program > ExportNamedDeclaration > VariableDeclaration[kind=/^(let|var)$/]',
  message: 'No module-level mutable state: two clients on one page must not meet.',
};

// Found in browsers and in Node alike, without time, network or a user behind them.
const neutralGlobals = new Set([
  'AbortController',
  'AbortSignal',
  'Blob',
  'DOMException',
  'Event',
  'EventTarget',
  'File',
  'FormData',
  'Headers',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'console',
  'crypto',
  'queueMicrotask',
  'structuredClone',
]);
const browserGlobals = [...Object.keys(globals.browser), 'process', 'Buffer', 'global', 'globalThis']
  .filter((name) => !neutralGlobals.has(name))
  .map((name) => ({
    name,
    message: 'Time, network and the page come from outside: take them as an argument.',
  }));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/storybook-static/**', '**/coverage/**', '.storybook/public/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    plugins: { 'eslint-comments': comments },
    rules: {
      'eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      'eslint-comments/no-unlimited-disable': 'error',
      'eslint-comments/disable-enable-pair': ['error', { allowWholeFile: true }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': ['error', exportAll],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}', '.storybook/**', '*.ts', 'packages/*/*.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    // The browser half of the examples and the scripts Playwright evaluates in a page.
    files: ['examples/**/*.{js,mjs}', 'bench/**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['packages/react/**/*.{ts,tsx}', 'examples/**/*.tsx', '.storybook/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', exportAll, moduleState],
    },
  },
  {
    files: ['packages/mock-server/src/cli.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [zodMini, node] }],
      'no-restricted-syntax': ['error', exportAll, moduleState, zodNamespace],
    },
  },
  {
    files: ['packages/core/src/{engine,store,model,adapter}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...browserGlobals],
      'no-restricted-syntax': ['error', exportAll, moduleState, zodNamespace, dateNow],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-globals': 'off',
    },
  },
  {
    files: ['packages/core/src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [zodMini] }],
      'no-restricted-syntax': ['error', exportAll, zodNamespace],
    },
  },
);
