const swc = (syntax) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: syntax === 'tsx' },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      target: 'es2023',
    },
    // keeps import() as it is: pdfjs-dist and libxml2-wasm cannot be required
    module: { type: 'commonjs', ignoreDynamic: true },
  },
];

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.node'],
  transform: { '^.+\\.ts$': swc('ts'), '^.+\\.tsx$': swc('tsx') },
  moduleNameMapper: { '^@libs/([^/]+)$': '<rootDir>/libs/$1/src' },
  ...more,
});

const database = {
  globalSetup: '<rootDir>/test/support/start-database.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
};

module.exports = {
  projects: [
    project('unit', [
      '<rootDir>/{apps,libs,scripts}/**/!(*.medium).test.ts',
      '<rootDir>/apps/web/**/!(*.medium).test.tsx',
      '<rootDir>/test/boundaries/**/*.test.ts',
    ]),
    project('medium', ['<rootDir>/{apps,libs,test}/**/*.medium.test.ts'], database),
    project('e2e', ['<rootDir>/test/e2e/**/*.test.ts']),
    project('conformance', ['<rootDir>/test/conformance/**/*.test.ts']),
  ],
};
