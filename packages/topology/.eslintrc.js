module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Programs for the command line: what they print is what they are for.
      files: ['bench/**', 'fuzz/**'],
      rules: { 'no-console': 'off' },
    },
  ],
});
