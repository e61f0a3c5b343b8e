'use strict';

module.exports = async function postgresTeardown() {
  await globalThis.commonholdTestPostgres?.stop();
};
