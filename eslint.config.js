import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', '.cache/', 'data/', 'node_modules/', 'samples/', 'coverage/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      // TypeScript knows what is defined.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      // A refusal or a failed write that nobody waits for is lost.
      'no-promise-executor-return': 'error'
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // The hall lives at the root of its address, and its pages are drawn on the server: plain links are right.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-at-html-tags': 'error',
      // Most components are drawn once, on the server.
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  // What speaks to a person at a terminal prints.
  { files: ['bin/**', 'src/cli/**', 'scripts/**', 'bench/**', 'test/**'], rules: { 'no-console': 'off' } }
)
