'use strict';

/** What several of the scripts' tests need: folders that vanish, and programs to watch. */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** A folder that is deleted when the test ends. */
function scratch(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'commonhold-test-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function until(condition, timeoutMs = 10_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain for ${condition}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

module.exports = { scratch, until, isAlive };
