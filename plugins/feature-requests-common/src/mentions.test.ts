import { mentionsIn } from './mentions';

describe('mentionsIn', () => {
  it.each([
    ['Ask @user:default/amelia.hart.', ['user:default/amelia.hart']],
    ['@user:Default/Amelia, @user:default/amelia!', ['user:default/amelia']],
    ['(@user:default/a) @user:default/b', ['user:default/a', 'user:default/b']],
    ['mail me@user:default/a or `@user:default/b`', []],
    ['```\n@user:default/a\n```\n@user:default/b', ['user:default/b']],
    ['@group:default/a @someone', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(mentionsIn(text)).toEqual(expected);
  });
});
