/**
 * Full-text search of requests: a stored `tsvector` on PostgreSQL, FTS5 on
 * SQLite. Both stem English words, fold case and accents, and weigh the title
 * above the description.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (knex.client.config.client === 'pg') {
    // unaccent is an extension and not immutable; this is neither.
    await knex.raw(`
      CREATE FUNCTION fold_accents(text text) RETURNS text
      LANGUAGE sql IMMUTABLE AS $$
        SELECT translate(lower(text),
          'àáâãäåāçćčďèéêëēěìíîïīñńňòóôõöøōřśšťùúûüūůýÿźžżł',
          'aaaaaaacccdeeeeeeiiiiinnnooooooorsstuuuuuuyyzzzl')
      $$`);
    await knex.raw(`
      ALTER TABLE requests ADD COLUMN words tsvector
      GENERATED ALWAYS AS (
        setweight(to_tsvector('english', fold_accents(title)), 'A') ||
        setweight(to_tsvector('english', fold_accents(description)), 'B')
      ) STORED`);
    await knex.raw(
      `CREATE INDEX requests_words_idx ON requests USING gin (words)`,
    );
    return;
  }
  await knex.raw(`
    CREATE VIRTUAL TABLE request_words USING fts5(
      title, description, content='requests', content_rowid='id',
      tokenize='porter unicode61 remove_diacritics 2'
    )`);
  await knex.raw(`
    CREATE TRIGGER request_words_insert AFTER INSERT ON requests BEGIN
      INSERT INTO request_words(rowid, title, description)
      VALUES (new.id, new.title, new.description);
    END`);
  await knex.raw(`
    CREATE TRIGGER request_words_delete AFTER DELETE ON requests BEGIN
      INSERT INTO request_words(request_words, rowid, title, description)
      VALUES ('delete', old.id, old.title, old.description);
    END`);
  await knex.raw(`
    CREATE TRIGGER request_words_update AFTER UPDATE OF title, description ON requests BEGIN
      INSERT INTO request_words(request_words, rowid, title, description)
      VALUES ('delete', old.id, old.title, old.description);
      INSERT INTO request_words(rowid, title, description)
      VALUES (new.id, new.title, new.description);
    END`);
  await knex.raw(`
    INSERT INTO request_words(rowid, title, description)
    SELECT id, title, description FROM requests`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('ALTER TABLE requests DROP COLUMN words');
    await knex.raw('DROP FUNCTION fold_accents(text)');
    return;
  }
  await knex.raw('DROP TRIGGER request_words_update');
  await knex.raw('DROP TRIGGER request_words_delete');
  await knex.raw('DROP TRIGGER request_words_insert');
  await knex.raw('DROP TABLE request_words');
};
