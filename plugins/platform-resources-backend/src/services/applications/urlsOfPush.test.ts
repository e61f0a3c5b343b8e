import { urlsOfPush } from './urlsOfPush';

describe('a push event', () => {
  it.each([
    [
      'GitHub',
      {
        ref: 'refs/heads/main',
        repository: {
          clone_url: 'https://github.com/meridian/checkout.git',
          html_url: 'https://github.com/meridian/checkout',
          ssh_url: 'git@github.com:meridian/checkout.git',
        },
      },
      'https://github.com/meridian/checkout.git',
    ],
    [
      'GitLab',
      {
        project: {
          git_http_url: 'https://gitlab.example/meridian/checkout.git',
          web_url: 'https://gitlab.example/meridian/checkout',
        },
      },
      'https://gitlab.example/meridian/checkout',
    ],
    [
      'a short form of SSH',
      { repository: { ssh_url: 'git@git.example:meridian/checkout.git' } },
      'ssh://git@git.example/meridian/checkout',
    ],
  ])('of %s names its repository as applications do', (_, payload, url) => {
    expect(urlsOfPush(payload)).toContain(url);
  });

  it.each([undefined, null, 'text', {}, { repository: { clone_url: 7 } }])(
    'that is %j names none',
    payload => {
      expect(urlsOfPush(payload)).toEqual([]);
    },
  );
});
