import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const migrations = { directory: `${__dirname}/../../migrations` };

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  it('go forward, back as they came, and forward again', async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    await knex.migrate.latest(migrations);
    await expect(knex.schema.hasTable('operations')).resolves.toBe(true);
    await knex.migrate.rollback(migrations, true);
    for (const table of [
      'applications',
      'resources',
      'operations',
      'changes',
    ]) {
      await expect(knex.schema.hasTable(table)).resolves.toBe(false);
    }
    await knex.migrate.latest(migrations);
    await expect(knex.schema.hasTable('operation_log')).resolves.toBe(true);
  });
});
