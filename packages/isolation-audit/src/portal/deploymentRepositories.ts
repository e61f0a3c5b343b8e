import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Estate } from '../estate/Estate';
import { refOf } from '../estate/EstateEntity';

const run = promisify(execFile);

/**
 * Makes a deployment repository for each tenant's application, every text of
 * which is a word of its own.
 *
 * @returns the folder that stands for where applications say that they are
 */
export async function writeDeploymentRepositories(
  estate: Estate,
  folder: string,
): Promise<string> {
  const root = path.join(folder, 'deployments');
  await Promise.all(
    estate.tenants.map(async ({ plan, texts, application }) => {
      const copy = path.join(folder, `deployment-of-${plan.prober}`);
      const node = path.join('topology', texts.node);
      const files = {
        'deployment.yaml': `apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: ${refOf(
          application,
        )}\nlevels: [environment]\n`,
        'topology/node.yaml': `vars:\n  note: ${texts.deployed}\n`,
        [path.join(
          node,
          'node.yaml',
        )]: `labels: { purpose: ${texts.deployed} }\n`,
        [path.join(node, 'settings.yaml')]: `note: ${texts.deployed}\n`,
      };
      for (const [file, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
        await writeFile(path.join(copy, file), text);
      }
      const git = (...args: string[]) =>
        run('git', args, {
          cwd: copy,
          env: {
            ...process.env,
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_AUTHOR_NAME: `Author ${texts.commit}`,
            GIT_AUTHOR_EMAIL: `${texts.commit}@people.example`,
            GIT_COMMITTER_NAME: `Author ${texts.commit}`,
            GIT_COMMITTER_EMAIL: `${texts.commit}@people.example`,
          },
        });
      await git('init', '--quiet', '--initial-branch=main', '.');
      await git('add', '--all');
      await git('commit', '--quiet', '-m', `Add ${texts.commit}`);
      const bare = path.join(root, plan.id, 'deployment.git');
      await mkdir(path.dirname(bare), { recursive: true });
      await git('clone', '--quiet', '--bare', '.', bare);
      await rm(copy, { recursive: true });
    }),
  );
  return root;
}
