import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/*.behaviour.ts', '**/*.harness.ts', 'e2e/**/*.ts'];
const timesComeIn = 'Times come in as arguments; a decision gives the same answer whenever it is made.';
const ONLY_PLATFORM_READS_IT = "Settings are read once, at boot: a program's main.ts hands them to readConfig.";

const syntax = {
  parameters: {
    selector:
      'FunctionDeclaration[params.length>4], ArrowFunctionExpression[params.length>4], :not(MethodDefinition[kind="constructor"]) > FunctionExpression[params.length>4]',
    message: 'More than four parameters are an object with names.',
  },
  collaborators: {
    // Nest calls constructors, so nobody counts their arguments; what they list are collaborators.
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>6]',
    message: 'A class with more than six collaborators does the work of two.',
  },
  clock: {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: timesComeIn,
  },
  barrel: {
    selector: 'ExportAllDeclaration',
    message: 'A library has one barrel, its index.ts; export by name elsewhere.',
  },
  trust: {
    selector: 'Identifier[name=/^bypassSecurityTrust/]',
    message: 'Text from people becomes markup nowhere; bind it as text.',
  },
  requestScope: {
    selector: 'MemberExpression[object.name="Scope"][property.name="REQUEST"]',
    message: 'A request-scoped provider makes the command bus resolve a handler tree per command; pass the principal.',
  },
};

const everywhere = [syntax.parameters, syntax.collaborators, syntax.trust, syntax.requestScope];

const imports = {
  environment: {
    name: 'node:process',
    message: ONLY_PLATFORM_READS_IT,
  },
  bus: {
    name: '@nestjs/cqrs',
    importNames: ['EventBus', 'EventsHandler', 'EventPublisher', 'AggregateRoot', 'Saga'],
    message: 'They live in memory and lose events; the log and its projections carry what happened.',
  },
};

/** Rules whose options do not merge are always set through this, so that a block adds to what stands here. */
const restricted = ({ paths = [], patterns = [], syntaxes = [] } = {}) => ({
  'no-restricted-imports': ['error', { paths: [imports.environment, imports.bus, ...paths], patterns }],
  'no-restricted-syntax': ['error', ...everywhere, syntax.barrel, ...syntaxes],
});

const noEnvironment = { object: 'process', property: 'env', message: ONLY_PLATFORM_READS_IT };

/** Every rule is an error: a warning is a rule that nobody keeps. */
const asErrors = (configs) =>
  configs.map((config) => ({
    ...config,
    ...(config.rules && {
      rules: Object.fromEntries(
        Object.entries(config.rules).map(([name, setting]) => [
          name,
          setting === 'warn' || setting === 1
            ? 'error'
            : Array.isArray(setting) && setting[0] === 'warn'
              ? ['error', ...setting.slice(1)]
              : setting,
        ]),
      ),
    }),
  }));

export default defineConfig(
  globalIgnores([
    'dist/',
    'node_modules/',
    '.angular/',
    'data/',
    'data-demo/',
    'tools/violations/',
    'test-results/',
    'playwright-report/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  comments.recommended,
  {
    rules: {
      '@eslint-community/eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      '@eslint-community/eslint-comments/no-use': [
        'error',
        { allow: ['eslint-disable-next-line', 'eslint-disable-line'] },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-console': 'error',
      complexity: ['error', 8],
      'max-depth': ['error', 3],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      ...restricted(),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [asErrors(tseslint.configs.strictTypeChecked), asErrors(tseslint.configs.stylisticTypeChecked)],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A port's method is asynchronous for its slowest adapter; `async` turns what the others throw into a rejection.
      '@typescript-eslint/require-await': 'off',
      // Ports are abstract classes, so that Nest has a token; a plain object may be one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `find<Doc>()` names what its caller knows is stored.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'no-restricted-properties': ['error', noEnvironment],
    },
  },
  {
    files: ['libs/event-sourcing/**/*.ts'],
    ignores: SPECS,
    rules: restricted({
      patterns: [{ regex: '^node:(?!crypto$)', message: 'The kit stands alone; of Node it uses node:crypto.' }],
    }),
  },
  {
    files: ['libs/contracts/**/*.ts'],
    ignores: SPECS,
    rules: restricted({
      patterns: [
        {
          regex: '^zod(?!/mini$)',
          message: "The browser loads this: `import * as z from 'zod/mini'` is 20 kB, zod 87 kB or more.",
        },
      ],
    }),
  },
  {
    files: ['**/domain/**/*.ts'],
    ignores: SPECS,
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'A decision knows nothing of the process it runs in.' },
        { name: 'performance', message: timesComeIn },
      ],
      'no-restricted-properties': [
        'error',
        noEnvironment,
        { object: 'Date', property: 'now', message: timesComeIn },
        {
          object: 'Math',
          property: 'random',
          message: 'Ids derive from the command id, so that a retry makes the same ones.',
        },
        {
          object: 'crypto',
          property: 'randomUUID',
          message: 'Ids derive from the command id, so that a retry makes the same ones.',
        },
        {
          object: 'crypto',
          property: 'getRandomValues',
          message: 'Ids derive from the command id, so that a retry makes the same ones.',
        },
      ],
      ...restricted({
        syntaxes: [syntax.clock],
        patterns: [{ regex: '^(node:|@nestjs/)', message: 'The domain is pure: no I/O and no framework.' }],
      }),
    },
  },
  {
    files: ['apps/portal/**/*.ts'],
    extends: [asErrors(angular.configs.tsRecommended)],
    languageOptions: { parserOptions: { projectService: false, project: 'apps/portal/tsconfig.app.json' } },
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', style: 'camelCase' }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/prefer-output-readonly': 'error',
      '@angular-eslint/no-uncalled-signals': 'error',
    },
  },
  {
    files: ['apps/portal/**/*.html'],
    extends: [asErrors(angular.configs.templateRecommended), asErrors(angular.configs.templateAccessibility)],
    rules: {
      // ESLint's budgets are for code.
      'max-lines': 'off',
      '@angular-eslint/template/button-has-type': 'error',
      '@angular-eslint/template/no-positive-tabindex': 'error',
      '@angular-eslint/template/prefer-control-flow': 'error',
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
    },
  },
  {
    files: [
      'apps/{api,cli}/main.ts',
      'libs/platform/config.ts',
      'libs/platform/config.spec.ts',
      'tools/**/*.ts',
      'e2e/**/*.ts',
      '*.config.ts',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // A language is one file.
    files: ['**/messages/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['tools/**', 'bench/**', 'apps/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: SPECS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What a response's JSON or a matcher such as expect.any() holds is asserted, not typed.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['libs/*/index.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/consistent-type-exports': 'off',
    },
  },
);
